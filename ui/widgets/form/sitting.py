"""One respondent's turn: what is proposed, privacy notice and consent, the questions, thanks."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engage_app.domain.questionnaire import Question
from ui.theme import label, theme
from ui.widgets.form.density import this_day
from ui.widgets.form.notice import Notice, Offer
from ui.widgets.form.pages import FormPages, large_button, readable_column, scrolled

NO_NOTICE = (
    "Your answers are kept on this computer and read by the people who run this engagement. "
    "Taking part is up to you, and you can stop at any time."
)
PROPOSED, NOTICE = "What is proposed", "Privacy notice"


class Sitting(QWidget):
    """From the privacy notice to the thanks, and round again for the next respondent.

    Args:
        title: of the exercise.
        questions: the questionnaire.
        privacy_notice: as the exercise has it.
        proposal: what people are asked about, as the exercise has it; empty where it says nothing.

    Signals:
        changed: an answer or the page is another: a draft is due.
        finished: every page is done; carries the answers to file. Show `thank()` once they are.
        moved: another page is shown: "welcome", "form", "declined" or "thanks".
    """

    changed = Signal()
    finished = Signal(object)
    moved = Signal(str)

    def __init__(
        self,
        title: str,
        questions: Sequence[Question],
        privacy_notice: str,
        *,
        proposal: str = "",
        today: Callable[[], date] = this_day,
    ) -> None:
        super().__init__()
        self._begun = False
        self.form = FormPages(questions, today=today)
        self._build(title, privacy_notice, proposal.strip())
        self._wire()

    def _build(self, title: str, privacy_notice: str, proposal: str) -> None:
        self._welcome = _Welcome(title, privacy_notice.strip() or NO_NOTICE, proposal)
        self.agree_button, self.decline_button = self._welcome.agree, self._welcome.decline
        again: Offer = ("Back to the &start", "secondary", self.start_over)
        self.declined = Notice(
            "That is quite all right",
            "Nothing has been recorded. Thank you for your time.",
            (again,),
        )
        self.thanks = Notice(
            "Thank you",
            "Your answers have been kept. This screen goes back to the start by itself.",
            (again,),
        )
        self._places: dict[str, QWidget] = {
            "welcome": self._welcome,
            "form": self.form,
            "declined": self.declined,
            "thanks": self.thanks,
        }
        self._stack = QStackedWidget()
        for widget in self._places.values():
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _wire(self) -> None:
        self.agree_button.clicked.connect(self._agree)
        self.decline_button.clicked.connect(lambda: self._go("declined"))
        self.form.left.connect(lambda: self._go("welcome"))
        self.form.changed.connect(lambda _answers: self.changed.emit())
        self.form.finished.connect(self.finished)

    @property
    def place(self) -> str:
        """Where the respondent is: "welcome", "form", "declined" or "thanks"."""
        now = self._stack.currentWidget()
        return next(name for name, widget in self._places.items() if widget is now)

    @property
    def begun(self) -> bool:
        """Whether a respondent agreed and isn't through yet."""
        return self._begun

    def state(self) -> dict[str, Any]:
        """What a draft keeps; empty before consent and after the end."""
        return {"answers": self.form.answers(), "at": self.form.at} if self._begun else {}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on where a draft left off."""
        self._begun = True
        self.form.set_answers(state.get("answers", {}))
        self._go("form")
        self.form.start(str(state.get("at", "")))

    def start_over(self) -> None:
        """Forget everything, for the next respondent."""
        self._empty()
        self._go("welcome")
        self.changed.emit()

    def thank(self) -> None:
        """The answers are kept: forget them here, and say thanks."""
        self._empty()
        self._go("thanks")

    def take_focus(self) -> None:
        """Give the keyboard to what is shown."""
        match self.place:
            case "form":
                self.form.start(self.form.at)
            case "welcome":
                self._welcome.notice.setFocus(Qt.FocusReason.OtherFocusReason)
            case "declined":
                self.declined.take_focus()
            case _:
                self.thanks.take_focus()

    def _agree(self) -> None:
        self._begun = True
        self._go("form")
        self.form.start(self.form.at)

    def _empty(self) -> None:
        self._begun = False
        self.form.set_answers({})
        self.form.rewind()

    def _go(self, place: str) -> None:
        if place == "declined":
            self._empty()
        self._stack.setCurrentWidget(self._places[place])
        self.take_focus()
        self.moved.emit(place)
        if place == "declined":
            self.changed.emit()


class _Welcome(QWidget):
    """What it is about, what becomes of the answers, and whether the respondent agrees."""

    def __init__(self, title: str, privacy_notice: str, proposal: str) -> None:
        super().__init__()
        column = readable_column(self)
        column.setSpacing(theme.px(16))
        column.addWidget(label(title, "title", wrap=True))
        self.notice = scrolled(_to_read(privacy_notice, proposal))
        self.notice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll a long one
        self.notice.setProperty("reading", "true")
        named = f"{PROPOSED}, and the privacy notice" if proposal else NOTICE
        self.notice.setAccessibleName(named)
        self.notice.setAccessibleDescription(f"{proposal}\n\n{privacy_notice}".strip())
        column.addWidget(self.notice, 1)
        column.addWidget(label("Are you happy to take part?", "lead", wrap=True))
        self.agree = large_button("Yes, I &agree: begin", "primary", lambda: None)
        self.decline = large_button("&No, thank you", "secondary", lambda: None)
        row = QHBoxLayout()
        row.addWidget(self.decline)
        row.addStretch(1)
        row.addWidget(self.agree)
        column.addLayout(row)


def _to_read(privacy_notice: str, proposal: str) -> QWidget:
    """The proposal before the notice, each under its name; the notice alone needs none."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(*[theme.px(8)] * 4)
    column.setSpacing(theme.px(8))
    parts = (
        ((PROPOSED, proposal), (NOTICE, privacy_notice)) if proposal else (("", privacy_notice),)
    )
    for place, (name, text) in enumerate(parts):
        if place:
            column.addSpacing(theme.px(16))
        if name:
            column.addWidget(label(name, "heading", wrap=True))
        words = label(text, "lead", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(words)
    return inner
