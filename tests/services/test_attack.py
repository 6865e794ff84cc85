"""An attacker who reads nothing but what is printed has no hidden number back."""

from dataclasses import replace

import pytest
from attack import attacked, hidden
from attacked_exercises import branches, random_exercise
from heard import Heard

from analysis.disclosure import audited
from engage_app.domain.disclosure import PRESETS, DisclosureRule
from engage_app.domain.report import SUPPRESSED, Table, Value
from engage_app.services import findings, planning, samples, saved_tables
from engage_app.services.tables import positions
from engage_app.services.tables.material import Material
from engage_app.services.workspace import Workspace


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    return Heard(workspace)


def published(heard: Heard, rule: DisclosureRule) -> tuple[list[Table], tuple[Table, ...]]:
    """Every table that leaves, as it is and as it is printed."""
    material = Material(heard.workspace, heard.exercise, label_least=rule.below)
    made = findings.made(material)
    true = [*made, *saved_tables.tables(material, made, rule)]
    printed, recovered = audited(true, rule, positions.told(material, rule.below))
    assert recovered == ()
    return true, printed  # in the order of the true rows: what is ranked anew follows from these


def row(tables: tuple[Table, ...], name: str, head: str) -> dict[str, Value]:
    table = next(one for one in tables if one.name == name)
    columns = [column.name for column in table.columns]
    return next(dict(zip(columns, one, strict=True)) for one in table.rows if one[0] == head)


@pytest.mark.parametrize("seed", [0, 2, 5])
@pytest.mark.parametrize("preset", PRESETS)
def test_random_exercises_withstand_it(workspace: Workspace, seed: int, preset: str) -> None:
    """With trees of groups and themes, people in two groups, saved findings among some."""
    built = random_exercise(workspace, seed)
    rule = PRESETS[preset][1]
    true, printed = published(built, rule)
    assert hidden(printed)
    assert attacked(true, printed, rule, branches(built)) == []


@pytest.mark.parametrize("seed", [0, 2, 4, 5])
@pytest.mark.parametrize("preset", ["1-4", "nhs"])
def test_so_they_do_where_noughts_are_hidden_too(
    workspace: Workspace, seed: int, preset: str
) -> None:
    """A hidden figure may be a nought there, and that it is one is hidden."""
    built = random_exercise(workspace, seed)
    rule = replace(PRESETS[preset][1], hide_zero=True)
    true, printed = published(built, rule)
    noughts = sum(cell == 0 for table in printed for row in table.rows for cell in row[1:])
    assert noughts < sum(cell == 0 for table in true for row in table.rows for cell in row[1:]) / 4
    assert attacked(true, printed, rule, branches(built)) == []


def test_the_sample_withstands_it(workspace: Workspace) -> None:
    samples.add_sample(workspace)
    built = Heard.__new__(Heard)
    built.workspace = workspace
    built.exercise = planning.exercises(workspace)[0].exercise.id
    rule = PRESETS["1-4"][1]
    true, printed = published(built, rule)
    assert attacked(true, printed, rule, branches(built)) == []


def test_it_finds_what_hiding_small_numbers_alone_leaves(heard: Heard) -> None:
    """3 who walk of 20, beside 17 who drive: the attacker needs no more than the total."""
    heard.question("travel", "select_one", "none", ("Car", "Foot"))
    for number in range(20):
        heard.respond(answers={"travel": "Foot" if number < 3 else "Car"})
    true = list(findings.findings(heard.workspace, heard.exercise, ["closed_questions"]))
    rows = tuple(
        (one[0], SUPPRESSED, SUPPRESSED) if one[0] == "Foot" else one for one in true[0].rows
    )
    printed = [Table(true[0].name, true[0].title, "", "", true[0].columns, rows)]
    found = attacked(true, printed, DisclosureRule(), {})
    assert found == ["question_travel: Foot, Respondents = 3"]


def test_a_branch_is_no_smaller_than_a_theme_in_it(heard: Heard) -> None:
    """Six raised it in workshops, who are all of its branch there; so one is left for meetings."""
    heard.activity("meeting", "meeting")
    for name, above in (("Money", ""), ("Fairness", "Money"), ("Cost", "Money")):
        heard.theme(name, above)
    for activity, on, many in (
        ("survey", ["Cost"], 12),
        ("survey", ["Cost", "Fairness"], 6),
        ("workshop", ["Fairness"], 6),
        ("meeting", ["Fairness", "Cost"], 1),
    ):
        for number in range(many):
            heard.respond(says={f"{activity} {on} {number}": on}, activity=activity)
    true, printed = published(heard, DisclosureRule())
    assert attacked(true, printed, DisclosureRule(), branches(heard)) == []


def test_comments_in_a_tone_are_no_fewer_than_those_who_made_them(heard: Heard) -> None:
    """Each made one comment, so that both tables count the same."""
    heard.theme("Parking")
    for tone, many in (("positive", 1), ("neutral", 6), ("negative", 1)):
        for number in range(many):
            heard.respond(says={f"{tone} {number}": ["Parking"]}, sentiment=tone)
    true, printed = published(heard, DisclosureRule())
    assert attacked(true, printed, DisclosureRule(), {}) == []
    assert row(printed, "themes", "Parking")["Positive"] == SUPPRESSED
