"""The menus of the window: what can be asked for, not how it is done."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ui.theme import Mode

MODES: dict[Mode, str] = {"system": "As the &system", "light": "&Light", "dark": "&Dark"}
TEXT_SIZES = (100, 125, 150, 175, 200)  # per cent


class Menus(QObject):
    """File, Edit, View and Help.

    Signals:
        appearance_chosen: (mode, text size in per cent).
        page_chosen: the number of a page on offer, from 1.
        recent_chosen: the path of a workspace opened lately.
    """

    new_chosen = Signal()
    open_chosen = Signal()
    recent_chosen = Signal(str)
    copy_chosen = Signal()
    take_along_chosen = Signal()
    together_chosen = Signal()
    export_codings_chosen = Signal()
    import_codings_chosen = Signal()
    close_chosen = Signal()
    undo_chosen = Signal()
    redo_chosen = Signal()
    appearance_chosen = Signal(str, int)
    page_chosen = Signal(int)
    shortcuts_chosen = Signal()
    about_chosen = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        keys = QKeySequence.StandardKey
        bar = window.menuBar()
        file = bar.addMenu("&File")
        self._add(file, "&New workspace…", self.new_chosen.emit, QKeySequence(keys.New))
        self._add(file, "&Open workspace…", self.open_chosen.emit, QKeySequence(keys.Open))
        self._recent = file.addMenu("Open &recent")
        self.copy = self._add(file, "Save a &copy…", self.copy_chosen.emit, "Ctrl+Shift+S")
        file.addSeparator()
        self.take_along = self._add(file, "&Take an exercise along…", self.take_along_chosen.emit)
        self.together = self._add(file, "&Bring captures together…", self.together_chosen.emit)
        file.addSeparator()
        send, bring = self.export_codings_chosen.emit, self.import_codings_chosen.emit
        self.export_codings = self._add(file, "&Export codings…", send)
        self.import_codings = self._add(file, "&Import codings…", bring)
        file.addSeparator()
        self._add(file, "&Quit", self.close_chosen.emit, "Ctrl+Q")
        edit = bar.addMenu("&Edit")
        self.undo = self._add(edit, "&Undo", self.undo_chosen.emit, QKeySequence(keys.Undo))
        self.redo = self._add(edit, "&Redo", self.redo_chosen.emit, QKeySequence(keys.Redo))
        view = bar.addMenu("&View")
        self._pages = view.addMenu("&Go to")
        view.addSeparator()
        self._modes = self._choices(view.addMenu("&Colours"), MODES.items())
        sizes = ((size, f"&{size}%") for size in TEXT_SIZES)
        self._sizes = self._choices(view.addMenu("&Text size"), sizes)
        self._add(view, "&Larger text", lambda: self._resize(1), QKeySequence(keys.ZoomIn))
        self._add(view, "S&maller text", lambda: self._resize(-1), QKeySequence(keys.ZoomOut))
        help_ = bar.addMenu("&Help")
        self._add(help_, "&Keyboard shortcuts", self.shortcuts_chosen.emit, "F1")
        self._add(help_, "&About Engage", self.about_chosen.emit)
        self.set_recent([])
        self.set_undo("", "")

    def set_recent(self, paths: Iterable[Path]) -> None:
        """Offer these workspaces, the latest first."""
        self._recent.clear()
        for path in list(paths)[:9]:
            name = f"{path.stem} — {path.parent}".replace("&", "&&")
            self._add(self._recent, name, partial(self.recent_chosen.emit, str(path)))
        self._recent.setEnabled(not self._recent.isEmpty())

    def set_undo(self, undo: str, redo: str) -> None:
        """Say what would be undone and done again; empty where nothing is."""
        for action, word, what in ((self.undo, "&Undo", undo), (self.redo, "&Redo", redo)):
            action.setText(f"{word} {what.replace('&', '&&')}".strip())
            action.setEnabled(bool(what))

    def set_pages(self, titles: Iterable[str]) -> None:
        """Offer these pages under Ctrl+1 to Ctrl+9."""
        for action in self._pages.actions():
            self._pages.removeAction(action)
            action.deleteLater()
        for number, title in enumerate(titles, 1):
            keys = f"Ctrl+{number}" if number <= 9 else ""
            self._add(self._pages, title, partial(self.page_chosen.emit, number), keys)

    def show_appearance(self, mode: str, per_cent: int) -> None:
        """Tick the colours and the text size in use."""
        for group, value in ((self._modes, mode), (self._sizes, per_cent)):
            for action in group.actions():
                action.setChecked(action.data() == value)

    def shortcuts(self) -> list[tuple[str, str]]:
        """(what, keys) of every action that has a key, in the order of the menus."""
        return _with_keys(self._window.menuBar().actions())

    def _resize(self, by: int) -> None:
        now = self._chosen(self._sizes)
        place = min(max(TEXT_SIZES.index(now) + by, 0), len(TEXT_SIZES) - 1)
        self.appearance_chosen.emit(self._chosen(self._modes), TEXT_SIZES[place])

    def _choices(self, menu: QMenu, choices: Iterable[tuple[object, str]]) -> QActionGroup:
        group = QActionGroup(self)
        for value, title in choices:
            action = self._add(menu, title, self._appearance)
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
        return group

    def _appearance(self) -> None:
        self.appearance_chosen.emit(self._chosen(self._modes), self._chosen(self._sizes))

    def _chosen(self, group: QActionGroup) -> object:
        chosen = group.checkedAction() or group.actions()[0]
        return chosen.data()

    def _add(
        self,
        menu: QMenu,
        title: str,
        on_choice: Callable[[], object],
        keys: QKeySequence | str = "",
    ) -> QAction:
        action = QAction(title, menu)
        action.setShortcut(keys)
        action.triggered.connect(lambda _checked=False: on_choice())
        menu.addAction(action)
        return action


def _with_keys(actions: Iterable[QAction]) -> list[tuple[str, str]]:
    found = []
    for action in actions:
        menu = action.menu()
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if isinstance(menu, QMenu):
            found += _with_keys(menu.actions())
        elif keys:
            found.append((_plain(action.text()), keys))
    return found


def _plain(title: str) -> str:
    return title.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
