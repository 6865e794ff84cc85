"""Findings: what each table counts, who stands behind a cell, what leaves the application."""

import random
import subprocess
import sys

import pytest
from heard import Heard

from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import SUPPRESSED, Kind, Table, Value
from engage_app.errors import NotPossible
from engage_app.services import findings
from engage_app.services.tables import positions
from engage_app.services.tables.material import Material
from engage_app.services.workspace import Workspace

LONG = "The clinic on the hill is easy to reach for those of us who walk there every week."


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.group("Primary care")
    built.group("General practice", "Primary care", planned=10)
    built.group("Dentists", "Primary care", planned=4)
    built.group("Charities", part="parts of the charity sector")
    built.theme("Access")
    built.theme("Parking", "Access")
    built.theme("Buses", "Access")
    return built


def cell(table: Table, row: str, column: str) -> Value:
    place = [one.name for one in table.columns].index(column)
    return next(found[place] for found in table.rows if found[0] == row)


def behind(table: Table, row: str, column: str) -> tuple[int, ...]:
    place = [one.name for one in table.columns].index(column)
    number = next(n for n, found in enumerate(table.rows) if found[0] == row)
    return table.responses(number, place)


def get(heard: Heard, name: str) -> Table:
    return findings.finding(heard.workspace, heard.exercise, name)


def test_reach_names_units_and_who_was_not_heard(heard: Heard) -> None:
    first = heard.respond("General practice")
    heard.respond("General practice", organisation="Rossbrook Surgery", activity="workshop")
    heard.respond("Charities")
    heard.respond()
    found = get(heard, "reach_by_group")
    assert [row[0] for row in found.rows] == [
        "All of Primary care",
        "General practice",
        "Dentists",
        "Charities",
        "No stakeholder group stated",
        "All respondents",
    ]
    assert found.rows[1][1:] == (10, 2, 0.2, 1, 1, 1, 1)
    assert cell(found, "All respondents", "Heard") == 4
    assert cell(found, "Charities", "Share of plan") == "[x]"
    assert behind(found, "General practice", "Survey") == (first,)
    assert "Nobody was heard from: Dentists." in found.notes


def test_someone_in_two_groups_is_counted_once_in_a_total(heard: Heard) -> None:
    heard.respond("General practice", "Dentists")
    found = get(heard, "reach_by_group")
    assert cell(found, "All of Primary care", "Heard") == 1
    assert cell(found, "All respondents", "Heard") == 1


def test_a_rate_only_where_the_invited_are_known(heard: Heard) -> None:
    heard.activity("meeting", "meeting", invited=20, attended=12)
    heard.activity("letters", "correspondence")
    heard.respond(activity="survey")
    found = get(heard, "reach_by_activity")
    rates = {str(row[0]): row[-1] for row in found.rows}
    assert rates == {
        "Survey": "[z]",
        "Workshop": "[x]",
        "Meeting": 0.6,
        "Letters": "[x]",
        "All activities": "[z]",
    }


def test_position_strength_and_sentence(heard: Heard) -> None:
    for position in ("concern", "concern", "concern", "welcomed", "some concern", "no view"):
        heard.respond("Charities", position=position)
    found = get(heard, "position_by_group")
    assert found.rows[-2][1:] == (
        *(6, 6, 0, "Concern", 0.6, "most"),
        "Concerns were expressed by Charities.",
    )
    counts = get(heard, "position_counts")
    assert cell(counts, "Charities", "Concern") == 3
    assert len(behind(counts, "Charities", "Concern")) == 3


def test_less_than_sixty_per_cent_is_a_part_of_the_group(heard: Heard) -> None:
    for position in ("concern", "concern", "some concern", "mixed", "mixed"):
        heard.respond("Charities", position=position)
    heard.respond("General practice", position="opportunity")
    sentences = positions.paragraphs(Material(heard.workspace, heard.exercise), 0)
    assert sentences == (
        "Concerns were expressed by parts of the charity sector.",
        "The proposal was recognised as an opportunity by General practice.",
    )


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        (0, "The proposal was welcomed by General practice."),
        (1, "The proposal was broadly welcomed by General practice."),
        (6, "The proposal was welcomed by some respondents from General practice."),
    ],
)
def test_broadly_means_sixty_to_eighty_nine_per_cent(
    heard: Heard, others: int, sentence: str
) -> None:
    for _ in range(8):
        heard.respond("General practice", position="welcomed")
    for _ in range(others):
        heard.respond("General practice", position="mixed")
    assert positions.paragraphs(Material(heard.workspace, heard.exercise), 0) == (sentence,)


def test_in_part_is_said_where_a_group_is_named_whole(heard: Heard) -> None:
    """Not of parts alone: “in part welcomed by some” would say it twice."""
    for position in (*["welcomed"] * 11, *["mixed"] * 9):
        heard.respond("General practice", position=position)
    heard.respond("Charities", position="welcomed")
    assert positions.paragraphs(Material(heard.workspace, heard.exercise), 0) == (
        "The proposal was in part welcomed by Charities, and by some respondents from General "
        "practice.",
    )


def test_a_group_wholly_against_is_named_whole(heard: Heard) -> None:
    """Split between two steps it is no less against; of equals the less favourable is named."""
    for position in (*["concern"] * 11, *["some concern"] * 11):
        heard.respond("General practice", position=position)
    assert positions.paragraphs(Material(heard.workspace, heard.exercise), 0) == (
        "Concerns were expressed by General practice.",
    )


def test_a_group_too_small_is_not_named_unless_all_are_organisations(heard: Heard) -> None:
    heard.respond("Dentists", position="concern")
    heard.respond("Charities", position="welcomed", organisation="Rossbrook Hospice")
    assert positions.paragraphs(Material(heard.workspace, heard.exercise), 5) == (
        "The proposal was welcomed by Charities.",
    )


def test_the_base_of_themes_is_who_made_a_coded_comment(heard: Heard) -> None:
    one = heard.respond("Dentists", says={"No parking": ["Parking"], "Nor buses": ["Buses"]})
    heard.respond("Charities", says={"Parking again": ["Parking"]}, sentiment="negative")
    heard.respond("Charities", says={"Nothing": []})
    heard.respond("Charities")
    found = get(heard, "themes")
    assert found.base == "2 respondents with a comment that has been coded, of 3 who made a comment"
    assert cell(found, "All of Access", "Respondents") == 2
    assert cell(found, "All of Access", "Comments") == 3
    assert cell(found, "Parking", "Share") == 1.0
    assert cell(found, "Buses", "Share") == 0.5
    assert cell(found, "Parking", "Negative") == 1
    assert behind(found, "Buses", "Respondents") == (one,)


def test_only_accepted_codings_count(heard: Heard) -> None:
    heard.respond("Dentists", says={"No parking": []})
    (comment,) = heard.workspace.connection.execute("SELECT id FROM comment").fetchone()
    heard.code(comment, "Parking", "proposed", "rule")
    heard.code(comment, "Buses", "rejected", "suggestion")
    assert cell(get(heard, "themes"), "All of Access", "Respondents") == 0
    origins = get(heard, "codings")
    assert [row[1:4] for row in origins.rows] == [(0, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1, 1)]


def test_theme_by_group_and_who_stands_behind_a_cell(heard: Heard) -> None:
    one = heard.respond("Dentists", says={"No parking": ["Parking"]}, position="concern")
    two = heard.respond("General practice", says={"Or buses": ["Buses"]}, position="welcomed")
    heard.respond("Charities", says={"None": ["Parking"]})
    found = get(heard, "theme_by_group")
    assert cell(found, "All of Access", "All of Primary care") == 2
    assert behind(found, "All of Access", "All of Primary care") == (one, two)
    assert behind(found, "Parking", "All of Primary care") == (one,)
    full = get(heard, "theme_by_subgroup")
    assert cell(full, "Parking", "Dentists") == 1
    by_position = get(heard, "theme_by_position")
    assert cell(by_position, "Parking", "Concern") == 1
    assert cell(by_position, "Parking", "Not stated") == 1


def test_an_empty_exercise_has_tables_all_the_same(workspace: Workspace) -> None:
    empty = Heard(workspace)
    found = findings.findings(workspace, empty.exercise)
    assert {"reach_by_group", "themes", "theme_by_group"} <= {table.name for table in found}
    assert all(len(row) == len(table.columns) for table in found for row in table.rows)


def test_unknown_names(heard: Heard) -> None:
    with pytest.raises(NotPossible):
        get(heard, "question_nowhere")
    with pytest.raises(ValueError, match="no such"):
        findings.findings(heard.workspace, heard.exercise, ["nowhere"])
    with pytest.raises(NotPossible):
        findings.findings(heard.workspace, 999)


def test_another_exercise_in_the_file_does_not_mix(heard: Heard) -> None:
    other = Heard(heard.workspace)
    heard.respond("Dentists", position="concern", says={LONG: ["Parking"]})
    other.theme("Parking")
    other.respond(position="welcomed", says={f"{LONG} There.": ["Parking"]})
    heard.respond("Dentists", position="concern", says={f"{LONG} Here.": ["Buses"]})
    assert cell(get(heard, "position_counts"), "All respondents", "Welcomed") == 0
    assert cell(get(heard, "themes"), "All of Access", "Respondents") == 2
    assert cell(get(other, "themes"), "Parking", "Comments") == 1


def test_what_leaves_is_suppressed_the_window_is_not(heard: Heard) -> None:
    for position in ("welcomed",) * 16 + ("concern",) * 2 + ("mixed",) * 9 + ("no view",) * 9:
        heard.respond("General practice", position=position)
    for _ in range(3):
        heard.respond("Charities", position="concern", organisation="A charity")
    for position in ("welcomed",) * 15 + ("mixed",) * 15 + ("no view",) * 8:
        heard.respond("Charities", position=position)
    heard.respond("Dentists", position="concern")
    window = get(heard, "position_counts")
    assert cell(window, "General practice", "Concern") == 2
    plain = findings.findings_json(heard.workspace, heard.exercise, DisclosureRule(5))
    assert plain["exercise"] == "Clinic move"
    (counts,) = [table for table in plain["tables"] if table["name"] == "position_counts"]
    rows = {row[0]: dict(zip(counts["columns"], row, strict=True)) for row in counts["rows"]}
    assert rows["General practice"]["Concern"] == SUPPRESSED
    assert list(rows["General practice"].values()).count(SUPPRESSED) > 1  # or the sum would tell
    assert rows["All respondents"]["Respondents"] == 78
    assert rows["Dentists"]["Respondents"] == SUPPRESSED
    (stands,) = [table for table in plain["tables"] if table["name"] == "position_by_group"]
    dentists = next(row for row in stands["rows"] if row[0] == "Dentists")
    assert set(dentists[1:3]) | set(dentists[4:]) == {SUPPRESSED}
    assert any("[c]" in note for note in counts["notes"])


def test_no_count_of_one_to_four_people_in_anything_that_leaves(heard: Heard) -> None:
    """Sixty people at random: every table of the exercise, and every chart."""
    heard.question("travel", "select_one", "none", ("Car", "Bus", "Foot"))
    heard.question("age", "select_one", "equality", ("16 to 24", "25 to 34", "Prefer not to say"))
    dice = random.Random(2022)  # noqa: S311 - no secret
    for _ in range(60):
        heard.respond(
            dice.choice(["General practice", "Dentists", "Charities"]),
            position=dice.choice(["welcomed", "welcomed", "concern", "mixed", "no view", None]),
            activity=dice.choice(["survey", "survey", "survey", "workshop"]),
            says={LONG: dice.sample(["Parking", "Buses"], dice.randint(0, 2))},
            answers={
                "travel": dice.choice(["Car", "Car", "Bus", "Foot", None]),
                "age": dice.choice(["16 to 24", "25 to 34", "Prefer not to say", None]),
            },
        )
    tables = findings.findings(heard.workspace, heard.exercise)
    for table in findings.published(tables, DisclosureRule(5)):
        for place, column in enumerate(table.columns):
            if column.kind is Kind.COUNT and column.counts:
                assert not {1, 2, 3, 4}.intersection(row[place] for row in table.rows), table.name
        for series in table.chart.series if table.chart and not table.chart.share else ():
            assert not {1.0, 2.0, 3.0, 4.0}.intersection(series.values), table.name
    assert any(
        SUPPRESSED in row
        for table in findings.published(tables, DisclosureRule(5))
        for row in table.rows
    )


def test_the_window_starts_without_pandas() -> None:
    code = (
        "import sys, engage_app.services.findings, engage_app.services.reporting;"
        "sys.exit('pandas' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
