"""Which blank answers belong to questions that were not shown, by the survey's own conditions.

An export leaves a cell empty for both. Where the questionnaire came with it, its condition (XLSForm
`relevant`, LimeSurvey's relevance, REDCap's branching logic) is worked out for each response: false
means not shown. A condition that can't be read, or asks for what the file doesn't hold, says
nothing, and a blank stays one that was shown and skipped.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from engage_app.domain.form_expressions import Expression
from engage_app.domain.form_parser import parse
from engage_app.domain.form_values import Answer, decimal_number
from engage_app.errors import NotPossible
from storage.surveys.bindings import Delimited, OneHot, Single
from storage.surveys.definition import DefinedQuestion, Definition
from storage.surveys.survey_file import SurveyQuestion

Cells = Sequence[Sequence[str]]
_REDCAP = re.compile(r"\[(?P<field>[a-z0-9_]+)(?:\((?P<box>[^()\]]+)\))?\]", re.IGNORECASE)
_LIME = re.compile(r"\b([A-Za-z][A-Za-z0-9_]*)(?:\.(?:NAOK|value|shown))\b")
_EMPTY = re.compile(r"is_empty\(\s*(\$\{[^{}]*\})\s*\)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def not_shown(
    questions: Iterable[SurveyQuestion], told: Definition, cells: Cells
) -> dict[str, frozenset[int]]:
    """By the question's name: the indexes of responses whose condition for it is false."""
    asked = list(questions)
    answers = _Answers(asked, told, cells)
    count = len(cells[0]) if cells else 0
    found: dict[str, frozenset[int]] = {}
    for question in asked:
        defined = told.question(question.name)
        if defined is None or (told.tool == "LimeSurvey" and question.binding.unseen):
            continue  # LimeSurvey's VV file says itself what was not shown
        condition = _read(defined, told)
        if condition is not None and (rows := _false(condition, answers, count)):
            found[question.name] = rows
    return found


def in_xlsform(text: str, tool: str) -> str:
    """A tool's condition in the words of XLSForm."""
    if tool == "REDCap":
        return _outside_quotes(text, _from_redcap)
    if tool == "LimeSurvey":
        return _outside_quotes(text, _from_limesurvey)
    return text


class _Answers:
    """The answers that conditions ask about, as codes, by the questionnaire's names."""

    def __init__(self, asked: Sequence[SurveyQuestion], told: Definition, cells: Cells) -> None:
        self._cells = cells
        self._told = told
        self._asked = {question.name.casefold(): question for question in asked}
        self._known: dict[str, Sequence[Answer] | None] = {}

    def of(self, name: str) -> Sequence[Answer] | None:
        """The answers of all responses; None where the file doesn't hold the question."""
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> Sequence[Answer] | None:
        question = self._asked.get(name.casefold())
        if question is not None:
            return _codes(question, self._told.question(question.name), self._cells)
        stem, _, box = name.rpartition("_")
        stem = stem.rstrip("_")
        whole = self._asked.get(stem.casefold())
        if whole is None or not isinstance(whole.binding, OneHot):
            return None
        option = next(
            (o for o in whole.binding.columns if o.code.casefold() == box.casefold()), None
        )
        if option is None:
            return None
        ticked = "1" if self._told.tool == "REDCap" else "Y"
        off = "0" if self._told.tool == "REDCap" else ""
        return [ticked if _is_ticked(whole.binding, c) else off for c in self._cells[option.column]]


def _read(defined: DefinedQuestion, told: Definition) -> Expression | None:
    if not defined.relevant.strip():
        return None
    try:
        return parse(in_xlsform(defined.relevant, told.tool))
    except NotPossible:
        return None


def _false(condition: Expression, answers: _Answers, count: int) -> frozenset[int]:
    """The responses for which it doesn't hold."""
    names = sorted(condition.names())
    columns = [column for name in names if (column := answers.of(name)) is not None]
    if len(columns) < len(names) or not names:
        return frozenset()
    today = date.today()  # noqa: DTZ011 - a condition about today is about the officer's
    known: dict[tuple[Answer, ...], bool] = {}
    rows = []
    for row, given in enumerate(zip(*columns, strict=True)):
        if given not in known:
            try:
                known[given] = condition.holds(dict(zip(names, given, strict=True)), today=today)
            except NotPossible:
                return frozenset()
        if not known[given]:
            rows.append(row)
    return frozenset(rows) if count else frozenset()


def _codes(
    question: SurveyQuestion, defined: DefinedQuestion | None, cells: Cells
) -> Sequence[Answer]:
    """A question's answers as the questionnaire's codes, which may stand in the file as labels."""
    binding = question.binding
    if isinstance(binding, OneHot):
        rows = zip(*(cells[option.column] for option in binding.columns), strict=True)
        codes = [option.code for option in binding.columns]
        return [
            tuple(code for code, cell in zip(codes, row, strict=True) if _is_ticked(binding, cell))
            for row in rows
        ]
    known = {label: code for code, label in defined.choices} if defined else {}
    column = cells[binding.column]
    nothing = binding.blanks | binding.unseen | {""}
    if isinstance(binding, Delimited):
        return [
            tuple(known.get(piece, piece) for piece in _pieces(cell, binding.delimiter))
            if cell not in nothing
            else None
            for cell in column
        ]
    return [None if cell in nothing else _one(cell, known, question) for cell in column]


def _one(cell: str, known: Mapping[str, str], question: SurveyQuestion) -> Answer:
    if cell in known:
        return known[cell]
    number = None if question.closed else decimal_number(cell)
    return cell if number is None else number


def _pieces(cell: str, delimiter: str) -> list[str]:
    return [piece.strip() for piece in cell.split(delimiter) if piece.strip()]


def _is_ticked(binding: OneHot | Single | Delimited, cell: str) -> bool:
    if not isinstance(binding, OneHot):
        return False
    if binding.ticked:
        return cell in binding.ticked
    return bool(cell) and cell not in binding.unticked and cell not in binding.unseen


def _outside_quotes(text: str, change: Callable[[str], str]) -> str:
    """The text with its parts outside quotation marks changed."""
    parts, at = [], 0
    for found in _QUOTED.finditer(text):
        parts += [change(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*parts, change(text[at:])])


def _from_redcap(text: str) -> str:
    def reference(found: re.Match[str]) -> str:
        name = found["field"].lower()
        return f"${{{name}___{found['box']}}}" if found["box"] else f"${{{name}}}"

    return _REDCAP.sub(reference, text).replace("<>", "!=")


def _from_limesurvey(text: str) -> str:
    text = _LIME.sub(r"${\1}", text)
    text = _EMPTY.sub(r"(\1 = '')", text)
    for own, other in (("&&", " and "), ("||", " or "), ("==", "=")):
        text = text.replace(own, other)
    return re.sub(r"!\s*\((\$\{[^{}]*\}) = ''\)", r"(\1 != '')", text)
