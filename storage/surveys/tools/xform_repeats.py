"""Repeats of Kobo and ODK: sheets or files with several rows for one response.

What a respondent said in a repeat belongs to her response. Each question of a repeat becomes one
question: choices made in any of the rows are the choices of a `select_multiple`; texts, numbers and
dates stand below one another, a line for each row. The rows are found by `_parent_index` (Kobo) or
`PARENT_KEY` (ODK), through repeats inside repeats.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import Delimited, OneHot, Single
from storage.surveys.column_facts import facts_of
from storage.surveys.question_types import type_of
from storage.surveys.raw_table import RawTable
from storage.surveys.tools.xform_columns import Asked, Column, asked_in
from storage.surveys.tools.xform_headings import Style
from storage.surveys.values import Columns, lists_of, texts_of

DELIMITER = "\n"
_LINKS = frozenset({"_index", "_parent_index", "_parent_table_name", "PARENT_KEY", "KEY"})
_NUMBERS = (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE)


@dataclass(frozen=True)
class Repeated:
    """One question of a repeat, its answers put together for each response.

    Attributes:
        heading: as the sheet has it.
        cells: one for each row of the main sheet.
        type: SELECT_MULTIPLE, or TEXT.
        role: NONE where the answers are numbers or dates, which are no comments.
        codes: code to label, of choices.
    """

    sheet: str
    heading: str
    cells: list[str]
    type: QuestionType
    role: Role | None
    codes: Mapping[str, str]


@dataclass(frozen=True)
class RepeatSheet:
    """The rows of one repeat, below their headings, trimmed and of one width."""

    name: str
    headings: list[str]
    rows: list[list[str]]

    @property
    def asked(self) -> list[str]:
        """The headings of its questions."""
        return [
            heading
            for heading in self.headings
            if heading
            and heading not in _LINKS
            and not heading.startswith(("_submission_", "SET-OF-"))
        ]

    def column(self, *names: str) -> list[str]:
        """The cells of the first of these columns that there is; else none."""
        for name in names:
            if name in self.headings:
                index = self.headings.index(name)
                return [row[index] for row in self.rows]
        return []

    def links(self) -> list[tuple[str, str]]:
        """For each row, the sheet and the index of the row it belongs to."""
        indexes = self.column("_parent_index")
        tables = self.column("_parent_table_name") or [""] * len(indexes)
        return list(zip(tables, indexes, strict=True))

    def parents(self) -> dict[str, tuple[str, str]]:
        """The same by the index of the row."""
        return dict(zip(self.column("_index"), self.links(), strict=False))


def is_repeat(headings: Sequence[str]) -> bool:
    """Whether a sheet holds the rows of a repeat."""
    return "_parent_index" in headings or "PARENT_KEY" in headings


def repeated(
    sheets: Sequence[RepeatSheet], main_ids: Sequence[str], style: Style
) -> list[Repeated]:
    """The questions of all repeats.

    Args:
        main_ids: `_index` or KEY of each row of the main sheet.
    """
    found: list[Repeated] = []
    for sheet in sheets:
        places = _places(sheet, sheets, main_ids)
        columns = [
            Column(index, heading, [row[index] for row in sheet.rows])
            for index, heading in enumerate(sheet.headings)
            if heading in sheet.asked and not style.unasked(heading)
        ]
        cells: Columns = list(zip(*sheet.rows, strict=True)) if sheet.rows else []
        if cells:
            found += [
                _together(sheet.name, asked, cells, places, count=len(main_ids), style=style)
                for asked in asked_in(columns, style)
            ]
    return found


def _together(
    sheet: str, asked: Asked, columns: Columns, places: Sequence[int], *, count: int, style: Style
) -> Repeated:
    binding = asked.binding
    told = style.form.question(style.known_as(asked.heading)) if style.form else None
    codes = told.codes if told else {}
    cells: list[list[str]] = [[] for _ in range(count)]
    if isinstance(binding, Single):
        facts = facts_of(columns[binding.column])
        kind = told.type if told and told.type else type_of(asked.heading, facts)
        values = [
            [text] if isinstance(text, str) and text else [] for text in texts_of(columns, binding)
        ]
    else:
        kind = QuestionType.SELECT_MULTIPLE
        labels = binding.labels if isinstance(binding, OneHot) else tuple(binding.codes.values())
        values = [
            each if isinstance(each, list) else [] for each in lists_of(columns, binding, labels)
        ]
        codes = codes or {label: label for label in labels}
    for place, each in zip(places, values, strict=True):
        if place >= 0:
            cells[place] += each
    closed = kind in (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)
    return Repeated(
        sheet=sheet,
        heading=asked.heading,
        cells=[DELIMITER.join(dict.fromkeys(each) if closed else each) for each in cells],
        type=QuestionType.SELECT_MULTIPLE if closed else QuestionType.TEXT,
        role=Role.NONE if kind in _NUMBERS else None,
        codes=codes if closed else {},
    )


def binding_for(question: Repeated, column: int) -> Single | Delimited:
    """How the column with the answers put together is bound."""
    if question.type is QuestionType.SELECT_MULTIPLE:
        return Delimited(column, DELIMITER, kind="code", codes=question.codes)
    return Single(column)


def repeat_sheets(raw: RawTable) -> list[RepeatSheet]:
    """The further sheets, or files of a compressed folder, that hold repeats."""
    found = []
    for name in raw.sheets:
        rows = raw.rows_of(name) if name != raw.sheet else []
        headings = [cell.strip() for cell in rows[0]] if rows else []
        if is_repeat(headings):
            width = len(headings)
            filled = [
                [cell.strip() for cell in [*row, *[""] * width][:width]]
                for row in rows[1:]
                if any(map(str.strip, row))
            ]
            found.append(RepeatSheet(name, headings, filled))
    return found


def _places(
    sheet: RepeatSheet, sheets: Sequence[RepeatSheet], main_ids: Sequence[str]
) -> list[int]:
    """For each row of a repeat, the row of the main sheet it belongs to; −1 where there is none."""
    main = {key: place for place, key in enumerate(main_ids)}
    if keys := sheet.column("PARENT_KEY"):
        # "uuid:…/children[2]" is a row of a repeat inside the repeat.
        return [main.get(key, main.get(key.partition("/")[0], -1)) for key in keys]
    above = {each.name: each.parents() for each in sheets}
    return [main.get(_topmost(link, above), -1) for link in sheet.links()]


def _topmost(link: tuple[str, str], above: Mapping[str, Mapping[str, tuple[str, str]]]) -> str:
    """The index in the main sheet, from a table and an index in it."""
    for _ in above:  # a repeat can't be deeper than there are repeats
        table, index = link
        parent = above.get(table[:31], {}).get(index)  # Excel cuts names of sheets at 31 letters
        if parent is None:
            break
        link = parent
    return link[1]
