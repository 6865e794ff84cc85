"""Campaigns on the Code page: the same text from several people, one row for each."""

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
    QWidget,
)

from engage_app.domain.changes import Changes
from engage_app.domain.filters import CommentFilter
from engage_app.services import browsing, campaigning, codebook, worker
from engage_app.services.campaigning import CampaignRow
from ui.pages.live_tab import LiveTab
from ui.session import Session
from ui.suggesting import LEARNING
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


class CampaignsTab(LiveTab):
    """The campaigns on the left, what was sent on the right."""

    shows: ClassVar[frozenset[str]] = frozenset({"comment", "coding", "theme", "redaction"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        session.leaving.connect(self._over)  # nobody tells how a job ended that was dropped
        self._busy = False
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
        inside = QWidget()
        both = QHBoxLayout(inside)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(theme.px(24))
        both.addLayout(self._left(), 1)
        both.addLayout(self._right(), 1)
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
        self._fill()
        session = self.session
        known = campaigning.campaigns(session.workspace, session.exercise_id)
        if known and campaigning.due(session.workspace, session.exercise_id):
            self.look()

    def update_from(self, changes: Changes) -> None:
        """Themes and counts changed; which comments are alike only where words did."""
        if "theme" in changes.tables:
            self._fill_themes()
        self._fill()

    def look(self) -> None:
        """Look for campaigns in the background."""
        session = self.session
        if self._busy:
            return
        self._busy = True
        workspace, exercise_id = session.workspace, session.exercise_id
        for each in (self.again, self.none, self.never):
            each.setEnabled(False)
        task = session.runner.run(
            lambda progress: campaigning.find(
                workspace, exercise_id, progress, run=worker.learning
            ),
            lambda _count: self._fill(),
            session.failed.emit,
            lane=LEARNING,
        )
        task.signals.finished.connect(self._over)
        session.working.emit(task, "Looking for campaigns")

    def _over(self) -> None:
        self._busy = False
        for each in (self.again, self.none, self.never):
            each.setEnabled(True)

    def current(self) -> int:
        """The campaign chosen; 0 where there is none."""
        item = self.list.currentItem()
        return int(item.data(0, Qt.ItemDataRole.UserRole)) if item else 0

    def _fill(self) -> None:
        session = self.session
        if not session.has_exercise:
            return
        workspace, exercise_id = session.workspace, session.exercise_id
        listed, kept = campaigning.campaigns(workspace, exercise_id), self.current()
        never = campaigning.due(workspace, exercise_id) and not listed
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
