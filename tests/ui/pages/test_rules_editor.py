"""The Tagging rules tab: what answers mean, and tagging again the moment that changes."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engage_app.services import browsing, planning, tagging
from ui.pages.responses import ResponsesPage
from ui.pages.rules_editor import RulesEditor
from ui.session import Session

ROLE = "Which of these best describes you?"
VIEW = "What is your view of the proposal?"
DRIVE = "Do you drive?"


@pytest.fixture
def editor(qtbot: QtBot, clinic: Session) -> RulesEditor:
    """The rules on screen, those of the role first."""
    made = RulesEditor(clinic)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def ask(editor: RulesEditor, qtbot: QtBot, words: str) -> None:
    """Choose a question by typing a part of it."""
    editor.question.setFocus()
    qtbot.keyClicks(editor.question, words)
    qtbot.keyClick(editor.question, Qt.Key.Key_Return)


def mean(editor: RulesEditor, qtbot: QtBot, row: int, words: str) -> None:
    """Let the answer of a row mean what is typed."""
    combo = editor.table.combo(row)
    combo.setFocus()
    qtbot.keyClicks(combo, words)
    qtbot.keyClick(combo, Qt.Key.Key_Return)


def groups_of(session: Session, response_id: int) -> tuple[str, ...]:
    """The groups a response carries now."""
    (row,) = browsing.response_rows(session.workspace, [response_id])
    return row.groups


def position_of(session: Session, response_id: int) -> str:
    """The position of a response now."""
    (row,) = browsing.response_rows(session.workspace, [response_id])
    return row.position


def meanings(editor: RulesEditor) -> list[tuple[str, str, str]]:
    """The table: answer, responses, what it means."""
    table = editor.table
    model = table.model()
    return [
        (
            str(model.index(row, 0).data()),
            str(model.index(row, 1).data()),
            table.combo(row).currentText(),
        )
        for row in range(table.rowCount())
    ]


def test_the_question_of_the_role_comes_first_with_its_answers_and_counts(
    editor: RulesEditor,
) -> None:
    assert editor.current_question().label == ROLE
    assert meanings(editor) == [
        ("GP", "6", "GP"),
        ("Nurse", "6", "Nurse"),
        ("Councillor", "6", "Councillor"),
        ("Someone else", "6", "Someone else"),
    ]
    assert editor.summary.text() == "Every answer means a group."


def test_it_explains_itself_in_a_sentence(editor: RulesEditor) -> None:
    assert editor.sentence.text() == f"People who answered “GP” to “{ROLE}” are tagged with “GP”."

    editor.table.setCurrentCell(1, 0)

    assert "“Nurse”" in editor.sentence.text()


def test_changing_a_rule_tags_the_responses_again_at_once_and_undo_takes_it_back(
    qtbot: QtBot, editor: RulesEditor
) -> None:
    session = editor.session

    mean(editor, qtbot, 0, "counc")

    assert groups_of(session, 1) == ("Councillor",)
    assert meanings(editor)[0] == ("GP", "6", "Councillor")
    assert editor.sentence.text().endswith("are tagged with “Councillor”.")
    assert editor.table.combo(0).hasFocus()  # the officer goes on from where she was

    session.undo()

    assert groups_of(session, 1) == ("GP",)
    assert meanings(editor)[0] == ("GP", "6", "GP")


def test_none_takes_the_tag_away_but_not_one_put_by_hand(qtbot: QtBot, editor: RulesEditor) -> None:
    session = editor.session
    session.act(tagging.untag, [1], _group(session, "GP"))
    session.act(tagging.tag, [1], _group(session, "GP"))  # by hand now

    mean(editor, qtbot, 0, "none")

    assert (groups_of(session, 1), groups_of(session, 5)) == (("GP",), ())
    assert editor.sentence.text().endswith("are not tagged by a rule.")
    assert editor.summary.text() == "1 answer means no group yet, given in 6 responses."


def test_any_closed_question_may_tag_but_equality_and_comments_are_not_offered(
    qtbot: QtBot, editor: RulesEditor
) -> None:
    offered = [editor.question.itemText(place) for place in range(editor.question.count())]
    assert offered[:2] == [f"{ROLE} (Stakeholder group)", f"{VIEW} (Position on the proposal)"]
    assert any(words.startswith(DRIVE) for words in offered)
    assert not any("help you most" in words for words in offered)

    ask(editor, qtbot, "drive")
    assert meanings(editor) == [("Yes", "12", "None"), ("No", "12", "None")]
    mean(editor, qtbot, 0, "someone")

    assert groups_of(editor.session, 1) == ("GP", "Someone else")


def test_the_answers_of_the_position_question_mean_positions(
    qtbot: QtBot, editor: RulesEditor
) -> None:
    session = editor.session
    ask(editor, qtbot, "view")
    assert [row[2] for row in meanings(editor)] == ["Welcomed", "Some concern", "Concern"]
    session.act(tagging.set_position, [1], "mixed")

    mean(editor, qtbot, 0, "opport")

    assert (position_of(session, 1), position_of(session, 4)) == ("mixed", "opportunity")
    assert "are recorded with the position “Opportunity”" in editor.sentence.text()


def test_the_wheel_and_the_arrows_change_no_rule(qtbot: QtBot, editor: RulesEditor) -> None:
    """Scrolling through the table must not tag anybody."""
    combo = editor.table.combo(0)
    combo.setFocus()

    with qtbot.assertNotEmitted(editor.session.changed):
        qtbot.keyClick(combo, Qt.Key.Key_Down)
        assert combo.view().isVisible()
        combo.hidePopup()

    assert combo.currentText() == "GP"


def test_enter_in_the_table_goes_to_what_the_answer_means(
    qtbot: QtBot, editor: RulesEditor
) -> None:
    editor.table.setCurrentCell(2, 0)
    editor.table.setFocus()

    qtbot.keyClick(editor.table, Qt.Key.Key_Return)

    assert editor.table.combo(2).hasFocus()


def test_many_responses_are_tagged_in_the_background(
    qtbot: QtBot, editor: RulesEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.responses_tagging.AT_ONCE", 5)

    with qtbot.waitSignal(editor.session.said) as said:
        mean(editor, qtbot, 0, "nurse")

    assert said.args == ["“GP” now means “Nurse”: 6 responses."]
    assert groups_of(editor.session, 1) == ("Nurse",)


def test_renamed_groups_are_offered_by_their_new_name(editor: RulesEditor) -> None:
    session = editor.session
    session.act(
        planning.edit_group, session.exercise_id, _group(session, "GP"), name="General practice"
    )

    assert meanings(editor)[0] == ("GP", "6", "General practice")


def test_without_groups_it_leads_to_where_they_are_added(qtbot: QtBot, clinic: Session) -> None:
    for group in planning.groups(clinic.workspace, clinic.exercise_id):
        clinic.act(planning.remove_group, clinic.exercise_id, group.id)
    page = ResponsesPage(clinic)
    qtbot.addWidget(page)
    page.tabs.setCurrentWidget(page.rules)
    page.show()
    assert page.rules.no_groups.isVisible()

    page.rules.groups_wanted.emit()

    assert page.tabs.currentWidget() is page.groups
    assert page.groups.empty.isVisible()


def test_an_exercise_without_questions_says_what_rules_are_for(editor: RulesEditor) -> None:
    session = editor.session
    session.choose_exercise(planning.add_exercise(session.workspace, "Another").created)

    assert editor.empty.isVisible()


def _group(session: Session, name: str) -> int:
    listed = planning.groups(session.workspace, session.exercise_id)
    return next(group.id for group in listed if group.name == name)
