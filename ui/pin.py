"""Setting the officer's PIN before a computer is handed over, and asking for it afterwards."""

from math import ceil

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from engage_app.errors import EngageError
from engage_app.services import self_completion
from ui.theme import label, set_property, theme
from ui.widgets.form.notice import Notice

_INTRODUCTION = (
    "The questionnaire will fill the whole screen. Respondents can't leave it: that needs the PIN "
    "you choose now, also after the computer was started again. Write it down; nobody can look it up."
)


class PinDialog(QDialog):
    """Asks for a new PIN, twice."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Let a respondent fill it in")
        self.first = _pin_line("PIN, 4 to 12 digits")
        self.second = _pin_line("The same PIN again")
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(8))
        column.addWidget(label(_INTRODUCTION, wrap=True))
        for line in (self.first, self.second):
            column.addSpacing(theme.px(4))
            column.addWidget(label(line.accessibleName(), "strong"))
            column.addWidget(line)
            line.textEdited.connect(lambda _text: self._say(""))
        column.addWidget(self.problem)
        column.addSpacing(theme.px(8))
        column.addWidget(self._buttons())
        self.setMinimumWidth(theme.px(480))

    @property
    def pin(self) -> str:
        """The PIN that was chosen."""
        return self.first.text()

    def accept(self) -> None:
        """Take it if it can be one, and is the same twice."""
        problem = self_completion.problem_with(self.pin)
        if not problem and self.second.text() != self.pin:
            problem = "The two PINs are not the same."
        self._say(problem)
        if problem:
            wrong = self.first if self_completion.problem_with(self.pin) else self.second
            wrong.setFocus()
            wrong.selectAll()
        else:
            super().accept()

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.first.setAccessibleDescription(problem)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        begin = buttons.addButton("Begin", QDialogButtonBox.ButtonRole.AcceptRole)
        begin.setProperty("kind", "primary")
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons


class PinPage(Notice):
    """Asks the officer for the PIN; after too many wrong ones it makes whoever tries wait.

    Signals:
        opened: the PIN was right.
        cancelled: back to the questionnaire.
    """

    opened = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__(
            "For staff",
            "Enter the PIN that was set when this questionnaire was started.",
            (
                ("&Leave", "primary", self._try),
                ("&Back to the questionnaire", "secondary", self._cancel),
            ),
        )
        self.line = _pin_line("PIN")
        self.line.setFont(theme.font("heading"))
        self.line.setMaximumWidth(theme.px(240))
        self.problem = label("", "lead_error", wrap=True)
        self.column.insertWidget(3, self.line)
        self.column.insertWidget(4, self.problem)
        self.line.returnPressed.connect(self._try)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._wait)

    def ask(self) -> None:
        """Empty, and ready to be typed on."""
        self.line.clear()
        self._say("")
        self._wait()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        if not self.line.text() or not self.line.isEnabled():
            return
        try:
            verdict = self_completion.try_pin(self.line.text())
        except EngageError as error:
            self._say(str(error))
            return
        self.line.clear()
        if verdict.opened:
            self.opened.emit()
        elif verdict.wait:
            self._wait()
        else:
            tries = "1 try" if verdict.tries_left == 1 else f"{verdict.tries_left} tries"
            self._say(f"That isn’t the PIN. {tries} left before you have to wait.")

    def _wait(self) -> None:
        """Count the seconds down until the next try."""
        left = self_completion.waiting()
        was_waiting = not self.line.isEnabled()
        self.line.setEnabled(not left)
        if left:
            self._say(f"Too many wrong PINs. Wait {_spoken(left)}.")
            self._clock.start()
        elif was_waiting:
            self._clock.stop()
            self._say("")
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        self._clock.stop()
        self.cancelled.emit()

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        set_property(self.line, "invalid", "true" if text else "false")
        self.line.setAccessibleDescription(text)


def _pin_line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setMaxLength(self_completion.LONGEST)
    line.setInputMethodHints(
        Qt.InputMethodHint.ImhDigitsOnly
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
    )
    line.setAccessibleName(name)
    return line


def _spoken(seconds: int) -> str:
    if seconds < 60:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    minutes = ceil(seconds / 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
