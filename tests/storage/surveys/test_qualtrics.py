"""Qualtrics: three rows of headings, two or one; every way in which it lays out answers."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parity import assert_parity, read_parity, real_file
from survey_makers import write_csv, write_xlsx

from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.errors import SurveyFileError
from storage.surveys.bindings import NOT_SHOWN, Value
from storage.surveys.raw_table import RawTable
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile, SurveyQuestion
from storage.surveys.tools import qualtrics, qualtrics_labels
from storage.surveys.values import values_of

OWN_IDS = {
    "StartDate": "startDate",
    "EndDate": "endDate",
    "Status": "status",
    "Progress": "progress",
    "Finished": "finished",
    "ResponseId": "_recordId",
    "RecipientEmail": "recipientEmail",
    "DistributionChannel": "distributionChannel",
}
OWN = tuple(OWN_IDS)
Column = tuple[str, str, dict[str, str] | str]


def rows_of(
    columns: list[Column],
    answers: list[list[str]],
    *,
    own: dict[int, dict[str, str]] | None = None,
    zone: str = "",
    words: str = "de",
) -> list[list[str]]:
    """The rows of an export; the words of Qualtrics' own columns are in another language."""
    told = [{"ImportId": own_id} for own_id in OWN_IDS.values()]
    if zone:
        told[1]["timeZone"] = zone
    for _, _, each in columns:
        told.append({"ImportId": each} if isinstance(each, str) else each)
    rows = [
        [*OWN, *(name for name, _, _ in columns)],
        [*(f"{words} {name}" for name in OWN), *(text for _, text, _ in columns)],
        [json.dumps(each, separators=(",", ":")) for each in told],
    ]
    for number, cells in enumerate(answers):
        values = dict(zip(OWN, ["2022-05-16 09:03:11"] * 2, strict=False))
        values |= {"Status": "0", "Progress": "100", "Finished": "1", "ResponseId": f"R_{number}"}
        values |= (own or {}).get(number, {})
        rows.append([*(values.get(name, "") for name in OWN), *cells])
    return rows


def read(path: Path, columns: list[Column], answers: list[list[str]], **more: object) -> SurveyFile:
    """An export with these columns and answers, read."""
    survey = read_survey(write_csv(path / "q.csv", rows_of(columns, answers, **more)))  # type: ignore[arg-type]
    assert survey.tool == "Qualtrics"
    return survey


def named(survey: SurveyFile, name: str) -> SurveyQuestion:
    """The question of that name."""
    return next(question for question in survey.questions if question.name == name)


def values(survey: SurveyFile, name: str) -> list[Value]:
    """The answers to the question of that name."""
    return values_of(survey, named(survey, name))


def test_the_six_respondents() -> None:
    survey = read_parity("qualtrics_choice_text.csv")
    names = {"group": "Q1", "position": "Q2", "matters": "Q3", "why": "Q5"}

    assert (survey.tool, survey.header_rows) == ("Qualtrics", 3)
    assert_parity(survey, names | {"understand": "Q4_1", "benefits": "Q4_2"})
    assert survey.source_ids[0] == "R_000000000000001"
    assert survey.submitted_at[0] == "2022-05-16T09:09:11"
    assert named(survey, "Q3").label == "Which of these matter most to you? (Select all that apply)"
    assert named(survey, "Q4_1").grid == "How much do you agree?"
    assert not survey.flagged


def test_a_real_export_of_a_german_account() -> None:
    survey = read_survey(real_file("qualtRics_sample.csv"))

    assert (survey.tool, survey.header_rows) == ("Qualtrics", 3)
    assert survey.source_ids == ("R_2YPOQ602ER1jkf1",)
    assert survey.submitted_at == ("2017-07-18T08:28:48",)
    assert [question.name for question in survey.questions] == ["Q1", "Q2"]
    assert values(survey, "Q1") == ["2"]
    assert values(survey, "Q2") == ["Hello World!"]


def test_a_legacy_export_has_its_ids_in_the_second_row(tmp_path: Path) -> None:
    ids = "ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status"
    ids += ",StartDate,EndDate,Finished"
    rows = [
        [*(f"V{n}" for n in range(1, 11)), "Q1", "Q2_1", "Q2_2", "LocationLatitude", ""],
        [*ids.split(","), "Choose", "Which?-Bus", "Which?-Car", "LocationLatitude", ""],
    ]
    own = ["Standard", "Anonym", "", "", "10.0.0.1", "0", "2017-07-18 08:28:09"]
    rows.append(["R_1", *own, "2017-07-18 08:28:48", "1", "2", "1", "", "47.1", ""])
    rows.append(["R_2", *own, "2017-07-18 08:28:48", "0", "3", "", "1", "47.1", ""])
    survey = read_survey(write_csv(tmp_path / "legacy.csv", rows))

    assert (survey.tool, survey.header_rows) == ("Qualtrics", 2)
    assert survey.source_ids == ("R_1", "R_2")
    assert [(q.name, q.label) for q in survey.questions] == [("Q1", "Choose"), ("Q2", "Which?")]
    assert values(survey, "Q2") == [["Bus"], ["Car"]]
    assert [flag.row for flag in survey.flagged] == [4]


@pytest.mark.parametrize("kept", [1, 2])
def test_the_row_of_import_ids_may_be_missing(tmp_path: Path, kept: int) -> None:
    columns: list[Column] = [("Q1", "Why?", "QID1_TEXT"), ("Q3_1", "How? - A", "QID3_1")]
    rows = rows_of([*columns, ("Q3_2", "How? - B", "QID3_2")], [["so", "Agree", "Disagree"]] * 3)
    survey = read_survey(write_xlsx(tmp_path / "q.xlsx", [*rows[:kept], *rows[3:]]))

    assert (survey.tool, survey.header_rows, survey.responses) == ("Qualtrics", kept, 3)
    assert [question.name for question in survey.questions] == ["Q1", "Q3_1", "Q3_2"]
    assert survey.submitted_at[0] == "2022-05-16T09:03:11"


def test_a_tsv_in_utf_16(tmp_path: Path) -> None:
    rows = rows_of([("Q1", "Warum?", "QID1_TEXT")], [["Größe\nund Nähe"]])
    survey = read_survey(write_csv(tmp_path / "q.tsv", rows, delimiter="\t", encoding="utf-16"))

    assert values(survey, "Q1") == ["Größe\nund Nähe"]


def test_several_codes_in_a_cell_stay_codes(tmp_path: Path) -> None:
    survey = read(tmp_path, [("Q1", "Which?", "QID1")], [["1,3"], ["10"], [""], ["3,10"]])

    assert named(survey, "Q1").choices == ("1", "3", "10")
    assert values(survey, "Q1") == [["1", "3"], ["10"], None, ["3", "10"]]


def test_a_comma_within_a_number_or_before_a_space_is_part_of_a_label(tmp_path: Path) -> None:
    cells = ["Under 10,000", "10,000-19,999", "More, or unsure", "Under 10,000"]
    survey = read(tmp_path, [("Q1", "Income", "QID1")], [[cell] for cell in cells])

    assert named(survey, "Q1").type is QuestionType.SELECT_ONE
    assert values(survey, "Q1") == cells


@pytest.mark.parametrize("marks", ["label", "1"])
@pytest.mark.parametrize("choice_ids", [True, False])
def test_a_column_for_each_choice(tmp_path: Path, marks: str, choice_ids: bool) -> None:
    def column(code: str, label: str) -> Column:
        told = {"ImportId": "QID3", "choiceId": code} if choice_ids else f"QID3_{code}"
        return f"Q3_{code}", f"Which? - Selected Choice - {label}", told

    columns = [column("1", "Bus"), column("2", "Car, shared"), column("4", "Other")]
    columns.append(("Q3_4_TEXT", "Which? - Other - Text", "QID3_4_TEXT"))

    def cells(*ticked: str, text: str = "") -> list[str]:
        labels = ("Bus", "Car, shared", "Other")
        return [
            (each if marks == "label" else "1") if each in ticked else "" for each in labels
        ] + [text]

    answers = [
        cells("Bus", "Car, shared"),
        cells("Other", text="Roller, skates"),
        cells(),
        cells("Car, shared"),
    ]
    survey = read(tmp_path, columns, answers)

    assert (named(survey, "Q3").label, len(survey.questions)) == ("Which?", 1)
    assert named(survey, "Q3").choices == ("Bus", "Car, shared", "Other")
    assert values(survey, "Q3") == [
        ["Bus", "Car, shared"],
        ["Roller, skates"],
        None,
        ["Car, shared"],
    ]


def test_rows_of_a_matrix_that_all_hold_1_are_no_choices(tmp_path: Path) -> None:
    columns: list[Column] = [("Q4_1", "Rate - A", "QID4_1"), ("Q4_2", "Rate - B", "QID4_2")]
    survey = read(tmp_path, columns, [["1", "1"], ["", ""], ["1", "1"]])

    assert [(q.grid, q.label) for q in survey.questions] == [("Rate", "A"), ("Rate", "B")]


def test_words_beside_a_single_choice_take_its_place(tmp_path: Path) -> None:
    columns: list[Column] = [
        ("Q1", "Who are you? - Ausgewählte Option", "QID1"),
        ("Q1_5_TEXT", "Who are you? - Other: - Text", "QID1_5_TEXT"),
    ]
    survey = read(
        tmp_path, columns, [["Patient", ""], ["Other:", "A carer, mostly"], ["Other:", ""]]
    )
    assert named(survey, "Q1").label == "Who are you?"
    assert values(survey, "Q1") == ["Patient", "A carer, mostly", "Other:"]

    coded = read(tmp_path, columns, [["1", ""], ["5", "A carer"], ["2", ""]])
    assert values(coded, "Q1") == ["1", "A carer", "2"]


def test_minus_99_was_seen_and_a_blank_was_not_shown(tmp_path: Path) -> None:
    columns: list[Column] = [
        ("Q1", "Which?", "QID1"),
        ("Q2", "Why?", "QID2_TEXT"),
        ("Q3_1", "Tick - A", {"ImportId": "QID3", "choiceId": "1"}),
        ("Q3_2", "Tick - B", {"ImportId": "QID3", "choiceId": "2"}),
    ]
    answers = [["Bus", "near", "A", ""], ["-99", "-99", "-99", "-99"], ["", "", "", ""]]
    survey = read(tmp_path, columns, answers)

    assert values(survey, "Q1") == ["Bus", None, NOT_SHOWN]
    assert values(survey, "Q2") == ["near", None, NOT_SHOWN]
    assert values(survey, "Q3") == [["A"], None, NOT_SHOWN]


def test_side_by_side_ranking_and_a_matrix_with_several_answers_a_row(tmp_path: Path) -> None:
    columns: list[Column] = [
        ("Q5#1_1", "Care - Quality - GP", "QID5#1_1"),
        ("Q5#1_2", "Care - Quality - Dentist", "QID5#1_2"),
        ("Q5#2_1", "Care - Access - GP", "QID5#2_1"),
        ("Q5#2_2", "Care - Access - Dentist", "QID5#2_2"),
        ("Q6_1", "Put in order - Cost", "QID6_1"),
        ("Q6_2", "Put in order - Time", "QID6_2"),
        *(
            (
                f"Q7_{row}_{code}",
                f"Use - {place} - {label}",
                {"ImportId": f"QID7_{row}", "choiceId": code},
            )
            for row, place in (("1", "Work"), ("2", "Home"))
            for code, label in (("1", "Bus"), ("2", "Car"))
        ),
    ]
    answers = [
        ["Good", "Poor", "Good", "Good", "1", "2", "Bus", "Car", "", "Car"],
        ["Poor", "Poor", "Good", "Poor", "2", "1", "", "", "Bus", ""],
    ]
    survey = read(tmp_path, columns, answers)

    assert [(q.name, q.grid, q.label) for q in survey.questions] == [
        ("Q5#1_1", "Care - Quality", "GP"),
        ("Q5#1_2", "Care - Quality", "Dentist"),
        ("Q5#2_1", "Care - Access", "GP"),
        ("Q5#2_2", "Care - Access", "Dentist"),
        ("Q6_1", "Put in order", "Cost"),
        ("Q6_2", "Put in order", "Time"),
        ("Q7_1", "Use", "Work"),
        ("Q7_2", "Use", "Home"),
    ]
    assert values(survey, "Q6_2") == [2, 1]
    assert values(survey, "Q7_1") == [["Bus", "Car"], None]
    assert values(survey, "Q7_2") == [["Car"], ["Bus"]]


def test_what_qualtrics_adds_is_left_out_and_said(tmp_path: Path) -> None:
    columns: list[Column] = [
        ("Q1_NPS_GROUP", "Recommend? - Group", "QID1_NPS_GROUP"),
        ("Q1", "Recommend?", "QID1"),
        ("Q2_First Click", "Timing - First Click", "QID2_FIRST_CLICK"),
        ("Q2_Page Submit", "Timing - Page Submit", "QID2_PAGE_SUBMIT"),
        ("Q3_DO_1", "Which? - Display Order - A", {"ImportId": "QID3_DO", "choiceId": "1"}),
        ("FL_5_DO", "FL_5 - Block Randomizer - Display Order", "FL_5_DO"),
        ("SC0", "Score", "SC_abc"),
        ("Q_RecaptchaScore", "Q_RecaptchaScore", "Q_RecaptchaScore"),
        ("Region", "Region", "Region"),
        ("Empty", "Empty", "Empty"),
        ("1_Q4", "[Field-1]: ${lm://Field/1} <b>why</b>?", "1_QID4_TEXT"),
    ]
    rest = ["1.5", "9", "1", "FL_6", "7", "0.9", "North", "", "near"]
    survey = read(tmp_path, columns, [["Promoter", "9", *rest], ["Passive", "8", *rest]])

    assert [question.name for question in survey.questions] == ["Q1", "Region", "1_Q4"]
    assert named(survey, "1_Q4").label == "[Field-1]: [1] why?"
    assert values(survey, "Q1") == [9, 8]
    assert [p.what.split()[0] for p in survey.problems if "timings" in p.what] == ["7"]


def test_previews_are_tests_and_unfinished_responses_partial(tmp_path: Path) -> None:
    own = {
        0: {"Status": "1"},
        1: {"Status": "Umfragevorschau"},
        2: {"DistributionChannel": "preview"},
        3: {"Finished": "Falsch", "Progress": "40"},
        4: {"Status": "8"},
        5: {"Finished": "TRUE", "Status": "IP Address", "RecipientEmail": "a@example.org"},
    }
    answers = [[f"because {number} of us came"] for number in range(6)]
    survey = read(tmp_path, [("Q1", "Why?", "QID1_TEXT")], answers, own=own)

    kinds = {flag.row: flag.kind for flag in survey.flagged}
    assert kinds == {4: "test", 5: "test", 6: "test", 7: "partial", 8: "test"}
    assert survey.responses == 6
    assert named(survey, "RecipientEmail").role is Role.IDENTIFIER


def test_the_zone_of_the_times(tmp_path: Path) -> None:
    columns: list[Column] = [("Q1", "Why?", "QID1_TEXT")]
    utc = read(tmp_path, columns, [["so"]], zone="Z")
    denver = read(tmp_path, columns, [["so"]], zone="America/Denver")

    assert utc.submitted_at == ("2022-05-16T10:03:11+01:00",)
    assert denver.submitted_at == ("2022-05-16T09:03:11",)
    assert any("America/Denver" in problem.what for problem in denver.problems)


def test_html_in_labels_goes_and_in_written_answers_stays(tmp_path: Path) -> None:
    columns: list[Column] = [("Q1", "<p>Which?</p>", "QID1"), ("Q2", "Why?", "QID2_TEXT")]
    survey = read(tmp_path, columns, [["<b>Bus</b> &amp; tram", "a <b> b"], ["", ""]])

    assert named(survey, "Q1").label == "Which?"
    assert values(survey, "Q1") == ["Bus & tram", None]
    assert values(survey, "Q2") == ["a <b> b", None]


def test_other_tables_are_not_recognised() -> None:
    for row in (
        ["ID", "Start time", "Completion time", "Email", "Name"],
        ["V1", "V2"],
        ["ResponseId"],
    ):
        assert qualtrics.recognise(RawTable("CSV", "utf-8", [row, ["1"] * len(row)])) is None
    assert qualtrics.recognise(RawTable("CSV", "utf-8", [])) is None


def test_import_ids_without_headings_are_refused(tmp_path: Path) -> None:
    rows = rows_of([("Q1", "Why?", "QID1_TEXT")], [["so"]])

    with pytest.raises(SurveyFileError, match="headings"):
        read_survey(write_csv(tmp_path / "q.csv", rows[2:]))


def test_no_comma_is_cut_that_belongs_to_a_label() -> None:
    counts = {"Gas,water": 2, "Light": 1, "Gas,water,Light": 1, "Bins, waste": 1}

    assert set(qualtrics_labels.labels_in(counts)) == {"Gas,water", "Light", "Bins, waste"}
    assert not qualtrics_labels.hold_several({"I came,saw and left": 1, "No": 1}, chosen=False)


LABELS = st.lists(
    st.from_regex(r"[A-Z][a-z]{2,8}(, (?:or )?[a-z]{2,6})?( [a-z]{1,5})?", fullmatch=True),
    min_size=2,
    max_size=6,
    unique=True,
)


@settings(max_examples=60, deadline=None)
@given(LABELS, st.data(), st.booleans())
def test_choices_come_back(
    tmp_path_factory: pytest.TempPathFactory, labels: list[str], data: st.DataObject, split: bool
) -> None:
    """Joined in a cell or in columns of their own, whatever commas the labels hold."""
    chosen = st.lists(st.sampled_from(labels), unique=True).map(
        lambda some: sorted(some, key=labels.index)
    )
    answers = data.draw(st.lists(chosen, min_size=1, max_size=12))
    answers = [*answers, labels[:2]]
    question = "Which? Select all that apply"
    if split:
        columns: list[Column] = [
            (f"Q1_{n}", f"{question} - {label}", {"ImportId": "QID1", "choiceId": str(n)})
            for n, label in enumerate(labels, 1)
        ]
        cells = [[label if label in some else "" for label in labels] for some in answers]
    else:
        columns = [("Q1", question, "QID1")]
        cells = [[",".join(some)] for some in answers]
    survey = read(tmp_path_factory.mktemp("qualtrics"), columns, cells)

    assert values(survey, "Q1") == [some or None for some in answers]
    assert set(named(survey, "Q1").choices) <= set(labels)


def test_a_status_of_odd_digits_is_no_status(tmp_path: Path) -> None:
    """“²” is a digit to Unicode, and no number."""
    rows = [
        ["StartDate", "EndDate", "Status", "ResponseId", "Q1"],
        ["Start Date", "End Date", "Response Type", "Response ID", "Why?"],
        ['{"ImportId":"startDate"}', '{"ImportId":"endDate"}', '{"ImportId":"status"}',
         '{"ImportId":"_recordId"}', '{"ImportId":"QID1_TEXT"}'],
        ["2022-05-16 09:00:00", "2022-05-16 09:05:00", "١²", "R_1", "Because"],
    ]  # fmt: skip

    assert read_survey(write_csv(tmp_path / "q.csv", rows)).responses == 1
