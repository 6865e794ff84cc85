"""Rows that may be no responses are offered for exclusion, and none is dropped by itself."""

from pathlib import Path

from survey_makers import write_csv

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.flags import total_rows
from storage.surveys.reader import read_survey


def test_totals_at_the_end_are_flagged_and_say_nothing_about_types(tmp_path: Path) -> None:
    rows = [["ID", "How many?", "Why?"], ["1", "3", "because"], ["2", "4", "so that it works"]]
    path = write_csv(tmp_path / "s.csv", [*rows, ["", "", ""], ["Total", "n = 2", ""]])

    survey = read_survey(path)

    assert survey.responses == 3
    assert [(flag.row, flag.kind) for flag in survey.flagged] == [(5, "total")]
    assert survey.questions[0].type is QuestionType.INTEGER
    assert survey.problems[-1].action == "It comes in unless you leave it out."


def test_written_answers_that_say_test_are_flagged(tmp_path: Path) -> None:
    rows = [["ID", "Why do you say so?"], ["1", "Test"], ["2", "The test centre is far away."]]

    survey = read_survey(write_csv(tmp_path / "s.csv", rows))

    assert [(flag.row, flag.kind) for flag in survey.flagged] == [(2, "test")]
    assert survey.responses == 2


def test_a_choice_called_test_says_nothing(tmp_path: Path) -> None:
    rows = [["ID", "Which service?"], *[[str(n), ["Test", "Scan"][n % 2]] for n in range(20)]]

    assert not read_survey(write_csv(tmp_path / "s.csv", rows)).flagged


def test_a_lone_row_is_never_a_total() -> None:
    assert total_rows([["Name"], ["Total"]], first=1) == frozenset()
    assert total_rows([["Name"], ["a"], ["Total"], ["Mean"], [""]], first=1) == {2, 3}
