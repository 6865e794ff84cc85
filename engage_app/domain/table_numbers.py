"""Numbers of tables: one for each, alike in the paper, its page of HTML, its PDF and the workbook.

Those of the paper come first, in its order; then those that only the workbook has, in its order. A
table that the paper parts, or prints again with other columns, keeps its number.
"""

from collections.abc import Iterator

from engage_app.domain.report import Block, Report, Table, TableBlock

_CONTINUED = " (continued)"


def table_numbers(report: Report) -> dict[str, int]:
    """The number of each table, from 1, by its name."""
    printed = (block.table for block in report.blocks if isinstance(block, TableBlock))
    names = dict.fromkeys(table.name for table in (*printed, *report.tables))
    return {name: number for number, name in enumerate(names, 1)}


def in_order(blocks: tuple[Block, ...], tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """The tables of a workbook in the order of their numbers."""
    printed = [block.table.name for block in blocks if isinstance(block, TableBlock)]
    places = {name: place for place, name in enumerate(dict.fromkeys(printed))}
    return tuple(sorted(tables, key=lambda table: places.get(table.name, len(places))))


def captions(blocks: tuple[Block, ...]) -> Iterator[tuple[int, str, bool]]:
    """The number and the title of each table of a paper, and whether its number is a new one.

    A table that comes again is called so, but for the parts of one that say which they are.
    """
    numbers: dict[str, int] = {}
    for block in blocks:
        if isinstance(block, TableBlock):
            name, title = block.table.name, block.table.title
            new = name not in numbers
            number = numbers.setdefault(name, len(numbers) + 1)
            part = title.endswith(")") and " (part " in title
            yield number, title if new or part else title + _CONTINUED, new
