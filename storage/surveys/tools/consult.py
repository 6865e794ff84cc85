"""Layouts of i.AI Consult, the government's tool for analysing consultations.

It takes a responses file with one row of headings ("Question title - component label"), with a
blank row below the headings, or with short ids in the first row and the questions in the second;
and a workbook in which further sheets say what the columns of the sheet Responses are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from statistics import median

from storage.surveys import any_table
from storage.surveys.bindings import Single
from storage.surveys.cells import RowsOfColumns
from storage.surveys.headings import clean, opens_with, plain
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.raw_table import RawTable
from storage.surveys.readers import Reader
from storage.surveys.tools.components import SEPARATOR, cells_below, specs_from
from storage.surveys.tools.consult_workbook import RESPONSES, Understanding, understanding_of

TOOL = "i.AI Consult"
_BLANKS = frozenset({"-"})  # the tool takes a dash for no answer
_IDS = frozenset({"themefinder_id", "themefinder id", "response_id", "respondent_id"})
_FILLED, _LENGTH = 0.9, 25  # of a second row that holds the questions, by the tool's own rule
_SHORT_ID = 30  # letters
_ASKING = ("what", "which", "why", "how", "do you", "does", "did", "are you", "is ", "have you",
    "would", "will", "should", "could", "can ", "please", "to what extent", "if ", "where", "who",
    "when", "we ", "tell us", "select", "name of")  # fmt: skip
_ESCAPED_RETURN = re.compile(r"_x000[dD]_(?=\n)|_x000[dD]_")
_TEXT_SUFFIX = re.compile(r"\s*- Text$")


def recognise(raw: RawTable) -> Layout | None:
    """The layout, or None where the rows aren't laid out for Consult."""
    if RESPONSES in raw.sheets and (told := understanding_of(raw)):
        return _understood(_tidied(raw.on(RESPONSES)), told)
    layout = _laid_out(raw)
    if layout is None:
        return None
    table = _tidied(raw)
    return layout if table is raw else replace(layout, table=table)


def _understood(table: RawTable, told: Understanding) -> Layout:
    """The sheet Responses with what the sheets beside it say."""
    layout = _laid_out(table) or _plainly(table)
    return replace(
        layout,
        why="Besides the sheet Responses it has the sheets that describe its questions.",
        specs=told.applied(layout.specs or _specs(layout)),
        table=table,
        sheets=told.sheets,
    )


def _laid_out(raw: RawTable) -> Layout | None:
    rows = raw.rows
    if len(rows) < 2 or not any(rows[0]):
        return None
    if _has_two_rows(rows):
        names = [clean(cell) for cell in rows[0]]
        layout = _plainly(replace(raw, rows=[[], *rows[1:]]))
        if layout.source_id is None:
            layout = replace(layout, source_id=any_table.source_id(raw, 1, names))
        return _with_specs(
            layout, "Its first row holds short ids, its second the questions.", names
        )
    filled = [cell for cell in map(clean, rows[0]) if cell]
    titled = sum(SEPARATOR in heading for heading in filled)
    if titled > 2 and titled >= 0.8 * len(filled):
        return _titled(raw)
    if any(plain(heading) in ("themefinder_id", "themefinder id") for heading in filled):
        return _with_specs(_plainly(raw), "It has a column themefinder_id.")
    blank_below = len(rows) > 2 and not any(map(str.strip, rows[1])) and any(rows[2])
    if blank_below and len(filled) > 1 and any(map(_asks, filled)):
        return _with_specs(_plainly(raw), "It has a blank row between headings and responses.")
    return None


def _with_specs(layout: Layout, why: str, names: Sequence[str] = ()) -> Layout:
    return replace(layout, why=why, specs=_specs(layout, names))


def _titled(raw: RawTable) -> Layout:
    layout = _plainly(raw)
    cells = cells_below(raw, layout.first_row, layout.headings)
    left_out = {*layout.ignored, layout.source_id, layout.submitted}
    asked = [index for index in range(len(layout.headings)) if index not in left_out]
    return replace(
        layout,
        why="Its headings are question titles with the labels of their components.",
        specs=tuple(specs_from(cells, asked)),
    )


def _plainly(raw: RawTable) -> Layout:
    """As any table, with the headings that Consult tidies and the ids it knows."""
    layout = any_table.recognise(raw)
    source_id = layout.source_id
    if source_id is None:
        keys = [plain(heading) for heading in layout.headings]
        source_id = next((index for index, key in enumerate(keys) if key in _IDS), None)
    return replace(
        layout,
        tool=TOOL,
        headings=tuple(_without_suffix(heading) for heading in layout.headings),
        source_id=source_id,
    )


def _specs(layout: Layout, names: Sequence[str] = ()) -> tuple[QuestionSpec, ...]:
    left_out = {*layout.ignored, layout.source_id, layout.submitted}
    return tuple(
        QuestionSpec(names[index] if index < len(names) else "", label, _cell(index))
        for index, label in enumerate(layout.headings)
        if index not in left_out
    )


def _cell(column: int) -> Single:
    return Single(column, blanks=_BLANKS)


def _has_two_rows(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the second row holds the questions: the tool's rule, and signs that it is no answer.

    The rule alone would take the first response of a table of long answers for headings.
    """
    ids = [clean(cell) for cell in rows[0]]
    asked = [clean(cell) for cell in rows[1]]
    filled = [cell for cell in asked if cell]
    if len(rows) < 3 or not filled or len(filled) < _FILLED * max(len(ids), len(asked)):
        return False
    if median(map(len, filled)) <= _LENGTH or len(set(filled)) < len(filled):
        return False
    if any(len(cell) > _SHORT_ID or cell.endswith("?") for cell in ids):
        return False
    return sum(map(_asks, filled)) >= 0.5 * len(filled)


def _asks(heading: str) -> bool:
    return heading.rstrip(" *)").endswith(("?", ":")) or opens_with(heading, _ASKING)


def _without_suffix(heading: str) -> str:
    return _TEXT_SUFFIX.sub("", heading)


def _tidied(raw: RawTable) -> RawTable:
    """Cells without Excel's escaped returns and the "- Text" behind some; the same table if none."""
    if not _untidy(raw):
        return raw
    changed = {
        index: [_TEXT_SUFFIX.sub("", _ESCAPED_RETURN.sub("", cell)) for cell in row]
        for index, row in enumerate(raw.rows)
        if any(map(_is_untidy, row))
    }
    return replace(raw, rows=[changed.get(index, row) for index, row in enumerate(raw.rows)])


def _untidy(raw: RawTable) -> bool:
    """Whether there is anything to tidy; below the headings, different values are looked at."""
    width = len(raw.rows[0]) if raw.rows else 0
    whole = raw.rows if not width else raw.rows[:1]
    if not isinstance(raw.rows, RowsOfColumns):
        whole = [*whole, *(row for row in raw.rows if len(row) > width)]
    if any(map(_is_untidy, chain.from_iterable(whole))):
        return True
    return any(_is_untidy("\0".join(column.counts)) for column in raw.turned.below(1, width))


def _is_untidy(text: str) -> bool:
    return "_x000" in text or "- Text" in text


READER = Reader(TOOL, 60, recognise_table=recognise)
