"""The window: a rail of pages, the page chosen, menus, and a strip that says what is going on."""

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engage_app.settings import data_folder
from ui.help_dialogs import about_dialog, shortcuts_dialog
from ui.icons import application_icon
from ui.menus import MODES, TEXT_SIZES, Menus
from ui.messages import Message
from ui.theme import Mode, apply_theme, label, theme
from ui.widgets.navigation import NavigationRail
from ui.widgets.page import Page
from ui.widgets.progress_strip import ProgressStrip

Factory = Callable[[], Page]
Entry = tuple[str, str, str, Factory]  # key, title, icon, and how the page is made

COLLAPSES_BELOW = 1000  # pixels at 100 % text size


class MainWindow(QMainWindow):
    """Shows pages and passes on what is asked for in the menus.

    Pages are made when they are first gone to. Nothing here knows a workspace: callers connect
    the signals and tell the window what to show.

    Signals:
        page_changed: the key of the page now in front.
        recent_requested: the path of a workspace.
        closing: the window is about to go; wait for jobs here.
    """

    new_requested = Signal()
    open_requested = Signal()
    recent_requested = Signal(str)
    copy_requested = Signal()
    take_along_requested = Signal()
    together_requested = Signal()
    export_codings_requested = Signal()
    import_codings_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    page_changed = Signal(str)
    closing = Signal()

    def __init__(self, pages: Sequence[Entry] = (), settings: QSettings | None = None) -> None:
        super().__init__()
        self._settings = _own_settings() if settings is None else settings
        self._factories: dict[str, Factory] = {}
        self._titles: dict[str, str] = {}
        self._within: dict[str, str] = {}
        self._built: dict[str, Page] = {}
        self._current = ""
        mode, size = self._remembered()
        _dress(mode, size)  # before there is anything to dress: nothing is styled twice
        self.setWindowIcon(application_icon())
        self.rail = NavigationRail()
        self.progress = ProgressStrip()
        self._stack = QStackedWidget()
        # A page asks for the room it likes; the window must still be as narrow as the officer's.
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._lay_out()
        self.menus = Menus(self)
        self._connect()
        self._said = label("")
        self._forget = QTimer(self, singleShot=True)
        self._forget.timeout.connect(self._said.clear)
        self.statusBar().addWidget(self._said, 1)
        self.statusBar().setSizeGripEnabled(False)
        for entry in pages:
            self.add_page(*entry)
        self.set_workspace(None)
        self._restore()

    def add_page(self, key: str, title: str, icon: str, factory: Factory) -> None:
        """Append a page to the rail; it is made when it is first gone to."""
        self._factories[key] = factory
        self._titles[key] = title
        self.rail.add(key, title, icon)
        self._offer()

    def add_page_within(self, key: str, parent: str, factory: Factory) -> None:
        """Add a page without an entry of its own: the rail marks the one it belongs to."""
        self._factories[key] = factory
        self._within[key] = parent

    def set_pages_visible(self, keys: Collection[str]) -> None:
        """Offer these pages only. If the one in front is not among them, the first is gone to."""
        self.rail.set_visible(keys)
        self._offer()
        offered = self.rail.offered
        shown = self._within.get(self._current, self._current)
        if shown and shown not in offered and offered:
            self.go_to(offered[0])

    def go_to(self, key: str) -> Page:
        """Bring a page to the front, let it refresh, and return it.

        Raises:
            KeyError: there is no such page.
        """
        page = self.page(key)
        self._current = key
        self._stack.setCurrentWidget(page)
        self.rail.select(self._within.get(key, key))
        page.refresh()
        self.page_changed.emit(key)
        return page

    def page(self, key: str) -> Page:
        """A page, made now if it wasn't.

        Raises:
            KeyError: there is no such page.
        """
        if key not in self._built:
            page = self._factories[key]()
            page.page_wanted.connect(self.go_to)
            self._built[key] = page
            self._stack.addWidget(page)
        return self._built[key]

    @property
    def current_key(self) -> str:
        """The key of the page in front, or empty."""
        return self._current

    @property
    def current_page(self) -> Page | None:
        """The page in front."""
        return self._built.get(self._current)

    @property
    def built_pages(self) -> dict[str, Page]:
        """The pages made so far."""
        return dict(self._built)

    def set_workspace(self, path: Path | None) -> None:
        """Put the name of the workspace's file into the title bar."""
        self.setWindowTitle(f"{path.name} — Engage" if path is not None else "Engage")
        self.setWindowFilePath(str(path) if path is not None else "")
        menus = self.menus
        with_files = (menus.copy, menus.take_along, menus.together)
        for action in (*with_files, menus.export_codings, menus.import_codings):
            action.setEnabled(path is not None)

    def set_recent(self, paths: Iterable[Path]) -> None:
        """Offer these workspaces under Open recent."""
        self.menus.set_recent(paths)

    def set_undo(self, undo: str, redo: str = "") -> None:
        """Say in the Edit menu what would be undone and redone; empty where nothing is."""
        self.menus.set_undo(undo, redo)

    def status(self, text: str, milliseconds: int = 6000) -> None:
        """Say something in passing at the bottom of the window; 0 milliseconds: until the next."""
        self._said.setText(text)
        self._forget.stop()
        if milliseconds:
            self._forget.start(milliseconds)

    def say(self, message: Message) -> None:
        """Show a message at the top of the page in front."""
        page = self.current_page
        if page is not None:
            page.say(message)
        else:
            self.status(f"{message.text} {message.advice}".strip(), 0)

    def set_appearance(self, mode: str, per_cent: int) -> None:
        """Choose colours ("light", "dark", "system") and text size, and remember both."""
        chosen: Mode = next((known for known in MODES if known == mode), "system")
        size = per_cent if per_cent in TEXT_SIZES else TEXT_SIZES[0]
        _dress(chosen, size)
        self._settings.setValue("window/colours", chosen)
        self._settings.setValue("window/text_size", size)
        self.menus.show_appearance(chosen, size)
        self._collapse()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shows icons only in the rail."""
        super().resizeEvent(event)
        self._collapse()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember place and size, and let callers finish."""
        self._settings.setValue("window/geometry", self.saveGeometry())
        self._settings.sync()
        self.closing.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.progress)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(centre)
        self.setMinimumSize(640, 480)
        centre.setFocus()  # not the first page's button: Tab begins there

    def _connect(self) -> None:
        menus = self.menus
        menus.new_chosen.connect(self.new_requested)
        menus.open_chosen.connect(self.open_requested)
        menus.recent_chosen.connect(self.recent_requested)
        menus.copy_chosen.connect(self.copy_requested)
        menus.take_along_chosen.connect(self.take_along_requested)
        menus.together_chosen.connect(self.together_requested)
        menus.export_codings_chosen.connect(self.export_codings_requested)
        menus.import_codings_chosen.connect(self.import_codings_requested)
        menus.close_chosen.connect(self.close)
        menus.undo_chosen.connect(self.undo_requested)
        menus.redo_chosen.connect(self.redo_requested)
        menus.appearance_chosen.connect(self.set_appearance)
        menus.page_chosen.connect(self._go_to_number)
        menus.shortcuts_chosen.connect(lambda: shortcuts_dialog(self, menus.shortcuts()).open())
        menus.about_chosen.connect(self._about)
        self.rail.chosen.connect(self.go_to)

    def _offer(self) -> None:
        self.menus.set_pages(self._titles[key] for key in self.rail.offered)

    def _go_to_number(self, number: int) -> None:
        self.go_to(self.rail.offered[number - 1])

    def _about(self) -> None:
        from importlib.metadata import PackageNotFoundError, version  # nobody waits for it

        try:
            known = version("engage")
        except PackageNotFoundError:  # run from a checkout that was never installed
            known = "unknown"
        lines = (
            "Stakeholder engagement from the survey export to the board paper.",
            "Works without a network: what respondents wrote stays on this computer.",
        )
        about_dialog(self, known, lines).open()

    def _collapse(self) -> None:
        grown = COLLAPSES_BELOW * (1 + theme.text_scale) / 2
        self.rail.set_collapsed(self.width() < grown)

    def _remembered(self) -> tuple[Mode, int]:
        mode = self._settings.value("window/colours")
        size = str(self._settings.value("window/text_size"))
        known: Mode = next((known for known in MODES if known == mode), "system")
        return known, next((step for step in TEXT_SIZES if str(step) == size), TEXT_SIZES[0])

    def _restore(self) -> None:
        self.set_appearance(*self._remembered())
        geometry = self._settings.value("window/geometry")
        if not isinstance(geometry, QByteArray) or not self.restoreGeometry(geometry):
            room = self.screen().availableGeometry()  # less what the frame takes
            self.resize(min(1280, room.width() - 16), min(800, room.height() - 48))


def _own_settings() -> QSettings:
    """Beside Engage's other settings: `ENGAGE_DATA` moves these too."""
    return QSettings(str(data_folder() / "window.ini"), QSettings.Format.IniFormat)


def _dress(mode: Mode, per_cent: int) -> None:
    app = cast("QApplication", QApplication.instance())
    if (mode, per_cent / 100) != (theme.mode, theme.text_scale) or not app.styleSheet():
        apply_theme(app, mode, per_cent / 100)
