"""What the sections of a paper are written from: published tables, and the exercise itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engage_app.domain.report import (
    MARKERS,
    SUPPRESSED,
    Block,
    Paragraph,
    Table,
    TableBlock,
    Value,
)
from engage_app.services.tables.material import Material
from engage_app.services.tables.wording import number_of

WIDEST = 11
"""Columns that fit on a page; a wider table is continued in a further one."""


@dataclass(frozen=True)
class Draft:
    """A paper being written.

    Attributes:
        material: the exercise. What is quoted from it in words must bear publication: names,
            dates, quotations. Numbers of people come from `tables` only.
        tables: the published tables by name, in order.
        threshold: the smallest count of people that may be shown.
    """

    material: Material
    tables: dict[str, Table]
    threshold: int

    def value(self, table: str, heading: str, column: str) -> Value:
        """A published cell, by the first cell of its row and the name of its column."""
        found = self.tables[table]
        place = [one.name for one in found.columns].index(column)
        return next((row[place] for row in found.rows if row[0] == heading), None)

    def named(self, *starts: str) -> list[Table]:
        """The tables whose names begin so."""
        return [table for name, table in self.tables.items() if name.startswith(starts)]


def counted(value: Value, one: str, many: str = "") -> str:
    """A published count with its noun; a hidden one in words."""
    if value == SUPPRESSED or not isinstance(value, int):
        return f"a small number of {many or one + 's'}"
    return number_of(value, one, many)


def numbered(*sentences: str) -> list[Block]:
    """Numbered paragraphs; empty ones are left out."""
    return [Paragraph(text, numbered=True) for text in sentences if text]


def unnumbered(text: str) -> list[Block]:
    """A paragraph that leads up to the sub-headings of its section: a number of its own would
    leave a gap before theirs in the contents list."""
    return [Paragraph(text)]


def table_blocks(table: Table) -> list[Block]:
    """A table in the flow of the document, in parts where it is too wide for a page."""
    return [TableBlock(part) for part in _parts(table)]


def without_column(table: Table, name: str) -> Table:
    """The published table less one column: the document says elsewhere what it holds."""
    keep = [place for place, column in enumerate(table.columns) if column.name != name]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in keep),
        rows=tuple(tuple(row[place] for place in keep) for row in table.rows),
    )


def _parts(table: Table) -> Sequence[Table]:
    width = len(table.columns)
    if width <= WIDEST:
        return (table,)
    count = -(-(width - 1) // (WIDEST - 1))
    step = -(-(width - 1) // count)  # parts of even width
    found = []
    for number, start in enumerate(range(1, width, step), 1):
        keep = [0, *range(start, min(start + step, width))]
        found.append(
            replace(
                table,
                name=f"{table.name}_{number}",
                title=f"{table.title} (part {number} of {count})",
                columns=tuple(table.columns[n] for n in keep),
                rows=tuple(tuple(row[n] for n in keep) for row in table.rows),
                notes=table.notes if number == count else _of_markers(table.notes),
                chart=table.chart if number == 1 else None,
            )
        )
    return found


def _of_markers(notes: Sequence[str]) -> tuple[str, ...]:
    """What every part of a table needs: the notes on markers, as each part prints some."""
    return tuple(note for note in notes if note.startswith(tuple(MARKERS)))
