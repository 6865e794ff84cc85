"""Choices with a column each, in a table that no tool is known to write.

Sure where neighbouring headings share the words of a question and every cell that is filled
repeats what its own heading ends with, or is a mere tick.
"""

from collections.abc import Sequence

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.bindings import OneHot, Option, Single
from storage.surveys.grids import shared_heading
from storage.surveys.headings import plain
from storage.surveys.layout import QuestionSpec
from storage.surveys.values import Columns

_TICKS = frozenset({"x", "✓", "✔", "☑", "1", "ticked", "checked", "selected"})
_MOST = 3  # different values of a column looked at
_AROUND = " []()-–—:."


def with_ticked(specs: Sequence[QuestionSpec], columns: Columns) -> list[QuestionSpec]:
    """The specs, such neighbours as one question with several choices."""
    result: list[QuestionSpec] = []
    start = 0
    while start < len(specs):
        stop = _end_of_run(specs, start, columns)
        result.append(_question(specs[start:stop]) if stop - start > 1 else specs[start])
        start = max(stop, start + 1)
    return result


def _end_of_run(specs: Sequence[QuestionSpec], start: int, columns: Columns) -> int:
    stop = start
    while stop < len(specs) and _may_be_ticked(specs[stop], columns):
        if stop > start + 1 and shared_heading(_labels(specs, start, stop + 1)) != shared_heading(
            _labels(specs, start, stop)
        ):
            break
        stop += 1
    prefix = shared_heading(_labels(specs, start, stop)) if stop - start > 1 else ""
    run = specs[start:stop]
    if not prefix or not any(_values(spec, columns) for spec in run):
        return start + 1
    sure = all(_repeats(spec, prefix, columns) for spec in run)
    ticks = {plain(value) for spec in run for value in _values(spec, columns)}
    return stop if sure or (ticks <= _TICKS and len(ticks) == 1) else start + 1


def _labels(specs: Sequence[QuestionSpec], start: int, stop: int) -> list[str]:
    return [spec.label for spec in specs[start:stop]]


def _may_be_ticked(spec: QuestionSpec, columns: Columns) -> bool:
    """Whether nobody said what it is, and it holds one value at most."""
    told = spec.type or spec.role or spec.grid is not None or spec.choices is not None
    plainly = isinstance(spec.binding, Single) and spec.binding.plain
    return plainly and not told and len(_values(spec, columns)) <= 1


def _values(spec: QuestionSpec, columns: Columns) -> list[str]:
    """Some of the different values of its column."""
    found: dict[str, None] = {}
    for cell in columns[spec.binding.columns_used[0]]:
        if cell:
            found.setdefault(cell)
            if len(found) >= _MOST:
                break
    return list(found)


def _repeats(spec: QuestionSpec, prefix: str, columns: Columns) -> bool:
    tail = plain(spec.label[len(prefix) :].strip(_AROUND))
    return all(plain(value.strip(_AROUND)) == tail for value in _values(spec, columns))


def _question(run: Sequence[QuestionSpec]) -> QuestionSpec:
    prefix = shared_heading([spec.label for spec in run])
    options = []
    for spec in run:
        label = spec.label[len(prefix) :]
        label = label.removesuffix("]") if prefix.rstrip().endswith("[") else label
        options.append(Option(label, label, spec.binding.columns_used[0]))
    heading = prefix.strip(" [-–—:.")
    return QuestionSpec("", heading, OneHot(tuple(options)), QuestionType.SELECT_MULTIPLE)
