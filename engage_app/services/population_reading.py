"""A population's table from a CSV file or workbook: its labels, its figures, and what they match.

Tables come as anybody made them, so the columns are found by what stands in them: the labels are
in the column that has most of the question's choices, the figures in the column beside it with a
number for most of those.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from engage_app.domain.questionnaire import Question
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services.population_labels import Found, key_of, matched
from storage.surveys.headings import plain

MOST_ROWS = 3_000
_MOST_COLUMNS = 60
_THOUSANDS = re.compile(r"\d{1,3}([, '’\u00a0\u202f]\d{3})+(\.\d+)?")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_PLAIN = re.compile(r"\d+(\.\d+)?(e\+?\d+)?")
_COUNTED = re.compile(
    r"\b(people|persons?|population|count|number|residents?|observation|total|n)\b"
)
_SHARED = re.compile(r"(%|\b(per ?cent|percentage|share|proportion)\b)")
_CODED = re.compile(r"\b(codes?|id|year|date|rank|order)\b")


@dataclass(frozen=True)
class Matched:
    """A choice and what the table has for it.

    Attributes:
        choice_id, label: the choice.
        people: its figure, or None where nothing was found.
        row_labels: the labels of the rows it was taken from; several were added up.
        certain: False where the words are only alike: somebody should look.
    """

    choice_id: int
    label: str
    people: float | None = None
    row_labels: tuple[str, ...] = ()
    certain: bool = True


@dataclass(frozen=True)
class Reading:
    """What a file says of the population of one question.

    Attributes:
        choices: one for each choice that can be compared, in the question's order.
        unmatched: labels of rows with a figure that is no choice of the question.
        remarks: sentences for the officer.
        source: the name of the file, for where no better source is given.
    """

    choices: tuple[Matched, ...]
    unmatched: tuple[str, ...]
    remarks: tuple[str, ...]
    source: str

    @property
    def people(self) -> dict[int, float]:
        """The figures found, by choice."""
        return {each.choice_id: each.people for each in self.choices if each.people is not None}


@dataclass(frozen=True)
class _Columns:
    """Where the labels and the figures stand in some rows."""

    rows: Sequence[Sequence[str]]
    labels: int
    figures: int
    found: Mapping[int, Found]


def read(
    path: Path,
    question: Question,
    choices: Mapping[int, str],
    progress: Progress = no_progress,
) -> Reading:
    """What a table says of a question's choices.

    Args:
        path: a CSV file or workbook.
        question: whose population it is; rows of other characteristics in one table are left out
            where a column names the question.
        choices: the labels of the choices that can be compared, by their ids.
        progress: told while the file is read.

    Raises:
        SurveyFileError: the file is no table.
        NotPossible: none of the choices is in it, none has a figure, or it is very long.
    """
    columns = _columns(_tables(path, progress), question, choices)
    if columns is None:
        offered = ", ".join(f"“{label}”" for label in islice(choices.values(), 4))
        raise NotPossible(
            f"“{path.name}” has no row for the answers of this question, with a number beside it.",
            action=f"It needs a column with the answers ({offered} …) and one with people or"
            " shares. Or type the figures in.",
        )
    rows = columns.rows
    remarks, made = [], []
    for choice, label in choices.items():
        one = columns.found.get(choice)
        figures = [number_in(rows[n][columns.figures]) for n in one.rows] if one else []
        known = [figure for figure in figures if figure is not None]
        names = (
            tuple(dict.fromkeys(rows[n][columns.labels].strip() for n in one.rows)) if one else ()
        )
        people = sum(known) if known and len(known) == len(figures) else None
        made.append(Matched(choice, label, people, names, certain=bool(one and one.certain)))
        if len(figures) > 1 and len(names) == 1:
            remarks.append(f"“{names[0]}” stands in {len(figures)} rows, which were added up.")
    return Reading(tuple(made), _unmatched(columns), tuple(remarks), path.stem)


def number_in(text: str) -> float | None:
    """A number as tables write it: "12,345", "12.3%", "1 234"; None where it is none, or below
    nought."""
    words = text.strip().removesuffix("%").strip()
    if _THOUSANDS.fullmatch(words):
        return float(re.sub(r"[^\d.]", "", words))
    if _DECIMAL_COMMA.fullmatch(words):
        return float(words.replace(",", "."))
    return float(words) if _PLAIN.fullmatch(words.casefold()) else None


def _tables(path: Path, progress: Progress) -> list[list[list[str]]]:
    """The sheets of a file, and each on its side: labels may stand across."""
    from storage.surveys.source import read_source

    table = read_source(path, progress).table
    if table is None:
        raise NotPossible(
            f"“{path.name}” holds a questionnaire, not a table.",
            action="Choose a CSV file or a workbook.",
        )
    names = [name for name in table.sheets if name not in table.hidden] or [table.sheet]
    found = []
    for name in names:
        rows = [list(row[:_MOST_COLUMNS]) for row in islice(table.rows_of(name), MOST_ROWS + 1)]
        if len(rows) > MOST_ROWS:
            raise NotPossible(
                f"“{path.name}” has more than {MOST_ROWS:,} rows.",
                action="Choose a table with the figures of your area alone, or type them in.",
            )
        width = max(map(len, rows), default=0)
        upright = [row + [""] * (width - len(row)) for row in rows]
        found.append(upright)
        if len(upright) <= _MOST_COLUMNS:
            found.append([list(row) for row in zip(*upright, strict=True)])
    return [rows for rows in found if rows]


def _columns(
    tables: Sequence[list[list[str]]], question: Question, choices: Mapping[int, str]
) -> _Columns | None:
    """The best pair of columns: most choices with a figure, certain ones first."""
    best: tuple[tuple[int, int], _Columns] | None = None
    for table in tables:
        rows = _of_question(table, question)
        for labels in range(len(rows[0]) if rows else 0):
            found = matched([row[labels] for row in rows], choices)
            figures = _figures(table, rows, labels, found) if found else None
            if figures is None:
                continue
            filled = [one for one in found.values() if _filled(rows, figures, one)]
            score = (len(filled), sum(one.certain for one in filled))
            if filled and (best is None or score > best[0]):
                best = score, _Columns(rows, labels, figures, found)
    return best[1] if best else None


def _of_question(rows: list[list[str]], question: Question) -> list[list[str]]:
    """The rows that a column says are of this question; all where no column does."""
    names = {key_of(question.name), key_of(question.label)} - {""}
    for column in range(len(rows[0]) if rows else 0):
        mine = [row for row in rows if key_of(row[column]) in names]
        if len(mine) > 1:
            return mine
    return rows


def _figures(
    table: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    labels: int,
    found: Mapping[int, Found],
) -> int | None:
    """The column with most figures for what was found: of people rather than of shares, and not
    one of codes."""

    def rank(column: int) -> tuple[int, int, int]:
        heading = " ".join(
            plain(row[column]) for row in table[:12] if row[column] and not _is_number(row[column])
        )
        kind = 3 if _CODED.search(heading) else 0 if _COUNTED.search(heading) else 1
        if _SHARED.search(heading) and not _CODED.search(heading):
            kind = 1 if _COUNTED.search(heading) else 2
        filled = sum(_filled(rows, column, one) for one in found.values())
        return (-filled, kind, abs(column - labels))

    others = [column for column in range(len(rows[0])) if column != labels]
    if not others:
        return None
    best = min(others, key=rank)
    return best if rank(best)[0] < 0 else None


def _filled(rows: Sequence[Sequence[str]], column: int, one: Found) -> bool:
    return all(_is_number(rows[n][column]) for n in one.rows)


def _is_number(text: str) -> bool:
    return number_in(text) is not None


def _unmatched(columns: _Columns) -> tuple[str, ...]:
    used = {n for one in columns.found.values() for n in one.rows}
    labels = (
        row[columns.labels].strip()
        for n, row in enumerate(columns.rows)
        if n not in used and _is_number(row[columns.figures])
    )
    return tuple(dict.fromkeys(label for label in labels if label))
