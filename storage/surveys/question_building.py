"""From a layout to questions: what the tool told stands, the rest is found from the answers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import Binding, OneHot, Single
from storage.surveys.column_facts import Facts
from storage.surveys.grids import with_grids
from storage.surveys.headings import name_of
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.question_types import binding_of, choices_of, in_order, type_of
from storage.surveys.roles import with_roles
from storage.surveys.survey_file import SurveyQuestion
from storage.surveys.ticked_columns import with_ticked
from storage.surveys.values import Columns, facts_over
from storage.surveys.written_others import with_others

_CLOSED = (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)


def specs_of(layout: Layout) -> tuple[QuestionSpec, ...]:
    """The layout's own questions, or one for each column that is not the tool's."""
    if layout.specs:
        return layout.specs
    specs = []
    for index, label in enumerate(layout.headings):
        if index in layout.ignored or index in (layout.source_id, layout.submitted):
            continue
        role = layout.roles.get(index)
        binding = Single(index, blanks=layout.blanks.get(index, frozenset()))
        settled = QuestionType.TEXT if role is Role.IDENTIFIER else None
        specs.append(QuestionSpec("", label, binding, type=settled, role=role))
    return tuple(specs)


def questions_of(specs: Sequence[QuestionSpec], columns: Columns) -> list[SurveyQuestion]:
    """The questions with types, choices, grids and roles.

    A question for contact details that nobody answers is left out: the form was anonymous.

    Args:
        columns: without rows that hold no response, such as totals.
    """
    found: list[SurveyQuestion] = []
    used: list[QuestionSpec] = []
    facts: dict[str, Facts] = {}
    taken: Counter[str] = Counter()
    for spec in with_others(with_ticked(specs, columns), columns):
        about = facts_over(columns, _without_other(spec.binding))
        if spec.role is Role.IDENTIFIER and not about.counts:
            continue
        question = _question(_free_name(spec, taken), spec, about, columns)
        facts[question.name] = about
        found.append(question)
        used.append(spec)
    given = {
        question.name: spec.role
        for question, spec in zip(found, used, strict=True)
        if spec.role is not None
    }
    return with_roles(_gridded(found, used), facts, given)


def rebound(binding: Binding, question_type: QuestionType, facts: Facts) -> Binding:
    """The binding that reads the same cells as this type: cut into choices, or whole."""
    several = question_type is QuestionType.SELECT_MULTIPLE
    if isinstance(binding, OneHot) or several is not isinstance(binding, Single):
        return binding
    made = binding_of(question_type, binding.column, facts)
    return replace(
        made,
        blanks=binding.blanks,
        unseen=binding.unseen,
        codes=binding.codes,
        other=binding.other,
        other_label=binding.other_label,
    )


def choices_for(question_type: QuestionType, binding: Binding, facts: Facts) -> tuple[str, ...]:
    """The choices: those of the binding where it tells, or else those of the answers."""
    if question_type not in _CLOSED:
        return ()
    if isinstance(binding, OneHot):
        if question_type is QuestionType.SELECT_MULTIPLE:
            return binding.labels
    elif binding.codes:
        return tuple(dict.fromkeys(binding.codes.values()))
    return choices_of(question_type, binding, facts)


def _free_name(spec: QuestionSpec, taken: Counter[str]) -> str:
    stem = spec.name or name_of(spec.label)
    taken[stem] += 1
    name = stem
    while taken[stem] > 1 and (name == stem or name in taken):
        name = f"{stem}_{taken[stem]}"
        taken[stem] += name in taken
    if name != stem:
        taken[name] += 1
    return name


def _question(name: str, spec: QuestionSpec, facts: Facts, columns: Columns) -> SurveyQuestion:
    question_type = spec.type or _type_of(spec, facts)
    binding = rebound(spec.binding, question_type, facts)
    choices = spec.choices
    if choices is None or question_type not in _CLOSED:
        choices = choices_for(question_type, binding, facts)
    has_other = binding.other is not None
    whole = facts_over(columns, binding) if has_other else facts
    return SurveyQuestion(
        name=name,
        label=spec.label,
        type=question_type,
        role=Role.NONE,
        binding=binding,
        choices=choices,
        grid=spec.grid or "",
        samples=whole.samples,
        answered=whole.answered,
        hint=spec.hint,
    )


def _type_of(spec: QuestionSpec, facts: Facts) -> QuestionType:
    binding = spec.binding
    if not isinstance(binding, Single):
        return QuestionType.SELECT_MULTIPLE
    if binding.codes and facts.counts.keys() <= set(binding.codes.values()):
        return QuestionType.SELECT_ONE
    return type_of(spec.label, facts)


def _without_other(binding: Binding) -> Binding:
    """What was written under "Other" says nothing about the type of the question."""
    return replace(binding, other=None) if binding.other is not None else binding


def _gridded(
    questions: Sequence[SurveyQuestion], specs: Sequence[QuestionSpec]
) -> list[SurveyQuestion]:
    """Grids that the tool names get one scale for all rows; elsewhere they are looked for."""
    result: list[SurveyQuestion] = []
    pairs = zip(questions, specs, strict=True)
    for grid, run in groupby(pairs, key=lambda pair: pair[1].grid):
        members = list(run)
        rows = [question for question, _ in members]
        if grid is None:
            rows = with_grids(rows)
        elif grid and all(spec.choices is None for _, spec in members):
            rows = _with_one_scale(rows)
        result += rows
    return result


def _with_one_scale(rows: Sequence[SurveyQuestion]) -> list[SurveyQuestion]:
    if any(row.type is not QuestionType.SELECT_ONE for row in rows):
        return list(rows)
    choices = dict.fromkeys(choice for row in rows for choice in row.choices)
    coded = all(not isinstance(row.binding, OneHot) and row.binding.codes for row in rows)
    scale = tuple(choices if coded else in_order(list(choices)))
    return [replace(row, choices=scale) for row in rows]
