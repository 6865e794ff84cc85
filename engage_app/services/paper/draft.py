"""What the sections of a paper are written from: published tables, and the exercise itself."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from analysis.quotes import Quote
from engage_app.domain.answers import ThemeAnswer
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import (
    MARKERS,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    SUPPRESSED,
    Block,
    Bullets,
    Paragraph,
    Table,
    TableBlock,
    Value,
)
from engage_app.services.findings import family_of
from engage_app.services.paper import sections
from engage_app.services.saved_findings import PREFIX as SAVED
from engage_app.services.tables import voices
from engage_app.services.tables.material import Material
from engage_app.services.tables.themes import is_coded, telling_themes
from engage_app.services.tables.wording import listed, number_of
from resources import path_of
from storage import answers as stored

WIDEST = 16
"""Columns that fit on a page; a wider table is continued in a further one."""


@dataclass(frozen=True)
class Draft:
    """A paper being written.

    Attributes:
        material: the exercise. What is quoted from it in words must bear publication: names,
            dates, quotations. Numbers of people come from `tables` only.
        tables: the published tables by name, in order.
        rule: which small numbers are hidden.
        printed: the keys of the sections that are printed, in order.
        recommendations: what the board is asked, as the cover says it.
    """

    material: Material
    tables: dict[str, Table]
    rule: DisclosureRule
    printed: tuple[str, ...] = ()
    recommendations: str = ""

    @property
    def further(self) -> tuple[Table, ...]:
        """The tables that the officer saved for the report."""
        saved = (table for name, table in self.tables.items() if name.startswith(SAVED))
        return tuple(saved)

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotations proposed, in the order of the codebook."""
        return voices.quotes(self.material)

    @cached_property
    def answers(self) -> tuple[ThemeAnswer, ...]:
        """What is answered to themes, in the officer's order."""
        return tuple(stored.answers(self.material.connection, self.material.exercise_id))

    @cached_property
    def works_well(self) -> int | None:
        """The branch of the codebook that gathers what works well, if there is one."""
        names = wording()["works_well"]
        return next(
            (
                root
                for root in self.material.theme_tree.roots
                if any(name in self.material.themes[root].name.casefold() for name in names)
            ),
            None,
        )

    @property
    def works_well_apart(self) -> frozenset[int]:
        """The themes of what works well, where the section on it is printed: others leave them
        out."""
        if self.works_well is None or "works_well" not in self.printed:
            return frozenset()
        return frozenset(self.below(self.works_well))

    @cached_property
    def coded(self) -> bool:
        """Whether any comment has a theme."""
        return is_coded(self.material)

    @property
    def planned(self) -> bool:
        """Whether it was planned how many of some group to hear."""
        return any(group.planned is not None for group in self.material.groups.values())

    @cached_property
    def telling(self) -> frozenset[int]:
        """The themes that say something of the proposal."""
        return frozenset(telling_themes(self.material))

    def see(self, *keys: str) -> str:
        """Where the paper tells more: "section 4", "Appendix A and Appendix B"; may be empty."""
        places = dict.fromkeys(filter(None, (sections.place(one, self.printed) for one in keys)))
        return " and ".join(places)

    def below(self, theme_id: int) -> list[int]:
        """A theme and all below it."""
        return self.material.theme_tree.below(theme_id)

    @property
    def threshold(self) -> int:
        """The smallest count of people that may be shown."""
        return self.rule.below

    def value(self, table: str, heading: str, column: str) -> Value:
        """A published cell, by the first cell of its row and the name of its column."""
        found = self.tables.get(table)
        names = [one.name for one in found.columns] if found else []
        if found is None or column not in names:
            return None
        place = names.index(column)
        return next((row[place] for row in found.rows if row[0] == heading), None)

    def family(self, finding: str) -> list[Table]:
        """The tables that one finding gives by question."""
        return [table for name, table in self.tables.items() if family_of(name) == finding]


def counted(value: Value, one: str, many: str = "") -> str:
    """A published count with its noun; a hidden one in words. Large counts are hidden too, to
    protect small ones, so it isn't called small."""
    if value == SUPPRESSED or not isinstance(value, int):
        return f"an undisclosed number of {many or one + 's'}"
    return number_of(value, one, many)


def often_raised(names: Sequence[str]) -> str:
    """Themes that many raised, in a sentence."""
    if not names:
        return ""
    start = "A theme often raised was" if len(names) == 1 else "Themes often raised were"
    return f"{start} {listed(names)}."


def numbered(*sentences: str) -> list[Block]:
    """Numbered paragraphs; empty ones are left out."""
    return [Paragraph(text, numbered=True) for text in sentences if text]


def drafted(key: str, *sentences: str) -> list[Block]:
    """A numbered paragraph that the officer may edit; none where there is nothing to say."""
    text = " ".join(filter(None, sentences))
    return [Paragraph(text, numbered=True, key=key)] if text else []


def listing(key: str, items: Sequence[str]) -> list[Block]:
    """A list that the officer may edit; none without items."""
    return [Bullets(tuple(items), key)] if items else []


def wording() -> dict[str, Any]:
    """The words of the paper that an organisation may change."""
    found: dict[str, Any] = json.loads(path_of("paper/wording.json").read_text(encoding="utf-8"))
    return found


def unnumbered(text: str) -> list[Block]:
    """A paragraph that leads up to the sub-headings of its section: a number of its own would
    leave a gap before theirs in the contents list."""
    return [Paragraph(text)]


def table_blocks(table: Table) -> list[Block]:
    """A table in the flow of the document, in parts where it is too wide for a page."""
    return [TableBlock(part) for part in _parts(table)]


def in_short(table: Table, names: Sequence[str]) -> Table:
    """The published table with these of its columns and no notes but those on markers: it is
    printed whole in an appendix."""
    left_out = [column.name for column in table.columns if column.name not in names]
    return replace(without(table, left_out), notes=_of_markers(table.notes))


def without(table: Table, names: Collection[str]) -> Table:
    """The published table without these of its columns: the workbook has them."""
    keep = [place for place, column in enumerate(table.columns) if column.name not in names]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in keep),
        rows=tuple(tuple(row[place] for place in keep) for row in table.rows),
    )


def without_idle(table: Table) -> Table:
    """The published table without columns that have nothing to say in any of its rows."""
    return without_those_of(table, NOT_APPLICABLE, NOT_AVAILABLE)


def without_those_of(table: Table, *nothing: str) -> Table:
    """The published table without columns in which each row has one of these."""
    idle = [
        column.name
        for place, column in enumerate(table.columns)
        if all(row[place] in nothing for row in table.rows)
    ]
    return without(table, idle)


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
