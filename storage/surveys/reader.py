"""A survey file from its path: recognised, its questions found, their types and roles suggested."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, compress, repeat
from pathlib import Path

from engage_app.domain.questionnaire import QuestionType
from engage_app.progress import Progress, no_progress
from storage.pausing import without_collecting
from storage.surveys import dates
from storage.surveys.cells import Cells, counted, different
from storage.surveys.conditions import not_shown
from storage.surveys.flags import as_problems, flagged_rows, total_rows
from storage.surveys.kept_whole import doubts
from storage.surveys.layout import Layout
from storage.surveys.moments import submitted_isos
from storage.surveys.question_building import questions_of
from storage.surveys.raw_table import Columns, RawTable, Remade, columns_of
from storage.surveys.recognition import Recognised, recognise
from storage.surveys.survey_file import FlaggedRow, Problem, SurveyFile, SurveyQuestion

_MIDNIGHT = re.compile(r"\b00:00(?::00(?:\.0+)?)?$")  # a date without a time, as workbooks write it
_NAMED_PROBLEMS = 20  # of one kind; the rest are counted


def read_survey(
    path: Path, definition: Path | None = None, progress: Progress = no_progress
) -> SurveyFile:
    """What a survey file holds.

    Args:
        definition: the survey's own questionnaire, e.g. an XLSForm or a data dictionary.

    Raises:
        SurveyFileError: it can't be read; the message names row and column where it can.
        FileInUse: another program holds it.
    """
    with without_collecting():
        return _read(recognise(path, definition, progress))


def _read(found: Recognised) -> SurveyFile:
    layout, table = found.layout, found.table
    remade = layout.remade or Remade()
    columns = columns_of(table, layout.headings, layout.first_row, layout.not_data, remade)
    rows = remade.over(table.rows, layout.first_row)
    totals = total_rows(rows, layout.first_row) - layout.not_data
    questions = questions_of(found.specs, _without(columns, totals))
    ids, id_problems = _source_ids(layout, columns)
    order = _order(layout, columns, questions)
    flagged = flagged_rows(
        columns.cells,
        columns.row_numbers,
        questions,
        tests=layout.tests,
        partial=layout.partial,
        totals=totals,
    )
    problems = (
        *_of_file(found, columns),
        *_of_order(order),
        *id_problems,
        *doubts(questions, columns.cells),
        *as_problems(flagged),
    )
    return _survey(found, columns, questions, ids, order=order, flagged=flagged, problems=problems)


def _survey(
    found: Recognised,
    columns: Columns,
    questions: Sequence[SurveyQuestion],
    ids: Sequence[str],
    *,
    order: dates.Order,
    flagged: tuple[FlaggedRow, ...],
    problems: tuple[Problem, ...],
) -> SurveyFile:
    layout = found.layout
    return SurveyFile(
        name=found.name,
        size=found.size,
        sha256=found.sha256,
        tool=layout.tool,
        why=layout.why,
        encoding=found.table.encoding,
        header_rows=layout.first_row,
        headings=layout.headings,
        questions=tuple(questions),
        source_ids=tuple(ids),
        submitted_at=tuple(_submitted(layout, columns, day_first=order.day_first)),
        day_first=order.day_first,
        problems=problems,
        columns=tuple(columns.cells),
        row_numbers=columns.row_numbers,
        flagged=flagged,
        complete=tuple(number - 1 not in layout.partial for number in columns.row_numbers),
        ids_made=layout.source_id is None or not any(columns.cells[layout.source_id]),
        questionnaire=layout.questionnaire,
        hidden=not_shown(questions, found.told, columns.cells) if found.told else {},
    )


def _without(columns: Columns, rows: frozenset[int]) -> Sequence[Sequence[str]]:
    """The cells without some rows of the file."""
    if not rows:
        return columns.cells
    kept = [number - 1 not in rows for number in columns.row_numbers]
    return [Cells(compress(column, kept)) for column in columns.cells]


def _source_ids(layout: Layout, columns: Columns) -> tuple[list[str], list[Problem]]:
    """An id for each response, unique in the file and the same when it is read again.

    Where the tool gives none, the moment at which nobody else answered stands for the respondent,
    so that answers may change; otherwise all the answers do.
    """
    if layout.source_id is None:
        given: Sequence[str] = ["" for _ in columns.row_numbers]
    else:
        given = columns.cells[layout.source_id]
    if "" not in different(given) and len(different(given)) == len(given):
        return list(given), []
    ids: list[str] = []
    problems: list[Problem] = []
    taken = set(given)
    seen: Counter[str] = Counter()
    stems = _stems(given, layout, columns)
    if len(set(stems)) == len(stems):
        return stems, []
    for own, row, stem in zip(given, columns.row_numbers, stems, strict=True):
        seen[stem] += 1
        chosen = stem
        while seen[stem] > 1 and (chosen == stem or chosen in taken):
            chosen = f"{stem}-{seen[stem]}"
            seen[stem] += chosen in taken
        if own and chosen != own:
            problems.append(_repeated_id(own, chosen, row, layout))
        taken.add(chosen)
        ids.append(chosen)
    return ids, _shortened(problems)


def _stems(given: Sequence[str], layout: Layout, columns: Columns) -> list[str]:
    """The id that each response has or is given, repeated where that is."""
    moments = _moments(layout, columns)
    told = all(one or at for one, at in zip(given, moments, strict=True))
    answers = repeat(()) if told else zip(*columns.cells, strict=True)
    rows = zip(given, moments, answers, strict=False)
    return [own or _row_hash((at,) if at else cells) for own, at, cells in rows]


def _moments(layout: Layout, columns: Columns) -> list[str]:
    """For each response the moment it was sent, where no other was sent then; else nothing."""
    if layout.submitted is None:
        return [""] * len(columns.row_numbers)
    cells = columns.cells[layout.submitted]
    counts = counted(cells)
    return [
        cell if counts[cell] == 1 and ":" in cell and not _at_midnight(cell) else ""
        for cell in cells
    ]


def _at_midnight(cell: str) -> bool:
    return "00:00" in cell and _MIDNIGHT.search(cell) is not None


def _repeated_id(own: str, chosen: str, row: int, layout: Layout) -> Problem:
    heading = layout.headings[layout.source_id] if layout.source_id is not None else ""
    return Problem(
        f"The id “{own}” occurs before, in a row above.",
        action=f"Both responses are kept; this one is called “{chosen}”.",
        row=row,
        column=heading,
    )


def _row_hash(cells: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:16]


def _order(layout: Layout, columns: Columns, questions: list[SurveyQuestion]) -> dates.Order:
    """One order of day and month for all dates of the file."""
    dated = (q.binding for q in questions if q.type is QuestionType.DATE)
    indexes = {index for binding in dated for index in binding.columns_used[:1]}
    if layout.submitted is not None:
        indexes.add(layout.submitted)
    own = (index for index in layout.ignored if any(columns.cells[index][:1]))
    indexes.update(own)
    return dates.order_of(chain.from_iterable(different(columns.cells[i]) for i in indexes))


def _submitted(layout: Layout, columns: Columns, *, day_first: bool) -> list[str]:
    if layout.submitted is None:
        return ["" for _ in columns.row_numbers]
    cells = columns.cells[layout.submitted]
    known = submitted_isos(cells, day_first=day_first, utc=layout.submitted_utc)
    known[""] = ""
    return list(map(known.__getitem__, cells))


def _of_file(found: Recognised, columns: Columns) -> list[Problem]:
    table, layout = found.table, found.layout
    problems = [
        *_other_sheets(table, layout),
        *table.problems,
        *layout.problems,
        *found.problems,
        *columns.problems,
    ]
    if layout.questionnaire:
        count = f"{len(found.specs)} questions" if len(found.specs) != 1 else "one question"
        problems.append(
            Problem(
                f"The file is a questionnaire with {count}, and holds no responses.",
                action="The questions can be brought in. Give it as the definition, too, when you"
                " import the responses.",
            )
        )
    elif not columns.row_numbers:
        problems.append(
            Problem("The file has headings but no responses.", action="Nothing can be imported.")
        )
    return problems


def _other_sheets(table: RawTable, layout: Layout) -> list[Problem]:
    left_out = [
        sheet for sheet in table.sheets if sheet != table.sheet and sheet not in layout.sheets
    ]
    if not left_out:
        return []
    names = ", ".join(f"“{title}”" for title in left_out[:5])
    packed = table.kind == "CSV"
    what = "compressed folder has other files" if packed else "workbook has other sheets"
    return [Problem(f"The {what} too: {names}.", action=f"Only “{table.sheet}” was read.")]


def _of_order(order: dates.Order) -> list[Problem]:
    if order.mixed:
        return [
            Problem(
                "Some dates have the day first and some the month.",
                action="Each was read in the only way it can be, the day first where both can be.",
            )
        ]
    if order.assumed:
        return [
            Problem(
                "Nothing in the file says whether 03/04 is the third of April or the fourth of March.",
                action="The day was taken to come first.",
            )
        ]
    return []


def _shortened(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= _NAMED_PROBLEMS:
        return problems
    rest = len(problems) - _NAMED_PROBLEMS
    return [
        *problems[:_NAMED_PROBLEMS],
        Problem(f"{rest} more rows repeat an id.", action="All of them are kept."),
    ]
