"""The report as one page of HTML that needs nothing beside it: text, tables, pictures, style."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from pathlib import Path

from engage_app.domain.numbering import Place, places_of
from engage_app.domain.report import (
    Bullets,
    Chart,
    Heading,
    Paragraph,
    Quotation,
    Report,
    Table,
    TableBlock,
    Value,
)
from engage_app.domain.table_numbers import captions
from engage_app.progress import heed
from storage.reports import cells
from storage.reports.charts import MOST_CATEGORIES, chart_png
from storage.reports.html_style import STYLE
from storage.reports.saving import save_bytes_beside


def write_html(report: Report, path: Path) -> Path:
    """Write the page; the same report gives the same bytes.

    Returns:
        the path that was used: beside `path` where that file is open in another program.

    Raises:
        FileInUse: no name was free to save under.
        NotPossible: the folder is missing, full or may not be written to.
    """
    return save_bytes_beside(path, html_bytes(report))


def html_bytes(report: Report) -> bytes:
    """The page, as the bytes of its file."""
    return "\n".join(_Page(report).lines()).encode("utf-8")


class _Page:
    """A report on its way to a page: numbers of tables and figures run through it."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._places = places_of(report.blocks)
        self._captions = captions(report.blocks)
        self._grids = self._figures = 0

    def lines(self) -> Iterator[str]:
        """The page, part by part."""
        title = _one_line(self._report.title)
        yield '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>"
        yield '<a class="skip" href="#report">Go to the report</a>'
        yield '<header class="cover">'
        yield from self._cover()
        yield "</header>"
        yield from self._contents()
        yield '<main id="report">'
        for block, place, number in zip(
            self._report.blocks, self._places, range(len(self._places)), strict=True
        ):
            yield from self._block(block, place, number)
        yield "</main>\n</body>\n</html>\n"

    def _cover(self) -> Iterator[str]:
        report = self._report
        if report.organisation.strip():
            yield f'<p class="organisation">{_one_line(report.organisation)}</p>'
        yield f"<h1>{_one_line(report.title)}</h1>"
        if report.subtitle.strip():
            yield f'<p class="subtitle">{_one_line(report.subtitle)}</p>'
        tables = {table.title: table for table in report.cover_tables}
        plain = [pair for pair in report.cover if pair[0] not in tables]
        if plain:
            rows = "\n".join(
                f'<tr><th scope="row">{_one_line(label)}</th><td>{_words(value)}</td></tr>'
                for label, value in plain
            )
            yield (
                '<table class="sheet"><caption>Cover sheet</caption>\n<thead><tr><th scope="col">'
                f'Item</th><th scope="col">Details</th></tr></thead>\n<tbody>{rows}</tbody></table>'
            )
        for number, table in enumerate(report.cover_tables, 1):
            yield from self._grid(table, _one_line(table.title), f"cover{number}")

    def _contents(self) -> Iterator[str]:
        entries = [
            f'<li class="level{place.level}"><a href="#part{number}">{place.shown} '
            f"{_one_line(block.text)}</a></li>"
            for number, (block, place) in enumerate(
                zip(self._report.blocks, self._places, strict=True)
            )
            if isinstance(block, Heading) and place
        ]
        if entries:
            yield '<nav aria-labelledby="contents"><h2 id="contents">Contents</h2>\n<ul>'
            yield from entries
            yield "</ul></nav>"

    def _block(
        self,
        block: Heading | Paragraph | Bullets | Quotation | TableBlock,
        place: Place | None,
        number: int,
    ) -> Iterator[str]:
        heed()
        match block:
            case Heading():
                level = place.level if place else 1
                shown = f'<span class="number">{place.shown}</span> ' if place else ""
                tag = f"h{level + 1}"  # the title is the first
                yield f'<{tag} id="part{number}">{shown}{_one_line(block.text)}</{tag}>'
            case Paragraph():
                shown = f'<span class="number">{place.shown}</span> ' if place else ""
                kind = ' class="numbered"' if place else ""
                yield f"<p{kind}>{shown}{_words(block.text)}</p>"
            case Bullets():
                yield "<ul>"
                yield from (f"<li>{_words(item)}</li>" for item in block.items)
                yield "</ul>"
            case Quotation():
                yield f"<blockquote><p>“{_words(block.text.strip())}”</p>"
                yield f"<footer>— {_one_line(block.attribution)}</footer></blockquote>"
            case TableBlock():
                yield from self._tabled(block.table)

    def _tabled(self, table: Table) -> Iterator[str]:
        if table.chart is not None and cells.can_be_drawn(table.chart):
            yield from self._figure(table, table.chart)
        self._grids += 1
        number, title, _ = next(self._captions)
        yield from self._grid(table, f"Table {number}: {_one_line(title)}", f"table{self._grids}")

    def _figure(self, table: Table, chart: Chart) -> Iterator[str]:
        self._figures += 1
        missing = cells.missing_in(table)
        picture = b64encode(chart_png(chart, missing=missing)).decode("ascii")
        alt = escape(cells.one_line(chart.alt_text or chart.title), quote=True)
        yield f"<figure><figcaption>Figure {self._figures}: {_one_line(chart.title)}</figcaption>"
        yield f'<img src="data:image/png;base64,{picture}" alt="{alt}">'
        if len(chart.categories) > MOST_CATEGORIES:
            yield (
                f'<p class="note">The first {MOST_CATEGORIES} of {len(chart.categories)} are drawn; '
                "the table below has them all.</p>"
            )
        yield "</figure>"

    def _grid(self, table: Table, title: str, key: str) -> Iterator[str]:
        heads = "".join(
            f'<th scope="col"{_side(column)}>{escape(name)}</th>'
            for name, column in zip(
                cells.headings(table), map(cells.is_numeric, table.columns), strict=True
            )
        )
        yield f'<div class="wide" role="region" aria-labelledby="{key}" tabindex="0">'
        yield f'<table><caption id="{key}">{title}</caption>'
        yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
        for row in cells.rows(table):
            yield f"<tr>{''.join(_cells(table, row))}</tr>"
        yield "</tbody></table></div>"
        counted = cells.counted_line(table)
        notes = [*([counted] if counted else []), *cells.notes_under(table)]
        yield from (f'<p class="note">{_words(note)}</p>' for note in notes)


def _cells(table: Table, row: tuple[Value, ...]) -> Iterator[str]:
    for at, (value, column) in enumerate(zip(row, table.columns, strict=True)):
        shown = _words(cells.written(value, column.kind))
        if at == 0:
            yield f'<th scope="row">{shown}</th>'
        else:
            yield f"<td{_side(cells.is_numeric(column))}>{shown}</td>"


def _side(numeric: bool) -> str:
    return ' class="figure"' if numeric else ""


def _one_line(text: str) -> str:
    return escape(cells.one_line(text))


def _words(text: str) -> str:
    return escape(cells.clean(text).strip()).replace("\n", "<br>")
