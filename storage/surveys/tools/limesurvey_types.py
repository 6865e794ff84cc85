"""LimeSurvey's types of questions, each a letter, in XLSForm's vocabulary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.definition import DefinedQuestion

_LISTS = "L!O"
_SEVERAL = "MP"
_SHOWS_ONLY = "X"
_FIXED: dict[str, tuple[tuple[str, str], ...]] = {
    "Y": (("Y", "Yes"), ("N", "No")),
    "G": (("F", "Female"), ("M", "Male")),
    "5": tuple((str(n), str(n)) for n in range(1, 6)),
    "A": tuple((str(n), str(n)) for n in range(1, 6)),
    "B": tuple((str(n), str(n)) for n in range(1, 11)),
    "C": (("Y", "Yes"), ("U", "Uncertain"), ("N", "No")),
    "E": (("I", "Increase"), ("S", "Same"), ("D", "Decrease")),
}
"""Choices that LimeSurvey has built in."""

_PLAIN: dict[str, QuestionType | None] = {
    "Y": QuestionType.SELECT_ONE,
    "G": QuestionType.SELECT_ONE,
    "5": QuestionType.SELECT_ONE,
    "N": QuestionType.DECIMAL,
    "D": QuestionType.DATE,
    "S": QuestionType.TEXT,
    "T": QuestionType.TEXT,
    "U": QuestionType.TEXT,
    "|": QuestionType.TEXT,
    "*": None,  # the result of an expression
    "I": None,  # the language of the survey
}
"""Types answered in one cell, lists apart."""

_ARRAYS: dict[str, QuestionType | None] = {
    "A": QuestionType.SELECT_ONE,
    "B": QuestionType.SELECT_ONE,
    "C": QuestionType.SELECT_ONE,
    "E": QuestionType.SELECT_ONE,
    "F": QuestionType.SELECT_ONE,
    "H": QuestionType.SELECT_ONE,
    "K": QuestionType.DECIMAL,
    "Q": QuestionType.TEXT,
}
"""Types with an answer for each subquestion; of F and H the answers are the survey's own."""

_TWO_WAYS = {";": QuestionType.TEXT, ":": QuestionType.DECIMAL}


class Part(NamedTuple):
    """A subquestion; scale 1 holds the columns of an array in two directions."""

    code: str
    label: str
    scale: int


class Choice(NamedTuple):
    """An answer offered; scale 1 is the second of a dual scale."""

    code: str
    label: str
    scale: int


@dataclass(frozen=True)
class Asked:
    """A question as LimeSurvey keeps it; words without markup, parts and choices in order."""

    code: str
    type: str
    text: str
    hint: str = ""
    relevant: str = ""
    required: bool = False
    other: bool = False
    group: str = ""
    parts: tuple[Part, ...] = ()
    choices: tuple[Choice, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def known(self) -> bool:
        """Whether its type is one of LimeSurvey's."""
        single = (*_PLAIN, *_ARRAYS, *_TWO_WAYS, *_LISTS, *_SEVERAL)
        return self.type in single or self.type in ("1", "R", _SHOWS_ONLY)

    @property
    def other_label(self) -> str:
        """What "Other" is called in this question, or empty."""
        return (self.attributes.get("other_replace_text") or "Other") if self.other else ""

    def scale(self, number: int) -> tuple[tuple[str, str], ...]:
        """The choices on one of the scales, or those that the type brings."""
        own = tuple(
            (each.code, each.label or each.code) for each in self.choices if each.scale == number
        )
        return own or (_FIXED.get(self.type, ()) if number == 0 else ())


def defined(asked: Asked) -> Iterator[DefinedQuestion]:
    """The questions that one of LimeSurvey's comes to, named by the Expression Manager's codes."""
    if asked.type == _SHOWS_ONLY:
        return
    if asked.type in _LISTS:
        yield from _list(asked)
    elif asked.type in _SEVERAL:
        yield from _several(asked)
    elif asked.type in _ARRAYS:
        for part in asked.parts:
            kind = _number_type(asked) if asked.type == "K" else _ARRAYS[asked.type]
            yield _row(asked, part, kind, asked.scale(0))
    elif asked.type == "1":
        yield from _dual(asked)
    elif asked.type == "R":
        yield from _ranks(asked)
    elif asked.type in _TWO_WAYS:
        yield from _two_ways(asked)
    else:
        kind = _number_type(asked) if asked.type == "N" else _PLAIN.get(asked.type)
        yield _question(asked, asked.code, asked.text, kind, choices=asked.scale(0))


def _question(
    asked: Asked,
    name: str,
    label: str,
    kind: QuestionType | None,
    *,
    choices: tuple[tuple[str, str], ...] = (),
    grid: str = "",
    other: str = "",
    details: Mapping[str, str] | None = None,
) -> DefinedQuestion:
    return DefinedQuestion(
        name=name,
        label=label or name,
        type=kind,
        choices=choices if kind in (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE) else (),
        grid=grid,
        hint=asked.hint,
        relevant=asked.relevant,
        required=asked.required,
        other=other,
        group=asked.group,
        details={"question": asked.code, "text": asked.text, **(details or {})},
    )


def _list(asked: Asked) -> Iterator[DefinedQuestion]:
    choices = asked.scale(0)
    if asked.other:
        choices = (*choices, ("-oth-", asked.other_label))
    yield _question(
        asked, asked.code, asked.text, QuestionType.SELECT_ONE,
        choices=choices, other=asked.other_label,
    )  # fmt: skip
    if asked.type == "O":
        yield _comment(asked, f"{asked.code}_comment", "[Comment]")


def _several(asked: Asked) -> Iterator[DefinedQuestion]:
    choices = tuple((part.code, part.label or part.code) for part in asked.parts)
    commented = choices
    if asked.other:
        choices = (*choices, ("other", asked.other_label))
    yield _question(
        asked, asked.code, asked.text, QuestionType.SELECT_MULTIPLE,
        choices=choices, other=asked.other_label,
    )  # fmt: skip
    if asked.type == "P":
        for code, label in commented:
            yield _comment(asked, f"{asked.code}_{code}comment", f"[{label}][Comment]")
        if asked.other:
            yield _comment(asked, f"{asked.code}_othercomment", "[Other comment]")


def _comment(asked: Asked, name: str, of: str) -> DefinedQuestion:
    return DefinedQuestion(
        name=name,
        label=f"{asked.text} {of}",
        type=QuestionType.TEXT,
        relevant=asked.relevant,
        group=asked.group,
    )


def _row(
    asked: Asked, part: Part, kind: QuestionType | None, choices: tuple[tuple[str, str], ...]
) -> DefinedQuestion:
    return _question(
        asked, f"{asked.code}_{part.code}", part.label, kind, choices=choices, grid=asked.text,
        details={"sub": part.code, "sub_text": part.label},
    )  # fmt: skip


def _dual(asked: Asked) -> Iterator[DefinedQuestion]:
    """A grid for each of the two scales."""
    for scale in (0, 1):
        header = asked.attributes.get(f"dualscale_header{'AB'[scale]}", "")
        for part in asked.parts:
            yield _question(
                asked, f"{asked.code}_{part.code}_{scale}", part.label, QuestionType.SELECT_ONE,
                choices=asked.scale(scale), grid=f"{asked.text} [{header or f'Scale {scale + 1}'}]",
                details={
                    "sub": part.code, "sub_text": part.label,
                    "second": str(scale), "second_text": str(scale),
                },
            )  # fmt: skip


def _ranks(asked: Asked) -> Iterator[DefinedQuestion]:
    """A grid with the choice put in each place."""
    choices = asked.scale(0) or tuple((part.code, part.label) for part in asked.parts)
    told = asked.attributes.get("max_subquestions", "")
    most = int(told) if told.isdecimal() and 0 < len(told) < 4 and int(told) else len(choices)
    for place in range(1, min(most, len(choices)) + 1):
        yield _row(asked, Part(str(place), f"Rank {place}", 0), QuestionType.SELECT_ONE, choices)


def _two_ways(asked: Asked) -> Iterator[DefinedQuestion]:
    """Rows and columns: a cell each, or for checkboxes a question for each row."""
    rows = [part for part in asked.parts if part.scale == 0]
    columns = [part for part in asked.parts if part.scale == 1]
    boxes = asked.type == ":" and asked.attributes.get("multiflexible_checkbox") == "1"
    for row in rows:
        own = {"sub": row.code, "sub_text": row.label}
        if boxes:
            yield _question(
                asked, f"{asked.code}_{row.code}", f"{asked.text} [{row.label}]",
                QuestionType.SELECT_MULTIPLE,
                choices=tuple((each.code, each.label or each.code) for each in columns), details=own,
            )  # fmt: skip
            continue
        for column in columns:
            yield _question(
                asked, f"{asked.code}_{row.code}_{column.code}", column.label,
                _TWO_WAYS[asked.type], grid=f"{asked.text} [{row.label}]",
                details={**own, "second": column.code, "second_text": column.label},
            )  # fmt: skip


def _number_type(asked: Asked) -> QuestionType:
    whole = asked.attributes.get("num_value_int_only") == "1"
    return QuestionType.INTEGER if whole else QuestionType.DECIMAL
