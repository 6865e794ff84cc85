"""The workbench in the hands of an officer: keys, notes, filters, and lists of any length."""

import pytest
from building import Small, add_response, small_exercise
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from engage_app.domain.coding import Span
from engage_app.domain.filters import CodingState, CommentFilter, Noted
from engage_app.services import browsing, codebook, coding, drafts, notes, saved_filters
from engage_app.services.workspace import Workspace
from storage import comment_queue
from ui.pages.code import CodePage
from ui.session import Session

_Key = Qt.Key


@pytest.fixture
def small(workspace: Workspace) -> Small:
    """A small exercise whose themes have keys."""
    built = small_exercise(workspace)
    for name, key in (("Parking", "1"), ("Trust", "2")):
        codebook.edit_theme(workspace, built.exercise, built.themes[name], shortcut=key)
    return built


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> CodePage:
    """The Code page, on screen, its first comment chosen."""
    return shown(qtbot, session)


def shown(qtbot: QtBot, session: Session) -> CodePage:
    made = CodePage(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def codings_of(session: Session, comment_id: int) -> dict[str, Span | None]:
    """Names of the themes accepted on a comment, with the passage each is on."""
    detail = browsing.comment_detail(session.workspace, comment_id)
    names = {theme.id: theme.name for theme in codebook.themes(session.workspace, 1)}
    return {
        names[each.theme_id]: each.passage
        for each in detail.codings
        if each.status.value == "accepted"
    }


def count_of(page: CodePage, theme_id: int) -> str:
    """What the tree says of a theme: coded, and to review."""
    item = page.codebook.model.item_of(theme_id)
    assert item is not None
    above = item.parent() or page.codebook.model.invisibleRootItem()
    return above.child(item.row(), 2).text()


def test_f_flags_m_writes_a_memo_and_both_are_undone(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    qtbot.keyClick(page.queue.list, _Key.Key_F)
    qtbot.keyClick(page.queue.list, _Key.Key_M)
    qtbot.keyClicks(page.comment.memo.field, "Ask the practice")
    qtbot.keyClick(page.comment.memo.field, _Key.Key_Return)

    def row() -> tuple[bool, str]:
        found = page.queue.model.pages.row(0)
        assert found is not None
        return found.flagged, found.memo

    assert row() == (True, "Ask the practice")
    assert page.comment.notes.flag.isChecked()
    assert page.queue.list.hasFocus()
    assert drafts.kept(session.workspace) == []

    session.undo()
    assert row() == (True, "")
    session.undo()
    assert row() == (False, "")
    assert not page.comment.notes.flag.isChecked()
    assert not page.comment.memo.isVisible()


def test_the_last_coding_is_undone_after_a_restart(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    qtbot.keyClick(page.queue.list, _Key.Key_1)
    qtbot.keyClick(page.queue.list, _Key.Key_2)
    path = session.workspace.path
    session.close()
    assert session.open(path)
    session.choose_exercise(small.exercise)

    session.undo()
    assert codings_of(session, small.comments[0]) == {"Parking": None}
    assert page.comment.chips.shown == ["Parking"]


def test_a_memo_is_on_disk_while_typed_and_filed_when_the_keyboard_leaves(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    qtbot.keyClick(page.queue.list, _Key.Key_M)
    with qtbot.waitSignal(page.comment.memo.keeper.saved):
        qtbot.keyClicks(page.comment.memo.field, "Ask")
    (draft,) = drafts.kept(session.workspace)
    assert (draft.surface, draft.content) == ("memo", {"memo": "Ask"})

    page.queue.list.setFocus()
    assert browsing.comment_rows(session.workspace, small.comments[:1])[0].memo == "Ask"
    assert drafts.kept(session.workspace) == []


def test_escape_leaves_a_memo_as_it_was(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    session.act(notes.set_memo, small.comments[0], "Before")
    qtbot.keyClick(page.queue.list, _Key.Key_M)
    qtbot.keyClicks(page.comment.memo.field, " and after")
    qtbot.keyClick(page.comment.memo.field, _Key.Key_Escape)

    assert page.comment.memo.field.toPlainText() == "Before"
    assert browsing.comment_rows(session.workspace, small.comments[:1])[0].memo == "Before"
    assert drafts.kept(session.workspace) == []


def test_a_memo_left_unfinished_by_a_crash_is_opened_again(
    page: CodePage, session: Session, small: Small
) -> None:
    comment = small.comments[2]
    drafts.save(session.workspace, "memo", str(comment), {"memo": "Half a sen"})

    page.open_at("memo", str(comment))

    assert page.queue.current_id() == comment
    assert page.comment.memo.field.toPlainText() == "Half a sen"


def test_k_puts_comments_off_to_the_end_and_they_come_again(
    qtbot: QtBot, page: CodePage, small: Small
) -> None:
    keys = (_Key.Key_K, _Key.Key_Down, _Key.Key_Right)
    for key in keys:
        qtbot.keyClick(page.queue.list, key)
    assert page.queue.count.text() == "5 comments · 2 put off"

    seen = []
    for _ in range(4):
        qtbot.keyClick(page.queue.list, _Key.Key_Return)
        seen.append(page.queue.current_id())
    first, _, third, _, last = small.comments
    assert seen[:3] == [last, first, third]
    assert page.queue.count.text() == "5 comments"


def test_n_passes_over_what_was_put_off_until_nothing_else_is_left(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    coding.add_coding(session.workspace, [small.comments[2]], small.themes["Trust"])
    page.queue.step(1)
    qtbot.keyClick(page.queue.list, _Key.Key_K)
    page.queue.step(-1)
    page.queue.step(-1)

    qtbot.keyClick(page.queue.list, _Key.Key_N)
    assert page.queue.current_id() == small.comments[3]  # the second was put off

    coding.add_coding(
        session.workspace, [small.comments[place] for place in (0, 3, 4)], small.themes["Trust"]
    )
    qtbot.keyClick(page.queue.list, _Key.Key_N)
    assert page.queue.current_id() == small.comments[1]

    coding.add_coding(session.workspace, [small.comments[1]], small.themes["Trust"])
    with qtbot.waitSignal(session.said) as said:
        qtbot.keyClick(page.queue.list, _Key.Key_N)
    assert "has a theme" in said.args[0]


def test_words_selected_take_several_themes_and_escape_means_the_whole_comment(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    text = page.comment.text
    text.setFocus()
    for _ in range(7):
        qtbot.keyClick(text, _Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert page.comment.selected.isVisible()

    qtbot.keyClick(text, _Key.Key_1)
    qtbot.keyClick(text, _Key.Key_2)
    first = small.comments[0]
    assert codings_of(session, first) == {"Parking": Span(0, 7), "Trust": Span(0, 7)}
    assert text.hasFocus()

    qtbot.keyClick(text, _Key.Key_Escape)
    assert text.selected_span() is None
    assert page.queue.list.hasFocus()


def test_the_finder_ranks_chooses_with_arrows_and_escape_returns(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    session.act(codebook.add_theme, small.exercise, None, name="Car parks")
    search, found = page.codebook.search, page.codebook.found
    qtbot.keyClick(page.queue.list, _Key.Key_Slash)
    qtbot.keyClicks(search, "park")
    assert [found.item(row).text() for row in range(found.count())] == ["Parking", "Car parks"]

    qtbot.keyClick(search, _Key.Key_Down)
    qtbot.keyClick(search, _Key.Key_Return)
    assert codings_of(session, small.comments[0]) == {"Car parks": None}
    assert page.queue.list.hasFocus()
    assert page.codebook.tree.isVisible()
    assert not found.isVisible()

    qtbot.keyClick(page.queue.list, _Key.Key_Slash)
    qtbot.keyClicks(search, "tru")
    qtbot.keyClick(search, _Key.Key_Escape)
    assert (search.text(), page.queue.list.hasFocus()) == ("", True)
    assert codings_of(session, small.comments[0]) == {"Car parks": None}


def test_nothing_found_takes_nothing(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    qtbot.keyClick(page.queue.list, _Key.Key_Slash)
    qtbot.keyClicks(page.codebook.search, "zzz")
    qtbot.keyClick(page.codebook.search, _Key.Key_Return)

    assert codings_of(session, small.comments[0]) == {}


def test_ctrl_and_a_digit_give_a_theme_its_key_and_take_it_off(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    tree, control = page.codebook.tree, Qt.KeyboardModifier.ControlModifier
    item = page.codebook.model.item_of(small.themes["Trust"])
    assert item is not None
    tree.setCurrentIndex(item.index())

    qtbot.keyClick(tree, _Key.Key_1, control)
    keys = {theme.name: theme.shortcut for theme in codebook.themes(session.workspace, 1)}
    assert (keys["Trust"], keys["Parking"]) == ("1", "")  # a key puts on one theme
    assert [each.text() for each in page.comment.keys.buttons.values()] == ["1  Trust"]

    qtbot.keyClick(tree, _Key.Key_1, control)
    assert not page.comment.keys.buttons


def test_a_click_on_a_key_puts_its_theme_on(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    qtbot.mouseClick(page.comment.keys.buttons["2"], Qt.MouseButton.LeftButton)
    assert codings_of(session, small.comments[0]) == {"Trust": None}


def test_enter_asks_whoever_suggests_before_it_goes_on(
    qtbot: QtBot, page: CodePage, small: Small
) -> None:
    waiting = ["one"]

    def take() -> bool:
        return bool(waiting and waiting.pop())

    page.workbench.takers.append(take)
    qtbot.keyClick(page.queue.list, _Key.Key_Return)
    assert (waiting, page.queue.current_id()) == ([], small.comments[0])

    qtbot.keyClick(page.queue.list, _Key.Key_Return)
    assert page.queue.current_id() == small.comments[1]


def test_a_question_mark_lists_the_keys(qtbot: QtBot, page: CodePage) -> None:
    qtbot.keyClick(page.queue.list, _Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    dialog = page.findChild(QDialog)
    assert dialog is not None
    words = [each.text() for each in dialog.findChildren(QLabel)]
    assert {"K, Right", "F, M", "?"} <= set(words)
    dialog.close()


def test_counts_follow_each_coding_and_undo(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    session.act(coding.apply_rules, small.exercise)
    parking = small.themes["Parking"]
    assert count_of(page, parking) == "+2"

    qtbot.keyClick(page.queue.list, _Key.Key_Return)
    assert count_of(page, parking) == "1 +1"
    qtbot.keyClick(page.queue.list, _Key.Key_Backspace)
    assert count_of(page, parking) == "+1"

    session.undo()
    assert count_of(page, parking) == "1 +1"


def test_a_filter_is_saved_chosen_renamed_and_removed(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    queue = page.queue
    assert not queue.saved.isVisible()
    session.act(notes.set_flag, small.comments[1], flagged=True)
    box = queue.filters.box("noted")
    box.setCurrentIndex(box.findData(Noted.FLAGGED))
    queue.more.click()
    qtbot.keyClicks(queue.keeper.name, "To discuss")
    queue.keeper.save.click()
    queue.popup.hide()
    assert queue.saved.isVisible()

    queue.filters.choose(CommentFilter())
    queue.show_filter(CommentFilter())
    assert (queue.count.text(), queue.saved.currentText()) == ("5 comments", "Saved filters")
    queue.saved.setCurrentIndex(1)
    queue.saved.activated.emit(1)
    assert (queue.count.text(), queue.current_id()) == ("1 comment", small.comments[1])

    queue.more.click()
    assert queue.keeper.name.text() == "To discuss"
    qtbot.keyClicks(queue.keeper.name, " on Friday")
    queue.keeper.rename.click()
    assert queue.saved.currentText() == "To discuss on Friday"
    queue.keeper.remove.click()
    queue.popup.hide()
    assert saved_filters.listed(session.workspace, small.exercise) == []
    assert not queue.saved.isVisible()

    session.undo()
    assert queue.saved.isVisible()


def test_a_saved_filter_says_which_theme_is_gone(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    wanted = CommentFilter(theme_id=small.themes["Trust"])
    session.act(saved_filters.save, small.exercise, "Trusting", wanted)
    session.act(codebook.remove_theme, small.exercise, small.themes["Trust"])

    page.queue.saved.setCurrentIndex(1)
    with qtbot.waitSignal(session.said) as said:
        page.queue.saved.activated.emit(1)
    assert said.args[0] == "“Trusting” asked for the theme “Trust”, which is no longer there."
    assert page.queue.count.text() == "5 comments"


def test_who_coded_is_offered_once_the_filters_are_open(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    coding.add_coding(session.workspace, [small.comments[3]], small.themes["Trust"])
    page.queue.more.click()
    box = page.queue.filters.box("coder")
    qtbot.waitUntil(lambda: box.count() == 2)
    box.setCurrentIndex(1)
    page.queue.popup.hide()

    assert page.queue.current_id() == small.comments[3]
    assert page.queue.count.text() == "1 comment"


def test_comments_asked_for_elsewhere_bring_the_workbench_to_the_front(
    page: CodePage, small: Small
) -> None:
    page.tabs.setCurrentIndex(page.tabs.count() - 1)
    page.show_comments(CommentFilter(state=CodingState.UNCODED))

    assert page.tabs.currentWidget() is page.workbench
    assert page.queue.list.hasFocus()


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch, small: Small) -> Small:
    """400 comments more, and limits that make so many very many."""
    monkeypatch.setattr(comment_queue, "SMALL", 0)
    monkeypatch.setattr(comment_queue, "PATIENCE", 10.0)
    with small.workspace.acting("bring in more") as action:
        for number in range(400):
            add_response(action, small, group="Residents", view=f"The bus, number {number}")
    return small


def test_a_long_queue_shows_its_beginning_at_once_and_the_rest_later(
    qtbot: QtBot, session: Session, crowd: Small
) -> None:
    page = shown(qtbot, session)
    queue = page.queue
    assert queue.current_id() == crowd.comments[0]
    assert queue.count.text() == "200+ comments"

    qtbot.waitUntil(lambda: queue.count.text() == "405 comments")
    qtbot.waitUntil(lambda: len(queue.model.pages.ids) == 405)
    assert queue.current_id() == crowd.comments[0]


def test_a_long_queue_keeps_its_place_while_what_it_shows_changes_elsewhere(
    qtbot: QtBot, session: Session, crowd: Small
) -> None:
    page = shown(qtbot, session)
    queue = page.queue
    qtbot.waitUntil(lambda: len(queue.model.pages.ids) == 405)
    queue.list.choose(300)
    here = queue.current_id()
    page.hide()
    session.act(notes.set_flag, here, flagged=True)
    with session.workspace.acting("bring in") as action:
        add_response(action, crowd, group="Residents", view="One more")
    session.changed.emit(action.changes())
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()

    qtbot.waitUntil(lambda: len(queue.model.pages.ids) == 406)
    assert queue.current_id() == here
    row = queue.model.pages.row(300)
    assert row is not None
    assert row.flagged


def test_searching_a_long_queue_keeps_pace_with_the_keys(
    qtbot: QtBot, session: Session, crowd: Small
) -> None:
    page = shown(qtbot, session)
    queue = page.queue
    found = []
    for letter in "trust":
        qtbot.keyClicks(queue.search, letter)
        found.append(browsing.comment_rows(session.workspace, [queue.current_id()])[0].text)
    assert all("trust" in text for text in found[1:])

    qtbot.waitUntil(lambda: queue.count.text() == "2 comments")
    qtbot.keyClick(queue.search, _Key.Key_Return)
    assert queue.list.hasFocus()


def test_counts_of_very_many_codings_follow_without_counting_all(
    qtbot: QtBot, session: Session, crowd: Small
) -> None:
    page = shown(qtbot, session)
    trust = crowd.themes["Trust"]
    qtbot.waitUntil(lambda: not session.runner.busy)
    qtbot.keyClick(page.queue.list, _Key.Key_2)
    assert count_of(page, trust) == "1"

    coding.add_coding(session.workspace, list(crowd.comments[1:3]), trust)
    session.undo()  # of another's doing: counted again in the background
    qtbot.waitUntil(lambda: count_of(page, trust) == "1")


def test_the_next_uncoded_comment_far_down_a_long_queue_is_found_in_the_background(
    qtbot: QtBot, session: Session, crowd: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.code_queue_reader._NEAR", 10)
    page = shown(qtbot, session)
    qtbot.waitUntil(lambda: len(page.queue.model.pages.ids) == 405)
    ids = list(page.queue.model.pages.ids)
    coding.add_coding(session.workspace, ids[:350], crowd.themes["Trust"])

    qtbot.keyClick(page.queue.list, _Key.Key_N)
    qtbot.waitUntil(lambda: page.queue.current_id() == ids[350])
