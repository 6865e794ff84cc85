"""Reasons by answer, sentiment, and themes that go together."""

import pytest
from building import contents
from heard import Heard

from engage_app.domain.report import Table, Value
from engage_app.errors import NotPossible
from engage_app.services import findings, planning, questionnaire
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from storage.identifiers import new_uid


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.theme("Access")
    built.theme("Parking", "Access")
    built.theme("Cost")
    built.question("agree", "select_one", "position", ("Yes", "No"))
    built.question("why", "text", "comment")
    built.question("age", "select_one", "equality", ("Under 25", "25 or over"))
    return built


def get(heard: Heard, name: str) -> Table:
    return findings.finding(heard.workspace, heard.exercise, name)


def line(table: Table, row: str) -> dict[str, Value]:
    names = [column.name for column in table.columns]
    return next(dict(zip(names, one, strict=True)) for one in table.rows if one[0] == row)


def give_reason(heard: Heard, response: int, text: str, theme: str) -> None:
    """Add a coded comment on the open question that asks why."""
    with heard.workspace.acting("say") as action:
        comment = action.insert(
            "comment",
            {
                "uid": new_uid(),
                "response_id": response,
                "question_id": heard.questions["why"],
                "text": text,
            },
        )
    heard.code(comment, theme, "accepted")


def test_reasons_count_those_who_answered_both_questions(heard: Heard) -> None:
    yes = heard.respond(answers={"agree": "Yes"}, says={"No parking": ["Parking"]})
    no = heard.respond(answers={"agree": "No"})
    silent = heard.respond(answers={"agree": None})
    heard.respond(answers={"agree": "No"}, says={"Dear": ["Cost"]})  # said elsewhere
    give_reason(heard, yes, "It is dear", "Cost")
    give_reason(heard, no, "It is very dear", "Cost")
    give_reason(heard, no, "Nowhere to park", "Parking")
    give_reason(heard, silent, "Dear", "Cost")
    table = get(heard, "reasons_why")
    assert [column.name for column in table.columns] == [
        *("Theme", "Respondents", "Yes", "No", "Yes, %", "No, %")
    ]
    assert table.base == "2 respondents who answered both questions"
    assert table.rows == (
        ("All of Access", 1, 0, 1, 0.0, 1.0),
        ("Parking", 1, 0, 1, 0.0, 1.0),
        ("Cost", 2, 1, 1, 1.0, 1.0),
        ("All who answered both questions", 2, 1, 1, 1.0, 1.0),
    )
    assert table.responses(2, 2) == (yes,)
    assert table.responses(1, 3) == (no,)


def test_the_officer_says_which_question_is_explained(heard: Heard) -> None:
    work, exercise = heard.workspace, heard.exercise
    view, agree = heard.questions["view"], heard.questions["agree"]
    heard.respond(answers={"agree": "Yes"}, says={"Dear": ["Cost"]})
    before = contents(work)
    questionnaire.set_explains(work, exercise, view, agree)
    assert line(get(heard, "reasons_view"), "Cost")["Yes"] == 1
    questionnaire.set_explains(work, exercise, view, None)
    assert "reasons_view" not in [one.name for one in findings.findings(work, exercise)]
    workspaces.undo(work)
    (asked,) = [one for one in planning.questions(work, exercise) if one.id == view]
    assert asked.explains_id == agree
    workspaces.undo(work)
    assert contents(work) == before


def test_reasons_are_never_crossed_with_equality(heard: Heard) -> None:
    work, exercise, ids = heard.workspace, heard.exercise, heard.questions
    for closed in (ids["age"], ids["view"], 999):
        with pytest.raises(NotPossible):
            questionnaire.set_explains(work, exercise, ids["why"], closed)
    with pytest.raises(NotPossible):
        questionnaire.set_explains(work, exercise, ids["agree"], ids["agree"])
    with pytest.raises(NotPossible):
        questionnaire.set_explains(work, exercise, 999, None)


def test_sentiment_by_theme_is_the_tone_on_that_theme(heard: Heard) -> None:
    both = heard.respond(says={"Dear": ["Cost"], "Lovely": ["Parking"]}, sentiment="negative")
    comment, *_ = heard.workspace.connection.execute(
        "SELECT id FROM comment WHERE text = 'Lovely'"
    ).fetchone()
    with heard.workspace.acting("correct") as action:
        action.update("comment", comment, {"corrected_sentiment": "positive"})
    heard.respond(says={"Dear too": ["Cost"]}, sentiment="positive")
    table = get(heard, "sentiment_by_theme")
    assert table.rows == (
        ("All of Access", 1, 1, 0, 0, 0, 1.0, 0.0, 0.0, 0.0, 1.0),
        ("Parking", 1, 1, 0, 0, 0, 1.0, 0.0, 0.0, 0.0, 1.0),
        ("Cost", 2, 1, 0, 0, 1, 0.5, 0.0, 0.0, 0.5, 0.0),
    )
    assert table.responses(2, 5) == (both,)


def test_sentiment_by_position_is_that_of_all_comments(heard: Heard) -> None:
    heard.respond(position="concern", says={"Dear": []}, sentiment="positive")
    heard.respond(position="concern", says={"Bad": []}, sentiment="negative")
    heard.respond(position="welcomed", says={"Well": []}, sentiment="neutral")
    heard.respond(position="welcomed")  # said nothing
    table = get(heard, "sentiment_by_position")
    assert line(table, "Concern")["Net"] == 0
    assert line(table, "Welcomed")["Neutral, %"] == 1
    assert line(table, "All with a scored comment")["Respondents"] == 3
    assert table.chart is not None
    assert table.chart.categories[:2] == ("Welcomed", "Concern")
    totals = [sum(one.values[n] or 0 for one in table.chart.series) for n in (0, 1)]
    assert totals == [1, 1]  # a stack is a whole


def test_themes_raised_together_in_whatever_comment(heard: Heard) -> None:
    for _ in range(5):
        heard.respond(says={"Dear": ["Cost"], "No parking": ["Parking"]})
    heard.respond(says={"Dear": ["Cost"]})
    table = get(heard, "theme_pairs")
    assert table.rows == (("Parking", "Cost", 5, 1.0, 5 / 6, 1.0),)
    assert len(table.responses(0, 2)) == 5


def test_no_pair_is_said_in_words(heard: Heard) -> None:
    heard.respond(says={"Dear": ["Cost"]})
    assert get(heard, "theme_pairs").rows[0][0] == "No pair of themes"
