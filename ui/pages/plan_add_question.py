"""Asking for a new question: its wording and its kind, or one that is asked alike everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from engage_app.domain.activity import Place
from engage_app.domain.exercise import Position
from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.domain.ready_made import CONSENT, EQUALITY, SCALES, ReadyQuestion
from engage_app.domain.stakeholders import StakeholderGroup
from engage_app.services.questionnaire import NewQuestion
from engage_app.services.ready_questions import (
    group_question,
    place_question,
    position_question,
    ready_question,
)
from ui.pages.plan_fields import FieldBlock
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.words_field import WordsField

_ROWS_HELP = "One on each line, as respondents are to read it."
_AGREE = next(iter(SCALES.values()))


@dataclass(frozen=True)
class Kind:
    """A kind of question on offer.

    Attributes:
        words: what the officer chooses.
        about: one sentence on it.
        wanted: the question with everything but its wording; `label` is the wording proposed. A
            grid has rows, which the officer types.
    """

    words: str
    about: str
    wanted: NewQuestion


def kinds(
    positions: Sequence[Position], groups: Sequence[StakeholderGroup], places: Sequence[Place]
) -> list[Kind]:
    """The kinds on offer in an exercise with this scale, these groups and places."""
    one, several = QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE
    found = [
        Kind(
            "Comment",
            "People write what they think, and you code it with themes.",
            NewQuestion("", QuestionType.TEXT, Role.COMMENT),
        ),
        Kind("One choice", "People choose one of several.", NewQuestion("", one)),
        Kind("Several choices", "People choose as many as they like.", NewQuestion("", several)),
        Kind(
            "Grid",
            "Several rows share one scale, for example how far people agree with each statement.",
            NewQuestion("", one, choices=_AGREE, rows=("",)),
        ),
        Kind("Whole number", "For example an age.", NewQuestion("", QuestionType.INTEGER)),
        Kind("Number", "With decimals, for example a distance.",
             NewQuestion("", QuestionType.DECIMAL)),
        Kind("Date", "A day.", NewQuestion("", QuestionType.DATE)),
        Kind("Short text", "To be read, not coded.", NewQuestion("", QuestionType.TEXT)),
        Kind(
            "Position on the proposal",
            "Where people stand, on the exercise’s own scale. Each answer means that position.",
            position_question(positions),
        ),
    ]  # fmt: skip
    if groups:
        about = "Who answers, of the exercise’s groups. Each answer means that group."
        found.append(Kind("Stakeholder group", about, group_question(groups)))
    if places:
        about = "Where people live, of the exercise’s places. Each answer means that place."
        found.append(Kind("Place", about, place_question(places)))
    found.append(
        Kind(
            "Organisation answered for",
            "Whoever names one is counted as an organisation.",
            NewQuestion("Which organisation do you answer for, if any?", QuestionType.TEXT,
                        Role.ORGANISATION),
        )
    )  # fmt: skip
    found.append(_ready("Consent to quote", CONSENT))
    found += [_ready(f"Equality: {words.lower()}", ready) for words, ready in EQUALITY.items()]
    return found


def _ready(words: str, ready: ReadyQuestion) -> Kind:
    equality = ready.role is Role.EQUALITY
    about = "Kept apart from the responses." if equality else "Only who says yes is quoted."
    return Kind(words, about, ready_question(ready))


class AddQuestionDialog(QDialog):
    """Asks for the wording and kind of a new question."""

    def __init__(self, parent: QWidget, offered: Sequence[Kind]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Add question")
        self._offered = list(offered)
        self._proposed = ""
        self.words = QLineEdit()
        self.kind = QListWidget()
        self.kind.setAccessibleName("Kind of question")
        self.about = label("", "hint", wrap=True)
        self.save = button("Add question", "primary", on_click=self.accept)
        self.wording = FieldBlock("&Wording", self.words)
        self.rows = WordsField("Rows of the grid", 4)
        self.rows_block = FieldBlock("&Rows", self.rows, _ROWS_HELP)
        self._build()
        for each in self._offered:
            self.kind.addItem(each.words)
        self.kind.currentRowChanged.connect(lambda _row: self._show())
        self.kind.setCurrentRow(0)
        self.kind.itemActivated.connect(lambda _item: self.accept())

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        margin = theme.px(24)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.px(12))
        layout.addWidget(self.wording)
        layout.addWidget(FieldBlock("&Kind", self.kind), 1)
        layout.addWidget(self.about)
        layout.addWidget(self.rows_block)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button("Cancel", on_click=self.reject))
        line.addWidget(self.save)
        self.save.setDefault(True)
        layout.addLayout(line)
        self.resize(theme.px(560), theme.px(560))
        self.words.setFocus()

    def wanted(self) -> NewQuestion:
        """The question asked for."""
        chosen = self._offered[self.kind.currentRow()].wanted
        rows = tuple(self._typed_rows()) if chosen.rows else ()
        return replace(chosen, label=" ".join(self.words.text().split()), rows=rows)

    def accept(self) -> None:
        """Close, unless there are no words yet, or a grid has no row: respondents read them."""
        missing = not self.words.text().strip()
        self.wording.say_wrong("A question needs words." if missing else "")
        chosen = self._offered[self.kind.currentRow()].wanted
        bare = bool(chosen.rows) and not self._typed_rows()
        self.rows_block.say_wrong("A grid needs at least one row." if bare else "")
        if missing:
            self.words.setFocus()
        elif bare:
            self.rows.setFocus()
        else:
            super().accept()

    def _typed_rows(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.rows.toPlainText().splitlines())
        return [line for line in lines if line]

    def _show(self) -> None:
        """Say what the kind is, and propose its wording where the officer typed none."""
        kind = self._offered[self.kind.currentRow()]
        self.about.setText(kind.about)
        self.rows_block.setVisible(bool(kind.wanted.rows))
        if self.words.text().strip() in ("", self._proposed):
            self.words.setText(kind.wanted.label)
            self._proposed = kind.wanted.label
