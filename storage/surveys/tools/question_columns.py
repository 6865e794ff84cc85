"""The columns of one question below its heading, and what each of them looks like."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from storage.surveys.column_facts import Facts, facts_of
from storage.surveys.headings import name_of, plain
from storage.surveys.markup import heading

NO = frozenset({"no", "0", "false", "not selected", "unchecked"})
YES = frozenset({"yes", "1", "true", "selected", "checked"})
_EITHER = YES | NO
_OTHER = re.compile(r"(?:any )?other\b|something else|.*\bplease (?:specify|state|describe|say)\b")
_WRITTEN = re.compile(
    r"comment|please (?:explain|tell|give|add|provide)|additional|further|why\b|reason"
    r"|.*(?:: ?text|\bcomments?:?)$"
)


def means_other(text: str) -> bool:
    """Whether a choice or heading is like "Other (please specify)"."""
    return _OTHER.match(plain(text)) is not None


@dataclass(frozen=True)
class Column:
    """One column of a question.

    Attributes:
        sub: its own heading, "" where it says nothing of its own.
        cells: its cells below the headings, trimmed.
        row: the heading of its row, where rows and options have headings of their own.
        open: the tool says that the answer is written; None where it says nothing.
    """

    index: int
    sub: str
    cells: Sequence[str] = field(repr=False)
    row: str = ""
    open: bool | None = None

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each value occurs, blanks left out."""
        return self.facts.counts

    @cached_property
    def facts(self) -> Facts:
        """What its cells look like."""
        return facts_of(self.cells)

    @cached_property
    def repeats_heading(self) -> bool:
        """Whether every value is the column's own heading."""
        own = plain(self.sub)
        return bool(own and self.counts) and all(plain(heading(v)) == own for v in self.counts)

    @cached_property
    def yes_or_no(self) -> bool:
        """Whether every value says ticked or not ticked."""
        return bool(self.counts) and all(plain(value) in _EITHER for value in self.counts)

    @property
    def other(self) -> bool:
        """Whether it is headed like "Other (please specify)"."""
        return means_other(self.sub)

    @property
    def headed_as_written(self) -> bool:
        """Whether its heading asks for words."""
        return self.other or _WRITTEN.match(plain(self.sub)) is not None


@dataclass(frozen=True)
class Group:
    """The columns of one question.

    Attributes:
        name: the tool's own, or empty.
        yes_or_no: the tool writes Yes and No, or 1 and 0, in the column of an option.
        numbered: the tool may write an option's number in place of its label.
        expanded: several choices have a column each, and never share a cell.
    """

    label: str
    columns: tuple[Column, ...]
    name: str = ""
    yes_or_no: bool = False
    numbered: bool = False
    expanded: bool = False

    def ticks(self, column: Column) -> bool:
        """Whether a column with values is that of an option."""
        return column.repeats_heading or (self.yes_or_no and column.yes_or_no)

    @property
    def parted(self) -> tuple[list[Column], list[Column]]:
        """The columns with options or rows, and those with words below them."""
        written = [
            column
            for column in self.columns
            if column.headed_as_written
            and not self.ticks(column)
            and not _shares_a_scale(column, self.columns)
        ]
        return [column for column in self.columns if column not in written], written

    def joint(self, sub: str) -> str:
        """The label of a part of the question that stands alone."""
        return f"{self.label} – {sub}" if sub else self.label

    def name_for(self, number: int, sub: str) -> str:
        """The name of a part of it, counted from 1."""
        return f"{self.name}_{number}" if self.name else name_of(f"{self.label} {sub}")


def _shares_a_scale(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a row that is called "Other services" is answered like the other rows."""
    rest = {value for each in columns if each is not column for value in each.counts}
    return bool(column.counts) and column.counts.keys() <= rest
