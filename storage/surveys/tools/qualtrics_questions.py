"""The questions of a Qualtrics export: columns put together, with what Qualtrics tells of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import OneHot, Single
from storage.surveys.column_facts import Facts
from storage.surveys.headings import plain
from storage.surveys.layout import QuestionSpec
from storage.surveys.question_types import in_order, type_of
from storage.surveys.tools import qualtrics_labels as labels
from storage.surveys.tools.qualtrics_choices import (
    NOT_TICKED,
    Answers,
    choice_spec,
    one_hot_spec,
    shared,
)
from storage.surveys.tools.qualtrics_columns import Field, Kind

_GROUPED = frozenset({Kind.CHOICE, Kind.PART, Kind.OPTION, Kind.OTHER, Kind.TEXT})
_ANONYMOUS = frozenset({"Anonymous", "Anonym", "Anonyme", "Anónimo"})
_CONTACT = {
    "name": "Recipient name",
    "recipientlastname": "Recipient last name",
    "recipientfirstname": "Recipient first name",
    "recipientemail": "Recipient email",
    "externaldatareference": "External data reference",
}


def specs_of(fields: Sequence[Field], answers: Answers) -> tuple[QuestionSpec, ...]:
    """The questions in the order of the file."""
    groups: dict[tuple[str, str], list[Field]] = {}
    for field in fields:
        if field.kind in _GROUPED:
            groups.setdefault(("", field.base), []).append(field)
        elif field.kind in (Kind.OWN, Kind.UNKNOWN):
            groups.setdefault((str(field.column), field.base), []).append(field)
    npscored = {
        field.name.removesuffix("_NPS_GROUP")
        for field in fields
        if field.name.endswith("_NPS_GROUP")
    }
    found: list[QuestionSpec] = []
    for members in groups.values():
        found += _of_group(members, answers, npscored)
    found = _with_option_grids(found)
    # stable: the rows of one question stay in their order
    return tuple(sorted(found, key=lambda spec: min(spec.binding.columns_used)))


def _of_group(members: list[Field], answers: Answers, npscored: set[str]) -> list[QuestionSpec]:
    by_kind = {
        kind: [field for field in members if field.kind is kind]
        for kind in {field.kind for field in members}
    }
    others = by_kind.get(Kind.OTHER, [])
    specs: list[QuestionSpec] = []
    if options := by_kind.get(Kind.OPTION):
        specs.append(one_hot_spec(options, others, answers))
        others = others[:-1]
    elif choices := by_kind.get(Kind.CHOICE):
        specs.append(choice_spec(choices[0], others, answers, scored=choices[0].name in npscored))
        specs += [choice_spec(field, [], answers) for field in choices[1:]]
        others = others[:-1]
    elif parts := by_kind.get(Kind.PART):
        if len(parts) > 1 and _ticked_by_column(parts, answers):
            specs.append(one_hot_spec(parts, others, answers))
            others = others[:-1]
        else:
            specs += _parts(parts, answers)
    for kind in (Kind.OWN, Kind.UNKNOWN, Kind.TEXT):
        specs += [spec for f in by_kind.get(kind, []) if (spec := _alone(f, answers, npscored))]
    specs += [_text(field, answers) for field in others]
    return specs


def _alone(field: Field, answers: Answers, npscored: set[str]) -> QuestionSpec | None:
    if field.kind is Kind.TEXT:
        return _text(field, answers)
    counts = answers.counts[field.column]
    if field.kind is Kind.OWN:
        return _contact(field)
    if answers.numbered:  # embedded data: no question that could be seen or not
        label = field.text or field.name
        return QuestionSpec(field.name, label, Single(field.column), grid="") if counts else None
    return choice_spec(field, [], answers, scored=field.name in npscored, known=False)


def _contact(field: Field) -> QuestionSpec | None:
    """Whom the survey was sent to; other columns about the response are no questions."""
    if field.own not in _CONTACT:
        return None
    binding = Single(field.column, blanks=_ANONYMOUS)
    label = _CONTACT[field.own]
    return QuestionSpec(
        field.name, label, binding, QuestionType.TEXT, role=Role.IDENTIFIER, grid=""
    )


def _text(field: Field, answers: Answers) -> QuestionSpec:
    """A question answered in words, unless they are all numbers or dates."""
    facts = Facts(answers.counts[field.column], ())
    typed = facts.dates or facts.decimals
    return QuestionSpec(
        field.name,
        field.text or field.name,
        answers.single(field.column),
        type=None if typed else QuestionType.TEXT,
        grid="",
    )


def _ticked_by_column(parts: Sequence[Field], answers: Answers) -> bool:
    """Whether the columns are the choices of one question and no rows of a matrix.

    Each then holds only its own label, or only 1, and somebody ticked some of them and not all.
    """
    values = [
        [value for value in answers.counts[part.column] if value not in NOT_TICKED]
        for part in parts
    ]
    if any(len(each) > 1 for each in values) or not any(values):
        return False
    tails = shared([part.text for part in parts], (" - ", "-"))[1]
    named = (
        not each or plain(each[0]) == plain(tail) for each, tail in zip(values, tails, strict=True)
    )
    if all(named):
        return True
    if any(each and each != ["1"] for each in values):
        return False
    rows = zip(*(answers.columns[part.column] for part in parts), strict=True)
    return any("1" in row and set(row) != {"1"} for row in set(rows))


def _parts(parts: Sequence[Field], answers: Answers) -> list[QuestionSpec]:
    """The rows of a matrix, or the items of a ranking, a slider or a form."""
    separators = (" - ",) if answers.numbered else (" - ", "-")
    heading, tails = shared([part.text for part in parts], separators)
    pooled: Counter[str] = Counter()
    for part in parts:
        pooled.update(answers.counts[part.column])
    if len(parts) == 1:
        return [choice_spec(parts[0], [], answers, known=False)]
    if not heading:
        return [choice_spec(part, [], answers, known=False) for part in parts]
    if not labels.are_single_codes(pooled) and labels.hold_several(
        pooled, chosen=labels.asks_for_several(heading)
    ):
        codes = labels.are_codes(pooled)
        choices = labels.codes_in(pooled) if codes else tuple(in_order(labels.labels_in(pooled)))
        several = QuestionType.SELECT_MULTIPLE
        return [
            QuestionSpec(
                part.name,
                tail,
                answers.several(part.column, codes=codes),
                several,
                choices,
                grid=heading,
            )
            for part, tail in zip(parts, tails, strict=True)
        ]
    kind = type_of(heading, Facts(pooled, ()))
    if kind in (QuestionType.TEXT, QuestionType.DATE):  # a form with several fields
        return [_text(part, answers) for part in parts]
    settled = QuestionType.SELECT_ONE if kind is QuestionType.SELECT_ONE else None
    return [
        QuestionSpec(part.name, tail, answers.single(part.column), settled, grid=heading)
        for part, tail in zip(parts, tails, strict=True)
    ]


def _with_option_grids(specs: list[QuestionSpec]) -> list[QuestionSpec]:
    """A matrix with several answers a row: rows of one question, each with its own columns."""
    result: list[QuestionSpec] = []
    for base, run in groupby(specs, key=_base_of_row):
        rows = list(run)
        heading, tails = shared([row.label for row in rows], (" - ",))
        if base and len(rows) > 1 and heading:
            rows = [replace(r, label=t, grid=heading) for r, t in zip(rows, tails, strict=True)]
        result += rows
    return result


def _base_of_row(spec: QuestionSpec) -> str:
    if not isinstance(spec.binding, OneHot):
        return ""
    return spec.name.rpartition("_")[0]
