"""How an export lays out the answers to one question: its binding.

Columns are indexes from 0. Cells are compared trimmed and otherwise exactly as the file has them.
An answer is in one of three states: not shown, shown and skipped, answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Literal, NamedTuple


class NotShown(Enum):
    """The type of `NOT_SHOWN`: the question was never put to this respondent."""

    NOT_SHOWN = "not shown"


NOT_SHOWN: Final = NotShown.NOT_SHOWN

Value = str | int | float | list[str] | NotShown | None
"""An answer: text, a number, the choices of a `select_multiple`; None for shown and skipped."""


class Option(NamedTuple):
    """One choice that has a column of its own."""

    code: str
    label: str
    column: int


@dataclass(frozen=True)
class _OneCell:
    """What a binding to a single column may say.

    Attributes:
        column: the index of the column.
        blanks: what the tool writes where nothing was given, besides an empty cell.
        unseen: what it writes where the question was not shown; "" if that is an empty cell.
        codes: code to label, in the order of the choices; a code that is not among them stays.
        other: the column with what was written under "Other". The text takes the place of the
            choice called `other_label`, and stands alone where the cell itself is blank.
    """

    column: int
    blanks: frozenset[str] = field(default=frozenset(), kw_only=True)
    unseen: frozenset[str] = field(default=frozenset(), kw_only=True)
    codes: Mapping[str, str] = field(default_factory=dict, kw_only=True, hash=False)
    other: int | None = field(default=None, kw_only=True)
    other_label: str = field(default="", kw_only=True)

    @property
    def columns_used(self) -> tuple[int, ...]:
        """Every column the answer comes from."""
        return (self.column,) if self.other is None else (self.column, self.other)

    @property
    def plain(self) -> bool:
        """Whether the cell as it stands is the answer."""
        return not (self.blanks or self.unseen or self.codes) and self.other is None


@dataclass(frozen=True)
class Single(_OneCell):
    """The answer is one cell."""


@dataclass(frozen=True)
class Delimited(_OneCell):
    """Several choices in one cell, e.g. "Funding;Hospital flows;" or "fund hosp".

    Attributes:
        trailing: whether the delimiter also stands behind the last choice.
        kind: "label": known choices are matched first, as they may hold the delimiter; "code":
            the cell is cut at every delimiter.
    """

    delimiter: str
    trailing: bool = False
    kind: Literal["label", "code"] = "label"


@dataclass(frozen=True)
class OneHot:
    """Several choices, a column for each.

    Attributes:
        columns: the choices in their order.
        ticked: what says yes; where it is empty, every cell does that is not blank, `unticked`
            or `unseen`.
        unticked: what says no, besides an empty cell.
        unseen: what says that the question was not shown. Only if all of the columns say so, it
            was not; otherwise such a cell is a choice not made.
        other: the column with what was written under "Other"; the text takes the place of the
            choice called `other_label`.
        other_blanks: what that column holds where nothing was written, besides an empty cell.
    """

    columns: tuple[Option, ...]
    ticked: frozenset[str] = frozenset()
    unticked: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()
    other: int | None = None
    other_label: str = ""
    other_blanks: frozenset[str] = frozenset()

    @property
    def columns_used(self) -> tuple[int, ...]:
        """Every column the answer comes from."""
        own = tuple(option.column for option in self.columns)
        return own if self.other is None else (*own, self.other)

    @property
    def labels(self) -> tuple[str, ...]:
        """The choices, each once."""
        return tuple(dict.fromkeys(option.label for option in self.columns))


Binding = Single | Delimited | OneHot
