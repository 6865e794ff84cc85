"""The Responses tab: finding, reading and tagging responses as an officer would."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from engage_app.domain.filters import CommentFilter
from engage_app.domain.response import ResponseRow
from engage_app.services import browsing, planning, tagging
from ui.pages.group_finder import GroupFinder
from ui.pages.responses import ResponsesPage
from ui.pages.responses_detail import CommentCard
from ui.pages.responses_filters import WITHOUT_GROUP
from ui.pages.responses_list import day
from ui.pages.responses_tab import ResponsesTab
from ui.session import Session
from ui.widgets.chip import Chip


@pytest.fixture
def page(qtbot: QtBot, clinic: Session) -> ResponsesPage:
    """The Responses page on screen."""
    made = ResponsesPage(clinic)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def tab(page: ResponsesPage) -> ResponsesTab:
    """Its first tab, its first response open."""
    return page.responses


def group_id(session: Session, name: str) -> int:
    """The id of a group."""
    listed = planning.groups(session.workspace, session.exercise_id)
    return next(group.id for group in listed if group.name == name)


def row_at(tab: ResponsesTab, place: int) -> ResponseRow:
    """A response as the workspace has it now."""
    ids = [tab.table.rows.pages.ids[place]]
    (row,) = browsing.response_rows(tab.session.workspace, ids)
    return row


def cells(tab: ResponsesTab, place: int) -> list[str]:
    """What a row of the table says."""
    model = tab.table.rows
    return [str(model.index(place, column).data()) for column in range(model.columnCount())]


def select(tab: ResponsesTab, *places: int) -> None:
    """Select rows, the first of them open."""
    tab.table.choose(places[0])
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for place in places[1:]:
        tab.table.selectionModel().select(tab.table.rows.index(place, 0), flags)


def pick_filter(tab: ResponsesTab, name: str, value: object) -> None:
    """Choose in one of the drop-downs of the filters."""
    box = tab.filters.boxes[name]
    box.setCurrentIndex(box.findData(value))


def chips(tab: ResponsesTab) -> list[Chip]:
    """The groups shown of the response that is open."""
    found = tab.detail.groups.findChildren(Chip)
    return [chip for chip in found if not chip.isHidden()]


def finder_of(widget: object) -> GroupFinder:
    """The dialog that is open and asks for a group."""
    return next(
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, GroupFinder) and each.isVisible() and each.parent() is widget
    )


def test_the_table_says_how_many_and_lists_them_in_order_of_arrival(tab: ResponsesTab) -> None:
    assert tab.count.text() == "24 responses"
    assert cells(tab, 2) == [
        "102",
        "Councillor",
        "Harbour Town Council",
        "Northtown",
        "Online survey",
        "Concern",
        "1",
        "3 Mar 2024",
    ]
    assert cells(tab, 23)[0] == "123"


def test_words_typed_list_the_responses_whose_comments_hold_them(
    qtbot: QtBot, tab: ResponsesTab
) -> None:
    qtbot.keyClicks(tab.filters.search, "parking")
    qtbot.keyClick(tab.filters.search, Qt.Key.Key_Return)

    assert [cells(tab, place)[0] for place in range(3)] == ["101", "109", "113"]
    assert tab.count.text() == "5 of 24 responses"


def test_a_group_lists_those_of_the_groups_below_it_too(tab: ResponsesTab) -> None:
    session = tab.session
    gp, nurse = group_id(session, "GP"), group_id(session, "Nurse")
    session.act(planning.move_group, session.exercise_id, nurse, gp)

    pick_filter(tab, "group_id", gp)

    assert tab.count.text() == "12 of 24 responses"


def test_filters_hold_together_and_are_cleared_at_once(qtbot: QtBot, tab: ResponsesTab) -> None:
    place = planning.places(tab.session.workspace, tab.session.exercise_id)[0]
    pick_filter(tab, "place_id", place.id)
    pick_filter(tab, "position", "welcomed")
    assert tab.count.text() == "4 of 24 responses"

    qtbot.mouseClick(tab.filters.clear_button, Qt.MouseButton.LeftButton)

    assert tab.count.text() == "24 responses"
    assert not tab.filters.clear_button.isVisible()


def test_a_filter_that_nothing_passes_says_so(qtbot: QtBot, tab: ResponsesTab) -> None:
    qtbot.keyClicks(tab.filters.search, "zeppelin")
    qtbot.keyClick(tab.filters.search, Qt.Key.Key_Return)

    assert tab.count.text() == "No response passes these filters"
    assert not tab.bar.add_group.isEnabled()
    assert tab.detail.response_id == 0


def test_responses_without_a_group_can_be_listed(tab: ResponsesTab) -> None:
    session = tab.session
    first = tab.table.rows.pages.ids[:3]
    session.act(tagging.untag, [first[0]], group_id(session, "GP"))

    pick_filter(tab, "group_id", WITHOUT_GROUP)

    assert tab.count.text() == "1 of 24 responses"
    assert tab.detail.response_id == first[0]


def test_g_tags_every_response_selected_with_the_group_typed(
    qtbot: QtBot, tab: ResponsesTab
) -> None:
    """One key, a few letters, Enter: and one undo takes it back."""
    select(tab, 1, 4, 5)
    assert tab.count.text() == "24 responses · 3 selected"
    tab.table.setFocus()

    qtbot.keyClick(tab.table, Qt.Key.Key_G)
    finder = finder_of(tab.bar)
    qtbot.keyClicks(finder.search, "counc")
    qtbot.keyClick(finder.search, Qt.Key.Key_Return)

    assert [row_at(tab, place).groups for place in (1, 4, 5)] == [
        ("Nurse", "Councillor"),
        ("GP", "Councillor"),
        ("Nurse", "Councillor"),
    ]
    assert cells(tab, 4)[1] == "GP, Councillor"
    assert tab.table.selected_count() == 3  # still at hand for the next tag

    tab.session.undo()

    assert cells(tab, 4)[1] == "GP"


def test_the_arrows_move_among_the_groups_found_while_typing(
    qtbot: QtBot, tab: ResponsesTab
) -> None:
    tab.bar.ask_group()
    finder = finder_of(tab.bar)

    qtbot.keyClick(finder.search, Qt.Key.Key_Down)
    qtbot.keyClick(finder.search, Qt.Key.Key_Return)

    assert row_at(tab, 0).groups == ("GP", "Nurse")


def test_removing_offers_only_groups_that_the_responses_carry(
    qtbot: QtBot, tab: ResponsesTab
) -> None:
    select(tab, 0, 1)
    tab.bar.ask_group_to_remove()
    finder = finder_of(tab.bar)
    model = finder.model
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["GP", "Nurse"]

    qtbot.keyClicks(finder.search, "nurse")
    qtbot.mouseClick(finder.take_button, Qt.MouseButton.LeftButton)

    assert [row_at(tab, place).groups for place in (0, 1)] == [("GP",), ()]


def test_the_one_group_they_all_carry_is_removed_without_asking(
    qtbot: QtBot, tab: ResponsesTab
) -> None:
    select(tab, 0, 4)

    qtbot.mouseClick(tab.bar.remove_group, Qt.MouseButton.LeftButton)

    assert [row_at(tab, place).groups for place in (0, 4)] == [(), ()]


def test_p_and_a_letter_set_the_position_and_as_answered_goes_back(
    qtbot: QtBot, tab: ResponsesTab
) -> None:
    select(tab, 0, 1)
    tab.table.setFocus()

    for letter, wanted in ((Qt.Key.Key_M, ["mixed"] * 2), (Qt.Key.Key_A, _ANSWERED)):
        qtbot.keyClick(tab.table, Qt.Key.Key_P)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        qtbot.keyClick(menu, letter)
        assert [row_at(tab, place).position for place in (0, 1)] == wanted


_ANSWERED = ["welcomed", "some concern"]


def test_the_place_of_many_is_set_and_taken_away(tab: ResponsesTab) -> None:
    select(tab, 0, 2)
    tab.bar.place_menu.aboutToShow.emit()
    words = [action.text() for action in tab.bar.place_menu.actions() if action.text()]
    assert words == ["Northtown", "Southtown", "No place"]

    tab.bar.place_menu.actions()[1].trigger()
    assert [row_at(tab, place).place for place in (0, 2)] == ["Southtown", "Southtown"]

    tab.bar.place_menu.actions()[-1].trigger()
    assert [row_at(tab, place).place for place in (0, 2)] == ["", ""]


def test_many_responses_are_tagged_in_the_background(
    qtbot: QtBot, tab: ResponsesTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than can be written in an instant must not hold up the window."""
    monkeypatch.setattr("ui.pages.responses_tagging.AT_ONCE", 5)
    tab.table.selectAll()
    tab.bar.ask_group()

    with qtbot.waitSignal(tab.session.changed) as heard:
        finder_of(tab.bar).chosen.emit(group_id(tab.session, "GP"))

    assert heard.args[0].count == 18  # six carried it
    qtbot.waitUntil(lambda: cells(tab, 1)[1] == "GP, Nurse")


def test_the_response_opened_shows_its_tags_comments_and_answers(tab: ResponsesTab) -> None:
    tab.table.choose(2)
    detail = tab.detail

    assert detail.title.text() == "Response 102"
    assert detail.facts.text() == "Online survey · 3 Mar 2024"
    assert [chip.text for chip in chips(tab)] == ["Councillor"]
    assert detail.place.currentText() == "Northtown"
    assert detail.position.currentText() == "As answered: Concern"
    assert detail.organisation.text() == "Harbour Town Council"
    (card,) = (card for card in detail.findChildren(CommentCard) if not card.isHidden())
    assert card.accessibleName().startswith("Comment 2: longer opening hours")


def test_delete_on_a_chip_removes_the_group_and_undo_brings_it_back(
    qtbot: QtBot, tab: ResponsesTab
) -> None:
    (chip,) = chips(tab)
    chip.setFocus()

    qtbot.keyClick(chip, Qt.Key.Key_Delete)

    assert (row_at(tab, 0).groups, chips(tab)) == ((), [])
    assert tab.detail.add_group.hasFocus()  # the keyboard is not lost with the chip

    tab.session.undo()

    assert [each.text for each in chips(tab)] == ["GP"]


def test_a_position_set_by_hand_goes_back_to_the_answer(qtbot: QtBot, tab: ResponsesTab) -> None:
    position = tab.detail.position
    position.setFocus()

    qtbot.keyClicks(position, "mix")
    qtbot.keyClick(position, Qt.Key.Key_Return)
    assert (row_at(tab, 0).position, position.currentText()) == ("mixed", "Mixed")

    position.setFocus()
    qtbot.keyClicks(position, "as ans")
    qtbot.keyClick(position, Qt.Key.Key_Return)
    assert row_at(tab, 0).position == "welcomed"
    assert position.currentText() == "As answered: Welcomed"


def test_what_is_no_choice_changes_nothing(qtbot: QtBot, tab: ResponsesTab) -> None:
    """A slip of the keyboard in a drop-down must not become a tag."""
    place = tab.detail.place
    place.setFocus()

    qtbot.keyClicks(place, "Atlantis")
    tab.table.setFocus()

    assert place.currentText() == "Northtown"
    assert row_at(tab, 0).place == "Northtown"


def test_a_click_on_a_comment_asks_for_it_on_the_code_page(qtbot: QtBot, tab: ResponsesTab) -> None:
    tab.table.choose(1)
    card = next(card for card in tab.detail.findChildren(CommentCard) if not card.isHidden())

    with qtbot.waitSignal(tab.session.comments_wanted) as asked:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)

    key = tab.table.current_id()
    title = "Response 101"
    assert asked.args == [CommentFilter(response_ids=(key,), response_ids_title=title)]


def test_typing_in_the_search_box_is_no_command(qtbot: QtBot, tab: ResponsesTab) -> None:
    tab.filters.search.setFocus()

    qtbot.keyClicks(tab.filters.search, "gp")

    assert tab.filters.search.text() == "gp"
    assert not tab.bar.findChildren(GroupFinder)


def test_typing_in_a_drop_down_is_no_command(qtbot: QtBot, tab: ResponsesTab) -> None:
    """G and P are keys of the response, not of the words typed in it."""
    tab.detail.place.setFocus()

    qtbot.keyClicks(tab.detail.place, "gp")

    assert tab.detail.place.currentText() == "gp"
    assert not tab.detail.findChildren(GroupFinder)


def test_g_tags_the_response_that_is_being_read(qtbot: QtBot, tab: ResponsesTab) -> None:
    (chip,) = chips(tab)
    chip.setFocus()

    qtbot.keyClick(chip, Qt.Key.Key_G)
    finder = finder_of(tab.detail)
    qtbot.keyClicks(finder.search, "nur")
    qtbot.keyClick(finder.search, Qt.Key.Key_Return)

    assert [each.text for each in chips(tab)] == ["GP", "Nurse"]


def test_what_changes_while_the_page_is_hidden_is_shown_on_return(
    page: ResponsesPage, tab: ResponsesTab
) -> None:
    page.hide()
    tab.session.act(tagging.tag, [tab.table.current_id()], group_id(tab.session, "Nurse"))
    page.show()

    assert cells(tab, 0)[1] == "GP, Nurse"


def test_an_exercise_without_responses_offers_the_next_step(
    qtbot: QtBot, page: ResponsesPage, tab: ResponsesTab
) -> None:
    session = tab.session
    session.choose_exercise(planning.add_exercise(session.workspace, "Another").created)
    assert tab.empty.isVisible()

    with qtbot.waitSignal(session.page_wanted) as asked:
        qtbot.mouseClick(tab.empty.action_button, Qt.MouseButton.LeftButton)

    assert asked.args == ["collect"]


@pytest.mark.parametrize(
    ("stored", "read"),
    [("2024-03-01T10:00:00", "1 Mar 2024"), ("2024-12-31", "31 Dec 2024"), ("", ""), ("x", "x")],
)
def test_days_are_written_the_british_way(stored: str, read: str) -> None:
    assert day(stored) == read
