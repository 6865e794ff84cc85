"""Imports: everything comes in where it belongs, as an officer confirmed it."""

import hashlib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from clinic_survey import ROWS, column, write
from openpyxl.worksheet.table import Table

from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.errors import NotPossible
from engage_app.services import importing, planning
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace


@pytest.fixture
def exercise_id(workspace: Workspace) -> int:
    created = planning.add_exercise(workspace, "Moving the clinic").created
    assert created
    return created


def test_everything_comes_in(workspace: Workspace, exercise_id: int, tmp_path: Path) -> None:
    """Answers, tags, place, consent, organisation and comments, each where it belongs."""
    result = importing.run_import(
        workspace, exercise_id, importing.inspect(write(tmp_path / "s.csv"))
    )

    assert (result.added, result.unchanged, result.updated) == (5, 0, 0)
    assert result.changes
    assert "5 responses imported" in result.summary
    assert column(workspace, "SELECT source_id FROM response") == ["01", "02", "03", "04", "05"]
    assert column(workspace, "SELECT submitted_at FROM response")[0] == "2022-05-16"
    assert column(workspace, "SELECT position FROM response") == [
        "welcomed", "some concern", "concern", None, "welcomed",
    ]  # fmt: skip
    assert column(workspace, "SELECT position_origin FROM response")[2:4] == ["question", ""]
    assert column(workspace, "SELECT consent FROM response") == ["yes", "no", "yes", "", "yes"]
    assert column(workspace, "SELECT kind FROM respondent") == ["organisation"] + ["person"] * 4
    assert column(workspace, "SELECT name FROM place JOIN response ON place_id = place.id") == [
        "North", "South", "North", "North", "South",
    ]  # fmt: skip
    assert not workspaces.check(workspace)


def test_an_import_says_how_many_questions_it_made(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """And none where all of them were there already."""
    survey = importing.inspect(write(tmp_path / "s.csv"))
    first = importing.run_import(workspace, exercise_id, survey)
    again = importing.run_import(workspace, exercise_id, survey)

    (made,) = column(workspace, "SELECT count(*) FROM question")
    assert (first.questions, again.questions) == (made, 0)
    assert made > 0


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("s.csv", "Survey: s"),
        ("Your_views_on_buses.csv", "Your views on buses"),
        ("Bus survey (1-243).csv", "Bus survey"),
        ("survey.csv", "survey"),
    ],
)
def test_an_activity_is_called_after_its_file(tmp_path: Path, file: str, title: str) -> None:
    survey = importing.inspect(write(tmp_path / file))

    assert importing.suggested(survey).activity_title == title


def test_words_are_kept_and_blanks_are_no_comments(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Only line ends and outer white space change; None and N/A are answers; no tone is set."""
    importing.run_import(workspace, exercise_id, importing.inspect(write(tmp_path / "s.csv")))

    assert column(workspace, "SELECT text FROM comment") == [
        "“Parking”\nis   bad 👍🏽", "N/A", "None", "So.",
    ]  # fmt: skip
    assert column(workspace, "SELECT sentiment FROM comment") == [None] * 4


def test_closed_answers_have_three_states(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """A score of 0 is 0, a skipped question an empty answer, words under Other are text."""
    importing.run_import(workspace, exercise_id, importing.inspect(write(tmp_path / "s.csv")))

    assert column(
        workspace,
        "SELECT number FROM answer JOIN question ON question.id = question_id WHERE name = 'score'",
    ) == [0, 7, None, 3, 7]
    several = workspace.connection.execute(
        """SELECT source_id, choice.label, text FROM answer
        JOIN response ON response.id = response_id JOIN question ON question.id = answer.question_id
        LEFT JOIN choice ON choice.id = choice_id
        WHERE question.name = 'which_matter_to_you' ORDER BY answer.id"""
    ).fetchall()
    assert several[:5] == [
        ("01", "Cost", None),
        ("01", "Travel", None),
        ("02", "Travel", None),
        ("02", None, "My own; words"),
        ("03", None, None),
    ]


def test_equality_answers_and_contacts_are_kept_apart(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    importing.run_import(workspace, exercise_id, importing.inspect(write(tmp_path / "s.csv")))

    roles = "SELECT DISTINCT role FROM question JOIN answer ON question.id = question_id"
    assert not {"equality", "identifier", "comment"} & set(column(workspace, roles))
    keys = column(workspace, "SELECT equality_key FROM respondent")
    assert keys[4] is None
    assert sorted(keys[:4]) == column(workspace, "SELECT equality_key FROM equality_answer")
    assert workspace.connection.execute("SELECT kind, value FROM contact_detail").fetchall() == [
        ("email", "a@example.org"),
        ("email", "b@example.org"),
    ]


def test_groups_there_are_are_used_and_missing_ones_made(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """In any case; a choice called Other makes no group."""
    planning.add_group(workspace, exercise_id, "General Practice")

    importing.run_import(workspace, exercise_id, importing.inspect(write(tmp_path / "s.csv")))

    assert column(workspace, "SELECT name FROM stakeholder_group") == [
        "General Practice",
        "Hospices",
    ]
    tagged = workspace.connection.execute(
        """SELECT source_id, name, origin FROM response_group
        JOIN response ON response.id = response_id
        JOIN stakeholder_group ON stakeholder_group.id = group_id ORDER BY source_id"""
    ).fetchall()
    assert tagged == [
        ("01", "Hospices", "rule"),
        ("02", "General Practice", "rule"),
        ("03", "General Practice", "rule"),
        ("05", "Hospices", "rule"),
    ]
    assert column(workspace, "SELECT count(*) FROM tag_rule WHERE kind = 'group'") == [3]


def test_no_groups_are_made_where_none_are_wanted(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    planning.add_group(workspace, exercise_id, "Hospices")
    survey = importing.inspect(write(tmp_path / "s.csv"))
    mapping = importing.make_groups(importing.plan(workspace, exercise_id, survey), False)

    importing.run_import(workspace, exercise_id, survey, mapping)

    assert column(workspace, "SELECT name FROM stakeholder_group") == ["Hospices"]


def test_the_file_is_on_record(workspace: Workspace, exercise_id: int, tmp_path: Path) -> None:
    path = write(tmp_path / "Clinic_survey(1-5).csv")
    result = importing.run_import(workspace, exercise_id, importing.inspect(path))

    (record,) = importing.imports(workspace, exercise_id)
    assert record.id == result.import_id
    assert record.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (record.file_name, record.file_size) == (path.name, path.stat().st_size)
    assert (record.tool, record.responses, record.activity) == ("CSV", 5, "Clinic survey")
    assert column(workspace, "SELECT date FROM activity") == ["2022-05-16"]


def test_the_officer_decides_types_and_roles(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Answers are read anew, left-out questions stay out, and the choice is remembered."""
    survey = importing.inspect(write(tmp_path / "s.csv"))
    mapping = importing.plan(workspace, exercise_id, survey)
    mapping = importing.change(
        survey, mapping, "which_matter_to_you", question_type=QuestionType.TEXT, role=Role.COMMENT
    )
    mapping = importing.change(survey, mapping, "score", question_type=QuestionType.SELECT_ONE)
    mapping = importing.change(survey, mapping, "age_group", included=False)
    mapping = importing.change(survey, mapping, "please_tell_us_why", role=Role.NONE)

    importing.run_import(workspace, exercise_id, survey, mapping)

    assert column(workspace, "SELECT text FROM comment")[:2] == [
        "Cost;Travel;",
        "Travel;My own; words;",
    ]
    assert mapping.question("score").choices == ("0", "3", "7")
    assert column(workspace, "SELECT count(*) FROM equality_answer") == [0]
    again = importing.plan(workspace, exercise_id, survey)
    assert again.remembered
    assert not again.question("age_group").included
    assert again.question("which_matter_to_you").role is Role.COMMENT
    assert again.question("score").type is QuestionType.SELECT_ONE


def test_a_written_answer_can_become_the_group(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    survey = importing.inspect(write(tmp_path / "s.csv"))
    mapping = importing.plan(workspace, exercise_id, survey)

    changed = importing.change(survey, mapping, "name_of_your_organisation", role=Role.GROUP)

    question = changed.question("name_of_your_organisation")
    assert question.type is QuestionType.SELECT_ONE
    assert [tag.target for tag in question.tags] == ["St Ann's Hospice"]


def test_tags_are_the_officers(workspace: Workspace, exercise_id: int, tmp_path: Path) -> None:
    survey = importing.inspect(write(tmp_path / "s.csv"))
    mapping = importing.plan(workspace, exercise_id, survey)
    name = "do_you_welcome_the_proposal"
    mapping = importing.change(
        survey, mapping, name, tags=[importing.Tag("It depends", "position", "mixed")]
    )

    importing.run_import(workspace, exercise_id, survey, mapping)

    assert column(workspace, "SELECT position FROM response") == [None, None, None, "mixed", None]
    with pytest.raises(NotPossible, match="position scale"):
        importing.change(
            survey, mapping, name, tags=[importing.Tag("It depends", "position", "up")]
        )


def test_rules_handed_in_replace_suggestions(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    survey = importing.inspect(write(tmp_path / "s.csv"))
    question = "Which stakeholder group do you represent?"
    rules = [importing.RuleWanted(question, "Hospices", "group", "Voluntary sector")]

    importing.run_import(workspace, exercise_id, survey, activity="Online survey", tag_rules=rules)

    assert column(workspace, "SELECT name FROM stakeholder_group") == ["Voluntary sector"]
    assert column(workspace, "SELECT title FROM activity") == ["Online survey"]
    wrong = [importing.RuleWanted("Who are you?", "x", "group", "y")]
    with pytest.raises(NotPossible, match="no question “Who"):
        importing.run_import(workspace, exercise_id, survey, tag_rules=wrong)


def test_a_preview_is_spread_through_the_file(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    rows = [[f"{n:03}", *ROWS[n % 5][1:]] for n in range(100)]
    survey = importing.inspect(write(tmp_path / "s.csv", rows))

    shown = importing.preview(survey, importing.plan(workspace, exercise_id, survey))

    assert [int(row[0]) for row in shown.rows] == list(range(2, 102, 5))
    assert shown.columns[:2] == ("Row", "Submitted")
    assert shown.rows[1][4] == "Cost; Travel"


def test_what_does_not_fit_is_kept_and_named(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    rows = [*ROWS, ["06", "2022-06-01", "Hospices", "", "", "about 5", "", "", "", "", "", ""]]
    survey = importing.inspect(write(tmp_path / "s.csv", rows))
    mapping = importing.plan(workspace, exercise_id, survey)
    mapping = importing.change(survey, mapping, "score", question_type=QuestionType.INTEGER)

    result = importing.run_import(workspace, exercise_id, survey, mapping)

    assert [(problem.row, problem.column) for problem in result.problems] == [(7, "Score")]
    assert "about 5" in column(workspace, "SELECT text FROM answer")


def test_a_question_with_another_purpose_gets_its_own_name(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Earlier answers keep the meaning they were given under."""
    importing.run_import(workspace, exercise_id, importing.inspect(write(tmp_path / "s.csv")))
    survey = importing.inspect(write(tmp_path / "second.csv", [*ROWS, ["06", *ROWS[0][1:]]]))
    mapping = importing.plan(workspace, exercise_id, survey)
    mapping = importing.change(survey, mapping, "score", question_type=QuestionType.SELECT_ONE)

    mapping = replace(mapping, activity_id=None)
    importing.run_import(workspace, exercise_id, survey, mapping, activity="Second survey")

    names = column(workspace, "SELECT name FROM question")
    assert len(names) == 11
    assert len(set(names)) == 11


def test_a_forms_workbook_comes_in_as_confirmed(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ID", "Start time", "Completion time", "Email", "Name", "Which sector?", "Why?"])
    sheet.append(
        [1, "2022-05-16T09:00", "2022-05-16T09:05", "anonymous", "", "Hospices", "It's =1+1"]
    )
    sheet.add_table(Table(displayName="OfficeForms.Table", ref="A1:G2"))
    book.save(tmp_path / "f.xlsx")

    found = importing.as_json(importing.inspect(tmp_path / "f.xlsx"))

    assert found["tool"] == "Microsoft Forms"
    assert found["header_rows"] == 1
    assert [question["name"] for question in found["questions"]] == ["which_sector", "why"]
    assert found["responses"] == [
        {
            "source_id": "1",
            "submitted_at": "2022-05-16T09:05:00",
            "complete": True,
            "answers": {"which_sector": "Hospices", "why": "It's =1+1"},
        }
    ]
    assert found["problems"] == []
