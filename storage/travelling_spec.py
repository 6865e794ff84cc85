"""How one table of a workspace travels between laptops: see travelling.py, which lists them all."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Values = dict[str, Any]
"""What a record holds, by column; a reference as a key."""


@dataclass(frozen=True, eq=False)
class Travelling:
    """One table that travels.

    Attributes:
        table: its name.
        blanks: by plain column, what stands for nothing in it: "", 0, or None where it may be NULL.
        references: by column, the table it refers to.
        key: the columns that tell its records apart; the first names the owner of the record.
        quiet: columns that nobody writes by hand. They are no part of the value: of two copies the
            smaller one stays.
        settled: columns in which copies may differ without anybody being asked: the latest stays.
        first: a column and the value of it that is shown, whichever is the latest, until an officer
            has decided; empty where it is the latest.
        content: a column of bytes; it comes with the record, and another column tells it apart.
        loose: references that are left empty where what they refer to isn't there.
        several: several rows of one key are one record, whose value is the list of them.
        secret: what is in the key must not be read from it.
    """

    table: str
    blanks: dict[str, Any] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ("uid",)
    quiet: tuple[str, ...] = ()
    settled: frozenset[str] = frozenset()
    first: tuple[str, ...] = ()
    content: str = ""
    loose: frozenset[str] = frozenset()
    several: bool = False
    secret: bool = False

    @cached_property
    def has_uid(self) -> bool:
        """Whether its records have identifiers of their own."""
        return self.key == ("uid",)

    @cached_property
    def value_columns(self) -> tuple[str, ...]:
        """The columns whose change makes a new version."""
        quiet = set(self.quiet)
        return tuple(name for name in (*self.blanks, *self.references) if name not in quiet)

    @cached_property
    def rows_columns(self) -> tuple[str, ...]:
        """Of a record of several rows: the columns in which the rows differ."""
        return tuple(name for name in self.value_columns if name not in self.key)

    @cached_property
    def stored_columns(self) -> tuple[str, ...]:
        """Every column that a copy of the record needs, but its uid."""
        content = (self.content,) if self.content else ()
        return (*self.blanks, *self.references, *content)


def columns(words: str) -> dict[str, Any]:
    """Blanks by column: `name` holds text, `name#` a number, `name?` either or NULL."""
    marks = {"#": 0, "?": None}
    return {word.rstrip("#?"): marks.get(word[-1], "") for word in words.split()}
