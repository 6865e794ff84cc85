"""A questionnaire as its own file tells it: XLSForm, LimeSurvey .lss, REDCap dictionary, Triple-S.

An export seldom says what its questions are; a definition does. It is only used where the officer
gives it together with the export, and it is put to the export by the questions' names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import Delimited, OneHot, Option, Single
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.raw_table import RawTable
from storage.surveys.survey_file import Problem


@dataclass(frozen=True)
class DefinedQuestion:
    """One question of a definition; a grid is a question for each of its rows.

    Attributes:
        name: as the export names it, e.g. "multi" or "lik_SQ001".
        type: None where the tool's type has no counterpart; it is then found from the answers.
        choices: (code, label) in order.
        grid: the heading over a grid; the label is then that of the row.
        hint: shown below the question.
        relevant: the condition under which it is shown, as the tool writes it.
        required: whether it has to be answered.
        other: the label of the choice that comes with a text, e.g. "Other"; or empty.
        group: the heading of the section, or empty.
        details: the tool's own facts that a reader needs, e.g. the place in a fixed-width file.
    """

    name: str
    label: str
    type: QuestionType | None
    choices: tuple[tuple[str, str], ...] = ()
    grid: str = ""
    hint: str = ""
    relevant: str = ""
    required: bool = False
    other: str = ""
    group: str = ""
    details: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def codes(self) -> dict[str, str]:
        """Code to label."""
        return dict(self.choices)

    @property
    def role(self) -> Role | None:
        """The role that the definition itself gives, in `details`; None where it says nothing."""
        named = self.details.get("role", "")
        if named in set(Role):
            return Role(named)
        return Role.IDENTIFIER if self.details.get("identifier") else None


@dataclass(frozen=True)
class Definition:
    """A whole questionnaire.

    Attributes:
        tool: which tool's, e.g. "LimeSurvey".
        title: of the survey, or empty.
        questions: in their order.
        problems: what could not be understood.
    """

    tool: str
    title: str
    questions: tuple[DefinedQuestion, ...]
    problems: tuple[Problem, ...] = ()

    def question(self, name: str) -> DefinedQuestion | None:
        """The question of that name; case decides only where two names differ by case alone."""
        if found := self._by_name.get(name):
            return found
        return self._by_folded_name.get(name.casefold())

    @cached_property
    def _by_name(self) -> dict[str, DefinedQuestion]:
        return {question.name: question for question in self.questions}

    @cached_property
    def _by_folded_name(self) -> dict[str, DefinedQuestion]:
        return {question.name.casefold(): question for question in reversed(self.questions)}


def merged(specs: tuple[QuestionSpec, ...], definition: Definition) -> tuple[QuestionSpec, ...]:
    """The questions with what the definition says of those it knows by name.

    Codes become labels, in `Single`, `Delimited` and `OneHot` alike. What a reader has settled
    already (type, choices, grid) stays as the reader says.
    """
    return tuple(
        _told(spec, told) if (told := definition.question(spec.name)) else spec for spec in specs
    )


def misfit_of(specs: tuple[QuestionSpec, ...], definition: Definition) -> tuple[Problem, ...]:
    """A problem where the definition is another survey's: it knows none of the questions."""
    if any(definition.question(spec.name) for spec in specs):
        return ()
    return (
        Problem(
            f"The {definition.tool} definition names none of the questions of this file.",
            action="It was not used. Check that it belongs to this survey.",
        ),
    )


def alone(definition: Definition, raw: RawTable | None = None) -> Layout:
    """The layout of a definition that was chosen without an export: questions, no responses."""
    names = tuple(question.name for question in definition.questions)
    specs = [
        QuestionSpec(
            name=question.name,
            label=question.label,
            binding=_binding_without_answers(question, column),
            type=question.type or QuestionType.TEXT,
            choices=tuple(dict.fromkeys(question.codes.values())),
            grid=question.grid,
            hint=question.hint,
            role=question.role,
        )
        for column, question in enumerate(definition.questions)
    ]
    table = raw or RawTable("definition", "utf-8", [])
    return Layout(
        tool=definition.tool,
        why=f"It is a questionnaire of {definition.tool}, without responses.",
        header=0,
        headings=names,
        specs=tuple(specs),
        table=replace(table, rows=[list(names)]),
        sheets=frozenset(table.sheets),
        problems=definition.problems,
        questionnaire=True,
    )


def _binding_without_answers(question: DefinedQuestion, column: int) -> Single | Delimited:
    if question.type is QuestionType.SELECT_MULTIPLE:
        return Delimited(column, " ", kind="code", codes=question.codes)
    return Single(column, codes=question.codes)


def _told(spec: QuestionSpec, told: DefinedQuestion) -> QuestionSpec:
    binding = spec.binding
    codes = told.codes
    if isinstance(binding, OneHot):
        columns = [
            Option(code, codes.get(code, label), column) for code, label, column in binding.columns
        ]
        binding = replace(
            binding, columns=tuple(columns), other_label=told.other or binding.other_label
        )
    elif codes:
        binding = replace(binding, codes=codes, other_label=told.other or binding.other_label)
    choices = spec.choices
    if choices is None and codes and not isinstance(binding, OneHot):
        choices = tuple(dict.fromkeys(codes.values()))
    return replace(
        spec,
        label=told.label or spec.label,
        binding=binding,
        type=spec.type or told.type,
        choices=choices,
        grid=told.grid if spec.grid is None else spec.grid,
        hint=spec.hint or told.hint,
        role=spec.role or told.role,
    )
