"""SurveyMonkey: two rows of headings, the question and below it "Response", option or row.

Expanded, an option or row has a column of its own, which holds the option's label or number;
condensed, a question has one column, and the second row may be missing. Older exports write
`RespondentID`, and HTML in both rows.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial

from engage_app.domain.questionnaire import Role
from storage.surveys import dates
from storage.surveys.bindings import Single
from storage.surveys.cells import Cells
from storage.surveys.headings import clean
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.markup import heading, without_markup
from storage.surveys.raw_table import RawTable, Remade, column_letter
from storage.surveys.readers import Reader
from storage.surveys.survey_file import Problem
from storage.surveys.tools.excel_dates import mended
from storage.surveys.tools.question_columns import Column, Group
from storage.surveys.tools.question_groups import specs_of

TOOL = "SurveyMonkey"
_OPENING = ["respondentid", "collectorid"]
_PERSONAL = frozenset({"ipaddress", "emailaddress", "firstname", "lastname"})
_TIMES = ("enddate", "datemodified", "startdate", "datecreated")
_OWN = _PERSONAL.union(_OPENING, _TIMES)
_CUSTOM = re.compile(r"customdata\d*|customvalue\d*")
_ANSWER = frozenset({"response", "open-ended response", "value", "date / time"})
_OPEN = "open-ended response"
_UNNAMED = re.compile(r"Unnamed: \d+(?:_level_\d)?")  # pandas' word for an empty heading
_TAG_OR_ENTITY = re.compile(r"<[^<>]+>|&#?\w+;")
_CHOICES = 60  # of one question; beyond, dates are dates


def recognise(raw: RawTable) -> Layout | None:
    """The layout, or None where SurveyMonkey didn't write this."""
    top = next((index for index, row in enumerate(raw.rows) if any(map(str.strip, row))), None)
    if top is None or [_key(cell) for cell in raw.rows[top][:2]] != _OPENING:
        return None
    first = raw.rows[top]
    below = raw.rows[top + 1] if len(raw.rows) > top + 1 else []
    two = not any(cell.strip() for cell in below[:2])
    asked, subs = _headings(first, below if two else [])
    own = _own_columns(asked)
    top_row = top + 1 + two
    cells = raw.turned.trimmed(top_row, len(asked))
    decoded = _decoded(raw.rows[:top_row], cells)
    for index, column in decoded.items():
        cells[index] = column
    groups, mends = _groups(asked, subs, cells, len(own))
    remade = decoded | _with_mends(cells, mends) | _with_dates(own, cells)
    specs = [spec for group in groups for spec in specs_of(group)]
    return Layout(
        tool=TOOL,
        why="Its headings begin with Respondent ID and Collector ID"
        + (", and the options stand in the row below the questions." if two else "."),
        header=top,
        header_rows=1 + two,
        headings=_together(asked, subs),
        source_id=0,
        submitted=_submitted(own, cells),
        ignored=frozenset(range(len(own))),
        specs=(*_own_specs(asked, own, cells), *specs),
        remade=Remade(remade) if remade else None,
        problems=tuple(_mended_note(mends)),
    )


def _key(cell: str) -> str:
    return "".join(heading(cell).casefold().split())


def _headings(first: Sequence[str], below: Sequence[str]) -> tuple[list[str], list[str]]:
    """Both rows, cleaned and of one length; a heading that only fills a gap is empty."""
    rows = [[_UNNAMED.sub("", heading(cell)) for cell in row] for row in (first, below)]
    width = max(max((i for i, cell in enumerate(row, 1) if cell), default=0) for row in rows)
    asked, subs = ([*row, *[""] * width][:width] for row in rows)
    return asked, subs


def _own_columns(asked: Sequence[str]) -> list[str]:
    """The keys of SurveyMonkey's own columns, which come first."""
    keys = [_key(cell) for cell in asked]
    count = next(
        (i for i, key in enumerate(keys) if key not in _OWN and not _CUSTOM.fullmatch(key)),
        len(keys),
    )
    return keys[:count]


def _own_specs(
    asked: Sequence[str], own: Sequence[str], cells: Sequence[Cells]
) -> list[QuestionSpec]:
    """Contact details and custom data as questions, where there are any."""
    specs = []
    for index, key in enumerate(own):
        if key in _PERSONAL:
            specs.append(QuestionSpec("", asked[index], Single(index), role=Role.IDENTIFIER))
        elif _CUSTOM.fullmatch(key) and any(cells[index].counts):
            specs.append(QuestionSpec("", asked[index], Single(index), grid=""))
    return specs


def _submitted(own: Sequence[str], cells: Sequence[Cells]) -> int | None:
    for key in _TIMES:
        if key in own and any(cells[own.index(key)].counts):
            return own.index(key)
    return own.index("startdate") if "startdate" in own else None


def _groups(
    asked: Sequence[str], subs: Sequence[str], cells: Sequence[Cells], start: int
) -> tuple[list[Group], dict[int, dict[str, str]]]:
    """The columns of each question together, and what Excel's dates were, by column."""
    found: list[tuple[str, list[int]]] = []
    for index in range(start, len(asked)):
        if not (asked[index] or subs[index] or any(cells[index].counts)):
            continue
        merged = not asked[index] or (found and asked[index] == found[-1][0] and subs[index])
        if found and merged and subs[index].casefold() not in _ANSWER:
            found[-1][1].append(index)
        else:
            found.append((asked[index] or f"Column {column_letter(index)}", [index]))
    mends = _mends(found, subs, cells)
    expanded = any(
        subs[index] and cells[index].counts.keys() - {""} == {subs[index]}
        for _, indexes in found
        for index in (indexes if len(indexes) > 1 else ())
    )  # a column for each choice; a condensed export has one for all of a question
    groups = []
    for label, indexes in found:
        columns = []
        for index in indexes:
            mend = mends.get(index, {})
            sub, said = _sub(index, subs, indexes)
            texts = _with_mends(cells, {index: mend})[index] if mend else cells[index]
            columns.append(Column(index, mend.get(sub, sub), texts, open=said))
        groups.append(Group(label, tuple(columns), numbered=True, expanded=expanded))
    return groups, mends


def _sub(index: int, subs: Sequence[str], indexes: Sequence[int]) -> tuple[str, bool | None]:
    """What a column is headed with in its question, and whether its answers are written."""
    sub = subs[index]
    if sub.casefold() in _ANSWER:
        said = {_OPEN: True, "response": False}.get(sub.casefold())
        return "", said
    if not sub and index != indexes[0]:
        return f"Column {column_letter(index)}", None
    return sub, None


def _decoded(above: Sequence[Sequence[str]], cells: Sequence[Cells]) -> dict[int, Cells]:
    """By column, short cells without HTML: choices have it where their headings have it."""
    if not any(_TAG_OR_ENTITY.search(cell) for row in above for cell in row):
        return {}
    opened = {i for i, cell in enumerate(above[-1]) if clean(cell).casefold() == _OPEN}
    return {
        index: column.mapped(without_markup)
        for index, column in enumerate(cells)
        if index not in opened and any(map(_has_markup, column.counts))
    }


def _has_markup(cell: str) -> bool:
    return ("<" in cell or "&" in cell) and _TAG_OR_ENTITY.search(cell) is not None


def _mends(
    groups: Sequence[tuple[str, list[int]]], subs: Sequence[str], cells: Sequence[Cells]
) -> dict[int, dict[str, str]]:
    """By column, the choices that Excel has made dates of."""
    found: dict[int, dict[str, str]] = {}
    for _, indexes in groups:
        texts = dict.fromkeys(subs[index] for index in indexes)
        for index in indexes:
            if subs[index].casefold() != _OPEN:
                texts.update(dict.fromkeys(cells[index].counts))
        texts.pop("", None)
        if len(texts) <= _CHOICES and (mend := mended(texts)):
            found.update(dict.fromkeys(indexes, mend))
    return found


def _with_mends(cells: Sequence[Cells], mends: Mapping[int, Mapping[str, str]]) -> dict[int, Cells]:
    return {i: cells[i].mapped(partial(_told, mend)) for i, mend in mends.items()}


def _told(known: Mapping[str, str | None], cell: str) -> str:
    return known.get(cell) or cell


def _with_dates(own: Sequence[str], cells: Sequence[Cells]) -> dict[int, Cells]:
    """The month stands first in SurveyMonkey's own times, where no day above 12 says otherwise."""
    times = [index for index, key in enumerate(own) if key in _TIMES]
    if not dates.order_of(cell for index in times for cell in cells[index].counts).assumed:
        return {}
    found = {}
    for index in times:
        known = dates.isos_of(cells[index].counts, day_first=False)
        found[index] = cells[index].mapped(partial(_told, known))
    return found


def _mended_note(mends: dict[int, dict[str, str]]) -> list[Problem]:
    changed = dict(pair for mend in mends.values() for pair in mend.items())
    return [
        Problem(
            f"Excel has made the date “{date}” of a choice.",
            action=f"It is read as “{choice}”.",
        )
        for date, choice in changed.items()
    ]


def _together(asked: Sequence[str], subs: Sequence[str]) -> tuple[str, ...]:
    """A heading for each column: the question and what stands below it."""
    together = []
    question = ""
    for index, (label, sub) in enumerate(zip(asked, subs, strict=True)):
        question = label or question
        own = "" if sub.casefold() in _ANSWER else sub
        text = f"{question} – {own}" if own else label
        together.append(text or f"Column {column_letter(index)}")
    return tuple(together)


READER = Reader(TOOL, 30, recognise_table=recognise)
