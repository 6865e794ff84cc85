"""Two exercises of a workspace that asked the same question."""

import pytest
from attacked_exercises import random_exercise
from heard import Heard

from engage_app.domain.disclosure import PRESETS, DisclosureRule
from engage_app.domain.report import SUPPRESSED, Table
from engage_app.services import findings, planning, saved_tables
from engage_app.services.covers import ReportPlan, save_plan
from engage_app.services.tables.change import CHOSE, SAMPLED, change_tables, previous
from engage_app.services.tables.material import Material
from engage_app.services.workspace import Workspace


@pytest.fixture
def before(workspace: Workspace) -> Heard:
    return asked(workspace, "2021-05-16", "Before")


@pytest.fixture
def now(workspace: Workspace, before: Heard) -> Heard:
    return asked(workspace, "2022-05-16", "Now", "Taxi")


def asked(workspace: Workspace, opens: str, title: str, *more: str) -> Heard:
    """An exercise that asks how people travel."""
    built = Heard(workspace)
    planning.edit_exercise(workspace, built.exercise, opens_on=opens, closes_on="", title=title)
    built.theme("Cost")
    built.theme("Parking" if more else "Buses")
    built.question("travel", "select_one", "none", ("Car", "Bus", *more))
    return built


def answer(heard: Heard, **counts: int) -> None:
    """So many respondents with each answer."""
    for label, count in counts.items():
        for _ in range(count):
            heard.respond(answers={"travel": label})


def sample(heard: Heard) -> None:
    """Those asked were drawn at random."""
    with heard.workspace.acting("sampled") as action:
        action.update("activity", heard.activities["survey"], {"sampled": 1})


def get(heard: Heard, name: str) -> Table:
    return findings.finding(heard.workspace, heard.exercise, name)


def test_shares_and_bases_of_both(before: Heard, now: Heard) -> None:
    answer(before, Car=6, Bus=2)
    answer(now, Car=5, Bus=4, Taxi=1)
    table = get(now, "change_travel")
    assert table.rows == (
        ("Car", 6, 0.75, 5, 0.5, -25),
        ("Bus", 2, 0.25, 4, 0.4, 15),
        ("Taxi", "[z]", "[z]", 1, 0.1, "[z]"),
        ("All who answered", 8, 1.0, 10, 1.0, "[z]"),
    )
    assert table.base == (
        "8 respondents in “Before” (16 May 2021), 10 respondents in “Now” (16 May 2022)"
    )
    assert CHOSE in table.notes
    assert len(table.responses(0, 3)) == 5


def test_an_interval_only_where_both_are_samples(before: Heard, now: Heard) -> None:
    answer(before, Car=6, Bus=2)
    answer(now, Car=5, Bus=5)
    sample(now)
    assert len(get(now, "change_travel").columns) == 6
    sample(before)
    table = get(now, "change_travel")
    assert [column.name for column in table.columns][-2:] == ["From", "To"]
    low, high = table.rows[0][-2:]
    assert isinstance(low, int)
    assert isinstance(high, int)
    assert low < -25 < high
    assert SAMPLED in table.notes
    assert CHOSE not in table.notes


def test_themes_of_the_same_name(before: Heard, now: Heard) -> None:
    before.respond(says={"Dear": ["Cost"]})
    before.respond(says={"Buses": ["Buses"]})
    now.respond(says={"Dear": ["Cost"]})
    table = get(now, "change_themes")
    assert table.rows == (
        ("Cost", 1, 0.5, 1, 1.0, 50),
        ("All with a coded comment", 2, 1.0, 1, 1.0, "[z]"),
    )


def test_the_exercise_before_is_the_last_that_shares_a_question(
    workspace: Workspace, before: Heard, now: Heard
) -> None:
    between = Heard(workspace)
    planning.edit_exercise(workspace, between.exercise, opens_on="2022-01-01")
    later = asked(workspace, "2023-01-01", "Later")
    assert previous(Material(workspace, now.exercise)) == before.exercise
    assert previous(Material(workspace, later.exercise)) == now.exercise
    assert previous(Material(workspace, before.exercise)) is None
    first = findings.findings(workspace, before.exercise)
    assert not any(table.name.startswith("change_") for table in first)


def test_another_exercise_can_be_chosen_and_nobody_need_have_answered(
    workspace: Workspace, before: Heard, now: Heard
) -> None:
    (table,) = change_tables(Material(workspace, before.exercise), now.exercise)
    assert table.rows[0] == ("Car", 0, "[x]", 0, "[x]", "[x]")


def test_figures_of_two_exercises_are_told_apart_and_hidden(before: Heard, now: Heard) -> None:
    answer(before, Car=2, Bus=20)
    answer(now, Car=30, Bus=20)
    tables = findings.findings(now.workspace, now.exercise)
    table = next(
        one for one in findings.published(tables, DisclosureRule(5)) if one.name == "change_travel"
    )
    car, bus, *_ = table.rows
    assert car[1] == car[2] == car[-1] == SUPPRESSED
    assert SUPPRESSED in (bus[1], table.rows[-1][1])  # or 22 - 20 would tell
    assert bus[3] == 20


def leaves(heard: Heard, rule: DisclosureRule) -> dict[str, Table]:
    """Every table of its report, by name."""
    material = Material(heard.workspace, heard.exercise, label_least=rule.below)
    return {one.name: one for one in saved_tables.all_published(material, rule)}


@pytest.mark.parametrize("seed", [2, 4])
@pytest.mark.parametrize("preset", ["1-4", "nhs"])
def test_what_was_before_is_printed_as_its_own_report_prints_it(
    workspace: Workspace, seed: int, preset: str
) -> None:
    """Whatever hides it there: a saved finding, a rule of its own. Or two papers would tell more
    than each."""
    first, then = random_exercise(workspace, seed, most=40), random_exercise(workspace, seed + 10)
    planning.edit_exercise(workspace, first.exercise, opens_on="2021-01-01")
    save_plan(workspace, first.exercise, ReportPlan(rule=PRESETS[preset][1]))
    own = leaves(first, PRESETS[preset][1])
    after = leaves(then, DisclosureRule(5))
    hidden = 0
    for name in ("travel", "use", "ways"):
        printed = {row[0]: row[1] for row in own[f"question_{name}"].rows}
        for row in after[f"change_{name}"].rows:
            assert row[1] == printed[row[0]]
            hidden += row[1] == SUPPRESSED
    themes = {str(row[0]).removeprefix("All of "): row[1] for row in own["themes"].rows}
    for row in after["change_themes"].rows[:-1]:
        assert row[1] == themes[str(row[0]).removeprefix("All of ")]
        hidden += row[1] == SUPPRESSED
        assert (row[-1] == SUPPRESSED) == (SUPPRESSED in row[1:5])
    assert hidden


def test_what_is_hidden_before_is_said_under_the_table(before: Heard, now: Heard) -> None:
    answer(before, Car=30, Bus=12)
    answer(now, Car=30, Bus=20)
    save_plan(before.workspace, before.exercise, ReportPlan(rule=PRESETS["nhs"][1]))
    table = leaves(now, DisclosureRule(5))["change_travel"]
    assert table.rows[0][1:4] == (30, 0.75, 30)  # of 42, rounded to 40
    assert table.rows[1] == ("Bus", 10, 0.25, 20, 0.4, 15)
    assert table.base.startswith("40 respondents in “Before”")
    assert any("own report hides or rounds" in note for note in table.notes)
