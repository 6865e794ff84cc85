"""New themes on the Code page: what people say that has no theme yet."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.changes import Changes
from engage_app.domain.filters import CodingState, CommentFilter
from engage_app.services import browsing, discovering, worker
from engage_app.services.discovering import Discovered, Discovery
from ui.pages.looking_tab import LookingTab, beside
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import clear
from ui.widgets.text_with_spans import ColouredSpan, TextWithSpans

_EXPLAINED = (
    "Words that are frequent in comments without a theme and rare in those with one, grouped where"
    " they come together. A group may become a theme; its comments then wait for your review."
)
_EXAMPLES = 12
_MARK = "#005EB8"
_NEVER, _NOTHING, _LIST = range(3)


class DiscoveryTab(LookingTab):
    """Groups of uncoded comments on the left; their comments, and what to make of them, right."""

    shows: ClassVar[frozenset[str]] = frozenset({"comment", "coding", "theme"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._found: Discovery | None = None
        self.list = QTreeWidget()
        self.standing = label("", "hint", wrap=True)
        self.again = button("Look again", "quiet", on_click=self.look)
        self.title = label("", "heading", wrap=True)
        self.name = QLineEdit()
        self.make = button("Make it a theme", "primary", on_click=self._make)
        self.never = EmptyState(
            "code",
            "What are people saying that has no theme?",
            _EXPLAINED,
            action="Look for new themes",
            on_action=self.look,
        )
        self.nothing = EmptyState(
            "code",
            "Nothing stands out",
            "No words set the comments without a theme apart from the others.",
            action="Look again",
            on_action=self.look,
        )
        self._examples = QVBoxLayout()
        self.asking = (self.again, self.never, self.nothing)
        self._stack = self.stack()
        self._build()
        self.list.currentItemChanged.connect(lambda *_: self._show_current())
        self.name.returnPressed.connect(self._make)

    def _build(self) -> None:
        self.list.setHeaderLabels(["In their words", "Comments"])
        self.list.setAccessibleName("Groups of comments without a theme")
        self.list.setRootIsDecorated(False)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.name.setAccessibleName("Name of the new theme")
        self.name.setPlaceholderText("Name of the new theme")
        inside = beside(self._left(), self._right(), (2, 3))
        for each in (self.never, self.nothing, inside):
            self._stack.addWidget(each)
        self.setFocusProxy(self.list)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(label(_EXPLAINED, "hint", wrap=True))
        left.addWidget(self.list, 1)
        line = QHBoxLayout()
        line.addWidget(self.standing, 1)
        line.addWidget(self.again)
        left.addLayout(line)
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(theme.px(8))
        right.addWidget(self.title)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.name, 1)
        line.addWidget(self.make)
        right.addLayout(line)
        shown = QWidget()
        shown.setObjectName("scrolled")
        self._examples.setSpacing(theme.px(12))
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.addLayout(self._examples)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(shown)
        right.addWidget(area, 1)
        return right

    def load(self) -> None:
        """Another exercise: what was found in the last one is not this one's."""
        self._found = None
        self._fill()

    def update_from(self, _changes: Changes) -> None:
        """What was found stays in sight while one works through it."""
        self._say_standing()

    def look(self) -> None:
        """Look for groups in the background."""
        self.look_by(
            partial(discovering.find, run=worker.learning), self._take, "Looking for new themes"
        )

    def _take(self, found: Discovery) -> None:
        self._found = found
        self._fill()

    def _fill(self) -> None:
        found = self._found
        self.list.clear()
        if found is None or not found.groups:
            self._stack.setCurrentIndex(_NEVER if found is None else _NOTHING)
            return
        self._stack.setCurrentIndex(_LIST)
        for group in found.groups:
            item = QTreeWidgetItem([group.label, f"{len(group.comments):,}"])
            item.setData(0, Qt.ItemDataRole.UserRole, group)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self._say_standing()

    def _say_standing(self) -> None:
        if self._found is not None:
            self.standing.setText(
                f"Found in {self._found.uncoded:,} comments without a theme, beside"
                f" {self._found.coded:,} with one."
            )

    def current(self) -> Discovered | None:
        """The group chosen."""
        item = self.list.currentItem()
        found = item.data(0, Qt.ItemDataRole.UserRole) if item else None
        return found if isinstance(found, Discovered) else None

    def _show_current(self) -> None:
        clear(self._examples)
        group = self.current()
        if group is None:
            return
        self.title.setText(f"{len(group.comments):,} comments: {', '.join(group.words[:6])}")
        self.name.setText(_name_of(group))
        workspace = self.session.workspace
        shown = group.comments[:_EXAMPLES]
        rows = browsing.comment_rows(workspace, shown)
        marked = discovering.marked([row.text for row in rows], group.words)
        for row, found in zip(rows, marked, strict=True):
            text = TextWithSpans()
            text.setProperty("flush", True)
            text.setAccessibleName("Example")
            spans = [ColouredSpan(span.start, span.end, _MARK) for span in found]
            text.show(row.text, spans)
            text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            layout = text.document().documentLayout()
            layout.documentSizeChanged.connect(partial(_fit, text))
            self._examples.addWidget(text)

    def _make(self) -> None:
        group, name = self.current(), self.name.text().strip()
        session = self.session
        if group is None:
            return
        made = session.act(
            discovering.make_theme, session.exercise_id, name, group.comments, group.words
        )
        if made:
            session.said.emit(f"“{name}” is proposed for {made.count:,} comments.")
            session.comments_wanted.emit(
                CommentFilter(state=CodingState.TO_REVIEW, theme_id=made.created)
            )


def _fit(text: TextWithSpans, size: QSizeF) -> None:
    """As high as its words; the list around it scrolls."""
    text.setFixedHeight(round(size.height()) + theme.px(4))


def _name_of(group: Discovered) -> str:
    """What a theme made of it may be called: two words in a row say more than one."""
    phrase = next((words for words in group.words[:3] if " " in words), group.words[0])
    return phrase[:1].upper() + phrase[1:]
