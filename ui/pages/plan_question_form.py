"""The chosen question of a questionnaire: everything about it but its place."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from engage_app.domain.form_conditions import range_of, range_text
from engage_app.domain.question_items import Item
from engage_app.domain.questionnaire import TYPE_LABELS, Question, QuestionType, Role
from engage_app.domain.ready_made import SCALES
from engage_app.services.questionnaire import Allowed, Usage
from ui.pages.exercise_dates import in_words, read_date
from ui.pages.plan_condition import ConditionEditor
from ui.pages.plan_fields import Columns, FieldBlock, SavedMark, card
from ui.pages.plan_question_words import (
    choice_row,
    given_words,
    problems_of,
    role_words,
    standing_words,
)
from ui.pages.plan_reasons import HINT, ReasonsBox
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.line_list import LineList
from ui.widgets.ordered_list import ListRow
from ui.widgets.words_field import WordsField

_RANGED = (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE)
_RANGE_HELP = "Left empty, there is no limit on that side."
_DATE_HELP = f"{_RANGE_HELP} Dates as 16/5/2026."
_OWN_RULE = "This question has a rule of its own: {}"


class QuestionForm(QWidget):
    """The details of a question or grid; each is saved when its field is left.

    Signals:
        edited: details by name, as `questionnaire.edit_question` takes them.
        scale_wanted: the choices of a ready-made scale.
        typed: something is typed that isn't saved.
    """

    edited = Signal(dict)
    typed = Signal()
    scale_wanted = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.item: Item | None = None
        self._question: Question | None = None
        self.title = label("", "heading", wrap=True)
        self.standing = label("", "hint", wrap=True)
        self.problems = label("", "error", wrap=True)
        self.saved = SavedMark()
        self.words = WordsField("Wording", 2)
        self.hint = QLineEdit()
        self.type, self.role = ChoiceBox("Type"), ChoiceBox("What it is for")
        self.required = QCheckBox("An answer is &required")
        self.reasons = ReasonsBox()
        self.choices, self.rows = LineList("choice", "Choices"), LineList("row", "Rows of the grid")
        self.name, self.least, self.most = QLineEdit(), QLineEdit(), QLineEdit()
        self.condition = ConditionEditor()
        self.scales = button("Ready-made choices", "quiet")
        self.blocks: dict[str, FieldBlock] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        made, column = card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, theme.px(12), 0)
        outer.addWidget(made)
        outer.addStretch(1)
        for part in (self.title, self.standing, self.problems, self.saved):
            column.addWidget(part)
        column.addWidget(self._block("words", "&Wording", self.words))
        column.addWidget(self._block("hint", "H&int below the question", self.hint))
        kinds = (
            (self._block("type", "T&ype", self.type), 1),
            (self._block("role", "What it is f&or", self.role), 1),
        )
        column.addWidget(Columns(360, *kinds))
        column.addWidget(self.required)
        column.addWidget(self._block("reasons", "Gives &the reasons for", self.reasons, HINT))
        column.addWidget(self._block("rows", "Ro&ws", self.rows))
        column.addWidget(self._block("choices", "&Choices", self.choices))
        column.addWidget(self._block("range", "Smallest and largest a&nswer", self._range()))
        column.addWidget(self._block("condition", "&Shown", self.condition))
        column.addWidget(self._block("name", "Name in forms and files", self.name))
        menu = QMenu(self)
        for words, scale in SCALES.items():
            menu.addAction(words).triggered.connect(
                lambda _=False, labels=scale: self.scale_wanted.emit(labels)
            )
        self.scales.setMenu(menu)
        self.choices.commands.addWidget(self.scales)

    def _block(self, key: str, name: str, field: QWidget, hint: str = "") -> FieldBlock:
        self.blocks[key] = FieldBlock(name, field, hint)
        return self.blocks[key]

    def _range(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.least.setAccessibleName("Smallest answer")
        self.most.setAccessibleName("Largest answer")
        self.least.setPlaceholderText("from")
        self.most.setPlaceholderText("to")
        row.addWidget(self.least, 1)
        row.addWidget(self.most, 1)
        line.setFocusProxy(self.least)
        return line

    def _connect(self) -> None:
        self.words.left.connect(lambda _words: self.commit())
        self.words.textChanged.connect(self._mark)
        for field in (self.hint, self.name, self.least, self.most):
            field.editingFinished.connect(self.commit)
            field.textChanged.connect(lambda _text: self._mark())
        self.type.activated.connect(lambda _at: self._say(type=self.type.currentData()))
        self.role.activated.connect(lambda _at: self._say(role=self.role.currentData()))
        self.required.clicked.connect(lambda on: self._say(required=on))
        self.condition.edited.connect(lambda text: self._say(relevant=text))

    def show_item(
        self,
        item: Item,
        allowed: Allowed,
        used: Usage,
        questions: Sequence[Question],
        number: int,
    ) -> None:
        """Show a question or grid.

        Args:
            item: what to show.
            allowed: what it may become.
            used: what has been answered.
            questions: the whole questionnaire.
            number: its place, from 1.
        """
        other = self.item is None or self.item.ids[0] != item.ids[0]
        self.item, self._question = item, item.first
        question = item.first
        notes = ["grid"] * item.is_grid + ["retired"] * item.retired
        self.title.setText(f"Question {number}" + (f" ({', '.join(notes)})" if notes else ""))
        self.standing.setText(standing_words(item, allowed.answers))
        found = [] if item.retired else problems_of(item, questions)
        self.problems.setText("\n".join(found))
        self.problems.setVisible(bool(found))
        self.blocks["words"].name.setText("Hea&ding" if item.is_grid else "&Wording")
        self.words.show_words(item.title, anew=other)
        _set_text(self.hint, question.hint)
        _set_text(self.name, question.name)
        self._show_kinds(item, allowed)
        self.required.setChecked(question.required)
        self.blocks["reasons"].setVisible(self.reasons.show_for(question, questions))
        self._show_lists(item, used)
        self._show_range(question)
        self.blocks["name"].setVisible(not item.is_grid)
        self.name.setEnabled(allowed.name)
        self.blocks["name"].say_hint(
            "Conditions and files know the question by it."
            if allowed.name
            else "Responses are in that know the question by this name: it stays."
        )
        before = questions[: [each.id for each in questions].index(item.ids[0])]
        self.condition.show_condition(
            question.relevant, [each for each in before if not each.retired]
        )
        self._mark()

    def commit(self) -> None:
        """Say what was typed, where it is another than what is saved."""
        item, question = self.item, self._question
        if item is None or question is None:
            return
        found: dict[str, Any] = {}
        words = " ".join(self.words.toPlainText().split())
        if words != item.title:
            found["grid" if item.is_grid else "label"] = words
        if self.hint.text().strip() != question.hint:
            found["hint"] = self.hint.text().strip()
        if not item.is_grid and self.name.text().strip() != question.name:
            found["name"] = self.name.text().strip()
        limits = self._limits(question)
        known = range_of(question.constraint)
        if question.type in _RANGED and known is not None and limits != known:
            found["constraint"] = range_text(*limits)
        if found:
            self._say(**found)

    def unsaved(self) -> dict[str, Any]:
        """What is typed and not saved: the texts of the fields, where one is another than shown."""
        fields = (self.hint, self.name, self.least, self.most)
        texts = [self.words.toPlainText(), *(field.text() for field in fields)]
        return {"texts": texts} if self.item is not None and not self._same() else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show what was typed and not saved again."""
        texts = [str(text) for text in draft.get("texts", ())]
        fields = (self.hint, self.name, self.least, self.most)
        if len(texts) == len(fields) + 1:
            self.words.setPlainText(texts[0])
            for field, text in zip(fields, texts[1:], strict=True):
                field.setText(text)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the window closes: what was typed is saved first."""
        self.commit()
        super().hideEvent(event)

    def _say(self, **details: Any) -> None:
        self.edited.emit(details)

    def _mark(self) -> None:
        if self.item is None:
            return
        same = self._same()
        (self.saved.saved if same else self.saved.typing)()
        if not same:
            self.typed.emit()

    def _same(self) -> bool:
        """Whether the fields hold what is saved."""
        item, question = self.item, self._question
        if item is None or question is None:
            return True
        typed = (
            " ".join(self.words.toPlainText().split()),
            self.hint.text().strip(),
            self.name.text().strip(),
        )
        limits = self._limits(question)
        known = range_of(question.constraint) if question.type in _RANGED else None
        return typed == (item.title, question.hint, question.name) and known in (None, limits)

    def _show_kinds(self, item: Item, allowed: Allowed) -> None:
        self.type.clear()
        self.role.clear()
        for kind in QuestionType:
            if kind in allowed.types:
                words = TYPE_LABELS[kind]
                self.type.addItem(f"{words} in each row" if item.is_grid else words, kind.value)
        for role in Role:
            if role in allowed.roles:
                self.role.addItem(role_words(role, item), role.value)
        self.type.setCurrentIndex(self.type.findData(item.first.type.value))
        self.role.setCurrentIndex(self.role.findData(item.first.role.value))
        self.type.setEnabled(self.type.count() > 1)
        self.role.setEnabled(self.role.count() > 1)
        fixed = allowed.answers and len(allowed.types) < len(QuestionType)
        self.blocks["type"].say_hint("Only what keeps the answers is offered." if fixed else "")

    def _show_lists(self, item: Item, used: Usage) -> None:
        closed = item.first.closed
        self.blocks["rows"].setVisible(item.is_grid)
        self.blocks["choices"].setVisible(closed)
        rows = [
            ListRow(
                row.id, row.label, given_words(used.questions[row.id], row.retired), row.retired
            )
            for row in item.rows
        ]
        self.rows.show_rows(rows if item.is_grid else ())
        self.choices.show_rows([choice_row(item, choice, used) for choice in item.choices])

    def _show_range(self, question: Question) -> None:
        limits = range_of(question.constraint)
        ranged = question.type in _RANGED
        self.blocks["range"].setVisible(ranged)
        for field in (self.least, self.most):
            field.setEnabled(limits is not None)
        dated = question.type is QuestionType.DATE
        for field, limit in zip((self.least, self.most), limits or ("", ""), strict=True):
            _set_text(field, in_words(limit) if dated else limit)
        own = _OWN_RULE.format(question.constraint)
        said = _DATE_HELP if dated else _RANGE_HELP
        self.blocks["range"].say_hint(own if limits is None else said)

    def _limits(self, question: Question) -> tuple[str, str]:
        """The smallest and largest answer typed, dates in ISO; what is no date stays as typed."""
        least, most = self.least.text().strip(), self.most.text().strip()
        if question.type is not QuestionType.DATE:
            return least, most
        return read_date(least) or least, read_date(most) or most


def _set_text(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
        field.setCursorPosition(0)
