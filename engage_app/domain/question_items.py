"""A questionnaire as an officer sees it: questions, and grids whose rows are questions."""

from collections.abc import Iterable
from dataclasses import dataclass

from engage_app.domain.questionnaire import Choice, Question


@dataclass(frozen=True)
class Item:
    """A question alone, or the rows of a grid in their order."""

    rows: tuple[Question, ...]

    @property
    def first(self) -> Question:
        """The question, or the first row: what the rows share is read from it."""
        return self.rows[0]

    @property
    def is_grid(self) -> bool:
        """Whether it is a grid, perhaps of one row."""
        return self.first.closed and bool(self.first.grid)

    @property
    def title(self) -> str:
        """The wording of the question, or the heading of the grid."""
        return self.first.grid if self.is_grid else self.first.label

    @property
    def retired(self) -> bool:
        """Whether nothing of it is asked any more."""
        return all(row.retired for row in self.rows)

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of its questions."""
        return tuple(row.id for row in self.rows)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Its choices; of a grid, those of all rows, each label once and in the first row's order."""
        found: dict[str, Choice] = {}
        for row in self.rows:
            for choice in row.choices:
                found.setdefault(choice.label, choice)
        return tuple(found.values())


def items_of(questions: Iterable[Question]) -> list[Item]:
    """The questionnaire, questions under one grid heading and of one type together.

    Rows that other questions stand between are one grid all the same: it stands where its first
    row does.
    """
    found: dict[tuple[str, str], list[Question]] = {}
    for question in questions:
        grid = question.grid if question.closed else ""
        key = (grid, question.type) if grid else ("", f"#{question.id}")
        found.setdefault(key, []).append(question)
    return [Item(tuple(rows)) for rows in found.values()]
