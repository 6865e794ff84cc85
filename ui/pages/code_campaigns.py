"""Campaigns on the Code page: the same text from several people, one row for each."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from engage_app.domain.changes import Changes
from engage_app.domain.filters import CommentFilter
from engage_app.services import browsing, campaigning, codebook, worker
from engage_app.services.campaigning import CampaignRow
from ui.pages.looking_tab import LookingTab, beside
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.tips import plain

_EXPLAINED = (
    "The same text from three or more people, word for word or nearly. Campaigns are counted like"
    " all other comments and reported apart; nothing is left out."
)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOST_SHOWN = 100  # members listed below
_NOTHING, _NEVER, _LIST = range(3)


class CampaignsTab(LookingTab):
    """The campaigns on the left, what was sent on the right."""

    shows: ClassVar[frozenset[str]] = frozenset({"comment", "coding", "theme", "redaction"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.list = QTreeWidget()
        self.count = label("", "hint", wrap=True)
        self.members = QListWidget()
        self.theme = ChoiceBox("Theme for the whole campaign")
        self.code = button("Code all of it", "primary", on_click=self._code_all)
        self.behind = button("Open in the workbench", "quiet", on_click=self._show_comments)
        self.again = button("Look again", "quiet", on_click=self.look)
        self.none = EmptyState(
            "code", "No campaigns here", _EXPLAINED, action="Look again", on_action=self.look
        )
        self.never = EmptyState(
            "code",
            "Look for texts that several people sent",
            _EXPLAINED,
            action="Look for campaigns",
            on_action=self.look,
        )
        self.asking = (self.again, self.none, self.never)
        self._stack = self.stack()
        self._build()
        self.list.currentItemChanged.connect(lambda *_: self._show_current())

    def _build(self) -> None:
        self.list.setHeaderLabels(["Text", "Comments", "People", "Coded"])
        self.list.setAccessibleName("Campaigns")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.members.setAccessibleName("What was sent")
        self.members.setWordWrap(True)
        self.members.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = beside(self._left(), self._right(), (1, 1))
        for each in (self.none, self.never, inside):
            self._stack.addWidget(each)
        self.setFocusProxy(self.list)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(label(_EXPLAINED, "hint", wrap=True))
        left.addWidget(self.list, 1)
        line = QHBoxLayout()
        line.addWidget(self.count, 1)
        line.addWidget(self.again)
        left.addLayout(line)
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(theme.px(8))
        right.addWidget(label("What was sent", "heading"))
        right.addWidget(self.members, 1)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.theme, 1)
        line.addWidget(self.code)
        line.addWidget(self.behind)
        right.addLayout(line)
        return right

    def load(self) -> None:
        """Read the campaigns found so far, and look for more where comments changed."""
        self._fill_themes()
        session = self.session
        if self._fill() and campaigning.due(session.workspace, session.exercise_id):
            self.look()

    def update_from(self, changes: Changes) -> None:
        """Themes and counts changed; which comments are alike only where words did."""
        if "theme" in changes.tables:
            self._fill_themes()
        self._fill()

    def look(self) -> None:
        """Look for campaigns in the background."""
        self.look_by(
            partial(campaigning.find, run=worker.learning),
            lambda _count: self._fill(),
            "Looking for campaigns",
        )

    def current(self) -> int:
        """The campaign chosen; 0 where there is none."""
        item = self.list.currentItem()
        return int(item.data(0, Qt.ItemDataRole.UserRole)) if item else 0

    def _fill(self) -> bool:
        """Show the campaigns that are known; tells whether there are any."""
        session = self.session
        if not session.has_exercise:
            return False
        workspace, exercise_id = session.workspace, session.exercise_id
        listed, kept = campaigning.campaigns(workspace, exercise_id), self.current()
        # Whether they are due is asked only where it is told: it reads the length of every comment.
        never = not listed and campaigning.due(workspace, exercise_id)
        self._stack.setCurrentIndex(_LIST if listed else _NEVER if never else _NOTHING)
        words = {row.id: row.text for row in browsing.comment_rows(workspace, _ids(listed))}
        self.list.clear()
        for campaign in listed:
            item = QTreeWidgetItem(_cells(campaign, words.get(campaign.id, campaign.text)))
            item.setData(0, Qt.ItemDataRole.UserRole, campaign.id)
            item.setToolTip(0, plain(item.text(0)))
            for column in (1, 2, 3):
                item.setTextAlignment(column, _RIGHT)
            self.list.addTopLevelItem(item)
            if campaign.id == kept:
                self.list.setCurrentItem(item)
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        comments = sum(campaign.comments for campaign in listed)
        found = "1 campaign" if len(listed) == 1 else f"{len(listed):,} campaigns"
        self.count.setText(f"{found}, {comments:,} comments")
        return bool(listed)

    def _show_current(self) -> None:
        self.members.clear()
        listed = campaigning.members(self.session.workspace, self.current())
        shown = listed[:_MOST_SHOWN]
        rows = browsing.comment_rows(self.session.workspace, [each.id for each in shown])
        words = {row.id: row.text for row in rows}
        copies: dict[str, list[float]] = {}
        for member in shown:
            copies.setdefault(words.get(member.id, member.text), []).append(member.similarity)
        for text, alike in copies.items():
            self.members.addItem(QListWidgetItem(f"{_how_alike(alike)}\n{text}"))
        if len(listed) > len(shown):
            self.members.addItem(QListWidgetItem(f"… and {len(listed) - len(shown):,} more."))
        for each in (self.code, self.behind):
            each.setEnabled(bool(listed))

    def _fill_themes(self) -> None:
        session, kept = self.session, self.theme.currentData()
        self.theme.clear()
        self.theme.addItem("Choose a theme", 0)
        for each in codebook.themes(session.workspace, session.exercise_id):
            if not each.retired:
                self.theme.addItem(each.name, each.id)
        self.theme.setCurrentIndex(max(self.theme.findData(kept), 0))

    def _code_all(self) -> None:
        if self.current() and self.theme.currentData():
            self.session.act(campaigning.code_all, self.current(), self.theme.currentData())
        else:
            self.session.said.emit("Choose a theme for the campaign first.")

    def _show_comments(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            opening = " ".join(item.text(0).split()[:8])
            wanted = CommentFilter(campaign=self.current(), response_ids_title=f"{opening} …")
            self.session.comments_wanted.emit(wanted)


def _how_alike(similarities: list[float]) -> str:
    """How often a text was sent, and how far it is the campaign's."""
    often = f"Sent {len(similarities)} times" if len(similarities) > 1 else "Sent once"
    alike = similarities[0]
    return f"{often}, word for word" if alike >= 1 else f"{often}, {alike:.0%} alike"


def _ids(listed: list[CampaignRow]) -> list[int]:
    return [campaign.id for campaign in listed]


def _cells(campaign: CampaignRow, text: str) -> list[str]:
    counts = (campaign.comments, campaign.senders, campaign.coded)
    return [" ".join(text.split()), *(f"{count:,}" for count in counts)]
