"""Findings on closed questions, the equality profile, quotations and campaigns."""

import pytest
from heard import Heard

from engage_app.domain.report import Table, Value
from engage_app.services import findings, preflight, quoting
from engage_app.services.workspace import Workspace

LONG = "The clinic on the hill is easy to reach for those of us who walk there every week."
OTHER = "Two hours of parking cost more than the prescription that I had come to collect."


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


def test_closed_questions_keep_blank_and_unasked_apart(heard: Heard) -> None:
    heard.question("travel", "select_one", "none", ("Car", "Bus"))
    heard.question("ways", "select_multiple", "none", ("Post", "Web"))
    for value in ("Car", "Car", "Bus", None):
        heard.respond(answers={"travel": value, "ways": ["Post", "Web"]})
    heard.respond(activity="workshop")
    found = get(heard, "question_travel")
    assert found.rows == (
        ("Car", 2, 2 / 3),
        ("Bus", 1, 1 / 3),
        ("All who answered", 3, 1.0),
        ("Not answered", 1, "[z]"),
        ("Not asked", 1, "[z]"),
    )
    several = get(heard, "question_ways")
    assert [row[2] for row in several.rows[:2]] == [1.0, 1.0]  # of respondents, not of ticks
    assert "more than 100%" in several.notes[0]


def test_a_grid_gives_one_table_with_net_and_no_mean(heard: Heard) -> None:
    scale = ("Agree", "Neither", "Disagree")
    heard.question("easier", "select_one", "none", scale, "How far do you agree?")
    heard.question("safer", "select_one", "none", scale, "How far do you agree?")
    for value in ("Agree", "Disagree", "Disagree", "Neither"):
        heard.respond(answers={"easier": value, "safer": "Agree"})
    found = get(heard, "grid_1")
    assert found.title == "How far do you agree?"
    assert found.rows[0] == ("Easier", 1, 1, 2, 4, 0, 0.25, 0.5, -0.25)
    assert cell(found, "Safer", "Net") == 1.0


def test_equality_counts_people_and_leads_to_no_response(heard: Heard) -> None:
    heard.question("age", "select_one", "equality", ("Prefer not to say", "16 to 24", "25 to 34"))
    for value in ("16 to 24", "25 to 34", "25 to 34", "Prefer not to say", None):
        heard.respond(answers={"age": value})
    heard.respond(organisation="Rossbrook Hospice", answers={"age": "16 to 24"})
    found = get(heard, "equality_age")
    assert [row[:2] for row in found.rows] == [
        ("16 to 24", 1),
        ("25 to 34", 2),
        ("Prefer not to say", 1),
        ("All who answered", 4),
        ("Left blank", 1),
    ]
    assert behind(found, "16 to 24", "People") == ()


def test_quotations_respect_consent_and_the_size_of_a_group(heard: Heard) -> None:
    for number in range(5):
        says = {f"Short {number}": ["Buses"]}
        heard.respond("General practice", position="welcomed", says=says)
    for _ in range(4):
        says = {"Hardly any space": ["Parking"]}
        heard.respond("General practice", position="concern", consent="No", says=says)
    heard.respond("General practice", position="welcomed", consent="Yes", says={LONG: ["Parking"]})
    heard.respond("Dentists", position="concern", consent="Yes", says={OTHER: ["Parking"]})
    for _ in range(4):
        heard.respond("Dentists")
    heard.respond("Charities", consent="No", says={f"{LONG} No!": ["Parking"]})
    heard.respond("Charities", consent="", says={f"{LONG} Hm.": ["Parking"]})
    found = get(heard, "quotes")
    assert found.rows == (
        ("Parking", "Welcomed", LONG, "General practice"),
        ("Parking", "Concern", OTHER, "Primary care"),
    )


def test_nobody_is_named_by_a_group_that_is_too_small(heard: Heard) -> None:
    """Nor proposed, as the words may be known; whom the officer picks is "A respondent"."""
    for _ in range(3):
        heard.respond(says={"No space": ["Parking"]}, activity="workshop", consent="No")
    heard.respond("Charities", says={LONG: ["Parking"]})
    heard.respond("Dentists", organisation="Smile Ltd", says={OTHER: ["Parking"]}, position="mixed")
    found = get(heard, "quotes")
    assert [row[3] for row in found.rows] == ["Dentists"]
    theme = heard.themes["Parking"]
    every = quoting.proposals(heard.workspace, heard.exercise, theme)
    assert [one.whole for one in every] == [OTHER]
    (picked,) = heard.workspace.connection.execute(
        "SELECT id FROM comment WHERE text = ?", [LONG]
    ).fetchone()
    quoting.pick(heard.workspace, heard.exercise, theme, picked)
    assert [row[3] for row in get(heard, "quotes").rows] == ["A respondent"]
    told = preflight.preflight(heard.workspace, heard.exercise)
    assert any("in a stakeholder group of fewer than 5" in one.what for one in told)


def test_a_campaign_is_shown_apart_and_still_counted(heard: Heard) -> None:
    given = [heard.respond(says={LONG: ["Parking"]}) for _ in range(4)]
    found = get(heard, "campaigns")
    assert found.rows == (("Text 1", LONG, 4, 1.0),)
    assert behind(found, "Text 1", "Respondents") == tuple(given)
    assert cell(get(heard, "themes"), "Parking", "Respondents") == 4
