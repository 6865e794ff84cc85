"""How the Code page shares its width: three panels, or two with the codebook behind a tab."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from ui.pages.code_codebook import CodebookPanel
from ui.theme import theme

THREE_FROM = 820  # pixels at 100 % text size: less is too narrow for three panels
_QUEUE, _COMMENT, _CODEBOOK = 280, 430, 330
_BEHIND = 215  # the queue with the codebook behind it


class CodePanels(QWidget):
    """The queue, the comment and the codebook beside each other.

    In a narrow window, or with large text, the codebook shares the queue's place: one tab each.

    Args:
        queue: on the left.
        comment: in the middle.
        codebook: on the right, or behind the queue.
    """

    def __init__(self, queue: QWidget, comment: QWidget, codebook: CodebookPanel) -> None:
        super().__init__()
        self._queue, self._codebook = queue, codebook
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setTabBarAutoHide(True)  # a queue on its own needs no tab
        self.tabs.tabBar().setAccessibleName("Left of the comment")
        self.tabs.tabBar().setExpanding(False)
        self.tabs.addTab(queue, "Comments")
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        for panel, stretch in ((self.tabs, 3), (comment, 5), (codebook, 3)):
            self._splitter.addWidget(panel)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self._splitter.setSizes([theme.px(side) for side in (_QUEUE, _COMMENT, _CODEBOOK)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)
        theme.changed.connect(self._arrange)
        theme.changed.connect(self._share)

    @property
    def beside(self) -> bool:
        """Whether all three stand beside each other."""
        return self._splitter.count() == 3

    def bring(self, panel: QWidget) -> None:
        """Let the queue or the codebook be seen, where only one of them is."""
        if self.tabs.indexOf(panel) >= 0:
            self.tabs.setCurrentWidget(panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement for the width there is."""
        super().resizeEvent(event)
        self._arrange()

    def _share(self) -> None:
        """Give each panel the width that its text needs."""
        if self.beside:
            self._splitter.setSizes([theme.px(side) for side in (_QUEUE, _COMMENT, _CODEBOOK)])
        else:
            self._splitter.setSizes([theme.px(_BEHIND), self.width() - theme.px(_BEHIND)])

    def _arrange(self) -> None:
        wide = self.width() >= theme.px(THREE_FROM)
        if wide == self.beside:
            return
        if wide:
            self.tabs.removeTab(self.tabs.indexOf(self._codebook))
            self._splitter.addWidget(self._codebook)
            self._codebook.show()  # a tab that was behind another is hidden
        else:
            self.tabs.addTab(self._codebook, "Codebook")
            self.tabs.setCurrentIndex(0)
        self._share()
        self._codebook.set_compact(not wide)
        self._leave_room_below_tabs()

    def _leave_room_below_tabs(self) -> None:
        for panel in (self._queue, self._codebook):
            below = 0 if self.beside else theme.px(12)
            panel.setContentsMargins(0, below, 0, 0)
