"""A questionnaire goes out as an XLSForm and comes in again with all that was said of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from building import made

from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.errors import NotPossible
from engage_app.services import choices, exchange, planning, questionnaire
from engage_app.services import workspace as workspaces
from engage_app.services.questionnaire import NewQuestion
from engage_app.services.questionnaire_import import condition_in_our_words
from engage_app.services.workspace import Workspace

QUESTIONS = (
    NewQuestion(
        "Do you use the bus?", QuestionType.SELECT_ONE, Role.NONE, ("Yes, every day", "No"),
        hint="Any bus", required=True,
    ),
    NewQuestion(
        "How old are you?", QuestionType.INTEGER, Role.EQUALITY, constraint=". >= 16 and . <= 120",
        constraint_message="Between 16 and 120, please.",
    ),
    NewQuestion(
        "Which lines?", QuestionType.SELECT_MULTIPLE, choices=("1", "2", "All of them"),
        relevant="${do_you_use_the_bus} = 'Yes, every day' and ${how_old_are_you} > 17",
    ),
    NewQuestion(
        "How far do you agree?", QuestionType.SELECT_ONE, choices=("Agree", "Disagree"),
        rows=("Buses are late", "Fares are fair"), relevant="selected(${which_lines}, 'All of them')",
    ),
    NewQuestion("Since when?", QuestionType.DATE),
    NewQuestion("What else?", QuestionType.TEXT, Role.COMMENT),
)  # fmt: skip


@pytest.fixture
def exercise(workspace: Workspace) -> int:
    """An exercise with the questions above, one choice renamed and one question retired."""
    key = made(planning.add_exercise(workspace, "Bus routes"))
    first = made(questionnaire.add_question(workspace, key, QUESTIONS[0]))
    for wanted in QUESTIONS[1:]:
        questionnaire.add_question(workspace, key, wanted)
    yes = planning.questions(workspace, key)[0].choices[0]
    choices.rename_choice(workspace, key, yes.id, "Yes, most days")
    old = made(questionnaire.add_question(workspace, key, NewQuestion("Old", QuestionType.TEXT)))
    questionnaire.edit_question(workspace, key, first, hint="Any bus at all")
    with workspace.acting("retire", key) as action:
        action.update("question", old, {"retired": 1})
    return key


def told(question: Question) -> Question:
    """A question without the ids of this workspace."""
    plain = tuple(replace(choice, id=0, name="") for choice in question.choices)
    return replace(question, id=0, choices=plain, relevant="")


def test_a_questionnaire_goes_out_and_comes_in_the_same(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    path = exchange.write_xlsform(workspace, exercise, tmp_path / "form.xlsx")
    found = exchange.read_questionnaire(path)
    assert (found.title, found.tool, found.left_out) == ("Bus routes", "XLSForm", ())
    other = made(planning.add_exercise(workspace, "Again"))
    exchange.add_questionnaire(workspace, other, found)
    before = [each for each in planning.questions(workspace, exercise) if not each.retired]
    after = planning.questions(workspace, other)
    assert [told(each) for each in after] == [told(each) for each in before]
    assert [choice.value for choice in after[0].choices] == ["yes_every_day", "No"]
    assert [each.relevant for each in after] == [
        "",
        "",
        "${do_you_use_the_bus} = 'yes_every_day' and ${how_old_are_you} > 17",
        *["selected(${which_lines}, 'all_of_them')"] * 2,
        "",
        "",
    ]


def test_pyxform_takes_conditions_and_checks(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    convert = pytest.importorskip("pyxform.xls2xform").convert
    path = exchange.write_xlsform(workspace, exercise, tmp_path / "form.xlsx")
    xform = convert(str(path)).xform
    assert "= 'yes_every_day'" in xform
    assert "selected(" in xform
    assert 'constraint=". &gt;= 16 and . &lt;= 120"' in xform
    assert 'required="true()"' in xform
    assert "Any bus at all" in xform
    assert "Old" not in xform


def test_what_is_there_already_stays_and_undo_takes_the_rest_out(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    path = exchange.write_xlsform(workspace, exercise, tmp_path / "form.xlsx")
    found = exchange.read_questionnaire(path)
    with pytest.raises(NotPossible, match="already"):
        exchange.add_questionnaire(workspace, exercise, found)
    other = made(planning.add_exercise(workspace, "Other"))
    own = NewQuestion("What else?", QuestionType.TEXT, Role.NONE)
    questionnaire.add_question(workspace, other, own)
    exchange.add_questionnaire(workspace, other, found)
    names = [each.name for each in planning.questions(workspace, other)]
    assert names[0] == "what_else"
    assert names.count("what_else") == 1
    assert planning.questions(workspace, other)[0].role is Role.NONE
    workspaces.undo(workspace)
    assert len(planning.questions(workspace, other)) == 1


def test_grids_of_one_heading_stay_apart(workspace: Workspace, exercise: int) -> None:
    one = NewQuestion("Agree?", QuestionType.SELECT_ONE, choices=("Yes",), rows=("a",))
    two = replace(one, choices=("Often",), rows=("b",))
    wanted = exchange.Questionnaire("Two", "XLSForm", (one, two))
    exchange.add_questionnaire(workspace, exercise, wanted)
    assert [item.title for item in questionnaire.items(workspace, exercise)][-2:] == [
        "Agree?",
        "Agree? (2)",
    ]


@pytest.mark.parametrize(
    ("tool", "text", "ours"),
    [
        ("XLSForm", "${a} = 'x'", "${a} = 'x'"),
        ("XLSForm", "${gone} = 'x'", None),
        ("XLSForm", "indexed-repeat(${a}, 1)", None),
        ("REDCap", "[a] = '1' and [b(2)] = '1'", "${a} = '1' and selected(${b}, '2')"),
        ("REDCap", "[a] <> ''", "${a} != ''"),
        ("LimeSurvey", '((a.NAOK == "Y"))', '((${a} = "Y"))'),
        ("LimeSurvey", "1", ""),
        ("LimeSurvey", "is_empty(gone.NAOK)", None),
        ("Triple-S", "a", None),
        ("Triple-S", "", ""),
    ],
)
def test_conditions_come_along_where_they_can_be_said(
    tool: str, text: str, ours: str | None
) -> None:
    assert condition_in_our_words(text, tool, {"a", "b"}) == ours
