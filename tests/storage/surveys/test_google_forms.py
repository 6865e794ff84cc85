"""Google Forms: the form's own CSV, zipped or not, and the sheet of responses."""

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parity import assert_parity, read_parity
from survey_makers import write_csv, write_xlsx

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.raw_table import RawTable
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile, SurveyQuestion
from storage.surveys.tools import google_forms, google_forms_times
from storage.surveys.values import values_of

QUESTION = "How do you travel?"
KEYS = ("group", "position", "matters", "understand", "benefits", "why")


def read(path: Path, rows: list[list[str]]) -> SurveyFile:
    """A CSV with these rows, read."""
    survey = read_survey(write_csv(path / "form.csv", rows))
    assert survey.tool == "Google Forms"
    return survey


def called(survey: SurveyFile, label: str) -> SurveyQuestion:
    """The question with this label."""
    return next(question for question in survey.questions if question.label == label)


def test_the_six_respondents() -> None:
    survey = read_parity("google_forms_uk.csv")

    assert survey.tool == "Google Forms"
    assert_parity(survey, dict(zip(KEYS, (q.name for q in survey.questions), strict=True)))
    assert survey.submitted_at[0] == "2022-05-16T09:03:11"
    assert survey.submitted_at[3] == "2022-06-01T19:59:59"
    assert len(set(survey.source_ids)) == 6
    assert survey.source_ids == read_parity("google_forms_uk.csv").source_ids


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026/09/27 3:00:00 PM GMT+3", "2026-09-27T15:00:00+03:00"),
        ("2026/10/04 10:15:00 AM GMT+5:30", "2026-10-04T10:15:00+05:30"),
        ("2020/04/22 11:35:08 PM OESZ", "2020-04-22T23:35:08+03:00"),
        ("2020/04/22 11:35:08 p. m. CEST", "2020-04-22T23:35:08+02:00"),
        ("8/24/2025 23:25:41", "2025-08-24T23:25:41"),
        ("2026-10-10 16:32:40", "2026-10-10T16:32:40"),
        ("16/05/2022 09:03:11", "2022-05-16T09:03:11"),
        ("16.05.2022 09:03:11", "2022-05-16T09:03:11"),
        ("16.5.2022 9.03.11", "2022-05-16T09:03:11"),
        ("16/05/2022 9.03.11", "2022-05-16T09:03:11"),
        ("2022. 5. 16 오후 3:00:00", "2022-05-16T15:00:00"),
        ("2022/05/16 午後 3:00:00 JST", "2022-05-16T15:00:00+09:00"),
    ],
)
def test_times_of_every_country_are_read(tmp_path: Path, written: str, iso: str) -> None:
    survey = read(tmp_path, [["Timestamp", QUESTION], [written, "Bus"]])

    assert survey.submitted_at == (iso,)


@pytest.mark.parametrize(
    "heading", ["Zeitstempel", "Horodateur", "Marca temporal", "タイムスタンプ"]
)
def test_the_first_heading_may_be_in_the_language_of_the_account(
    tmp_path: Path, heading: str
) -> None:
    survey = read(tmp_path, [[heading, QUESTION], ["16.05.2022 09:03:11", "Bus"]])

    assert [question.label for question in survey.questions] == [QUESTION]


def test_an_unknown_first_heading_needs_times_as_only_google_writes_them() -> None:
    def table(heading: str, time: str) -> RawTable:
        return RawTable("CSV", "utf-8", [[heading, QUESTION], [time, "Bus"]])

    assert google_forms.recognise(table("Amprenta", "2026/09/27 3:00:00 PM GMT+3"))
    for time in ("2026/09/27 3:00:00 PM", "16/05/2022 09:03:11", "2026-09-27T15:00:00Z"):
        assert google_forms.recognise(table("Received", time)) is None
    assert google_forms.recognise(table("Timestamp", "16/05/2022")) is None
    assert google_forms.recognise(table("Timestamp", "soon")) is None
    assert google_forms.recognise(table("ID", "1")) is None


def test_address_score_and_the_columns_of_a_quiz_are_no_questions(tmp_path: Path) -> None:
    survey = read(
        tmp_path,
        [
            [
                "Timestamp",
                "Email Address",
                "Score",
                "2 + 2?",
                "2 + 2? [Score]",
                "2 + 2? [Feedback]",
            ],
            ["2026-10-10 16:32:40", "a@example.org", "4 / 5", "Four", "4 / 5", "Well done"],
            ["2026-10-11 16:32:40", "b@example.org", "0 / 5", "Five", "0 / 5", ""],
        ],
    )

    assert [question.label for question in survey.questions] == ["Email Address", "2 + 2?"]
    assert survey.questions[0].role is Role.IDENTIFIER
    assert any("scores and feedback" in problem.what for problem in survey.problems)


def test_a_row_of_a_grid_may_be_called_score(tmp_path: Path) -> None:
    rows = [["Timestamp", "Rate us [Score]", "Rate us [Feedback]"]]
    rows += [["2026-10-10 16:32:40", "Good", "Poor"], ["2026-10-10 16:33:40", "Poor", "Good"]]
    survey = read(tmp_path, rows)

    assert [(q.grid, q.label) for q in survey.questions] == [
        ("Rate us", "Score"),
        ("Rate us", "Feedback"),
    ]


@pytest.mark.parametrize("joint", [", ", ";"])
def test_a_grid_of_boxes_holds_several_choices_a_row(tmp_path: Path, joint: str) -> None:
    rows = [["Timestamp", "When? [Mon]", "When? [Tue]"]]
    cells = [["Morning", "Noon"], ["Noon"], ["Morning", "Noon"], ["Noon", "Evening"], ["Evening"]]
    for number, cell in enumerate(cells):
        row = [f"2026/10/10 4:32:4{number} PM GMT+1", joint.join(cell), joint.join(cells[-number])]
        rows.append(row)
    survey = read(tmp_path, rows)

    assert {question.type for question in survey.questions} == {QuestionType.SELECT_MULTIPLE}
    assert values_of(survey, called(survey, "Mon")) == cells
    assert {question.grid for question in survey.questions} == {"When?"}


def test_headings_with_line_breaks_and_double_spaces_are_put_on_one_line(tmp_path: Path) -> None:
    rows = [["Timestamp", "How  do\nyou travel? "], ["2026-10-10 16:32:40", "Bus"]]

    assert read(tmp_path, rows).questions[0].label == QUESTION


def test_a_workbook_of_the_sheet(tmp_path: Path) -> None:
    moment = datetime.fromisoformat("2026-10-10T16:32:40")
    path = write_xlsx(
        tmp_path / "sheet.xlsx", [["Timestamp", QUESTION], [moment, "Bus"], [moment, "Tram"]]
    )
    survey = read_survey(path)

    assert (survey.tool, survey.submitted_at[0]) == ("Google Forms", "2026-10-10T16:32:40")


def test_a_zipped_csv(tmp_path: Path) -> None:
    rows = [["Timestamp", QUESTION], ["2026/09/27 3:00:00 PM GMT+3", "Bus"]]
    inside = write_csv(tmp_path / "Form.csv", rows)
    with zipfile.ZipFile(tmp_path / "Form.csv.zip", "w") as archive:
        archive.write(inside, "Form.csv")

    assert read_survey(tmp_path / "Form.csv.zip").tool == "Google Forms"


def test_a_form_without_responses_keeps_its_questions(tmp_path: Path) -> None:
    survey = read(tmp_path, [["Timestamp", QUESTION]])

    assert (survey.responses, len(survey.questions)) == (0, 1)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["Bus", "Car, shared", "On foot", "Train"]), unique=True),
        min_size=40,
        max_size=60,
    ),
    st.sampled_from([", ", ";"]),
)
def test_boxes_ticked_come_back(
    tmp_path_factory: pytest.TempPathFactory, given: list[list[str]], joint: str
) -> None:
    """Enough respondents tick one and two boxes for the options to show."""
    singles = [["Bus"], ["Car, shared"], ["On foot"], ["Train"]]
    pairs = [["Bus", "Train"], ["Car, shared", "On foot"], ["Train", "Car, shared"]]
    cells = [*given, *singles, *singles, *pairs]
    rows = [["Timestamp", "What do you use? Tick all that apply"]]
    rows += [
        [f"2026/10/{1 + number % 28} 4:32:40 PM GMT+1", joint.join(cell)]
        for number, cell in enumerate(cells)
    ]
    survey = read(tmp_path_factory.mktemp("google"), rows)

    assert values_of(survey, survey.questions[0]) == [cell or None for cell in cells]


def test_what_is_no_time_stays_none() -> None:
    assert google_forms_times.iso_of("2026/13/45 3:00:00 PM GMT+3") == ""
    assert google_forms_times.readable(["", "later", "16/05/2022 09:03"]) == {}
