"""The Personal details tab: found in the background, decided with the keyboard, undone."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engage_app.domain.questionnaire import QuestionType
from engage_app.domain.redaction import DetailKind, RedactionStatus
from engage_app.services import contributing, planning, redacting
from ui.pages.code_redaction import RedactionTab
from ui.session import Session

SAID = (
    "Thank you Priya Raghunathan for ringing me on 07700 900123",
    "Oluwaseun and Bronwen were kind",
    "I live in TS18 2AB",
)


@pytest.fixture
def tab(qtbot: QtBot, clinic: Session) -> RedactionTab:
    """The tab on screen; three of the comments name somebody."""
    workspace, exercise_id = clinic.workspace, clinic.exercise_id
    survey = planning.activities(workspace, exercise_id)[0]
    question = next(
        each
        for each in planning.questions(workspace, exercise_id)
        if each.type is QuestionType.TEXT
    )
    for words in SAID:
        contributing.contribute(workspace, survey.id, question.id, words)
    made = RedactionTab(clinic)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def searched(qtbot: QtBot, tab: RedactionTab) -> RedactionTab:
    """The tab after the search that its first page offers."""
    with qtbot.waitSignal(tab.session.changed):
        tab.empty.action_button.click()
    tab.list.setFocus()
    return tab


def words(tab: RedactionTab) -> list[str]:
    return [row.words for row in redacting.rows(tab.session.workspace, tab.listed)]


def test_before_a_search_the_tab_says_what_it_is_for(tab: RedactionTab) -> None:
    assert tab.empty.isVisible()
    assert not tab.list.isVisible()


def test_what_was_found_is_listed_with_its_comment(searched: RedactionTab) -> None:
    assert words(searched) == [
        "Priya Raghunathan",
        "07700 900123",
        "Oluwaseun",
        "Bronwen",
        "TS18 2AB",
    ]
    assert searched.card.title.text() == "Name"
    assert searched.card.text.toPlainText() == SAID[0]
    assert searched.states.currentText() == "To decide (5)"
    assert [searched.kinds.itemText(each) for each in range(searched.kinds.count())] == [
        "All kinds (5)",
        "Names (3)",
        "Telephone numbers (1)",
        "Postcodes (1)",
    ]


def test_enter_covers_backspace_leaves_and_the_next_is_chosen(
    qtbot: QtBot, searched: RedactionTab
) -> None:
    qtbot.keyClick(searched.list, Qt.Key.Key_Return)
    assert searched.card.title.text() == "Telephone number"
    qtbot.keyClick(searched.list, Qt.Key.Key_Backspace)
    qtbot.keyClick(searched.list, Qt.Key.Key_Down)
    chosen = searched.list.chosen()
    assert chosen is not None
    assert chosen.words == "Bronwen"
    assert words(searched) == ["Oluwaseun", "Bronwen", "TS18 2AB"]
    assert [searched.states.itemText(each) for each in range(3)] == [
        "To decide (3)",
        "Covered (1)",
        "Not personal details (1)",
    ]


def test_undo_brings_it_back(qtbot: QtBot, searched: RedactionTab) -> None:
    qtbot.keyClick(searched.list, Qt.Key.Key_Return)
    searched.session.undo()
    assert words(searched)[0] == "Priya Raghunathan"


def test_all_of_a_kind_at_once(qtbot: QtBot, searched: RedactionTab) -> None:
    assert searched.card.accept_all.text() == "Cover all 3 names"
    with qtbot.waitSignal(searched.session.said) as said:
        searched.card.accept_all.click()
    assert said.args == ["3 names covered. Undo uncovers them."]
    assert words(searched) == ["07700 900123", "TS18 2AB"]
    assert not searched.card.accept_all.isVisible()


def test_a_kind_alone(searched: RedactionTab) -> None:
    searched.kinds.setCurrentIndex(searched.kinds.findData(DetailKind.POSTCODE))
    searched.kinds.activated.emit(searched.kinds.currentIndex())
    assert words(searched) == ["TS18 2AB"]
    searched.card.reject.click()
    assert words(searched) == []
    assert searched.card.title.text() == "Everything found is decided on."
    assert not searched.card.accept.isVisible()


def test_what_is_covered_can_be_uncovered(qtbot: QtBot, searched: RedactionTab) -> None:
    qtbot.keyClick(searched.list, Qt.Key.Key_Return)
    searched.states.setCurrentIndex(searched.states.findData(RedactionStatus.ACCEPTED))
    searched.states.activated.emit(1)
    assert words(searched) == ["Priya Raghunathan"]
    assert searched.card.reject.text() == "Uncover it"
    searched.card.reject.click()
    assert searched.card.title.text() == "Nothing is covered yet."


def test_new_comments_are_offered(qtbot: QtBot, searched: RedactionTab) -> None:
    session = searched.session
    assert not searched.new.isVisible()
    survey = planning.activities(session.workspace, session.exercise_id)[0]
    question = next(
        each
        for each in planning.questions(session.workspace, session.exercise_id)
        if each.type is QuestionType.TEXT
    )
    session.act(contributing.contribute, survey.id, question.id, "So was Nkiruka")
    assert searched.new.text() == "Look through 1 new comment"
    with qtbot.waitSignal(session.changed):
        searched.new.click()
    assert words(searched)[-1] == "Nkiruka"


def test_a_screen_reader_hears_kind_and_words(searched: RedactionTab) -> None:
    index = searched.list.model().index(0, 0)
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("name Priya Raghunathan, in: Thank you “Priya Raghunathan” for")


def test_nothing_found_is_said(qtbot: QtBot, clinic: Session) -> None:
    made = RedactionTab(clinic)
    qtbot.addWidget(made)
    made.show()
    made.search()
    qtbot.waitUntil(made.none.isVisible)


def test_hundreds_of_a_kind_are_covered_beside_the_window(
    qtbot: QtBot, searched: RedactionTab
) -> None:
    session = searched.session
    survey = planning.activities(session.workspace, session.exercise_id)[0]
    question = next(
        each
        for each in planning.questions(session.workspace, session.exercise_id)
        if each.type is QuestionType.TEXT
    )
    said = "Priya was kind. " * 400
    session.act(contributing.contribute, survey.id, question.id, said)
    with qtbot.waitSignal(session.changed):
        searched.new.click()
    with qtbot.waitSignal(session.said) as heard, qtbot.waitSignal(session.working):
        searched.card.accept_all.click()
    assert heard.args == ["403 names covered. Undo uncovers them."]
    assert words(searched) == ["07700 900123", "TS18 2AB"]
