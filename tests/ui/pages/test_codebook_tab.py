"""The Codebook tab: making a codebook by keyboard and by mouse, without losing a coding."""

from collections.abc import Iterator
from typing import TypeVar

import pytest
from building import Small, made
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from engage_app.domain.filters import CodingState, CommentFilter
from engage_app.domain.tree import in_order
from engage_app.services import answers, browsing, codebook, coding, planning, quoting, recoding
from engage_app.services.codebook_versions import versions
from ui.pages import code_theme_deeds
from ui.pages.capture_names import read_names
from ui.pages.code_again_note import LookAgainNote
from ui.pages.code_codebook import CodebookPanel
from ui.pages.code_codebook_tab import CodebookTab
from ui.pages.code_split import SplitDialog
from ui.pages.group_finder import GroupFinder
from ui.session import Session
from ui.tasks import TaskRunner

Dialog = TypeVar("Dialog", bound=QDialog)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def session(dressed: QApplication, small: Small) -> Iterator[Session]:
    """The small exercise open: the first comment is coded to Parking, the second to Trust."""
    coding.add_coding(small.workspace, small.comments[:1], small.themes["Parking"])
    coding.add_coding(small.workspace, small.comments[1:2], small.themes["Trust"])
    opened = Session(TaskRunner())
    assert opened.open(small.workspace.path)
    opened.choose_exercise(small.exercise)
    yield opened
    opened.runner.close()
    opened.close()


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> CodebookTab:
    """The tab on screen."""
    shown = CodebookTab(session)
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show()
    qtbot.waitExposed(shown)
    shown.tree.setFocus()
    return shown


def outline(tab: CodebookTab) -> list[str]:
    """The tree as the workspace has it, children marked by dots."""
    listed = codebook.themes(tab.session.workspace, tab.session.exercise_id)
    return ["." * each.depth + each.node.name for each in in_order(listed)]


def column(tab: CodebookTab, number: int) -> list[str]:
    """What the tree shows in a column, from top to bottom."""
    index = tab.tree.nodes.index(0, 0)
    found = []
    while index.isValid():
        found.append(str(index.siblingAtColumn(number).data()))
        index = tab.tree.indexBelow(index)
    return found


def choose(tab: CodebookTab, name: str) -> int:
    """Choose a theme by name; returns its id."""
    key = next(each.id for each in tab.themes.values() if each.name == name)
    tab.tree.choose(key)
    return key


def dialog(tab: CodebookTab, kind: type[Dialog]) -> Dialog:
    """The dialog of that kind that is open."""
    return next(each for each in tab.findChildren(kind) if each.isVisible())


def test_the_tree_shows_keys_and_what_is_coded_and_waits(tab: CodebookTab) -> None:
    session = tab.session
    session.act(coding.apply_rules, session.exercise_id)
    session.act(codebook.edit_theme, session.exercise_id, choose(tab, "Trust"), shortcut="2")
    assert column(tab, 0) == ["Access", "Parking", "Trust"]
    assert column(tab, 1) == ["", "", "2"]
    assert column(tab, 2) == ["", "1", "1"]
    assert column(tab, 3) == ["", "1", "1"]
    assert tab.form.counted.text() == "On 1 comment, 1 to review."


def test_insert_adds_a_theme_and_says_what_to_look_at_again(qtbot: QtBot, tab: CodebookTab) -> None:
    choose(tab, "Access")
    with qtbot.waitSignal(tab.session.said) as said:
        qtbot.keyClick(tab.tree, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
        (line,) = dialog(tab, QInputDialog).findChildren(QLineEdit)
        qtbot.keyClicks(line, "Buses")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert outline(tab) == ["Access", ".Parking", ".Buses", "Trust"]
    assert tab.form.title.text() == "Buses"
    assert said.args == ["1 coded comment is to be looked at again: see below."]
    assert tab.again.title.text() == "To look at again (1)"
    assert "“Buses” was added on " in tab.again.list.item(0).text()


def test_what_to_look_at_again_opens_in_the_workbench_and_is_done(
    qtbot: QtBot, tab: CodebookTab
) -> None:
    session = tab.session
    trust = choose(tab, "Trust")
    session.act(recoding.look_again, session.exercise_id, trust)
    with qtbot.waitSignal(session.comments_wanted) as wanted:
        tab.again.open_button.click()
    assert wanted.args == [CommentFilter(state=CodingState.RECODE)]
    tab.again.list.item(0).setSelected(True)
    tab.again.done_button.click()
    assert tab.again.title.text() == "To look at again (0)"
    assert not tab.again.list.isVisible()
    session.undo()
    assert tab.again.title.text() == "To look at again (1)"
    tab.again.all_done_button.click()
    assert recoding.waiting(session.workspace, session.exercise_id) == 0


def test_every_detail_is_typed_in_place(qtbot: QtBot, tab: CodebookTab) -> None:
    """Leaving a field saves it; each is a step of undo."""
    key = choose(tab, "Trust")
    form = tab.form
    for field, words in (
        (form.definition, "Faith in those who decide"),
        (form.use_when, "They say so"),
        (form.avoid_when, "It is about money"),
        (form.example, "We trust the hospital"),
    ):
        field.setFocus()
        qtbot.keyClicks(field, words)
    form.keywords.setFocus()
    form.keywords.selectAll()
    qtbot.keyClicks(form.keywords, "trust")
    qtbot.keyClick(form.keywords, Qt.Key.Key_Return)
    qtbot.keyClicks(form.keywords, "funding")
    tab.tree.setFocus()
    theme = tab.themes[key]
    assert theme.definition == "Faith in those who decide"
    assert (theme.use_when, theme.avoid_when) == ("They say so", "It is about money")
    assert theme.example == "We trust the hospital"
    assert theme.keywords == ("trust", "funding")
    counted = form.trial.preview.counted
    told = "Found in 2 comments; 1 of them doesn't have this theme yet."
    qtbot.waitUntil(lambda: counted.text() == told)
    tab.session.undo()
    assert tab.form.keywords.toPlainText() == "trust"


def test_f2_renames_and_a_taken_name_comes_back(qtbot: QtBot, tab: CodebookTab) -> None:
    choose(tab, "Trust")
    qtbot.keyClick(tab.tree, Qt.Key.Key_F2)
    qtbot.keyClicks(tab.form.name, "Faith")
    tab.tree.setFocus()
    assert outline(tab) == ["Access", ".Parking", "Faith"]
    with qtbot.waitSignal(tab.session.failed):
        qtbot.keyClick(tab.tree, Qt.Key.Key_F2)
        qtbot.keyClicks(tab.form.name, "parking")
        tab.tree.setFocus()
    assert tab.form.name.text() == "Faith"


def test_colour_and_key_are_chosen(tab: CodebookTab) -> None:
    key = choose(tab, "Trust")
    form = tab.form
    form.shortcut.setCurrentIndex(form.shortcut.findData("3"))
    form.shortcut.activated.emit(form.shortcut.currentIndex())
    form.colour.setCurrentIndex(form.colour.findText("Green"))
    form.colour.activated.emit(form.colour.currentIndex())
    assert (tab.themes[key].shortcut, tab.themes[key].colour) == ("3", "#006747")


def test_alt_and_the_arrows_move_a_theme(qtbot: QtBot, tab: CodebookTab) -> None:
    choose(tab, "Trust")
    qtbot.keyClick(tab.tree, Qt.Key.Key_Up, ALT)
    assert outline(tab) == ["Trust", "Access", ".Parking"]
    qtbot.keyClick(tab.tree, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(tab.tree, Qt.Key.Key_Right, ALT)
    assert outline(tab) == ["Access", ".Parking", ".Trust"]
    qtbot.keyClick(tab.tree, Qt.Key.Key_Left, ALT)
    assert outline(tab) == ["Access", ".Parking", "Trust"]


def test_a_theme_dragged_onto_another_lies_below_it(qtbot: QtBot, tab: CodebookTab) -> None:
    trust, access = choose(tab, "Trust"), choose(tab, "Access")
    tree = tab.tree
    data = tree.nodes.mimeData([tree.nodes.index_of(trust)])
    middle = tree.visualRect(tree.nodes.index_of(access)).center()
    actions, no_key = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(middle), actions, data, Qt.MouseButton.LeftButton, no_key)
    tree.dropEvent(drop)
    qtbot.waitUntil(lambda: outline(tab) == ["Access", ".Parking", ".Trust"])
    assert tree.chosen() == trust


def test_places_among_those_in_sight_are_places_among_all(qtbot: QtBot, tab: CodebookTab) -> None:
    """A retired theme that is hidden between two doesn't swallow a move."""
    session = tab.session
    for name in ("Buses", "Trains"):
        session.act(codebook.add_theme, session.exercise_id, None, name=name)
    choose(tab, "Buses")
    tab.retire()
    choose(tab, "Trains")
    qtbot.keyClick(tab.tree, Qt.Key.Key_Up, ALT)
    assert outline(tab) == ["Access", ".Parking", "Trains", "Trust", "Buses"]


def test_a_retired_theme_goes_out_of_sight_and_comes_back(qtbot: QtBot, tab: CodebookTab) -> None:
    key = choose(tab, "Parking")
    assert not tab.show_retired.isVisible()
    tab.buttons["Retire"].click()
    assert column(tab, 0) == ["Access", "Trust"]
    tab.show_retired.click()
    assert column(tab, 0) == ["Access", "Parking (retired)", "Trust"]
    choose(tab, "Parking")
    assert "its codings stay and count" in tab.form.counted.text()
    assert not tab.form.shortcut.isEnabled()
    assert tab.buttons["Retire"].text() == "Restore"
    tab.buttons["Retire"].click()
    assert not tab.themes[key].retired


def test_merging_asks_for_the_other_theme_by_name(qtbot: QtBot, tab: CodebookTab) -> None:
    choose(tab, "Parking")
    tab.buttons["Merge into…"].click()
    finder = dialog(tab, GroupFinder)
    qtbot.keyClicks(finder.search, "tru")
    qtbot.keyClick(finder.search, Qt.Key.Key_Return)
    assert outline(tab) == ["Access", "Trust"]
    assert column(tab, 2) == ["", "2"]
    assert tab.form.title.text() == "Trust"
    tab.session.undo()
    assert outline(tab) == ["Access", ".Parking", "Trust"]


def test_splitting_by_keyword_and_by_hand(qtbot: QtBot, tab: CodebookTab, small: Small) -> None:
    session = tab.session
    access = choose(tab, "Access")
    session.act(coding.add_coding, small.comments, access)
    qtbot.keyClick(
        tab.tree,
        Qt.Key.Key_S,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    asking = dialog(tab, SplitDialog)
    assert not asking.split_button.isEnabled()
    qtbot.keyClicks(asking.lines[0].name, "Buses")
    qtbot.keyClicks(asking.lines[0].keywords, "bus")
    qtbot.waitUntil(lambda: asking.tally.text() == "1 of 5 comments move.")
    qtbot.keyClicks(asking.lines[1].name, "Money")
    asking.preview()
    asking.list.setCurrentIndex(asking.model.index(1, 0))
    qtbot.keyClick(asking.list, Qt.Key.Key_2)
    goes = [asking.model.item(row).text() for row in range(asking.model.rowCount())]
    assert goes == ["Stays", "Money", "Stays", "Buses", "Stays"]
    assert asking.list.currentIndex().row() == 2, "ready for the next comment"
    asking.below.setChecked(True)
    asking.split_button.click()
    assert outline(tab) == ["Access", ".Parking", ".Buses", ".Money", "Trust"]
    assert column(tab, 2) == ["3", "1", "1", "1", "1"]
    assert not asking.isVisible()
    assert tab.again.title.text() == "To look at again (2)"


def test_a_split_that_cant_be_keeps_the_dialog_open(qtbot: QtBot, tab: CodebookTab) -> None:
    choose(tab, "Access")
    tab.split()
    asking = dialog(tab, SplitDialog)
    qtbot.keyClicks(asking.lines[0].name, "Trust")
    asking.preview()
    with qtbot.waitSignal(tab.session.failed):
        asking.split_button.click()
    assert asking.isVisible()
    asking.reject()


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        ("Remove", ["Access", "Trust"]),
        ("Keep", ["Access", ".Parking", "Trust"]),
        ("Retire instead", ["Access", ".Parking", "Trust"]),
    ],
)
def test_removing_says_what_is_lost_and_offers_to_retire(
    qtbot: QtBot, tab: CodebookTab, answer: str, after: list[str]
) -> None:
    key = choose(tab, "Parking")
    qtbot.keyClick(tab.tree, Qt.Key.Key_Delete)
    box = dialog(tab, QMessageBox)
    assert "1 coding is lost; the comments stay." in box.informativeText()
    next(each for each in box.buttons() if each.text() == answer).click()
    assert outline(tab) == after
    assert answer != "Retire instead" or tab.themes[key].retired


def test_removing_says_what_was_written_for_the_report(qtbot: QtBot, tab: CodebookTab) -> None:
    """An answer and a pick go with the theme."""
    session = tab.session
    key = choose(tab, "Parking")
    wanted = CommentFilter(theme_id=key)
    listed = browsing.comment_ids(session.workspace, session.exercise_id, wanted)
    answers.add(session.workspace, session.exercise_id, key, answer="Forty places are added.")
    quoting.pick(session.workspace, session.exercise_id, key, listed[0])
    qtbot.keyClick(tab.tree, Qt.Key.Key_Delete)
    box = dialog(tab, QMessageBox)
    assert "1 answer and 1 picked quotation in the report go too." in box.informativeText()
    box.reject()


def test_a_version_is_kept_with_a_note_and_its_difference_reads(
    qtbot: QtBot, tab: CodebookTab
) -> None:
    session = tab.session
    card = tab.versions
    assert card.stands.text() == "No version has been kept yet."
    qtbot.keyClicks(card.note, "First draft")
    with qtbot.waitSignal(session.said) as said:
        qtbot.keyClick(card.note, Qt.Key.Key_Return)
    assert said.args == ["Version 1 of the codebook kept."]
    assert card.before.currentText().endswith(", First draft")
    assert card.changes.toPlainText() == "Nothing differs."
    trust = choose(tab, "Trust")
    session.act(codebook.edit_theme, session.exercise_id, trust, definition="Faith in people")
    session.act(codebook.edit_theme, session.exercise_id, trust, name="Faith")
    assert card.changes.toPlainText().splitlines() == [
        "“Trust” was renamed to “Faith”.",
        "“Faith”, definition: added.",
        "    Faith in people",
    ]
    assert card.stands.text().endswith("2 changes since.")
    assert len(versions(session.workspace, session.exercise_id)) == 1
    with qtbot.waitSignal(session.said):
        card.keep_button.click()
    with qtbot.waitSignal(session.failed):
        card.keep_button.click()  # nothing new to keep


def test_an_empty_codebook_offers_the_usual_themes(
    qtbot: QtBot, tab: CodebookTab, small: Small
) -> None:
    empty = made(planning.add_exercise(tab.session.workspace, "Empty"))
    tab.session.choose_exercise(empty)
    assert tab.empty.isVisible()
    tab.standard_first.click()
    names = ["Other", "No substantive answer", "Out of scope", "About the process"]
    assert column(tab, 0) == names
    assert not tab.buttons["Add the usual ones"].isVisible()
    choose(tab, "Other")
    qtbot.keyClick(tab.tree, Qt.Key.Key_Delete)
    assert column(tab, 0) == names[1:]
    assert tab.buttons["Add the usual ones"].isVisible()


def test_everything_has_an_accessible_name(tab: CodebookTab) -> None:
    form, card = tab.form, tab.versions
    named = [form.name, form.keywords, form.colour, form.shortcut, card.note, card.before]
    for field in (*named, card.changes, tab.again.list, tab.tree):
        assert field.accessibleName()


def test_the_note_above_a_comment_says_why_and_goes_when_it_was_looked_at(
    qtbot: QtBot, session: Session, small: Small
) -> None:
    note = LookAgainNote(session)
    qtbot.addWidget(note)
    note.show_comment(small.comments[1])
    assert not note.isVisible()
    session.act(codebook.add_theme, session.exercise_id, None, name="Money", keywords="funding")
    note.show_comment(small.comments[1])
    assert note.isVisible()
    assert note.accessibleDescription().endswith("its keyword “funding” is here.")
    note.done_button.click()
    assert not note.isVisible()
    assert recoding.waiting(session.workspace, session.exercise_id) == 0


def test_retired_themes_are_not_offered_beside_the_comment(
    qtbot: QtBot, session: Session, small: Small
) -> None:
    """Neither in the tree, nor by search, nor by key; the comment still names them."""
    session.act(codebook.edit_theme, session.exercise_id, small.themes["Trust"], shortcut="1")
    panel = CodebookPanel(session)
    qtbot.addWidget(panel)
    panel.refresh()
    assert panel.theme_of_key("1") == small.themes["Trust"]
    panel.tree.setCurrentIndex(panel.tree.model().index(1, 0))
    panel.retire_theme()
    panel.refresh()
    assert panel.theme_of_key("1") == 0
    assert panel.tree.model().rowCount() == 1
    assert panel.themes[small.themes["Trust"]].retired
    offered = read_names(session.workspace, session.exercise_id)
    assert [option.name for option in offered.options["#"]] == ["Access", "Parking"]


def test_a_theme_is_dragged_beside_the_comment_too(
    qtbot: QtBot, session: Session, small: Small
) -> None:
    panel = CodebookPanel(session)
    qtbot.addWidget(panel)
    panel.resize(300, 400)
    panel.show()
    panel.refresh()
    tree, model = panel.tree, panel.tree.model()
    data = model.mimeData([model.index(1, 0)])
    middle = QPointF(tree.visualRect(model.index(0, 0)).center())
    actions, no_key = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    tree.dropEvent(QDropEvent(middle, actions, data, Qt.MouseButton.LeftButton, no_key))

    def parent() -> int | None:
        listed = codebook.themes(session.workspace, session.exercise_id)
        return next(each.parent_id for each in listed if each.name == "Trust")

    qtbot.waitUntil(lambda: parent() == small.themes["Access"])


def test_keywords_are_tried_on_the_comments_while_typed(
    qtbot: QtBot, tab: CodebookTab, small: Small
) -> None:
    """The count is there for each theme chosen; the comments come with the first key or when asked
    for. Another theme, another coding, another comment: the figures follow."""
    session, preview = tab.session, tab.form.trial.preview
    choose(tab, "Access")
    assert preview.counted.text().startswith("No keywords: ")
    assert not tab.form.trial.fold.isVisible()
    choose(tab, "Parking")
    some = "Found in 2 comments; 1 of them doesn't have this theme yet."
    qtbot.waitUntil(lambda: preview.counted.text() == some)
    assert not preview.table.isVisible()
    tab.form.keywords.setFocus()
    tab.form.keywords.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(tab.form.keywords, "; children*")
    qtbot.waitUntil(lambda: preview.table.rowCount() == 4)
    assert preview.examples.isVisible()
    found = preview.examples.model()
    told = [found.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert any("keyword “children*” found “Children" in each for each in told)
    tab.form.trial.fold.click()
    assert not preview.examples.isVisible()
    key = choose(tab, "Trust")
    qtbot.waitUntil(lambda: preview.counted.text().startswith("Found in 2 comments; 1 of"))
    session.act(coding.add_coding, small.comments, key)
    both = "Found in 2 comments; all of them have this theme."
    qtbot.waitUntil(lambda: preview.counted.text() == both)
    with session.workspace.acting("reword") as action:
        action.update("comment", small.comments[2], {"text": "They trust me"})
    session.changed.emit(action.changes())
    qtbot.waitUntil(lambda: preview.counted.text() == both.replace("2", "3"))


def test_keywords_to_be_mended_stay_as_they_were_typed(qtbot: QtBot, tab: CodebookTab) -> None:
    """They are not saved, and are there again when the officer comes back to the theme."""
    key = choose(tab, "Trust")
    form = tab.form
    form.keywords.setFocus()
    form.keywords.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(form.keywords, "; fund* +")
    assert form.keyword_field.says.text() == "“fund* +”: Words are missing after +."
    assert form.unsaved.isVisible()
    tab.tree.setFocus()
    assert tab.themes[key].keywords == ("trust",)
    tab.load()
    assert form.keywords.toPlainText() == "trust; fund* +"
    choose(tab, "Parking")
    assert form.keywords.toPlainText() == "parking\ncar park*"
    assert not form.unsaved.isVisible()
    choose(tab, "Trust")
    assert form.keywords.toPlainText() == "trust; fund* +"
    form.keywords.setFocus()
    form.keywords.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(form.keywords, " worries")
    tab.tree.setFocus()
    assert tab.themes[key].keywords == ("trust", "fund* + worries")


def test_accepted_personal_details_are_covered(
    qtbot: QtBot, tab: CodebookTab, small: Small
) -> None:
    """In the list to look at again and while splitting."""
    work = tab.session.workspace
    with work.acting("cover") as action:
        found = {"comment_id": small.comments[1], "start": 3, "stop": 8, "kind": "name"}
        action.insert("redaction", {**found, "status": "accepted", "origin": "officer"})
    tab.session.act(recoding.look_again, tab.session.exercise_id, choose(tab, "Trust"))
    assert "We [name removed] the hospital" in tab.again.list.item(0).text()
    tab.split()
    asking = dialog(tab, SplitDialog)
    assert asking.model.item(0, 1).text().startswith("We [name removed] the hospital")
    asking.reject()


def test_many_codings_are_moved_beside_the_window(
    qtbot: QtBot, tab: CodebookTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_theme_deeds, "AT_ONCE", 0)
    choose(tab, "Access")
    with qtbot.waitSignal(tab.session.working) as working:
        qtbot.keyClick(tab.tree, Qt.Key.Key_Insert)
        (line,) = dialog(tab, QInputDialog).findChildren(QLineEdit)
        qtbot.keyClicks(line, "Buses")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert working.args is not None
    assert working.args[1] == "Adding theme"
    qtbot.waitUntil(lambda: tab.form.title.text() == "Buses")
    choose(tab, "Parking")
    tab.merge()
    finder = dialog(tab, GroupFinder)
    qtbot.keyClicks(finder.search, "tru")
    qtbot.keyClick(finder.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: column(tab, 0) == ["Access", "Trust", "Buses"])
    choose(tab, "Trust")
    with qtbot.waitSignal(tab.session.failed):
        tab.form.edited.emit({"keywords": "*"})
    assert tab.themes[tab.tree.chosen()].keywords == ("trust", "parking", "car park*")
