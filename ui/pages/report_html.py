"""A finished report as rich text, for the preview: what Word will show, in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

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
from ui.models.formats import written

_SIZES = ((72, "widest", 2), (56, "wide", 2), (0, "figures", 4))
"""From how many letters across a table takes which class and padding: wide ones are set smaller."""

_LONGEST = 16  # letters

CHART = "engage-chart:"
"""What the address of a chart begins with; its place in `charts` follows."""

PLACE = "text-"
"""What the anchor of a drafted text begins with; its key follows."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
    """Numbers headings and paragraphs in one list, tables and figures apart, as Word does.

    An appendix has a letter where a section has a number, and begins to count at A.
    """

    def __init__(self, made: RichReport) -> None:
        self._made = made
        self._counts = [0, 0, 0, 0]
        self._sections = self._appendices = 0
        self._in_appendix = False
        self._depth = 0
        self._tables = 0

    def pieces(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """Each block as a piece of HTML."""
        for block in blocks:
            match block:
                case Heading():
                    yield self._headed(block)
                case Paragraph():
                    counted = block.numbered and self._depth
                    number = f"<b>{self._count(self._depth)}</b>&nbsp;&nbsp;" if counted else ""
                    yield f"<p>{_place(block.key)}{number}{_words(block.text)}</p>"
                case Bullets():
                    place = _place(block.key)
                    items = (f"<li>{_words(item)}</li>" for item in block.items)
                    yield f"<ul>{''.join(items).replace('<li>', f'<li>{place}', 1)}</ul>"
                case Quotation():
                    yield (
                        f'<p class="quote">“{_words(block.text.strip())}”</p>'
                        f'<p class="attribution">— {_words(block.attribution)}</p>'
                    )
                case _:
                    yield self._tabled(block.table)

    def _headed(self, heading: Heading) -> str:
        self._depth = min(max(heading.level, 1), self._depth + 1, 3)
        if self._depth == 1:
            self._in_appendix = heading.appendix
        tag = f"h{self._depth + 1}"  # the title of the paper is the first
        number = self._count(self._depth - 1)
        if self._depth == 1 and heading.appendix:
            number = f"Appendix {number}"
        return f"<{tag}>{number}&nbsp;&nbsp;{_words(heading.text)}</{tag}>"

    def _count(self, at: int) -> str:
        if at == 0:  # sections and appendices go on counting where the others were in between
            self._sections += not self._in_appendix
            self._appendices += self._in_appendix
        else:
            self._counts[at] += 1
        self._counts[at + 1 :] = [0] * (len(self._counts) - at - 1)
        first = _LETTERS[(self._appendices - 1) % 26] if self._in_appendix else str(self._sections)
        return ".".join((first, *(str(count) for count in self._counts[1 : at + 1])))

    def _tabled(self, table: Table) -> str:
        self._tables += 1
        pieces = []
        if table.chart and _drawable(table.chart):
            place = len(self._made.charts)
            self._made.charts.append(table.chart)
            alt = escape(table.chart.alt_text, quote=True)
            title = _words(table.chart.title)
            pieces.append(f'<p class="caption">Figure {place + 1}: {title}</p>')
            pieces.append(f'<p><img src="{CHART}{place}" alt="{alt}"></p>')
        pieces.append(f'<p class="caption">Table {self._tables}: {_words(table.title)}</p>')
        pieces.append(_table(table))
        pieces += [f'<p class="note">{_words(note)}</p>' for note in _notes(table)]
        return "".join(pieces)


def _place(key: str) -> str:
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
    meant = [f"{mark} = {why}." for mark, why in MARKERS.items() if mark in shown]
    return [*counted, *table.notes, *meant]


def _side(kind: Kind) -> str:
    return "left" if kind is Kind.TEXT else "right"


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>")
