"""Reach by method, the log of sessions, and the key to the words."""

import pytest
from heard import Heard

from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import SUPPRESSED, Table
from engage_app.services import findings
from engage_app.services.workspace import Workspace


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.question("travel", "select_one", "none", ("Car", "Bus"))
    return built


def get(heard: Heard, name: str) -> Table:
    return findings.finding(heard.workspace, heard.exercise, name)


def line(table: Table, name: str) -> dict[str, object]:
    row = next(row for row in table.rows if row[0] == name)
    return {column.name: value for column, value in zip(table.columns, row, strict=True)}


def test_each_method_with_its_own_units(heard: Heard) -> None:
    heard.activity("drop-in", "workshop", invited=40, attended=12)
    heard.workspace.connection.execute(
        "UPDATE activity SET invited = 20, attended = 6, date = '2022-05-30' WHERE title = 'Workshop'"
    )
    for submitted in ("2022-05-20T09:00:00", "2022-06-12T09:00:00"):
        response = heard.respond(answers={"travel": "Car"})
        heard.workspace.connection.execute(
            "UPDATE response SET submitted_at = ? WHERE id = ?", [submitted, response]
        )
    heard.respond(answers={"travel": None})  # nothing answered: a response, no submission
    heard.respond(organisation="Rossbrook Surgery", activity="workshop", says={"No": []})
    heard.respond(activity="drop-in", position="concern")
    found = get(heard, "reach_by_method")
    assert line(found, "Surveys") == {
        "Method": "Surveys",
        "Activities": 1,
        "First day": "17 May 2022",
        "Last day": "12 June 2022",
        "Invited": "[x]",
        "Attended": "[z]",
        "Took part": 3,
        "People": 3,
        "Organisations": 0,
        "Usable submissions": 2,
        "Response rate": "[z]",
    }
    workshops = line(found, "Workshops")
    assert (workshops["Invited"], workshops["Attended"], workshops["Response rate"]) == (
        60,
        18,
        0.3,
    )
    assert (workshops["First day"], workshops["Last day"]) == ("17 May 2022", "30 May 2022")
    assert (workshops["People"], workshops["Organisations"]) == (1, 1)
    everything = line(found, "All methods")
    assert (everything["Took part"], everything["Usable submissions"]) == (5, 4)
    assert everything["Response rate"] == "[z]"


def test_a_rate_needs_to_know_who_was_invited_to_every_activity(heard: Heard) -> None:
    heard.activity("drop-in", "workshop", invited=40, attended=12)
    heard.respond(activity="drop-in")
    found = line(get(heard, "reach_by_method"), "Workshops")
    assert (found["Invited"], found["Attended"], found["Response rate"]) == ("[x]", "[x]", "[x]")


def test_a_survey_sent_to_a_list_has_a_rate_an_open_one_a_count(heard: Heard) -> None:
    for _ in range(3):
        heard.respond()
    connection = heard.workspace.connection
    connection.execute("UPDATE activity SET invited = 12 WHERE kind = 'survey'")
    assert line(get(heard, "reach_by_method"), "Surveys")["Response rate"] == 0.25
    assert line(get(heard, "reach_by_activity"), "Survey")["Response rate"] == 0.25
    connection.execute("UPDATE activity SET invited = 2 WHERE kind = 'survey'")
    assert line(get(heard, "reach_by_method"), "Surveys")["Response rate"] == "[z]"
    assert line(get(heard, "reach_by_activity"), "Survey")["Response rate"] == "[z]"


def test_who_took_part_twice_is_once_in_each_and_once_in_all(heard: Heard) -> None:
    heard.respond()
    (respondent,) = heard.workspace.connection.execute("SELECT id FROM respondent").fetchone()
    heard.again(respondent, "workshop")
    found = get(heard, "reach_by_method")
    assert [line(found, name)["Took part"] for name in ("Surveys", "Workshops", "All methods")] == [
        *(1, 1, 1)
    ]


def test_correspondence_names_organisations_and_no_person(heard: Heard) -> None:
    heard.activity("letters", "correspondence")
    heard.respond(organisation="Rossbrook Hospice", activity="letters")
    heard.respond(organisation="Aldham Parish Council", activity="letters")
    heard.respond(activity="letters")
    heard.respond(activity="letters")
    heard._insert(
        "activity_organisation", activity_id=heard.activities["workshop"], name="The Youth Trust"
    )
    heard.workspace.connection.execute(
        "UPDATE activity SET venue = 'The hall', format = 'hybrid', attended = 9"
        " WHERE title = 'Workshop'"
    )
    found = get(heard, "sessions")
    rows = {(row[2], row[4]): row for row in found.rows}
    assert rows["Letters", "[z]"][-1] == 4
    assert rows["Letters", "Aldham Parish Council"][-1] == "[z]"
    assert rows["Letters", "People writing for themselves"][-1] == 2
    workshop = rows["Workshop", "The Youth Trust"]
    assert workshop[0] == "17 May 2022"
    assert workshop[3:] == ("The hall; In person and online", "The Youth Trust", 9, 0)
    assert found.rows[-1] == ("All dates", *["[z]"] * 5, 4)


def test_few_letters_cant_be_counted_from_other_tables(heard: Heard) -> None:
    """Two people wrote beside three organisations: every total that tells it is hidden."""
    heard.activity("letters", "correspondence")
    for name in ("One", "Two", "Three"):
        heard.respond(organisation=name, activity="letters", says={"No": []})
    for _ in range(2):
        heard.respond(activity="letters", says={"No": []})
    for _ in range(20):
        heard.respond(answers={"travel": "Car"})
    tables = findings.published(
        findings.findings(
            heard.workspace, heard.exercise, ["reach_by_method", "reach_by_activity", "sessions"]
        ),
        DisclosureRule(below=5),
    )
    by_name = {table.name: table for table in tables}
    letters = line(by_name["reach_by_method"], "Correspondence")
    assert letters["People"] == SUPPRESSED
    assert letters["Took part"] == SUPPRESSED
    assert letters["Usable submissions"] == SUPPRESSED
    assert line(by_name["reach_by_activity"], "Letters")["Responses"] == SUPPRESSED


def test_the_key_says_every_word_with_its_limits(heard: Heard) -> None:
    heard.group("Charities", part="parts of the charity sector")
    found = get(heard, "quantifier_key")
    means = {row[0]: row[1] for row in found.rows}
    assert means["“most”"] == "60% to 89% of them"
    assert means["“a few”"] == "less than 15% of them"
    assert means["“broadly”"] == "60% to 89% of those with a view are on that side"
    assert "40% or more" in str(means["“mixed”"])
    part = "“some respondents from …”, or a name for a part such as “parts of the charity sector”"
    assert "two thirds" in str(means[part])
    assert all(cell not in (None, "") for row in found.rows for cell in row)
