"""A report as pieces for the pages of a PDF: cover, contents, then its blocks, as in Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QImage, QPagedPaintDevice

from engage_app.domain.numbering import Place, places_of
from engage_app.domain.palette import NHS_BLUE
from engage_app.domain.report import (
    Bullets,
    Heading,
    Paragraph,
    Quotation,
    Report,
    Table,
    TableBlock,
)
from engage_app.domain.table_numbers import captions
from engage_app.progress import heed
from engage_app.services import printing
from ui.pdf_pieces import LOOKS, Cell, Look, Piece, Words, cm, picture, points, row

_APPENDIX_LEFT = 4.0  # cm: room for "Appendix A" in the type of a heading
_APPENDIX_ENTRY_LEFT = 2.6
_ENTRY_LEFT = (0.0, 1.2, 2.6)  # cm, of the numbers in the list of contents
_BULLET_LEFT = 1.5
_AFTER_TABLE = 12.0  # points


@dataclass(frozen=True)
class Section:
    """Pages that lie the same way, one after the other."""

    sideways: bool
    pieces: list[Piece]


@dataclass(frozen=True)
class Titled:
    """A heading of the report: its mark, level from 1, number and words."""

    mark: str
    level: int
    shown: str
    text: str
    appendix: bool


class PaperPieces:
    """Turns a report into pieces; what takes time is done once, the contents as often as need be.

    Args:
        report: the finished report.
        device: what will be painted on: gives the sizes of letters.
        closer: the lines of the text stand closer than usual.
    """

    def __init__(self, report: Report, device: QPagedPaintDevice, *, closer: bool = False) -> None:
        self._closer = closer
        self._report = report
        self._device = device
        self._places = places_of(report.blocks)
        self._captions = captions(report.blocks)
        self._figures = 0
        self._tables: list[tuple[Table, printing.Layout]] = []
        self._sideways = self._headed = False
        self.headings = list(self._titled())
        self._cover = list(self._cover_pieces())
        self._sections = self._body()

    def sections(self, pages: Mapping[str, int]) -> list[Section]:
        """The whole paper; `pages`: those of its headings by their marks, as far as known."""
        first = [*self._cover, *self._contents(pages)]
        if first and self._sections and not self._sections[0].sideways:
            return [
                Section(False, [*first, *self._sections[0].pieces]),
                *self._sections[1:],
            ]
        return [Section(False, first), *self._sections]

    def smaller(self, number: int) -> Iterator[None]:
        """Set a table that runs over a page in ever smaller type, until it fits."""
        table, layout = self._tables[number]
        for again in (*printing.smaller(table, layout), layout):
            self._tables[number] = table, again
            rows = list(self._made(number))
            rows[-1].item.after = points(_AFTER_TABLE)
            for section in self._sections:
                at = [n for n, piece in enumerate(section.pieces) if piece.item.table == number]
                if at:
                    section.pieces[at[0] : at[-1] + 1] = rows
            yield

    def _titled(self) -> Iterator[Titled]:
        for at, (block, place) in enumerate(zip(self._report.blocks, self._places, strict=True)):
            if isinstance(block, Heading) and place:
                yield Titled(_mark(at), place.level, place.shown, _one(block.text), place.appendix)

    def _contents(self, pages: Mapping[str, int]) -> Iterator[Piece]:
        if not self.headings:
            return
        yield self._words("contents", "Contents").piece(new_page=True)
        for each in self.headings:
            look = LOOKS[f"entry{each.level}"]
            if each.appendix and each.level == 1:
                look = replace(look, left=_APPENDIX_ENTRY_LEFT)
            entry = self._said(look, each.text)
            entry.label, entry.label_left = each.shown, _ENTRY_LEFT[each.level - 1]
            entry.page = str(pages.get(each.mark, ""))
            yield entry.piece()

    def _cover_pieces(self) -> Iterator[Piece]:
        report = self._report
        for name in ("organisation", "title", "subtitle"):
            if text := _one(str(getattr(report, name))):
                yield self._words(name, text).piece()
        for at, part in enumerate(printing.cover(report)):
            if part.named:
                yield self._words("label", _one(part.table.title)).piece()
            rows = list(self._rows(part.table, part.layout))
            if at and not part.named:
                rows[0].item.before = points(8)
            yield from rows

    def _body(self) -> list[Section]:
        made: list[Section] = []
        fresh = True  # a page begins after the contents
        for at, flow in enumerate(printing.flows(self._report)):
            heed()
            block = self._report.blocks[at]
            parts = (
                self._tabled(block.table, flow)
                if isinstance(block, TableBlock)
                else [(flow.sideways, self._worded(at, block, flow))]
            )
            for sideways, pieces in parts:
                if not made or made[-1].sideways != sideways:
                    made.append(Section(sideways, []))
                made[-1].pieces.extend(pieces)
                if fresh and made[-1].pieces:
                    made[-1].pieces[0].item.new_page, fresh = True, False
        return made

    def _worded(
        self, at: int, block: Heading | Paragraph | Bullets | Quotation, flow: printing.Flow
    ) -> list[Piece]:
        self._sideways = flow.sideways
        place = self._places[at]
        match block:
            case Heading():
                return [self._heading(at, block, place or Place(1, ""))]
            case Paragraph():
                left = "numbered" if place or self._headed else "text"
                words = self._words(left, block.text.strip())
                words.label = place.shown if place else ""
                return [words.piece(keep=flow.kept)]
            case Bullets():
                return list(self._bullets(block.items))
            case Quotation():
                said = self._words("quote", f"“{block.text.strip()}”")
                by = self._words("attribution", f"— {_one(block.attribution)}")
                return [said.piece(), by.piece()]

    def _heading(self, at: int, block: Heading, place: Place) -> Piece:
        self._headed = True
        look = LOOKS[f"heading{place.level}"]
        lettered = place.appendix and place.level == 1
        if lettered:
            look = replace(look, left=_APPENDIX_LEFT)
        words = self._said(look, _one(block.text))
        words.label = place.shown
        return words.piece(new_page=lettered, mark=_mark(at))

    def _bullets(self, items: Sequence[str]) -> Iterator[Piece]:
        for item, kept in zip(items, printing.kept_items(items), strict=True):
            words = self._words("bullet", item.strip())
            words.label, words.label_left = "•", _BULLET_LEFT
            yield words.piece(keep=kept)

    def _tabled(self, table: Table, flow: printing.Flow) -> Iterator[tuple[bool, list[Piece]]]:
        """The chart of a table and the table, each with the way its page lies."""
        self._sideways = flow.sideways
        yield flow.sideways, list(self._figure(table, flow))
        number, title, _ = next(self._captions)
        for at, (part, fit) in enumerate(flow.parts):
            self._sideways = flow.table_sideways
            caption = self._words("caption", f"Table {number}: {_one(part.title if at else title)}")
            yield flow.table_sideways, [caption.piece(), *self._noted(part, fit)]

    def _figure(self, table: Table, flow: printing.Flow) -> Iterator[Piece]:
        drawn, width, note = printing.drawn(table, flow)
        if not drawn or table.chart is None:
            return
        self._figures += 1
        title = f"Figure {self._figures}: {_one(table.chart.title)}"
        yield self._words("caption", title).piece()
        piece = picture(QImage.fromData(drawn), cm(width))
        piece.item.keep = bool(note)
        yield piece
        if note:
            yield self._words("note", note).piece()

    def _noted(self, table: Table, layout: printing.Layout) -> list[Piece]:
        """A table with its notes: under one that fits a page, before one that runs over it."""
        notes = [self._words("note", note).piece() for note in printing.notes(table)]
        rows = list(self._rows(table, layout))
        whole = printing.kept_whole(table, layout)
        pieces = [*rows, *notes] if whole else [*notes, *rows]
        for piece in pieces[:-1] if whole else notes:
            piece.item.keep = True
        pieces[-1].item.after = points(_AFTER_TABLE)
        return pieces

    def _rows(self, table: Table, layout: printing.Layout) -> Iterator[Piece]:
        self._tables.append((table, layout))
        return self._made(len(self._tables) - 1)

    def _made(self, number: int) -> Iterator[Piece]:
        table, layout = self._tables[number]
        figures = printing.is_figure(table)
        names = printing.headings(table)
        upright = layout.upright and any(figures)
        least = cm(printing.heading_height(names, figures, layout)) if upright else 0.0
        cells = self._cells(names, figures, layout, "heading", least)
        head = row(cells, cm(printing.PADDING), fill=NHS_BLUE, least=least)
        head.item.keep, head.item.table = True, number
        yield head
        kept = printing.kept_rows(table, layout)
        for texts, together in zip(printing.rows(table), kept, strict=True):
            made = row(self._cells(texts, figures, layout, "cell"), cm(printing.PADDING))
            made.item.table, made.item.head, made.head = number, sum(head.item.lines), head
            made.item.keep = together
            yield made

    def _cells(
        self,
        texts: Sequence[str],
        figures: Sequence[bool],
        layout: printing.Layout,
        style: str,
        upwards: float = 0.0,
    ) -> list[Cell]:
        found = []
        for text, figure, width in zip(texts, figures, layout.widths, strict=True):
            turned = bool(upwards) and figure
            size = printing.turned_size(layout.size) if turned else layout.size
            look = replace(LOOKS[style], size=size, at_right=figure and not turned)
            room = upwards if turned else cm(width)
            lines = [line for line in text.split("\n") if line.strip()] or ["–"]
            words = (
                Words(self._device, line, look, room - 2 * cm(printing.PADDING)) for line in lines
            )
            found.append(Cell(tuple(words), cm(width), turned))
        return found

    def _words(self, style: str, text: str) -> Words:
        return self._said(LOOKS[style], text)

    def _said(self, look: Look, text: str) -> Words:
        width = printing.A4.text_width(sideways=self._sideways)
        if self._closer and look.spacing == printing.SPACING:
            look = replace(look, spacing=printing.CLOSER)
        return Words(self._device, text, look, cm(width))


def _mark(at: int) -> str:
    return f"block {at}"


def _one(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
