"""The three steps between a survey file and its import: the file, its questions, a preview."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.activity import Activity, ActivityKind
from engage_app.domain.questionnaire import ROLE_LABELS, Role
from engage_app.services.importing import Preview, SurveyFile, SurveyMapping
from ui.pages.collect_combo import ChoosingTable
from ui.pages.collect_models import (
    LABEL,
    PROBLEM_HEADINGS,
    ROLE,
    TYPE,
    MeaningsTable,
    QuestionsTable,
    TextTable,
    problem_rows,
)
from ui.pages.exercise_dates import span_in_words
from ui.pages.exercises_list import counted
from ui.theme import label, theme

_PROBLEM_WIDTHS = ((64, 0), (140, 1), (280, 3), (240, 3))


class FileStep(QScrollArea):
    """Step 1: what was recognised and why, and which activity the responses belong to."""

    def __init__(self) -> None:
        super().__init__()
        self.tool = label("", "heading", wrap=True)
        self.why = label("", "subtitle", wrap=True)
        self.facts = label("", "body", wrap=True)
        self.remembered = label(
            "You confirmed this survey's questions before; they are set the same way again.",
            "body",
            wrap=True,
        )
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
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(16))
        column.addWidget(card)
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
        self.remembered.setVisible(mapping.remembered)
        self.activity.clear()
        self.activity.addItem("A new activity", None)
        for activity in activities:
            if activity.kind is ActivityKind.SURVEY:
                self.activity.addItem(activity.title, activity.id)
        self.activity.setCurrentIndex(max(self.activity.findData(mapping.activity_id), 0))
        self.activity_title.setText(mapping.activity_title)
        self._offer_title()
        count = len(survey.problems)
        self.problem_title.setText(f"{counted(count, 'thing')} to know about this file")
        self.problems.show(PROBLEM_HEADINGS, problem_rows(survey.problems))
        self.problem_title.setVisible(count > 0)
        self.problem_table.setVisible(count > 0)

    def with_activity(self, mapping: SurveyMapping) -> SurveyMapping:
        """The mapping with the activity that was chosen here."""
        title = self.activity_title.text().strip() or mapping.activity_title
        chosen: int | None = self.activity.currentData()
        return replace(mapping, activity_id=chosen, activity_title=title)

    def _offer_title(self) -> None:
        self._form.setRowVisible(self.activity_title, self.activity.currentData() is None)


class QuestionsStep(QWidget):
    """Step 2: the questions, with what each one is and what it is for.

    Signals:
        changed: (name, what is to be other) of a question.
    """

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.summary = label("", "subtitle", wrap=True)
        self.model = QuestionsTable(self.changed.emit)
        self.table = ChoosingTable("Questions", ((230, 4), (150, 3), (168, 0), (216, 0)))
        self.table.setModel(self.model)
        self.table.choose_in(TYPE, ROLE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addWidget(
            label(
                "Arrow keys move, Enter opens a choice, Space on a question takes it in or leaves it "
                "out. Equality answers are kept apart from everything else.",
                "hint",
                wrap=True,
            )
        )

    def show_mapping(self, mapping: SurveyMapping) -> None:
        """Show the questions as they are to come in."""
        self.model.show(mapping.questions)
        if mapping.questions and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, LABEL))
        self.summary.setText(_in_words(mapping))


class PreviewStep(QWidget):
    """Step 3: responses from all over the file, and how they will be tagged.

    Signals:
        changed: (name, what is to be other) of a question.
        groups_wanted: whether answers that match no stakeholder group add one.
    """

    changed = Signal(str, object)
    groups_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.preview = TextTable()
        self.preview_table = ChoosingTable("Preview", ())
        self.preview_table.setModel(self.preview)
        self.meanings = MeaningsTable(self.changed.emit)
        self.meanings_table = ChoosingTable("Tagging", ((220, 2), (220, 2), (240, 2)))
        self.meanings_table.setModel(self.meanings)
        self.meanings_table.choose_in(2)
        self.make_groups = QCheckBox("Add a stakeholder group for answers that match none")
        self.make_groups.toggled.connect(self.groups_wanted)
        self._untagged = label(
            "No question is used for stakeholder groups, places or positions. You can tag "
            "responses by hand later.",
            "subtitle",
            wrap=True,
        )
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        self._title = label("", "heading", wrap=True)
        halves.addWidget(_column(self._title, self.preview_table))
        halves.addWidget(
            _column(
                label("What the answers mean", "heading", wrap=True),
                self._untagged,
                self.make_groups,
                self.meanings_table,
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(halves)

    def show_preview(self, preview: Preview, mapping: SurveyMapping, responses: int) -> None:
        """Show how the responses will come in."""
        some = f"{len(preview.rows)} of {counted(responses, 'response')}, from all over the file"
        self._title.setText(some if len(preview.rows) < responses else "All responses")
        self.preview_table.share_out(((56, 0), (168, 0), *((180, 1),) * (len(preview.columns) - 2)))
        self.preview.show(preview.columns, preview.rows)
        self.show_meanings(mapping)

    def show_meanings(self, mapping: SurveyMapping) -> None:
        """Show what the answers mean."""
        self.meanings.show(mapping)
        tagged = bool(self.meanings.meanings)
        self._untagged.setVisible(not tagged)
        self.meanings_table.setVisible(tagged)
        used = {question.role for question in mapping.questions if question.included}
        self.make_groups.setVisible(Role.GROUP in used)
        self.make_groups.blockSignals(True)
        self.make_groups.setChecked(mapping.make_groups)
        self.make_groups.blockSignals(False)


def _column(*parts: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.px(8))
    for part in parts:
        layout.addWidget(part, 1 if isinstance(part, ChoosingTable) else 0)
    return holder


def _facts(survey: SurveyFile) -> list[str]:
    days = sorted(at[:10] for at in survey.submitted_at if at)
    facts = [counted(survey.responses, "response"), counted(len(survey.questions), "question")]
    if days:
        facts.append(f"answered {span_in_words(days[0], days[-1])}")
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
