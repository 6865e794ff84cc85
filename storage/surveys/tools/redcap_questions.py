"""The questions of a REDCap export: boxes put together, words under "Other" put to their choice."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import OneHot, Option, Single
from storage.surveys.cells import Cells
from storage.surveys.definition import DefinedQuestion, Definition
from storage.surveys.headings import plain
from storage.surveys.layout import QuestionSpec
from storage.surveys.survey_file import Problem
from storage.surveys.tools.column_values import values_below
from storage.surveys.tools.redcap_dictionary import named_other, says_other
from storage.surveys.tools.redcap_forms import UNSEEN

_UNTICKED = frozenset({"0", "Unchecked"})
_NOT_SHOWN = frozenset({UNSEEN})
_MANY = 200  # different values; a column with more is no choice
_MISSING = frozenset((
    "NI", "INV", "UNK", "NASK", "ASKU", "NAV", "MSK", "NA", "NAVU", "NP", "QS", "QI", "TRC", "UNC",
    "DER", "PINF", "NINF", "OTH", "-9", "-99", "-999", "-9999", "-98", "-998", "-97", "-997",
))  # fmt: skip
"""Codes for missing data that REDCap proposes, and numbers that many projects use."""

_TYPED = (
    QuestionType.SELECT_ONE,
    QuestionType.INTEGER,
    QuestionType.DECIMAL,
    QuestionType.DATE,
)
_ASKS_FOR_WORDS = ("other", "please specify", "if other", "specify", "if you answered other")


@dataclass(frozen=True)
class Columns:
    """The columns of an export.

    Attributes:
        boxes: by column, the name (or label) of the checkbox question and the code (or label) of
            the choice.
        labelled: headings are labels rather than names.
    """

    headings: Sequence[str]
    boxes: Mapping[int, tuple[str, str]]
    cells: Sequence[Cells]
    labelled: bool

    @cached_property
    def values(self) -> list[Counter[str]]:
        """The different values of each column; one with very many is not read to its end."""
        found = values_below(self.cells, _MANY)
        for counts in found:
            counts.pop(UNSEEN, None)
        return found

    def holds(self, index: int, wanted: frozenset[str]) -> frozenset[str]:
        """Those of the values wanted that the column holds anywhere."""
        if len(self.values[index]) <= _MANY:
            return wanted & self.values[index].keys()
        return wanted & self.cells[index].trimmed.counts.keys()


def specs_of(
    columns: Columns, asked: Sequence[int], definition: Definition | None
) -> tuple[QuestionSpec, ...]:
    """The questions in the order of the columns."""
    specs: list[QuestionSpec] = []
    for indexes in _runs(columns, asked):
        told = _told(columns, indexes[0], definition)
        if indexes[0] in columns.boxes:
            spec = _boxes(columns, indexes, told)
        else:
            spec = _field(columns, indexes[0], told)
        before = specs[-1] if specs else None
        owner = _owner(columns, indexes, specs, told)
        if before is not None and owner is not None:
            specs[owner] = _with_words(columns, specs[owner], indexes[0], definition)
        else:
            specs.append(spec)
    return tuple(specs)


def missing_note(
    columns: Columns, asked: Sequence[int], definition: Definition | None
) -> tuple[Problem, ...]:
    """That codes for missing data were met, where the dictionary shows that they are such."""
    found: dict[str, None] = {}
    for index in asked:
        told = _told(columns, index, definition)
        found.update(dict.fromkeys(sorted(_missing_in(columns, index, told))))
    if not found:
        return ()
    codes = ", ".join(f"“{code}”" for code in found)
    return (
        Problem(
            f"Some cells hold codes for missing data: {codes}.",
            action="They were taken as not answered.",
        ),
    )


def _runs(columns: Columns, asked: Sequence[int]) -> list[list[int]]:
    """Neighbouring boxes of one question together; every other column alone."""
    runs: list[list[int]] = []
    for index in asked:
        box = columns.boxes.get(index)
        last = columns.boxes.get(runs[-1][-1]) if runs else None
        if box and last and box[0] == last[0]:
            given = {columns.boxes[one][1] for one in runs[-1]}
            if box[1] not in given:
                runs[-1].append(index)
                continue
        runs.append([index])
    return runs


def _told(columns: Columns, index: int, definition: Definition | None) -> DefinedQuestion | None:
    if definition is None:
        return None
    name = columns.boxes[index][0] if index in columns.boxes else columns.headings[index]
    if not columns.labelled:
        return definition.question(name)
    found = [question for question in definition.questions if question.label == name]
    return found[0] if len(found) == 1 else None


def _boxes(columns: Columns, indexes: Sequence[int], told: DefinedQuestion | None) -> QuestionSpec:
    name = columns.boxes[indexes[0]][0]
    by_code = {_column_code(code): (code, label) for code, label in told.choices} if told else {}
    by_label = {label: code for code, label in told.choices} if told else {}
    options: list[Option] = []
    for index in indexes:
        own = columns.boxes[index][1]
        if columns.labelled:
            options.append(Option(by_label.get(own, own), own, index))
            continue
        code, label = by_code.get(_column_code(own), (own, own))
        if told and _column_code(own) not in by_code and own.upper() in _MISSING:
            continue  # a box that REDCap adds for each code of missing data
        options.append(Option(code, label, index))
    # With labels in the cells a box that was not ticked is empty too.
    zeros = any(_UNTICKED & columns.values[index].keys() for index in indexes)
    binding = OneHot(
        tuple(options),
        unticked=_UNTICKED,
        unseen=_NOT_SHOWN | {""} if zeros else _NOT_SHOWN,
        other_blanks=_NOT_SHOWN,
    )
    return _as_told(columns, name, binding, told)


def _field(columns: Columns, index: int, told: DefinedQuestion | None) -> QuestionSpec:
    binding = Single(
        index,
        blanks=_missing_in(columns, index, told),
        unseen=_NOT_SHOWN,
        codes=told.codes if told else {},
    )
    return _as_told(columns, columns.headings[index], binding, told)


def _as_told(
    columns: Columns, name: str, binding: Single | OneHot, told: DefinedQuestion | None
) -> QuestionSpec:
    several = isinstance(binding, OneHot)
    spec = QuestionSpec(
        "" if columns.labelled else name,
        name,
        binding,
        type=QuestionType.SELECT_MULTIPLE if several else None,
    )
    if told is None:
        return spec
    private = told.details.get("identifier") == "y" and not several
    return replace(
        spec,
        name=told.name,
        label=told.label,
        role=Role.IDENTIFIER if private else None,
        grid=told.grid,
    )


def _missing_in(columns: Columns, index: int, told: DefinedQuestion | None) -> frozenset[str]:
    """Codes for missing data among the answers; only where the dictionary rules them out."""
    if told is None or told.type not in _TYPED or index in columns.boxes:
        return frozenset()
    given = columns.holds(index, _MISSING)
    if told.type is not QuestionType.SELECT_ONE:
        # A temperature may be -9; letters are no number, and neither is -999 an age.
        given = frozenset(code for code in given if not re.fullmatch(r"-\d{1,2}", code))
    return given - told.codes.keys()


def _column_code(code: str) -> str:
    """A code as REDCap writes it into the heading of its box: "-1" is "_1", "A.b" is "a_b"."""
    return re.sub(r"[^a-z0-9]", "_", code.lower())


def _owner(
    columns: Columns,
    indexes: Sequence[int],
    specs: Sequence[QuestionSpec],
    told: DefinedQuestion | None,
) -> int | None:
    """The question whose "Other" the column explains, by place in `specs`; or None."""
    index = indexes[0]
    if index in columns.boxes or not specs:
        return None
    if told is not None:
        wanted = told.details.get("other_of", "")
    elif columns.labelled:
        return _owner_by_label(columns, index, specs)
    else:
        wanted = named_other(columns.headings[index])
        if any(re.fullmatch(r"-?\d{1,3}", value) for value in columns.values[index]):
            return None  # a question of its own, answered by code
    for place, spec in enumerate(specs):
        if wanted and spec.name == wanted and _takes_words(columns, spec, told):
            return place
    return None


def _takes_words(columns: Columns, spec: QuestionSpec, told: DefinedQuestion | None) -> bool:
    """Whether a question has a choice whose words may stand elsewhere."""
    if spec.binding.other is not None:
        return False
    if isinstance(spec.binding, OneHot) or told is not None:
        return True
    values = columns.values[spec.binding.columns_used[0]]
    return 0 < len(values) < _MANY and all(len(value) < 80 for value in values)


def _owner_by_label(columns: Columns, index: int, specs: Sequence[QuestionSpec]) -> int | None:
    """Under labels: the question before, if whoever wrote here had chosen its "Other"."""
    binding = specs[-1].binding
    label = plain(columns.headings[index])
    if not label.startswith(_ASKS_FOR_WORDS) or binding.other is not None:
        return None
    if isinstance(binding, OneHot):
        return len(specs) - 1 if any(says_other(label) for label in binding.labels) else None
    values = columns.values[binding.column]
    return len(specs) - 1 if any(map(says_other, values)) else None


def _with_words(
    columns: Columns, spec: QuestionSpec, index: int, definition: Definition | None
) -> QuestionSpec:
    told = definition.question(spec.name) if definition else None
    label = told.other if told else ""
    binding = spec.binding
    if isinstance(binding, OneHot):
        label = label or _other_box(columns, binding, index)
        return replace(spec, binding=replace(binding, other=index, other_label=label))
    if not label:
        label = _other_value(columns, binding.columns_used[0], index)
    # Codes beside words are no numbers.
    question_type = QuestionType.SELECT_ONE if told is None else spec.type
    return replace(
        spec, type=question_type, binding=replace(binding, other=index, other_label=label)
    )


def _other_box(columns: Columns, binding: OneHot, words: int) -> str:
    """The choice ticked by everyone who wrote something, and else by the fewest.

    Without words to go by it is a choice called "Other", or the last.
    """
    named = [option.label for option in binding.columns if says_other(option.label)]
    if named:
        return named[-1]
    without: Counter[str] = Counter()
    possible = [option.label for option in binding.columns]
    boxes = [columns.cells[option.column] for option in binding.columns]
    written = ({"": "", UNSEEN: ""}.get(cell, "…") for cell in columns.cells[words].trimmed)
    for (own, *cells), count in Counter(zip(written, *boxes, strict=True)).items():
        ticked = {
            option.label
            for option, cell in zip(binding.columns, cells, strict=True)
            if cell not in ("", UNSEEN, *_UNTICKED)
        }
        if own:
            possible = [label for label in possible if label in ticked]
        else:
            without.update(dict.fromkeys(ticked, count))
    return min(reversed(possible), key=lambda label: without[label], default="")


def _other_value(columns: Columns, choice: int, words: int) -> str:
    """The value that stands beside the words; nothing where there are several."""
    pairs = zip(columns.cells[choice].trimmed, columns.cells[words].trimmed, strict=True)
    given = {cell for cell, own in pairs if own not in ("", UNSEEN)}
    return given.pop() if len(given) == 1 else ""
