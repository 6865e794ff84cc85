"""The quotations of a theme as cards below each other, gone along with the arrows."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from engage_app.domain.quotation import PickStatus
from engage_app.services.quoting_desk import Proposal
from ui.pages.report_quotes_card import QuoteCard
from ui.theme import label, theme
from ui.widgets.layouts import clear

_NONE = "No comment on this theme may be quoted and fits these choices."


class QuoteCards(QScrollArea):
    """Cards; each signal names the card.

    Signals:
        picked, refused, cleared, edited, source_wanted: as a card's.
        moved: (card, by how many places it is to be printed earlier or later).
        left: upwards, out of the first card.
    """

    picked = Signal(object)
    refused = Signal(object)
    cleared = Signal(object)
    edited = Signal(object)
    source_wanted = Signal(object)
    moved = Signal(object, int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[QuoteCard] = []
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, theme.px(14), theme.px(8))
        self._column.setSpacing(theme.px(8))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Quotations of this theme")
        self.setWidget(inside)

    def show_quotes(self, quotes: Sequence[Proposal]) -> None:
        """Show these, with the cursor on the same comment, or where it was."""
        before = [card.shown.comment_id for card in self.cards]
        at, scrolled = self._place_of_cursor(), self.verticalScrollBar().value()
        clear(self._column)
        self.cards = []
        several = sum(shown.status is PickStatus.PICKED for shown in quotes) > 1
        for number, shown in enumerate(quotes, 1):
            card = QuoteCard(shown, number, len(quotes), movable=several)
            self._connect(card, number - 1)
            self.cards.append(card)
            self._column.addWidget(card)
        if not quotes:
            self._column.addWidget(label(_NONE, "hint", wrap=True))
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(scrolled)
        if at >= 0 and quotes:
            there = [shown.comment_id for shown in quotes]
            place = there.index(before[at]) if before[at] in there else min(at, len(there) - 1)
            self.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, place: int) -> None:
        """Put the cursor on a card; before the first it leaves them."""
        if place < 0:
            self.left.emit()
        elif place < len(self.cards):
            self.cards[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(self.cards[place])

    def of(self, comment_id: int) -> QuoteCard | None:
        """The card of a comment."""
        return next((card for card in self.cards if card.shown.comment_id == comment_id), None)

    def moved_order(self, card: QuoteCard, places: int) -> list[int]:
        """The comments picked, in order, with this one moved; empty where it can't be."""
        picked = (each for each in self.cards if each.status is PickStatus.PICKED)
        order = [each.shown.comment_id for each in picked]
        at = order.index(card.shown.comment_id)
        to = at + places
        if not 0 <= to < len(order):
            return []
        order[at], order[to] = order[to], order[at]
        return order

    def _connect(self, card: QuoteCard, place: int) -> None:
        def pass_on(signal: Callable[..., object]) -> Callable[[], None]:
            return lambda: (signal(card), None)[1]

        card.picked.connect(pass_on(self.picked.emit))
        card.refused.connect(pass_on(self.refused.emit))
        card.cleared.connect(pass_on(self.cleared.emit))
        card.edited.connect(pass_on(self.edited.emit))
        card.source_wanted.connect(pass_on(self.source_wanted.emit))
        card.moved.connect(lambda places: self.moved.emit(card, places))
        card.left.connect(lambda along: self.go(place + along))

    def _place_of_cursor(self) -> int:
        focus = QApplication.focusWidget()
        for number, card in enumerate(self.cards):
            if focus is not None and (focus is card or card.isAncestorOf(focus)):
                return number
        return -1
