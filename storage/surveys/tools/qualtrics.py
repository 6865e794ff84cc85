"""Qualtrics: CSV, TSV or workbook, with three rows of headings, or two, or one.

The first row holds ids, the second the words of the questions in the language of the account, the
third an ImportId for each column; a workbook may lack the third. A legacy export has V1 to V10 in
the first row and the ids of these in the second. Columns are known by ImportId or id, never by
words. Layouts: Qualtrics support, "Understanding your dataset"; samples of the R package qualtRics.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from storage.surveys.cells import Cells
from storage.surveys.headings import clean, plain
from storage.surveys.layout import Layout
from storage.surveys.markup import without_markup
from storage.surveys.raw_table import RawTable, Remade
from storage.surveys.readers import Reader
from storage.surveys.survey_file import Problem
from storage.surveys.tools.qualtrics_choices import SEEN, Answers
from storage.surveys.tools.qualtrics_columns import Field, Kind
from storage.surveys.tools.qualtrics_headers import Header, header_of
from storage.surveys.tools.qualtrics_questions import specs_of

TOOL = "Qualtrics"
_PREVIEW, _TEST, _SPAM = 1, 2, 8  # bits of the status
_TEST_WORDS = ("preview", "test", "vorschau", "aperçu", "vista previa", "anteprima", "voorbeeld")
_NO = frozenset({"0", "false", "falsch", "faux", "falso", "no", "nein", "non", "onwaar", "n"})
_UTC = frozenset({"z", "utc", "gmt", "etc/utc", "etc/gmt", "zulu"})
_HOME = frozenset({"", "europe/london", "europe/belfast", "europe/jersey", "europe/guernsey"})


def recognise(raw: RawTable) -> Layout | None:
    """The layout, or None where Qualtrics didn't write this.

    Raises:
        SurveyFileError: only the row of ImportIds is left of the headings.
    """
    header = header_of(raw)
    if header is None:
        return None
    first = header.row + header.rows
    columns = raw.turned.trimmed(first, len(header.fields))
    decoded = _decoded(columns, header.fields)
    for index, column in decoded.items():
        columns[index] = column
    layout = _layout(header, _answers(columns, header))
    return replace(layout, remade=Remade(decoded)) if decoded else layout


def _layout(header: Header, answers: Answers) -> Layout:
    own = {field.own: field.column for field in header.fields if field.own}
    first = header.row + header.rows
    submitted = next((own[k] for k in ("enddate", "recordeddate", "startdate") if k in own), None)
    return Layout(
        tool=TOOL,
        why=header.why,
        header=header.row,
        header_rows=header.rows,
        headings=tuple(map(_heading, header.fields)),
        source_id=own.get("responseid"),
        submitted=submitted,
        submitted_utc=header.zone.casefold() in _UTC,
        specs=specs_of(header.fields, answers),
        tests=_tests(answers, own, first),
        partial=_partial(answers, own, first),
        problems=(*_left_out(header.fields), *_zone_note(header.zone)),
    )


def _decoded(columns: Sequence[Cells], fields: Sequence[Field]) -> dict[int, Cells]:
    """By column, the labels freed of HTML, where there was any.

    Only labels: what people wrote stays as they wrote it.
    """
    chosen = [f.column for f in fields if f.kind in (Kind.CHOICE, Kind.OPTION, Kind.PART)]
    found = {index: columns[index].mapped(_without_markup) for index in chosen}
    return {index: column for index, column in found.items() if column is not columns[index]}


def _without_markup(cell: str) -> str:
    return without_markup(cell) if "<" in cell or "&" in cell else cell


def _answers(columns: Sequence[Cells], header: Header) -> Answers:
    unread = {field.column for field in header.fields if field.kind is Kind.LEFT_OUT}
    unread |= {f.column for f in header.fields if f.kind is Kind.OWN and not f.own}
    counts = [
        Counter[str]() if index in unread else column.counts.copy()
        for index, column in enumerate(columns)
    ]
    asked = {Kind.CHOICE, Kind.TEXT, Kind.OTHER, Kind.PART, Kind.OPTION}
    if not header.numbered:
        asked.add(Kind.UNKNOWN)
    seen = any(SEEN in counts[field.column] for field in header.fields if field.kind in asked)
    for count in counts:
        del count[""]
        if seen:
            del count[SEEN]
    return Answers(columns, counts, seen, header.numbered)


def _tests(answers: Answers, own: dict[str, int], first: int) -> dict[int, str]:
    found: dict[int, str] = {}
    if "status" in own:
        found.update(_said(answers.columns[own["status"]], first, _why_test))
    if "distributionchannel" in own:
        channels = answers.columns[own["distributionchannel"]]
        found = _said(channels, first, _why_preview) | found
    return found


def _said(cells: Cells, first: int, why: Callable[[str], str]) -> dict[int, str]:
    """By row, what a cell says about it, where it says anything."""
    told = {cell: said for cell in cells.counts if (said := why(cell))}
    if not told:
        return {}
    return {index: told[cell] for index, cell in enumerate(cells, first) if cell in told}


def _why_preview(channel: str) -> str:
    sent = plain(channel) in ("preview", "test")
    return "It was sent from the preview of the survey." if sent else ""


def _why_test(status: str) -> str:
    if status.isdecimal() and len(status) < 5:
        bits = int(status)
        if bits & (_PREVIEW | _TEST):
            return f"Its status is {status}: a preview or a test."
        return f"Its status is {status}: Qualtrics takes it for spam." if bits & _SPAM else ""
    words = plain(status)
    if any(word in words for word in _TEST_WORDS):
        return f"Its status is “{status}”."
    return f"Its status is “{status}”: Qualtrics takes it for spam." if "spam" in words else ""


def _partial(answers: Answers, own: dict[str, int], first: int) -> dict[int, str]:
    if "finished" in own:
        return _said(answers.columns[own["finished"]], first, _why_unfinished)
    if "progress" in own:
        return _said(answers.columns[own["progress"]], first, _why_in_progress)
    return {}


def _why_unfinished(finished: str) -> str:
    return "It was not finished." if plain(finished) in _NO else ""


def _why_in_progress(progress: str) -> str:
    begun = progress.isdecimal() and len(progress) < 3
    return f"It was not finished: {progress} % done." if begun else ""


def _heading(field: Field) -> str:
    if field.kind is Kind.OWN or field.text in ("", field.name):
        return clean(field.name)
    return clean(f"{field.name} {field.text}")


def _left_out(fields: Sequence[Field]) -> tuple[Problem, ...]:
    names = [field.name for field in fields if field.kind is Kind.LEFT_OUT]
    if not names:
        return ()
    count = "One column holds" if len(names) == 1 else f"{len(names)} columns hold"
    return (
        Problem(
            f"{count} timings, display order or other figures that Qualtrics adds.",
            action="They are not questions and were left out.",
            column=names[0],
        ),
    )


def _zone_note(zone: str) -> tuple[Problem, ...]:
    if zone.casefold() in _UTC | _HOME:
        return ()
    return (
        Problem(
            f"The times are those of {zone}.",
            action="They were taken as they stand, without a zone.",
        ),
    )


READER = Reader(TOOL, 10, recognise_table=recognise)
