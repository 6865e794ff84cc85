"""What five invented people answered, in rows as each survey tool writes them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

GROUP = "Which stakeholder group do you represent?"
MATTERS = "Which of these matter most to you?"
GRID = "How much do you agree?"
WHY = "Please tell us why"
OPTIONS = ("Clinical leadership", "Funding, and delegation", "Hospital flows; discharge")
OTHER = "Other (please specify)"
ROWS = ("I understand it", "It helps, I think")
START = datetime.fromisoformat("2022-05-16T09:03:11")

Row = Sequence[Any]


@dataclass(frozen=True)
class Person:
    """What somebody answered; `matters` are indexes of options, `other` words of their own."""

    group: str
    matters: tuple[int, ...]
    other: str
    grid: tuple[str, str]
    why: str


PEOPLE = (
    Person("Hospices", (0, 1), "", ("Agree", "Strongly agree"), "It’s the “hospital” – café 👍🏽"),
    Person("General practice", (2,), "Parking; and buses", ("Disagree", "Agree"), "One,\ntwo"),
    Person("Hospices", (), "", ("", ""), ""),
    Person("Voluntary sector", (0, 1, 2), "", ("Agree", "Disagree"), "None"),
    Person("General practice", (1,), "", ("Neither agree nor disagree", "Agree"), "=1+1"),
)


def when(number: int, style: str = "%Y-%m-%d %H:%M:%S") -> str:
    """As its heading says; one for each person."""
    return (START + timedelta(days=number)).strftime(style)


def chosen_by(person: Person) -> list[str]:
    """As its heading says; one for each person."""
    return [OPTIONS[index] for index in person.matters] + ([person.other] if person.other else [])


def joined_for(person: Person, delimiter: str) -> str:
    """As its heading says; one for each person."""
    return delimiter.join(chosen_by(person))


def ticks_of(person: Person, no: str = "", yes: str = "") -> list[str]:
    """A cell for each option: its words, or `yes`, where chosen."""
    return [
        (yes or label) if index in person.matters else no for index, label in enumerate(OPTIONS)
    ]


def citizen_space_rows() -> list[Row]:
    """Headings and responses, as the tool writes them."""
    headings = ["Response ID", "Submitted date", f"{GROUP} - Group"]
    headings += [f"{MATTERS} - {label}" for label in (*OPTIONS, OTHER)]
    headings += [f"{GRID} - {row}" for row in ROWS] + [f"{WHY} - Comments"]
    rows: list[Row] = [headings]
    for n, each in enumerate(PEOPLE):
        own = [f"ANON-000{n}-ABCD-{n}", when(n), each.group]
        rows.append([*own, *ticks_of(each), each.other, *each.grid, each.why])
    return rows


def google_rows() -> list[Row]:
    """Headings and responses, as the tool writes them."""
    rows: list[Row] = [["Timestamp", GROUP, MATTERS, *(f"{GRID} [{row}]" for row in ROWS), WHY]]
    for n, each in enumerate(PEOPLE):
        rows.append([when(n, "%d/%m/%Y %H:%M:%S"), each.group, joined_for(each, ", "), *each.grid,
                     each.why])  # fmt: skip
    return rows


def qualtrics_rows() -> list[list[Any]]:
    """Headings and responses, as the tool writes them."""
    own = {
        "StartDate": "startDate", "EndDate": "endDate", "Status": "status",
        "Progress": "progress", "Finished": "finished", "ResponseId": "_recordId",
    }  # fmt: skip
    asked = {
        "Q1": (GROUP, "QID1"), "Q3": (f"{MATTERS} - Selected Choice", "QID3"),
        "Q3_4_TEXT": (f"{MATTERS} - {OTHER} - Text", "QID3_4_TEXT"),
        "Q4_1": (f"{GRID} - {ROWS[0]}", "QID4_1"), "Q4_2": (f"{GRID} - {ROWS[1]}", "QID4_2"),
        "Q5": (WHY, "QID5_TEXT"),
    }  # fmt: skip
    ids = [*own.values(), *(key for _, key in asked.values())]
    rows: list[list[Any]] = [
        [*own, *asked],
        [*own, *(text for text, _ in asked.values())],
        [json.dumps({"ImportId": key}) for key in ids],
    ]
    for n, each in enumerate(PEOPLE):
        given = [when(n), when(n), "IP Address", "100", "True", f"R_{n}abc"]
        labels = [*chosen_by(each)[: len(each.matters)], *([OTHER] if each.other else [])]
        rows.append([*given, each.group, ",".join(labels), each.other, *each.grid, each.why])
    return rows


_MONKEY = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address",
           "Email Address", "First Name", "Last Name", "Custom Data 1"]  # fmt: skip


def surveymonkey_rows() -> list[Row]:
    """Headings and responses, as the tool writes them."""
    blank = [""] * len(_MONKEY)
    rows: list[Row] = [
        [*_MONKEY, GROUP, MATTERS, "", "", "", GRID, "", WHY],
        [*blank, "Response", *OPTIONS, OTHER, *ROWS, "Open-Ended Response"],
    ]
    for n, each in enumerate(PEOPLE):
        rows.append(
            [*monkey_cells(n), each.group, *ticks_of(each), each.other, *each.grid, each.why]
        )
    return rows


def condensed_rows() -> list[Row]:
    """Headings and responses, as the tool writes them."""
    rows: list[Row] = [[*_MONKEY, GROUP, MATTERS, WHY]]
    rows += [
        [*monkey_cells(n), each.group, joined_for(each, ", "), each.why]
        for n, each in enumerate(PEOPLE)
    ]
    return rows


def monkey_cells(number: int) -> list[str]:
    """As its heading says; one for each person."""
    at = when(number, "%m/%d/%Y %I:%M:%S %p")
    return [str(11800000001 + number), "412345678", at, at, "", "", "", "", ""]


def smartsurvey_rows() -> list[Row]:
    """Headings and responses, as the tool writes them."""
    own = ["UserID", "Started", "Ended", "Tracking Link"]
    rows: list[Row] = [
        [*own, f"Q1. {GROUP}", f"Q2. {MATTERS}", "", "", "", "", f"Q3. {GRID}", "", f"Q4. {WHY}"],
        [*[""] * 5, *OPTIONS, OTHER, f"{OTHER}: text", *ROWS, ""],
    ]
    for n, each in enumerate(PEOPLE):
        at = START + timedelta(days=n)
        ticks = ticks_of(each, "No", "Yes")
        other = ["Yes", each.other] if each.other else ["No", ""]
        given = [244403001 + n, at, at, "", each.group, *ticks, *other, *each.grid, each.why]
        rows.append(given)
    return rows


def smartsurvey_wide_rows() -> list[Row]:
    """Headings and responses, as the tool writes them."""
    own = ["Response_ID", "Completion_Status", "IP_Address", "Date_Started", "Date_Ended"]
    rows: list[Row] = [[*own, f"Q_901_{GROUP}", f"Q_902_{WHY}"]]
    for n, each in enumerate(PEOPLE):
        at = when(n, "%Y-%m-%dT%H:%M:%SZ")
        rows.append([str(n + 1), "Completed", "", at, at, each.group, each.why])
    return rows


def consult_rows() -> list[Row]:
    """Headings and responses, as the tool writes them."""
    rows: list[Row] = [["Themefinder ID", "Ident 2", "Q1"],
                       ["What is the id of this response, please?",
                        "Are you responding as an individual or an organisation?",
                        "Do you agree with the proposals, and would you tell us why that is?"]]  # fmt: skip
    rows += [[str(n + 7), each.group, each.why] for n, each in enumerate(PEOPLE)]
    return rows


def microsoft_rows() -> list[Row]:
    """Headings and responses, as the tool writes them."""
    own = ["ID", "Start time", "Completion time", "Email", "Name"]
    rows: list[Row] = [[*own, GROUP, MATTERS, *ROWS, WHY]]
    for n, each in enumerate(PEOPLE):
        at = START + timedelta(days=n)
        matters = "".join(f"{label};" for label in chosen_by(each))
        rows.append([n + 1, at, at, "anonymous", "", each.group, matters, *each.grid, each.why])
    return rows


def redcap_rows() -> list[Row]:
    """Headings and responses, as the tool writes them."""
    rows: list[Row] = [["record_id", "redcap_survey_identifier", "survey_timestamp", "grp",
                        "multi___1", "multi___2", "multi___3", "multi_other", "l1", "why",
                        "survey_complete"]]  # fmt: skip
    for n, each in enumerate(PEOPLE):
        ticks = ticks_of(each, "0", "1")
        rows.append([str(n + 1), "", when(n), "1", *ticks, each.other, str(n % 5), each.why, "2"])
    return rows
