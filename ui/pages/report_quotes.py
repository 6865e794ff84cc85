"""Quotations: for each theme what is proposed, what the officer picks, and who is heard with it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.filters import CommentFilter
from engage_app.domain.quotation import PickStatus
from engage_app.services import quoting, quoting_desk
from engage_app.services.quoting_desk import Desk, Proposal
from engage_app.services.workspace import Workspace
from ui.pages.report_list import TwoLineList
from ui.pages.report_quotes_card import QuoteCard
from ui.pages.report_quotes_excerpt import ExcerptForm
from ui.pages.report_quotes_filters import QuoteFilters
from ui.pages.report_quotes_list import QuoteCards
from ui.pages.report_quotes_words import ThemeRow, range_in_words
from ui.pages.report_steps import PREPARED, ReportStep
from ui.pages.report_typing import Typing
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import fill, scrolled
from ui.widgets.panels import Panels

SURFACE = "quotes"
_PICKING = (
    "Once you pick one, only your picks are printed for this theme. Proposals for other themes may "
    "change too, so that every position is heard."
)


class QuotesTab(ReportStep):
    """The themes on top, below them the quotations of the one chosen as cards.

    Signals:
        quotation_shown: words that the preview is to bring into sight, the first that it has.
    """

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

    quotation_shown = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.desk: Desk | None = None
        self.cards = QuoteCards()
        self._theme = 0
        self._asked = 0  # so that of several answers only the latest is shown
        self._edited: Proposal | None = None
        self._wanted = 0  # the comment whose excerpt is to be opened once it is there
        self.range = label("", "hint", wrap=True)
        self.picking = label(_PICKING, "hint", wrap=True)
        self.list = TwoLineList[ThemeRow]("Themes and their quotations")
        self.filters = QuoteFilters()
        self.position, self.group = self.filters.position, self.filters.group
        self.form = ExcerptForm()
        self.waiting = label(PREPARED, wrap=True)
        session.exercise_changed.connect(self._forget)
        self.typing = Typing(
            session,
            SURFACE,
            [self.form.box],
            take=self.form.texts,
            put=self.form.put,
            file=self._keep_excerpt,
        )
        self.typing.form = self.form
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
        self.form.cancelled.connect(self._cancel_form)
        self.filters.chosen.connect(self.load)

    def _build(self) -> None:
        content = QWidget()
        content.setObjectName("scrolled")
        fill(self, scrolled(content))
        column = QVBoxLayout(content)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.range)
        both = (self.list, self._below())
        self._panels = Panels(Qt.Orientation.Vertical, both, (160, 480), least=(100, 300))
        column.addWidget(self.waiting)
        column.addWidget(self._panels, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()
        self.form.hide()
        self._forget()
        self.setFocusProxy(self.list)

    def _below(self) -> QWidget:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.filters)
        column.addWidget(self.form)
        column.addWidget(self.picking)
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

    def _forget(self) -> None:
        """Nothing of this exercise is there yet."""
        self._panels.hide()
        self.empty.hide()
        self.waiting.show()

    def load(self) -> None:
        """Have quotations proposed, in the background."""
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        self._asked += 1
        ask = partial(
            quoting_desk.desk,
            workspace,
            exercise_id,
            self._theme,
            position=self.filters.wanted_position(),
            group_id=self.filters.wanted_group(),
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
        self.filters.fill(found)
        self.list.blockSignals(True)  # the cursor may only move where the officer moves it
        self.list.show_rows([ThemeRow(each) for each in found.themes], found.theme_id)
        self.list.choose(found.theme_id)
        self.list.blockSignals(False)
        self.waiting.hide()
        for each in (self._panels, self.range):
            each.setVisible(bool(found.themes))
        self.empty.setVisible(not found.themes)
        picked = sum(each.picked for each in found.themes)
        self.counted.emit(f"{picked} picked" if picked else "")
        self.picking.setVisible(_all_proposed(found.proposals))
        self.cards.show_quotes(found.proposals)
        self._open_wanted()

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
            self._show_place(shown.text)

    def _move(self, card: QuoteCard, places: int) -> None:
        order = self.cards.moved_order(card, places)
        if order:
            theme_id = card.shown.theme_id
            self.session.act(quoting.reorder, self.session.exercise_id, theme_id, order)

    def _show_source(self, shown: Proposal) -> None:
        words = shown.text.split()
        title = f"the quotation “{' '.join(words[:8])}{'…' if len(words) > 8 else ''}”"
        wanted = CommentFilter(response_ids=(shown.response_id,), response_ids_title=title)
        self.session.show_comments(wanted)

    def _choose(self, row: ThemeRow | None) -> None:
        if row is not None and row.quotes.theme_id != self._theme:
            self._close_form()
            self._theme = row.quotes.theme_id
            self.quotation_shown.emit((row.quotes.name,))
            self.load()

    def _show_place(self, words: str) -> None:
        """Bring a quotation into sight in the preview; where it isn't printed, its theme."""
        row = self.list.current()
        self.quotation_shown.emit((words, row.quotes.name) if row else (words,))

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

    def _cancel_form(self) -> None:
        """Nothing of what was typed is kept."""
        self.typing.dirty = False
        self._close_form()

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


def _all_proposed(proposals: Sequence[Proposal]) -> bool:
    """Whether something is printed for the theme, and none of it was picked."""
    picked = any(each.status is PickStatus.PICKED for each in proposals)
    return not picked and any(each.printed for each in proposals)


def _excerpt_of(shown: Proposal) -> str:
    """What of a comment is proposed; empty is all of it."""
    return "" if shown.text == shown.whole.strip() else shown.text
