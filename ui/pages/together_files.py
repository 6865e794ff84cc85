"""Which files to bring together."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from engage_app.services.workspace import SUFFIX
from ui import dialogs
from ui.pages.collect_home import DropArea
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button

ASK = "Drop the files your colleagues gave back here"
NAME = "Files to bring together"
_TITLE = "Choose the files to bring together"
KINDS = (
    "Any number of .engage files: exercises that were taken along, or whole workspaces. You see what"
    " they would bring before anything changes. The files themselves are only read."
)


class FilesStep(QWidget):
    """A drop area over the files chosen so far.

    Signals:
        changed: another choice of files.
        added: there are files to go on with.
    """

    changed = Signal()
    added = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.drop = DropArea(self._choose, ASK, KINDS, "Choose files…")
        self.drop.setMinimumHeight(theme.px(220))
        self.title = label("", "heading", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(NAME)
        self.list.setMinimumHeight(theme.px(120))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.out_button = button(
            "Leave this file out", "quiet", icon="remove", on_click=self.remove
        )
        self.out_button.setToolTip("Leave this file out (Delete)")
        self.paths: list[Path] = []
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.out_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.drop, 1)
        column.addLayout(line)
        column.addWidget(self.list, 1)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        self._show()

    def add(self, paths: Iterable[Path]) -> None:
        """Take these files too; the same one twice is one."""
        there = {path.resolve() for path in self.paths}
        for path in paths:
            if path.resolve() not in there:
                there.add(path.resolve())
                self.paths.append(path)
        self._show()
        if self.paths:
            self.added.emit()

    def remove(self) -> None:
        """Leave the current file out again."""
        row = self.list.currentRow()
        if row >= 0:
            del self.paths[row]
            self._show()
            self.list.setCurrentRow(min(row, len(self.paths) - 1))

    def _choose(self) -> None:
        self.add(dialogs.ask_several(self, _TITLE, dialogs.WORKSPACES))

    def _show(self) -> None:
        self.list.clear()
        self.list.addItems([f"{path.name}   {path.parent}" for path in self.paths])
        if self.paths:
            self.list.setCurrentRow(len(self.paths) - 1)
        self.title.setText(NAME)
        for part in (self.title, self.list, self.out_button):
            part.setVisible(bool(self.paths))
        self.changed.emit()


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files that are dragged; none where something else is among them."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return paths if len(paths) == len(urls) and all(path.is_file() for path in paths) else []


def bring_dropped(session: Session, event: QDropEvent, parent: QWidget) -> bool:
    """Look at the workspaces that were dropped; tells whether there were any."""
    from ui.pages.together import open_together

    if paths := dropped_workspaces(event):
        open_together(session, paths, parent)
    return bool(paths)


def dropped_workspaces(event: QDropEvent) -> list[Path]:
    """The workspaces that are dragged; none where any other file is among them."""
    paths = dropped_files(event)
    return paths if all(path.suffix.casefold() == SUFFIX for path in paths) else []
