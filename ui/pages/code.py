"""Code: where an officer puts themes on comments, for days; a tab for each way to go about it."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from engage_app.domain.filters import CommentFilter
from ui.pages.code_notes import SURFACE
from ui.pages.code_rules import RulesButton
from ui.pages.code_suggesting import WorkbenchSuggestions
from ui.pages.code_workbench import WorkbenchTab
from ui.pages.live_tab import LiveTab
from ui.session import Session
from ui.widgets.page import Page

# Words, module and class of a LiveTab made when it is first shown. Its `setFocusProxy` says
# where the keyboard goes. No letter twice, nor P or S, nor those of the menus: F, E, V, H.
_TABS: tuple[tuple[str, str, str], ...] = (
    ("&Grid", "ui.pages.code_grid", "GridTab"),
    ("Code&book", "ui.pages.code_codebook_tab", "CodebookTab"),
    ("New &themes", "ui.pages.code_discovery", "DiscoveryTab"),
    ("C&ampaigns", "ui.pages.code_campaigns", "CampaignsTab"),
    ("Second c&oder", "ui.pages.code_second_coder", "SecondCoderTab"),
    ("Personal &details", "ui.pages.code_redaction", "RedactionTab"),
)

_BY_SURFACE = {
    "details": "Personal details",
    "codebook": "Codebook",
    "second coder": "Second coder",
}


class CodePage(Page):
    """The workbench, and the tabs beside it."""

    key = "code"
    title = "Code"
    icon_name = "code"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.rules = RulesButton(session)
        self.add_action(self.rules)
        self.workbench = WorkbenchTab(session, self.rules)
        self.queue, self.comment = self.workbench.queue, self.workbench.comment
        self.codebook, self.panels = self.workbench.codebook, self.workbench.panels
        self.empty = self.workbench.empty
        if session.suggesting is not None:
            WorkbenchSuggestions(self.workbench, session, session.suggesting)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.workbench, "&Workbench")
        for words, module, name in _TABS:
            self.tabs.addTab(_Later(_maker(session, module, name)), words)
        self.tabs.tabBar().setAccessibleName("Parts of the Code page")
        self.tabs.tabBar().setExpanding(False)
        # Seven names cut short to fit in large text would be names no more: arrows go along them.
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setUsesScrollButtons(True)
        self.body.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Read what was missed while the page was hidden."""
        shown = self.tabs.currentWidget()
        if shown is self.workbench:
            self.workbench.refresh()
        elif isinstance(shown, _Later) and shown.made is not None and shown.isVisible():
            shown.made.catch_up()

    def tab(self, words: str) -> QWidget | None:
        """Bring a tab to the front by its words, and return it; None where there is none."""
        for place in range(self.tabs.count()):
            if self.tabs.tabText(place).replace("&", "") == words:
                self.tabs.setCurrentIndex(place)
                shown = self.tabs.widget(place)
                return shown.make() if isinstance(shown, _Later) else shown
        return None

    def show_comments(self, wanted: CommentFilter) -> None:
        """Show the comments that pass a filter: those behind a figure, say. In the workbench."""
        self.tabs.setCurrentWidget(self.workbench)
        self.workbench.show_comments(wanted)

    def apply_rules(self) -> None:
        """Let the keyword rules propose codings, in the background."""
        self.rules.apply()

    def open_at(self, surface: str, key: str) -> None:
        """A memo was being written when Engage stopped; or a tab was asked for."""
        if surface == SURFACE and key.isdigit():
            self.tabs.setCurrentWidget(self.workbench)
            self.workbench.open_memo(int(key))
        elif surface in _BY_SURFACE:
            self.tab(_BY_SURFACE[surface])

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes where the work is, not to the tabs."""
        super().showEvent(event)
        shown = self.tabs.currentWidget()
        if shown is not None and shown is not self.workbench:
            shown.setFocus()


class _Later(QWidget):
    """The place of a tab that is made when it is first shown."""

    def __init__(self, maker: Callable[[], LiveTab]) -> None:
        super().__init__()
        self._maker = maker
        self.made: LiveTab | None = None

    def make(self) -> LiveTab:
        """The tab, made now if it wasn't."""
        if self.made is None:
            self.made = self._maker()
            layout = QVBoxLayout(self)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(self.made)
            self.setFocusProxy(self.made)
            self.made.show()  # at once, not with the next turn of the event loop
        return self.made

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.make()


def _maker(session: Session, module: str, name: str) -> Callable[[], LiveTab]:
    return lambda: cast("LiveTab", getattr(import_module(module), name)(session))
