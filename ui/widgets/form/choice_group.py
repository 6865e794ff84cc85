"""The choices of one question as a whole: what is chosen, and what each key does.

The Tab key reaches a group once, as a drop-down would be; arrows go about in it. For entry, the key
shown before a choice picks it (the choice's own number where all have one, else its place), and
so do its first letters.
"""

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from engage_app.domain.form_logic import chosen, exclusive
from engage_app.domain.form_values import Answer
from engage_app.domain.questionnaire import Choice
from ui.widgets.form.choice_button import ChoiceButton, ManyButton, OneButton
from ui.widgets.form.density import Density

PAUSE = 1.0  # seconds between keys that belong together
_STEPS = {
    Qt.Key.Key_Up: (-1, False),
    Qt.Key.Key_Down: (1, False),
    Qt.Key.Key_Left: (-1, True),
    Qt.Key.Key_Right: (1, True),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLEARING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def keys_of(choices: Sequence[Choice]) -> list[str]:
    """What is typed for each choice: the whole numbers they are known by, or 1, 2, 3."""
    for words in ([choice.value for choice in choices], [choice.label for choice in choices]):
        if all(word.isascii() and word.isdigit() and len(word) < 3 for word in words):
            return words
    return [str(at) for at in range(1, len(choices) + 1)]


class ChoiceGroup(QObject):
    """Radio buttons or check boxes that answer one question.

    Args:
        several: whether more than one may be taken.
        across: whether they lie in a row of a table; up and down leave it then.

    Signals:
        changed: another answer is chosen.
        moved_on: Enter was pressed.
        row_wanted: -1 or 1: the row of the table above or below.
    """

    changed = Signal()
    moved_on = Signal()
    row_wanted = Signal(int)

    def __init__(
        self,
        choices: Sequence[Choice],
        density: Density,
        *,
        several: bool = False,
        across: bool = False,
        name: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._several, self._across, self._density = several, across, density
        kind = ManyButton if several else OneButton
        entry = density is Density.ENTRY
        self.keys = keys_of(choices)
        self.buttons: list[ChoiceButton] = [
            kind(
                choice,
                key if entry else "",
                density,
                bare=across,
                name=f"{name}: {choice.label}" if name else choice.label,
            )
            for choice, key in zip(choices, self.keys, strict=True)
        ]
        self._typed, self._typed_at = "", 0.0
        self._before: tuple[str, ...] = ()
        self._setting = False
        for button in self.buttons:
            if button.choice.retired:
                button.hide()
            button.installEventFilter(self)
            button.toggled.connect(lambda on, which=button: self._toggled(which, on))
        self._rove()

    def value(self) -> Answer:
        """The choice taken, or a tuple of several; None where none is."""
        names = tuple(button.choice.value for button in self.buttons if button.isChecked())
        if self._several:
            return names or None
        return names[0] if names else None

    def set_value(self, value: Answer) -> None:
        """Take these choices; a retired one comes into view where it is among them."""
        names = set(chosen(value))
        self._setting = True
        for button in self.buttons:
            taken = button.choice.value in names
            button.setChecked(taken)
            button.setVisible(taken or not button.choice.retired)
        self._setting = False
        self._rove()

    def offered(self) -> list[ChoiceButton]:
        """The choices that can be taken."""
        return [button for button in self.buttons if not button.isHidden()]

    def take_focus(self) -> None:
        """Give the keyboard to the choice taken, or the first."""
        if offered := self.offered():
            self._first(offered).setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What a key does on any of the choices."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(self.buttons.index(watched), event)  # type: ignore[arg-type]
        if event.type() is QEvent.Type.FocusIn:
            self._rove()
        return False

    def _key(self, at: int, event: QKeyEvent) -> bool:
        if event.modifiers() & _COMMANDS:
            return False
        key = Qt.Key(event.key())
        if key in _ENTER:
            self.moved_on.emit()
        elif key in _CLEARING:
            self._choose(())
        elif key in _STEPS:
            self._step(at, *_STEPS[key])
        else:
            return self._density is Density.ENTRY and self._type(event.text())
        return True

    def _step(self, at: int, by: int, sideways: bool) -> None:
        if self._across and not sideways:
            self.row_wanted.emit(by)
            return
        offered = self.offered()
        place = offered.index(self.buttons[at]) + by
        if 0 <= place < len(offered):
            offered[place].setFocus(Qt.FocusReason.TabFocusReason)
            if not self._several:  # as everywhere: arrows choose among radio buttons
                offered[place].setChecked(True)

    def _type(self, text: str) -> bool:
        """Pick by the key of a choice or its first letters; tells whether it was meant so."""
        if not text.isprintable() or not (text.strip() or self._typing()):
            return False
        if text == " " and (self._typed.isdigit() or not self._typed):
            return False
        typed = (self._typed if self._typing() else "") + text.casefold()
        for attempt in (typed, text.casefold()):
            if self._pick(attempt, again=len(attempt) > 1):
                self._typed, self._typed_at = attempt, monotonic()
                return True
        self._typed = ""
        return True

    def _typing(self) -> bool:
        return bool(self._typed) and monotonic() - self._typed_at < PAUSE

    def _pick(self, typed: str, *, again: bool) -> bool:
        """Pick what was typed; `again` where its beginning picked something else before."""
        if typed in self.keys:
            button = self.buttons[self.keys.index(typed)]
            if button.isHidden():
                return False
            if again and self._several:
                self._choose(self._before)  # "1" was the beginning of "12"
            self._before = chosen(self.value())
            button.setFocus(Qt.FocusReason.TabFocusReason)
            button.setChecked(not (self._several and button.isChecked()))
            return True
        starting = [
            button
            for button in self.offered()
            if button.choice.label.casefold().startswith(typed) and not typed.isdigit()
        ]
        if starting:
            starting[0].setFocus(Qt.FocusReason.TabFocusReason)
            if not self._several:
                starting[0].setChecked(True)
        return bool(starting)

    def _choose(self, names: tuple[str, ...]) -> None:
        before = self.value()
        self._setting = True
        for button in self.buttons:
            button.setChecked(button.choice.value in names)
        self._setting = False
        self._rove()
        if self.value() != before:
            self.changed.emit()

    def clear(self) -> None:
        """Take the answer back."""
        self._choose(())

    def _toggled(self, which: ChoiceButton, on: bool) -> None:
        if self._setting:
            return
        self._setting = True
        if on:
            for other in self.buttons:
                if other is not which and self._drives_out(which.choice, other.choice):
                    other.setChecked(False)
        self._setting = False
        self._rove()
        self.changed.emit()

    def _drives_out(self, taken: Choice, other: Choice) -> bool:
        """Whether one choice undoes another. Paper says what it says: there, a check points it out."""
        if not self._several:
            return True
        alone = exclusive(taken) or exclusive(other)
        return alone and self._density is Density.RESPONDENT

    def _first(self, offered: list[ChoiceButton]) -> ChoiceButton:
        return next((button for button in offered if button.isChecked()), offered[0])

    def _rove(self) -> None:
        """Let the Tab key stop at one choice: where the keyboard is, or the one taken."""
        offered = self.offered()
        if not offered:
            return
        stop = next((button for button in offered if button.hasFocus()), self._first(offered))
        for button in self.buttons:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
