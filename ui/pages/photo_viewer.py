"""One photo at a time, as large as the window, with its caption."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from engage_app.domain.activity import Photo
from engage_app.errors import EngageError
from engage_app.services import photos
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button


class PhotoViewer(QDialog):
    """Page Up and Page Down turn to the next photo; the caption is saved when it is left."""

    def __init__(
        self, parent: QWidget, session: Session, listed: Sequence[Photo], row: int
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._captions = {photo.id: photo.caption for photo in listed}
        self._listed = listed
        self._row = row
        self.canvas = _Canvas()
        self.caption = QLineEdit()
        self.caption.setAccessibleName("Caption")
        self.caption.setPlaceholderText("What it shows, e.g. “Table 3, second question”")
        self.where = label("", "hint")
        self.before = button("Previous", "quiet", on_click=lambda: self.turn(-1))
        self.after = button("Next", "quiet", on_click=lambda: self.turn(1))
        self._build()
        self.caption.editingFinished.connect(self.commit)
        self._show()

    def _build(self) -> None:
        line = QHBoxLayout()
        name = QLabel("&Caption")
        name.setBuddy(self.caption)
        line.addWidget(name)
        line.addWidget(self.caption, 1)
        turning = QHBoxLayout()
        turning.addWidget(self.before)
        turning.addWidget(self.where)
        turning.addWidget(self.after)
        turning.addStretch(1)
        turning.addWidget(button("Close", "primary", on_click=self.close))
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(12))
        column.addWidget(self.canvas, 1)
        column.addLayout(line)
        column.addLayout(turning)
        self.resize(theme.px(900), theme.px(700))

    @property
    def photo(self) -> Photo:
        """The one shown."""
        return self._listed[self._row]

    def turn(self, by: int) -> None:
        """Show the next (1) or the one before (−1)."""
        if 0 <= self._row + by < len(self._listed):
            self.commit()
            self._row += by
            self._show()

    def commit(self) -> None:
        """Save the caption, where it is another one."""
        typed = " ".join(self.caption.text().split())
        if typed != self._captions[self.photo.id] and self._session.has_workspace:
            if self._session.act(photos.set_caption, self.photo.id, typed) is not None:
                self._captions[self.photo.id] = typed
            else:
                self.caption.setText(self._captions[self.photo.id])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn."""
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.key() in turns:
            self.turn(turns[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Escape or Close: the caption is saved."""
        self.commit()
        super().done(result)

    def _show(self) -> None:
        picture = QPixmap()
        try:
            picture.loadFromData(photos.picture(self._session.workspace, self.photo.id))
        except EngageError as error:
            self._session.failed.emit(error)
        caption = self._captions[self.photo.id]
        self.canvas.show_picture(picture, caption or self.photo.file_name)
        self.caption.setText(caption)
        self.setWindowTitle(self.photo.file_name)
        self.where.setText(f"{self._row + 1} of {len(self._listed)}")
        self.before.setEnabled(self._row > 0)
        self.after.setEnabled(self._row < len(self._listed) - 1)


class _Canvas(QWidget):
    """A picture, scaled to the room there is."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setMinimumSize(theme.px(200), theme.px(160))

    def show_picture(self, picture: QPixmap, name: str) -> None:
        """Show this one; `name` is what a screen reader says."""
        self._picture = picture
        self.setAccessibleName(f"Photo: {name}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the middle."""
        if self._picture.isNull():
            return
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        where = QRectF(left, top, size.width(), size.height())
        painter.drawPixmap(where, self._picture, QRectF(self._picture.rect()))
        painter.end()
