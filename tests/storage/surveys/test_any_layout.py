"""Tables that no tool is known to write, as officers and agencies hand them on."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from survey_makers import write_csv, write_xlsx

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import Value
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile
from storage.surveys.values import values_of

WORDS = ("It is far from the bus stop", "There is no lift in it", "I like the new rooms")


def answers(survey: SurveyFile) -> dict[str, list[Value]]:
    return {question.label: values_of(survey, question) for question in survey.questions}


def test_a_title_above_the_headings_is_no_heading(tmp_path: Path) -> None:
    rows = [["Clinic survey 2025"], [], ["ID", "Which site?", "Why?"]]
    rows += [[str(i), "Hill", words] for i, words in enumerate(WORDS)]

    survey = read_survey(write_csv(tmp_path / "t.csv", rows))

    assert survey.source_ids == ("0", "1", "2")
    assert answers(survey)["Why?"] == list(WORDS)
    assert "“Clinic survey 2025”" in survey.problems[0].what


def test_a_cover_sheet_is_passed_over(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "c.xlsx", [["Prepared for the board"], ["by an agency"]])
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Answers")
    for row in (["Ref", "Why?"], [1234567890123456, WORDS[0]], [1234567890123457, WORDS[1]]):
        sheet.append(row)
    book.save(path)

    survey = read_survey(path)

    assert survey.source_ids == ("1234567890123456", "1234567890123457")
    assert answers(survey) == {"Why?": list(WORDS[:2])}


def test_merged_headings_are_questions_over_choices_and_rows(tmp_path: Path) -> None:
    """Nobody has to unmerge them: choices, what was written under "Other", a grid, single columns."""
    path = write_xlsx(
        tmp_path / "m.xlsx",
        [
            ["ID", "How do you come?", None, None, "About you", None, "It is easy", "Comment"],
            [None, "Bus", "Car", "Other", "Age", "Area", None, None],
            [1, "Bus", None, None, "16-24", "North", "Agree", WORDS[0]],
            [2, None, "Car", "Tram", "25-64", "South", "Disagree", WORDS[1]],
            [3, "Bus", "Car", None, "16-24", "North", "Agree", WORDS[2]],
        ],
    )

    survey = read_survey(path)

    assert survey.header_rows == 2
    assert answers(survey)["How do you come?"] == [["Bus"], ["Car", "Tram"], ["Bus", "Car"]]
    roles = {question.label: question.role for question in survey.questions}
    assert roles["About you – Age"] is Role.EQUALITY
    assert roles["About you – Area"] is Role.PLACE
    assert roles["Comment"] is Role.COMMENT


def test_one_row_of_headings_with_a_gap_stays_one(tmp_path: Path) -> None:
    """The second row is an answer like those below it."""
    rows = [["Name", "", "Why?"], ["Ann", "x", WORDS[0]], ["Bo", "y", WORDS[1]], ["Cy", "x", ""]]

    assert read_survey(write_csv(tmp_path / "g.csv", rows)).responses == 3


def test_columns_that_repeat_their_headings_are_choices(tmp_path: Path) -> None:
    rows = [["ID", "Which do you use?: Park", "Which do you use?: Pool", "Which do you use?: Café"]]
    rows += [["1", "Park", "", ""], ["2", "Park", "Pool", ""], ["3", "", "", ""]]

    survey = read_survey(write_csv(tmp_path / "o.csv", rows))

    assert answers(survey) == {"Which do you use?": [["Park"], ["Park", "Pool"], None]}
    assert survey.questions[0].choices == ("Park", "Pool", "Café")


@pytest.mark.parametrize("heading", ["Other (please specify)", "If other, please say", "Who are you? - Other"])  # fmt: skip
def test_what_was_written_under_other_belongs_to_its_question(tmp_path: Path, heading: str) -> None:
    rows = [["ID", "Who are you?", heading, "Why?"]]
    rows += [["1", "Resident", "", "a"], ["2", "Other", "Trader", "b"], ["3", "Resident", "", "c"]]

    survey = read_survey(write_csv(tmp_path / "o.csv", rows))

    assert answers(survey)["Who are you?"] == ["Resident", "Trader", "Resident"]
    assert heading not in answers(survey)


def test_words_beside_other_answers_stay_a_question(tmp_path: Path) -> None:
    rows = [["ID", "Who are you?", "Please specify", "Why?"]]
    rows += [["1", "Resident", "of the hill", "a"], ["2", "Other", "Trader", "b"]]

    assert "Please specify" in answers(read_survey(write_csv(tmp_path / "o.csv", rows)))


def test_a_name_asked_for_is_an_identifier_even_if_it_comes_again(tmp_path: Path) -> None:
    """Few names given several times look like choices, and are personal all the same."""
    rows = [["ID", "What is your name?", "Group"], *([str(i), "Ann Lee", "a"] for i in range(40))]

    survey = read_survey(write_csv(tmp_path / "n.csv", rows))

    assert survey.questions[0].role is Role.IDENTIFIER


def test_one_combination_of_answers_given_singly_makes_several_choices(tmp_path: Path) -> None:
    rows = [
        ["ID", "When do you come?"],
        ["1", "Morning"],
        ["2", "Evening"],
        ["3", "Morning, Evening"],
    ]

    survey = read_survey(write_csv(tmp_path / "w.csv", rows))

    assert survey.questions[0].type is QuestionType.SELECT_MULTIPLE
    assert values_of(survey, survey.questions[0])[2] == ["Morning", "Evening"]


def test_midnight_in_a_date_is_no_time(tmp_path: Path) -> None:
    """Excel saves a date as "1/2/2020 0:00" in CSV."""
    rows = [["ID", "When?"], ["1", "13/02/2020 0:00"], ["2", "14/02/2020 00:00:00"]]
    survey = read_survey(write_csv(tmp_path / "d.csv", rows))

    assert values_of(survey, survey.questions[0]) == ["2020-02-13", "2020-02-14"]


def test_times_as_excels_count_of_days(tmp_path: Path) -> None:
    rows = [
        ["ID", "Completion time", "Why?"],
        ["1", "45745.5", WORDS[0]],
        ["2", "45746.25", WORDS[1]],
    ]

    survey = read_survey(write_csv(tmp_path / "s.csv", rows))

    assert survey.submitted_at == ("2025-03-29T12:00:00", "2025-03-30T06:00:00")


def test_a_condensed_surveymonkey_export_has_several_choices_in_a_cell(tmp_path: Path) -> None:
    """Grids and open answers beside them don't make it an expanded one."""
    own = ["Respondent ID", "Collector ID", "Start Date", "End Date"]
    day = datetime(2025, 3, 2, 9).strftime("%m/%d/%Y %I:%M:%S %p")  # noqa: DTZ001 - as written
    rows = [
        [*own, "What matters?", "", "How was it?", "", "Why?"],
        ["", "", "", "", "Response", "Other (please specify)", "Price", "Place",
         "Open-Ended Response"],
        ["1", "9", day, day, "Price, value for money, Parking", "", "Good", "Poor", WORDS[0]],
        ["2", "9", day, day, "Parking", "The café", "Poor", "Good", WORDS[1]],
        ["3", "9", day, day, "Opening hours, Parking", "", "Good", "Good", WORDS[2]],
        ["4", "9", day, day, "Price, value for money, Opening hours", "", "Good", "Good", ""],
    ]  # fmt: skip

    found = answers(read_survey(write_csv(tmp_path / "sm.csv", rows)))

    assert found["What matters?"] == [
        ["Price, value for money", "Parking"],
        ["Parking", "The café"],
        ["Opening hours", "Parking"],
        ["Price, value for money", "Opening hours"],
    ]
