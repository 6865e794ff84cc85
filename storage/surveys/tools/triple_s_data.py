"""Triple-S data: the file beside the metadata, and its cells as codes that can be looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engage_app.errors import SurveyFileError
from engage_app.progress import no_progress
from storage.surveys.csv_text import decoded, read_csv
from storage.surveys.raw_table import COLUMN_LIMIT
from storage.surveys.survey_file import Problem
from storage.surveys.tools.triple_s_xml import Metadata, Variable

JOINT = "|"  # between the codes of a multiple, which may be words
UNSEEN = "{not asked}"  # what stands in a cell where the filter was not met
_SIZE_LIMIT = 500_000_000  # bytes, as for every survey file
_CELL_LIMIT = 20_000_000
_FIXED = (".asc", ".dat", ".txt")
_SEPARATED = (".csv",)
_UTF8 = frozenset({"", "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "utf-8-sig"})
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"})


@dataclass(frozen=True)
class Data:
    """The rows of a data file, a cell for each variable; the lines before the data are kept."""

    rows: list[list[str]]
    encoding: str
    skip: int
    problems: tuple[Problem, ...]


def data_beside(sss: Path, metadata: Metadata) -> Path | None:
    """The data file that belongs to a `.sss` file, in its folder and never outside; or None."""
    beside = {path.name.casefold(): path for path in sss.parent.iterdir() if path != sss}
    named = metadata.href.replace("\\", "/").rpartition("/")[2].casefold()
    if named and named in beside:
        return beside[named]
    endings = (*_SEPARATED, *_FIXED) if metadata.csv else _FIXED
    stems = (f"{sss.stem}{ending}".casefold() for ending in endings)
    return next((beside[stem] for stem in stems if stem in beside), None)


def read_data(path: Path, metadata: Metadata) -> Data:
    """Every line as a row: a cell for each variable, codes as the metadata writes them.

    Raises:
        SurveyFileError: it is too large, no text, or does not fit the metadata.
    """
    if path.stat().st_size > _SIZE_LIMIT:
        raise SurveyFileError(
            f"“{path.name}” is larger than {_SIZE_LIMIT // 1_000_000} MB.",
            action="Export the survey in parts.",
        )
    if len(metadata.variables) > COLUMN_LIMIT:
        raise SurveyFileError(
            f"The survey of “{path.name}” has more than {COLUMN_LIMIT:,} variables.",
            action="Export fewer of them.",
        )
    data = path.read_bytes()
    fields, encoding, skip, problems = (
        _separated(data, path, metadata) if metadata.csv else _fixed(data, path, metadata)
    )
    if len(fields) * len(metadata.variables) > _CELL_LIMIT:
        raise SurveyFileError(
            f"“{path.name}” holds {len(fields):,} responses to {len(metadata.variables):,}"
            " variables, which is more than Engage can hold.",
            action="Export the survey in parts.",
        )
    rows = [[""] * len(metadata.variables) for _ in fields[:skip]]
    known: list[dict[tuple[str, ...], str]] = [{} for _ in metadata.variables]
    for each in fields[skip:]:
        row = []
        for pieces, variable, cells in zip(each, metadata.variables, known, strict=True):
            key = tuple(pieces)
            if (cell := cells.get(key)) is None:
                cell = cells[key] = _cell(pieces, variable)
            row.append(cell)
        rows.append(row)
    return Data(rows, encoding, skip, problems)


_Fields = list[list[list[str]]]  # row, variable, its fields


def _fixed(
    data: bytes, path: Path, metadata: Metadata
) -> tuple[_Fields, str, int, tuple[Problem, ...]]:
    text, encoding, problems = _text_of(data, path.name, metadata.encoding)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line.rstrip("\x1a\x0c") for line in lines]
    while lines and not lines[-1].strip():
        lines.pop()
    lines, in_bytes = _as_counted(lines, encoding)
    back = encoding if in_bytes else ""
    fields = [[[_cut(line, v.start, v.finish, back)] for v in metadata.variables] for line in lines]
    end = max(variable.finish for variable in metadata.variables)
    long = [number for number, line in enumerate(lines, 1) if len(line.rstrip()) > end]
    if long and len(long) == len(lines) and "," in lines[0] and len(lines[0]) > 2 * end:
        raise SurveyFileError(
            f"The lines of “{path.name}” are longer than its .sss file says; it looks like CSV.",
            action="Export the Triple-S files again, both of them.",
        )
    return fields, encoding, metadata.skip, problems


def _as_counted(lines: list[str], encoding: str) -> tuple[list[str], bool]:
    """The lines so that positions count in them; some programs count bytes, not letters.

    Lines of UTF-8 that are equally long in bytes, but not in letters, were counted in bytes.
    """
    if not encoding.startswith("utf-8") or all(map(str.isascii, lines)):
        return lines, False
    as_bytes = [line.encode("utf-8", "replace").decode("latin-1") for line in lines]
    filled = [line for line in lines if line.strip()]
    letters = {len(line) for line in filled}
    octets = {len(line) for line in as_bytes if line.strip()}
    if len(octets) == 1 and len(letters) > 1:
        return as_bytes, True
    return lines, False


def _cut(line: str, start: int, finish: int, encoded: str) -> str:
    piece = line[start - 1 : finish]
    return piece.encode("latin-1").decode("utf-8", "replace") if encoded else piece


def _separated(
    data: bytes, path: Path, metadata: Metadata
) -> tuple[_Fields, str, int, tuple[Problem, ...]]:
    text, encoding, problems = _text_of(data, path.name, metadata.encoding)
    table = read_csv(text.encode("utf-8", "replace"), path.name, no_progress)
    rows = table.rows
    needed = max(variable.start for variable in metadata.variables)
    widest = max(map(len, rows), default=0)
    if rows and widest < needed:
        raise SurveyFileError(
            f"“{path.name}” has {widest} columns, but its .sss file speaks of column {needed}.",
            action="Check that the two files belong together.",
        )
    fields = [[row[v.start - 1 : v.finish] or [""] for v in metadata.variables] for row in rows]
    return fields, encoding, _skipped(fields, metadata), (*problems, *table.problems)


def _skipped(fields: _Fields, metadata: Metadata) -> int:
    """How many rows come before the data: as said, or one where it holds the variables' names."""
    if metadata.skip or not fields:
        return min(metadata.skip, len(fields))
    names = [variable.name.casefold() for variable in metadata.variables]
    first = [pieces[0].strip().casefold() for pieces in fields[0]]
    same = sum(one == other for one, other in zip(first, names, strict=True))
    return int(same * 2 > len(names))


def _text_of(data: bytes, name: str, declared: str) -> tuple[str, str, tuple[Problem, ...]]:
    """The text: by its own marks, then as UTF-8 where it is, then as the metadata declares."""
    if not data.strip():
        raise SurveyFileError(f"“{name}” is empty.", action="Export the survey again.")
    text, encoding, problems = decoded(data, name)
    if encoding in ("cp1252", "latin-1") and declared not in _UTF8 | _LATIN:
        try:
            return data.decode(declared), declared, ()
        except (UnicodeDecodeError, LookupError):
            pass  # the data is in another encoding than it says: Windows' own is likeliest
    return text, encoding, problems


def _cell(fields: Sequence[str], variable: Variable) -> str:
    """A variable's data as one cell; empty where it is missing."""
    if variable.type == "multiple":
        return JOINT.join(_codes_in(fields, variable))
    written = fields[0].strip()
    if variable.use == "serial":
        return written  # an id keeps its noughts
    if variable.type == "single" or variable.codes:
        return _code(written, variable.codes)
    read = _AS_TEXT.get(variable.type)
    return read(written) if read else written


def _codes_in(fields: Sequence[str], variable: Variable) -> list[str]:
    if len(fields) > 1:  # a column for each subfield, or for each bit
        if variable.subfields:
            return _spread(fields, variable.codes)
        return _bits("".join(field.strip() or "0" for field in fields), variable)
    cell = fields[0]
    if not variable.subfields:
        return _bits(cell.rstrip(), variable)
    if any(sign in cell.strip() for sign in ",;"):
        return _spread(cell.replace(";", ",").split(","), variable.codes)
    cell = cell.rstrip()
    starts = range(0, min(len(cell), variable.width * variable.subfields), variable.width)
    return _spread([cell[at : at + variable.width] for at in starts], variable.codes)


def _bits(cell: str, variable: Variable) -> list[str]:
    """The codes whose place holds a 1; places without a code are passed over."""
    by_place = {int(code): code for code in variable.codes if code.isdecimal()}
    return [by_place[i] for i, bit in enumerate(cell, 1) if bit == "1" and i in by_place]


def _spread(fields: Sequence[str], codes: dict[str, str]) -> list[str]:
    written = [_code(field.strip(), codes) for field in fields]
    given = [code for code in written if code and (code in codes or code.strip("0"))]
    return list(dict.fromkeys(given))


def _code(written: str, codes: dict[str, str]) -> str:
    """The code as the metadata writes it: “ 1” and “01” are 1."""
    if written in codes or not written.isdecimal():
        return written if written in codes else _number(written)
    bare = written.lstrip("0") or "0"
    if bare in codes:
        return bare
    return next((code for code in codes if code.isdecimal() and code.lstrip("0") == bare), bare)


def _number(written: str) -> str:
    """A number without what fills its field up; other words as they are."""
    sign = "-" if written.startswith("-") else ""
    digits = written.lstrip("+-").strip()
    whole, point, places = digits.partition(".")
    if not (whole + places).isdecimal() or (point and not places and not whole):
        return written
    whole = whole.lstrip("0") or "0"
    return f"{sign}{whole}.{places}" if places else f"{sign}{whole}"


def _date(written: str) -> str:
    """YYYYMMDD as ISO."""
    if len(written) == 8 and written.isdecimal():
        if not written.strip("0"):
            return ""
        return f"{written[:4]}-{written[4:6]}-{written[6:]}"
    return written


def _time(written: str) -> str:
    """HHMMSS, or HHMM, with colons."""
    if written.isdecimal() and len(written) in (4, 6):
        return ":".join(written[at : at + 2] for at in range(0, len(written), 2))
    return written


def _logical(written: str) -> str:
    return {"t": "1", "f": "0", "true": "1", "false": "0"}.get(written.lower(), written)


_AS_TEXT = {"quantity": _number, "logical": _logical, "date": _date, "time": _time}
