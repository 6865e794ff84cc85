"""Icons of one family, drawn in the colours of the current theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from resources import path_of
from ui.theme import theme

SIZES = (16, 20, 24, 32, 48, 64)
_cache: dict[tuple[str, str, str, bool], QIcon] = {}
GAP = 0.35  # between an icon and the words of its button, in widths of the icon


def icon(name: str, colour: str | None = None, *, gap: bool = False) -> QIcon:
    """An icon in a colour of the theme.

    Args:
        name: a file of resources/icons, without its ending.
        colour: a token ("primary", "on_rail" …) or "#RRGGBB"; None takes that of text.
        gap: whether words follow: room for them is part of the picture, for Qt leaves too little.

    A widget keeps the pixels it is given: use `set_icon` for what should follow the theme.
    """
    ink = theme.colour(colour or "text").name()
    faded = theme.colour("disabled").name()
    if (key := (name, ink, faded, gap)) not in _cache:
        made = QIcon()
        for size in SIZES:
            made.addPixmap(_pixmap(name, ink, size, gap=gap))
            made.addPixmap(_pixmap(name, faded, size, gap=gap), QIcon.Mode.Disabled)
        _cache[key] = made
    return _cache[key]


def application_icon() -> QIcon:
    """The mark of Engage, for title bars and task bars."""
    return QIcon(str(path_of("icons/engage.svg")))


def set_icon(
    target: QAbstractButton | QAction,
    name: str,
    colour: str | None = None,
    size: int = 18,
    *,
    gap: bool = False,
) -> None:
    """Give a button or action an icon that follows theme and text size.

    Args:
        target: what wears the icon.
        name: as `icon`.
        colour: as `icon`.
        size: pixels at 100 % text size; an action's size is its menu's affair.
        gap: as `icon`.
    """
    target.setProperty("engage_icon", [name, colour or "", size, gap])
    _wear(target)
    if not theme.property("engage_dresses_icons"):
        theme.setProperty("engage_dresses_icons", True)
        theme.changed.connect(_dress_all)


def _wear(target: QObject) -> None:
    wanted = target.property("engage_icon")
    if not wanted:
        return
    name, colour, size, gap = wanted
    if isinstance(target, QAbstractButton):
        target.setIcon(icon(name, colour or None, gap=gap))
        side = theme.px(size)
        target.setIconSize(QSize(round(side * (1 + GAP)) if gap else side, side))
    elif isinstance(target, QAction):
        target.setIcon(icon(name, colour or None))


def _dress_all() -> None:
    _cache.clear()
    for widget in QApplication.allWidgets():
        _wear(widget)
        for action in widget.actions():
            _wear(action)


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return path_of(f"icons/{name}.svg").read_text(encoding="utf-8")


def _renderer(name: str, ink: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", ink).encode()))


def _pixmap(name: str, ink: str, size: int, *, gap: bool) -> QPixmap:
    pixmap = QPixmap(round(size * (1 + GAP)) if gap else size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, ink).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


class Picture(QWidget):
    """An icon on its own. It says nothing to a screen reader: the words beside it do."""

    def __init__(self, name: str, colour: str = "text", size: int = 20) -> None:
        super().__init__()
        self._name, self._colour, self._size = name, colour, size
        theme.changed.connect(self._fit)
        self._fit()

    def draw(self, name: str, colour: str) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        """A square that grows with the text."""
        side = theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw in the theme's colour of this moment."""
        painter = QPainter(self)
        ink = theme.colour(self._colour).name()
        _renderer(self._name, ink).render(painter, QRectF(self.rect()))
        painter.end()

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
