"""XLSForm: the questionnaire of KoboToolbox and ODK, in a workbook or in its CSV form."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.definition import DefinedQuestion, Definition
from storage.surveys.markup import heading
from storage.surveys.raw_table import RawTable
from storage.surveys.readers import Reader
from storage.surveys.survey_file import Problem
from storage.surveys.tools.xlsform_definition import XlsForm
from storage.surveys.tools.xlsform_sheets import Row, Sheets, sheets_of, wordings
from storage.surveys.tools.xlsform_types import OTHER, FormType, form_type

TOOL = "XLSForm"
GRID_LOOKS = frozenset({"table-list", "grid"})
"""Appearances of a group that make a grid of it."""

_TRUE = frozenset({"yes", "true", "true()", "1"})
_ACKNOWLEDGED = (("OK", "OK"),)  # what ODK and Kobo write for it
_CLOSED = (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)


@dataclass(frozen=True)
class _Section:
    kind: str
    name: str
    label: str
    row: Row
    relevant: str


@dataclass(frozen=True)
class _Asked:
    """A question as its row has it, before names are known to be unique."""

    question: DefinedQuestion
    path: str
    labels: tuple[str, ...]
    list_name: str


def define(raw: RawTable) -> Definition | None:
    """The questionnaire of an XLSForm; None for any other table."""
    sheets = sheets_of(raw)
    if sheets is None:
        return None
    form = _Form(sheets)
    asked = list(form.asked())
    if not asked and not form.unasked:
        return None
    return form.definition(asked)


class _Form:
    """One pass through the survey sheet."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets
        self._sections: list[_Section] = []
        self._heading = ""  # of a grid whose first row is only for the labels of its columns
        self.unasked: list[str] = []
        self._problems: dict[str, Problem] = {}
        self._lists: dict[str, list[Row]] = {}
        for row in sheets.choices:
            if "list_name" in row and "name" in row:
                self._lists.setdefault(row["list_name"], []).append(row)

    def asked(self) -> Iterator[_Asked]:
        """The questions in their order."""
        for row in self._sheets.survey:
            if row.get("disabled", "").casefold() in _TRUE:
                continue
            kind = row.get("type", "")
            if kind.casefold() in ("score__row", "rank__level"):
                yield from self._row_of_section(row)
                continue
            told = form_type(kind)
            if told.kind == "begin":
                self._begin(row, told)
            elif told.kind == "end":
                self._sections = self._sections[:-1]
            elif told.kind != "question":
                self._leave_out(row, told)
            else:
                yield from self._question(row, told)

    def definition(self, asked: list[_Asked]) -> XlsForm:
        """The questionnaire, every question under a name of its own."""
        counts: dict[str, int] = {}
        for each in asked:
            counts[each.question.name] = counts.get(each.question.name, 0) + 1
        named = [
            each
            if counts[each.question.name] == 1
            else replace(each, question=replace(each.question, name=each.path))
            for each in asked
        ]
        questions = _with_others([each.question for each in named])
        return XlsForm(
            TOOL,
            heading(self._sheets.settings.get("form_title", "")),
            tuple(questions),
            tuple(self._problems.values()),
            unasked=frozenset(self.unasked),
            paths={each.question.name: each.path for each in named},
            wordings={each.question.name: each.labels for each in named},
            choice_wordings={
                each.question.name: self._choice_wordings(each.list_name)
                for each in named
                if each.list_name
            },
        )

    def _begin(self, row: Row, told: FormType) -> None:
        above = self._sections[-1].relevant if self._sections else ""
        self._sections = [
            *self._sections,
            _Section(
                told.section,
                row.get("name", ""),
                self._label(row, ""),
                row,
                _both(above, row.get("relevant", "")),
            ),
        ]
        self._heading = ""

    def _leave_out(self, row: Row, told: FormType) -> None:
        if row.get("name"):
            self.unasked.append(row["name"])
        if told.kind == "media":
            self._problems.setdefault(
                told.given,
                Problem(
                    f"The form asks for answers of the type “{told.given}”.",
                    action="They are files, not words, and are left out.",
                ),
            )

    def _question(self, row: Row, told: FormType) -> Iterator[_Asked]:
        section = self._sections[-1] if self._sections else None
        look = row.get("appearance", "").split()
        if "label" in look and told.type in _CLOSED:
            # ODK's older grids: a first question that only shows the choices over the columns.
            self._heading = self._label(row, "")
            self.unasked.append(row.get("name", ""))
            return
        if "list-nolabel" not in look:
            self._heading = ""
        if section and section.kind == "kobomatrix":
            yield from self._cells_of_matrix(row, told, section)
            return
        grid = self._heading
        if section and GRID_LOOKS & set(section.row.get("appearance", "").split()):
            grid = (section.label or section.name) if told.type in _CLOSED else ""
        yield self._asked(row, told, grid=grid)

    def _row_of_section(self, row: Row) -> Iterator[_Asked]:
        """A row of Kobo's rating or ranking: its choices are those of the group."""
        section = self._sections[-1] if self._sections else None
        if section is None:
            return
        column = "kobo--score-choices" if section.kind == "score" else "kobo--rank-items"
        told = FormType(
            "question", type=QuestionType.SELECT_ONE, choices=section.row.get(column, "")
        )
        yield self._asked(row, told, grid=section.label)

    def _cells_of_matrix(self, row: Row, told: FormType, section: _Section) -> Iterator[_Asked]:
        """Kobo's matrix is a group for each of its rows: M1_car/M1_car_Q1."""
        for item in self._lists.get(section.row.get("kobo--matrix_list", ""), []):
            group = f"{section.name}_{item['name']}"
            name = f"{group}_{row.get('name', '')}"
            label = f"{self._label(item, item['name'])}: {self._label(row, row.get('name', ''))}"
            made = self._asked({**row, "name": name}, told, grid=section.label)
            question = replace(made.question, label=label)
            path = f"{made.path.removesuffix(name)}{group}/{name}"
            yield replace(made, question=question, labels=(label,), path=path)

    def _asked(self, row: Row, told: FormType, *, grid: str) -> _Asked:
        name = row.get("name", "")
        choices = self._choices(told, row)
        other = told.or_other or row.get("_or_other", "").casefold() in _TRUE
        if other and not any(code == OTHER[0] for code, _ in choices):
            choices = (*choices, OTHER)
        above = self._sections[-1] if self._sections else None
        label = self._label(row, name)
        question = DefinedQuestion(
            name=name,
            label=label,
            type=_whole(row) if told.given == "range" else told.type,
            choices=choices,
            grid=grid,
            hint=heading(self._sheets.words(row, "hint")),
            relevant=_both(above.relevant if above else "", row.get("relevant", "")),
            required=row.get("required", "").casefold() in _TRUE,
            other=dict(choices).get(OTHER[0], "") if other else "",
            group=self._group(grid),
            details=self._details(row, told),
        )
        path = "/".join([*(s.name for s in self._sections if s.name), name])
        labels = tuple(dict.fromkeys([label, *map(heading, wordings(row, "label"))]))
        return _Asked(question, path, labels, told.choices)

    def _details(self, row: Row, told: FormType) -> dict[str, str]:
        repeat = next((s.name for s in reversed(self._sections) if s.kind == "repeat"), "")
        role = row.get("engage_role", "").casefold()
        details = {
            "type": told.given,
            "parameters": row.get("parameters", "") if told.given else "",
            "repeat": repeat,
            "role": role if role in set(Role) else "",
            "constraint": row.get("constraint", ""),
            "constraint_message": heading(self._sheets.words(row, "constraint_message")),
        }
        return {key: value for key, value in details.items() if value}

    def _group(self, grid: str) -> str:
        labels = [section.label for section in self._sections if section.label]
        if labels and labels[-1] == grid:
            labels.pop()
        return labels[-1] if labels else ""

    def _choices(self, told: FormType, row: Row) -> tuple[tuple[str, str], ...]:
        if told.given == "acknowledge":
            return _ACKNOWLEDGED
        if not told.choices:
            return ()
        rows = self._lists.get(told.choices)
        if rows is None:
            self._problems.setdefault(
                f"list {told.choices}",
                Problem(
                    f"The form has no list of choices called “{told.choices}”.",
                    action="The choices are taken from the answers.",
                    column=row.get("name", ""),
                ),
            )
            return ()
        labels = {each["name"]: self._label(each, each["name"]) for each in reversed(rows)}
        return tuple((code, labels[code]) for code in dict.fromkeys(each["name"] for each in rows))

    def _choice_wordings(self, list_name: str) -> dict[str, str]:
        rows = self._lists.get(list_name, [])
        return {heading(label): each["name"] for each in rows for label in wordings(each, "label")}

    def _label(self, row: Row, otherwise: str) -> str:
        return heading(self._sheets.words(row, "label", any_language=True)) or otherwise


def _with_others(questions: list[DefinedQuestion]) -> list[DefinedQuestion]:
    """A text question "x_other" after a question "x" with a choice "other" is its text."""
    texts = {each.name for each in questions if each.type is QuestionType.TEXT}
    return [
        replace(each, other=each.codes[OTHER[0]])
        if f"{each.name}_other" in texts and OTHER[0] in each.codes
        else each
        for each in questions
    ]


def _whole(row: Row) -> QuestionType:
    """A range asks for whole numbers unless its start, end or step is none."""
    fractions = "." in row.get("parameters", "")
    return QuestionType.DECIMAL if fractions else QuestionType.INTEGER


def _both(one: str, other: str) -> str:
    """Two conditions as one."""
    return f"({one}) and ({other})" if one and other else one or other


READER = Reader(TOOL, 30, define_table=define)
