import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from engage_app.errors import NotPossible
from engage_app.progress import Cancelled
from ui.messages import Message, Tone
from ui.theme import apply_theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import button
from ui.widgets.page import Page


class Plan(Page):
    key = "plan"
    title = "Plan"
    icon_name = "plan"


class LongPlan(Plan):
    scrolls = True


@pytest.fixture
def page(dressed: QApplication, qtbot: QtBot) -> Plan:
    made = Plan()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def said(page: Page) -> list[str]:
    return [banner.message.text for banner in page.findChildren(Banner) if banner.isVisible()]


def test_a_page_has_a_heading_and_a_name(page: Plan) -> None:
    assert page.heading.text() == "Plan"
    assert page.accessibleName() == "Plan"
    assert not page.subtitle.isVisible()

    page.set_subtitle("12 groups")
    assert page.subtitle.isVisible()


def test_a_message_takes_the_place_of_the_one_before(page: Plan) -> None:
    page.say(Message(Tone.SUCCESS, "Imported 243 responses."))
    page.say(Message(Tone.INFO, "Nothing new."))

    assert said(page) == ["Nothing new."]


def test_a_message_can_be_dismissed_and_leaves_no_gap(page: Plan, qtbot: QtBot) -> None:
    page.say(Message(Tone.INFO, "Nothing new."))
    banner = page.findChildren(Banner)[0]
    with qtbot.waitSignal(banner.destroyed):
        qtbot.mouseClick(banner.dismiss_button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: not page.banners.isVisible())


def test_escape_dismisses_a_message(page: Plan, qtbot: QtBot) -> None:
    page.say(Message(Tone.INFO, "Nothing new."))
    qtbot.keyClick(page.findChildren(Banner)[0].dismiss_button, Qt.Key.Key_Escape)

    assert said(page) == []


def test_a_message_may_offer_what_to_do(page: Plan, qtbot: QtBot) -> None:
    pressed: list[str] = []
    banner = page.banners.say(
        Message(Tone.WARNING, "14 responses name an unknown group."),
        action="Show them",
        on_action=lambda: pressed.append("shown"),
    )
    offered = next(
        found for found in banner.findChildren(QPushButton) if found.text() == "Show them"
    )
    qtbot.mouseClick(offered, Qt.MouseButton.LeftButton)

    assert pressed == ["shown"]


def test_screen_readers_hear_the_kind_of_message_and_all_its_words(page: Plan) -> None:
    page.fail(NotPossible("No exercise is chosen.", action="Choose one first."))

    spoken = page.findChildren(Banner)[0].accessibleName()
    assert spoken == "Problem: No exercise is chosen. Choose one first."


def test_a_cancelled_job_says_nothing(page: Plan) -> None:
    page.fail(Cancelled())

    assert said(page) == []


def test_messages_are_never_mark_up(page: Plan) -> None:
    page.say(Message(Tone.INFO, "<b>x</b>"))
    words = page.findChildren(Banner)[0].findChildren(QLabel)

    assert [word.textFormat() for word in words] == [Qt.TextFormat.PlainText]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [500, 900, 1600])
def test_the_head_of_a_page_is_never_cut(
    dressed: QApplication, qtbot: QtBot, scale: float, width: int
) -> None:
    """Actions wrap under the heading where there is no room beside it."""
    apply_theme(dressed, "light", scale)
    page = Plan()
    qtbot.addWidget(page)
    page.set_subtitle("Realigning place-based partnerships with council footprints, June 2022")
    actions = [button(name) for name in ("Copy table", "Filter", "Make report")]
    for action in actions:
        page.add_action(action)
    page.resize(width, 700)
    page.show()
    qtbot.waitExposed(page)

    for part in actions:
        corner = part.mapTo(page, part.rect().bottomRight())
        assert corner.x() <= page.width()
        assert part.height() >= part.sizeHint().height()
        holder = part.parentWidget()
        assert holder is not None
        assert part.geometry().bottom() <= holder.height()
    for words in (page.heading, page.subtitle):
        assert words.height() >= words.heightForWidth(words.width())


def test_a_long_page_scrolls_as_a_whole(dressed: QApplication, qtbot: QtBot) -> None:
    page = LongPlan()
    qtbot.addWidget(page)
    tall = QLabel("x")
    tall.setMinimumHeight(3000)
    page.body.addWidget(tall)
    page.resize(900, 600)
    page.show()
    qtbot.waitExposed(page)

    assert tall.height() == 3000
    assert page.minimumSizeHint().height() < 600
