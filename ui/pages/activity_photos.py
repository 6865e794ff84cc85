"""The photos of an activity: added by button, drop or paste; a strip of small pictures; a viewer."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSignalBlocker, QSize, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QImageReader,
    QImageWriter,
    QKeySequence,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.activity import Photo
from engage_app.errors import DocumentError, EngageError
from engage_app.progress import Progress
from engage_app.services import photos
from engage_app.services.photos import SmallPhoto
from ui import dialogs
from ui.pages.exercises_list import counted
from ui.pages.photo_viewer import PhotoViewer
from ui.session import Session
from ui.tasks import Job
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.tips import plain

FILES = "Photos (*.jpg *.jpeg *.png *.webp *.gif *.bmp *.tif *.tiff);;All files (*)"
_HELP = (
    "Flip charts, as they were. Drop photos here or paste one. They are made smaller, and where and"
    " when they were taken is removed."
)
_SIDE = 112  # pixels of a small picture at 100 % text size
_KEPT = 300  # small pictures kept in memory
_IdRole = Qt.ItemDataRole.UserRole + 1
Read = tuple[list[SmallPhoto], list[EngageError]]


class ActivityPhotos(QFrame):
    """The card with the photos of one activity."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setAcceptDrops(True)
        self._session = session
        self.activity_id = 0
        self._photos: Sequence[Photo] = ()
        self._small: dict[str, QPixmap] = {}
        self.strip = QListWidget()
        self.add_button = button("Add photos…", icon="add", on_click=self.choose)
        self.paste_button = button("Paste", "quiet", on_click=self.paste)
        self.remove_button = button("Remove photo", "quiet", on_click=self.remove)
        self._dress()
        self._build()
        theme.changed.connect(self._fit)
        self._fit()

    def _dress(self) -> None:
        strip = self.strip
        strip.setAccessibleName("Photos")
        strip.setAccessibleDescription("Enter opens a photo, Delete removes it.")
        strip.setViewMode(QListView.ViewMode.IconMode)
        strip.setResizeMode(QListView.ResizeMode.Adjust)
        strip.setMovement(QListView.Movement.Static)
        strip.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        strip.setTextElideMode(Qt.TextElideMode.ElideRight)
        strip.setAcceptDrops(False)  # the card takes them
        strip.setWordWrap(False)
        strip.itemActivated.connect(lambda _: self.view())
        strip.currentRowChanged.connect(lambda row: self.remove_button.setEnabled(row >= 0))
        for keys, slot in (("Del", self.remove), ("Ctrl+V", self.paste)):
            shortcut = QShortcut(QKeySequence(keys), strip)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(8))
        column.addWidget(label("Photos", "strong"))
        column.addWidget(label(_HELP, "hint", wrap=True))
        line = QWidget()
        flow = FlowLayout(line, gap=theme.px(8))
        for each in (self.add_button, self.paste_button, self.remove_button):
            flow.addWidget(each)
        column.addWidget(line)
        column.addWidget(self.strip)
        self.paste_button.setToolTip("Paste a picture or copied files (Ctrl+V in the list)")

    def show_photos(self, activity_id: int) -> None:
        """Show those of an activity; 0 shows none."""
        row = self.strip.currentRow() if activity_id == self.activity_id else 0
        self.activity_id = activity_id
        workspace = self._session.workspace
        self._photos = photos.photos(workspace, activity_id) if activity_id else ()
        with QSignalBlocker(self.strip):
            self.strip.clear()
            for photo in self._photos:
                self.strip.addItem(self._item(photo))
            self.strip.setCurrentRow(min(max(row, 0), len(self._photos) - 1))
        self.strip.setVisible(bool(self._photos))
        self.remove_button.setVisible(bool(self._photos))
        self.remove_button.setEnabled(bool(self._photos))

    def choose(self) -> None:
        """Ask for photos and add them."""
        self.add_files(dialogs.ask_several(self, "Choose photos", FILES))

    def paste(self) -> None:
        """Add the picture or the files on the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self.add_files(files)
        elif data.hasImage():
            image = data.imageData()
            if isinstance(image, QImage | QPixmap):
                self._add_picture(_png(image))
        else:
            self._session.said.emit("There is no picture to paste.")

    def add_files(self, paths: Sequence[Path]) -> None:
        """Read photos in the background and hang them on the activity shown now."""
        activity_id = self.activity_id
        if not paths or not activity_id:
            return

        def read(progress: Progress) -> Read:
            return photos.read_photos(paths, progress)

        self._start(read, activity_id, f"Reading {counted(len(paths), 'photo')}")

    def _add_picture(self, data: bytes) -> None:
        def read(_progress: Progress) -> Read:
            return [photos.read_pasted(data)], []

        if self.activity_id:
            self._start(read, self.activity_id, "Reading the picture")

    def _start(self, read: Job[Read], activity_id: int, what: str) -> None:
        session, workspace = self._session, self._session.workspace

        def done(found: Read) -> None:
            fresh, wrong = found
            if not session.has_workspace or session.workspace is not workspace:
                return
            if fresh and session.act(photos.add_photos, activity_id, fresh):
                session.said.emit(f"{counted(len(fresh), 'photo')} added.")
            if wrong:
                session.failed.emit(_together(wrong))

        task = session.runner.run(read, done, session.failed.emit)
        session.working.emit(task, what)

    def view(self) -> None:
        """Open the photo chosen, large."""
        row = self.strip.currentRow()
        if 0 <= row < len(self._photos):
            viewer = PhotoViewer(self, self._session, self._photos, row)
            viewer.open()

    def remove(self) -> None:
        """Take the photo chosen off the activity. Undoable."""
        row = self.strip.currentRow()
        if 0 <= row < len(self._photos):
            session = self._session
            if session.act(photos.remove_photo, self._photos[row].id):
                session.said.emit("Photo removed. Undo brings it back.")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere on the card."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        data = event.mimeData()
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if files:
            self.add_files(files)
        elif data.hasImage() and isinstance(image := data.imageData(), QImage):
            self._add_picture(_png(image))

    def _item(self, photo: Photo) -> QListWidgetItem:
        words = photo.caption or photo.file_name
        item = QListWidgetItem(QIcon(self._picture(photo)), words)
        item.setData(_IdRole, photo.id)
        item.setToolTip(plain(words))
        return item

    def _picture(self, photo: Photo) -> QPixmap:
        """The photo, small; kept, for the list is read again with every change."""
        if photo.sha256 not in self._small:
            if len(self._small) >= _KEPT:
                self._small.clear()
            data = QBuffer()
            data.setData(QByteArray(photos.picture(self._session.workspace, photo.id)))
            reader = QImageReader(data, b"jpeg")
            side = theme.px(_SIDE) * 2
            whole = QSize(photo.width, photo.height)
            reader.setScaledSize(whole.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
            self._small[photo.sha256] = QPixmap.fromImage(reader.read())
        return self._small[photo.sha256]

    def _fit(self) -> None:
        side = theme.px(_SIDE)
        words = self.strip.fontMetrics().lineSpacing()
        self.strip.setIconSize(QSize(side, side))
        self.strip.setGridSize(QSize(side + theme.px(20), side + words + theme.px(20)))
        self.strip.setFixedHeight(side + words + theme.px(40))


def _together(wrong: Sequence[EngageError]) -> EngageError:
    """What is wrong with the first, and how many others can't be read either."""
    first, others = wrong[0], len(wrong) - 1
    if not others:
        return first
    words = f"{first.message} {counted(others, 'other photo')} can't be read either."
    return DocumentError(words, action=first.action)


def _png(image: QImage | QPixmap) -> bytes:
    """A picture from the clipboard as bytes that storage can read."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image.toImage() if isinstance(image, QPixmap) else image)
    return bytes(buffer.data().data())
