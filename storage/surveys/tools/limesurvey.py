"""LimeSurvey: responses as CSV or workbook in every style of headings, VV files, `.lss` surveys.

Its own columns (id, submitdate, lastpage, startlanguage, …) come first. In a response that was
not submitted the date of submission is blank; in a survey that keeps no dates it is 1980-01-01.
An answer that begins with "=" may have an apostrophe before it, put there for spreadsheets.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from storage.surveys.bindings import Single
from storage.surveys.cells import Cells
from storage.surveys.definition import Definition
from storage.surveys.headings import clean
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.markup import heading as cleaned
from storage.surveys.raw_table import RawTable, Remade, column_letter
from storage.surveys.readers import Reader
from storage.surveys.tools.limesurvey_headings import (
    Heading,
    coded_headings,
    grouped,
    text_headings,
)
from storage.surveys.tools.limesurvey_lss import TOOL, define
from storage.surveys.tools.limesurvey_names import named
from storage.surveys.tools.limesurvey_own import Own, is_timing, own_columns, split_code, style_of
from storage.surveys.tools.limesurvey_specs import (
    NOT_SHOWN_CELL,
    OTHER_CODE,
    OTHER_WORDS,
    other_label,
    specs_of,
)
from storage.surveys.tools.limesurvey_vv import decoded_cell

_NO_DATE = "1980-01-01"
_NO_TIME = frozenset({"N", "Y", NOT_SHOWN_CELL})  # old versions wrote whether it was completed
_NOT_SUBMITTED = frozenset({"", "N", NOT_SHOWN_CELL})
_TIMES = ("submitdate", "datestamp", "startdate")
# What a participant list adds to each response when the officer asks for it.
_PARTICIPANT = frozenset(
    ("tid", "emailstatus", "sent", "remindersent", "remindercount", "usesleft", "validfrom",
     "validuntil", "participant_id", "blacklisted", "mpid")
)  # fmt: skip


@dataclass(frozen=True)
class _Found:
    """Where the headings are. `vv` says that words come first and codes in the row below."""

    header: int
    own: Own
    vv: bool


def recognise(raw: RawTable) -> Layout | None:
    """The layout, or None where LimeSurvey didn't write this."""
    found = _found(raw)
    if found is None:
        return None
    headings = _headings(raw, found)
    asked = _question_columns(headings, found.own, raw.rows[found.header + found.vv])
    if not found.vv:
        found = replace(found, own=style_of(found.own, [cell for cell in asked.values() if cell]))
    columns = _columns(asked, raw, found)
    definition = raw.definition if raw.definition and raw.definition.tool == TOOL else None
    if definition:
        columns = named(columns, definition)
    first = found.header + 1 + found.vv
    groups = grouped(columns)
    file = raw.turned.below(first, len(headings))
    cells = _decoded(file, found)
    _rename_other(groups, cells, definition)
    specs = specs_of(groups, cells.__getitem__, definition)
    if not found.vv:
        specs = tuple(_without_unseen(spec) for spec in specs)
    used = {column for spec in specs for column in spec.binding.columns_used}
    own = found.own.columns
    return Layout(
        tool=TOOL,
        why=_why(found),
        header=found.header,
        header_rows=1 + found.vv,
        headings=headings,
        source_id=own.get("id"),
        submitted=next((own[code] for code in _TIMES if code in own), None),
        ignored=frozenset(set(range(len(headings))) - used),
        specs=specs,
        partial=_partial(raw.rows, first, file[own["submitdate"]] if "submitdate" in own else None),
        remade=_remade(file, cells),
    )


def _found(raw: RawTable) -> _Found | None:
    header = next((i for i, row in enumerate(raw.rows) if any(map(str.strip, row))), None)
    if header is None:
        return None
    below = raw.rows[header + 1] if len(raw.rows) > header + 1 else []
    own = own_columns(below)
    if own and own.style == "code":
        return _Found(header, own, vv=True)
    own = own_columns(raw.rows[header])
    return _Found(header, own, vv=False) if own else None


def _headings(raw: RawTable, found: _Found) -> tuple[str, ...]:
    """What each column is called, the words rather than the codes where there are both rows."""
    row = [clean(cell) for cell in raw.rows[found.header]]
    codes = [clean(cell) for cell in raw.rows[found.header + 1]] if found.vv else []
    width = max(len(row), len(codes))
    row += [""] * (width - len(row))
    codes += [""] * (width - len(codes))
    while row and not row[-1] and not codes[-1]:
        row.pop()
        codes.pop()
    return tuple(
        cleaned(text) or code or f"Column {column_letter(index)}"
        for index, (text, code) in enumerate(zip(row, codes, strict=True))
    )


def _question_columns(headings: Sequence[str], own: Own, row: Sequence[str]) -> dict[int, str]:
    """The headings of the columns that are neither LimeSurvey's own nor the participant list's."""
    taken = set(own.columns.values())
    with_token = "token" in own.columns
    found: dict[int, str] = {}
    timed = False
    for column in range(len(headings)):
        cell = row[column].strip() if column < len(row) else ""
        code, text = split_code(cell, own.separator) if own.style == "both" else (cell, cell)
        timing = is_timing(code) or is_timing(text)
        timed = timed or timing
        # Behind the first of the times stand only times: `q1Time` is the time for q1.
        if column in taken or timing or (timed and code.endswith("Time")):
            continue
        if with_token and code in _PARTICIPANT:
            continue
        found[column] = cell
    return found


def _columns(cells: Mapping[int, str], raw: RawTable, found: _Found) -> list[Heading]:
    if found.vv:
        above = raw.rows[found.header]
        texts = {c: above[c].strip() for c in cells if c < len(above)}
        own_words = {c: text for c, text in texts.items() if text != cells[c]}
        codes = {c: code or f"Column {column_letter(c)}" for c, code in cells.items()}
        return coded_headings(codes, own_words)
    filled = {c: cell or f"Column {column_letter(c)}" for c, cell in cells.items()}
    if found.own.style == "code":
        return coded_headings(filled, {})
    if found.own.style == "both":
        parts = {c: split_code(cell, found.own.separator) for c, cell in filled.items()}
        codes = {c: code or filled[c] for c, (code, _) in parts.items()}
        return coded_headings(codes, _spaced({c: t for c, (_, t) in parts.items()}, found.own))
    return text_headings(_spaced(filled, found.own))


def _spaced(texts: dict[int, str], own: Own) -> dict[int, str]:
    return {c: text.replace("_", " ") for c, text in texts.items()} if own.underscored else texts


def _decoded(file: Sequence[Cells], found: _Found) -> list[Cells]:
    """The cells below the headings as they were answered, column by column."""
    decode = _answer_in_vv if found.vv else _without_apostrophe
    cells = [column.mapped(decode) for column in file]
    for code in _TIMES:
        if code in found.own.columns:
            column = found.own.columns[code]
            cells[column] = cells[column].mapped(_without_no_date)
    return cells


def _answer_in_vv(cell: str) -> str:
    return _without_apostrophe(decoded_cell(cell))


def _without_apostrophe(cell: str) -> str:
    return cell[1:] if cell.startswith("'=") else cell


def _without_no_date(cell: str) -> str:
    return "" if cell in _NO_TIME or cell.startswith(_NO_DATE) else cell


def _remade(file: Sequence[Cells], cells: Sequence[Cells]) -> Remade | None:
    changed = {i: column for i, column in enumerate(cells) if column is not file[i]}
    return Remade(changed) if changed else None


def _rename_other(
    groups: Sequence[Sequence[Heading]], cells: list[Cells], definition: Definition | None
) -> None:
    """The choice that comes with a text gets one name, whether exported as code or in words."""
    for group in groups:
        main = next((each.column for each in group if each.kind == "main"), None)
        if main is None:
            continue
        known = {OTHER_CODE} & cells[main].counts.keys()
        if any(each.kind == "other" for each in group):
            known |= {cell for cell in cells[main].counts if cell.casefold() in OTHER_WORDS}
        if known:
            label = other_label(group, cells.__getitem__, definition)
            cells[main] = cells[main].mapped(partial(_renamed, known, label))


def _renamed(known: Collection[str], label: str, cell: str) -> str:
    return label if cell in known else cell


def _without_unseen(spec: QuestionSpec) -> QuestionSpec:
    """Only VV files tell what was not shown; a cell read as it stands is read more quickly."""
    if not isinstance(spec.binding, Single):
        return spec
    return replace(spec, binding=replace(spec.binding, unseen=frozenset()))


def _partial(rows: Sequence[Sequence[str]], first: int, submitted: Cells | None) -> dict[int, str]:
    if submitted is None or _NOT_SUBMITTED.isdisjoint(submitted.trimmed.counts):
        return {}
    return {
        index: "It was not submitted."
        for index, cell in enumerate(submitted.trimmed, first)
        if cell in _NOT_SUBMITTED and any(map(str.strip, rows[index]))
    }


def _why(found: _Found) -> str:
    names = ", ".join(sorted(found.own.columns, key=found.own.columns.__getitem__)[:4])
    if found.vv:
        return f"It has a row of words above a row of codes, which begins with {names}."
    return f"Its first columns are LimeSurvey's own: {names}."


READER = Reader(TOOL, 30, recognise_table=recognise, define_file=define)
