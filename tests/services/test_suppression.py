"""What is hidden can't be had back from a figure beside it."""

import pytest
from heard import Heard

from engage_app.domain.report import SUPPRESSED, Table, Value
from engage_app.services import findings
from engage_app.services.workspace import Workspace


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    return Heard(workspace)


def published(heard: Heard, start: str) -> list[Table]:
    made = findings.findings(heard.workspace, heard.exercise)
    return [one for one in findings.published(made, 5) if one.name.startswith(start)]


def row(table: Table, name: str) -> tuple[Value, ...]:
    return next(found for found in table.rows if found[0] == name)


@pytest.mark.parametrize("skipped", [3, 6])
def test_blanks_of_equality_tables_are_all_printed_or_none(heard: Heard, skipped: int) -> None:
    """20 of 20 in one table would tell that 3 left the other one, whose base is printed."""
    heard.question("age", "select_one", "equality", ("Young", "Old"))
    heard.question("sex", "select_one", "equality", ("Woman", "Man"))
    for number in range(20):
        heard.respond(answers={"age": None if number < skipped else "Young"})
    keys = heard.workspace.connection.execute("SELECT equality_key FROM respondent").fetchall()
    for (key,) in keys:
        heard.workspace.connection.execute(
            "INSERT INTO equality_answer (equality_key, question_id, choice_id) VALUES (?, ?, ?)",
            [key, heard.questions["sex"], heard.choices["sex", "Woman"]],
        )
    age, sex = published(heard, "equality_")
    assert row(age, "All who answered")[1] == 20 - skipped
    assert row(sex, "All who answered")[1] == 20
    blanks = [row(one, "Not answered")[1] for one in (age, sex)]
    assert blanks == ([SUPPRESSED] * 2 if skipped < 5 else [6, 0])


def test_blanks_of_a_closed_question_are_hidden_with_its_base(heard: Heard) -> None:
    heard.question("travel", "select_one", "none", ("Car", "Bus"))
    for number in range(12):
        heard.respond(answers={"travel": "Car" if number < 3 else None})
    (table,) = published(heard, "question_")
    assert {one[1] for one in table.rows if one[1] != 0} == {SUPPRESSED}


def test_comments_are_hidden_with_the_respondents_who_made_them(heard: Heard) -> None:
    heard.theme("Parking")
    heard.theme("Buses")
    for number in range(8):
        heard.respond(says={f"Buses {number}": ["Buses"]}, sentiment="negative")
    for number in range(2):
        says = {f"Parking {number} {n}": ["Parking"] for n in range(4)}
        heard.respond(says=says, sentiment="negative")
    (table,) = published(heard, "themes")
    parking, buses = row(table, "Parking"), row(table, "Buses")
    assert set(parking[1:8]) == {SUPPRESSED}  # respondents, share, comments, tones
    assert (buses[1], buses[3]) == (8, 8)
