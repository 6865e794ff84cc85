"""Any table with two rows of headings, as in a workbook whose headings were merged over columns.

No tool is known to write it: the upper row holds a question over several columns, the lower one
what each column is. A column that stands for itself has its heading in one of the two.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from storage.surveys import any_table
from storage.surveys.bindings import Single
from storage.surveys.column_facts import facts_of
from storage.surveys.dates import is_date
from storage.surveys.headings import clean, plain
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.raw_table import RawTable
from storage.surveys.tools.question_columns import Column, Group
from storage.surveys.tools.question_groups import specs_of

_ROWS_NEEDED = 3  # two of headings and a response
_LONGEST = 300  # letters of a heading
_ANSWER = frozenset({"response", "open-ended response", "answer"})


def recognise(raw: RawTable) -> Layout | None:
    """The layout, or None where one row holds all headings."""
    header = any_table.header_of(raw.rows)
    if header is None or len(raw.rows) - header < _ROWS_NEEDED:
        return None
    tops, subs = _both(raw.rows[header], raw.rows[header + 1])
    groups = _groups(tops)
    if not _are_headings(tops, subs, groups):
        return None
    cells = raw.turned.trimmed(header + 2, len(tops))
    if any(any(cells[i].counts) and not (tops[i] or subs[i]) for i in range(len(tops))):
        return None
    if any(
        sub in cells[i].counts and len({*cells[i].counts, ""}) > 2
        for i, sub in enumerate(subs)
        if sub
    ):
        return None  # the second row is an answer that comes again
    headings = [_joint(label, subs[i]) for label, indexes in groups for i in indexes]
    layout = any_table.recognise(
        replace(raw, rows=[*[[]] * (header + 1), headings, *raw.rows[header + 2 :]])
    )
    own = {layout.source_id, layout.submitted}
    specs = []
    for label, indexes in groups:
        columns = tuple(Column(i, subs[i], cells[i]) for i in indexes if i not in own)
        specs += _specs(Group(label, columns, yes_or_no=True)) if columns else []
    return replace(
        layout,
        why="Its headings stand in two rows: questions, and below them what each column is.",
        header=header,
        header_rows=2,
        specs=tuple(specs),
        problems=any_table.above(raw.rows[:header]),
    )


def _both(first: Sequence[str], second: Sequence[str]) -> tuple[list[str], list[str]]:
    rows = [[clean(cell) for cell in row] for row in (first, second)]
    width = max(max((i for i, cell in enumerate(row, 1) if cell), default=0) for row in rows)
    tops, subs = ([*row, *[""] * width][:width] for row in rows)
    return tops, subs


def _groups(tops: Sequence[str]) -> list[tuple[str, list[int]]]:
    """The columns below each heading of the upper row; a gap belongs to what is left of it."""
    found: list[tuple[str, list[int]]] = []
    for index, top in enumerate(tops):
        if found and (not top or top == found[-1][0]):
            found[-1][1].append(index)
        else:
            found.append((top, [index]))
    return found


def _are_headings(
    tops: Sequence[str], subs: Sequence[str], groups: Sequence[tuple[str, list[int]]]
) -> bool:
    """Whether the second row says what the columns below merged headings are, and nothing else."""
    wide = [indexes for _, indexes in groups if len(indexes) > 1]
    single = [indexes[0] for _, indexes in groups if len(indexes) == 1]
    if not any(not tops[i] and subs[i] for indexes in wide for i in indexes):
        return False
    if any(subs[i] and plain(subs[i]) not in _ANSWER for i in single if tops[i]):
        return False
    for indexes in wide:
        below = [subs[i] for i in indexes]
        if not all(below[1:]) or len(set(below)) < len(below) or any(map(_is_answer, below)):
            return False
    return True


def _is_answer(text: str) -> bool:
    """Whether it is rather an answer than a heading."""
    return bool(text) and (
        len(text) > _LONGEST or is_date(text) or not any(letter.isalpha() for letter in text)
    )


def _joint(label: str, sub: str) -> str:
    if not sub or plain(sub) in _ANSWER:
        return label
    return f"{label} – {sub}" if label else sub


def _specs(group: Group) -> list[QuestionSpec]:
    """One question of the columns where they are its choices or rows; otherwise one for each."""
    filled = [column for column in group.columns if column.counts]
    alike = all(
        facts_of(one.cells).counts.keys() & other.counts.keys() for one, other in pairwise(filled)
    )
    ticked = any(column.repeats_heading for column in filled) or all(map(group.ticks, filled))
    if len(group.columns) > 1 and (ticked or (alike and len(filled) > 1)):
        return specs_of(group)
    return [
        QuestionSpec("", _joint(group.label, column.sub), Single(column.index))
        for column in group.columns
    ]
