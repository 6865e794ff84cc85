"""Responses: what people answered, who they are, and the rules that say so."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget

from engage_app.domain.filters import CommentFilter
from ui.pages.groups_editor import GroupsEditor
from ui.pages.responses_tab import ResponsesTab
from ui.pages.rules_editor import RulesEditor
from ui.session import Session
from ui.widgets.page import Page


class ResponsesPage(Page):
    """Three tabs: the responses, the stakeholder groups, the tagging rules."""

    key = "responses"
    title = "Responses"
    icon_name = "responses"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.responses = ResponsesTab(session)
        self.groups = GroupsEditor(session)
        self.rules = RulesEditor(session)
        self.tabs = QTabWidget()
        self.rules.groups_wanted.connect(lambda: self.tabs.setCurrentWidget(self.groups))
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.responses, "&Responses")
        self.tabs.addTab(self.groups, "Stakeholder &groups")
        self.tabs.addTab(self.rules, "Tagging r&ules")
        self.tabs.tabBar().setAccessibleName("Parts of the Responses page")
        self.tabs.tabBar().setExpanding(False)
        self.body.addWidget(self.tabs, 1)

    def show_responses(self, wanted: CommentFilter) -> None:
        """List the responses behind a figure, until all are asked for again."""
        self.tabs.setCurrentWidget(self.responses)
        self.responses.filters.show_behind(wanted)
        self.responses.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes where the work is, not to the tabs."""
        super().showEvent(event)
        for tab, place in (
            (self.responses, self.responses.table),
            (self.groups, self.groups.tree),
            (self.rules, self.rules.table),
        ):
            if self.tabs.currentWidget() is tab:
                place.setFocus()

    def refresh(self) -> None:
        """Read what was missed while the page was hidden."""
        for tab in (self.responses, self.groups, self.rules):
            if tab.isVisible():
                tab.catch_up()
