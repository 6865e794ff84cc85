"""Two surveys of one exercise whose questions differ in wording: matched by the officer."""

from pathlib import Path

import pytest
from clinic_survey import column

from engage_app.domain.questionnaire import Role
from engage_app.errors import NotPossible
from engage_app.services import importing, planning
from engage_app.services.importing import SurveyFile
from engage_app.services.workspace import Workspace

FIRST = (
    "ID,Which stakeholder group do you represent?,What matters to you?,Score,Please tell us why\n"
    "1,Hospices,Cost;Travel;,3,The first thing that I have to say\n"
    "2,General practice,Cost;,4,Another thing that was said by me\n"
    "3,Hospices,Travel;Cost;,5,Yet another thing that was said\n"
)
SECOND = (
    "ID,Which stakeholder groups do you represent?,Which things matter?,Points,Say why\n"
    "1,Hospice,Price;,7,Words of the second survey are here\n"
    "2,GENERAL PRACTICE,Price;Travel;,8,More words of the second survey\n"
    "3,Carers,Travel;Price;Cost;,9,And some more words of the second one\n"
)
GROUP = "which_stakeholder_group_do_you_represent"
GROUPS = "which_stakeholder_groups_do_you_represent"


@pytest.fixture
def exercise_id(workspace: Workspace, tmp_path: Path) -> int:
    """The exercise, with the first survey in it."""
    created = planning.add_exercise(workspace, "Moving the clinic").created
    assert created
    path = tmp_path / "first.csv"
    path.write_text(FIRST, encoding="utf-8")
    importing.run_import(workspace, created, importing.inspect(path))
    return created


@pytest.fixture
def second(tmp_path: Path) -> SurveyFile:
    path = tmp_path / "second.csv"
    path.write_text(SECOND, encoding="utf-8")
    return importing.inspect(path)


def test_much_the_same_words_are_suggested_and_nothing_is_decided(
    workspace: Workspace, exercise_id: int, second: SurveyFile
) -> None:
    mapping = importing.plan(workspace, exercise_id, second)

    offers = importing.match_offers(workspace, exercise_id, mapping)

    assert not mapping.same_as
    suggested = offers[GROUPS].suggested
    assert suggested
    assert (suggested.name, suggested.choices) == (GROUP, ("Hospices", "General practice"))
    assert offers["points"].suggested is None
    assert [known.name for known in offers["points"].questions] == ["score"]
    assert [known.name for known in offers["say_why"].questions] == ["please_tell_us_why"]


def test_matched_answers_go_to_the_same_question_and_choice(
    workspace: Workspace, exercise_id: int, second: SurveyFile
) -> None:
    """By label, whatever its case, or by hand; others are new choices; existing rules apply."""
    mapping = importing.plan(workspace, exercise_id, second)
    by_hand = {"Hospice": "Hospices"}
    mapping = importing.match(workspace, exercise_id, mapping, GROUPS, GROUP, choices=by_hand)
    mapping = importing.match(
        workspace, exercise_id, mapping, "which_things_matter", "what_matters_to_you",
        choices={"Price": "Cost"},
    )  # fmt: skip
    mapping = importing.match(workspace, exercise_id, mapping, "points", "score")
    mapping = importing.match(workspace, exercise_id, mapping, "say_why", "please_tell_us_why")
    assert mapping.same_as[GROUPS].choices == {
        "Hospice": "Hospices",
        "GENERAL PRACTICE": "General practice",
    }

    result = importing.run_import(workspace, exercise_id, second, mapping)

    assert result.added == 3
    assert column(workspace, "SELECT name FROM question ORDER BY sort") == [
        GROUP, "what_matters_to_you", "score", "please_tell_us_why",
    ]  # fmt: skip
    assert column(workspace, "SELECT label FROM choice ORDER BY question_id, sort") == [
        "Hospices", "General practice", "Carers", "Cost", "Travel",
    ]  # fmt: skip
    assert column(
        workspace,
        """SELECT name FROM response_group JOIN stakeholder_group ON group_id = stakeholder_group.id
        ORDER BY response_id""",
    ) == ["Hospices", "General practice", "Hospices", "Hospices", "General practice", "Carers"]
    last = "SELECT max(id) FROM response"
    assert column(
        workspace,
        f"""SELECT choice.label FROM answer JOIN choice ON choice.id = choice_id
        JOIN question ON question.id = answer.question_id
        WHERE response_id = ({last}) AND question.name = 'what_matters_to_you' ORDER BY answer.id""",
    ) == ["Travel", "Cost"]
    assert column(workspace, "SELECT count(*) FROM comment") == [6]


def test_a_match_is_remembered_and_the_same_file_changes_nothing(
    workspace: Workspace, exercise_id: int, second: SurveyFile
) -> None:
    mapping = importing.plan(workspace, exercise_id, second)
    mapping = importing.match(
        workspace, exercise_id, mapping, GROUPS, GROUP, choices={"Hospice": "Hospices"}
    )
    importing.run_import(workspace, exercise_id, second, mapping)

    again = importing.plan(workspace, exercise_id, second)

    assert again.remembered
    assert again.same_as == mapping.same_as
    result = importing.run_import(workspace, exercise_id, second, update=True)
    assert (result.added, result.unchanged, result.updated) == (0, 3, 0)


def test_a_question_is_the_same_as_one_only_and_of_the_same_type(
    workspace: Workspace, exercise_id: int, second: SurveyFile
) -> None:
    mapping = importing.plan(workspace, exercise_id, second)
    with pytest.raises(NotPossible, match="answered otherwise"):
        importing.match(workspace, exercise_id, mapping, "points", "please_tell_us_why")
    with pytest.raises(NotPossible, match="no choice “Nobody”"):
        importing.match(
            workspace, exercise_id, mapping, GROUPS, GROUP, choices={"Hospice": "Nobody"}
        )

    matched = importing.match(workspace, exercise_id, mapping, "points", "score")

    assert matched.same_as.keys() == {"points"}
    undone = importing.match(workspace, exercise_id, matched, "points", None)
    assert not undone.same_as
    changed = importing.change(second, matched, "points", role=Role.EQUALITY)
    assert not changed.same_as


def test_what_has_its_own_name_there_is_offered_nothing(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    survey = importing.inspect(tmp_path / "first.csv")
    mapping = importing.plan(workspace, exercise_id, survey)
    assert importing.match_offers(workspace, exercise_id, mapping) == {}
