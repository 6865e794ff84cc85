"""Personal details on the workbench: marked, covered with keys and from the menu, undone."""

import pytest
from building import Small, add_response, small_exercise
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from engage_app.domain.coding import Span
from engage_app.domain.redaction import DetailKind, RedactionStatus
from engage_app.services import codebook, coding, redacting
from engage_app.services.workspace import Workspace
from ui.pages.code import CodePage
from ui.pages.code_text import CommentText
from ui.session import Session

_Key = Qt.Key
SAID = "Ring Priya Raghunathan on 07700 900123 😀 about parking, not Zork"
PRIYA, PHONE = Span(5, 22), Span(26, 38)
ZORK = Span(len(SAID) - 4, len(SAID))


@pytest.fixture
def small(workspace: Workspace) -> Small:
    """A small exercise; one more comment, the first of the queue's search, names somebody."""
    built = small_exercise(workspace)
    with workspace.acting("bring in") as action:
        add_response(action, built, group="Residents", view=SAID)
    redacting.propose(workspace, built.exercise)
    return built


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> CodePage:
    """The Code page on screen, the comment that names somebody chosen."""
    made = CodePage(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.queue.step(len(made.queue.model.pages.ids) - 1)
    assert made.comment.text.toPlainText() == SAID
    return made


def states(page: CodePage) -> dict[str, str]:
    """Words of the comment shown that were found or marked, with what was decided."""
    found = redacting.of_comment(page.workbench._session.workspace, page.queue.current_id())
    return {SAID[each.span.start : each.span.end]: each.status.value for each in found}


def row_text(page: CodePage) -> str:
    """What the queue shows of the comment."""
    row = page.queue.model.pages.row(page.queue.list.currentIndex().row())
    assert row is not None
    return str(row.text)


def menu_at_cursor(qtbot: QtBot, text: CommentText) -> QMenu:
    """The menu that the menu key opens."""
    where = text.cursorRect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(text, QContextMenuEvent(reason, where, text.mapToGlobal(where)))
    return popup(qtbot)


def popup(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    return shown


def entries(menu: QMenu) -> list[str]:
    return [each.text().split("\t")[0] for each in menu.actions()]


def choose(qtbot: QtBot, menu: QMenu, words: str) -> None:
    """Go to an entry with the arrows and press Enter."""
    while (now := menu.activeAction()) is None or not now.text().startswith(words):
        qtbot.keyClick(menu, _Key.Key_Down)
    qtbot.keyClick(menu, _Key.Key_Return)


def test_what_is_found_is_named_for_screen_readers_and_explained(page: CodePage) -> None:
    described = page.comment.text.accessibleDescription()
    assert "“Priya Raghunathan”: Name: perhaps a personal detail, not covered" in described
    assert "“07700 900123”: Telephone number: perhaps" in described
    assert page.comment.legend.text().startswith("Dotted:")
    assert page.comment.legend.isVisible()


def test_x_covers_what_was_found_one_after_the_other_and_undo_uncovers(
    qtbot: QtBot, page: CodePage, session: Session
) -> None:
    with qtbot.waitSignal(session.said) as said:
        qtbot.keyClick(page.queue.list, _Key.Key_X)
    assert said.args == ["“Priya Raghunathan” is covered outside this page: [name removed]"]
    assert states(page) == {"Priya Raghunathan": "accepted", "07700 900123": "proposed"}
    assert row_text(page).startswith("Ring [name removed] on 07700 900123")
    assert page.comment.text.toPlainText() == SAID  # the editor shows the words
    assert "“Priya Raghunathan”: Name: covered outside this page" in (
        page.comment.text.accessibleDescription()
    )

    qtbot.keyClick(page.queue.list, _Key.Key_X)
    assert row_text(page).startswith("Ring [name removed] on [telephone number removed]")
    assert page.comment.legend.text() == "Hatched: covered outside this page."

    session.undo()
    session.undo()
    assert set(states(page).values()) == {"proposed"}
    assert row_text(page) == SAID
    assert "covered outside" not in page.comment.text.accessibleDescription()


def test_x_covers_the_words_selected_as_a_name_without_the_blanks_around(
    qtbot: QtBot, page: CodePage, session: Session
) -> None:
    text = page.comment.text
    text.setFocus()
    text.select_span(Span(ZORK.start - 1, ZORK.end))
    assert "X covers them" in page.comment.selected.text()
    qtbot.keyClick(text, _Key.Key_X)

    assert states(page)["Zork"] == "accepted"
    assert row_text(page).endswith("not [name removed]")
    assert (text.selected_span(), text.hasFocus()) == (None, True)
    session.undo()
    assert "Zork" not in states(page)
    assert row_text(page) == SAID


def test_selecting_with_the_keyboard_counts_characters_beyond_the_basic_plane_once(
    qtbot: QtBot, page: CodePage
) -> None:
    text = page.comment.text
    text.setFocus()
    qtbot.keyClick(text, _Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(text, _Key.Key_Left, both)
    qtbot.keyClick(text, _Key.Key_X)
    assert states(page)["Zork"] == "accepted"


def test_exactly_what_was_found_keeps_its_kind(qtbot: QtBot, page: CodePage) -> None:
    page.comment.text.select_span(PHONE)
    qtbot.keyClick(page.comment.text, _Key.Key_X)
    assert "[telephone number removed]" in row_text(page)
    assert states(page) == {"Priya Raghunathan": "proposed", "07700 900123": "accepted"}


def test_shift_x_asks_for_the_kind_and_offers_name_first(qtbot: QtBot, page: CodePage) -> None:
    text = page.comment.text
    text.select_span(ZORK)
    qtbot.keyClick(text, _Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    menu = popup(qtbot)
    assert entries(menu) == [
        "Name",
        "E-mail address",
        "Telephone number",
        "Postcode",
        "NHS number",
        "National Insurance number",
        "Date of birth",
        "Address",
    ]
    assert menu.activeAction().text() == "Name"

    choose(qtbot, menu, "Address")
    assert row_text(page).endswith("not [address removed]")


def test_with_nothing_to_cover_x_says_how(qtbot: QtBot, page: CodePage, session: Session) -> None:
    page.queue.step(-1)
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        with qtbot.waitSignal(session.said) as said:
            qtbot.keyClick(page.queue.list, _Key.Key_X, modifier)
        assert said.args[0].startswith("Select the words to cover first")
    assert not page.comment.legend.isVisible()


def test_the_menu_covers_the_words_selected_and_uncovers_at_the_cursor(
    qtbot: QtBot, page: CodePage, session: Session
) -> None:
    text = page.comment.text
    text.select_span(ZORK)
    menu = menu_at_cursor(qtbot, text)
    assert entries(menu)[:2] == ["Cover as name", "Cover as…"]
    choose(qtbot, menu, "Cover as name")
    assert states(page)["Zork"] == "accepted"

    menu = menu_at_cursor(qtbot, text)
    choose(qtbot, menu, "Uncover “Zork” (name)")
    assert "Zork" not in states(page)  # marked by hand: gone, not rejected
    session.undo()
    assert states(page)["Zork"] == "accepted"


def test_the_menu_decides_on_what_was_found_under_the_pointer(
    qtbot: QtBot, page: CodePage, session: Session
) -> None:
    text = page.comment.text
    where = text.cursorRect(text._cursor(PHONE.start + 3, PHONE.start + 3)).center()

    def opened() -> QMenu:
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, where, text.viewport().mapToGlobal(where)
        )
        QApplication.sendEvent(text.viewport(), event)
        return popup(qtbot)

    menu = opened()
    assert entries(menu)[:2] == [
        "Cover “07700 900123” (telephone number)",
        "“07700 900123” is no personal detail",
    ]
    choose(qtbot, menu, "Cover “07700")
    assert states(page)["07700 900123"] == "accepted"

    choose(qtbot, opened(), "Uncover")
    assert states(page)["07700 900123"] == "rejected"  # and so not proposed again
    assert "07700" not in text.accessibleDescription()
    menu = opened()
    assert not any("07700" in each for each in entries(menu))
    menu.close()


def test_the_pointer_on_covered_words_says_so(qtbot: QtBot, page: CodePage) -> None:
    text = page.comment.text
    qtbot.keyClick(page.queue.list, _Key.Key_X)

    def told_at(place: int) -> str:
        where = text.cursorRect(text._cursor(place, place)).center() + QPoint(1, 0)
        event = QHelpEvent(QEvent.Type.ToolTip, where, text.viewport().mapToGlobal(where))
        QApplication.sendEvent(text.viewport(), event)
        return QToolTip.text()

    assert told_at(PRIYA.start + 2) == "Name: covered outside this page"
    told_at(1)
    qtbot.waitUntil(lambda: QToolTip.text() == "")


def test_what_is_decided_in_the_tab_shows_when_the_workbench_comes_back(
    qtbot: QtBot, page: CodePage, session: Session
) -> None:
    page.tab("Personal details")
    session.act(redacting.accept_all, session.exercise_id, DetailKind.NAME)
    page.tab("Workbench")

    marked = {each.span: each.status for each in page.comment.text.marked}
    assert marked == {PRIYA: RedactionStatus.ACCEPTED, PHONE: RedactionStatus.PROPOSED}
    assert row_text(page).startswith("Ring [name removed]")


def test_covering_rereads_one_row_of_the_queue(
    qtbot: QtBot, page: CodePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int | None] = []
    monkeypatch.setattr(page.queue, "reread", asked.append)
    qtbot.keyClick(page.queue.list, _Key.Key_X)
    assert asked == [page.queue.current_id()]


def test_a_proposal_says_which_keyword_found_what(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    session.act(
        codebook.edit_theme, small.exercise, small.themes["Parking"], keywords="parking + ring"
    )
    session.act(coding.apply_rules, small.exercise)
    said = [each.text() for each in page.comment.findChildren(QLabel)]
    assert "Keyword rule “parking + ring” found “Ring”, “parking”" in said
