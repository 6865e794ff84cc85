"""What a finding may be limited to: a drop-down for each respect, in a card over the page."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from engage_app.domain.scope import FindingFilter
from engage_app.services.finding_desk import Choices
from ui.pages.exercise_dates import DateField, in_words
from ui.theme import label, theme
from ui.widgets.buttons import button

_ALL_WORDS = {
    "group": "Any group",
    "place": "Any place",
    "activity": "Any activity",
    "channel": "Any way of taking part",
    "position": "Any position",
    "kind": "People and organisations",
    "theme": "Any theme raised",
    "campaign": "Texts sent by many: count them",
}
_WIDTH = 26  # letters of a drop-down


class FilterFields(QWidget):
    """The conditions; each takes effect when it is chosen.

    Signals:
        wanted: a FindingFilter, whenever the officer has changed something.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._only = FindingFilter()
        self._answers: dict[str, tuple[tuple[str, object], ...]] = {}
        self._boxes = {name: _box(name, words) for name, words in _ALL_WORDS.items()}
        self.question = _box("Question", "Any answer to a question")
        self.answer = _box("Answer", "Any answer")
        self.since, self.until = DateField(), DateField()
        self.since.setAccessibleName("Said from")
        self.until.setAccessibleName("Said until")
        self.clear = button("Clear filters", "quiet", on_click=self._clear)
        self._lay_out()
        for box in (*self._boxes.values(), self.answer):
            box.activated.connect(self._tell)
        self.question.activated.connect(self._ask_answer)
        for field in (self.since, self.until):
            field.editingFinished.connect(self._tell)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        boxes = [*self._boxes.values(), self.question, self.answer]
        for number, box in enumerate(boxes):
            grid.addWidget(box, number // 2, number % 2)
        row = (len(boxes) + 1) // 2
        for column, (words, field) in enumerate((("From", self.since), ("Until", self.until))):
            named = label(words, "hint")
            named.setBuddy(field)
            grid.addWidget(named, row, column)
            grid.addWidget(field, row + 1, column)
        grid.addWidget(self.clear, row + 2, 1)

    def box(self, name: str) -> QComboBox:
        """The drop-down of a field of FindingFilter."""
        return self._boxes[name]

    def fill(self, choices: Choices) -> None:
        """Offer what the exercise has now."""
        for offer in choices.offers:
            _offer(self._boxes[offer.field], offer.choices)
        self._answers = {uid: offer.choices for _, uid, offer in choices.questions}
        _offer(self.question, [(words, uid) for words, uid, _ in choices.questions])
        for box in (self.question, self.answer):
            box.setVisible(bool(choices.questions))
        self.show_filter(self._only)

    def show_filter(self, only: FindingFilter) -> None:
        """Let the drop-downs say what is asked."""
        self._only = only
        for name, box in self._boxes.items():
            value = getattr(only, name)
            found = box.findData(value) if value not in ("", None) else 0
            box.setCurrentIndex(max(found, 0))
        holding = (
            uid for uid, choices in self._answers.items() if only.choice in [v for _, v in choices]
        )
        if only.choice:
            self.question.setCurrentIndex(max(self.question.findData(next(holding, "")), 0))
            self._offer_answers()
        self.answer.setCurrentIndex(max(self.answer.findData(only.choice or None), 0))
        self.since.setText(in_words(only.since))
        self.until.setText(in_words(only.until))

    def _offer_answers(self) -> None:
        _offer(self.answer, self._answers.get(self.question.currentData() or "", ()))

    def _ask_answer(self) -> None:
        self._offer_answers()
        self.answer.setCurrentIndex(0)
        self._tell()

    def _tell(self) -> None:
        values = {name: box.currentData() for name, box in self._boxes.items()}
        campaign = values.pop("campaign")
        said = {name: str(value or "") for name, value in values.items()}
        only = FindingFilter(
            **said,
            choice=str(self.answer.currentData() or ""),
            since=self.since.iso() or "",
            until=self.until.iso() or "",
            campaign=campaign,
        )
        if only != self._only:
            self._only = only
            self.wanted.emit(only)

    def _clear(self) -> None:
        self.question.setCurrentIndex(0)
        self._offer_answers()
        changed = bool(self._only)
        self.show_filter(FindingFilter())
        if changed:
            self.wanted.emit(replace(self._only))


def _box(name: str, any_words: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(any_words if name in _ALL_WORDS else name)
    box.addItem(any_words, None)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_WIDTH)
    return box


def _offer(box: QComboBox, choices: Iterable[tuple[str, object]]) -> None:
    """Offer these after the first, keeping what is chosen."""
    kept = box.currentData()
    while box.count() > 1:
        box.removeItem(1)
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(kept), 0) if kept is not None else 0)
