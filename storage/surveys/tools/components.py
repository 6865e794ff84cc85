"""Questions from headings of the form "Question title - component label".

Citizen Space writes them, and so do tables made from its exports: a column for each component, be
it a choice of several, a row of a grid or a box for words. What a component is shows in its cells.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engage_app.domain.questionnaire import QuestionType
from storage.surveys import words
from storage.surveys.bindings import OneHot, Option, Single
from storage.surveys.headings import clean, plain, says
from storage.surveys.layout import QuestionSpec
from storage.surveys.question_types import scale_of
from storage.surveys.raw_table import RawTable
from storage.surveys.tools.column_values import values_below

SEPARATOR = " - "
NOT_ANSWERED = frozenset({"Not Answered", "Not answered"})
"""Written for a component that was left empty, in some exports."""

_YES_TICKS = frozenset({"1", "x", "yes", "y", "true", "ticked", "checked", "selected", "✓", "✔"})
_NO_TICKS = frozenset({"0", "no", "n", "false", "unticked", "unchecked", "not selected"})
_UNTICKED = frozenset(
    form for word in _NO_TICKS for form in (word, word.upper(), word.capitalize())
)
_MANY = 60  # different values; a column with more is no choice
_SCALE = 11  # the most points of a grid's scale: 0 to 10
_LONG = 60  # letters; no point of a scale is longer
_SHORT_LABEL = 3  # words; "Comments" or "Text box" adds nothing to a title


@dataclass(frozen=True)
class Cells:
    """What stands in each column below the headings."""

    headings: Sequence[str]
    values: Sequence[Counter[str]]


class _Choices:
    """The columns of one question, taken one after the other as long as they are its choices."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._options: list[Option] = []
        self._other: int | None = None
        self._other_label = ""
        self._labelled = self._ticked = 0
        self.taken = 0

    def takes(self, column: int, component: str) -> bool:
        """Whether the column is a choice, or holds the words under "Other"."""
        values = self._cells.values[column]
        if _ticks(values, component):
            self._ticked += bool(values)
            self._labelled += any(_is_label(value, component) for value in values)
            self._options.append(Option(component, component, column))
        elif self._other is None and says(component, ("other", "others", "specify")):
            named = [each.label for each in self._options if plain(each.label)[:5] == "other"]
            self._other, self._other_label = column, (named or [component])[-1]
            if not named:
                self._options.append(Option(component, component, column))
        else:
            return False
        self.taken += 1
        return True

    def trim(self) -> None:
        """Drop columns at the end that nobody filled and that rather are boxes for words."""
        while self._options:
            last = self._options[-1]
            if self._cells.values[last.column] or not says(last.label, words.OPEN_HEADINGS):
                break
            self._options.pop()
            self.taken -= 1

    @property
    def enough(self) -> bool:
        """Whether the cells show that these are choices and no rows of a grid."""
        return len(self._options) > 1 and (
            self._labelled > 0 or (self._ticked > 1 and not self._yes_and_no())
        )

    @property
    def binding(self) -> OneHot:
        """Where the choices are."""
        return OneHot(
            tuple(self._options),
            unticked=_UNTICKED | NOT_ANSWERED,
            other=self._other,
            other_label=self._other_label,
            other_blanks=_UNTICKED | NOT_ANSWERED,
        )

    def _yes_and_no(self) -> bool:
        values = (self._cells.values[option.column] for option in self._options)
        given = {plain(value) for counts in values for value in counts}
        return bool(given & {"yes", "y"}) and bool(given & {"no", "n"})


def cells_below(raw: RawTable, first: int, headings: Sequence[str]) -> Cells:
    """The different values of each column below the headings."""
    values = values_below(raw.turned.below(first, len(headings)), _MANY)
    for counts in values:
        for nothing in NOT_ANSWERED:
            counts.pop(nothing, None)
    return Cells(headings, values)


def specs_from(cells: Cells, columns: Sequence[int]) -> list[QuestionSpec]:
    """A question for each grid row, each set of choices and each other column.

    Args:
        columns: those with answers, in their order.
    """
    specs: list[QuestionSpec] = []
    position = 0
    while position < len(columns):
        rest = columns[position:]
        found, taken = _choices(cells, rest) or _grid(cells, rest) or _alone(cells, rest[0])
        specs += found
        position += taken
    return specs


def label_of(heading: str, headings: Sequence[str]) -> str:
    """What a question with one component is called: mostly the heading as it is.

    The title is enough where no other component has it and this one's label adds nothing.
    """
    title, found, component = heading.rpartition(SEPARATOR)
    if not found or plain(title) == plain(component):
        return title or component
    shared = sum(other.startswith(title + SEPARATOR) for other in headings) > 1
    telling = len(title.split()) >= _SHORT_LABEL
    says_little = len(component.split()) <= _SHORT_LABEL and not component.endswith("?")
    return title if telling and says_little and not shared else heading


def _alone(cells: Cells, column: int) -> tuple[list[QuestionSpec], int]:
    label = label_of(cells.headings[column], cells.headings)
    return [QuestionSpec("", label, Single(column, blanks=NOT_ANSWERED))], 1


def _titles(cells: Cells, columns: Sequence[int]) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Each title that the first column may have, the longest first, with all its components."""
    heading = cells.headings[columns[0]]
    end = heading.rfind(SEPARATOR)
    while end > 0:
        opening = heading[:end] + SEPARATOR
        run: list[tuple[int, str]] = []
        for column in columns:
            if not cells.headings[column].startswith(opening):
                break
            run.append((column, cells.headings[column][len(opening) :]))
        yield heading[:end], run
        end = heading.rfind(SEPARATOR, 0, end)


def _choices(cells: Cells, columns: Sequence[int]) -> tuple[list[QuestionSpec], int] | None:
    """One question with a column for each choice, where the first column begins one."""
    for title, run in _titles(cells, columns):
        found = _Choices(cells)
        for column, component in run:
            if not found.takes(column, component):
                break
        found.trim()
        if found.enough:
            spec = QuestionSpec("", title, found.binding, type=QuestionType.SELECT_MULTIPLE)
            return [spec], found.taken
    return None


def _grid(cells: Cells, columns: Sequence[int]) -> tuple[list[QuestionSpec], int] | None:
    """The rows of a grid, where the first column begins one."""
    for title, run in _titles(cells, columns):
        scale: set[str] = set()
        answers = taken = filled = 0
        for number, (column, _) in enumerate(run, 1):
            values = cells.values[column]
            if values and not _fits(scale, values):
                break
            if values:
                scale |= values.keys()
                answers += values.total()
                taken, filled = number, filled + 1
        if filled > 1 and (scale_of(scale) or answers >= 2 * len(scale)):
            return [_row(column, label, title) for column, label in run[:taken]], taken
    return None


def _row(column: int, label: str, title: str) -> QuestionSpec:
    binding = Single(column, blanks=NOT_ANSWERED)
    return QuestionSpec("", label, binding, type=QuestionType.SELECT_ONE, grid=title)


def _fits(scale: set[str], values: Counter[str]) -> bool:
    """Whether a column is answered on the same scale as the rows above it."""
    together = scale | values.keys()
    if len(together) > _SCALE or any(len(value) > _LONG for value in values):
        return False
    if all(value.replace(".", "").isdecimal() for value in values):
        return False  # scores stay numbers
    return not scale or bool(scale & values.keys()) or scale_of(together) is not None


def _ticks(values: Counter[str], component: str) -> bool:
    return all(
        _is_label(value, component) or plain(value) in _YES_TICKS | _NO_TICKS for value in values
    )


def _is_label(value: str, component: str) -> bool:
    return plain(clean(value)) == plain(component)
