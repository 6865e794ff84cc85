"""Delimited text cut into records, as the csv module cuts it, but faster where that is safe."""

import csv
import io
from collections import deque
from collections.abc import Iterator

_BLOCK = 1_000_000  # letters cut at a time: a second copy of the whole text would be too much


class Records:
    """The cells of each record of a text; none for a blank line.

    A line without quotation marks needs no look at every letter, and neither does one in which
    they stand around whole cells only. All others are left to the csv module, which raises
    csv.Error where a cell is longer than its limit.

    Attributes:
        returns: whether a cell that was met holds a carriage return.
    """

    def __init__(self, text: str, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter
        self.returns = False

    def __iter__(self) -> Iterator[list[str]]:
        returns = self._text.count("\r")
        if returns != self._text.count("\r\n"):
            self.returns = True
            lines = io.StringIO(self._text, newline="")
            return csv.reader(lines, delimiter=self._delimiter)
        return self._cut("\r\n" if returns else "\n")

    def _cut(self, ending: str) -> Iterator[list[str]]:
        delimiter = self._delimiter
        limit = csv.field_size_limit()
        cut = _Cut(self._text, ending)
        for piece in cut.pieces:
            cells: list[str] | None = None
            if len(piece) < limit:
                if '"' in piece:
                    cells = _quoted(piece, delimiter)
                elif "\n" not in piece:
                    cells = piece.split(delimiter) if piece else []
            if cells is None:
                yield from self._watched(cut.read(piece + ending, delimiter))
            else:
                yield cells
        yield from self._watched(cut.read("", delimiter))

    def _watched(self, records: Iterator[list[str]]) -> Iterator[list[str]]:
        for cells in records:
            self.returns = self.returns or any("\r" in cell for cell in cells)
            yield cells


class _Cut:
    """A text cut at each ending, and the csv module's way through what can't be cut so simply.

    Attributes:
        pieces: without the endings; what stands behind the last ending is none of them.
    """

    def __init__(self, text: str, ending: str) -> None:
        end = text.rfind(ending) + len(ending) if ending in text else 0
        self._ending = ending
        self._last = text[end:]
        self._waiting: deque[str] = deque()
        self.pieces = self._pieces(text, end)

    def read(self, text: str, delimiter: str) -> Iterator[list[str]]:
        """The records that begin in a text, with as much behind it as the last of them needs.

        Without a text those behind the last piece.
        """
        self._wait(text or self._rest())
        reader = csv.reader(self._lines(), delimiter=delimiter)
        while self._waiting:
            yield next(reader)

    def _pieces(self, text: str, end: int) -> Iterator[str]:
        start = 0
        while start < end:
            stop = min(start + _BLOCK, end - len(self._ending))
            stop = text.find(self._ending, stop)
            yield from text[start:stop].split(self._ending)
            start = stop + len(self._ending)

    def _rest(self) -> str:
        rest, self._last = self._last, ""
        return rest

    def _wait(self, text: str) -> None:
        self._waiting.extend(io.StringIO(text, newline="\n"))

    def _lines(self) -> Iterator[str]:
        """Line by line what is waiting, then what comes behind it."""
        while self._waiting:
            yield self._waiting.popleft()
            if not self._waiting:
                piece = next(self.pieces, None)
                self._wait(self._rest() if piece is None else piece + self._ending)


def _quoted(piece: str, delimiter: str) -> list[str] | None:
    """The cells of a record whose quotation marks open and close cells, and do nothing else."""
    parts = piece.split('"')
    if not len(parts) % 2:
        return None  # the record goes on in the next line
    first, last = parts[0], parts[-1]
    cells: list[str] = []
    if first:
        if first[-1] != delimiter:
            return None
        cells = first.split(delimiter)
        cells.pop()
    cells.append(parts[1])
    for between, inside in zip(parts[2:-1:2], parts[3::2], strict=True):
        if between != delimiter:
            if len(between) < 2 or between[0] != delimiter or between[-1] != delimiter:
                return None
            cells += between[1:-1].split(delimiter)
        cells.append(inside)
    if last:
        if last[0] != delimiter:
            return None
        cells += last[1:].split(delimiter)
    if "\n" in piece and any("\n" in part for part in parts[::2]):
        return None
    return cells
