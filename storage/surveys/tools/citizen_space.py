"""Citizen Space: one row of headings, "Question title - component label", as CSV or workbook.

Its own columns are Response ID (ANON-4B5K-M8JX-3; BHLF-… of someone signed in) and the date of
submission. The export "including analyst fields" has notes and tags besides, which are not answers.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import Single
from storage.surveys.dates import is_date
from storage.surveys.headings import clean, plain
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.raw_table import RawTable, column_letter
from storage.surveys.readers import Reader
from storage.surveys.survey_file import Problem
from storage.surveys.tools.components import SEPARATOR, Cells, cells_below, specs_from

TOOL = "Citizen Space"
_ID = re.compile(r"[A-Z]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{1,2}")
_ID_HEADINGS = ("response id", "response reference", "id", "reference")
_SUBMITTED = (
    "submitted date",
    "date submitted",
    "submitted",
    "submitted at",
    "submitted on",
    "submission date",
    "response date",
    "date of submission",
)
_OWN = frozenset({
    *_SUBMITTED, "created", "created date", "date created", "last modified", "modified date",
    "status", "response status", "response type", "source", "paper response", "user id", "user",
    "analysis status", "analysed", "analyzed", "published", "moderated",
})  # fmt: skip
_STATUS = ("status", "response status", "response type", "source")
_ANALYST = re.compile(
    r"(?:analysts?'?s?|analysis)(?: (?:notes?|tags?|fields?|comments?|responses?|text))?"
    r"|notes|tags?|(?:analyst |response )?(?:notes|tags)\b.*",
)
_PUBLISH = re.compile(
    r"\bconsent\b|\bpublish(?:ed|ing)?\b.*\b(?:response|answer|name)|\bpermission to publish\b"
    r"|\bpublishing\b"
)
_TEST = re.compile(
    r"test(?:ing|s)?(?:[\s\d.!-]*| (?:user|person|name|response|entry|submission|answer|account)\b.*)"
    r"|test\S*@\S+|.*\bplease ignore\b.*",
    re.IGNORECASE,
)
_LOOKED_AT = 200  # rows that show what a column is
_EARLY = 25  # rows in which tests are looked for: they were made before the survey opened
_EXCEL_LIMIT = 32_767  # letters in a cell


def recognise(raw: RawTable) -> Layout | None:
    """The layout, or None where Citizen Space didn't write this."""
    header = next((index for index, row in enumerate(raw.rows) if any(row)), None)
    if header is None:
        return None
    headings = [clean(cell) for cell in raw.rows[header]]
    while headings and not headings[-1]:
        headings.pop()
    source_id, sure = _source_id(raw, header, headings)
    submitted = _submitted(raw, header, headings)
    titled = sum(SEPARATOR in heading for heading in headings)
    if sure:
        why = "The ids of its responses are Citizen Space's, like ANON-4B5K-M8JX-3."
    elif source_id is not None and submitted is not None and _mostly_titled(headings, titled):
        why = "Its headings are question titles with the labels of their components."
    else:
        return None
    named = tuple(text or f"Column {column_letter(i)}" for i, text in enumerate(headings))
    cells = cells_below(raw, header + 1, named)
    return _layout(raw, header, cells, source_id=source_id, submitted=submitted, why=why)


def _layout(
    raw: RawTable,
    header: int,
    cells: Cells,
    *,
    source_id: int | None,
    submitted: int | None,
    why: str,
) -> Layout:
    headings = tuple(cells.headings)
    analyst = [index for index, heading in enumerate(headings) if _is_analysts(heading)]
    own = {index for index, heading in enumerate(headings) if plain(heading) in _OWN}
    left_out = {*own, *analyst, source_id, submitted}
    unnamed = (i for i in range(len(headings)) if not raw.rows[header][i].strip())
    left_out.update(index for index in unnamed if not cells.values[index])
    asked = [index for index in range(len(headings)) if index not in left_out]
    return Layout(
        tool=TOOL,
        why=why,
        header=header,
        headings=headings,
        source_id=source_id,
        submitted=submitted,
        ignored=frozenset({*own, *analyst} - {submitted}),
        specs=tuple(_with_consent(spec, cells) for spec in specs_from(cells, asked)),
        tests=_tests(raw, header, headings, asked),
        problems=(*_analyst_note(analyst, headings), *_cut_short(raw, header, headings)),
    )


def _source_id(raw: RawTable, header: int, headings: Sequence[str]) -> tuple[int | None, bool]:
    """The column with the ids, and whether they are Citizen Space's by their form."""
    named = [i for i, heading in enumerate(headings) if plain(heading) in _ID_HEADINGS]
    for index in named or range(min(3, len(headings))):
        cells = _cells(raw, header, index)
        if cells and sum(bool(_ID.fullmatch(cell)) for cell in cells) >= 0.5 * len(cells):
            return index, True
    exact = [index for index in named if plain(headings[index]) == _ID_HEADINGS[0]]
    return (exact[0] if exact else None), False


def _submitted(raw: RawTable, header: int, headings: Sequence[str]) -> int | None:
    keys = [plain(heading) for heading in headings]
    for wanted in _SUBMITTED:
        if wanted in keys:
            cells = _cells(raw, header, keys.index(wanted))
            if cells and all(map(is_date, cells)):
                return keys.index(wanted)
    return None


def _mostly_titled(headings: Sequence[str], titled: int) -> bool:
    """Whether nearly every question has a title and a component, which few tables by hand have."""
    questions = [heading for heading in headings[1:] if plain(heading) not in _OWN]
    return titled > 2 and titled >= 0.8 * len(questions)


def _cells(raw: RawTable, header: int, index: int) -> list[str]:
    rows = islice(raw.rows, header + 1, header + 1 + _LOOKED_AT)
    return [row[index].strip() for row in rows if len(row) > index and row[index].strip()]


def _is_analysts(heading: str) -> bool:
    return _ANALYST.fullmatch(plain(heading.rpartition(SEPARATOR)[2])) is not None


def _with_consent(spec: QuestionSpec, cells: Cells) -> QuestionSpec:
    """The question whether the answers may be published is one for consent, however answered."""
    binding = spec.binding
    if spec.grid or not isinstance(binding, Single) or not _PUBLISH.search(plain(spec.label)):
        return spec
    values = cells.values[binding.column]
    if not values or len(values) > 6 or any(len(value.split()) > 20 for value in values):
        return spec
    return replace(spec, type=QuestionType.SELECT_ONE, role=Role.CONSENT)


def _tests(
    raw: RawTable, header: int, headings: Sequence[str], asked: Sequence[int]
) -> dict[int, str]:
    """Rows that were sent to try the survey out."""
    found: dict[int, str] = {}
    status = [index for index, heading in enumerate(headings) if plain(heading) in _STATUS]
    columns = raw.turned.trimmed(header + 1, len(headings))
    for index in status:
        cells = columns[index]
        odd = {cell for cell in cells.counts if plain(cell).startswith(("test", "preview"))}
        for number, cell in enumerate(cells if odd else (), header + 1):
            if cell in odd:
                found[number] = f"“{headings[index]}” is “{cell}”."
    early = islice(raw.rows, header + 1, header + 1 + _EARLY)
    for number, row in enumerate(early, header + 1):
        if number in found:
            continue
        given = (row[index].strip() for index in asked if len(row) > index)
        word = next((cell for cell in given if cell and _TEST.fullmatch(cell)), None)
        if word:
            found[number] = f"An answer in this row is “{word[:60]}”, so it may be a test."
    return found


def _analyst_note(analyst: Sequence[int], headings: Sequence[str]) -> tuple[Problem, ...]:
    if not analyst:
        return ()
    what = "columns hold" if len(analyst) > 1 else "column holds"
    return (
        Problem(
            f"{len(analyst)} {what} the analysts' notes and tags.",
            action="They are not answers and were left out.",
            column=headings[analyst[0]],
        ),
    )


def _cut_short(raw: RawTable, header: int, headings: Sequence[str]) -> tuple[Problem, ...]:
    """Answers that fill a cell of Excel to its end have probably lost what came after."""
    found = [
        (list(map(len, column)).index(_EXCEL_LIMIT), index)
        for index, column in enumerate(raw.turned.below(header + 1, len(headings)))
        if _EXCEL_LIMIT in map(len, column.counts)
    ]
    if not found:
        return ()
    place, index = min(found)
    return (
        Problem(
            f"An answer is {_EXCEL_LIMIT:,} letters long, the most that Excel can hold.",
            action="Its end may be missing; the CSV export has it whole.",
            row=header + 2 + place,
            column=headings[index],
        ),
    )


READER = Reader(TOOL, 50, recognise_table=recognise)
