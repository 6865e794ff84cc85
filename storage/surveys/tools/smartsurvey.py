"""SmartSurvey: the raw export with headings in two or three rows, and the wide layout of its API.

The raw export begins with UserID and ends its own columns with Ended; a question's text stands
over its options (Yes and No below) or rows, and a table of lists has the column in a third row.
The wide layout is in smartsurvey_wide. Cells may hold `@SQ@` for an apostrophe, HTML, and ".",
"-" or "NA" where nothing was given; headings may hold piping codes.
"""

import re
from collections.abc import Sequence

from engage_app.domain.questionnaire import Role
from storage.surveys.bindings import Single
from storage.surveys.cells import Cells
from storage.surveys.headings import plain
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.raw_table import RawTable, column_letter
from storage.surveys.readers import Reader
from storage.surveys.tools import smartsurvey_wide
from storage.surveys.tools.question_columns import Column, Group
from storage.surveys.tools.question_groups import specs_of
from storage.surveys.tools.smartsurvey_cells import (
    PERSONAL,
    TOOL,
    Others,
    decoded,
    decoded_beyond,
    heading_of,
    key_of,
    numbered,
    unfinished,
)

_FIRST = frozenset({"userid", "userno"})
_TIMES = frozenset({"started", "ended"})
_AFTER_ENDED = frozenset(
    (
        "trackinglink", "uniqueid", "ipaddress", "completed", "completionstatus", "status",
        "timetaken", "duration", "device", "browser", "useragent", "collector",
    )
)  # fmt: skip
_OWN = _FIRST | _TIMES | _AFTER_ENDED | {"language", "score", "platform", "trackingid"}
_STATUS = ("completionstatus", "completed", "status")
_HEADINGS = 3  # rows at most
_REPEATED = re.compile(r"(.*)\.\d{1,3}", re.DOTALL)
_RESPONSE = frozenset({"response", "answer", "text", "comment box"})


def recognise(raw: RawTable) -> Layout | None:
    """The layout, or None where SmartSurvey didn't write this."""
    top = next((index for index, row in enumerate(raw.rows) if any(map(str.strip, row))), None)
    if top is None:
        return None
    keys = [key_of(cell) for cell in raw.rows[top]]
    if smartsurvey_wide.opens(keys):
        return smartsurvey_wide.layout_of(raw, top)
    if keys[0] not in _FIRST or not _TIMES & set(keys):
        return None
    count = _heading_rows(raw.rows, top)
    asked, *below = _headings(raw.rows[top : top + count])
    own = _own_columns([key_of(cell) for cell in asked], below)
    table = decoded_beyond(raw, top + count, len(asked))
    cells = raw.turned.trimmed(top + count, len(asked))
    changed = decoded(cells, len(own))
    for index, column in changed.items():
        cells[index] = column
    others = Others(len(asked), changed)
    groups = [others.taken_out(group) for group in _groups(asked, below, cells, start=len(own))]
    contacts = _own_specs(asked, own, cells)
    specs = [spec for group in groups for spec in specs_of(group)]
    headings = _together(asked, below)
    return Layout(
        tool=TOOL,
        why="Its own columns are UserID to Ended"
        + (f", and its headings stand in {count} rows." if count > 1 else "."),
        header=top,
        header_rows=count,
        headings=(*headings, *others.headings(headings)),
        source_id=0,
        submitted=next((own.index(key) for key in ("ended", "started") if key in own), None),
        ignored=frozenset(range(len(own))),
        specs=(*contacts, *specs),
        partial=_partial(table, cells, top + count, own),
        table=table,
        remade=others.remade,
    )


def _heading_rows(rows: Sequence[Sequence[str]], top: int) -> int:
    """How many rows hold headings: below the first, those that have no id yet hold more."""
    count = 1
    while count < _HEADINGS and top + count < len(rows):
        row = rows[top + count]
        if not row or row[0].strip() or not any(map(str.strip, row)):
            break
        count += 1
    return count


def _headings(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows cleaned and of one length, without the numbers put behind repeated ones."""
    cleaned = [[heading_of(cell) for cell in row] for row in rows]
    width = max(max((i for i, cell in enumerate(row, 1) if cell), default=0) for row in cleaned)
    first, *below = ([*row, *[""] * width][:width] for row in cleaned)
    return [first, *(_unrepeated(row) for row in below)]


def _unrepeated(row: Sequence[str]) -> list[str]:
    seen: set[str] = set()
    result = []
    for cell in row:
        found = _REPEATED.fullmatch(cell)
        result.append(found[1] if found and found[1] in seen else cell)
        seen.add(cell)
    return result


def _own_columns(keys: Sequence[str], below: Sequence[Sequence[str]]) -> list[str]:
    """The keys of SmartSurvey's own columns: all to Ended, and what it may write behind."""
    count = max(index for index, key in enumerate(keys) if key in _TIMES) + 1
    while count < len(keys) and keys[count] in _AFTER_ENDED:
        if any(row[count] for row in below):
            break
        count += 1
    return list(keys[:count])


def _own_specs(
    asked: Sequence[str], own: Sequence[str], cells: Sequence[Cells]
) -> list[QuestionSpec]:
    """Contact details and what was passed to the survey, where there is any."""
    specs = []
    for index, key in enumerate(own):
        if key in PERSONAL:
            specs.append(QuestionSpec("", asked[index], Single(index), role=Role.IDENTIFIER))
        elif key not in _OWN and asked[index] and any(cells[index].counts):
            specs.append(QuestionSpec("", asked[index], Single(index), grid=""))
    return specs


def _groups(
    asked: Sequence[str],
    below: Sequence[Sequence[str]],
    cells: Sequence[Cells],
    *,
    start: int,
) -> list[Group]:
    found: list[tuple[str, list[Column]]] = []
    for index in range(start, len(asked)):
        column = _column(index, below, cells[index])
        if not (asked[index] or column.sub or column.counts):
            continue
        repeated = bool(found and column.sub and asked[index] == found[-1][0])
        if not (asked[index] or found) or (asked[index] and not repeated):
            found.append((asked[index] or f"Column {column_letter(index)}", []))
        elif not column.sub:
            column = Column(index, f"Column {column_letter(index)}", column.cells)
        found[-1][1].append(column)
    groups = []
    for label, columns in found:
        name, words = numbered(label)
        groups.append(Group(words, tuple(columns), name=name, yes_or_no=True, expanded=True))
    return groups


def _column(index: int, below: Sequence[Sequence[str]], cells: Cells) -> Column:
    subs = ["" if plain(row[index]) in _RESPONSE else row[index] for row in below]
    row, option = (subs[0], subs[1]) if len(subs) > 1 and subs[1] else ("", subs[0] if subs else "")
    return Column(index, option, cells, row=row)


def _partial(
    table: RawTable, cells: Sequence[Cells], first: int, own: Sequence[str]
) -> dict[int, str]:
    """Rows of responses that were not finished, and why."""
    status = next((own.index(key) for key in _STATUS if key in own), None)
    ended = own.index("ended") if "ended" in own else None
    found: dict[int, str] = {}
    said = cells[status] if status is not None else Cells()
    odd = {cell for cell in said.counts if unfinished(cell)}
    for index, cell in enumerate(said if odd else (), first):
        if cell in odd:
            found[index] = f"Its status is “{cell}”."
    if ended is None or "" not in cells[ended].counts:
        return found
    for place, cell in enumerate(cells[ended]):
        rest = said[place] if said else ""
        if not cell and not rest and any(map(str.strip, table.rows[first + place])):
            found[first + place] = "It was not finished: it has no time in the column Ended."
    return found


def _together(asked: Sequence[str], below: Sequence[Sequence[str]]) -> list[str]:
    """A heading for each column: the question and what stands below it."""
    together = []
    question = ""
    for index, label in enumerate(asked):
        question = label or question
        own = " – ".join(filter(None, (row[index] for row in below)))
        text = f"{question} – {own}" if own else label
        together.append(text or f"Column {column_letter(index)}")
    return together


READER = Reader(TOOL, 30, recognise_table=recognise)
