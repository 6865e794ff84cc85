from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from engage_app.settings import data_folder
from ui.main_window import MainWindow
from ui.messages import Message, Tone
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.page import Page

KEYS = ("exercises", "overview", "responses")


class Plain(Page):
    title = "Page"

    def __init__(self) -> None:
        super().__init__()
        self.refreshed = 0

    def refresh(self) -> None:
        self.refreshed += 1


def make(qtbot: QtBot, settings: QSettings) -> MainWindow:
    window = MainWindow([(key, key.capitalize(), "info", Plain) for key in KEYS], settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def window(dressed: QApplication, qtbot: QtBot, settings: QSettings) -> MainWindow:
    return make(qtbot, settings)


def action(window: MainWindow, title: str) -> QAction:
    """The action of the menus with this title (without & and …)."""

    def inside(actions: list[QAction]) -> list[QAction]:
        found = []
        for one in actions:
            menu = one.menu()
            found += inside(menu.actions()) if isinstance(menu, QMenu) else [one]
        return found

    every = inside(window.menuBar().actions())
    return next(one for one in every if one.text().replace("&", "").rstrip("…") == title)


def test_pages_are_made_when_first_gone_to(window: MainWindow) -> None:
    assert window.built_pages == {}

    page = window.go_to("overview")
    assert list(window.built_pages) == ["overview"]
    assert window.go_to("overview") is page


def test_a_page_refreshes_whenever_it_comes_to_the_front(window: MainWindow) -> None:
    page = window.go_to("overview")
    window.go_to("responses")
    window.go_to("overview")

    assert isinstance(page, Plain)
    assert page.refreshed == 2
    assert window.current_page is page
    assert window.current_key == "overview"


def test_an_unknown_page_is_a_mistake(window: MainWindow) -> None:
    with pytest.raises(KeyError):
        window.go_to("nowhere")


def test_a_page_can_ask_for_another(window: MainWindow) -> None:
    window.go_to("overview").page_wanted.emit("responses")

    assert window.current_key == "responses"


def test_the_rail_shows_where_one_is(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.rail.button("responses"), Qt.MouseButton.LeftButton)

    assert window.current_key == "responses"
    window.go_to("overview")
    assert window.rail.button("overview").isChecked()
    assert not window.rail.button("responses").isChecked()


def test_a_page_within_another_has_no_entry_of_its_own(window: MainWindow) -> None:
    window.add_page_within("capture", "responses", Plain)
    page = window.go_to("capture")

    assert window.current_page is page
    assert window.rail.offered == list(KEYS)
    assert window.rail.button("responses").isChecked()
    window.set_pages_visible(["exercises", "responses"])
    assert window.current_key == "capture"
    window.set_pages_visible(["exercises"])
    assert window.current_key == "exercises"


def test_arrows_walk_the_rail(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("exercises")
    window.rail.button("exercises").setFocus()
    visited = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home):
        qtbot.keyClick(QApplication.focusWidget(), key)
        visited.append(window.current_key)
        assert QApplication.focusWidget() is window.rail.button(window.current_key)

    assert visited == ["overview", "responses", "responses", "overview", "exercises"]


def test_tab_stops_at_the_rail_once(window: MainWindow) -> None:
    window.go_to("overview")
    stops = [key for key in KEYS if window.rail.button(key).focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert stops == ["overview"]


def test_control_and_a_digit_go_to_the_pages_on_offer(window: MainWindow) -> None:
    window.set_pages_visible({"exercises", "responses"})
    go = action(window, "Responses")

    assert go.shortcut().toString() == "Ctrl+2"
    go.trigger()
    assert window.current_key == "responses"


def test_a_page_no_longer_on_offer_is_left(window: MainWindow) -> None:
    window.go_to("responses")
    window.set_pages_visible({"exercises"})

    assert window.current_key == "exercises"
    assert window.rail.offered == ["exercises"]


def test_a_narrow_window_shows_icons_with_names(window: MainWindow) -> None:
    wide = window.rail.width()
    window.resize(900, 700)
    entry = window.rail.button("overview")

    assert window.rail.collapsed
    assert window.rail.width() < wide / 2
    assert entry.text() == ""
    assert entry.accessibleName() == "Overview"
    assert entry.toolTip() == "Overview (Ctrl+2)"
    window.resize(1280, 700)
    assert not window.rail.collapsed


def test_larger_text_collapses_the_rail_sooner(window: MainWindow) -> None:
    window.set_appearance("light", 200)

    assert window.rail.collapsed


def test_the_title_names_the_file(window: MainWindow) -> None:
    window.set_workspace(Path("/home/officer/pbp-alignment.engage"))
    assert window.windowTitle() == "pbp-alignment.engage — Engage"
    assert action(window, "Save a copy").isEnabled()

    window.set_workspace(None)
    assert window.windowTitle() == "Engage"
    assert not action(window, "Save a copy").isEnabled()


@pytest.mark.parametrize(
    ("title", "signal"),
    [
        ("New workspace", "new_requested"),
        ("Open workspace", "open_requested"),
        ("Save a copy", "copy_requested"),
        ("Undo code comment", "undo_requested"),
        ("Redo add theme", "redo_requested"),
    ],
)
def test_menus_pass_on_what_is_asked(
    window: MainWindow, qtbot: QtBot, title: str, signal: str
) -> None:
    window.set_workspace(Path("x.engage"))
    window.set_undo("code comment", "add theme")
    with qtbot.waitSignal(getattr(window, signal)):
        action(window, title).trigger()


def test_with_nothing_to_undo_the_menu_says_so(window: MainWindow) -> None:
    window.set_undo("code comment")
    window.set_undo("")

    assert not action(window, "Undo").isEnabled()


def test_recent_workspaces_are_offered(window: MainWindow, qtbot: QtBot) -> None:
    path = Path("/srv/R&D/wards.engage")
    window.set_recent([path])
    with qtbot.waitSignal(window.recent_requested) as asked:
        window.menus.findChildren(QMenu)
        action(window, f"wards — {path.parent}".replace("&", "")).trigger()

    assert asked.args == [str(path)]


def test_look_and_place_are_remembered(
    window: MainWindow, qtbot: QtBot, settings: QSettings
) -> None:
    action(window, "Dark").trigger()
    action(window, "150%").trigger()
    window.resize(711, 577)  # what fits the offscreen screen
    window.close()

    again = MainWindow(settings=settings)
    qtbot.addWidget(again)
    assert (theme.mode, theme.text_scale) == ("dark", 1.5)
    assert (again.width(), again.height()) == (711, 577)
    assert action(again, "Dark").isChecked()
    assert action(again, "150%").isChecked()


def test_look_is_remembered_beside_the_other_settings(dressed: QApplication, qtbot: QtBot) -> None:
    """Where ENGAGE_DATA says, so that scripts and tests leave an officer's own window alone."""
    window = MainWindow()
    qtbot.addWidget(window)
    window.set_appearance("dark", 125)
    window.close()

    assert "colours=dark" in (data_folder() / "window.ini").read_text("utf-8")


def test_settings_that_make_no_sense_are_passed_over(
    dressed: QApplication, qtbot: QtBot, settings: QSettings
) -> None:
    settings.setValue("window/colours", "mauve")
    settings.setValue("window/text_size", "huge")
    settings.setValue("window/geometry", "nonsense")
    window = MainWindow(settings=settings)
    qtbot.addWidget(window)

    assert (theme.mode, theme.text_scale) == ("system", 1.0)


def test_text_grows_by_steps_and_stops_at_the_largest(window: MainWindow) -> None:
    sizes = []
    for _ in range(6):
        action(window, "Larger text").trigger()
        sizes.append(round(theme.text_scale * 100))
    action(window, "Smaller text").trigger()

    assert sizes == [125, 150, 175, 200, 200, 200]
    assert theme.text_scale == 1.75


def test_messages_go_to_the_page_in_front(window: MainWindow) -> None:
    page = window.go_to("overview")
    window.say(Message(Tone.ERROR, "Sorry."))

    assert [banner.message.text for banner in page.findChildren(Banner)] == ["Sorry."]


def test_before_there_is_a_page_messages_go_to_the_foot(window: MainWindow) -> None:
    window.say(Message(Tone.ERROR, "Sorry.", "Try again."))

    foot = [words.text() for words in window.statusBar().findChildren(QLabel)]
    assert "Sorry. Try again." in foot


def test_what_is_said_in_passing_passes(window: MainWindow, qtbot: QtBot) -> None:
    window.status("Saved.", 1)
    foot = window.statusBar().findChildren(QLabel)[0]

    qtbot.waitUntil(lambda: foot.text() == "")


def test_closing_lets_callers_finish(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()


def test_the_shortcuts_box_lists_every_key(window: MainWindow, qtbot: QtBot) -> None:
    action(window, "Keyboard shortcuts").trigger()
    box = window.findChildren(QDialog)[0]
    words = [shown.text() for shown in box.findChildren(QLabel)]

    for key in ("Ctrl+O", "Ctrl+Z", "Ctrl+1", "F1"):
        assert words.count(key) == 1
    box.close()


def test_the_about_box_names_the_version(window: MainWindow) -> None:
    action(window, "About Engage").trigger()
    box = window.findChildren(QDialog)[0]

    assert any("Version" in shown.text() for shown in box.findChildren(QLabel))
    box.close()
