"""How a question of a Qualtrics export that is answered by choosing is laid out."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.bindings import Delimited, OneHot, Option, Single
from storage.surveys.cells import Cells
from storage.surveys.headings import plain
from storage.surveys.layout import QuestionSpec
from storage.surveys.question_types import in_order
from storage.surveys.tools import qualtrics_labels as labels
from storage.surveys.tools.qualtrics_columns import Field

SEEN = "-99"
"""What Qualtrics writes, if asked to, where a question was seen but not answered."""

NOT_TICKED = frozenset({SEEN, "0"})
"""What a column of one choice holds where it was not chosen, besides an empty cell."""

_SELECTED = " - Selected Choice"


@dataclass(frozen=True)
class Answers:
    """The cells below the headings.

    Attributes:
        columns: cells[column][row], trimmed.
        counts: how often each trimmed value occurs, by column; blanks and "-99" left out.
        marks_seen: the file says "-99" where a question was seen; a blank was then not shown.
        numbered: it has a row of ImportIds.
    """

    columns: Sequence[Cells]
    counts: Sequence[Counter[str]]
    marks_seen: bool
    numbered: bool

    @property
    def blanks(self) -> frozenset[str]:
        """What stands for nothing given."""
        return frozenset({SEEN}) if self.marks_seen else frozenset()

    @property
    def unseen(self) -> frozenset[str]:
        """What stands for not shown."""
        return frozenset({""}) if self.marks_seen else frozenset()

    def single(self, column: int, other: int | None = None, other_label: str = "") -> Single:
        """A binding to one cell."""
        return Single(
            column,
            blanks=self.blanks,
            unseen=self.unseen,
            other=other,
            other_label=other_label,
        )

    def several(
        self, column: int, other: int | None = None, other_label: str = "", *, codes: bool = False
    ) -> Delimited:
        """A binding to one cell with several choices."""
        return Delimited(
            column,
            ",",
            kind="code" if codes else "label",
            blanks=self.blanks,
            unseen=self.unseen,
            other=other,
            other_label=other_label,
        )


def shared(texts: Sequence[str], separators: Sequence[str]) -> tuple[str, list[str]]:
    """What stands before the last separator that all texts have in common, and what follows it."""
    common = os.path.commonprefix(list(texts))  # noqa: RUF071 - letters are meant, not folders
    for separator in separators:
        end = common.rfind(separator)
        if end > 0:
            start = end + len(separator)
            return common[:end].strip(), [text[start:].strip() for text in texts]
    return "", list(texts)


def choice_spec(
    field: Field,
    others: Sequence[Field],
    answers: Answers,
    *,
    scored: bool = False,
    known: bool = True,
) -> QuestionSpec:
    """One cell with one or several choices.

    Args:
        scored: it is a score from 0 to 10.
        known: it is certain that the question is answered by choosing.
    """
    counts = answers.counts[field.column]
    label, other, other_label = _with_other(field, others, counts)
    known = known or other is not None or label != field.text
    wants_several = labels.asks_for_several(label)
    codes = labels.are_codes(counts)
    one_code = labels.are_single_codes(counts)
    if codes and (not one_code or wants_several):
        binding = answers.several(field.column, other, other_label, codes=True)
        several = QuestionType.SELECT_MULTIPLE
        return QuestionSpec(field.name, label, binding, several, labels.codes_in(counts), grid="")
    if not codes and (labels.hold_several(counts, chosen=known or wants_several) or wants_several):
        binding = answers.several(field.column, other, other_label)
        choices = tuple(in_order(labels.labels_in(counts)))
        return QuestionSpec(
            field.name, label, binding, QuestionType.SELECT_MULTIPLE, choices, grid=""
        )
    single = answers.single(field.column, other, other_label)
    if not known or scored or not counts:
        return QuestionSpec(field.name, label, single, grid="" if known else None)
    ranked = sorted(counts, key=int) if one_code else in_order([v for v, _ in counts.most_common()])
    return QuestionSpec(field.name, label, single, QuestionType.SELECT_ONE, tuple(ranked), grid="")


def _with_other(
    field: Field, others: Sequence[Field], counts: Mapping[str, int]
) -> tuple[str, int | None, str]:
    """A question's words, the column of the words under "Other", and what that choice is called."""
    label = field.text.removesuffix(_SELECTED)
    if not others:
        return label or field.name, None, ""
    heading, tails = shared([field.text, *(each.text for each in others)], (" - ",))
    chosen = others[-1]
    other_label = tails[-1].rsplit(" - ", 1)[0]
    if labels.are_codes(counts):
        other_label = chosen.code
    elif other_label not in counts:
        near = [value for value in counts if plain(value) == plain(other_label)]
        other_label = near[0] if near else other_label
    return heading or label or field.name, chosen.column, other_label


def one_hot_spec(
    fields: Sequence[Field], others: Sequence[Field], answers: Answers
) -> QuestionSpec:
    """Several choices, a column for each."""
    texts = [field.text for field in fields]
    heading, tails = shared(texts, (" - ", "-")) if len(texts) > 1 else _cut_last(texts[0])
    if others:
        heading = shared([*texts, others[-1].text], (" - ",))[0] or heading
    heading = heading.removesuffix(_SELECTED)
    options = [
        Option(
            field.code,
            _option_label(tail or field.code, answers.counts[field.column]),
            field.column,
        )
        for field, tail in zip(fields, tails, strict=True)
    ]
    marks = answers.marks_seen or any("0" in answers.counts[field.column] for field in fields)
    other_label = ""
    if others:
        code = others[-1].code
        other_label = next((option.label for option in options if option.code == code), "")
    binding = OneHot(
        tuple(options),
        unticked=NOT_TICKED,
        unseen=frozenset({""}) if marks else frozenset(),
        other=others[-1].column if others else None,
        other_label=other_label,
        other_blanks=answers.blanks,
    )
    name = fields[0].name.removesuffix(f"_{fields[0].code}")
    return QuestionSpec(name, heading or name, binding, QuestionType.SELECT_MULTIPLE)


def _cut_last(text: str) -> tuple[str, list[str]]:
    heading, separator, tail = text.rpartition(" - ")
    return (heading, [tail]) if separator else (text, [text])


def _option_label(tail: str, counts: Mapping[str, int]) -> str:
    """The label as the cells write it, or from the heading where they only hold a mark."""
    values = [value for value in counts if value not in NOT_TICKED]
    if len(values) == 1 and not labels.are_single_codes({values[0]: 1}):
        return values[0]
    return tail
