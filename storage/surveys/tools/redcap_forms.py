"""What REDCap says about a whole row: its id, when it was sent, which forms it has, how complete.

A record may take several rows: one for each event, and one for each time a form was repeated. In
each of them only the cells of its own forms are filled; the others were never shown there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.surveys.raw_table import RawTable

UNSEEN = "⟦not shown⟧"
"""Put into the cells of a form that a row does not have."""

_UNTICKED = frozenset({"", "0", "Unchecked"})
_COMPLETE = frozenset({"2", "Complete"})
_UNVERIFIED = frozenset({"1", "Unverified"})
_NOT_COMPLETED = "[not completed]"


@dataclass(frozen=True)
class Form:
    """One instrument of the project: columns, as indexes.

    Attributes:
        fields: of its questions.
        boxes: those of them that are one box of a checkbox question.
        timestamp: when it was sent as a survey, or None.
        status: 0, 1 or 2, or in words; or None.
    """

    fields: tuple[int, ...]
    boxes: frozenset[int]
    timestamp: int | None
    status: int | None


@dataclass(frozen=True)
class Rows:
    """The rows as they are to be read, and what was found about them, by row index."""

    rows: Sequence[list[str]]
    partial: Mapping[int, str]
    changed: bool


def forms_of(
    fields: Sequence[int],
    boxes: frozenset[int],
    timestamps: frozenset[int],
    statuses: Sequence[int],
) -> list[Form]:
    """Forms follow each other, each with its status at the end and its timestamp at the start."""
    forms: list[Form] = []
    start = 0
    for end in statuses:
        own = tuple(index for index in fields if start <= index < end)
        stamp = next((index for index in sorted(timestamps) if start <= index < end), None)
        forms.append(Form(own, boxes.intersection(own), stamp, end))
        start = end + 1
    if not statuses:  # a report may leave them out
        forms += [Form((), frozenset(), index, None) for index in sorted(timestamps)]
    return forms


def all_finished(raw: RawTable, forms: Sequence[Form], parts: Sequence[int]) -> Rows | None:
    """The rows as they are, where each plainly has all forms, and each of them complete."""
    stamps = [form.timestamp for form in forms if form.timestamp is not None]
    statuses = [form.status for form in forms if form.status is not None]
    if parts or len(stamps) > 1 or not statuses:
        return None
    cells = raw.turned.below(1, max(*statuses, *stamps, 0) + 1)
    if any(cells[index].counts.keys() - _COMPLETE for index in statuses):
        return None
    if any(_NOT_COMPLETED in cells[index].counts for index in stamps):
        return None
    return Rows(raw.rows, {}, changed=False)


def rows_read(
    rows: Sequence[list[str]], forms: Sequence[Form], record: int, parts: Sequence[int]
) -> Rows:
    """The rows with one id each, one time each, and marks where a form was not shown.

    Args:
        record: the column with the record's id.
        parts: the columns that make it one row's id: event, instrument, instance.
    """
    stamps = [form.timestamp for form in forms if form.timestamp is not None]
    statuses = [form.status for form in forms if form.status is not None]
    simple = not parts and len(stamps) < 2
    read: list[list[str]] = [rows[0]]
    partial: dict[int, str] = {}
    changed = False
    for index, row in enumerate(rows[1:], 1):
        if not any(row) or (simple and _finished(row, statuses, stamps)):
            read.append(row)
            continue
        new = _with_id(row, record, parts)
        if len(stamps) > 1:
            new = _with_time(new, stamps)
        shown = [form for form in forms if not _absent(row, form)]
        if len(shown) < len(forms) and shown:
            new = _marked(new, [form for form in forms if form not in shown])
        if why := _unfinished(row, shown or forms):
            partial[index] = why
        changed = changed or new is not row
        read.append(new)
    return Rows(read, partial, changed)


def _finished(row: Sequence[str], statuses: Sequence[int], stamps: Sequence[int]) -> bool:
    """Whether a row plainly has all forms, each complete: most rows do."""
    if not statuses or len(row) <= max(*statuses, *stamps, 0):
        return False
    return all(row[index] in _COMPLETE for index in statuses) and not any(
        row[index] == _NOT_COMPLETED for index in stamps
    )


def _with_id(row: list[str], record: int, parts: Sequence[int]) -> list[str]:
    more = [row[index].strip() for index in parts if index < len(row) and row[index].strip()]
    if not more:
        return row
    joined = "/".join([_cell(row, record), *more])
    return [*row[:record], joined, *row[record + 1 :]]


def _with_time(row: list[str], stamps: Sequence[int]) -> list[str]:
    """The last time at which one of the forms was sent, in the first of their columns."""
    times = [_cell(row, index) for index in stamps]
    sent = [time for time in times if time and time != _NOT_COMPLETED]
    first = stamps[0]
    if not sent or max(sent) == _cell(row, first):
        return row
    return [*row[:first], max(sent), *row[first + 1 :]]


def _absent(row: Sequence[str], form: Form) -> bool:
    """Whether a row has nothing of a form, not even a status."""
    if form.status is None or _cell(row, form.status):
        return False
    if form.timestamp is not None and _cell(row, form.timestamp):
        return False
    return not any(
        _cell(row, index) not in (_UNTICKED if index in form.boxes else ("",))
        for index in form.fields
    )


def _marked(row: list[str], absent: Sequence[Form]) -> list[str]:
    new = list(row)
    for form in absent:
        for index in form.fields:
            if index < len(new):
                new[index] = UNSEEN
    return new


def _unfinished(row: Sequence[str], forms: Sequence[Form]) -> str:
    """Why a row counts as not finished, or nothing. Forms that nobody began say nothing."""
    if any(_cell(row, f.timestamp) == _NOT_COMPLETED for f in forms if f.timestamp is not None):
        return "A survey in it was begun and not completed."
    rated = [form for form in forms if form.status is not None]
    begun = [form for form in rated if _begun(row, form)]
    statuses = {_cell(row, form.status) for form in begun or rated if form.status is not None}
    if not statuses or (not begun and statuses & _COMPLETE) or statuses <= _COMPLETE:
        return ""
    if statuses - _COMPLETE <= _UNVERIFIED:
        return "REDCap calls it “Unverified”."
    return "REDCap calls it “Incomplete”."


def _begun(row: Sequence[str], form: Form) -> bool:
    return any(
        _cell(row, index) not in (_UNTICKED if index in form.boxes else ("",))
        for index in form.fields
    )


def _cell(row: Sequence[str], index: int) -> str:
    return row[index].strip() if index < len(row) else ""
