"""The three steps between a survey file and its import: the file, its questions, a preview."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.activity import Activity, ActivityKind
from engage_app.domain.questionnaire import ROLE_LABELS, Role
from engage_app.services import importing
from engage_app.services.importing import MatchOffer, SurveyFile, SurveyMapping, SurveyQuestion
from ui.pages.collect_combo import ChoosingTable
from ui.pages.collect_flagged import FlaggedPart
from ui.pages.collect_models import PROBLEM_HEADINGS, TextTable, problem_rows
from ui.pages.collect_questions import (
    LABEL,
    ROLE,
    SAME,
    TYPE,
    QuestionsTable,
    SameChoicesTable,
)
from ui.pages.exercise_dates import span_in_words
from ui.pages.exercises_list import counted
from ui.theme import label, theme
from ui.widgets.buttons import button

_ALONE = ((230, 4), (150, 3), (168, 0), (216, 0))
_WITH_SAME = ((200, 4), (120, 2), (168, 0), (216, 0), (180, 3))
_KEYS = (
    "Arrow keys move, Enter opens a choice, Space on a question takes it in or leaves it out. "
    "Equality answers are kept apart from everything else."
)
ADD_DEFINITION = "Add the questionnaire file (.lss, XLSForm, data dictionary, .sss)…"
USE_SETTINGS = "Use saved settings…"
SAVE_SETTINGS = "Save these settings…"
_CONFIRMED = "You confirmed this survey's questions before; they are set the same way again."
_PROBLEM_WIDTHS = ((64, 0), (140, 1), (280, 3), (240, 3))


class FileStep(QScrollArea):
    """Step 1: what was recognised and why, and which activity the responses belong to.

    Signals:
        definition_wanted: read the file again with the survey's own questionnaire.
        settings_wanted: take the settings from a file.
    """

    definition_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tool = label("", "heading", wrap=True)
        self.why = label("", "subtitle", wrap=True)
        self.facts = label("", "body", wrap=True)
        self.remembered = label("", "body", wrap=True)
        self.add_definition = button(ADD_DEFINITION, on_click=self.definition_wanted.emit)
        self.use_settings = button(USE_SETTINGS, on_click=self.settings_wanted.emit)
        self.flagged = FlaggedPart()
        self.activity = QComboBox()
        self.activity_title = QLineEdit()
        self.problems = TextTable()
        self.problem_table = ChoosingTable("Problems in the file", _PROBLEM_WIDTHS)
        self.problem_table.setModel(self.problems)
        self.problem_title = label("", "heading", wrap=True)
        self._build()
        self.activity.currentIndexChanged.connect(self._offer_title)

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("surface", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(*(theme.px(side) for side in (20, 16, 20, 20)))
        inner.setSpacing(theme.px(8))
        for part in (self.tool, self.why, self.facts, self.remembered):
            inner.addWidget(part)
        inner.addSpacing(theme.px(8))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setVerticalSpacing(theme.px(12))
        form.setHorizontalSpacing(theme.px(16))
        form.addRow("These responses are &part of", self.activity)
        form.addRow("&Title of the new activity", self.activity_title)
        self._form = form
        inner.addLayout(form)
        for each in (self.add_definition, self.use_settings):
            inner.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(16))
        column.addWidget(card)
        column.addWidget(self.flagged)
        column.addWidget(self.problem_title)
        column.addWidget(self.problem_table, 1)
        column.addStretch(0)
        self.problem_table.setMinimumHeight(theme.px(200))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def show_file(
        self, survey: SurveyFile, mapping: SurveyMapping, activities: Sequence[Activity]
    ) -> None:
        """Show what a file holds."""
        self.tool.setText(f"{survey.name}: {survey.tool}")
        self.why.setText(survey.why)
        self.facts.setText(" · ".join(_facts(survey)))
        self.show_known(mapping)
        self.activity.clear()
        self.activity.addItem("A new activity", None)
        for activity in activities:
            if activity.kind is ActivityKind.SURVEY:
                self.activity.addItem(activity.title, activity.id)
        self.activity.setCurrentIndex(max(self.activity.findData(mapping.activity_id), 0))
        self.activity_title.setText(mapping.activity_title)
        self._offer_title()
        self.flagged.show_rows(survey.flagged, mapping.left_out)
        told = {(each.row, each.why) for each in survey.flagged}
        problems = [each for each in survey.problems if (each.row, each.what) not in told]
        count = len(problems)
        self.problem_title.setText(f"{counted(count, 'thing')} to know about this file")
        self.problems.show(PROBLEM_HEADINGS, problem_rows(problems))
        self.problem_title.setVisible(count > 0)
        self.problem_table.setVisible(count > 0)

    def show_known(self, mapping: SurveyMapping) -> None:
        """Say what is known of the survey from earlier imports, or from saved settings."""
        known = mapping.looks_like or (_CONFIRMED if mapping.remembered else "")
        words = " ".join(filter(None, (known, *mapping.notes)))
        self.remembered.setText(words)
        self.remembered.setVisible(bool(words))

    def with_choices(self, mapping: SurveyMapping) -> SurveyMapping:
        """The mapping with the activity and the rows that were chosen here."""
        title = self.activity_title.text().strip() or mapping.activity_title
        chosen: int | None = self.activity.currentData()
        mapping = importing.leave_out(mapping, self.flagged.left_out)
        return replace(mapping, activity_id=chosen, activity_title=title)

    def _offer_title(self) -> None:
        self._form.setRowVisible(self.activity_title, self.activity.currentData() is None)


class QuestionsStep(QWidget):
    """Step 2: the questions, with what each one is and what it is for.

    Signals:
        changed: (name, what is to be other) of a question.
        matched: (name, the exercise's question it is the same as or None, choices by hand or None).
        settings_saved: keep what is set here in a file.
    """

    settings_saved = Signal()
    changed = Signal(str, object)
    matched = Signal(str, object, object)

    def __init__(self) -> None:
        super().__init__()
        self.summary = label("", "subtitle", wrap=True)
        self.save_settings = button(SAVE_SETTINGS, "quiet", on_click=self.settings_saved.emit)
        self.model = QuestionsTable(
            self.changed.emit, lambda name, same: self.matched.emit(name, same, None)
        )
        self.table = ChoosingTable("Questions", _ALONE)
        self.table.setModel(self.model)
        self.table.choose_in(TYPE, ROLE, SAME)
        self.table.clicked.connect(self.model.accept_suggestion)
        self.choices = SameChoicesTable(self._match_choices)
        self.choices_table = ChoosingTable("Answers that are the same", ((220, 1), (220, 1)))
        self.choices_table.setModel(self.choices)
        self.choices_table.choose_in(1)
        self.choices_title = label("", "heading", wrap=True)
        self._mapping: SurveyMapping | None = None
        self._offers: Mapping[str, MatchOffer] = {}
        self._build()
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_choices())

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 3)
        layout.addWidget(self.choices_title)
        layout.addWidget(self.choices_table, 2)
        below = QHBoxLayout()
        below.addWidget(label(_KEYS, "hint", wrap=True), 1)
        below.addWidget(self.save_settings)
        layout.addLayout(below)

    def show_mapping(self, mapping: SurveyMapping, offers: Mapping[str, MatchOffer]) -> None:
        """Show the questions as they are to come in.

        Args:
            offers: by the question's name, what it may be the same as.
        """
        self._mapping, self._offers = mapping, offers
        self.table.setColumnHidden(SAME, not offers)
        self.table.share_out(_WITH_SAME if offers else _ALONE)
        self.model.show(mapping, offers)
        if mapping.questions and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, LABEL))
        self.summary.setText(_in_words(mapping))
        self._show_choices()

    def _current(self) -> SurveyQuestion | None:
        index = self.table.currentIndex()
        return self.model.questions[index.row()] if index.isValid() else None

    def _show_choices(self) -> None:
        """The answers of the question in hand, where it is matched and answered by choosing."""
        question, mapping = self._current(), self._mapping
        match = mapping.same_as.get(question.name) if mapping and question else None
        offer = self._offers.get(question.name) if question else None
        offered = offer.questions if offer and match else ()
        known = next((each for each in offered if match and each.name == match.name), None)
        shown = question is not None and question.closed and known is not None
        self.choices_title.setVisible(shown)
        self.choices_table.setVisible(shown)
        if question and known and match and shown:
            self.choices_title.setText(f"Answers to “{question.label}”")
            self.choices.show(question.choices, known.choices, match.choices)

    def _match_choices(self, choices: dict[str, str]) -> None:
        question, mapping = self._current(), self._mapping
        if question and mapping and question.name in mapping.same_as:
            self.matched.emit(question.name, mapping.same_as[question.name].name, choices)


def _facts(survey: SurveyFile) -> list[str]:
    first, last = survey.span
    facts = [counted(survey.responses, "response"), counted(len(survey.questions), "question")]
    if first:
        facts.append(f"answered {span_in_words(first[:10], last[:10])}")
    return facts


def _in_words(mapping: SurveyMapping) -> str:
    """What the questions are used for, e.g. "Comment to code: 4; Place: 1"."""
    used: dict[Role, int] = {}
    for question in mapping.questions:
        if question.included:
            used[question.role] = used.get(question.role, 0) + 1
    words = "; ".join(f"{ROLE_LABELS[role]}: {count}" for role, count in used.items())
    left = len(mapping.questions) - sum(used.values())
    ending = f"; left out: {left}" if left else ""
    if Role.COMMENT not in used:
        return f"No question is a comment to code. {words}{ending}".strip()
    return f"{words}{ending}"
