"""KoboToolbox and ODK Central: forms that were made as XLSForms, exported to CSV or Excel."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import Single
from storage.surveys.cells import Cells, different
from storage.surveys.column_facts import facts_of
from storage.surveys.headings import clean
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.markup import heading
from storage.surveys.question_types import delimiter_in, scale_of
from storage.surveys.raw_table import RawTable, Remade
from storage.surveys.readers import Reader
from storage.surveys.survey_file import Problem
from storage.surveys.tools import xform_repeats as repeats
from storage.surveys.tools.xform_columns import Asked, Column, asked_in
from storage.surveys.tools.xform_headings import Style, style_of, without_shared_groups
from storage.surveys.tools.xform_labels import as_codes
from storage.surveys.tools.xform_own import KOBO, ODK, Tool, tool_of
from storage.surveys.tools.xform_versions import merged_versions
from storage.surveys.tools.xlsform_definition import XlsForm

_LEFT_OUT = frozenset({"not approved", "validation_status_not_approved", "rejected"})
_EMPTIED = frozenset({"not decrypted", "missing encrypted form data"})


def recognise(raw: RawTable) -> Layout | None:
    """The layout of an export by KoboToolbox or ODK Central; None for any other table."""
    if not raw.rows:
        return None
    headings = [clean(cell) for cell in raw.rows[0]]
    while headings and not headings[-1]:
        headings.pop()
    tool = tool_of(headings)
    if tool is None or (repeats.is_repeat(headings) and len(raw.sheets) > 1):
        return None
    return _Export(raw, headings, tool).layout()


class _Export:
    """One export, while it is being laid out."""

    def __init__(self, raw: RawTable, headings: list[str], tool: Tool) -> None:
        self._tool = tool
        self._raw = raw
        self._width = width = len(headings)
        self._headings = [heading(cell) for cell in headings]
        self._cells = raw.turned.trimmed(1, width)
        if self._tag_rows():
            self._cells = [Cells(["", *column[1:]]) for column in self._cells]
        self._problems: list[Problem] = []
        asked = [self._headings[index] for index in self._asked_columns]
        self._repeats = repeats.repeat_sheets(raw)
        asked += [title for sheet in self._repeats for title in sheet.asked]
        form = raw.definition if isinstance(raw.definition, XlsForm) else None
        self._style = style_of(asked, form)
        if tool is ODK:  # it writes no labels, and says itself whether it writes groups
            self._style = Style(True, "-" if "meta-instanceID" in headings else "", form)

    def layout(self) -> Layout:
        """Where everything is."""
        columns = [
            Column(index, self._headings[index], self._cells[index])
            for index in self._asked_columns
            if not self._noted(index)
        ]
        columns = merged_versions(columns, self._column("__version__", "FormVersion"))
        asked = asked_in(columns, self._style)
        names = self._names(asked)
        specs = [self._spec(each, *name) for each, name in zip(asked, names, strict=True)]
        changed = {column.index: column.cells for column in columns}
        if not self._style.names and self._style.form:
            specs, changed = as_codes(specs, changed, self._style.form)
        again = self._repeated()
        specs += [self._spec_of_repeat(each, self._width + n) for n, each in enumerate(again)]
        self._say(asked, again)
        return Layout(
            tool=self._tool.name,
            why=self._tool.why,
            header=0,
            headings=tuple(self._headings + [f"{each.sheet}/{each.heading}" for each in again]),
            source_id=self._index(*self._tool.ids),
            submitted=self._index(self._tool.submitted),
            submitted_utc=self._written_in_utc(),
            specs=tuple(specs),
            not_data=self._tag_rows(),
            tests=self._rows_that_say(self._tool.review, _LEFT_OUT, "It was not approved."),
            partial=self._rows_that_say("Status", _EMPTIED, "Its answers are encrypted."),
            remade=self._remade(changed, [each.cells for each in again]),
            sheets=frozenset(sheet.name for sheet in self._repeats),
            problems=tuple(self._problems),
        )

    @cached_property
    def _asked_columns(self) -> list[int]:
        return [
            index
            for index, title in enumerate(self._headings)
            if title and not self._tool.owns(title, self._headings, self._cells[index])
        ]

    def _noted(self, index: int) -> bool:
        """Whether a column is a note's or a calculation's, or holds a form's old blank column."""
        style = self._style
        if style.form is None or style.known_as(self._headings[index]):
            return False
        return style.unasked(self._headings[index]) or (
            not style.names and not any(self._cells[index])
        )

    def _names(self, asked: Sequence[Asked]) -> list[tuple[str, str, str | None]]:
        """Name, label and grid of each question: the form's, the XML name, or the label alone."""
        style = self._style
        if not style.names:
            return self._labelled(asked)
        lasts = [style.last(each.heading) for each in asked]
        return [
            (
                style.known_as(each.heading) or (last if lasts.count(last) == 1 else each.heading),
                last,
                None,
            )
            for each, last in zip(asked, lasts, strict=True)
        ]

    def _labelled(self, asked: Sequence[Asked]) -> list[tuple[str, str, str | None]]:
        """The same in an export with labels: what stands before them may head a grid."""
        style = self._style
        parted = without_shared_groups([each.heading for each in asked], style.separator)
        values: dict[str, set[str]] = {}
        for each, (group, _) in zip(asked, parted, strict=True):
            values.setdefault(group, set()).update(self._values(each))
        return [
            (
                style.known_as(each.heading),
                label,
                group if group and scale_of(values[group]) else None,
            )
            for each, (group, label) in zip(asked, parted, strict=True)
        ]

    def _values(self, asked: Asked) -> set[str]:
        """The answers to a question of one cell; of any other, one that no scale has."""
        if not isinstance(asked.binding, Single):
            return {asked.heading}
        return set(self._cells[asked.binding.column].counts) - {""}

    def _spec(self, asked: Asked, name: str, label: str, grid: str | None) -> QuestionSpec:
        told = self._style.form.question(name) if self._style.form and name else None
        role = told.details.get("role", "") if told else ""
        return QuestionSpec(
            name,
            label,
            asked.binding,
            type=QuestionType.TEXT if told is None and self._written(asked) else None,
            role=Role(role) if role else None,
            grid=grid,
        )

    def _written(self, asked: Asked) -> bool:
        """Whether a delimiter stands in words: several codes have but spaces between them."""
        binding = asked.binding
        if not self._style.names or not isinstance(binding, Single):
            return False
        return delimiter_in(facts_of(self._cells[binding.column])) is not None

    def _repeated(self) -> list[repeats.Repeated]:
        ids = self._column(self._tool.key)
        return repeats.repeated(self._repeats, ids, self._style) if ids else []

    def _spec_of_repeat(self, question: repeats.Repeated, column: int) -> QuestionSpec:
        style = self._style
        shown = style.last(question.heading) if style.names else question.heading
        return QuestionSpec(
            style.known_as(question.heading) or (shown if style.names else ""),
            shown,
            repeats.binding_for(question, column),
            type=question.type,
            role=question.role,
            grid="",
        )

    def _remade(
        self, changed: Mapping[int, Sequence[str]], added: Sequence[Sequence[str]]
    ) -> Remade | None:
        """These cells in place of the file's, and more columns behind them."""
        if not added and all(cells is self._cells[i] for i, cells in changed.items()):
            return None
        return Remade({**dict(enumerate(self._cells)), **changed}, added)

    def _written_in_utc(self) -> bool:
        """Whether `_submission_time` is UTC, as Kobo has it.

        Where it shows the clock of `end` to the second in every row, though that has an offset,
        a server wrote its local time.
        """
        ends = self._column("end")
        pairs = zip(ends, self._column(self._tool.submitted), strict=False)
        behind = {(end[:19] == time[:19], end[19:]) for end, time in pairs if end and time}
        offsets = {rest.rpartition("+")[2] for _, rest in behind}
        local = all(same for same, _ in behind) and any("+" in end for end in ends)
        return not (local and not offsets <= {"00:00", ""})

    def _tag_rows(self) -> frozenset[int]:
        """Rows of HXL tags below the headings: "#loc+name"."""
        if len(self._raw.rows) < 2:
            return frozenset()
        filled = [cell.strip() for cell in self._raw.rows[1] if cell.strip()]
        tags = bool(filled) and all(cell.startswith("#") for cell in filled)
        return frozenset({1}) if tags else frozenset()

    def _rows_that_say(self, title: str, words: frozenset[str], why: str) -> dict[int, str]:
        cells = self._column(title)
        said = {cell for cell in different(cells) if cell.casefold() in words}
        return {row: why for row, cell in enumerate(cells if said else (), 1) if cell in said}

    def _say(self, asked: Sequence[Asked], again: Sequence[repeats.Repeated]) -> None:
        for each in asked:
            if each.joined_labels:
                self._problems.append(
                    Problem(
                        "Several choices seem to stand in one cell with only spaces between them,"
                        " so they can't be told apart.",
                        action="Export again with “XML values and headers”, or with a column for"
                        " each choice, or give the XLSForm with it.",
                        column=each.heading,
                    )
                )
            if each.guessed:
                self._problems.append(
                    Problem(
                        "These columns hold only 1 and 0.",
                        action="They were taken as the choices of one question.",
                        column=each.heading,
                    )
                )
        for sheet in dict.fromkeys(each.sheet for each in again):
            self._problems.append(
                Problem(
                    f"“{sheet}” holds several rows for a response.",
                    action="They were put together: choices as several choices, words line by"
                    " line.",
                )
            )

    def _index(self, *titles: str) -> int | None:
        for title in titles:
            if title in self._headings and any(self._cells[self._headings.index(title)]):
                return self._headings.index(title)
        return None

    def _column(self, *titles: str) -> Cells:
        index = self._index(*titles)
        return self._cells[index] if index is not None else Cells()


READER = Reader(KOBO.name, 30, recognise_table=recognise)
