"""How wide each column of a table is: no word cut apart, and the table as low as can be.

Figures take what their headings and they themselves need; what room is left goes to the texts, in
small pieces, each to the column where it saves most lines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from engage_app.domain.report import NO_FIGURE, Table
from storage.reports import cells
from storage.reports.word_letters import CM_A_POINT, ems, lines, pieces

PADDING = 0.18  # cm, left and right of a cell's text
LINE = 1.15  # of the type's size
ABOUT_A_LINE = 4.0  # points over and under a paragraph of a cell
TALLEST_HEADING = 6.5  # cm, of headings written upwards
_TURNED_SIZE = 8.5  # points; larger ones make a row of headings too high
_LOW_HEADING = 1.8  # cm; a longer one takes a further line, where there is room
_MOST_TURNED = 3  # lines of one
_ABOUT_TURNED = 0.5  # cm, before and after one
_READABLE = 3.2  # cm; a text in a narrower column stands one word on a line
_NARROWEST = 0.65  # cm, for the figures under a heading written upwards
_LONGEST_WORD = 26  # letters; a longer one, such as an address, may break
_STEPS = 12  # in which what room is left is shared out
_MOST_ROWS = 120  # of a longer table so many rows, evenly taken, stand for all
_SAFE = 1.02  # of the width of a text; other typefaces are a little wider
_LINES = 3  # a heading may take, seldom more


@dataclass(frozen=True)
class _Words:
    """A paragraph of a cell: its whole width, and see `pieces`, in sizes of the type."""

    width: float
    pieces: tuple[tuple[float, float], ...]

    def lines(self, room: float) -> int:
        """How many lines it takes."""
        return 1 if self.width <= room else lines(self.pieces, room)


@dataclass
class Measured:
    """A table whose texts have been measured.

    Attributes:
        table: any whose rows fit its columns.
        texts: what is written in each cell, row by row.
        heads: the headings.
    """

    table: Table
    texts: list[list[str]] = field(init=False)
    heads: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        kinds = [column.kind for column in self.table.columns]
        self.heads = cells.headings(self.table)
        self.texts = [
            [cells.written(value, kind) for value, kind in zip(row, kinds, strict=True)]
            for row in cells.rows(self.table)
        ]
        self._known: dict[tuple[int, float, float], list[float]] = {}

    @cached_property
    def columns(self) -> list[list[str]]:
        """The texts column by column."""
        return [list(column) for column in zip(*self.texts, strict=True)]

    @cached_property
    def _words(self) -> list[dict[str, list[_Words]]]:
        """The paragraphs of each text, by the column: most texts stand in many cells."""
        return [{text: _paragraphs(text) for text in set(column)} for column in self.columns]

    @cached_property
    def longest(self) -> list[tuple[float, float]]:
        """The longest line and the longest word of each column, in sizes of the type."""
        return [
            (
                max(ems(line) for text in texts for line in text.split("\n")),
                _longest_word(texts),
            )
            for texts in map(set, self.columns)
        ]

    @cached_property
    def sample(self) -> "Measured":
        """The table, or some of its rows that stand for all."""
        every = max(len(self.texts) // _MOST_ROWS, 1)
        if every == 1:
            return self
        return Measured(replace(self.table, rows=cells.rows(self.table)[::every]))

    def heights(self, widths: Sequence[float], size: float, *, turned: bool) -> list[float]:
        """How high each row stands, the headings first, in cm."""
        columns = [self.column(at, width, size) for at, width in enumerate(widths)]
        body = [max(row) for row in zip(*columns, strict=True)]
        return [self.heading_height(widths, size, turned=turned), *body]

    def heading_height(self, widths: Sequence[float], size: float, *, turned: bool) -> float:
        """How high the headings stand, in cm; `turned`: those of figures are written upwards."""
        straight, upwards = 1.0, 0.0
        for at, (head, width) in enumerate(zip(self.heads, widths, strict=True)):
            if turned and cells.is_numeric(self.table.columns[at]):
                upwards = max(upwards, turned_height(head, width, size))
            else:
                room = (width - 2 * PADDING) / (size * CM_A_POINT)
                straight = max(straight, lines(pieces(head, bold=True), room))
        return max(_high(straight, 1, size), upwards)

    def column(self, at: int, width: float, size: float) -> list[float]:
        """How high each cell of a column stands, in cm."""
        key = at, round(width, 2), size
        if key not in self._known:
            room = max(width - 2 * PADDING, 0.1) / (size * CM_A_POINT * _SAFE)
            high = {
                text: _high(sum(each.lines(room) for each in words), len(words), size)
                for text, words in self._words[at].items()
            }
            self._known[key] = [high[text] for text in self.columns[at]]
        return self._known[key]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is, in cm; a little too wide rather than too narrow."""
    return _cm(ems(text, bold=bold), size)


def _cm(width: float, size: float) -> float:
    return width * size * CM_A_POINT * _SAFE


def turned_size(size: float) -> float:
    """The size of headings written upwards, over a table in type of so many points."""
    return min(size, _TURNED_SIZE)


def turned_height(heading: str, width: float, size: float) -> float:
    """How high a heading written upwards stands in a column so wide, in cm."""
    size = turned_size(size)
    most = max(int((width - 2 * PADDING) / (size * LINE * CM_A_POINT) + 0.01), 1)
    words, em = pieces(heading, bold=True), size * CM_A_POINT * _SAFE
    high = max(width for _, width in words)
    while lines(words, high) > most and high * em < TALLEST_HEADING:
        high += 0.2
    return high * em + _ABOUT_TURNED


def lines_of(text: str, size: float, width: float) -> int:
    """About how many lines of `width` cm a text takes."""
    return lines(pieces(text), width / (size * CM_A_POINT * _SAFE))


def widths_of(
    whole: Measured, room: float, size: float, *, turned: bool
) -> tuple[float, ...] | None:
    """Widths that fill `room` with no word cut apart, or None; all in cm."""
    least, wanted = _needs(whole, room, size, _MOST_TURNED if turned else 0)
    if turned and sum(least) > room:
        least, wanted = _needs(whole, room, size, _MOST_TURNED - 1)
    if sum(least) > room:
        return None
    columns = whole.table.columns
    left = room - sum(wanted)
    if left >= 0:
        hints = [1.0 if turned else column.width for column in columns]
        return tuple(
            want + left * hint / sum(hints) for want, hint in zip(wanted, hints, strict=True)
        )
    widths = _shared_out(whole, least, wanted, room, size)
    return tuple(widths)


def _needs(
    whole: Measured, room: float, size: float, turned: int
) -> tuple[list[float], list[float]]:
    """The least width of each column, and that beyond which it has no use for more.

    Headings of figures are written upwards, in up to `turned` lines, unless that is 0.
    """
    least, wanted = [], []
    for at, (column, name) in enumerate(zip(whole.table.columns, whole.heads, strict=True)):
        longest, longest_word = (_cm(width, size) for width in whole.longest[at])
        figures = cells.is_numeric(column)
        heading = "" if turned and figures else name
        narrowest = max(
            longest_word,
            _cm(_longest_word([heading], bold=True), size),
            _turned_width(name, size, turned) if turned and figures else 0.5,
        )
        if not figures:
            narrowest = max(narrowest, min(longest, _READABLE if at == 0 else _READABLE * 0.75))
        narrowest = max(narrowest, text_width(heading, size, bold=True) / _LINES)
        least.append(narrowest + 2 * PADDING)
        enough = text_width(heading, size, bold=True) / (_LINES - 0.5)
        wanted.append(max(narrowest, min(longest, room * 0.6), enough) + 2 * PADDING)
    return least, wanted


def _turned_width(heading: str, size: float, most: int) -> float:
    """What a heading written upwards needs across: as many lines, up to `most`, as keep it low."""
    size = turned_size(size)
    words, em = pieces(heading, bold=True), size * CM_A_POINT * _SAFE
    high = max(_LOW_HEADING / em, *(width for _, width in words))
    return max(_NARROWEST, min(lines(words, high), most) * size * LINE * CM_A_POINT)


@dataclass
class _Sharing:
    """Room on its way to the columns of texts.

    Attributes:
        sample: the table, or some of its rows.
        size: of the type, in points.
        widths: of all columns as they are now.
        wanted: those beyond which a column has no use for more.
        step: in which it is given, in cm.
        heights: of the cells of each column of texts, by its number.
    """

    sample: Measured
    size: float
    widths: list[float]
    wanted: Sequence[float]
    step: float
    heights: dict[int, list[float]] = field(default_factory=dict)

    def height(self, at: int, width: float) -> list[float]:
        return self.sample.column(at, width, self.size)


def _shared_out(
    whole: Measured, least: Sequence[float], wanted: Sequence[float], room: float, size: float
) -> list[float]:
    """Give the texts what is left, where it makes the table lowest; the rest to all texts."""
    columns = whole.table.columns
    texts = [at for at, column in enumerate(columns) if not cells.is_numeric(column)]
    texts = texts or list(range(len(least)))
    left = room - sum(least)
    sharing = _Sharing(whole.sample, size, list(least), wanted, left / _STEPS)
    widths = sharing.widths
    sharing.heights = {at: sharing.height(at, widths[at]) for at in texts}
    while left > sharing.step / 2 and (best := _best_step(sharing, left)):
        at, more = best
        widths[at] += more
        left -= more
        sharing.heights[at] = sharing.height(at, widths[at])
    open_ones = [at for at in texts if widths[at] < wanted[at]] or texts
    for at in open_ones:
        widths[at] += left / len(open_ones)
    return widths


def _best_step(sharing: _Sharing, left: float) -> tuple[int, float] | None:
    """The column that saves most height for each cm it is given, and how much it is given."""
    now = sum(_highest(sharing.heights.values()))
    best, gain = None, 1e-6
    for at in sharing.heights:
        if sharing.widths[at] >= sharing.wanted[at]:
            continue
        others = _highest(high for other, high in sharing.heights.items() if other != at)
        for steps in (1, 2, 4):
            more = min(sharing.step * steps, left)
            column = sharing.height(at, sharing.widths[at] + more)
            higher = sum(map(max, others, column) if others else column)
            saved = (now - higher) / more
            if saved > gain:
                best, gain = (at, more), saved
    return best


def _highest(columns: Iterable[list[float]]) -> list[float]:
    """The highest cell of each row."""
    every = list(columns)
    return list(map(max, *every)) if len(every) > 1 else every[0] if every else []


def _paragraphs(text: str) -> list[_Words]:
    written = [line for line in text.split("\n") if line.strip()] or [NO_FIGURE]
    return [_Words(sum(map(sum, found)), found) for found in map(pieces, written)]


def _high(count: float, paragraphs: int, size: float) -> float:
    """So many lines in so many paragraphs, with the rule under them."""
    return (count * size * LINE + paragraphs * ABOUT_A_LINE + 0.5) * CM_A_POINT


def _longest_word(texts: Iterable[str], *, bold: bool = False) -> float:
    """In sizes of the type."""
    words = {word[:_LONGEST_WORD] for text in texts for word in text.split()}
    return max((ems(word, bold=bold) for word in words), default=0.0)
