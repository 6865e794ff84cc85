"""A questionnaire is changed freely before anyone answers, and safely afterwards."""

from collections.abc import Callable

import pytest
from building import Small, contents, made

from engage_app.domain.changes import Changes
from engage_app.domain.question_items import Item
from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.errors import NotPossible
from engage_app.services import choices, planning, questionnaire, tagging
from engage_app.services import workspace as workspaces
from engage_app.services.questionnaire import Meaning, NewQuestion
from engage_app.services.workspace import Workspace
from storage.identifiers import derived_uid

ONE, SEVERAL, TEXT = QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.TEXT


@pytest.fixture
def exercise(workspace: Workspace) -> int:
    """An exercise without questions."""
    return made(planning.add_exercise(workspace, "Bus routes"))


def outline(workspace: Workspace, exercise_id: int) -> list[str]:
    """The questionnaire in order: titles, with the rows of grids."""
    return [
        f"{item.title}: {', '.join(row.label for row in item.rows)}" if item.is_grid else item.title
        for item in questionnaire.items(workspace, exercise_id)
    ]


def item(workspace: Workspace, exercise_id: int, question_id: int) -> Item:
    """The item of a question."""
    listed = questionnaire.items(workspace, exercise_id)
    return next(each for each in listed if question_id in each.ids)


def grid(workspace: Workspace, exercise_id: int) -> int:
    """A grid of two rows that share three choices; the id of its first row."""
    wanted = NewQuestion(
        "How far do you agree?", ONE, choices=("Agree", "Neither", "Disagree"),
        rows=("Buses are late", "Fares are fair"),
    )  # fmt: skip
    return made(questionnaire.add_question(workspace, exercise_id, wanted))


def test_questions_come_last_or_behind_another(workspace: Workspace, exercise: int) -> None:
    first = made(questionnaire.add_question(workspace, exercise, NewQuestion("One", TEXT)))
    questionnaire.add_question(workspace, exercise, NewQuestion("Three", TEXT))
    questionnaire.add_question(workspace, exercise, NewQuestion("Two", TEXT), after=first)
    assert outline(workspace, exercise) == ["One", "Two", "Three"]


def test_the_same_question_has_the_same_identity_on_every_laptop(
    workspace: Workspace, exercise: int
) -> None:
    """Captured apart, a question of one name is one question; unless the uid is another's."""
    wanted = NewQuestion("Do you drive?", ONE, choices=("Yes", "No"))
    first = made(questionnaire.add_question(workspace, exercise, wanted))
    home = planning.exercise(workspace, exercise).uid
    row = "SELECT uid FROM question WHERE id = ?"
    (uid,) = workspace.connection.execute(row, [first]).fetchone()
    assert uid == derived_uid(home, "do_you_drive")
    uids = "SELECT uid FROM choice WHERE question_id = ? ORDER BY sort"
    assert [key for (key,) in workspace.connection.execute(uids, [first])] == [
        derived_uid(uid, "Yes"),
        derived_uid(uid, "No"),
    ]
    questionnaire.edit_question(workspace, exercise, first, name="drives")
    again = made(questionnaire.add_question(workspace, exercise, wanted))
    (other,) = workspace.connection.execute(row, [again]).fetchone()
    assert other not in (uid, derived_uid(home, "do_you_drive_2"))


def test_what_choices_mean_comes_with_them(small: Small) -> None:
    wanted = NewQuestion(
        "Your view?", ONE, Role.POSITION, ("Good", "Bad"),
        meanings=(("Good", Meaning("position", "welcomed")), ("Bad", Meaning("position", "concern"))),
    )  # fmt: skip
    key = made(questionnaire.add_question(small.workspace, small.exercise, wanted))
    own = {c.id: c.label for c in item(small.workspace, small.exercise, key).choices}
    rules = tagging.rules(small.workspace, small.exercise)
    assert {own[rule.choice_id]: rule.position for rule in rules if rule.choice_id in own} == {
        "Good": "welcomed",
        "Bad": "concern",
    }


def test_a_grid_is_one_item_whose_rows_share_all_but_their_words(
    workspace: Workspace, exercise: int
) -> None:
    first = grid(workspace, exercise)
    questionnaire.edit_question(
        workspace, exercise, first, required=True, hint="Tick one", label="Buses run late"
    )
    rows = item(workspace, exercise, first).rows
    assert [(row.label, row.required, row.hint) for row in rows] == [
        ("Buses run late", True, "Tick one"),
        ("Fares are fair", True, "Tick one"),
    ]
    questionnaire.edit_question(workspace, exercise, first, grid="Agree?")
    choices.add_choices(workspace, exercise, first, ["Don't know"])
    changed = item(workspace, exercise, first)
    assert {row.grid for row in changed.rows} == {"Agree?"}
    assert all(row.choices[-1].label == "Don't know" for row in changed.rows)


def test_rows_are_added_moved_and_removed(workspace: Workspace, exercise: int) -> None:
    first = grid(workspace, exercise)
    questionnaire.add_question(workspace, exercise, NewQuestion("Anything else?", TEXT))
    new = made(questionnaire.add_rows(workspace, exercise, first, ["Stops are near", " "]))
    assert outline(workspace, exercise) == [
        "How far do you agree?: Buses are late, Fares are fair, Stops are near",
        "Anything else?",
    ]
    added = item(workspace, exercise, new).rows[-1]
    assert [choice.label for choice in added.choices] == ["Agree", "Neither", "Disagree"]
    questionnaire.move_row(workspace, exercise, new, 0)
    questionnaire.remove(workspace, exercise, [first])
    assert outline(workspace, exercise)[0].endswith("Stops are near, Fares are fair")
    with pytest.raises(NotPossible, match="has that row already"):
        questionnaire.add_rows(workspace, exercise, new, ["stops are NEAR"])


def test_items_move_whole(workspace: Workspace, exercise: int) -> None:
    first = grid(workspace, exercise)
    last = made(questionnaire.add_question(workspace, exercise, NewQuestion("Last", TEXT)))
    questionnaire.move(workspace, exercise, last, 0)
    assert outline(workspace, exercise)[0] == "Last"
    questionnaire.move(workspace, exercise, first, 0)
    assert outline(workspace, exercise)[1] == "Last"


def test_a_copy_has_its_own_name_and_no_answers(small: Small) -> None:
    role = small.questions["role"]
    key = made(questionnaire.duplicate(small.workspace, small.exercise, role))
    copy = item(small.workspace, small.exercise, key).first
    assert (copy.label, copy.name) == ("Role (copy)", "role_copy")
    assert [choice.label for choice in copy.choices] == ["Surgery", "Resident"]
    used = questionnaire.usage(small.workspace, small.exercise)
    assert (used.questions[role], used.questions[key]) == (2, 0)


def test_conditions_follow_a_name_that_changes(workspace: Workspace, exercise: int) -> None:
    drives = made(
        questionnaire.add_question(
            workspace, exercise, NewQuestion("Drive?", ONE, choices=("Yes",))
        )
    )
    car = made(questionnaire.add_question(workspace, exercise, NewQuestion("Which car?", TEXT)))
    questionnaire.edit_question(workspace, exercise, car, relevant="${drive} = 'Yes'")
    questionnaire.edit_question(workspace, exercise, drives, name="drives")
    assert item(workspace, exercise, car).first.relevant == "${drives} = 'Yes'"
    workspaces.undo(workspace)
    assert item(workspace, exercise, car).first.relevant == "${drive} = 'Yes'"


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        ({"label": " "}, "needs words"),
        ({"name": "two words"}, "can't be a question's name"),
        ({"name": "more"}, "Another question"),
        ({"relevant": "${view} ="}, "condition"),
        ({"role": Role.GROUP}, "can't have that role"),
    ],
)
def test_what_cant_be_saved_is_said(small: Small, details: dict[str, str], sentence: str) -> None:
    new = NewQuestion("Free text", TEXT)
    key = made(questionnaire.add_question(small.workspace, small.exercise, new))
    before = contents(small.workspace)
    with pytest.raises(NotPossible, match=sentence):
        questionnaire.edit_question(small.workspace, small.exercise, key, **details)
    assert contents(small.workspace) == before


def test_a_question_in_use_keeps_its_name_and_what_its_answers_need(small: Small) -> None:
    workspace, exercise_id = small.workspace, small.exercise
    role = small.questions["role"]
    used = questionnaire.usage(workspace, exercise_id)
    allowed = questionnaire.allowed(item(workspace, exercise_id, role), used)
    assert allowed.types == {ONE, SEVERAL}
    assert allowed.roles == {Role.NONE, Role.GROUP, Role.POSITION, Role.PLACE}
    assert (allowed.name, allowed.answers) == (False, 2)
    view = questionnaire.allowed(item(workspace, exercise_id, small.questions["view"]), used)
    assert view.types == {TEXT}
    assert view.roles == {Role.COMMENT}
    for details in ({"name": "who"}, {"type": TEXT}, {"role": Role.EQUALITY}):
        with pytest.raises(NotPossible):
            questionnaire.edit_question(workspace, exercise_id, role, **details)
    questionnaire.edit_question(workspace, exercise_id, role, type=SEVERAL, label="Who are you?")
    assert questionnaire.usage(workspace, exercise_id).questions[role] == 2


def test_a_question_nobody_answered_may_become_anything(
    workspace: Workspace, exercise: int
) -> None:
    """Choices go where there is nothing to choose any more, and come back with undo."""
    wanted = NewQuestion("How often?", ONE, Role.GROUP, ("Daily", "Weekly"))
    key = made(questionnaire.add_question(workspace, exercise, wanted))
    before = contents(workspace)
    questionnaire.edit_question(workspace, exercise, key, type=QuestionType.INTEGER)
    first = item(workspace, exercise, key).first
    assert (first.choices, first.role) == ((), Role.NONE)
    workspaces.undo(workspace)
    assert contents(workspace) == before


def test_an_answered_question_is_retired_and_comes_back(small: Small) -> None:
    workspace, exercise_id = small.workspace, small.exercise
    stand = small.questions["stand"]
    assert questionnaire.remove(workspace, exercise_id, [stand]).label == "retire question"
    assert item(workspace, exercise_id, stand).retired
    assert questionnaire.usage(workspace, exercise_id).questions[stand] == 2
    questionnaire.bring_back(workspace, exercise_id, [stand])
    assert not item(workspace, exercise_id, stand).retired


def test_a_question_nobody_answered_is_removed_whole(workspace: Workspace, exercise: int) -> None:
    before = contents(workspace)
    first = grid(workspace, exercise)
    ids = item(workspace, exercise, first).ids
    assert questionnaire.remove(workspace, exercise, ids).label == "remove question"
    assert contents(workspace) == before


def test_a_question_others_depend_on_stays(workspace: Workspace, exercise: int) -> None:
    drives = NewQuestion("Drive?", ONE, choices=("Yes", "No"))
    key = made(questionnaire.add_question(workspace, exercise, drives))
    yes = item(workspace, exercise, key).choices[0]
    car = NewQuestion("Which car?", TEXT, relevant="${drive} = 'Yes'")
    questionnaire.add_question(workspace, exercise, car)
    with pytest.raises(NotPossible, match="Which car"):
        questionnaire.remove(workspace, exercise, [key])
    with pytest.raises(NotPossible, match="Which car"):
        choices.remove_choice(workspace, exercise, yes.id)
    with pytest.raises(NotPossible, match="Which car"):
        choices.use_choices(workspace, exercise, key, ["Often", "Never"])
    choices.remove_choice(workspace, exercise, item(workspace, exercise, key).choices[1].id)


def test_paper_forms_that_wait_hold_a_question(small: Small) -> None:
    """What was typed in knows questions by their names: they must not change meanwhile."""
    workspace, exercise_id = small.workspace, small.exercise
    wanted = NewQuestion("Bus or car?", ONE, choices=("Bus", "Car"))
    key = made(questionnaire.add_question(workspace, exercise_id, wanted))
    with workspace.acting("enter paper", exercise_id) as action:
        pile = {"uid": "p", "activity_id": small.activities["survey"], "title": "Pile"}
        pile_id = action.insert("paper_pile", pile)
        entry = {"uid": "e", "pile_id": pile_id, "number": 1, "pass": 1, "entered_by": "A"}
        answers = {"answers": '{"bus_or_car": "Bus", "view": ""}', "entered_at": "2026-01-01"}
        action.insert("paper_entry", {**entry, **answers})
        action.insert("paper_entry", {**entry, **answers, "uid": "f", "answers": ""})
    used = questionnaire.usage(workspace, exercise_id)
    bus, car = item(workspace, exercise_id, key).choices
    assert (used.questions[key], used.choices[bus.id], used.choices[car.id]) == (1, 1, 0)
    assert not questionnaire.allowed(item(workspace, exercise_id, key), used).name


def test_every_change_is_one_step_of_undo(workspace: Workspace, exercise: int) -> None:
    first = grid(workspace, exercise)
    last = made(questionnaire.add_question(workspace, exercise, NewQuestion("Last", TEXT)))
    agree = item(workspace, exercise, first).choices[0]
    writes: tuple[Callable[[], Changes], ...] = (
        lambda: questionnaire.edit_question(workspace, exercise, first, grid="X", required=True),
        lambda: questionnaire.move(workspace, exercise, last, 0),
        lambda: questionnaire.duplicate(workspace, exercise, first),
        lambda: questionnaire.add_rows(workspace, exercise, first, ["A", "B"]),
        lambda: choices.rename_choice(workspace, exercise, agree.id, "I agree"),
        lambda: choices.move_choice(workspace, exercise, agree.id, 2),
        lambda: choices.use_choices(workspace, exercise, first, ["Agree", "Maybe"]),
        lambda: questionnaire.remove(workspace, exercise, [first, last]),
    )
    for write in writes:
        before = contents(workspace)
        assert write()
        after = contents(workspace)
        workspaces.undo(workspace)
        assert contents(workspace) == before
        workspaces.redo(workspace)
        assert contents(workspace) == after
        workspaces.undo(workspace)
