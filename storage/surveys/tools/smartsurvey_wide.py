"""SmartSurvey's wide layout: one row of headings, `Q_<id>_<text>` for each question.

Several choices stand in one cell with "; " between them. A grid is one cell of JSON fragments,
`{"type": "matrix_row", "row_title": …, "column_title": …}; {…}`; each of its rows gets a column.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import Delimited, OneHot, Option, Single
from storage.surveys.cells import Cells, as_cells
from storage.surveys.headings import name_of
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.markup import heading
from storage.surveys.raw_table import RawTable, Remade, column_letter
from storage.surveys.tools.smartsurvey_cells import (
    PERSONAL,
    TOOL,
    cell_of,
    heading_of,
    key_of,
    parted,
    split_other,
    unfinished,
)
from storage.surveys.tools.smartsurvey_choices import (
    JOINT,
    holds_several,
    options_of,
    type_of_one,
    without_words,
)

_QUESTION = re.compile(r"Q_?(\d+)[_:. -]+(.*)", re.DOTALL)
_ID = "responseid"
_STATUS = ("completionstatus", "status", "completed")
_ENDED = ("dateended", "datecompleted", "ended", "datemodified", "datestarted", "started")
_SEPARATORS = " ;,\n\r\t"

_SAID = frozenset((_ID, *_STATUS, *_ENDED))
_KNOWN = frozenset(
    (
        "surveyid", "userid", "userno", "uniqueid", "trackinglink", "trackingid", "trackinglinkid",
        "trackinglinkname", "collector", "device", "devicetype", "browser", "useragent", "platform",
        "language", "duration", "timetaken", "dateadded", "score", "surveytitle", "surveyname",
    )
)  # fmt: skip


def opens(keys: Sequence[str]) -> bool:
    """Whether headings, as `key_of` gives them, are those of this layout."""
    return _ID in keys and ("completionstatus" in keys or "datestarted" in keys)


def layout_of(raw: RawTable, top: int) -> Layout:
    """The layout of a file whose headings `opens` recognised.

    Args:
        top: the index of the row with the headings.
    """
    texts = [heading_of(cell) for cell in raw.rows[top]]
    while texts and not texts[-1]:
        texts.pop()
    keys = [key_of(text) for text in texts]
    asked = {i: found for i, text in enumerate(texts) if (found := _QUESTION.fullmatch(text))}
    wide = _Wide(raw, top + 1, len(texts), frozenset(asked))
    specs: list[QuestionSpec] = []
    for index, text in enumerate(texts):
        if index in asked:
            name, label = f"Q_{asked[index][1]}", _spaced(asked[index][2])
            specs += wide.questions(index, name, label)
        elif (spec := _own_spec(keys[index], text, index, wide.cells[index])) is not None:
            specs.append(spec)
    headings = [text or f"Column {column_letter(index)}" for index, text in enumerate(texts)]
    return Layout(
        tool=TOOL,
        why="Its headings are Response_ID, Completion_Status and Q_ with a number.",
        header=top,
        headings=(*headings, *wide.new_headings),
        source_id=keys.index(_ID),
        submitted=_submitted(keys, wide.cells),
        ignored=frozenset(range(len(texts))).difference(asked),
        specs=tuple(specs),
        partial=_partial(keys, wide),
        remade=wide.remade,
    )


def _spaced(text: str) -> str:
    """The words of a question whose spaces may have become underscores."""
    if "_" in text and " " not in text:
        text = text.replace("_", " ")
    return heading(text) or "Question"


def _own_spec(key: str, text: str, index: int, cells: Cells) -> QuestionSpec | None:
    """Contact details, and what was passed to the survey, as questions."""
    if key in PERSONAL:
        return QuestionSpec("", text, Single(index), role=Role.IDENTIFIER)
    if key in _SAID or key in _KNOWN or not text or not any(cells.counts):
        return None
    return QuestionSpec("", text, Single(index), grid="")


def _submitted(keys: Sequence[str], cells: Sequence[Cells]) -> int | None:
    times = [keys.index(key) for key in _ENDED if key in keys]
    return next((index for index in times if any(cells[index].counts)), next(iter(times), None))


def _partial(keys: Sequence[str], wide: "_Wide") -> dict[int, str]:
    status = next((keys.index(key) for key in _STATUS if key in keys), None)
    if status is None:
        return {}
    odd = {said for said in wide.cells[status].counts if unfinished(said)}
    return {
        wide.first + offset: f"Its status is “{said}”."
        for offset, said in enumerate(wide.cells[status] if odd else ())
        if said in odd
    }


class _Wide:
    """The rows of the file, and the columns that are made of its fragments."""

    def __init__(self, raw: RawTable, first: int, width: int, asked: frozenset[int]) -> None:
        self.raw = raw
        self.first = first
        self.width = width
        self.cells = raw.turned.trimmed(first, width)
        for index in asked:
            self.cells[index] = self.cells[index].mapped(lambda cell: cell_of(cell).strip())
        self.new_headings: list[str] = []

    def questions(self, index: int, name: str, label: str) -> list[QuestionSpec]:
        """The question in a column, or one for each row of its grid."""
        cells = self.cells[index]
        if any(cell.startswith("{") for cell in cells.counts) and (grid := self._grid(index)):
            return self._grid_specs(grid, index, name, label)
        if holds_several(label, cells):
            return [self._several(index, name, label)]
        other, other_label = None, ""
        if parts := split_other(cells):
            other_label = next(iter(parts.values()))[0]
            self.cells[index], written = parted(cells, parts)
            other = self._added(f"{label} – other", written)
        binding = Single(index, other=other, other_label=other_label)
        settled = type_of_one(label, self.cells[index])
        return [QuestionSpec(name, label, binding, type=settled)]

    @property
    def remade(self) -> Remade:
        """The decoded cells, and the new columns behind them."""
        return Remade(dict(enumerate(self.cells[: self.width])), self.cells[self.width :])

    def _added(self, title: str, cells: Sequence[str]) -> int:
        self.new_headings.append(title)
        self.cells.append(as_cells(cells))
        return len(self.cells) - 1

    def _several(self, index: int, name: str, label: str) -> QuestionSpec:
        """Several choices in a cell; the words behind "Any other … /" go to a column of their own."""
        cells = self.cells[index]
        known = options_of(cells)
        taken = {cell: without_words(cell, known) for cell in cells.counts}
        choices = {choice for _, choice, _ in taken.values() if choice}
        other, other_label = None, ""
        if len(choices) == 1:
            other_label = next(iter(choices))
            other = self._added(f"{label} – other", [taken[cell][2] for cell in cells])
            self.cells[index] = cells.mapped(lambda cell: taken[cell][0])
        binding = Delimited(index, delimiter=JOINT, other=other, other_label=other_label)
        return QuestionSpec(name, label, binding, type=QuestionType.SELECT_MULTIPLE)

    def _grid(self, index: int) -> list[dict[str, list[str]]]:
        """The choices of each response by row of the grid; nothing where it is no JSON."""
        found = []
        for cell in self.cells[index]:
            fragments = _fragments(cell)
            if fragments is None:
                return []
            by_row: dict[str, list[str]] = {}
            for fragment in fragments:
                row = heading(str(fragment.get("row_title") or ""))
                said = fragment.get("column_title") or fragment.get("value") or fragment.get("text")
                by_row.setdefault(row, []).append(heading(str(said or "")))
            found.append(by_row)
        return found

    def _grid_specs(
        self, grid: Sequence[dict[str, list[str]]], index: int, name: str, label: str
    ) -> list[QuestionSpec]:
        self.cells[index] = Cells("" for _ in self.cells[index])
        specs = []
        rows = dict.fromkeys(row for by_row in grid for row in by_row)
        for number, row in enumerate(rows, 1):
            given = [by_row.get(row, []) for by_row in grid]
            own = f"{name}_{name_of(row)}" if row else f"{name}_{number}"
            title = f"{label} – {row}" if row else f"{label} – other"
            if not row or all(len(said) < 2 for said in given):
                column = self._added(title, [JOINT.join(said) for said in given])
                closed = QuestionType.SELECT_ONE if row else None
                grid_label = label if row else ""
                shown = row or title
                specs.append(QuestionSpec(own, shown, Single(column), type=closed, grid=grid_label))
                continue
            options = dict.fromkeys(each for said in given for each in said if each)
            columns = tuple(
                Option(
                    option,
                    option,
                    self._added(f"{title} – {option}", [option * (option in s) for s in given]),
                )
                for option in options
            )
            specs.append(QuestionSpec(own, title, OneHot(columns), grid=""))
        return specs


def _fragments(cell: str) -> list[dict[str, Any]] | None:
    """The JSON objects that stand behind each other in a cell; None where there is anything else."""
    found = []
    decoder = json.JSONDecoder(strict=False)
    at = 0
    while at < len(cell):
        if cell[at] in _SEPARATORS:
            at += 1
            continue
        try:
            fragment, at = decoder.raw_decode(cell, at)
        except (ValueError, RecursionError):
            return None
        if not isinstance(fragment, dict):
            return None
        found.append(fragment)
    return found
