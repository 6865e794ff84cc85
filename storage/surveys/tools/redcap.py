"""REDCap: one row of headings, field names (raw) or labels, with or without the data dictionary.

A checkbox question has a column for each choice, `field___code` with 0 and 1, or
"Label (choice=Option)" with Checked and Unchecked. Nothing ticked is 0 everywhere, so a question
that was passed over looks like one of which no box was ticked: both are skipped.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from storage.surveys.definition import Definition
from storage.surveys.headings import clean, plain
from storage.surveys.layout import Layout
from storage.surveys.markup import heading
from storage.surveys.raw_table import RawTable, column_letter
from storage.surveys.readers import Reader
from storage.surveys.tools import redcap_dictionary
from storage.surveys.tools.redcap_forms import all_finished, forms_of, rows_read
from storage.surveys.tools.redcap_questions import Columns, missing_note, specs_of

TOOL = redcap_dictionary.TOOL
_FIELD = re.compile(r"[a-z][a-z0-9_]*")
_BOX = re.compile(r"([a-z][a-z0-9_]*?)___([a-z0-9_]+)")
_CHOICE = re.compile(r"(.*?)\s*\(choice=(.*)\)", re.DOTALL)
_PARTS = ("redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance")
_OWN = (*_PARTS, "redcap_data_access_group", "redcap_survey_identifier")
_OWN_LABELS = {
    "event name": _PARTS[0],
    "repeat instrument": _PARTS[1],
    "repeat instance": _PARTS[2],
    "data access group": "redcap_data_access_group",
    "survey identifier": "redcap_survey_identifier",
}
_STATUS = "_complete"
_TIMESTAMP = "_timestamp"
_STATUSES = frozenset({"0", "1", "2", "3", "Incomplete", "Unverified", "Complete"})
_TICKS = frozenset({"0", "1", "Checked", "Unchecked"})
_LOOKED_AT = 200  # rows that show what a column is


@dataclass(frozen=True)
class _Found:
    """What the headings say, column by column."""

    own: Mapping[str, int]
    boxes: Mapping[int, tuple[str, str]]
    statuses: tuple[int, ...]
    timestamps: frozenset[int]
    labelled: bool


def recognise(raw: RawTable) -> Layout | None:
    """The layout, or None where REDCap didn't write this."""
    if len(raw.rows) < 2:
        return None
    headings = [clean(cell) for cell in raw.rows[0]]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) < 2:
        return None
    found = _by_name(raw, headings) or _by_label(raw, headings)
    return _layout(raw, headings, found) if found else None


def _by_name(raw: RawTable, headings: Sequence[str]) -> _Found | None:
    """Raw headings: names of fields in lower-case letters, with REDCap's own among them."""
    if not all(map(_FIELD.fullmatch, headings)):
        return None
    own = {name: headings.index(name) for name in _OWN if name in headings}
    known = raw.definition
    statuses = tuple(
        index
        for index, name in enumerate(headings)
        if name.endswith(_STATUS)
        and not (known and known.question(name))
        and _holds_only(raw, index, _STATUSES)
    )
    boxes = {
        index: (parts[1], parts[2].replace("_", "-", 1) if parts[2][0] == "_" else parts[2])
        for index, name in enumerate(headings)
        if (parts := _BOX.fullmatch(name)) and index
    }
    ticked = any(_holds_only(raw, index, _TICKS, some=True) for index in boxes)
    rated = any(_holds_only(raw, index, _STATUSES, some=True) for index in statuses)
    if not (own or ticked or rated):
        return None
    forms = {headings[index].removesuffix(_STATUS) for index in statuses}
    timestamps = frozenset(
        index
        for index, name in enumerate(headings)
        if name.endswith(_TIMESTAMP)
        and not (known and known.question(name))
        and (name.removesuffix(_TIMESTAMP) in forms or not known)
        and _looks_sent(raw, index)
    )
    return _Found(own, boxes, statuses, timestamps, labelled=False)


def _by_label(raw: RawTable, headings: Sequence[str]) -> _Found | None:
    keys = [plain(text) for text in headings]
    boxes = {
        index: (heading(parts[1]), heading(parts[2]))
        for index, text in enumerate(headings)
        if (parts := _CHOICE.fullmatch(text)) and _holds_only(raw, index, _TICKS)
    }
    statuses = tuple(
        index
        for index, key in enumerate(keys)
        if key == "complete?" and _holds_only(raw, index, _STATUSES)
    )
    rated = any(_holds_only(raw, index, _STATUSES, some=True) for index in statuses)
    if not boxes and not rated:
        return None
    own = {_OWN_LABELS[key]: keys.index(key) for key in _OWN_LABELS if key in keys[1:7]}
    timestamps = frozenset(i for i, key in enumerate(keys) if key == "survey timestamp")
    return _Found(own, boxes, statuses, timestamps, labelled=True)


def _layout(raw: RawTable, headings: list[str], found: _Found) -> Layout:
    own = {*found.own.values(), *found.statuses, *found.timestamps}
    record = next((index for index in range(len(headings)) if index not in own), 0)
    fields = [index for index in range(len(headings)) if index not in own and index != record]
    parts = [found.own[name] for name in _PARTS if name in found.own]
    forms = forms_of(fields, frozenset(found.boxes), found.timestamps, found.statuses)
    plain_rows = all_finished(raw, forms, parts)
    read = plain_rows or rows_read(raw.rows, forms, record, parts)
    table = replace(raw, rows=read.rows) if read.changed else raw
    named = tuple(
        heading(text) or f"Column {column_letter(index)}" for index, text in enumerate(headings)
    )
    cells = table.turned.below(1, len(named))
    columns = Columns(named, found.boxes, cells, labelled=found.labelled)
    asked = [index for index in fields if headings[index] or columns.values[index]]
    return Layout(
        tool=TOOL,
        why=_why(found, raw.definition),
        header=0,
        headings=named,
        source_id=record,
        submitted=min(found.timestamps, default=None),
        ignored=frozenset(own - {min(found.timestamps, default=-1)}),
        specs=specs_of(columns, asked, raw.definition),
        partial=read.partial,
        table=table,
        problems=missing_note(columns, asked, raw.definition),
    )


def _why(found: _Found, definition: Definition | None) -> str:
    if found.labelled:
        why = "Its headings are labels, with “(choice=…)” for boxes and “Complete?” for forms."
    elif found.own:
        why = "It has REDCap's own columns, such as " + next(iter(found.own)) + "."
    else:
        why = "Its headings are names of fields, with ___ before the codes of boxes or _complete."
    return why + (" The data dictionary names its questions." if definition else "")


def _holds_only(raw: RawTable, index: int, allowed: frozenset[str], *, some: bool = False) -> bool:
    """Whether the column holds nothing else; with `some` it may not be empty."""
    cells = {
        row[index].strip() for row in islice(raw.rows, 1, 1 + _LOOKED_AT) if index < len(row)
    } - {""}
    return cells <= allowed and (bool(cells) or not some)


def _looks_sent(raw: RawTable, index: int) -> bool:
    """Whether the column holds times of submission; it may be empty."""
    cells = (row[index].strip() for row in islice(raw.rows, 1, 1 + _LOOKED_AT) if index < len(row))
    return all(
        not cell or cell == "[not completed]" or re.match(r"\d{1,4}[-/.]\d", cell) for cell in cells
    )


READER = Reader(TOOL, 30, recognise_table=recognise, define_table=redcap_dictionary.define)
