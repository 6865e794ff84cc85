"""The ways to bring in what people said, besides importing a survey.

A surface to type on adds itself to `WAYS`; its module is imported when it is opened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.pages.card_button import CardButton
from ui.session import Session
from ui.theme import label, theme

_CARD = 280  # pixels at 100 % text size that a card likes
_MOST = 3  # cards in a line


@dataclass(frozen=True)
class Way:
    """One way of collecting.

    Attributes:
        title: what the officer does, in a few words.
        sentence: when that is the right one.
        icon: a file of resources/icons.
        open: begins it.
    """

    title: str
    sentence: str
    icon: str
    open: Callable[[Session], object]


def _type_a_workshop(session: Session) -> None:
    from ui.pages.capture import open_capture

    open_capture(session)


def _enter_a_letter(session: Session) -> None:
    from ui.pages.document_page import open_document_entry

    open_document_entry(session)


def _enter_paper_forms(session: Session) -> None:
    from ui.pages.paper import open_paper_forms

    open_paper_forms(session)


def _let_a_respondent_fill_it_in(session: Session) -> None:
    from ui.pages.collect_self_completion import let_a_respondent_fill_it_in

    let_a_respondent_fill_it_in(session)


def _take_along(session: Session) -> None:
    from ui.pages.together_take import open_take_along

    open_take_along(session)


def _bring_together(session: Session) -> None:
    from ui.pages.together import open_together

    open_together(session)


WAYS: tuple[Way, ...] = (
    Way(
        "Type a workshop",
        "What a table says, as fast as they say it, with the keyboard alone.",
        "edit",
        _type_a_workshop,
    ),
    Way(
        "Enter a letter or interview",
        "Paste it, drop it or choose the file, and see its comments before they are filed.",
        "quote",
        _enter_a_letter,
    ),
    Way(
        "Enter paper forms",
        "A pile of filled-in questionnaires, keyed in once or twice, checked and counted.",
        "copy",
        _enter_paper_forms,
    ),
    Way(
        "Let a respondent fill it in",
        "The questionnaire on the whole screen of this laptop, left only with your PIN.",
        "responses",
        _let_a_respondent_fill_it_in,
    ),
    Way(
        "Take an exercise along",
        "A file for colleagues to capture into on their own laptops, and give back.",
        "export",
        _take_along,
    ),
    Way(
        "Bring captures together",
        "Join the files that colleagues gave back, as often and in any order you like.",
        "import",
        _bring_together,
    ),
)


class WaysPanel(QWidget):
    """A card for each way, as many in a line as there is room for."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.cards = [
            CardButton(way.icon, way.title, way.sentence, on_click=partial(way.open, session))
            for way in WAYS
        ]
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(16))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(label("Other ways to collect", "heading"))
        column.addLayout(self._grid)
        self._arrange(_MOST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer in a line of a narrow window."""
        super().resizeEvent(event)
        self._arrange(min(max(event.size().width() // theme.px(_CARD), 1), _MOST))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(_MOST):
            self._grid.setColumnStretch(column, int(column < columns))
