"""A questionnaire as an XLSForm workbook, for KoboToolbox, ODK and whatever else takes one.

Roles go into the column `engage_role`, which forms pass over and Engage reads again. Grids are
groups that look like a table, lists of choices that are equal are written once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from engage_app.domain.questionnaire import Question, QuestionType
from storage.exchange.xlsform_conditions import recoded
from storage.exchange.xml_names import Names
from storage.surveys.definition import DefinedQuestion, Definition
from storage.surveys.headings import clean, name_of
from storage.surveys.markup import as_markup

SURVEY = (
    "type", "name", "label", "hint", "required", "relevant", "appearance", "parameters",
    "constraint", "constraint_message", "engage_role",
)  # fmt: skip
CHOICES = ("list_name", "name", "label")
SETTINGS = ("form_title", "form_id")

OWN, XLSFORM = "Engage", "XLSForm"  # tools whose conditions are XLSForm's
_OTHER = "other"
_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
_OPENING = re.compile(r"\$(?=\{)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST = 32_767  # what a cell of a workbook holds
_CLOSED = (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Line:
    """A question with the names it has in the form."""

    question: DefinedQuestion
    name: str
    list_name: str
    or_other: bool


def definition_of(title: str, questions: Sequence[Question]) -> Definition:
    """The questionnaire of an exercise, without what is retired; codes are made of the values of
    its choices."""
    return Definition(
        OWN,
        title,
        tuple(
            DefinedQuestion(
                name=question.name,
                label=question.label,
                type=question.type,
                choices=tuple(
                    (choice.value, choice.label)
                    for choice in question.choices
                    if not choice.retired
                ),
                grid=question.grid,
                hint=question.hint,
                relevant=question.relevant,
                required=question.required,
                details={
                    "role": str(question.role),
                    "constraint": question.constraint,
                    "constraint_message": question.constraint_message,
                },
            )
            for question in questions
            if not question.retired
        ),
    )


def write_xlsform(form: Definition, path: Path) -> Path:
    """Write a questionnaire as an XLSForm.

    Names and codes stay as they are where a form may have them; others are made valid.

    Raises:
        NotPossible: the folder is missing, full or may not be written to.
        FileInUse: another program has the file open.
    """
    from storage.reports.saving import save

    lines, lists = _named(form)
    sheets: dict[str, tuple[tuple[str, ...], list[Mapping[str, str]]]] = {
        "survey": (SURVEY, list(_survey(lines, form))),
        "choices": (CHOICES, list(_choices(lists))),
        "settings": (SETTINGS, [_settings(form)]),
    }
    return save(path, lambda unfinished: _write(sheets, unfinished))


def _named(form: Definition) -> tuple[list[_Line], dict[str, Choices]]:
    """Every question under its name in the form, and the lists of choices by name."""
    names, list_names = Names(), Names(())
    given = {question.name for question in form.questions}
    lists: dict[Choices, str] = {}
    lines: list[_Line] = []
    for question in form.questions:
        choices = _coded(question)
        wanted = names.of(question.name)
        if choices and choices not in lists:
            lists[choices] = list_names.of(wanted)
        # A question "x_other" of its own has that text already.
        or_other = (
            bool(question.other) and not question.grid and f"{question.name}_other" not in given
        )
        lines.append(_Line(question, wanted, lists.get(choices, ""), or_other))
        if or_other:
            names.of(f"{wanted}_other")  # the form adds a question of that name
    return lines, {name: choices for choices, name in lists.items()}


def _coded(question: DefinedQuestion) -> Choices:
    """The choices with codes that a form may have; nothing for what is no question of choice."""
    if question.type not in _CLOSED or question.details.get("type") == "acknowledge":
        return ()
    codes = Names(())
    coded = []
    for code, label in question.choices or (("yes", "Yes"), ("no", "No")):
        wanted = _OTHER if question.other and label == question.other else code
        coded.append((codes.code_of(wanted), _text(label) or wanted))
    return tuple(coded)


def _survey(lines: Sequence[_Line], form: Definition) -> Iterator[Mapping[str, str]]:
    known = {line.name for line in lines}
    used = Names(known)
    for repeat, repeated in groupby(lines, lambda line: line.question.details.get("repeat", "")):
        if repeat:
            yield {"type": "begin_repeat", "name": used.of(repeat), "label": repeat}
        for group, members in groupby(repeated, lambda line: line.question.group):
            section = group != repeat and group
            if section:
                yield {"type": "begin_group", "name": used.of(group), "label": _text(group)}
            for grid, rows in groupby(members, _grid_of):
                yield from _rows(grid, list(rows), form, lines, used)
            if section:
                yield {"type": "end_group"}
        if repeat:
            yield {"type": "end_repeat"}


def _grid_of(line: _Line) -> tuple[str, str, str]:
    """The rows of a grid have to share type and list, or it can't be shown as a table."""
    question = line.question
    if not question.grid or question.type not in _CLOSED:
        return ("", "", "")
    return (question.grid, str(question.type), line.list_name)


def _rows(
    grid: tuple[str, str, str],
    rows: list[_Line],
    form: Definition,
    lines: Sequence[_Line],
    used: Names,
) -> Iterator[Mapping[str, str]]:
    heading = grid[0]
    names = {line.question.name: line.name for line in lines}
    if heading:
        yield {
            "type": "begin_group",
            "name": used.of(heading),
            "label": _text(heading),
            "appearance": "table-list",
        }
    for line in rows:
        question = line.question
        role = question.details.get("role", "")
        yield {
            "type": _type(line),
            "name": line.name,
            "label": _text(question.label, names) or line.name,
            "hint": _text(question.hint, names),
            "required": "yes" if question.required else "",
            "relevant": _condition(question.relevant, form, lines),
            "constraint": _condition(question.details.get("constraint", ""), form, lines),
            "constraint_message": _text(question.details.get("constraint_message", ""), names),
            "parameters": question.details.get("parameters", ""),
            "engage_role": "" if role == "none" else role,
        }
    if heading:
        yield {"type": "end_group"}


def _type(line: _Line) -> str:
    question, given = line.question, line.question.details.get("type", "")
    if line.list_name:
        kind = "rank" if given == "rank" else str(question.type)
        return f"{kind} {line.list_name}{' or_other' if line.or_other else ''}"
    return given or str(question.type or QuestionType.TEXT)


def _choices(lists: Mapping[str, Choices]) -> Iterator[Mapping[str, str]]:
    for name, choices in lists.items():
        for code, label in choices:
            yield {"list_name": name, "name": code, "label": label}


def _settings(form: Definition) -> Mapping[str, str]:
    title = _text(form.title)
    # The prefix, as pyxform takes an id such as "None" for none at all.
    return {"form_title": title, "form_id": Names().of(f"engage_{name_of(title)}")}


def _condition(text: str, form: Definition, lines: Sequence[_Line]) -> str:
    """Only XLSForm's own conditions, and only about questions that are in the form."""
    if not text.strip() or form.tool not in (XLSFORM, OWN):
        return ""
    names = {line.question.name: line.name for line in lines}
    codes = {line.question.name: _codes(line.question) for line in lines}
    found = recoded(text, names, codes)
    if found is not None or form.tool == OWN:
        return found or ""
    # What we can't read other programs may: of a form that came so, its names are replaced.
    asked = [each[1] for each in _REFERENCE.finditer(text)]
    if any(name not in names for name in asked):
        return ""
    return _REFERENCE.sub(lambda each: f"${{{names[each[1]]}}}", text)


def _codes(question: DefinedQuestion) -> dict[str, str]:
    """The values of its choices to their codes in the form."""
    given = [code for code, _ in question.choices]
    return dict(zip(given, (code for code, _ in _coded(question)), strict=False))


def _text(words: str, names: Mapping[str, str] | None = None) -> str:
    """Words for a cell: one line, and "${" only before the name of a question."""

    def reference(found: re.Match[str]) -> str:
        name = (names or {}).get(found[1])
        return f"${{{name}}}" if name else f"$ {found[0][1:]}"

    text = _REFERENCE.sub(reference, clean(_CONTROL.sub(" ", words)))
    open_end = text.rfind("${")
    if open_end >= 0 and "}" not in text[open_end:]:
        text = f"{text[:open_end]}{_OPENING.sub('$ ', text[open_end:])}"
    return as_markup(text[:_LONGEST])


def _write(
    sheets: Mapping[str, tuple[tuple[str, ...], Iterable[Mapping[str, str]]]], path: Path
) -> None:
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, (columns, rows) in sheets.items():
        sheet = book.create_sheet(title)
        for number, row in enumerate([dict(zip(columns, columns, strict=True)), *rows], 1):
            for index, column in enumerate(columns, 1):
                if value := row.get(column, ""):
                    cell = sheet.cell(number, index, value)
                    cell.data_type = "s"  # a label that begins with "=" is no formula
                    if number == 1:
                        cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for index, column in enumerate(columns):
            sheet.column_dimensions[chr(ord("A") + index)].width = 60 if column == "label" else 24
    book.save(path)
