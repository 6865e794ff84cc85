"""The same six invented respondents in each tool's layout: what every reader has to find.

The files lie outside the project, in the folder that ENGAGE_SURVEY_EXPORTS names (with the
folders `parity` and `real`); without it these tests are skipped. A reader's test says which of its
question names stands for which key here:

    survey = read_survey(parity_file("qualtrics_choice_text.csv"))
    assert_parity(survey, {"group": "Q1", "position": "Q2", "matters": "Q3", ...})
"""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from storage.surveys.bindings import NOT_SHOWN, Value
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile
from storage.surveys.values import values_of

CLINICAL, FUNDING, FLOWS = "Clinical leadership", "Funding, and delegation", "Hospital flows"
OTHER_TEXT = "Smaller partners; hospices"
KEYS = ("group", "position", "matters", "understand", "benefits", "why")

EXPECTED: dict[str, list[Value]] = {
    "group": [
        "Local authority",
        "General practice",
        "Hospice",
        "Dental, pharmacy and eye health",
        "VCFSE",
        "General practice",
    ],
    "position": ["Welcome", "Concern", "Some concern", "Opportunity", "Welcome", "Concern"],
    "matters": [
        [FUNDING],
        [CLINICAL, FLOWS],
        [FUNDING, OTHER_TEXT],
        [CLINICAL],
        None,
        [CLINICAL, FUNDING, FLOWS],
    ],
    "understand": ["Agree", "Disagree", "Agree", "Strongly agree", None, "Strongly disagree"],
    "benefits": [
        "Strongly agree",
        "Disagree",
        "Neither agree nor disagree",
        "Agree",
        None,
        "Disagree",
    ],
    "why": [
        "Coterminous boundaries help us pool budgets – long overdue.",
        "It’s the “hospital hinterland” that matters.\nWe lose the GP alliance.",
        "Small but critical partners must not be lost.",
        "An opportunity to be heard.",
        None,
        "=cmd|' /C calc'!A0 looks like a formula but is text",
    ],
}

SUBMITTED = (
    "2022-05-16T09:03:11",
    "2022-05-17T13:40:02",
    "2022-05-18T08:15:00",
    "2022-06-01T19:59:59",
    "2022-06-02T10:00:00",
    "2022-06-12T23:10:30",
)
"""When they began; some tools keep the end, six minutes later, or nothing."""


def exports_folder() -> Path:
    """Where the samples are; the test is skipped where there are none."""
    named = os.environ.get("ENGAGE_SURVEY_EXPORTS", "")
    if not named or not Path(named).is_dir():
        pytest.skip("ENGAGE_SURVEY_EXPORTS names no folder of survey exports")
    return Path(named)


def parity_file(name: str) -> Path:
    """A file with the six respondents."""
    return exports_folder() / "parity" / name


def real_file(name: str) -> Path:
    """A real file of a tool."""
    return exports_folder() / "real" / name


def read_parity(name: str, definition: Path | None = None) -> SurveyFile:
    """The six respondents, read from the file of that name."""
    return read_survey(parity_file(name), definition)


def assert_parity(
    survey: SurveyFile,
    names: Mapping[str, str],
    *,
    labels: Mapping[str, str] | None = None,
    other: str = OTHER_TEXT,
    unseen_is_skipped: bool = False,
    instead: Mapping[tuple[str, int], Value] | None = None,
) -> None:
    """Every answer of the six is there, cell by cell, in the order of the file.

    Args:
        names: the reader's question name for each of KEYS.
        labels: a choice as the tool exports it without a definition, e.g. "fund" or "4", to the
            label here.
        other: what the tool keeps of the text under "Other", e.g. the label alone.
        unseen_is_skipped: the tool can't tell the two apart.
        instead: what a sample file holds differently, by key and respondent from 0.
    """
    assert set(names) == set(KEYS)
    assert survey.responses == len(SUBMITTED), survey.source_ids
    for key, name in names.items():
        question = next((q for q in survey.questions if q.name == name), None)
        assert question, f"no question {name!r} among {[q.name for q in survey.questions]}"
        found = [
            _plain(value, labels or {}, unseen_is_skipped) for value in values_of(survey, question)
        ]
        expected = [_with_other(value, other) for value in EXPECTED[key]]
        for (changed, row), value in (instead or {}).items():
            if changed == key:
                expected[row] = value
        assert found == expected, f"{key} ({name})"


def _plain(value: Value, labels: Mapping[str, str], unseen_is_skipped: bool) -> Value:
    if isinstance(value, list):
        return [labels.get(each, each) for each in value]
    if value is NOT_SHOWN and unseen_is_skipped:
        return None
    if isinstance(value, str | int):
        return labels.get(str(value), value)
    return value


def _with_other(value: Value, other: str) -> Value:
    return (
        [other if each == OTHER_TEXT else each for each in value]
        if isinstance(value, list)
        else value
    )
