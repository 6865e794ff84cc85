"""SPSS's `.sav` and `.zsav`: variables and cells as text, read through pyreadstat.

Numbers are doubles, dates are seconds since 14 October 1582; value labels and missing values are
by number. Here all of them become text: `1` not `1.0`, ISO dates, an empty cell where it is missing.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from engage_app.errors import SurveyFileError
from storage.surveys.headings import clean, plain
from storage.surveys.raw_table import COLUMN_LIMIT

UNSEEN = "{not asked}"  # what stands in a cell whose missing value says so
_CELL_LIMIT = 20_000_000
_EPOCH = datetime(1582, 10, 14)  # noqa: DTZ001 - SPSS knows no zones
_ACTION = "Export the survey from its tool, or save the file in SPSS, again."
_FORMAT = re.compile(r"([A-Z]+)")
_DATES = frozenset({"DATE", "ADATE", "EDATE", "JDATE", "SDATE", "MOYR", "QYR", "WKYR"})
_MOMENTS = frozenset({"DATETIME", "YMDHMS"})
_TIMES = frozenset({"TIME", "DTIME", "MTIME"})
_BLANK_CODES = frozenset({"-9", "-98", "-99", "-998", "-999", "-9999", "-99999"})
"""What tools write for no answer; where no label says otherwise."""
_NOTHING = re.compile(
    r"(?:seen but )?un-?answered|(?:no|missing) (?:answer|response|data|reply)|missing|blank"
    r"|system missing|skipped|not answered|not stated|question skipped"
)
_NOT_ASKED = re.compile(
    r"(?:question )?(?:was )?not (?:asked|shown|displayed|presented|routed)|routed out"
    r"|filtered(?: out)?|skipped by (?:logic|routing|filter)|not seen"
)


@dataclass(frozen=True)
class SpssVariable:
    """One variable.

    Attributes:
        label: cleaned; empty where it has none.
        codes: code to label in the order of the file, missing values left out.
        is_text: whether it holds words.
        kind: "date", "moment", "time" or empty.
    """

    name: str
    label: str
    codes: Mapping[str, str]
    is_text: bool
    kind: str


@dataclass(frozen=True)
class ResponseSet:
    """A multiple response set.

    Attributes:
        counted: of dichotomies, the code that says yes; else None, and the variables hold codes.
        variables: their names, as SPSS writes them: not always in the right case.
    """

    name: str
    label: str
    counted: str | None
    variables: tuple[str, ...]


@dataclass(frozen=True)
class SpssFile:
    """Variables, multiple response sets, and the cells by variable and response."""

    variables: tuple[SpssVariable, ...]
    sets: tuple[ResponseSet, ...]
    columns: list[list[str]]
    encoding: str


def read_spss(path: Path) -> SpssFile:
    """All of a file.

    Raises:
        SurveyFileError: it is damaged, breaks off, or would fill the memory.
    """
    about = _read(path, metadataonly=True)[1]
    limit = _checked(path, about)
    told: dict[str, Any] = {"row_limit": limit} if limit else {}
    data, about = _read(path, user_missing=True, **told)
    names: Sequence[str] = about.column_names
    variables, columns = [], []
    for name in names:
        variable, cells = _variable(name, data[name], about)
        variables.append(variable)
        columns.append(cells)
    sets = tuple(_set(name, each) for name, each in (about.mr_sets or {}).items())
    return SpssFile(tuple(variables), sets, columns, about.file_encoding or "utf-8")


def _read(path: Path, **options: Any) -> tuple[Any, Any]:
    import pyreadstat

    common = {"output_format": "dict", "disable_datetime_conversion": True, **options}
    try:
        return _with_encoding(pyreadstat.read_sav, path, common)
    except Exception as error:  # whatever a parser in C makes of damaged bytes
        raise damaged(path, f"{type(error).__name__}: {error}") from error


def damaged(path: Path, detail: str) -> SurveyFileError:
    """The sentence for a file that can't be read."""
    return SurveyFileError(
        f"“{path.name}” is an SPSS file that breaks off or is damaged.",
        action=_ACTION,
        detail=detail,
    )


def _with_encoding(read: Any, path: Path, options: dict[str, Any]) -> tuple[Any, Any]:
    """Old files don't say their encoding; those from Britain are in Windows' own."""
    try:
        result: tuple[Any, Any] = read(str(path), **options)
    except Exception as error:
        if "encoding" not in str(error) and not isinstance(error, UnicodeDecodeError):
            raise
        result = read(str(path), encoding="WINDOWS-1252", **options)
    return result


def _checked(path: Path, about: Any) -> int:
    """Refuse what claims more cells than can be; returns a limit where the file gives no count.

    A cell takes a byte at least, unless the whole file is deflated.
    """
    columns = len(about.column_names)
    rows = about.number_rows
    if columns > COLUMN_LIMIT:
        raise SurveyFileError(
            f"“{path.name}” has more than {COLUMN_LIMIT:,} variables, which is no survey export.",
            action="Check that this is the right file.",
        )
    with path.open("rb") as stream:
        deflated = stream.read(4) == b"$FL3"
    room = _CELL_LIMIT if deflated else min(path.stat().st_size, _CELL_LIMIT)
    if rows is None or rows < 0:
        return int(room // max(columns, 1) + 1)
    if rows * columns > room:
        raise SurveyFileError(
            f"“{path.name}” says that it holds {rows:,} responses to {columns:,} variables, which"
            " is more than it has room for or more than Engage can hold.",
            action="Export the survey again, or in parts.",
        )
    return 0


def _variable(name: str, values: Sequence[Any], about: Any) -> tuple[SpssVariable, list[str]]:
    written = _FORMAT.match(str(about.original_variable_types.get(name, "")).upper())
    form = written[1] if written else ""
    kind = "date" if form in _DATES else "moment" if form in _MOMENTS else ""
    kind = "time" if form in _TIMES else kind
    is_text = about.readstat_variable_types.get(name) == "string"
    labels = {
        _text(code, ""): clean(str(label))
        for code, label in about.variable_value_labels.get(name, {}).items()
    }
    missing = about.missing_ranges.get(name, [])
    known = {value: _text(value, kind) for value in set(values) if not _is_nan(value)}
    blank = {
        value: _instead(text, value, labels, missing, has_text=is_text or bool(kind))
        for value, text in known.items()
    }
    cells = ["" if _is_nan(value) else blank[value] for value in values]
    codes = {
        code: label or code
        for code, label in labels.items()
        if not _says_nothing(code, labels, missing)
    }
    return SpssVariable(
        name, clean(about.column_names_to_labels.get(name) or ""), codes, is_text, kind
    ), cells


def _instead(
    text: str, value: Any, labels: Mapping[str, str], missing: Sequence[Any], *, has_text: bool
) -> str:
    """What stands in the cell: the text, or nothing where the value is a missing one."""
    label = plain(labels.get(text, ""))
    declared = _is_missing(value, missing)
    if _NOT_ASKED.fullmatch(label) and (declared or text.startswith("-")):
        return UNSEEN
    if declared or (text in _BLANK_CODES and not has_text and _empty_label(label)):
        return ""
    return text


def _says_nothing(code: str, labels: Mapping[str, str], missing: Sequence[Any]) -> bool:
    """Whether a label is that of a missing value, and so no choice."""
    try:
        value: Any = float(code)
    except ValueError:
        value = code
    if _is_missing(value, missing) or _is_missing(code, missing):
        return True
    label = plain(labels[code])
    return code in _BLANK_CODES and (_empty_label(label) or bool(_NOT_ASKED.fullmatch(label)))


def _empty_label(label: str) -> bool:
    return not label or _NOTHING.fullmatch(label) is not None


def _is_missing(value: Any, ranges: Sequence[Any]) -> bool:
    for each in ranges:
        low, high = (each["lo"], each["hi"]) if isinstance(each, dict) else (each, each)
        if isinstance(low, str) or isinstance(value, str):
            if isinstance(low, str) and str(value).strip() == low.strip():
                return True
        elif low <= value <= high:
            return True
    return False


def _is_nan(value: Any) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def _text(value: Any, kind: str) -> str:
    if isinstance(value, str):
        return value
    number = float(value)
    if kind:
        return _moment(number, kind)
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return format(round(number, 10), ".15g")


def _moment(seconds: float, kind: str) -> str:
    """A number of seconds as a date, a moment, or a time of day; as it is where it is neither."""
    if kind == "time":
        minutes, second = divmod(round(seconds), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
    try:
        moment = _EPOCH + timedelta(seconds=round(seconds))
    except OverflowError:
        return str(seconds)
    return moment.date().isoformat() if kind == "date" else moment.isoformat()


def _set(name: str, told: Mapping[str, Any]) -> ResponseSet:
    counted = told.get("counted_value")
    dichotomies = bool(told.get("is_dichotomy"))
    return ResponseSet(
        name=name,
        label=clean(str(told.get("label") or "")),
        counted=str(1 if counted is None else counted) if dichotomies else None,
        variables=tuple(str(each) for each in told.get("variable_list") or () if each),
    )
