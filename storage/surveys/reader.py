"""A survey file from its path: recognised, its questions found, their types and roles suggested."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.progress import Progress, no_progress
from storage.surveys import any_table, dates, microsoft_forms
from storage.surveys.column_facts import Facts, facts_of
from storage.surveys.grids import with_grids
from storage.surveys.headings import name_of
from storage.surveys.question_types import binding_of, choices_of, type_of
from storage.surveys.raw_table import Columns, Layout, RawTable, columns_of
from storage.surveys.roles import with_roles
from storage.surveys.source import Source, read_source
from storage.surveys.survey_file import Problem, Single, SurveyFile, SurveyQuestion

_READERS = (microsoft_forms.recognise,)  # the first that knows the file has it
_NAMED_PROBLEMS = 20  # of one kind; the rest are counted


def read_survey(path: Path, progress: Progress = no_progress) -> SurveyFile:
    """What a survey file holds.

    Raises:
        SurveyFileError: it can't be read; the message names row and column where it can.
        FileInUse: another program holds it.
    """
    source = read_source(path, progress)
    layout = layout_of(source.table)
    columns = columns_of(source.table, layout)
    questions = _questions(layout, columns)
    ids, id_problems = _source_ids(layout, columns)
    order = _order(layout, columns, questions)
    survey = SurveyFile(
        name=source.name,
        size=source.size,
        sha256=source.sha256,
        tool=layout.tool,
        why=layout.why,
        encoding=source.table.encoding,
        header_rows=layout.header + layout.header_rows,
        headings=layout.headings,
        questions=tuple(questions),
        source_ids=tuple(ids),
        submitted_at=tuple(_submitted(layout, columns, day_first=order.day_first)),
        day_first=order.day_first,
        problems=(),
        columns=tuple(columns.cells),
        row_numbers=columns.row_numbers,
    )
    problems = (*_of_file(source, layout, columns), *_of_order(order), *id_problems)
    return replace(survey, problems=problems)


def layout_of(table: RawTable) -> Layout:
    """The layout by the first reader that recognises the file.

    Raises:
        SurveyFileError: it has no headings.
    """
    for recognise in _READERS:
        if layout := recognise(table):
            return layout
    return any_table.recognise(table)


def _questions(layout: Layout, columns: Columns) -> list[SurveyQuestion]:
    found: list[SurveyQuestion] = []
    facts: dict[str, Facts] = {}
    given: dict[str, Role] = {}
    taken: Counter[str] = Counter()
    for index, heading in enumerate(layout.headings):
        if index in layout.ignored or index in (layout.source_id, layout.submitted):
            continue
        about = facts_of(columns.cells[index], layout.blanks.get(index, frozenset()))
        role = layout.roles.get(index)
        if role is Role.IDENTIFIER and not about.counts:
            continue  # an anonymous form: nobody was asked
        name = name_of(heading)
        taken[name] += 1
        if taken[name] > 1:
            name = f"{name}_{taken[name]}"
        facts[name] = about
        if role:
            given[name] = role
        found.append(_question(name, heading, index, about, layout))
    return with_roles(with_grids(found), facts, given)


def _question(name: str, heading: str, index: int, facts: Facts, layout: Layout) -> SurveyQuestion:
    identifier = layout.roles.get(index) is Role.IDENTIFIER
    question_type = QuestionType.TEXT if identifier else type_of(heading, facts)
    binding = binding_of(question_type, index, facts)
    if isinstance(binding, Single) and index in layout.blanks:
        binding = replace(binding, blanks=layout.blanks[index])
    return SurveyQuestion(
        name=name,
        label=heading,
        type=question_type,
        role=Role.NONE,
        binding=binding,
        choices=choices_of(question_type, binding, facts),
        samples=facts.samples,
        answered=facts.answered,
    )


def _source_ids(layout: Layout, columns: Columns) -> tuple[list[str], list[Problem]]:
    """An id for each response, unique in the file and the same when it is read again."""
    if layout.source_id is None:
        given: Sequence[str] = ["" for _ in columns.row_numbers]
    else:
        given = columns.cells[layout.source_id]
    if all(given) and len(set(given)) == len(given):
        return list(given), []
    ids: list[str] = []
    problems: list[Problem] = []
    taken = set(given)
    seen: Counter[str] = Counter()
    for index, (own, row) in enumerate(zip(given, columns.row_numbers, strict=True)):
        stem = own or _row_hash([column[index] for column in columns.cells])
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


def _repeated_id(own: str, chosen: str, row: int, layout: Layout) -> Problem:
    heading = layout.headings[layout.source_id] if layout.source_id is not None else ""
    return Problem(
        f"The id “{own}” occurs before, in a row above.",
        action=f"Both responses are kept; this one is called “{chosen}”.",
        row=row,
        column=heading,
    )


def _row_hash(cells: list[str]) -> str:
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:16]


def _order(layout: Layout, columns: Columns, questions: list[SurveyQuestion]) -> dates.Order:
    """One order of day and month for all dates of the file."""
    indexes = {q.binding.column for q in questions if q.type is QuestionType.DATE}
    if layout.submitted is not None:
        indexes.add(layout.submitted)
    own = (index for index in layout.ignored if any(columns.cells[index][:1]))
    indexes.update(own)
    return dates.order_of(cell for index in sorted(indexes) for cell in columns.cells[index])


def _submitted(layout: Layout, columns: Columns, *, day_first: bool) -> list[str]:
    if layout.submitted is None:
        return ["" for _ in columns.row_numbers]
    cells = columns.cells[layout.submitted]
    return [dates.to_iso(cell, day_first=day_first) or "" if cell else "" for cell in cells]


def _of_file(source: Source, layout: Layout, columns: Columns) -> list[Problem]:
    problems = [*source.table.problems, *layout.problems, *columns.problems]
    if not columns.row_numbers:
        problems.append(
            Problem("The file has headings but no responses.", action="Nothing can be imported.")
        )
    return problems


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
