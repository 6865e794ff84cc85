"""SurveyMonkey: both rows of headings, expanded and condensed, old and new, CSV and workbook."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from parity import KEYS, assert_parity, read_parity
from survey_makers import write_csv, write_forms, write_xlsx
from two_row_surveys import OTHER, Asked, expected, found, merged, surveys, written

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile
from storage.surveys.tools.excel_dates import mended
from storage.surveys.values import values_of

OWN = [
    "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address",
    "First Name", "Last Name", "Custom Data 1",
]  # fmt: skip
OLD = [
    "RespondentID", "CollectorID", "StartDate", "EndDate", "IP Address", "Email Address",
    "First Name", "LastName", "Custom Data",
]  # fmt: skip


def own(number: int, *, day: int = 16) -> list[str]:
    times = [f"05/{day}/2022 09:03:11 AM", f"05/{day}/2022 01:09:11 PM"]
    return [str(11800000000 + number), "412345678", *times, "", "", "", "", ""]


def survey_of(
    path: Path, asked: list[str], subs: list[str], answers: list[list[str]], top: list[str] = OWN
) -> SurveyFile:
    rows = [[*top, *asked], [*([""] * len(top)), *subs]]
    rows += [[*own(number), *given] for number, given in enumerate(answers, 1)]
    return read_survey(write_csv(path / "sm.csv", rows, encoding="utf-8-sig"))


def headings(asked: Asked) -> list[tuple[str, str]]:
    match asked.kind:
        case "one":
            return [(asked.label, "Response")]
        case "several":
            return merged(asked.label, [*asked.subs, OTHER])
        case "grid":
            return merged(asked.label, asked.subs)
        case _:
            return [(asked.label, "Open-Ended Response")]


def cells(asked: Asked, answer: object) -> list[str]:
    match answer:
        case str():
            return [answer]
        case tuple():
            return list(answer)
        case list():
            other = next((each for each in answer if each not in asked.subs), "")
            return [*(sub if sub in answer else "" for sub in asked.subs), other]
        case _:
            raise AssertionError(answer)


def test_parity() -> None:
    survey = read_parity("surveymonkey_expanded.csv")

    names = [question.name for question in survey.questions]
    assert_parity(survey, dict(zip(KEYS, names, strict=True)))
    assert (survey.tool, survey.header_rows) == ("SurveyMonkey", 2)
    assert survey.source_ids[0] == "11800000001"
    assert survey.submitted_at[0] == "2022-05-16T09:09:11"
    assert survey.problems == ()
    assert [question.role for question in survey.questions][:2] == [Role.GROUP, Role.POSITION]


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(surveys())
def test_expanded_round_trip(tmp_path: Path, asked: list[Asked]) -> None:
    """Whatever was answered comes back, from CSV as from a workbook."""
    first, second, rows = written(asked, headings, cells)
    table = [[*OWN, *first], [*([""] * len(OWN)), *second]]
    table += [[*own(number), *given] for number, given in enumerate(rows, 1)]

    survey = read_survey(write_csv(tmp_path / "sm.csv", table))
    book = read_survey(write_xlsx(tmp_path / "sm.xlsx", [[c or None for c in r] for r in table]))

    assert survey.tool == book.tool == "SurveyMonkey"
    assert found(survey) == found(book) == expected(asked)


@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(surveys())
def test_condensed_round_trip(tmp_path: Path, asked: list[Asked]) -> None:
    """With one row of headings and one column a question, choices and texts come back."""
    kept = [each for each in asked if each.kind == "text"]
    if not kept:
        return
    table = [[*OWN, *(each.label for each in kept)]]
    people = range(len(kept[0].answers))
    table += [[*own(n), *(str(each.answers[n]) for each in kept)] for n in people]

    survey = read_survey(write_csv(tmp_path / "sm.csv", table))

    assert survey.header_rows == 1
    assert found(survey) == expected(kept)


def test_condensed_choices_are_cut(tmp_path: Path) -> None:
    """Condensed, the choices of a question stand in one cell."""
    given = ["Bus, Tram", "Tram", "Bus, Walk", "Bus, Tram, Walk", "", "Walk"]
    survey = survey_of(tmp_path, ["How do you travel?"], ["Response"], [[each] for each in given])

    (travel,) = survey.questions
    assert travel.type is QuestionType.SELECT_MULTIPLE
    assert values_of(survey, travel)[3:5] == [["Bus", "Tram", "Walk"], None]


def test_older_exports_have_html_in_both_rows(tmp_path: Path) -> None:
    survey = survey_of(
        tmp_path,
        ["<p>How do <b>you</b> travel?</p>", "", "Why&nbsp;so?"],
        ["<span>Bus</span>", "Car &amp; van", "Open-Ended Response"],
        [["<span>Bus</span>", "", "a < b"], ["", "Car &amp; van", "<3"]],
        OLD,
    )

    travel, why = survey.questions
    assert (travel.label, travel.choices) == ("How do you travel?", ("Bus", "Car & van"))
    assert (why.label, values_of(survey, why)) == ("Why so?", ["a < b", "<3"])
    assert values_of(survey, travel) == [["Bus"], ["Car & van"]]


def test_rows_with_several_choices(tmp_path: Path) -> None:
    """Each row of a matrix with `Row - Column` headings is a question with several choices."""
    survey = survey_of(
        tmp_path,
        ["When do you come?", "", "", ""],
        ["Weekdays - Morning", "Weekdays - Late", "Sat - Sun - Morning", "Sat - Sun - Late"],
        [["Morning", "Late", "", ""], ["", "", "", "Late"], ["Morning", "", "Morning", ""]],
    )

    week, weekend = survey.questions
    assert week.label == "When do you come? – Weekdays"
    assert weekend.label == "When do you come? – Sat - Sun"
    assert values_of(survey, week) == [["Morning", "Late"], None, ["Morning"]]
    assert values_of(survey, weekend) == [None, ["Late"], ["Morning"]]


def test_options_by_number(tmp_path: Path) -> None:
    """Exported as numbers, an option's column holds its number."""
    survey = survey_of(
        tmp_path,
        ["How do you travel?", "", "", "Rank these", ""],
        ["Bus", "Car", OTHER, "Cost", "Speed"],
        [["1", "", "", "1", "2"], ["1", "2", "on foot", "2", "1"], ["", "", "", "1", "2"]],
    )

    travel, cost, speed = survey.questions
    assert values_of(survey, travel) == [["Bus"], ["Bus", "Car", "on foot"], None]
    assert (cost.label, cost.type) == ("Rank these – Cost", QuestionType.INTEGER)
    assert values_of(survey, speed) == [2, 1, 2]


def test_the_text_beside_one_choice(tmp_path: Path) -> None:
    """A text under Other takes its place; a remark on other choices is a question of its own."""
    asked = ["Who are you?", "", "Do you agree?", ""]
    subs = ["Response", OTHER, "Response", OTHER]
    answers = [
        ["Carer", "", "Yes", "it is near"],
        ["", "Vicar", "No", ""],
        ["Carer", "", "Yes", ""],
    ]
    survey = survey_of(tmp_path, asked, subs, answers)

    who, agree, remark = survey.questions
    assert values_of(survey, who) == ["Carer", "Vicar", "Carer"]
    assert values_of(survey, agree) == ["Yes", "No", "Yes"]
    assert values_of(survey, remark) == ["it is near", None, None]
    assert remark.label == f"Do you agree? – {OTHER}"


def test_contact_details_are_identifiers(tmp_path: Path) -> None:
    """Personal columns that are filled come in as identifiers, custom data as a question."""
    table = [
        [*OWN, "Contact information", "", ""],
        [*([""] * len(OWN)), "Name", "Company", "Email Address"],
        [*own(1)[:4], "10.0.0.1", "a@example.org", "", "", "North", "Ann", "Mill", "a@example.org"],
        [*own(2)[:4], "10.0.0.2", "", "", "", "South", "Bo", "Hill", "b@example.org"],
    ]
    survey = read_survey(write_csv(tmp_path / "sm.csv", table))

    assert {question.label: question.role for question in survey.questions} == {
        "IP Address": Role.IDENTIFIER,
        "Email Address": Role.IDENTIFIER,
        "Custom Data 1": Role.NONE,
        "Contact information – Name": Role.IDENTIFIER,
        "Contact information – Company": Role.ORGANISATION,
        "Contact information – Email Address": Role.IDENTIFIER,
    }


def test_the_month_comes_first(tmp_path: Path) -> None:
    """Its times have the month first, also where no day above 12 says so."""
    table = [[*OWN, "Why?"], [*([""] * len(OWN)), "Open-Ended Response"]]
    table += [["1", "2", "05/06/2022 09:03:11 AM", "05/06/2022 12:09:11 AM", *([""] * 5), "x"]]
    survey = read_survey(write_csv(tmp_path / "sm.csv", table))

    assert survey.submitted_at == ("2022-05-06T00:09:11",)
    assert survey.problems == ()


def test_a_workbook_keeps_long_ids_and_times(tmp_path: Path) -> None:
    """Row 2 may be empty below a scale; ids of twelve digits are text; times are times."""
    start = datetime.fromisoformat("2022-05-16T09:03:11")
    rows: list[list[Any]] = [
        [*OWN, "How likely are you to come?"],
        [None] * len(OWN),
        [118000000001, 412345678, start, start, None, "", None, None, None, 7],
    ]
    survey = read_survey(write_xlsx(tmp_path / "sm.xlsx", rows))

    assert survey.source_ids == ("118000000001",)
    assert survey.submitted_at == ("2022-05-16T09:03:11",)
    assert values_of(survey, survey.questions[0]) == [7]


@pytest.mark.parametrize(
    ("choices", "meant"),
    [
        (["2-Jan", "5-Mar", "10-Jun", "11+"], ["1-2", "3-5", "6-10"]),
        (["01-Feb", "03-May", "06-Oct", "More than 10"], ["1-2", "3-5", "6-10"]),
        (["0", "2022-01-02", "2022-03-05", "1950-11-01", "51-100"], ["1-2", "3-5", "11-50"]),
        (["Nov-50", "51-100"], ["11-50"]),
        (["2020-10-01", "21-30"], ["10-20"]),
    ],
)
def test_choices_that_excel_made_dates_of(choices: list[str], meant: list[str]) -> None:
    assert list(mended(choices).values()) == meant


def test_dates_among_dates_stay(tmp_path: Path) -> None:
    """Only the neighbours of a range of numbers are ranges."""
    assert mended(["2022-01-02", "2022-03-05"]) == {}
    survey = survey_of(
        tmp_path, ["How many?"], ["Response"], [["2-Jan"], ["3-5"], ["2-Jan"], ["11+"], ["3-5"]]
    )

    (many,) = survey.questions
    assert values_of(survey, many) == ["1-2", "3-5", "1-2", "11+", "3-5"]
    assert [p.what for p in survey.problems] == ["Excel has made the date “2-Jan” of a choice."]


def test_neighbours_are_not_taken(tmp_path: Path) -> None:
    """Microsoft Forms, and a table that only begins alike, are not SurveyMonkey's."""
    forms = read_survey(write_forms(tmp_path / "f.xlsx", ["Why?"], [["so"]]))
    plain = read_survey(write_csv(tmp_path / "p.csv", [["Respondent ID", "Why?"], ["1", "so"]]))

    assert "SurveyMonkey" not in (forms.tool, plain.tool)


def test_headings_alone_get_a_sentence(tmp_path: Path) -> None:
    survey = read_survey(write_csv(tmp_path / "sm.csv", [[*OWN, "Why?"]]))

    assert [problem.what for problem in survey.problems] == [
        "The file has headings but no responses."
    ]
