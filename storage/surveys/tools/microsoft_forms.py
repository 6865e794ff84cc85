"""Microsoft Forms: a workbook with one Excel table, or that workbook saved as CSV.

The table is called `OfficeForms.Table`. Its first columns are the form's own (ID, Start time,
Completion time, Email, Name, perhaps Last modified time and Language), in the language of the
account; a quiz adds points and feedback. A repeated question gets a number behind it.
"""

import re
from collections.abc import Sequence
from itertools import islice

from engage_app.domain.questionnaire import Role
from storage.surveys.dates import is_date
from storage.surveys.headings import clean, plain
from storage.surveys.layout import Layout
from storage.surveys.raw_table import RawTable, column_letter
from storage.surveys.readers import Reader
from storage.surveys.survey_file import Problem

TOOL = "Microsoft Forms"
_TABLE = "OfficeForms.Table"
_OPENING = ("id", "start time", "completion time")
_OWN = frozenset({*_OPENING, "email", "name", "last modified time", "language", "submission time"})
_QUIZ = ("total points", "quiz feedback")
_QUIZ_PREFIXES = ("points - ", "feedback - ")
_ANONYMOUS = frozenset({"anonymous", "Anonymous"})
_OWN_COLUMNS = 5  # ID to Name, in every language


def recognise(raw: RawTable) -> Layout | None:
    """The layout, or None where Microsoft Forms didn't write this."""
    header = next((index for index, row in enumerate(raw.rows) if any(row)), None)
    if header is None:
        return None
    headings = [clean(cell) for cell in raw.rows[header]]
    while headings and not headings[-1]:
        headings.pop()
    keys = [plain(heading) for heading in headings]
    if tuple(keys[:3]) == _OPENING and {"email", "name"} <= set(keys[3:7]):
        why = "Its first columns are ID, Start time, Completion time, Email and Name."
        own = _own_columns(keys)
    elif any(name.startswith(_TABLE) for name in raw.tables) and _opens_like_a_form(raw, header):
        why = "Its table is called OfficeForms.Table, and its first columns are the form's own."
        own = list(range(min(_OWN_COLUMNS, len(keys))))
    else:
        return None
    if any(name.startswith(_TABLE) for name in raw.tables):
        why = f"It holds the table OfficeForms.Table. {why}"
    return _layout(header, headings, own, why)


def _layout(header: int, headings: list[str], own: list[int], why: str) -> Layout:
    quiz = [
        index
        for index, heading in enumerate(headings)
        if plain(heading) in _QUIZ or plain(heading).startswith(_QUIZ_PREFIXES)
    ]
    names = [index for index in own if index in (3, 4)]
    return Layout(
        tool=TOOL,
        why=why,
        header=header,
        headings=tuple(_as_asked(headings)),
        source_id=0,
        submitted=2,
        ignored=frozenset({*own, *quiz}.difference(names)),
        roles=dict.fromkeys(names, Role.IDENTIFIER),
        blanks=dict.fromkeys(names, _ANONYMOUS),
        problems=_quiz_note(quiz, headings),
    )


def _own_columns(keys: Sequence[str]) -> list[int]:
    """The form's own columns: they come first, without a gap."""
    own = []
    for index, key in enumerate(keys[:8]):
        if key not in _OWN or key in keys[:index]:
            break
        own.append(index)
    return own


def _opens_like_a_form(raw: RawTable, header: int) -> bool:
    """Whether the first three columns hold an id and two times, whatever they are called."""
    rows = [row for row in islice(raw.rows, header + 1, header + 21) if any(row)]
    return all(
        len(row) > _OWN_COLUMNS
        and row[0].strip().isdecimal()
        and is_date(row[1].strip())
        and is_date(row[2].strip())
        for row in rows
    )


def _as_asked(headings: list[str]) -> list[str]:
    """The headings without the number that Forms puts behind a repeated one."""
    asked: list[str] = []
    for index, heading in enumerate(headings):
        base = re.sub(r"\d{1,3}$", "", heading)
        repeated = base != heading and base in headings[:index]
        asked.append(base if repeated else heading or f"Column {column_letter(index)}")
    return asked


def _quiz_note(quiz: list[int], headings: list[str]) -> tuple[Problem, ...]:
    if not quiz:
        return ()
    return (
        Problem(
            f"{len(quiz)} columns hold the points and feedback of a quiz.",
            action="They are not questions and were left out.",
            column=headings[quiz[0]],
        ),
    )


READER = Reader(TOOL, 10, recognise_table=recognise)
