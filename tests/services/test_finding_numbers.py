"""Closed questions as a statistician expects them: sides of a scale, samples, numbers."""

import pytest
from heard import Heard

from analysis.intervals import wilson
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import SUPPRESSED, Table
from engage_app.services import activities, findings, planning
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace

SCALE = ("Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree", "Don’t know")


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    return Heard(workspace)


def get(heard: Heard, name: str) -> Table:
    return findings.finding(heard.workspace, heard.exercise, name)


def sample(heard: Heard) -> None:
    activities.edit_activity(heard.workspace, heard.activities["survey"], sampled=True)


def give(heard: Heard, question: str, *numbers: float | None) -> None:
    """A response with this number for each; None was shown and skipped."""
    for number in numbers:
        response = heard.respond()
        heard.workspace.connection.execute(
            "INSERT INTO answer (response_id, question_id, number) VALUES (?, ?, ?)",
            [response, heard.questions[question], number],
        )


def test_a_single_scale_has_its_sides_and_net_and_no_mean(heard: Heard) -> None:
    heard.question("safe", "select_one", "none", SCALE)
    for label, count in zip(SCALE, (4, 2, 1, 1, 1, 1), strict=True):
        for _ in range(count):
            heard.respond(answers={"safe": label})
    heard.respond(answers={"safe": None})
    found = get(heard, "question_safe")
    assert found.rows[6:] == (
        ("All who answered", 10, 1.0),
        ("Agree in all", 6, 0.6),
        ("Disagree in all", 2, 0.2),
        ("Net", "[z]", 0.4),
        ("Not answered", 1, "[z]"),
    )
    assert "No mean is given" in found.notes[0]
    assert len(found.responses(7, 1)) == 6


def test_sides_in_other_words_are_named(heard: Heard) -> None:
    heard.question("care", "select_one", "none", ("Good", "Neither good nor poor", "Poor"))
    heard.respond(answers={"care": "Good"})
    found = get(heard, "question_care")
    assert "Agree in all is “Good”; disagree in all is “Poor”." in found.notes[0]


@pytest.mark.parametrize(
    ("kind", "choices"),
    [
        ("select_multiple", ("Good buses", "Poor parking")),
        ("select_one", ("Good buses", "Poor parking", "The café")),  # one of them is on no side
        ("select_one", ("Yes", "No")),
    ],
)
def test_what_is_no_scale_has_no_sides(heard: Heard, kind: str, choices: tuple[str, ...]) -> None:
    heard.question("why", kind, "none", choices)
    heard.respond(answers={"why": choices[0]})
    assert "Net" not in [row[0] for row in get(heard, "question_why").rows]


def test_a_side_cant_be_added_up_from_what_is_printed(heard: Heard) -> None:
    heard.question("safe", "select_one", "none", SCALE)
    for label, count in zip(SCALE, (12, 3, 9, 8, 7, 0), strict=True):
        for _ in range(count):
            heard.respond(answers={"safe": label})
    (found,) = findings.published([get(heard, "question_safe")], DisclosureRule(below=5))
    rows = {row[0]: row for row in found.rows}
    assert rows["Agree"][1] == SUPPRESSED
    in_all = rows["Strongly agree"][1], rows["Agree in all"][1]
    assert SUPPRESSED in in_all


def test_no_interval_where_people_chose_to_take_part(heard: Heard) -> None:
    heard.question("travel", "select_one", "none", ("Car", "Bus"))
    heard.respond(answers={"travel": "Car"})
    found = get(heard, "question_travel")
    assert len(found.columns) == 3
    assert any(note.startswith("People chose to take part") for note in found.notes)


def test_a_sample_has_intervals_hidden_with_their_shares(heard: Heard) -> None:
    heard.question("travel", "select_one", "none", ("Car", "Bus", "Foot"))
    sample(heard)
    for label, count in zip(("Car", "Bus", "Foot"), (12, 6, 2), strict=True):
        for _ in range(count):
            heard.respond(answers={"travel": label})
    found = get(heard, "question_travel")
    assert [column.name for column in found.columns][3:] == [
        "95% interval from",
        "95% interval to",
    ]
    assert found.rows[0] == ("Car", 12, 0.6, *wilson(12, 20))
    assert found.rows[3] == ("All who answered", 20, 1.0, "[z]", "[z]")
    assert not any(note.startswith("People chose") for note in found.notes)
    (out,) = findings.published([found], DisclosureRule(below=5))
    assert out.rows[2] == ("Foot", *[SUPPRESSED] * 4)


def test_one_answer_from_elsewhere_and_it_is_no_sample(heard: Heard) -> None:
    heard.question("travel", "select_one", "none", ("Car", "Bus"))
    sample(heard)
    heard.respond(answers={"travel": "Car"})
    heard.respond(activity="workshop", answers={"travel": None})  # skipped: no answer
    assert len(get(heard, "question_travel").columns) == 5
    heard.respond(activity="workshop", answers={"travel": "Car"})
    assert len(get(heard, "question_travel").columns) == 3


def test_a_grid_of_a_sample_has_the_interval_of_those_who_agree(heard: Heard) -> None:
    for name in ("easier", "safer"):
        heard.question(name, "select_one", "none", ("Agree", "Neither", "Disagree"), "How far?")
    sample(heard)
    for label in ("Agree", "Agree", "Disagree"):
        heard.respond(answers={"easier": label, "safer": "Agree"})
    found = get(heard, "grid_1")
    assert [column.name for column in found.columns][-2:] == [
        "Agree: 95% interval from",
        "Agree: 95% interval to",
    ]
    assert found.rows[0][-2:] == wilson(2, 3)


def test_that_people_were_drawn_can_be_said_and_undone(heard: Heard) -> None:
    sample(heard)
    survey = planning.activities(heard.workspace, heard.exercise)[0]
    assert survey.sampled
    workspaces.undo(heard.workspace)
    assert not planning.activities(heard.workspace, heard.exercise)[0].sampled


def test_numbers_in_bands_and_their_measures(heard: Heard) -> None:
    heard.question("miles", "integer", "none")
    give(heard, "miles", *range(10, 50), None, None)
    heard.respond(activity="workshop")
    bands = get(heard, "question_miles")
    assert bands.rows == (
        ("Below 20", 10, 0.25),
        ("20 to 29", 10, 0.25),
        ("30 to 39", 10, 0.25),
        ("40 or more", 10, 0.25),
        ("All who answered", 40, 1.0),
        ("Not answered", 2, "[z]"),
        ("Not asked", 1, "[z]"),
    )
    measures = get(heard, "numbers")
    assert measures.rows == (("Miles", 40, 2, 19.75, 29.5, 39.25, 29.5),)


def test_few_numbers_have_no_measures(heard: Heard) -> None:
    heard.question("miles", "decimal", "none")
    give(heard, "miles", *[2.5] * 9)
    assert get(heard, "numbers").rows == (("Miles", 9, 0, "[x]", "[x]", "[x]", "[x]"),)
    give(heard, "miles", 2.5)
    assert get(heard, "numbers").rows == (("Miles", 10, 0, 2.5, 2.5, 2.5, 2.5),)


def test_the_rule_for_small_numbers_may_ask_for_more(heard: Heard) -> None:
    heard.question("miles", "integer", "none")
    give(heard, "miles", *range(12))
    found = findings.findings_json(heard.workspace, heard.exercise, DisclosureRule(below=15))
    (numbers,) = [table for table in found["tables"] if table["name"] == "numbers"]
    assert numbers["rows"][0][3:] == ["[x]"] * 4


def test_a_rating_given_as_choices_is_measured_too(heard: Heard) -> None:
    scale = ("1 – Very poor", "2", "3", "4", "5 – Very good", "Don’t know")
    heard.question("rating", "select_one", "none", scale)
    for label, count in zip(scale, (1, 1, 2, 4, 4, 3), strict=True):
        for _ in range(count):
            heard.respond(answers={"rating": label})
    (row,) = get(heard, "numbers").rows
    assert row == ("Rating", 12, 0, 3.0, 4.0, 5.0, 3.8)
    assert "Net" not in [line[0] for line in get(heard, "question_rating").rows]


def test_no_numbers_no_table(heard: Heard) -> None:
    heard.question("miles", "date", "none")
    heard.question("phone", "integer", "identifier")
    tables = findings.findings(heard.workspace, heard.exercise, ["closed_questions"])
    assert tables == ()
