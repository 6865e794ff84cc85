"""Suggestions on the workbench: shown below the proposals, taken with Enter, asked for in time."""

from PySide6.QtCore import QObject

from engage_app.domain.response import CommentDetail
from engage_app.services import suggesting
from ui.pages.code_suggestions import SuggestionsPanel
from ui.pages.code_workbench import WorkbenchTab
from ui.session import Session
from ui.suggesting import Suggesting

_AHEAD = 8  # comments of the queue asked for before they are reached


class WorkbenchSuggestions(QObject):
    """Joins the workbench and what was learned; the workbench owns it."""

    def __init__(self, workbench: WorkbenchTab, session: Session, source: Suggesting) -> None:
        super().__init__(workbench)
        self._workbench = workbench
        self._session = session
        self.panel = SuggestionsPanel(source)
        workbench.comment.suggestions.addWidget(self.panel)
        workbench.takers.append(self.take_first)
        workbench.comment_shown.connect(self._show)
        self.panel.taken.connect(self.take)
        self.panel.refused.connect(self.refuse)
        self.panel.order_wanted.connect(source.ask_for_order)
        source.ordered.connect(self._show_order)

    def take_first(self) -> bool:
        """Take the suggestion that Enter takes; tells whether there was one."""
        first = self.panel.first()
        if first:
            self.take(first)
        return bool(first)

    def take(self, theme_id: int) -> None:
        """Put a suggested theme on the comment."""
        self._decide(suggesting.take, theme_id)

    def refuse(self, theme_id: int) -> None:
        """Say that a suggested theme doesn't fit."""
        self._decide(suggesting.refuse, theme_id)

    def _decide(self, decide: suggesting.Decide, theme_id: int) -> None:
        detail = self._workbench.comment.detail
        if detail is not None:
            self._workbench.act(decide, detail.row.id, theme_id)

    def _show_order(self, ids: list[int]) -> None:
        self._workbench.queue.show_order(ids, "Uncoded comments, those first that teach most")
        self._workbench.queue.list.setFocus()

    def _show(self, detail: CommentDetail | None) -> None:
        queue = self._workbench.queue
        place, ids = queue.list.currentIndex().row(), queue.model.pages.ids
        ahead = list(ids[place + 1 : place + 1 + _AHEAD]) if place >= 0 else []
        self.panel.show_comment(detail, self._workbench.codebook.themes, ahead)
