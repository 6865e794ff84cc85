"""Typing a workshop: Enter files, and nothing typed is lost on the way."""

from collections.abc import Iterator

import pytest
from building import Small
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engage_app.domain.activity import ActivityKind, AgendaItem
from engage_app.domain.contribution import Contribution
from engage_app.services import activity_parts, contributing, drafts, planning, resuming
from engage_app.services.workspace import Workspace
from ui.pages.capture import SURFACE, CapturePage
from ui.pages.capture_agenda import AgendaBar
from ui.pages.capture_list import AT_ONCE, MOST
from ui.session import Session
from ui.tasks import TaskRunner
from ui.theme import apply_theme, theme
from ui.widgets.banner import Banner

ENTER, BACK = Qt.Key.Key_Return, Qt.Key.Key_Backspace
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def session(qapp: QApplication, small: Small) -> Iterator[Session]:
    """The small exercise, with a hall that nobody has typed in."""
    planning.add_activity(
        small.workspace, small.exercise, ActivityKind.WORKSHOP, "Hall", date="2026-05-14"
    )
    made = Session(TaskRunner())
    assert made.open(small.workspace.path)
    made.choose_exercise(small.exercise)
    yield made
    made.runner.close()
    made.close()


def opened(qtbot: QtBot, session: Session) -> CapturePage:
    """The page on screen, the keyboard on its line."""
    page = CapturePage(session)
    qtbot.addWidget(page)
    page.resize(1080, 770)
    page.show()
    qtbot.waitExposed(page)
    page.refresh()
    return page


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> CapturePage:
    return opened(qtbot, session)


def say(qtbot: QtBot, page: CapturePage, words: str) -> None:
    qtbot.keyClicks(page.entry.line, words)
    qtbot.keyClick(page.entry.line, ENTER)


def said(page: CapturePage, session: Session) -> list[Contribution]:
    activity = page.place.activity_id
    assert activity is not None
    return contributing.latest(session.workspace, activity)


def chips(page: CapturePage) -> list[str]:
    return [chip.accessibleName() for chip in page.entry.marks.chips]


def names_offered(page: CapturePage) -> list[str]:
    popup = page.entry.line.popup
    if not popup.isVisible():
        return []
    role = Qt.ItemDataRole.AccessibleTextRole
    return [popup.item(row).data(role) for row in range(popup.count())]


def test_the_latest_workshop_and_the_first_question_are_picked(
    page: CapturePage, session: Session
) -> None:
    assert page.setup.activity.combo.currentText() == "Hall · 14 May 2026"
    assert page.setup.question.combo.currentText() == "View"
    assert page.entry.line.isEnabled()


def test_enter_files_and_the_line_is_free(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    say(qtbot, page, "The bus is late")
    assert page.entry.untouched
    assert [row.text for row in page.list.rows.rows] == ["The bus is late"]
    assert [row.text for row in said(page, session)] == ["The bus is late"]
    qtbot.keyClick(page.entry.line, ENTER)  # of nothing, nothing comes
    assert len(said(page, session)) == 1


def test_names_are_offered_while_a_sign_is_typed(qtbot: QtBot, page: CapturePage) -> None:
    line = page.entry.line
    qtbot.keyClicks(line, "Full by nine #")
    assert names_offered(page) == ["Access", "Parking", "Trust"]
    qtbot.keyClicks(line, "p")
    assert names_offered(page) == ["Parking"]
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert chips(page) == ["Parking"]
    assert line.words() == "Full by nine "
    assert names_offered(page) == []


def test_arrows_choose_and_escape_leaves_the_letters(qtbot: QtBot, page: CapturePage) -> None:
    line = page.entry.line
    qtbot.keyClicks(line, "!con")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, ENTER)
    assert chips(page) == ["Some concern"]
    qtbot.keyClicks(line, "@res")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert names_offered(page) == []
    assert line.words() == "@res"
    assert page.isVisible()


def test_a_sign_alone_is_filed_as_it_stands(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    """Enter takes no name that nobody has begun to type."""
    say(qtbot, page, "So they said !")
    assert said(page, session)[-1].text == "So they said !"


def test_backspace_before_the_first_letter_takes_the_last_chip(
    qtbot: QtBot, page: CapturePage
) -> None:
    qtbot.keyClicks(page.entry.line, "#parking @res ")
    assert chips(page) == ["Residents", "Parking"]
    qtbot.keyClick(page.entry.line, BACK)
    assert chips(page) == ["Residents"]
    qtbot.keyClick(page.entry.line, BACK)
    assert chips(page) == []


def test_keys_set_group_and_position_and_take_them_off(qtbot: QtBot, page: CapturePage) -> None:
    line = page.entry.line
    qtbot.keyClick(line, Qt.Key.Key_F3)
    qtbot.keyClick(line, Qt.Key.Key_4, ALT)
    assert chips(page) == ["Residents", "Concern"]
    assert "Alt+4\u00a0Residents" in page.help.findChildren(type(page.subtitle))[3].text()
    qtbot.keyClick(line, Qt.Key.Key_F3)
    qtbot.keyClick(line, Qt.Key.Key_4, ALT)
    assert chips(page) == []


@pytest.mark.parametrize(
    ("typed", "filed", "quote"),
    [
        ('"Never on time"', "Never on time", True),
        ('"Never" is what Ann said', '"Never" is what Ann said', True),
        ('""Never" is what Ann said', '"Never" is what Ann said', False),
        ('\\"Never" is what Ann said', '"Never" is what Ann said', False),
        ("*Never on time", "Never on time", True),
        ("**starred", "*starred", False),
        ("++ for the nurses", "+ for the nurses", False),
    ],
)
def test_openers_are_taken_off_and_typed_twice_are_themselves(
    qtbot: QtBot, page: CapturePage, typed: str, filed: str, quote: bool
) -> None:
    say(qtbot, page, typed)
    row = page.list.rows.rows[-1]
    assert (row.text, row.marks.quote) == (filed, quote)


def test_what_is_pasted_or_composed_stays_as_it_is(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    """Signs in pasted words set nothing; blanks that don't break stay what they are."""
    clipboard = QApplication.clipboard()
    clipboard.setText('"##2\u00a0buses" #parking !concern 😀')
    qtbot.keyClick(page.entry.line, Qt.Key.Key_V, CTRL)
    event = QInputMethodEvent()
    event.setCommitString("é")
    QApplication.sendEvent(page.entry.line, event)
    qtbot.keyClicks(page.entry.line, " #trust x")
    assert chips(page) == ["Trust"]
    qtbot.keyClick(page.entry.line, ENTER)
    (row,) = said(page, session)
    assert row.text == '"##2\u00a0buses" #parking !concern 😀é x'
    assert row.marks.quote is False


def test_a_sticky_group_gives_way_to_one_typed(
    qtbot: QtBot, page: CapturePage, session: Session, small: Small
) -> None:
    page.setup.group.show_value(small.groups["Residents"])
    page.setup.table.setText("Table 3")
    say(qtbot, page, "From here")
    say(qtbot, page, "@surgeries From there")
    say(qtbot, page, "+ and more from there")
    groups = [row.marks.groups for row in said(page, session)]
    surgeries = (small.groups["Surgeries"],)
    assert groups == [(small.groups["Residents"],), surgeries, surgeries]
    assert {row.marks.table for row in said(page, session)} == {"Table 3"}


def test_a_draft_is_on_disk_within_a_second_and_comes_back(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    with qtbot.waitSignal(page.keeper.saved):
        qtbot.keyClicks(page.entry.line, "+#parking half a sent")
    assert resuming.last() is not None

    again = opened(qtbot, session)  # as after a crash: nobody cleared anything
    assert again.entry.line.words() == "half a sent"
    assert chips(again) == ["Same speaker", "Parking"]
    (banner,) = again.banners.findChildren(Banner)
    assert banner.message.text.startswith("Your words from ")
    qtbot.keyClicks(again.entry.line, "ence")
    qtbot.keyClick(again.entry.line, ENTER)
    assert said(again, session)[-1].text == "half a sentence"
    assert drafts.load(session.workspace, *again.keeper.draft) is None


def test_a_draft_can_be_discarded(qtbot: QtBot, page: CapturePage, session: Session) -> None:
    qtbot.keyClicks(page.entry.line, "never mind")
    page.keeper.save_now()
    again = opened(qtbot, session)
    (banner,) = again.banners.findChildren(Banner)
    qtbot.mouseClick(banner.findChildren(type(again.done))[0], Qt.MouseButton.LeftButton)
    assert again.entry.untouched
    assert drafts.load(session.workspace, *again.keeper.draft) is None


def test_a_correction_under_way_is_a_draft_too(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    say(qtbot, page, "Busses")
    qtbot.keyClick(page.entry.line, Qt.Key.Key_Up)
    qtbot.keyClicks(page.entry.line, " are late")
    page.keeper.save_now()
    again = opened(qtbot, session)
    assert again.entry.editing is not None
    qtbot.keyClick(again.entry.line, ENTER)
    assert [row.text for row in said(again, session)] == ["Busses are late"]


def test_leaving_keeps_the_words_and_done_forgets_the_place(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    qtbot.keyClicks(page.entry.line, "half")
    with qtbot.waitSignal(session.page_wanted):
        qtbot.keyClick(page.entry.line, Qt.Key.Key_Escape)
    page.hide()
    assert drafts.load(session.workspace, *page.keeper.draft) is not None
    page.show()
    page.refresh()
    assert page.entry.line.words() == "half"
    assert page.banners.findChildren(Banner) == []  # nobody was away
    qtbot.keyClick(page.entry.line, ENTER)
    page.hide()
    assert resuming.last() is None


def test_each_activity_has_its_own_draft(
    qtbot: QtBot, page: CapturePage, session: Session, small: Small
) -> None:
    hall = page.place.activity_id
    assert hall is not None
    qtbot.keyClicks(page.entry.line, "in the hall")
    page.place.choose_activity(small.activities["workshop"])
    assert page.entry.untouched
    qtbot.keyClicks(page.entry.line, "elsewhere")
    page.place.choose_activity(hall)
    assert page.entry.line.words() == "in the hall"
    kept = {
        each.content["text"] for each in drafts.kept(session.workspace) if each.surface == SURFACE
    }
    assert kept == {"in the hall", "elsewhere"}


def test_words_stay_on_the_line_where_they_can_not_be_filed(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    failures: list[object] = []
    session.failed.connect(failures.append)
    session.workspace.connection.execute("PRAGMA query_only = ON")
    say(qtbot, page, "The bus is late")
    session.workspace.connection.execute("PRAGMA query_only = OFF")
    assert len(failures) == 1
    assert page.entry.line.words() == "The bus is late"
    qtbot.keyClick(page.entry.line, ENTER)
    assert [row.text for row in said(page, session)] == ["The bus is late"]


def test_undo_elsewhere_is_seen_and_a_correction_of_what_is_gone_keeps_its_words(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    say(qtbot, page, "The bus is late")
    qtbot.keyClick(page.entry.line, Qt.Key.Key_Up)
    session.undo()
    assert page.list.rows.rows == []
    assert page.entry.editing is None
    qtbot.keyClick(page.entry.line, ENTER)
    assert [row.text for row in said(page, session)] == ["The bus is late"]


def test_arrows_go_through_what_was_filed(qtbot: QtBot, page: CapturePage) -> None:
    line = page.entry.line
    for words in ("one", "two", "three"):
        say(qtbot, page, words)
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(line, key)
        seen.append(line.words())
    assert seen == ["three", "two", "three", ""]


def test_delete_in_the_list_takes_one_out_and_enter_corrects_it(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    for words in ("one", "two"):
        say(qtbot, page, words)
    page.list.setCurrentIndex(page.list.rows.index(0))
    qtbot.keyClick(page.list, ENTER)
    assert page.entry.line.words() == "one"
    qtbot.keyClick(page.entry.line, Qt.Key.Key_Escape)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert [row.text for row in said(page, session)] == ["two"]
    session.undo()
    assert [row.text for row in page.list.rows.rows] == ["one", "two"]


def test_a_split_of_a_new_one_files_what_is_before_the_cursor(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    line = page.entry.line
    qtbot.keyClicks(line, "Buses are late. Parking is dear")
    for _ in range(len("Parking is dear")):
        qtbot.keyClick(line, Qt.Key.Key_Left)
    qtbot.keyClick(line, ENTER, CTRL)
    assert [row.text for row in said(page, session)] == ["Buses are late."]
    assert line.words() == "Parking is dear"
    kept = drafts.load(session.workspace, *page.keeper.draft)
    assert kept is not None
    assert kept.content["text"] == "Parking is dear"


def test_earlier_ones_are_read_when_they_are_scrolled_to(
    qtbot: QtBot, page: CapturePage, session: Session, small: Small
) -> None:
    hall = page.place.activity_id
    assert hall is not None
    for number in range(AT_ONCE + 30):
        contributing.contribute(session.workspace, hall, small.questions["view"], f"No. {number}")
    session.changed.emit(contributing.remove(session.workspace, said(page, session)[-1].id))
    assert len(page.list.rows.rows) == AT_ONCE
    page.list.scrollToTop()
    qtbot.waitUntil(lambda: len(page.list.rows.rows) == AT_ONCE + 29)
    assert page.list.rows.rows[0].text == "No. 0"


def test_the_list_holds_no_more_than_it_must(qtbot: QtBot, page: CapturePage) -> None:
    """Or each Enter would take a little longer than the one before."""
    for number in range(MOST + 5):
        say(qtbot, page, f"{number}")
        assert len(page.list.rows.rows) <= MOST
    assert page.list.rows.rows[-1].text == str(MOST + 4)


def test_what_was_picked_is_there_again(
    qtbot: QtBot, page: CapturePage, session: Session, small: Small
) -> None:
    page.place.choose_activity(small.activities["workshop"])
    page.setup.table.setText("Table 9")
    page.setup.table.editingFinished.emit()
    page.hide()
    again = CapturePage(session)
    qtbot.addWidget(again)
    again.show()
    again.open_at(SURFACE, str(small.activities["workshop"]))
    assert again.setup.activity.combo.currentText() == "Workshop"
    assert again.place.table == "Table 9"


def test_an_exercise_without_anything_begins_with_a_name(
    qtbot: QtBot, session: Session, workspace: Workspace
) -> None:
    empty = planning.add_exercise(session.workspace, "Empty").created
    session.choose_exercise(empty)
    page = opened(qtbot, session)
    assert not page.entry.isEnabled()
    for field, words in ((page.setup.activity, "Hall"), (page.setup.question, "What matters?")):
        assert field.naming()
        qtbot.keyClicks(field.line, words)
        qtbot.keyClick(field.line, ENTER)
    say(qtbot, page, "Buses")
    assert [row.text for row in said(page, session)] == ["Buses"]


def test_at_200_per_cent_line_and_fields_are_whole(
    qtbot: QtBot, session: Session, qapp: QApplication
) -> None:
    """In a small laptop's window; the list takes what is left, and the keys wait to be asked for."""
    apply_theme(qapp, "light", 2.0)
    page = CapturePage(session)
    qtbot.addWidget(page)
    page.resize(1160, 700)
    page.show()
    page.refresh()
    QApplication.processEvents()
    for part in (page.entry.line, page.setup.table, page.setup.group, page.done):
        seen = part.visibleRegion().boundingRect()
        assert seen.height() == part.height() > part.fontMetrics().lineSpacing()
        assert seen.width() == part.width()
    assert page.help.isHidden()
    assert page.entry.geometry().bottom() <= page.height()
    apply_theme(qapp, "light", 1.0)


def test_the_agenda_says_how_long_an_item_has_been_on(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    hall = page.place.activity_id
    assert hall is not None
    assert page.agenda.isHidden()
    items = [AgendaItem(0, "Getting there", 15), AgendaItem(0, "Any other business", None)]
    session.act(activity_parts.set_agenda, hall, items)
    assert not page.agenda.isHidden()
    assert "Getting there" in page.agenda.item.text()


def test_the_timer_pauses_goes_on_and_says_calmly_that_time_is_over(qtbot: QtBot) -> None:
    now = [0.0]
    bar = AgendaBar(lambda: now[0])
    qtbot.addWidget(bar)
    bar.show_items([AgendaItem(1, "Getting there", 1), AgendaItem(2, "Costs", None)])
    bar.start_or_pause()
    now[0] = 45.0
    bar.start_or_pause()
    now[0] = 100.0
    assert bar.keeper.seconds() == 45
    bar.start_or_pause()
    now[0] = 130.0
    bar.show_time()
    assert bar.time.text() == "0:15 over 1 min"
    bar.go_on()
    now[0] = 140.0
    bar.show_time()
    assert (bar.item.text(), bar.time.text()) == ("2 of 2 · Costs", "0:10")
    assert not bar.next.isEnabled()
    bar.show_items([])
    assert bar.isHidden()


def wholly_seen(part: QWidget) -> bool:
    """Whether nothing of it is cut off, and there is something of it."""
    return not part.size().isEmpty() and part.visibleRegion().boundingRect().size() == part.size()


def test_what_is_set_is_seen_at_once(qtbot: QtBot, page: CapturePage, session: Session) -> None:
    """The chips are whole from the first one, and when a contribution is corrected."""
    line = page.entry.line
    assert chips(page) == []
    for typed, names in (('"', ["Quote"]), ("@res", ["Quote", "Residents"])):
        qtbot.keyClicks(line, typed)
        qtbot.keyClick(line, Qt.Key.Key_Tab)
        assert chips(page) == names
        assert all(wholly_seen(chip) for chip in page.entry.marks.chips)
        line.setFocus()
    say(qtbot, page, "Late")
    assert wholly_seen(page.entry.marks)
    assert chips(page) == []
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert chips(page) == ["Quote", "Residents"]
    assert all(wholly_seen(chip) for chip in page.entry.marks.chips)


def test_tab_stays_on_the_page_and_escape_leaves_from_anywhere(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    hall = page.place.activity_id
    assert hall is not None
    session.act(activity_parts.set_agenda, hall, [AgendaItem(0, "Costs"), AgendaItem(0, "Views")])
    outside = QLineEdit()  # as the window's rail is
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.addWidget(outside)
    row.addWidget(page)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    say(qtbot, page, "The bus is late")
    line = page.entry.line
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        line.setFocus()
        seen: list[QWidget] = []
        while not seen or seen[-1] is not line:
            qtbot.keyClick(QApplication.focusWidget(), key)
            part = QApplication.focusWidget()
            assert part is not None
            seen.append(part)
            assert len(seen) < 20
        assert {page.list, page.agenda.start, page.setup.table, page.setup.activity.combo} <= {
            *seen
        }
        assert outside not in seen
        for part in seen[:-1]:
            part.setFocus()
            qtbot.keyClick(part, Qt.Key.Key_Escape)
            assert line.hasFocus(), part
    with qtbot.waitSignal(session.page_wanted):
        qtbot.keyClick(line, Qt.Key.Key_Escape)
    page.setParent(None)


def test_letters_typed_in_the_list_go_to_the_line(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    say(qtbot, page, "The bus is late")
    page.list.setFocus()
    qtbot.keyClick(page.list, "T")
    assert page.entry.line.hasFocus()
    qtbot.keyClicks(page.entry.line, "oo")
    assert page.entry.line.words() == "Too"
    assert page.entry.editing is None


def test_the_keys_of_the_agenda_are_said_where_there_is_one(
    qtbot: QtBot, page: CapturePage, session: Session
) -> None:
    hall = page.place.activity_id
    assert hall is not None
    assert page.help.times.isHidden()
    session.act(activity_parts.set_agenda, hall, [AgendaItem(0, "Costs"), AgendaItem(0, "Views")])
    assert not page.help.times.isHidden()
    for key, part in (("F9", page.agenda.start), ("F12", page.agenda.next)):
        assert key in page.help.times.text()
        assert key in part.toolTip()
    qtbot.keyClick(page.entry.line, Qt.Key.Key_F9)
    assert page.agenda.keeper.running
    qtbot.keyClick(page.entry.line, Qt.Key.Key_F12)
    assert page.agenda.keeper.place == 1


def test_a_long_activity_ends_in_an_ellipsis_and_its_tip_is_whole(
    qtbot: QtBot, page: CapturePage, session: Session, small: Small
) -> None:
    title = "Voluntary, community, faith and social enterprise partners of the whole county"
    changes = planning.add_activity(session.workspace, small.exercise, ActivityKind.WORKSHOP, title)
    session.changed.emit(changes)
    assert changes.created is not None
    combo = page.setup.activity.combo
    assert combo.shown_words() == "Hall · 14 May 2026"
    page.place.choose_activity(changes.created)
    page.entry.line.setFocus()
    shown = combo.shown_words()
    assert shown.endswith("…")
    assert title.startswith(shown[:-1])
    assert title in combo.toolTip()
    field = combo.words_field()
    ended = field.grab().toImage()
    combo.setFocus()
    qtbot.waitUntil(combo.hasFocus)
    assert field.grab().toImage() != ended


def test_rows_leave_the_border_of_the_list_whole(qtbot: QtBot, page: CapturePage) -> None:
    """Its ring says that the keyboard is there."""
    say(qtbot, page, "The bus is late")
    page.list.setFocus()
    qtbot.waitUntil(page.list.hasFocus)
    middle, last = page.list.width() // 2, page.list.height() - 1
    drawn = page.list.grab().toImage()
    ring = theme.colour("focus").rgb()
    assert drawn.pixel(middle, 0) == drawn.pixel(middle, last) == ring
    assert page.list.viewport().geometry().top() >= theme.px(4)
