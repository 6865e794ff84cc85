"""REDCap's data dictionary: a table of 18 columns, one row for each field.

It comes as a CSV with long headings from the project, or with short ones (`field_name`) from the
interface for programs. Older versions have fewer columns.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.definition import DefinedQuestion, Definition
from storage.surveys.headings import plain
from storage.surveys.markup import heading
from storage.surveys.raw_table import RawTable
from storage.surveys.survey_file import Problem

TOOL = "REDCap"
_HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("variable / field name", "field_name"),
    "form": ("form name", "form_name"),
    "section": ("section header", "section_header"),
    "type": ("field type", "field_type"),
    "label": ("field label", "field_label"),
    "choices": ("choices, calculations, or slider labels", "choices or calculations",
        "select_choices_or_calculations"),
    "note": ("field note", "field_note"),
    "validation": ("text validation type or show slider number", "text validation type",
        "text_validation_type_or_show_slider_number"),
    "identifier": ("identifier?", "identifier"),
    "logic": ("branching logic (show field only if...)", "branching logic", "branching_logic"),
    "required": ("required field?", "required_field"),
    "matrix": ("matrix group name", "matrix_group_name"),
    "annotation": ("field annotation", "field_annotation"),
}  # fmt: skip
_NEEDED = ("name", "type", "label")
_CONTACTS = ("email", "phone", "ssn", "zipcode", "postal", "mrn", "vmrn")
_CLOSED = ("radio", "dropdown", "checkbox")
_WRITTEN = ("text", "notes")
_KNOWN = frozenset({*_CLOSED, *_WRITTEN, "yesno", "truefalse", "slider", "calc", "sql", "file"})
_NOT_ASKED = frozenset({"descriptive"})
_TYPES = {
    "radio": QuestionType.SELECT_ONE,
    "dropdown": QuestionType.SELECT_ONE,
    "yesno": QuestionType.SELECT_ONE,
    "truefalse": QuestionType.SELECT_ONE,
    "checkbox": QuestionType.SELECT_MULTIPLE,
    "calc": QuestionType.DECIMAL,
    "slider": QuestionType.INTEGER,
    "text": QuestionType.TEXT,
    "notes": QuestionType.TEXT,
    "file": QuestionType.TEXT,
}
_VALIDATED = {
    "int": QuestionType.INTEGER,
    "number": QuestionType.DECIMAL,
    "date": QuestionType.DATE,
}
_LOGIC = re.compile(
    r"\s*(?:\[[^\]]*\])?\[(?P<field>\w+)(?:\((?P<box>-?\w+)\))?\]\s*=\s*(?P<quote>['\"]?)"
    r"(?P<value>-?\w+)(?P=quote)\s*"
)
_NAMED_OTHER = re.compile(r"(\w+?)_(?:other|oth|other_text|other_specify|specify|other_sp)")


@dataclass(frozen=True)
class _Row:
    """One field; the cells by the keys of `_HEADINGS`."""

    cells: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "").strip()


def define(raw: RawTable) -> Definition | None:
    """The questionnaire, or None where this is no data dictionary."""
    header = next((index for index, row in enumerate(raw.rows) if any(row)), None)
    if header is None:
        return None
    keys = [plain(cell.replace("\ufeff", "")) for cell in raw.rows[header]]
    found = {
        key: keys.index(name) for key, names in _HEADINGS.items() for name in names if name in keys
    }
    if any(key not in found for key in _NEEDED):
        return None
    rows = [_row(row, found) for row in raw.rows[header + 1 :]]
    return _definition([row for row in rows if row["name"]])


def choices_in(text: str) -> tuple[tuple[str, str], ...]:
    """ "1, One | 2, Two" as (code, label); a choice without a code is both."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"\||\\n|\n", text):
        if not part.strip():
            continue
        code, comma, label = part.partition(",")
        shown = heading(label) if comma else ""
        found.append((code.strip(), shown or code.strip()))
    return tuple(found)


def named_other(name: str) -> str:
    """The field of which `name` may hold the words under "Other"; or nothing."""
    found = _NAMED_OTHER.fullmatch(name)
    return found[1] if found else ""


def _row(row: Sequence[str], found: Mapping[str, int]) -> _Row:
    return _Row({key: row[index] for key, index in found.items() if index < len(row)})


def _definition(rows: Sequence[_Row]) -> Definition:
    """The first field is the id of the record and no question."""
    questions: list[DefinedQuestion] = []
    problems: list[Problem] = []
    grids: dict[tuple[str, str], str] = {}
    form = section = ""
    for row in rows[1:]:
        if row["form"] != form:
            form, section = row["form"], ""
        shown = heading(row["section"])
        matrix = (row["form"], row["matrix"])
        if row["matrix"]:
            grids.setdefault(matrix, shown or row["matrix"].replace("_", " "))
        elif shown:
            section = shown
        kind = row["type"].lower()
        if kind in _NOT_ASKED:
            continue
        if kind not in _KNOWN:
            problems.append(_unknown(row))
        questions.append(_question(row, kind, grids.get(matrix, ""), section))
    return Definition(TOOL, "", tuple(_with_others(questions)), tuple(problems))


def _question(row: _Row, kind: str, grid: str, section: str) -> DefinedQuestion:
    choices: tuple[tuple[str, str], ...] = ()
    if kind in _CLOSED:
        choices = choices_in(row["choices"])
    elif kind in ("yesno", "truefalse"):
        choices = (
            (("1", "Yes"), ("0", "No")) if kind == "yesno" else (("1", "True"), ("0", "False"))
        )
    validation = row["validation"].lower()
    details = {"form": row["form"], "kind": kind}
    if row["identifier"].lower() in ("y", "yes") or validation.startswith(_CONTACTS):
        details["identifier"] = "y"
    if kind == "slider":
        details["slider"] = row["choices"]
    return DefinedQuestion(
        name=row["name"].lower(),
        label=heading(row["label"]) or row["name"],
        type=_type(kind, validation, row["annotation"]),
        choices=choices,
        grid=grid,
        hint=heading(row["note"]),
        relevant=row["logic"],
        required=row["required"].lower() in ("y", "yes"),
        group=section,
        details=details,
    )


def _type(kind: str, validation: str, annotation: str) -> QuestionType | None:
    if kind == "calc" and ("@CALCTEXT" in annotation or "@CALCDATE" in annotation):
        return None
    if kind == "text":
        for opening, validated in _VALIDATED.items():
            if validation.startswith(opening):
                return None if "comma" in validation else validated
    return _TYPES.get(kind)


def _with_others(questions: list[DefinedQuestion]) -> list[DefinedQuestion]:
    """A box for words that is shown for one choice alone belongs to that choice."""
    by_name = {question.name: index for index, question in enumerate(questions)}
    found = list(questions)
    for index, question in enumerate(questions):
        if question.details.get("kind") not in _WRITTEN:
            continue
        owner, label = _owner(question, questions, by_name)
        if owner is None or found[owner].other:
            continue
        details = {**question.details, "other_of": found[owner].name}
        found[index] = replace(question, details=details)
        found[owner] = replace(found[owner], other=label)
    return found


def _owner(
    question: DefinedQuestion, questions: Sequence[DefinedQuestion], by_name: Mapping[str, int]
) -> tuple[int | None, str]:
    logic = _LOGIC.fullmatch(question.relevant)
    if logic:
        owner = by_name.get(logic["field"].lower())
        code = logic["box"] if logic["box"] is not None else logic["value"]
        if owner is not None and not (logic["box"] and logic["value"] != "1"):
            label = questions[owner].codes.get(code, "")
            named = named_other(question.name) == questions[owner].name
            if label and (named or says_other(label)):
                return owner, label
    owner = by_name.get(named_other(question.name))
    if owner is None or question.relevant:
        return None, ""
    others = [label for _, label in questions[owner].choices if says_other(label)]
    return (owner, others[-1]) if others else (None, "")


def says_other(label: str) -> bool:
    """Whether a choice is the one for what is not among the choices."""
    return plain(label).startswith(("other", "something else", "none of the above, "))


def _unknown(row: _Row) -> Problem:
    return Problem(
        f"The dictionary gives the field “{row['name']}” the unknown type “{row['type']}”.",
        action="Its type was taken from the answers.",
    )
