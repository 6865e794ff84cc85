"""Laying out pages: what stands on which, from the top, with nothing parted that belongs together.

Word and LibreOffice work so; the pages of a PDF are painted so, and those of a Word document
counted before it is opened.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_HARDLY_FILLED = 0.3
_HAIR = 0.01  # lost in sums
_WIDOW = 2  # lines of a paragraph stay together at either end


@dataclass
class Item:
    """A paragraph, a picture, or a row of a table, on its way to a page; in points or dots.

    Attributes:
        lines: the height of each of its lines; a row or a picture is one line.
        before, after: the space over and under it; of the spaces between two items the larger
            one counts, and over the first of a page none, unless a page was to begin there.
        slack: what of the height of a line is room under it, which may be cut off at the end of a
            page.
        keep: it stays on one page with the next.
        new_page: it begins a page.
        head: of a row: the height of the row that is repeated over it on a new page.
        marks: names of what is in it, to be found again.
        section: the number of the run of pages of one size that it is in, from 0.
        table: the number of the table it is a row of, from 0; -1 for none.
    """

    lines: list[float]
    before: float = 0.0
    after: float = 0.0
    slack: float = 0.0
    keep: bool = False
    new_page: bool = False
    head: float = 0.0
    marks: list[str] = field(default_factory=list)
    section: int = 0
    table: int = -1


@dataclass(frozen=True)
class Spot:
    """Where lines of an item are.

    Attributes:
        item: its number, from 0.
        page: from 1.
        top: the distance from the top of the page.
        first, count: its lines there: the first, from 0, and how many.
        repeated: the row over it is repeated above.
    """

    item: int
    page: int
    top: float
    first: int
    count: int
    repeated: bool = False


@dataclass
class Pages:
    """Where things are.

    Attributes:
        marks: the page of each mark, from 1.
        count: of pages.
        spots: all of them, in order.
        sections: the section of each page.
        filled: which part of each page has something on it, from its top, 0 to 1.
        ends: the page of the last row of each table that goes over several, by its number.
    """

    marks: dict[str, int] = field(default_factory=dict)
    count: int = 1
    spots: list[Spot] = field(default_factory=list)
    sections: dict[int, int] = field(default_factory=dict)
    filled: dict[int, float] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)

    def run_over(self) -> list[int]:
        """The tables of which a few rows are alone on a page that is otherwise empty."""
        return [table for table, page in self.ends.items() if self.filled[page] < _HARDLY_FILLED]

    def hardly_filled(self) -> bool:
        """Whether any page is nearly empty."""
        return any(part < _HARDLY_FILLED for part in self.filled.values())


def laid_out(items: Sequence[Item], heights: Sequence[float]) -> Pages:
    """Lay out pages.

    Args:
        items: in order.
        heights: of the pages of each section.
    """
    return _Layout(heights).laid_out(items)


def stacked(items: Sequence[Item], after: float = 0.0) -> float:
    """How high items stand on each other.

    Args:
        items: any number.
        after: the space under what is before them.
    """
    high = 0.0
    for item in items:
        high += max(after, item.before) + sum(item.lines)
        after = item.after
    return high


class _Layout:
    """Pages being filled from the top."""

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = heights
        self._section = 0
        self._used = 0.0  # of the page
        self._after = 0.0  # space under what was placed last
        self._pages = Pages()
        self._first_page: dict[int, int] = {}
        self._began = 0.0
        self._flush = False  # what comes stands right at the top of its page
        self._number = 0

    def laid_out(self, items: Sequence[Item]) -> Pages:
        for chunk in _kept_together(items):
            first = chunk[0]
            if first.section != self._section:
                self._turn()
                self._section = first.section
            elif first.new_page and self._used:
                self._turn()
            if self._used and not self._goes_on(self._high(chunk)) and self._fits(chunk):
                self._turn(first.head, begun=True)
            for item in chunk:
                self._place(item)
                self._number += 1
        self._note_page()
        return self._pages

    @property
    def _high_of_page(self) -> float:
        return self._heights[self._section]

    def _fits(self, chunk: Sequence[Item]) -> bool:
        """Whether it has room on a page of its own; else it is parted where it must be."""
        return self._high(chunk) + chunk[0].head <= self._high_of_page

    def _goes_on(self, high: float) -> bool:
        """Whether so much more has room on the page."""
        return self._used + high <= self._high_of_page + _HAIR

    def _high(self, chunk: Sequence[Item]) -> float:
        """What must be on one page: all but the lines of its last paragraph that may be parted."""
        count = len(chunk[-1].lines)
        least = count if count < 2 * _WIDOW else _WIDOW
        return stacked(chunk, self._after) - sum(chunk[-1].lines[least:]) - chunk[-1].slack

    def _note_page(self) -> None:
        self._pages.filled[self._pages.count] = self._used / self._high_of_page
        self._pages.sections[self._pages.count] = self._section

    def _turn(self, head: float = 0.0, *, begun: bool = False) -> None:
        """Go on with a new page; `begun`: because the last was full."""
        self._note_page()
        self._pages.count += 1
        self._after = 0.0
        self._used = self._began = head
        self._flush = begun

    def _place(self, item: Item) -> None:
        self._used += 0.0 if self._flush else max(self._after, item.before)
        self._after, self._flush = 0.0, False
        if not self._goes_on(item.lines[0] - item.slack) and self._used > self._began:
            self._turn(item.head)
        for name in item.marks:
            self._pages.marks[name] = self._pages.count
        self._place_lines(item)
        self._after = item.after
        if item.table >= 0:
            page = self._pages.count
            if self._first_page.setdefault(item.table, page) != page:
                self._pages.ends[item.table] = page

    def _place_lines(self, item: Item) -> None:
        """Place as many lines as there is room for, the others on further pages."""
        done, last = 0, len(item.lines)
        while done < last:
            top, first = self._used, done
            while done < last and (done == first or self._goes_on(item.lines[done] - item.slack)):
                self._used += item.lines[done]
                done += 1
            if done == last - 1 > first and last > _WIDOW:  # the last line doesn't come alone
                done -= 1
                self._used -= item.lines[done]
            repeated = bool(item.head) and top == self._began
            spot = Spot(self._number, self._pages.count, top, first, done - first, repeated)
            self._pages.spots.append(spot)
            if done < last:
                self._turn()


def _kept_together(items: Sequence[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    for item in items:
        if chunk and (item.new_page or item.section != chunk[0].section):
            yield chunk
            chunk = []
        chunk.append(item)
        if not item.keep:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
