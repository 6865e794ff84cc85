"""Answers, read from the cells as a question's type and binding say."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import repeat

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.bindings import (
    NOT_SHOWN,
    Binding,
    Delimited,
    NotShown,
    OneHot,
    Single,
    Value,
)
from storage.surveys.cells import as_cells, different
from storage.surveys.column_facts import Facts, facts_of
from storage.surveys.dates import to_iso
from storage.surveys.several import choices_in, longest_first
from storage.surveys.survey_file import Problem, SurveyFile, SurveyQuestion

Columns = Sequence[Sequence[str]]
"""The cells of a file, column by column, trimmed."""

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_JOINT = "; "  # between the choices of a question with several columns, read as one text


def values_of(survey: SurveyFile, question: SurveyQuestion) -> list[Value]:
    """The answer of every response, in the order of the file; `NOT_SHOWN` is one of them.

    What doesn't fit the type (words where a number is expected) stays as it was written.
    """
    values = _values_in(survey, question)
    for row in survey.hidden.get(question.name, ()):
        if values[row] is None:
            values[row] = NOT_SHOWN
    return values


def _values_in(survey: SurveyFile, question: SurveyQuestion) -> list[Value]:
    binding = question.binding
    if not isinstance(binding, Single):
        lists = lists_of(survey.columns, binding, question.choices)
        if question.type is QuestionType.SELECT_MULTIPLE:
            return lists
        return [_JOINT.join(each) if isinstance(each, list) else each for each in lists]
    cells = texts_of(survey.columns, binding)
    match question.type:
        case QuestionType.INTEGER | QuestionType.DECIMAL:
            return [_number(cell) for cell in cells]
        case QuestionType.DATE:
            return [_date(cell, day_first=survey.day_first) for cell in cells]
        case _:
            return [cell or None for cell in cells]


def texts_of(columns: Columns, binding: Single | Delimited) -> Sequence[str | NotShown]:
    """Each cell with codes turned into labels; "" where nothing was given."""
    cells = columns[binding.column]
    if binding.plain:
        return cells
    codes = binding.codes if isinstance(binding, Single) else {}
    blanks = binding.blanks - binding.unseen
    known: dict[str, str | NotShown] = {}
    for cell in different(cells):
        if cell in binding.unseen:
            known[cell] = NOT_SHOWN
        else:
            known[cell] = "" if cell in blanks else codes.get(cell, cell)
    texts = list(map(known.__getitem__, cells))
    if binding.other is None or isinstance(binding, Delimited):
        return texts
    written = columns[binding.other]
    stood_for = {"", NOT_SHOWN, binding.other_label}
    return [
        own if own and own not in (*binding.blanks, *binding.unseen) and text in stood_for else text
        for text, own in zip(texts, written, strict=True)
    ]


def lists_of(columns: Columns, binding: Delimited | OneHot, choices: Sequence[str]) -> list[Value]:
    """The choices made in each response: a list, None or `NOT_SHOWN`."""
    if isinstance(binding, OneHot):
        return _ticked(columns, binding)
    lists = _cut(texts_of(columns, binding), binding, choices)
    if binding.other is None:
        return lists
    nothing = binding.blanks | binding.unseen
    return [
        with_other(each, own, binding.other_label) if own and own not in nothing else each
        for each, own in zip(lists, columns[binding.other], strict=True)
    ]


def with_other(value: Value, written: str, other_label: str) -> Value:
    """The choices with the text written under "Other" at the end, in the place of "Other"."""
    chosen = value if isinstance(value, list) else []
    return [*(label for label in chosen if label != other_label), written]


def misfits(survey: SurveyFile, question: SurveyQuestion) -> list[Problem]:
    """The answers that don't fit the question's type, each with its row."""
    match question.type:
        case QuestionType.DATE:
            wanted = "a date"
        case QuestionType.INTEGER:
            wanted = "a whole number"
        case QuestionType.DECIMAL:
            wanted = "a number"
        case _:
            return []
    return [
        Problem(
            f"This answer is not {wanted}.",
            action="It is kept as text.",
            row=row,
            column=question.label,
        )
        for row, value in zip(survey.row_numbers, values_of(survey, question), strict=True)
        if not _fits(value, question.type, day_first=survey.day_first)
    ]


def facts_about(survey: SurveyFile, question: SurveyQuestion) -> Facts:
    """The facts of what a question is bound to."""
    return facts_over(survey.columns, question.binding)


def facts_over(columns: Columns, binding: Binding) -> Facts:
    """Facts about answers as texts: codes as labels, the choices of several columns joined."""
    if isinstance(binding, OneHot):
        return facts_of(_joined(_ticked(columns, binding)))
    if isinstance(binding, Delimited) and (binding.codes or binding.other is not None):
        return facts_of(_joined(lists_of(columns, binding, tuple(binding.codes.values()))))
    if binding.plain:
        return facts_of(columns[binding.column])
    if binding.other is None or isinstance(binding, Delimited):
        return facts_of(as_cells(columns[binding.column]).mapped(partial(_given, binding)))
    texts = texts_of(columns, binding)
    return facts_of([text if isinstance(text, str) else "" for text in texts])


def _given(binding: Single | Delimited, cell: str) -> str:
    """A cell's text; "" where nothing was given, or the question was not shown."""
    if cell in binding.unseen or cell in binding.blanks:
        return ""
    return binding.codes.get(cell, cell) if isinstance(binding, Single) else cell


def _joined(lists: Sequence[Value]) -> list[str]:
    """The choices of each response in one text. Responses that are alike share their list."""
    known: dict[int, str] = {}
    for each in lists:
        if id(each) not in known:
            known[id(each)] = _JOINT.join(each) if isinstance(each, list) else ""
    return [known[id(each)] for each in lists]


def _fits(value: Value, question_type: QuestionType, *, day_first: bool) -> bool:
    if value is None or value is NOT_SHOWN:
        return True
    if question_type is QuestionType.DATE:
        return isinstance(value, str) and to_iso(value, day_first=day_first) is not None
    whole = question_type is QuestionType.INTEGER
    return isinstance(value, int) or (isinstance(value, float) and not whole)


def _number(cell: str | NotShown) -> Value:
    if not isinstance(cell, str):
        return cell
    if not cell:
        return None
    if not _NUMBER.fullmatch(cell):
        return cell
    return float(cell) if "." in cell else int(cell)


def _date(cell: str | NotShown, *, day_first: bool) -> Value:
    if not isinstance(cell, str):
        return cell
    found = to_iso(cell, day_first=day_first) if cell else None
    # Midnight stands for a date without a time, which Excel saves as CSV like that.
    return found.removesuffix("T00:00:00") if found else cell or None


def _cut(
    cells: Sequence[str | NotShown], binding: Delimited, choices: Sequence[str]
) -> list[Value]:
    options = longest_first(dict.fromkeys((*choices, *binding.codes, *binding.codes.values())))
    codes, delimiter = binding.codes, binding.delimiter
    known: dict[str | NotShown, Value] = {"": None, NOT_SHOWN: NOT_SHOWN}
    for cell in different(cells):
        if cell not in known and isinstance(cell, str):
            if binding.kind == "code":
                pieces = [piece.strip() for piece in cell.split(delimiter) if piece.strip()]
            else:
                pieces = choices_in(cell, options, delimiter)
            known[cell] = [codes.get(piece, piece) for piece in pieces] or None
    return list(map(known.__getitem__, cells))


def _ticked(columns: Columns, binding: OneHot) -> list[Value]:
    """The labels of the ticked columns, response by response; each different row is read once."""
    parts = [columns[column] for _, _, column in binding.columns]
    written: Sequence[str] = columns[binding.other] if binding.other is not None else ()
    rows = zip(*parts, strict=True) if parts else repeat((), len(written))
    known: dict[tuple[tuple[str, ...], str], Value] = {}
    found: list[Value] = []
    for key in zip(rows, written or repeat(""), strict=False):
        if key not in known:
            known[key] = _ticked_in(*key, binding)
        found.append(known[key])
    return found


def _ticked_in(cells: tuple[str, ...], own: str, binding: OneHot) -> Value:
    """The labels of the ticked cells of one response, with its own words."""
    options = zip(binding.columns, cells, strict=True)
    if binding.ticked:
        chosen = [option.label for option, cell in options if cell in binding.ticked]
    else:
        not_ticked = binding.unticked | binding.unseen | {""}
        chosen = [option.label for option, cell in options if cell not in not_ticked]
    value: Value = list(dict.fromkeys(chosen)) or None
    if own and own not in binding.other_blanks and own not in binding.unseen:
        return with_other(value, own, binding.other_label)
    if value is None and binding.unseen and all(cell in binding.unseen for cell in cells):
        return NOT_SHOWN
    return value
