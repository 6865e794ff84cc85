"""SmartSurvey: the raw export with two or three rows of headings, and the wide layout."""

import json
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
from storage.surveys.values import values_of

OWN = ["UserID", "Started", "Ended", "Tracking Link"]
WIDE = ["Response_ID", "Completion_Status", "IP_Address", "Date_Started", "Date_Ended"]


def own(number: int) -> list[str]:
    return [str(244403000 + number), "16/05/2022 09:03:11", "16/05/2022 09:09:11", "Web link"]


def raw(path: Path, asked: list[str], *below: list[str], answers: list[list[str]]) -> SurveyFile:
    rows = [[*OWN, *asked], *([*([""] * len(OWN)), *row] for row in below)]
    rows += [[*own(number), *given] for number, given in enumerate(answers, 1)]
    return read_survey(write_csv(path / "ss.csv", rows))


def wide(path: Path, asked: list[str], answers: list[list[str]]) -> SurveyFile:
    rows = [[*WIDE, *(f"Q_{900 + number}_{text}" for number, text in enumerate(asked))]]
    for number, given_ in enumerate(answers, 1):
        started = f"2022-05-16T08:0{number}:00Z"
        rows.append([str(number), "Completed", "", started, started, *given_])
    return read_survey(write_csv(path / "wide.csv", rows))


def headings(asked: Asked) -> list[tuple[str, str]]:
    match asked.kind:
        case "several":
            return merged(asked.label, [*asked.subs, OTHER, f"{OTHER}: text"])
        case "grid":
            return merged(asked.label, asked.subs)
        case _:
            return [(asked.label, "")]


def cells(asked: Asked, answer: object) -> list[str]:
    match answer:
        case str():
            return [answer]
        case tuple():
            return list(answer)
        case list():
            other = next((each for each in answer if each not in asked.subs), "")
            ticks = ["Yes" if sub in answer else "No" for sub in asked.subs]
            return [*ticks, "Yes" if other else "No", other]
        case _:
            raise AssertionError(answer)


def wide_cell(asked: Asked, answer: object) -> str:
    match answer:
        case list():
            return "; ".join(answer)
        case tuple():
            return "; ".join(
                json.dumps({"type": "matrix_row", "row_title": row, "column_title": said})
                for row, said in zip(asked.subs, answer, strict=True)
                if said
            ).replace("'", "@SQ@")
        case _:
            return str(answer)


def test_parity() -> None:
    survey = read_parity("smartsurvey_two_header_rows.xlsx")

    assert_parity(
        survey,
        dict(zip(KEYS, ("Q1", "Q2", "Q3", "Q4_1", "Q4_2", "Q5"), strict=True)),
        instead={("why", 5): None},  # this sample holds nothing there
    )
    assert (survey.tool, survey.header_rows) == ("SmartSurvey", 2)
    assert survey.source_ids[0] == "244403001"
    assert survey.submitted_at[0] == "2022-05-16T09:09:11"
    assert [question.label for question in survey.questions][:1] == [
        "Which stakeholder group do you represent?"
    ]
    assert survey.problems == ()


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(surveys())
def test_raw_round_trip(tmp_path: Path, asked: list[Asked]) -> None:
    """Whatever was answered comes back, from CSV as from a workbook."""
    first, second, rows = written(asked, headings, cells)
    table: list[list[Any]] = [[*OWN, *first], [*([""] * len(OWN)), *second]]
    table += [[*own(number), *given] for number, given in enumerate(rows, 1)]

    survey = read_survey(write_csv(tmp_path / "ss.csv", table))
    book = read_survey(write_xlsx(tmp_path / "ss.xlsx", [[c or None for c in r] for r in table]))

    assert survey.tool == book.tool == "SmartSurvey"
    assert found(survey) == found(book) == expected(asked)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(surveys())
def test_wide_round_trip(tmp_path_factory: pytest.TempPathFactory, asked: list[Asked]) -> None:
    """Texts, choices and grids in JSON come back; a grid that nobody answered has no rows."""
    kept = [each for each in asked if each.kind != "several"]
    kept = [each for each in kept if each.kind != "grid" or any(map(any, each.answers))]  # type: ignore[arg-type]
    if not kept:
        return
    people = len(kept[0].answers)
    survey = wide(
        tmp_path_factory.mktemp("wide"),
        [each.label for each in kept],
        [[wide_cell(each, each.answers[person]) for each in kept] for person in range(people)],
    )

    by_label = {q.label: values_of(survey, q) for q in survey.questions if not q.grid}
    by_label |= {f"{q.grid}{q.label}": values_of(survey, q) for q in survey.questions if q.grid}
    for each in kept:
        for sub, values in zip(each.subs, each.expected(), strict=False):
            label = f"{each.label}{sub}" if each.kind == "grid" else each.label
            assert by_label.get(label, [None] * people) == values


def test_three_rows_of_headings(tmp_path: Path) -> None:
    """A table with lists has row and column below the question; each column is a grid."""
    survey = raw(
        tmp_path,
        ["Q10. Which tools do you have?", "", "", "", ""],
        ["R", "R", "SQL", "SQL", "Any comments"],
        ["Knowledge", "Available", "Knowledge", "Available", ""],
        answers=[
            ["Yes", "Don@SQ@t know", "No", "Yes", "slow"],
            ["No", "Yes", "Don@SQ@t know", "Yes", ""],
        ],
    )

    assert survey.header_rows == 3
    assert [(q.grid, q.label) for q in survey.questions] == [
        ("", "Which tools do you have? – Any comments"),
        ("Which tools do you have? – Knowledge", "R"),
        ("Which tools do you have? – Knowledge", "SQL"),
        ("Which tools do you have? – Available", "R"),
        ("Which tools do you have? – Available", "SQL"),
    ]
    assert values_of(survey, survey.questions[3]) == ["Don't know", "Yes"]


def test_headings_are_cleaned(tmp_path: Path) -> None:
    """HTML, piping codes and the numbers of repeated headings go; so does pandas' filler."""
    survey = raw(
        tmp_path,
        ["<p>You said [question(123, piped)]. <b>Which?</b></p>", "Unnamed: 5", "2. Else?", ""],
        ["Bus", "Car", "Bus.1", "Walk"],
        answers=[["Yes", "No", "No", "Yes"], ["No", "Yes", "Yes", "Yes"]],
    )

    which, other = survey.questions
    assert which.label == "You said …. Which?"
    assert other.choices == ("Bus", "Walk")
    assert values_of(survey, other) == [["Walk"], ["Bus", "Walk"]]


def test_any_other_with_its_words(tmp_path: Path) -> None:
    """“Any other … / words” is Other with its text; a census category with a slash is none."""
    answers = [
        ["White"], ["Any other background / Cornish"], ["Mixed / multiple ethnic background"],
        ["White"], ["Any other background"], ["Any other mixed / multiple ethnic background"],
    ]  # fmt: skip
    survey = raw(tmp_path, ["What is your ethnic group?"], [""], answers=answers)

    (group,) = survey.questions
    assert values_of(survey, group) == [
        "White", "Cornish", "Mixed / multiple ethnic background",
        "White", "Any other background", "Any other mixed / multiple ethnic background",
    ]  # fmt: skip
    assert group.role is Role.EQUALITY


def test_other_words_in_the_column_of_the_choice(tmp_path: Path) -> None:
    """The column of Other may hold No, Yes or what was written."""
    survey = raw(
        tmp_path,
        ["Which?", "", ""],
        ["Bus", "Car", OTHER],
        answers=[["Yes", "No", "No"], ["No", "Yes", "on foot"], ["No", "No", "Yes"]],
    )

    (which,) = survey.questions
    assert values_of(survey, which) == [["Bus"], ["Car", "on foot"], [OTHER]]


def test_unfinished_responses_are_flagged(tmp_path: Path) -> None:
    """By the column Ended, by a status, and in the wide layout."""
    rows = [[*OWN, "Why?"], ["1", "16/05/2022 09:03", "", "", "a"], [*own(2), "b"]]
    ended = read_survey(write_csv(tmp_path / "e.csv", rows))
    rows = [["UserID", "Completed", "Ended", "Why?"], ["1", "Partial", "16/05/2022 09:03", "a"]]
    status = read_survey(write_csv(tmp_path / "s.csv", rows))
    rows = [
        ["Response_ID", "Completion_Status", "Q_1_Why?"],
        ["1", "Completed", "a"],
        ["2", "Partial", "b"],
    ]
    in_wide = read_survey(write_csv(tmp_path / "w.csv", rows))

    assert ended.complete == (False, True)
    assert [flag.why for flag in status.flagged] == ["Its status is “Partial”."]
    assert in_wide.complete == (True, False)


def test_nothing_given(tmp_path: Path) -> None:
    """Empty cells, ".", "-" and "NA" say nothing; "N/A" and "None" are answers."""
    given_ = [[""], ["."], ["-"], ["NA"], ["N/A"], ["None"]]
    survey = raw(tmp_path, ["Any comments?"], [""], answers=given_)

    assert values_of(survey, survey.questions[0]) == [None] * 4 + ["N/A", "None"]


def test_personal_columns_and_variables(tmp_path: Path) -> None:
    """Empty personal columns are left out, filled ones are identifiers; variables are kept."""
    rows = [
        ["UserID", "Name", "Email", "IP Address", "Region code", "Started", "Ended", "Why?"],
        ["1", "", "a@example.org", "10.0.0.1", "N1", *own(1)[1:3], "so"],
        ["2", "", "", "10.0.0.2", "S2", *own(1)[1:3], "thus"],
    ]
    survey = read_survey(write_csv(tmp_path / "ss.csv", rows))

    roles = {question.label: question.role for question in survey.questions}
    assert list(roles) == ["Email", "IP Address", "Region code", "Why?"]
    assert roles["Email"] is roles["IP Address"] is Role.IDENTIFIER


def test_wide_choices_and_other(tmp_path: Path) -> None:
    """Choices are cut at "; ", not within a choice; the words of Other are one text."""
    survey = wide(
        tmp_path,
        ["Which matter to you? (Select all that apply)", "Which_one_do_you_like?"],
        [
            ["Funding, and more; Any other thing / hospices; small ones; Flows", "Don@SQ@t know"],
            ["Flows", "Bus"],
            ["Funding, and more; Flows", "-"],
            ["", "Bus"],
        ],
    )

    matter, like = survey.questions
    assert (matter.name, matter.type) == ("Q_900", QuestionType.SELECT_MULTIPLE)
    assert values_of(survey, matter) == [
        ["Funding, and more", "Flows", "hospices; small ones"],
        ["Flows"],
        ["Funding, and more", "Flows"],
        None,
    ]
    assert like.label == "Which one do you like?"
    assert values_of(survey, like) == ["Don't know", "Bus", None, "Bus"]
    assert survey.submitted_at[0] == "2022-05-16T08:01:00+00:00"


def test_wide_grids(tmp_path: Path) -> None:
    """Fragments become the rows of a grid, or questions with several choices."""

    def row(title: str, said: str) -> str:
        return json.dumps({"type": "matrix_row", "row_title": title, "column_title": said})

    survey = wide(
        tmp_path,
        ["How much do you agree?", "When do you come?"],
        [
            [
                f"{row('It is clear', 'Agree')}; {row('It is fair', 'Disagree')}",
                row("Week", "Late"),
            ],
            [row("It is fair", "Agree"), f"{row('Week', 'Early')}; {row('Week', 'Late')}"],
            ["", ""],
        ],
    )

    clear, fair, week = survey.questions
    assert (fair.grid, fair.label, fair.type) == (
        "How much do you agree?", "It is fair", QuestionType.SELECT_ONE
    )  # fmt: skip
    assert clear.choices == ("Agree", "Disagree")
    assert values_of(survey, fair) == ["Disagree", "Agree", None]
    assert values_of(survey, week) == [["Late"], ["Late", "Early"], None]


def test_broken_fragments_stay_text(tmp_path: Path) -> None:
    survey = wide(tmp_path, ["Agree?"], [['{"type":"matrix_row","row_ti'], ['{"a": 1} and']])

    assert values_of(survey, survey.questions[0]) == [
        '{"type":"matrix_row","row_ti', '{"a": 1} and'
    ]  # fmt: skip


def test_neighbours_are_not_taken(tmp_path: Path) -> None:
    """Microsoft Forms, and a table with a UserID or Response ID only, are not SmartSurvey's."""
    tools = [
        read_survey(write_forms(tmp_path / "f.xlsx", ["Why?"], [["so"]])).tool,
        read_survey(write_csv(tmp_path / "p.csv", [["UserID", "Why?"], ["1", "so"]])).tool,
        read_survey(write_csv(tmp_path / "q.csv", [["Response ID", "Why?"], ["1", "so"]])).tool,
    ]

    assert "SmartSurvey" not in tools


def test_headings_alone_get_a_sentence(tmp_path: Path) -> None:
    for headings_ in ([*OWN, "Why?"], [*WIDE, "Q_1_Why?"]):
        survey = read_survey(write_csv(tmp_path / "ss.csv", [headings_]))

        assert survey.tool == "SmartSurvey"
        assert [problem.what for problem in survey.problems] == [
            "The file has headings but no responses."
        ]
