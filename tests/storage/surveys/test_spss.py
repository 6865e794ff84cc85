"""SPSS data files: labels, missing values, response sets, ticks and grids; damage is refused."""

import random
import struct
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engage_app.domain.questionnaire import QuestionType
from engage_app.errors import SurveyFileError
from storage.surveys.bindings import NOT_SHOWN, Value
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile, SurveyQuestion
from storage.surveys.values import values_of

_AGREE = {1: "Disagree", 2: "Neither", 3: "Agree"}
_TICK = {0: "Not selected", 1: "Selected"}
_YES_NO = {1: "Yes", 2: "No"}


def _write(
    path: Path,
    columns: Mapping[str, list[Any]],
    labels: Mapping[str, str] | None = None,
    values: Mapping[str, Mapping[Any, str]] | None = None,
    **more: Any,
) -> Path:
    import pandas as pd
    import pyreadstat

    pyreadstat.write_sav(
        pd.DataFrame(dict(columns)),
        str(path),
        column_labels=dict(labels or {}),
        variable_value_labels={name: dict(each) for name, each in (values or {}).items()},
        **more,
    )
    return path


def _with_sets(path: Path, sets: str) -> Path:
    """SPSS's record of multiple response sets (7, 7), put in before the end of the dictionary."""
    data = path.read_bytes()
    at = data.index(struct.pack("<ii", 999, 0))
    text = sets.encode()
    record = struct.pack("<iiii", 7, 7, 1, len(text)) + text
    path.write_bytes(data[:at] + record + data[at:])
    return path


def _question(survey: SurveyFile, name: str) -> SurveyQuestion:
    return next(question for question in survey.questions if question.name == name)


def _answers(survey: SurveyFile, name: str) -> list[Value]:
    return values_of(survey, _question(survey, name))


@pytest.mark.parametrize("compressed", [False, True])
def test_labels_types_and_times_of_a_file(tmp_path: Path, compressed: bool) -> None:
    survey = read_survey(
        _write(
            tmp_path / "survey.sav",
            {
                "ResponseId": ["R_1", "R_2", "R_3"],
                "EndDate": [datetime(2022, 5, 16, 9, 3, 11)] * 3,  # noqa: DTZ001
                "Q1": [3.0, 1.0, None],
                "Q2": [1.5, 0.0, None],
                "Q3": ["Père’s view", "", "=cmd|calc"],
                "Q4": [date(2022, 5, 16), None, date(2022, 6, 1)],
                "Q5": ["LA", "GP", ""],
                "Q6": [7.0, 0.0, 12.0],
            },
            {"Q1": "Do you agree?", "Q3": "Why do you say so?", "Q5": "Which group?"},
            {"Q1": _AGREE, "Q5": {"LA": "Local authority", "GP": "General practice"}},
            compress=compressed,
        )
    )
    assert survey.tool == "SPSS"
    assert survey.source_ids == ("R_1", "R_2", "R_3")
    assert set(survey.submitted_at) == {"2022-05-16T09:03:11"}
    assert _question(survey, "Q1").label == "Do you agree?"
    assert _question(survey, "Q1").choices == ("Disagree", "Neither", "Agree")
    assert _answers(survey, "Q1") == ["Agree", "Disagree", None]
    assert _answers(survey, "Q2") == [1.5, 0, None]
    assert _answers(survey, "Q3") == ["Père’s view", None, "=cmd|calc"]
    assert _question(survey, "Q4").type is QuestionType.DATE
    assert _answers(survey, "Q4") == ["2022-05-16", None, "2022-06-01"]
    assert _answers(survey, "Q5") == ["Local authority", "General practice", None]
    assert _answers(survey, "Q6") == [7, 0, 12]
    assert len(survey.questions) == 6


def test_missing_values_and_ranges_are_skipped_and_no_choices(tmp_path: Path) -> None:
    survey = read_survey(
        _write(
            tmp_path / "survey.sav",
            {
                "Q1": [3.0, -99.0, 97.0, 1.0],
                "Q2": [5.0, -95.0, -99.0, 0.0],
                "Q3": [2.0, -99.0, 1.0, 1.0],
                "Q4": ["fine", "N/A", "", "good"],
                "Q5": [1.0, -77.0, 2.0, 3.0],
            },
            {"Q1": "Do you agree?"},
            {
                "Q1": {**_AGREE, 97: "Refused", -99: "No answer"},
                "Q3": {**_AGREE, -99: "Seen but unanswered"},
                "Q5": {**_AGREE, -77: "Not asked"},
            },
            missing_ranges={
                "Q1": [-99, 97],
                "Q2": [{"lo": -99, "hi": -90}],
                "Q4": ["N/A"],
                "Q5": [-77],
            },
        )
    )
    assert _answers(survey, "Q1") == ["Agree", None, None, "Disagree"]
    assert _question(survey, "Q1").choices == ("Disagree", "Neither", "Agree")
    assert _answers(survey, "Q2") == [5, None, None, 0]
    assert _answers(survey, "Q3") == ["Neither", None, "Disagree", "Disagree"]
    assert _answers(survey, "Q4") == ["fine", None, None, "good"]
    assert _answers(survey, "Q5") == ["Disagree", NOT_SHOWN, "Neither", "Agree"]


@pytest.mark.parametrize(
    ("names", "labels", "values", "yes", "no"),
    [
        (("Q5_1", "Q5_2", "Q5_3"), "What matters? - {}", _TICK, 1.0, 0.0),
        (("Q5_1", "Q5_2", "Q5_3"), "Q5: {}", _YES_NO, 1.0, 2.0),
        (("Q5r1", "Q5r2", "Q5r3"), "What matters? {}", {0: "No", 1: "Yes"}, 1.0, 0.0),
        (("Q5_1", "Q5_2", "Q5_3"), "What matters to you? - Selected Choice - {}", "own", 1.0, None),
        (("Q5_1", "Q5_2", "Q5_3"), "What matters to you?", "own", 1.0, None),
        (("Q5_1", "Q5_2", "Q5_3"), "[{}] What matters to you?", {}, 1.0, 0.0),
        (("cost", "travel", "staff"), "What matters: {}", _TICK, 1.0, 0.0),
        (("Q5_1", "Q5_2", "Q5_3"), "What matters? [{}]", {0: "Not selected", 1: "own"}, 1.0, 0.0),
    ],
)
def test_ticks_without_a_set_are_one_question(  # noqa: PLR0917
    tmp_path: Path, names: tuple[str, ...], labels: str, values: Any, yes: float, no: float | None
) -> None:
    options = ("Cost, and value", "Travel", "Staff")
    ticks = [(yes, no, yes), (no, no, no), (no, yes, no)]
    own = {
        name: {1: option} if values == "own" else {k: option if v == "own" else v for k, v in values.items()}
        for name, option in zip(names, options, strict=True)
    }  # fmt: skip
    survey = read_survey(
        _write(
            tmp_path / "survey.sav",
            {"Q4": ["a", "b", "c"], **{n: [r[i] for r in ticks] for i, n in enumerate(names)}},
            {name: labels.format(option) for name, option in zip(names, options, strict=True)},
            {name: each for name, each in own.items() if each},
        )
    )
    assert len(survey.questions) == 2
    question = survey.questions[1]
    assert question.type is QuestionType.SELECT_MULTIPLE
    assert question.choices == options
    assert "atters" in question.label or question.label == "Q5"
    assert "Selected" not in question.label
    assert values_of(survey, question) == [["Cost, and value", "Staff"], None, ["Travel"]]


def test_a_text_under_other_takes_the_place_of_its_choice(tmp_path: Path) -> None:
    survey = read_survey(
        _write(
            tmp_path / "survey.sav",
            {
                "Q5_1": [1.0, None],
                "Q5_7": [1.0, None],
                "Q5_7_TEXT": ["Parking; trams", ""],
                "Q6": [2.0, 1.0],
                "Q6_2_TEXT": ["Hospice", ""],
            },
            {"Q5_1": "What matters? - Cost", "Q5_7": "What matters? - Something else:"},
            {
                "Q5_1": {1: "Cost"},
                "Q5_7": {1: "Something else:"},
                "Q6": {1: "Council", 2: "Another body"},
            },
        )
    )
    assert [question.name for question in survey.questions] == ["Q5", "Q6"]
    assert _answers(survey, "Q5") == [["Cost", "Parking; trams"], None]
    assert _answers(survey, "Q6") == ["Hospice", "Council"]


def test_multiple_response_sets_are_one_question_each(tmp_path: Path) -> None:
    path = _write(
        tmp_path / "survey.sav",
        {
            "A1": [1.0, 0.0, 1.0],
            "B2": [0.0, 0.0, 1.0],
            "first": [2.0, None, 1.0],
            "second": [3.0, None, None],
        },
        {"A1": "Cost", "B2": "Travel", "first": "First choice", "second": "Second choice"},
        {"A1": {0: "x", 1: "y"}, "first": _AGREE, "second": _AGREE},
    )
    _with_sets(
        path, "$matters=D1 1 13 What matters? a1 b2\n$sites=C 12 Which sites? first second\n"
    )
    survey = read_survey(path)
    assert [question.label for question in survey.questions] == ["What matters?", "Which sites?"]
    assert values_of(survey, survey.questions[0]) == [["Cost"], None, ["Cost", "Travel"]]
    assert values_of(survey, survey.questions[1]) == [["Neither", "Agree"], None, ["Disagree"]]
    assert survey.questions[1].choices == ("Disagree", "Neither", "Agree")


def test_rows_of_a_grid_share_heading_and_scale(tmp_path: Path) -> None:
    survey = read_survey(
        _write(
            tmp_path / "survey.sav",
            {"Q4_1": [1.0, 3.0], "Q4_2": [2.0, None], "Q7": [1.0, 2.0]},
            {
                "Q4_1": "How far do you agree? - It is clear",
                "Q4_2": "How far do you agree? - It is fair",
            },
            {"Q4_1": _AGREE, "Q4_2": _AGREE, "Q7": _AGREE},
        )
    )
    rows = survey.questions[:2]
    assert [row.label for row in rows] == ["It is clear", "It is fair"]
    assert {row.grid for row in rows} == {"How far do you agree?"}
    assert {row.choices for row in rows} == {("Disagree", "Neither", "Agree")}
    assert survey.questions[2].grid == ""
    assert values_of(survey, rows[1]) == ["Neither", None]


def test_a_scale_with_labels_at_its_ends_keeps_all_points(tmp_path: Path) -> None:
    survey = read_survey(
        _write(
            tmp_path / "survey.sav",
            {"Q1": [0.0, 7.0, 10.0], "Q2": [34.0, 99.0, 51.0]},
            {},
            {"Q1": {0: "Not at all", 10: "Very"}, "Q2": {99: "Prefer not to say"}},
        )
    )
    assert _question(survey, "Q1").type is QuestionType.SELECT_ONE
    assert _answers(survey, "Q1") == ["Not at all", "7", "Very"]
    assert len(_question(survey, "Q1").choices) == 11
    assert _question(survey, "Q2").type is QuestionType.INTEGER
    assert _answers(survey, "Q2") == [34, "Prefer not to say", 51]


def test_the_tools_own_variables_are_no_questions_and_previews_are_flagged(tmp_path: Path) -> None:
    survey = read_survey(
        _write(
            tmp_path / "survey.sav",
            {
                "ResponseId": ["R_1", "R_2", "R_3"],
                "Status": [0.0, 1.0, 0.0],
                "Finished": [1.0, 1.0, 0.0],
                "Duration__in_seconds_": [9.0, 8.0, 7.0],
                "weight": [1.0, 1.2, 0.8],
                "Q1": [1.0, 2.0, 3.0],
            },
            {"Q1": "Do you agree?"},
            {
                "Status": {0: "IP Address", 1: "Survey Preview"},
                "Finished": {0: "False", 1: "True"},
                "Q1": _AGREE,
            },
        )
    )
    assert [question.name for question in survey.questions] == ["Q1"]
    assert [(each.row, each.kind) for each in survey.flagged] == [(2, "test"), (3, "partial")]


def _sample(tmp_path: Path) -> Path:
    return _write(
        tmp_path / "sample.sav",
        {"id": [1.0, 2.0], "Q1": [1.0, 2.0], "Q2": ["words", "more words"]},
        {"Q1": "Do you agree?"},
        {"Q1": _AGREE},
    )


@pytest.mark.parametrize("kept", [4, 60, 200, -20, -1])
def test_a_truncated_file_is_refused_with_a_sentence(tmp_path: Path, kept: int) -> None:
    path = _sample(tmp_path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(SurveyFileError, match="breaks off or is damaged"):
        read_survey(path)


def test_a_file_that_claims_absurdly_many_responses_is_refused(tmp_path: Path) -> None:
    path = _sample(tmp_path)
    data = bytearray(path.read_bytes())
    assert struct.unpack_from("<i", data, 80) == (2,), "the number of cases stands at byte 80"
    struct.pack_into("<i", data, 80, 5_000_000)
    longer = data.find(struct.pack("<iiii", 7, 16, 8, 2))  # the count again, as a longer number
    if longer >= 0:
        struct.pack_into("<q", data, longer + 24, 5_000_000)
    path.write_bytes(data)
    with pytest.raises(SurveyFileError, match="5,000,000 responses"):
        read_survey(path)


def test_mutated_files_end_with_a_result_or_a_sentence(tmp_path: Path) -> None:
    sample = _sample(tmp_path).read_bytes()
    chance = random.Random(20220516)  # noqa: S311 - the same mutations every time
    path = tmp_path / "mutated.sav"
    outcomes = set()
    for _ in range(15):
        data = bytearray(sample)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.choice((len(data), chance.randrange(4, len(data))))])
        try:
            read_survey(path)
            outcomes.add("read")
        except SurveyFileError as refusal:
            outcomes.add(refusal.message)
    assert "“mutated.sav” is an SPSS file that breaks off or is damaged." in outcomes
    assert len(outcomes) <= 4


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5), st.sets(st.integers(1, 4)), st.sampled_from(["", "Yes; but", "x"])
        ),
        min_size=1,
        max_size=6,
    )
)
def test_random_surveys_come_back_as_written(
    tmp_path: Path, people: list[tuple[int, set[int], str]]
) -> None:
    labels = {number: f"Choice {number}, or so" for number in range(1, 6)}
    survey = read_survey(
        _write(
            tmp_path / "random.sav",
            {
                "respid": [str(number) for number in range(len(people))],
                "Q1": [float(one) if one else float("nan") for one, _, _ in people],
                **{
                    f"Q2_{n}": [float(n in several) for _, several, _ in people]
                    for n in range(1, 5)
                },
                "Q3": [words for _, _, words in people],
            },
            {f"Q2_{number}": f"Which? - {labels[number]}" for number in range(1, 5)},
            {"Q1": labels, **{f"Q2_{number}": _TICK for number in range(1, 5)}},
        )
    )
    assert _answers(survey, "Q1") == [labels.get(one) for one, _, _ in people]
    assert _answers(survey, "Q2") == [
        [labels[number] for number in sorted(several)] or None for _, several, _ in people
    ]
    assert _answers(survey, "Q3") == [words or None for _, _, words in people]
