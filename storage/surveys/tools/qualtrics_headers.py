"""Where the headings of a Qualtrics export are, and what each of its columns is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from engage_app.errors import SurveyFileError
from storage.surveys.headings import clean
from storage.surveys.raw_table import RawTable, column_letter
from storage.surveys.tools.qualtrics_columns import (
    Field,
    Kind,
    field_of,
    import_of,
    own_of,
    words_of,
)

_LOOKED_AT = 8  # rows that may hold the ImportIds
_OWN_NEEDED = 4  # columns of Qualtrics' own, where no ImportIds prove the tool
_LEGACY = (
    "responseid", "", "name", "externaldatareference", "recipientemail", "", "status",
    "startdate", "enddate", "finished",
)  # fmt: skip


@dataclass(frozen=True)
class Header:
    """Where the headings are, and what they say of each column."""

    row: int
    rows: int
    fields: tuple[Field, ...]
    why: str
    numbered: bool = False
    zone: str = ""


def header_of(raw: RawTable) -> Header | None:
    """The headings, or None where Qualtrics didn't write this.

    Raises:
        SurveyFileError: only the row of ImportIds is left of them.
    """
    return _with_import_ids(raw) or _legacy(raw) or _with_own_ids(raw)


def _with_import_ids(raw: RawTable) -> Header | None:
    for index, row in enumerate(islice(raw.rows, _LOOKED_AT)):
        if not any('"ImportId"' in cell for cell in row):
            continue
        told = [import_of(cell) for cell in row]
        if sum(map(bool, told)) * 2 <= sum(1 for cell in row if cell.strip()):
            continue
        above = [i for i in range(index) if any(map(str.strip, raw.rows[i]))]
        if not above:
            raise SurveyFileError(
                f"Row {index + 1} holds the ImportIds of Qualtrics, but the two rows of headings"
                " above it are missing.",
                action="Export the survey again and choose that file as it is.",
            )
        start = above[-2] if len(above) > 1 else above[-1]
        texts = _padded(raw.rows[above[-1]], max(len(row), len(raw.rows[start])))
        names = _padded(raw.rows[start], len(texts))
        told += [{}] * (len(texts) - len(told))
        if len(above) == 1:
            names = [each.get("ImportId", "") for each in told]
        fields = [
            field_of(
                i,
                names[i].strip() or f"Column {column_letter(i)}",
                words_of(texts[i]),
                told[i],
                numbered=True,
            )
            for i in range(len(texts))
        ]
        zone = next((each["timeZone"] for each in told if each.get("timeZone")), "")
        why = f"Row {index + 1} holds an ImportId for each column, as Qualtrics writes them."
        fields = _without_nothing(fields, raw, index + 1)
        return Header(start, index + 1 - start, tuple(fields), why, numbered=True, zone=zone)
    return None


def _legacy(raw: RawTable) -> Header | None:
    """V1 to V10 above ResponseID to Finished."""
    start = _first_filled(raw)
    if start is None or start + 1 >= len(raw.rows):
        return None
    names = [cell.strip() for cell in raw.rows[start]]
    count = next((i for i, name in enumerate(names) if name != f"V{i + 1}"), len(names))
    texts = _padded(raw.rows[start + 1], len(names))
    said = [own_of(text, legacy=True) for text in texts[:count]]
    known = sum(1 for each in said if each is not None)
    below = [row[0] for row in islice(raw.rows, start + 2, start + 12) if row and row[0].strip()]
    ids = bool(below) and all(cell.strip().startswith("R_") for cell in below)
    if count < _OWN_NEEDED or (known < _OWN_NEEDED and not (ids and count == len(_LEGACY))):
        return None
    own = said if known >= _OWN_NEEDED else list(_LEGACY)
    fields = [
        Field(i, name, clean(texts[i]), Kind.OWN, name, own=own[i] or "")
        if i < count and own[i] is not None
        else _legacy_field(i, name, texts[i])
        for i, name in enumerate(names)
    ]
    why = "Its columns are V1 to V10 and the questions, as in a legacy export of Qualtrics."
    return Header(start, 2, tuple(_without_nothing(fields, raw, start + 2)), why)


def _legacy_field(column: int, name: str, text: str) -> Field:
    return field_of(
        column, name or f"Column {column_letter(column)}", words_of(text), {}, numbered=False
    )


def _with_own_ids(raw: RawTable) -> Header | None:
    """Ids without ImportIds: a workbook, or a file whose third row was deleted."""
    start = _first_filled(raw)
    if start is None:
        return None
    names = [clean(cell) for cell in raw.rows[start]]
    own = {own: i for i, name in enumerate(names) if (own := own_of(name))}
    if "responseid" not in own or len(own) < _OWN_NEEDED:
        return None
    if not {"finished", "progress", "recordeddate", "distributionchannel"} & own.keys():
        return None
    below = raw.rows[start + 1] if start + 1 < len(raw.rows) else []
    at = own["responseid"]
    under = below[at].strip() if at < len(below) else ""
    has_texts = bool(below) and not under.startswith("R_") and under != ""
    width = max(len(names), len(below) if has_texts else 0)
    names = _padded(names, width)
    texts = _padded(below, width) if has_texts else names
    fields = [_legacy_field(i, names[i], texts[i]) for i in range(width)]
    why = "Its first columns are Qualtrics' own, such as ResponseId, Finished and RecordedDate."
    rows = 2 if has_texts else 1
    return Header(start, rows, tuple(_without_nothing(fields, raw, start + rows)), why)


def _without_nothing(fields: Sequence[Field], raw: RawTable, first: int) -> list[Field]:
    """Columns without heading and answers, which a comma at the end of each row makes, are none."""
    return [
        replace(field, kind=Kind.OWN)
        if field.name == f"Column {column_letter(field.column)}"
        and not field.text
        and not any(raw.turned.below(first, len(fields))[field.column].trimmed.counts)
        else field
        for field in fields
    ]


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _first_filled(raw: RawTable) -> int | None:
    looked_at = islice(enumerate(raw.rows), _LOOKED_AT)
    return next((i for i, row in looked_at if any(map(str.strip, row))), None)
