"""Personal details in the comment on the workbench: covered, left, and uncovered."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from engage_app.domain.coding import Span
from engage_app.domain.redaction import DetailKind, Redaction, RedactionStatus
from engage_app.services import redacting
from ui.pages.code_comment import CommentPanel
from ui.pages.code_text import kind_name
from ui.session import Session

_QUOTED = 30  # letters of the words that a menu quotes
_SELECT = "Select the words to cover first: Tab goes to the comment, Shift and the arrows select."


class Covering:
    """Covers words of the comment shown wherever they are read outside the workbench.

    Args:
        act: how the workbench does something to the comment shown.
    """

    def __init__(self, session: Session, comment: CommentPanel, act: Callable[..., None]) -> None:
        self._session, self._comment, self._act = session, comment, act
        comment.text.menu_opening.connect(self._offer)

    def cover(self, kind: DetailKind | None = None) -> None:
        """Cover the words selected; where none are, what Engage found at the cursor, or first.

        Args:
            kind: what they are; None: what Engage found there, else a name.
        """
        detail, span = self._comment.detail, self._selected()
        if detail is None:
            return
        if span is not None:
            self._act(redacting.add, detail.row.id, span, kind or self._kind_of(span))
            self._tell(span)
        elif found := self._waiting():
            self._act(redacting.accept, [found.id])
            self._tell(found.span)
        else:
            self._session.said.emit(_SELECT)

    def _waiting(self) -> Redaction | None:
        """What Engage found at the cursor and nobody has decided on; else the first such."""
        text = self._comment.text
        for some in (text.marked_at(text.at_cursor()), text.marked):
            for each in some:
                if each.status is RedactionStatus.PROPOSED:
                    return each
        return None

    def _tell(self, span: Span) -> None:
        """Say that words are covered now, and let the officer see it."""
        text, accepted = self._comment.text, RedactionStatus.ACCEPTED
        now = [each for each in text.marked if each.span == span and each.status is accepted]
        for each in now:
            text.select_nothing()
            words = _short(text.words_of(span))
            self._session.said.emit(f"“{words}” is covered outside this page: {each.kind.cover}")

    def choose_kind(self) -> None:
        """Ask what the words selected are, and cover them."""
        text = self._comment.text
        span = self._selected()
        if span is None:
            self._session.said.emit(_SELECT)
            return
        menu = QMenu(text)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_kinds(menu)
        first = next(each for each in menu.actions() if each.data() == self._kind_of(span))
        menu.popup(text.viewport().mapToGlobal(text.cursorRect().bottomLeft()))
        menu.setActiveAction(first)

    def _selected(self) -> Span | None:
        """The words selected, without the blanks around them."""
        text = self._comment.text
        span = text.selected_span()
        if span is None:
            return None
        words = text.words_of(span)
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip())) if words.strip() else None

    def _kind_of(self, span: Span) -> DetailKind:
        known = (each.kind for each in self._comment.text.found if each.span == span)
        return next(known, DetailKind.NAME)

    def _offer(self, menu: QMenu, span: Span) -> None:
        """Put on the menu what can be covered and uncovered, above what is there."""
        text, selected = self._comment.text, self._selected()
        first, offered = menu.actions()[0], []
        if selected is not None:
            kind = self._kind_of(selected)
            cover = _entry(menu, f"Cover as {kind.words}", self.cover)
            cover.setText(f"{cover.text()}\tX")
            others = QMenu("Cover as…\tShift+X", menu)
            self._add_kinds(others)
            offered += [cover, others.menuAction()]
        for each in text.marked_at(span):
            offered += self._deciding(menu, each)
        if offered:
            menu.insertActions(first, offered)
            menu.insertSeparator(first)

    def _deciding(self, menu: QMenu, found: Redaction) -> list[QAction]:
        """What can be decided on one."""
        words, kind = f"“{_short(self._comment.text.words_of(found.span))}”", found.kind.words
        if found.status is RedactionStatus.ACCEPTED:
            remove = partial(self._act, redacting.remove, found.id)
            return [_entry(menu, f"Uncover {words} ({kind})", remove)]
        accept = partial(self._act, redacting.accept, [found.id])
        reject = partial(self._act, redacting.reject, [found.id])
        return [
            _entry(menu, f"Cover {words} ({kind})", accept),
            _entry(menu, f"{words} is no personal detail", reject),
        ]

    def _add_kinds(self, menu: QMenu) -> None:
        for kind in DetailKind:
            made = QAction(kind_name(kind), menu)
            made.setData(kind)
            made.triggered.connect(lambda _checked=False, kind=kind: self.cover(kind))
            menu.addAction(made)


def _entry(menu: QObject, words: str, deed: Callable[[], None]) -> QAction:
    made = QAction(words.replace("&", "&&"), menu)
    made.triggered.connect(lambda _checked=False: deed())
    return made


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
