"""A finished report as rich text, for the preview: what Word will show, in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from engage_app.domain.numbering import Place, places_of
from engage_app.domain.report import (
    MARKERS,
    Block,
    Bullets,
    Chart,
    Heading,
    Kind,
    Paragraph,
    Quotation,
    Report,
    Table,
)
from engage_app.domain.table_numbers import captions
from ui.models.formats import written

_SIZES = ((72, "widest", 2), (56, "wide", 2), (0, "figures", 4))
"""From how many letters across a table takes which class and padding: wide ones are set smaller."""

_LONGEST = 16  # letters

CHART = "engage-chart:"
"""What the address of a chart begins with; its place in `charts` follows."""

PLACE = "text-"
"""What the anchor of a drafted text begins with; its key follows."""


@dataclass
class RichReport:
    """A report to be shown.

    Attributes:
        html: the document without colours and sizes: those are the style sheet's.
        charts: what the images in it stand for, by number.
        pieces: what `html` is joined from: the cover, then a piece for each block.
    """

    html: str = ""
    charts: list[Chart] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)


def rich(report: Report) -> RichReport:
    """The report as the board reads it: cover, then the document."""
    made = RichReport()
    made.pieces = ["\n".join(_cover(report)), *_Body(made).pieces(report.blocks)]
    made.html = "\n".join(made.pieces)
    return made


def _cover(report: Report) -> Iterator[str]:
    yield f'<p class="organisation">{_words(report.organisation)}</p>'
    yield f'<p class="title">{_words(report.title)}</p>'
    yield f'<p class="subtitle">{_words(report.subtitle)}</p>'
    tables = {table.title: table for table in report.cover_tables}
    rows = ""
    for label, value in report.cover:
        if label in tables:
            yield from _cover_sheet(rows)
            yield f'<p class="caption">{_words(label)}</p>'
            yield _table(tables[label])
            yield from (f'<p class="note">{_words(note)}</p>' for note in _notes(tables[label]))
            rows = ""
        else:
            rows += (
                f'<tr><th align="left" width="34%">{_words(label)}</th>'
                f"<td>{_words(value)}</td></tr>"
            )
    yield from _cover_sheet(rows)


def _cover_sheet(rows: str) -> Iterator[str]:
    if rows:
        yield f'<table width="99%" cellspacing="0" cellpadding="6" border="1">{rows}</table>'


class _Body:
    """Numbers headings and paragraphs in one list, tables and figures apart, as Word does."""

    def __init__(self, made: RichReport) -> None:
        self._made = made
        self._captions: Iterator[tuple[int, str, bool]] = iter(())

    def pieces(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """Each block as a piece of HTML."""
        self._captions = captions(blocks)
        for block, place in zip(blocks, places_of(blocks), strict=True):
            match block:
                case Heading():
                    yield _headed(block, place)
                case Paragraph():
                    number = f"<b>{place.shown}</b>&nbsp;&nbsp;" if place else ""
                    yield f"<p>{_anchor(block.key)}{number}{_words(block.text)}</p>"
                case Bullets():
                    anchor = _anchor(block.key)
                    items = (f"<li>{_words(item)}</li>" for item in block.items)
                    yield f"<ul>{''.join(items).replace('<li>', f'<li>{anchor}', 1)}</ul>"
                case Quotation():
                    yield (
                        f'<p class="quote">“{_words(block.text.strip())}”</p>'
                        f'<p class="attribution">— {_words(block.attribution)}</p>'
                    )
                case _:
                    yield self._tabled(block.table)

    def _tabled(self, table: Table) -> str:
        number, title, _ = next(self._captions)
        pieces = []
        if table.chart and _drawable(table.chart):
            place = len(self._made.charts)
            self._made.charts.append(table.chart)
            alt = escape(table.chart.alt_text, quote=True)
            drawn = _words(table.chart.title)
            pieces.append(f'<p class="caption">Figure {place + 1}: {drawn}</p>')
            pieces.append(f'<p><img src="{CHART}{place}" alt="{alt}"></p>')
        pieces.append(f'<p class="caption">Table {number}: {_words(title)}</p>')
        pieces.append(_table(table))
        pieces += [f'<p class="note">{_words(note)}</p>' for note in _notes(table)]
        return "".join(pieces)


def _headed(heading: Heading, place: Place | None) -> str:
    level, number = (place.level, f"{place.shown}&nbsp;&nbsp;") if place else (1, "")
    tag = f"h{level + 1}"  # the title of the paper is the first
    return f"<{tag}>{number}{_words(heading.text)}</{tag}>"


def _anchor(key: str) -> str:
    """Where a drafted text stands, to be gone to."""
    return f'<a name="{PLACE}{escape(key, quote=True)}"></a>' if key else ""


def _drawable(chart: Chart) -> bool:
    return any(value is not None for one in chart.series for value in one.values)


def _table(table: Table) -> str:
    whole = sum(column.width for column in table.columns)
    heads = "".join(
        f'<th width="{round(100 * column.width / whole)}%" align="{_side(column.kind)}">'
        f"{_words(column.name)}</th>"
        for column in table.columns
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td align="{_side(column.kind)}">{_words(written(value, column.kind))}</td>'
            for value, column in zip(row, table.columns, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    across = sum(_letters(table, place) for place in range(len(table.columns)))
    size, padding = next((name, pad) for least, name, pad in _SIZES if across >= least)
    return (
        f'<table class="{size}" width="99%" cellspacing="0" cellpadding="{padding}" '
        f'border="1"><thead><tr>{heads}</tr></thead>{body}</table>'
    )


def _letters(table: Table, place: int) -> int:
    """How many letters a column must be wide: no word of it is broken, but for very long ones."""
    column = table.columns[place]
    texts = [column.name]
    if column.kind is Kind.TEXT and place:  # the first is wide anyway
        texts += [str(row[place]) for row in table.rows]
    words = (word for text in texts for word in text.split())
    return min(max((len(word) for word in words), default=0), _LONGEST) + 1


def _notes(table: Table) -> list[str]:
    shown = {value for row in table.rows for value in row if isinstance(value, str)}
    counted = [f"Counted: {table.unit}. Base: {table.base}."] if table.unit and table.base else []
    told = " ".join(table.notes)
    unsaid = (mark for mark in MARKERS if mark in shown and mark not in told)
    meant = [f"{mark} = {MARKERS[mark]}." for mark in unsaid]
    return [*counted, *table.notes, *meant]


def _side(kind: Kind) -> str:
    return "left" if kind is Kind.TEXT else "right"


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>")
