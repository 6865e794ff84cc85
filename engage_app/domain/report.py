"""What a writer prints, in order: tables, charts, words. Nothing here knows a file format.

Wording, order, rounding and suppression are finished before a writer sees a report.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from engage_app.domain.disclosure import Disclosure, Published

Value = str | int | float | None
"""A cell. A suppressed one is the text "[c]"; "[x]" is not available, "[z]" not applicable."""

SUPPRESSED = "[c]"
NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
NO_FIGURE = "–"  # where there is nobody to have a figure: nothing is hidden
MARKERS: dict[str, str] = {
    SUPPRESSED: (
        "confidential: a small number of people is hidden, with what would reveal it, so that "
        "nobody can be recognised; counts of organisations are not hidden for being small"
    ),
    NOT_AVAILABLE: "not available",
    NOT_APPLICABLE: "not applicable",
}


class Kind(StrEnum):
    """How a column's values are written."""

    TEXT = "text"
    COUNT = "count"  # a whole number
    SHARE = "share"  # 0–1, written as a whole per cent
    SCORE = "score"  # two decimals


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        name: the heading, unique in its table.
        counts: what a COUNT counts, or a SHARE is a share of: "people", "organisations",
            "responses", "comments" or empty.
        width: relative width, 1 is a narrow number.
    """

    name: str
    kind: Kind = Kind.TEXT
    counts: str = ""
    width: float = 1.0


class ChartKind(StrEnum):
    """The ways a table is drawn."""

    BARS = "bars"  # horizontal; several series stand side by side
    STACKED = "stacked"  # horizontal, several series to a whole
    HEAT = "heat"  # categories down, series across


MOST_CATEGORIES = 30
"""A picture of a chart has no more: they would be too small to read, and the table has them all."""


@dataclass(frozen=True)
class Series:
    """Values to draw, one for each category; None where a value is suppressed or missing."""

    name: str
    values: tuple[float | None, ...]
    colour: str = ""  # "#005EB8"; empty takes the next of the palette


@dataclass(frozen=True)
class Chart:
    """One description of a chart, drawn alike in the window, in Word and in Excel.

    Attributes:
        lengths: of stacked counts: how long each bar is with what is hidden of it, from figures
            that are printed; None where those don't tell, and empty where no bar's length is.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt_text: str  # says what it shows, for those who can't see it
    axis: str = ""  # the label of the value axis, with its unit
    share: bool = False  # values are 0–1, written as per cent
    lengths: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Table:
    """A finding: a table for the board, whose every cell knows the responses behind it.

    Attributes:
        name: a stable key, letters and underscores, e.g. "theme_by_group".
        title: what the reader sees over it.
        unit: what is counted, e.g. "respondents".
        base: the denominator in words, e.g. "243 respondents who answered".
        notes: printed under the table.
        trace: (row, column) to the ids of the responses behind a cell; not printed.
        disclosure: what suppression has to know; a published table has none.
        finish: makes what ranks, chooses or names by figures (an order of rows or bars, "raised
            most by") anew from what is printed, so that it tells nothing more; see
            services.findings.published.
    """

    name: str
    title: str
    unit: str
    base: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    trace: Callable[[int, int], tuple[int, ...]] | None = field(
        default=None, compare=False, repr=False
    )
    disclosure: Disclosure | None = field(default=None, compare=False, repr=False)
    finish: "Callable[[Table, Published], Table] | None" = field(
        default=None, compare=False, repr=False
    )

    def responses(self, row: int, column: int) -> tuple[int, ...]:
        """The ids of the responses behind a cell."""
        return self.trace(row, column) if self.trace else ()


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 to 3 under the title. Word numbers it.

    Attributes:
        appendix: of level 1: an appendix begins, lettered instead of numbered, and so is what
            follows it: "Appendix A", A.1. Of other levels it says nothing.
    """

    text: str
    level: int = 1
    appendix: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a numbered one counts under its heading (3.1, 3.2 …).

    Attributes:
        key: names a drafted text that the officer may edit, the same whenever it is drafted
            again, e.g. "outcome.welcomed"; empty where it may not be edited.
    """

    text: str
    numbered: bool = False
    key: str = ""


@dataclass(frozen=True)
class Bullets:
    """A bulleted list; `key` as of a paragraph, whose lines the items are."""

    items: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True)
class Quotation:
    """A respondent's own words and the label they are attributed to."""

    text: str
    attribution: str


@dataclass(frozen=True)
class TableBlock:
    """A table in the flow of a document, with its chart before it where it has one."""

    table: Table


Block = Heading | Paragraph | Bullets | Quotation | TableBlock


@dataclass(frozen=True)
class Report:
    """A finished report. The Excel writer prints cover, notes and `tables`; Word the `blocks`.

    Attributes:
        cover: label and value, in order; no value is empty ("None", "Not applicable").
        cover_tables: tables of the cover sheet, each printed in place of the item of `cover` that
            has its title: other forums, implications.
        template: the organisation's own Word document (.docx), whose styles, page and header the
            paper takes; empty for ours.
        notes: numbered notes on method, for the notes sheet of the workbook.
        blocks: the document, in order.
    """

    title: str
    subtitle: str
    organisation: str
    date: str  # as printed, e.g. "27 July 2022"
    author: str
    cover: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    blocks: tuple[Block, ...]
    cover_tables: tuple[Table, ...] = ()
    template: bytes = field(default=b"", repr=False)
