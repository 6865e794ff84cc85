import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from resources import path_of
from ui.icons import SIZES, Picture, application_icon, icon, set_icon
from ui.theme import apply_theme
from ui.tokens import DARK, LIGHT

NAMES = sorted(path.stem for path in path_of("icons").glob("*.svg"))


def inks(image: QImage) -> set[str]:
    """The colours of the opaque pixels."""
    colours = set()
    for x in range(image.width()):
        for y in range(image.height()):
            pixel = image.pixelColor(x, y)
            if pixel.alpha() == 255:
                colours.add(pixel.name().upper())
    return colours


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_something(dressed: QApplication, name: str) -> None:
    assert inks(icon(name).pixmap(24, 24).toImage())


@pytest.mark.parametrize("name", [name for name in NAMES if name != "engage"])
def test_icons_are_of_one_family(name: str) -> None:
    drawing = path_of(f"icons/{name}.svg").read_text(encoding="utf-8")

    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke="currentColor"' in drawing
    assert 'stroke-width="1.75"' in drawing
    assert 'stroke-linecap="round"' in drawing


def test_an_icon_is_drawn_once_a_colour(dressed: QApplication) -> None:
    assert icon("add").cacheKey() == icon("add").cacheKey()
    assert icon("add").cacheKey() != icon("add", "#FF0000").cacheKey()


def test_an_icon_has_several_sizes_and_a_faded_one(dressed: QApplication) -> None:
    assert {size.width() for size in icon("add").availableSizes()} == set(SIZES)
    normal = icon("add").pixmap(QSize(48, 48), mode=icon("add").Mode.Normal).toImage()
    faded = icon("add").pixmap(QSize(48, 48), mode=icon("add").Mode.Disabled).toImage()
    assert LIGHT.text in inks(normal)
    assert LIGHT.disabled in inks(faded)


def test_icons_of_buttons_and_actions_follow_the_theme(dressed: QApplication, qtbot: QtBot) -> None:
    button, menu = QPushButton("Add"), QMenu()
    action = QAction("Add")
    menu.addAction(action)
    for widget in (button, menu):
        qtbot.addWidget(widget)
    set_icon(button, "add", size=20)
    set_icon(action, "add")

    apply_theme(dressed, "dark", 2.0)

    assert button.iconSize() == QSize(40, 40)
    for wearer in (button, action):
        assert DARK.text in inks(wearer.icon().pixmap(48, 48).toImage())


def test_a_picture_follows_the_theme(dressed: QApplication, qtbot: QtBot) -> None:
    picture = Picture("add", "link", 32)
    qtbot.addWidget(picture)

    apply_theme(dressed, "dark", 2.0)

    assert picture.size() == QSize(64, 64)
    assert QColor(DARK.link).name().upper() in inks(picture.grab().toImage())


def test_the_application_has_a_mark(dressed: QApplication) -> None:
    assert "#005EB8" in inks(application_icon().pixmap(64, 64).toImage())
