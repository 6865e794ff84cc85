"""What is said where there is no form to key in or to settle: how the pile stands, what comes next."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage_app.domain.paper_forms import Pile
from ui.pages.exercises_list import counted
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import clear

Step = tuple[str, Callable[[], object]]
"""The words of a button, and what it does."""


@dataclass(frozen=True)
class Steps:
    """What may come next."""

    one_more: Callable[[], object]
    second_entry: Callable[[], object]
    settle: Callable[[], object]
    key_in: Callable[[], object]
    responses: Callable[[], object]


class StandingPanel(QWidget):
    """A sentence, the next step, and perhaps another one."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, theme.px(32))
        self.state: EmptyState | None = None

    def say(self, icon: str, title: str, sentence: str, step: Step, also: Step | None) -> None:
        """Say this, and offer one or two steps."""
        clear(self._column)
        words, act = step
        self.state = EmptyState(icon, title, sentence, action=words, on_action=act)
        self._column.addWidget(self.state, 1)
        if also is not None:
            other = button(also[0], on_click=also[1])
            self._column.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)

    def begin(self) -> None:
        """The keyboard goes to the next step."""
        if self.state is not None:
            self.state.action_button.setFocus()

    def show_keyed_in(self, pile: Pile, steps: Steps) -> None:
        """Every form was keyed in once."""
        title = f"All {counted(pile.keyed, 'form')} are keyed in"
        if pile.keyed == 1:
            title = "The form is keyed in"
        more = ("Key in one more form", steps.one_more)
        if pile.keyed_once and pile.double_entry:
            sentence = f"{counted(pile.keyed_once, 'form')} to be keyed in a second time."
            self.say(
                "success", title, sentence, ("Begin the second entry", steps.second_entry), more
            )
        elif pile.to_settle:
            self._offer_settling(pile, title, steps)
        else:
            sentence = f"“{pile.title}” is complete: {counted(pile.filed, 'response')} filed."
            self.say("success", title, sentence, ("See the responses", steps.responses), more)

    def show_second_done(self, pile: Pile, steps: Steps) -> None:
        """No form waits for its second entry."""
        if not pile.keyed:
            self.say(
                "edit",
                "Nothing to key in a second time yet",
                "Each form is keyed in a first time, then again here, and both are compared.",
                ("Key in the first form", steps.key_in),
                None,
            )
        elif pile.to_settle:
            self._offer_settling(pile, "Every form so far is keyed in twice", steps)
        elif pile.expected is None or pile.keyed < pile.expected:
            title = "Every form so far is keyed in twice"
            step = ("Go on with the first entry", steps.key_in)
            self.say("success", title, "Others are still to be keyed in once.", step, None)
        else:
            self.show_keyed_in(pile, steps)

    def show_settled(self, pile: Pile, steps: Steps) -> None:
        """No form waits to be settled."""
        sentence = "Forms whose two entries differ wait here, with every difference side by side."
        if pile.keyed_once:
            step = ("Go on with the second entry", steps.second_entry)
        elif pile.expected is not None and pile.keyed >= pile.expected:
            step = ("See the responses", steps.responses)
        else:
            step = ("Go on with the first entry", steps.key_in)
        self.say("success", "Nothing to settle", sentence, step, None)

    def _offer_settling(self, pile: Pile, title: str, steps: Steps) -> None:
        forms = counted(pile.to_settle, "form")
        sentence = f"{forms} whose entries differ to be settled."
        self.say("edit", title, sentence, (f"Settle {forms}", steps.settle), None)
