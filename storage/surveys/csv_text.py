"""CSV from bytes: encoding and delimiter are found out, never asked of the operating system."""

import codecs
import csv
import io
from collections.abc import Sequence
from itertools import islice

from engage_app.errors import SurveyFileError
from engage_app.progress import Progress
from storage.surveys.cells import RowsOfColumns
from storage.surveys.csv_records import Records
from storage.surveys.raw_table import COLUMN_LIMIT, RawTable
from storage.surveys.survey_file import Problem

DELIMITERS = ",;\t|"
_SAMPLE = 200  # records looked at to find the delimiter
_SAMPLE_LETTERS = 500_000
_SHARED = 3_000  # different cells of a column; with more, few are met again
_BATCH = 200  # records read between two reports of progress
_LONGEST_CELL = 10_000_000  # characters; the csv module's own limit is 131,072
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_csv(data: bytes, name: str, progress: Progress) -> RawTable:
    """The rows of a delimited text file.

    Raises:
        SurveyFileError: it holds binary zeros, a quotation mark is never closed, or it is no text.
    """
    text, encoding, problems = decoded(data, name)
    delimiter, text, skipped = _announced(text)
    if delimiter is None:
        delimiter = delimiter_of(text)
    csv.field_size_limit(_LONGEST_CELL)
    records = Records(text, delimiter)
    cells = iter(records)
    table = _Shared(skipped)
    lines = text.count("\n") + 1
    try:
        while batch := list(islice(cells, _BATCH)):
            table.add(batch)
            progress(min(len(text) * table.count // lines, len(text)), len(text))
    except csv.Error as error:
        raise SurveyFileError(
            f"“{name}” can't be read beyond row {table.count + 1}: a cell is longer than"
            f" {_LONGEST_CELL:,} characters.",
            action="Check whether a quotation mark is missing there.",
            detail=str(error),
        ) from error
    progress(len(text), len(text))
    rows = table.rows(returns=records.returns)
    _check_quotes(text, delimiter, rows, name)
    if table.width > COLUMN_LIMIT:
        raise SurveyFileError(
            f"“{name}” has more than {COLUMN_LIMIT:,} columns, which is no survey export.",
            action="Check that this is the right file.",
        )
    return RawTable("CSV", encoding, rows, problems=problems)


def decoded(data: bytes, name: str) -> tuple[str, str, tuple[Problem, ...]]:
    """The text of the bytes, the encoding, and what was odd about it.

    UTF-8 and UTF-16 prove themselves; what is neither is Windows-1252, as Excel saves CSV in
    Britain.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name), encoding, ()
    if b"\0" in data[:4096]:
        for encoding, zeros in (("utf-16-le", data[1:4096:2]), ("utf-16-be", data[0:4096:2])):
            if zeros.count(0) > 0.4 * len(zeros):
                return _strict(data, encoding, name), encoding, ()
    if (at := data.find(b"\0")) >= 0:
        row = data.count(b"\n", 0, at) + 1
        raise SurveyFileError(
            f"“{name}” holds binary zeros, the first in line {row}, so it is damaged or no text.",
            action="Export the survey again and choose that file.",
        )
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        return _not_utf8(data, error)


def delimiter_of(text: str) -> str:
    """Which of `, ; TAB |` cuts the text into rows as wide as the first one."""
    best, best_score = ",", (0.0, 0)
    text = text[:_SAMPLE_LETTERS]
    for delimiter in DELIMITERS:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(record) for record in islice(records, _SAMPLE) if record]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        score = (round(widths.count(widths[0]) / len(widths), 1), widths[0])
        if score > best_score:
            best, best_score = delimiter, score
    return best


class _Shared:
    """The rows read so far, with one string for all equal cells of a column.

    That saves memory, and counting them later takes a look at each string rather than its letters.
    """

    def __init__(self, skipped: int) -> None:
        self.count = skipped
        self.width = 0
        self._columns: list[list[str]] = []
        self._rows: list[list[str]] | None = [[] for _ in range(skipped)] if skipped else None
        self._known: list[dict[str, str] | None] = []

    def rows(self, *, returns: bool = True) -> Sequence[list[str]]:
        """The rows.

        Args:
            returns: whether a cell may hold a carriage return.
        """
        if self._rows is None:
            return RowsOfColumns(self._columns, returns=returns) if self._columns else []
        return self._rows

    def add(self, batch: list[list[str]]) -> None:
        """More rows behind the others."""
        widths = set(map(len, batch))
        self.width = max(self.width, *widths)
        self.count += len(batch)
        width = widths.pop() if len(widths) == 1 else 0
        if self._rows is None and width and width == len(self._columns or batch[0]):
            self._columns = self._columns or [[] for _ in range(width)]
            self._share(batch, self._columns)
            return
        if self._rows is None:
            self._rows = list(self.rows())  # they differ in length, so they are no columns
        if width:
            columns: list[list[str]] = [[] for _ in range(width)]
            self._share(batch, columns)
            self._rows += map(list, zip(*columns, strict=True))
        else:
            self._rows += batch

    def _share(self, batch: list[list[str]], columns: list[list[str]]) -> None:
        """Put the rows behind the columns."""
        known = self._known
        known += [{} for _ in range(self.width - len(known))]
        for index, cells in enumerate(zip(*batch, strict=True)):
            strings = known[index]
            if strings is None:
                columns[index].extend(cells)
                continue
            columns[index].extend(map(strings.setdefault, cells, cells))
            if len(strings) > _SHARED:
                known[index] = None


def _announced(text: str) -> tuple[str | None, str, int]:
    """Excel's own first line `sep=;`, taken off; and how many lines that were."""
    line, newline, rest = text[:8].partition("\n")
    line = line.rstrip("\r")
    if newline and len(line) == 5 and line.startswith("sep=") and line[4] in DELIMITERS:
        return line[4], rest + text[8:], 1
    return None, text, 0


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SurveyFileError(
            f"“{name}” says that it is {encoding.upper()} but breaks off or is damaged.",
            action="Export the survey again and choose that file.",
            detail=str(error),
        ) from error
    if (at := text.find("\0")) >= 0:
        raise SurveyFileError(
            f"“{name}” holds binary zeros, the first in line {text.count(chr(10), 0, at) + 1}.",
            action="Export the survey again and choose that file.",
        )
    return text.lstrip("\ufeff")


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> tuple[str, str, tuple[Problem, ...]]:
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    sound = sum(1 for byte in data if byte >= 0xC2) - broken
    if sound > 4 * broken:  # real UTF-8 with a few bytes damaged, e.g. cut in mid-letter
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(
            f"{broken} characters are damaged, the first in line {line}.",
            action="They are shown as �. Export the survey again if the words matter.",
        )
        return lenient, "utf-8", (problem,)
    try:
        return data.decode("cp1252"), "cp1252", ()
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1", ()


def _check_quotes(text: str, delimiter: str, rows: Sequence[list[str]], name: str) -> None:
    """Refuse a file whose last quotation mark is never closed: it would swallow rows unseen."""
    if text.count('"') % 2 == 0:
        return
    last = 0
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            last += 1
    except csv.Error as error:
        if "unexpected end" not in str(error):
            return  # a lone quotation mark inside a cell, as in 6" pipe
        column = len(rows[-1]) if rows else 1
        raise SurveyFileError(
            f"A quotation mark opened in row {max(last + 1, len(rows))}, column {column} of"
            f" “{name}” is never closed.",
            action="Close it, or export the survey again.",
        ) from error
