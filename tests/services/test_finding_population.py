"""The equality profile beside a population, and who was not heard."""

import pytest
from heard import Heard

from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import SUPPRESSED, Table
from engage_app.services import findings, populations
from engage_app.services.workspace import Workspace

AGES = ("Under 50", "50 to 74", "75 or over", "Prefer not to say")


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.group("Primary care")
    built.group("General practice", "Primary care", planned=10)
    built.group("Dentists", "Primary care", planned=4)
    built.group("Charities")
    built.group("Carers")
    built.theme("Parking")
    built.question("age", "select_one", "equality", AGES)
    return built


def get(heard: Heard, name: str) -> Table:
    return findings.finding(heard.workspace, heard.exercise, name)


def set_ages(heard: Heard, *people: float) -> None:
    figures = {
        heard.choices["age", label]: number for label, number in zip(AGES, people, strict=False)
    }
    populations.compare_with(
        heard.workspace,
        heard.exercise,
        heard.questions["age"],
        figures,
        source="Census 2021",
        counted_on="2021-03-21",
    )


def answer(heard: Heard, *counts: int) -> None:
    for label, count in zip(AGES, counts, strict=True):
        for _ in range(count):
            heard.respond("Charities", answers={"age": label})


def test_shares_against_the_population_leave_out_who_prefers_not_to_say(heard: Heard) -> None:
    set_ages(heard, 50, 30, 20)
    answer(heard, 6, 10, 4, 5)
    found = get(heard, "equality_age")
    assert [column.name for column in found.columns][2:] == [
        "Share of those who answered",
        "Share compared",
        "Share of the population",
        "Difference (percentage points)",
    ]
    assert found.rows == (
        ("Under 50", 6, 6 / 25, 6 / 20, 0.5, -20),
        ("50 to 74", 10, 10 / 25, 10 / 20, 0.3, 20),
        ("75 or over", 4, 4 / 25, 4 / 20, 0.2, 0),
        ("Prefer not to say", 5, 5 / 25, "[z]", "[z]", "[z]"),
        ("All compared with the population", 20, 20 / 25, 1.0, "[z]", "[z]"),
        ("All who answered", 25, 1.0, "[z]", "[z]", "[z]"),
        ("Left blank", 0, "[z]", "[z]", "[z]", "[z]"),
    )
    assert "Population: Census 2021, 21 March 2021." in found.notes
    assert any("“Prefer not to say”: the population’s table" in note for note in found.notes)


def test_the_chart_pairs_people_with_the_population(heard: Heard) -> None:
    set_ages(heard, 50, 30, 20)
    answer(heard, 6, 10, 4, 5)
    chart = get(heard, "equality_age").chart
    assert chart
    assert chart.categories == AGES[:3]
    assert [(one.name, one.values) for one in chart.series] == [
        ("People who took part", (0.3, 0.5, 0.2)),
        ("Population", (0.5, 0.3, 0.2)),
    ]


def test_an_answer_without_a_figure_is_left_out_of_the_comparison(heard: Heard) -> None:
    set_ages(heard, 60, 40)
    answer(heard, 6, 6, 4, 0)
    found = get(heard, "equality_age")
    assert found.rows[0][3:] == (0.5, 0.6, -10)
    assert found.rows[2][3:] == ("[z]", "[z]", "[z]")
    assert any("“75 or over” and “Prefer not to say”" in note for note in found.notes)


def test_where_all_are_compared_no_second_base_is_printed(heard: Heard) -> None:
    set_ages(heard, 50, 30, 20)
    answer(heard, 6, 10, 4, 0)
    found = get(heard, "equality_age")
    assert "All compared with the population" not in [row[0] for row in found.rows]


def test_what_leaves_doesnt_give_a_small_answer_away(heard: Heard) -> None:
    """Two people hide one more count; the second base would give "prefer not" away."""
    set_ages(heard, 50, 30, 20)
    answer(heard, 9, 11, 8, 2)
    (found,) = findings.published([get(heard, "equality_age")], DisclosureRule(below=5))
    rows = {row[0]: row for row in found.rows}
    assert rows["Prefer not to say"][1] == SUPPRESSED
    shown = [rows[label][1] for label in ("All compared with the population", "All who answered")]
    assert SUPPRESSED in shown
    for label in AGES[:3]:  # a share is hidden where its count or its base is
        assert (rows[label][5] == SUPPRESSED) == (rows[label][3] == SUPPRESSED)


def test_a_small_base_compared_is_hidden_with_its_shares(heard: Heard) -> None:
    set_ages(heard, 50, 30, 20)
    answer(heard, 3, 10, 10, 10)
    (found,) = findings.published([get(heard, "equality_age")], DisclosureRule(below=5))
    rows = {row[0]: row for row in found.rows}
    assert rows["Under 50"][1:] == (SUPPRESSED, SUPPRESSED, SUPPRESSED, 0.5, SUPPRESSED)


def test_who_was_not_heard_and_why(heard: Heard) -> None:
    set_ages(heard, 50, 30, 20)
    for label, count in zip(AGES, (1, 6, 3, 0), strict=True):
        for _ in range(count):
            heard.respond("Charities", answers={"age": label}, says={"No parking": ["Parking"]})
    heard.respond("Carers", says={"Well": []})
    for place in ("North", "South"):
        heard._insert("place", exercise_id=heard.exercise, name=place)
    heard.workspace.connection.execute("UPDATE response SET place_id = 1 WHERE id = 1")
    found = get(heard, "not_heard")
    assert [row[:5] for row in found.rows] == [
        ("All of Primary care", "Stakeholder group", "Planned for, and nobody was heard", 14, 0),
        (
            *("Carers", "Stakeholder group"),
            *("Heard, and no theme is on any of their comments", "[x]", 1),
        ),
        (
            *("Under 50", "Equality: Age"),
            *("A smaller share of those who took part than of the population", "[z]", 1),
        ),
        ("South", "Place", "Nobody was heard", "[z]", 0),
    ]
    assert found.rows[2][5:] == (0.1, 0.5)


def test_a_group_heard_without_a_comment(heard: Heard) -> None:
    heard.respond("Charities", says={"No parking": ["Parking"]})
    heard.respond("Carers")
    found = get(heard, "not_heard")
    assert ("Carers", "Stakeholder group", "Heard, without a comment", "[x]", 1) in [
        row[:5] for row in found.rows
    ]


def test_nothing_is_judged_that_isnt_known(heard: Heard) -> None:
    for group in ("General practice", "Dentists", "Charities", "Carers"):
        heard.respond(group, says={"No parking": []})
    heard._insert("place", exercise_id=heard.exercise, name="North")
    found = get(heard, "not_heard")
    assert [row[0] for row in found.rows] == ["Nobody stands out in what is recorded"]
    told = " ".join(found.notes)
    assert "No comment has a theme yet" in told
    assert "no population to compare" in told
    assert "No response says which place" in told


def test_who_is_listed_as_heard_less_follows_from_printed_shares(heard: Heard) -> None:
    """A hidden answer isn't listed: that would tell that it is below its share of the population."""
    set_ages(heard, 50, 30, 20)
    answer(heard, 9, 30, 2, 0)
    tables = findings.findings(heard.workspace, heard.exercise, ["not_heard", "equality"])
    (raw,) = (one for one in tables if one.name == "not_heard")
    assert AGES[2] in [row[0] for row in raw.rows]
    (found,) = (
        one for one in findings.published(tables, DisclosureRule(5)) if one.name == "not_heard"
    )
    assert AGES[2] not in [row[0] for row in found.rows]
    assert all(SUPPRESSED not in row for row in found.rows)
