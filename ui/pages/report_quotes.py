"""Quotations: for each theme what is proposed, what the officer picks, and who is heard with it."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.filters import CommentFilter
from engage_app.domain.quotation import PickStatus
from engage_app.services import quoting, quoting_desk
from engage_app.services.quoting_desk import Desk, Proposal, ThemeQuotes
from engage_app.services.workspace import Workspace
from ui.pages.report_list import TwoLineList
from ui.pages.report_quotes_card import QuoteCard
from ui.pages.report_quotes_excerpt import ExcerptForm
from ui.pages.report_quotes_list import QuoteCards
from ui.pages.report_quotes_words import range_in_words, theme_in_words
from ui.pages.report_steps import ReportStep
from ui.pages.report_typing import Typing
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout

SURFACE = "quotes"
_EVERY = "every"  # in the filters


@dataclass(frozen=True)
class _Row:
    """A theme in the list."""

    quotes: ThemeQuotes

    @property
    def key(self) -> Hashable:
        return self.quotes.theme_id

    @property
    def title(self) -> str:
        return self.quotes.name

    @property
    def standing(self) -> str:
        return theme_in_words(self.quotes)


class QuotesTab(ReportStep):
    """The themes on top, below them the quotations of the one chosen as cards."""

    shows: ClassVar[frozenset[str]] = frozenset(
        [
            "quote_pick",
            "comment",
            "coding",
            "theme",
            "response",
            "response_group",
            "respondent",
            "redaction",
            "stakeholder_group",
            "report_cover",
            "exercise",
        ]
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.desk: Desk | None = None
        self.cards = QuoteCards()
        self._theme = 0
        self._asked = 0  # so that of several answers only the latest is shown
        self._edited: Proposal | None = None
        self._wanted = 0  # the comment whose excerpt is to be opened once it is there
        self.range = label("", "hint", wrap=True)
        self.list = TwoLineList[_Row]("Themes and their quotations")
        self.position = ChoiceBox("Only of position")
        self.group = ChoiceBox("Only of group")
        self.form = ExcerptForm()
        self.typing = Typing(
            session,
            SURFACE,
            [self.form.box],
            take=self.form.texts,
            put=self.form.put,
            file=self._keep_excerpt,
        )
        self.empty = EmptyState(
            "quote",
            "No quotations yet",
            "When comments are coded, Engage proposes quotations for each theme, so that every "
            "position is heard. You pick.",
            action="Go to Code",
            on_action=lambda: session.page_wanted.emit("code"),
        )
        self._build()
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda: self.cards.go(0))
        cards = self.cards
        cards.picked.connect(lambda card: self._decide(card, quoting.pick, _excerpt_of(card.shown)))
        cards.refused.connect(lambda card: self._decide(card, quoting.refuse))
        cards.cleared.connect(lambda card: self._decide(card, quoting.clear))
        cards.edited.connect(lambda card: self._edit(card.shown))
        cards.source_wanted.connect(lambda card: self._show_source(card.shown))
        cards.moved.connect(self._move)
        cards.left.connect(lambda: self.list.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.form.closed.connect(self._close_form)
        for box in (self.position, self.group):
            box.activated.connect(lambda _place: self.load())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.range)
        self._panels = QSplitter(Qt.Orientation.Vertical)
        self._panels.setChildrenCollapsible(False)
        self._panels.addWidget(self.list)
        self._panels.addWidget(self._below())
        self._panels.setSizes([theme.px(160), theme.px(480)])
        column.addWidget(self._panels, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()
        self.form.hide()
        self.setFocusProxy(self.list)

    def _below(self) -> QWidget:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        line = QWidget()
        filters = FlowLayout(line, gap=theme.px(8))
        for box in (self.position, self.group):
            box.setMinimumContentsLength(10)
            filters.addWidget(box)
        column.addWidget(line)
        column.addWidget(self.form)
        column.addWidget(self.cards, 1)
        return below

    def go_to(self, key: str) -> None:
        """To a theme by its id, or to the excerpt of a comment by a draft's key, as kept."""
        super().go_to(key)
        parts = [int(part) for part in key.split(":") if part.isdigit()]
        if len(parts) == 3:  # exercise, theme, comment
            self._wanted = parts[2]
        if parts:
            self._theme = parts[1] if len(parts) == 3 else parts[-1]
            self.load()

    def load(self) -> None:
        """Have quotations proposed, in the background."""
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        position = self.position.currentData()
        self._asked += 1
        ask = partial(
            quoting_desk.desk,
            workspace,
            exercise_id,
            self._theme,
            position=None if position in (None, _EVERY) else position,
            group_id=self.group.currentData() or 0,
        )
        self.session.runner.run(
            lambda progress: ask(progress=progress),
            partial(self._take, exercise_id, self._asked),
            self.session.failed.emit,
        )

    def update_from(self, changes: Changes) -> None:
        """Read anew; what was decided shows at once."""
        self.load()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed is filed before another step or page comes."""
        self.typing.end()
        super().hideEvent(event)

    def _take(self, exercise_id: int, asked: int, found: Desk) -> None:
        current = self.session.has_exercise and exercise_id == self.session.exercise_id
        if not current or asked != self._asked:
            return
        self.desk = found
        self._theme = found.theme_id
        self.range.setText(range_in_words(found.heard))
        self._fill_filters(found)
        self.list.blockSignals(True)  # the cursor may only move where the officer moves it
        self.list.show_rows([_Row(each) for each in found.themes], found.theme_id)
        self.list.choose(found.theme_id)
        self.list.blockSignals(False)
        for each in (self._panels, self.range):
            each.setVisible(bool(found.themes))
        self.empty.setVisible(not found.themes)
        picked = sum(each.picked for each in found.themes)
        self.counted.emit(f"{picked} picked" if picked else "")
        self.cards.show_quotes(found.proposals)
        self._open_wanted()

    def _fill_filters(self, found: Desk) -> None:
        choices: tuple[tuple[ChoiceBox, str, tuple[tuple[object, str], ...]], ...] = (
            (self.position, "Any position", found.positions),
            (self.group, "Any group", found.groups),
        )
        for box, every, listed in choices:
            kept = box.currentData()
            box.clear()
            box.addItem(every, _EVERY if box is self.position else 0)
            for data, name in listed:
                box.addItem(name, data)
            box.setCurrentIndex(max(box.findData(kept), 0) if kept is not None else 0)

    def _decide(self, card: QuoteCard, decide: Callable[..., Changes], *more: str) -> None:
        """Write it, and show it at once; the proposals follow."""
        shown = card.shown

        def write(workspace: Workspace) -> Changes:
            return decide(
                workspace, self.session.exercise_id, shown.theme_id, shown.comment_id, *more
            )

        if self.session.act(write) is not None:
            status = {quoting.pick: PickStatus.PICKED, quoting.refuse: PickStatus.REFUSED}
            card.show_status(status.get(decide))

    def _move(self, card: QuoteCard, places: int) -> None:
        order = self.cards.moved_order(card, places)
        if order:
            theme_id = card.shown.theme_id
            self.session.act(quoting.reorder, self.session.exercise_id, theme_id, order)

    def _show_source(self, shown: Proposal) -> None:
        title = f"the quotation “{' '.join(shown.text.split()[:8])} …”"
        wanted = CommentFilter(response_ids=(shown.response_id,), response_ids_title=title)
        self.session.show_comments(wanted)

    def _choose(self, row: _Row | None) -> None:
        if row is not None and row.quotes.theme_id != self._theme:
            self._close_form()
            self._theme = row.quotes.theme_id
            self.load()

    def _open_wanted(self) -> None:
        """After a crash: the excerpt that was being typed."""
        wanted, self._wanted = self._wanted, 0
        card = self.cards.of(wanted)
        if card is not None:
            self._edit(card.shown)

    def _edit(self, shown: Proposal) -> None:
        self._close_form()
        self._edited = shown
        self.form.show_quote(shown)
        self.form.show()
        exercise_id = self.session.exercise_id
        self.typing.begin(f"{exercise_id}:{shown.theme_id}:{shown.comment_id}")
        self.form.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _close_form(self) -> None:
        shown = self._edited
        if shown is None:
            return
        if not self.form.fits:  # what is no excerpt is not kept; the rule stands above the box
            self.typing.dirty = False
        self.typing.end()
        self._edited = None
        self.form.hide()
        card = self.cards.of(shown.comment_id)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_excerpt(self) -> bool:
        """File what was typed: the comment is picked with it."""
        shown = self._edited
        if shown is None or not self.form.fits:
            return shown is None
        typed = self.form.texts()["excerpt"]
        done = self.session.act(
            lambda held: quoting.set_excerpt(
                held, self.session.exercise_id, shown.theme_id, shown.comment_id, typed
            )
        )
        return done is not None


def _excerpt_of(shown: Proposal) -> str:
    """What of a comment is proposed; empty is all of it."""
    return "" if shown.text == shown.whole.strip() else shown.text
