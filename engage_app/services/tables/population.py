"""The people who took part beside the population they are of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from analysis.representation import Compared, compare
from engage_app.domain.questionnaire import Question, QuestionType
from engage_app.domain.report import NOT_APPLICABLE, NOT_AVAILABLE, ChartKind, Column, Kind, Value
from engage_app.services.tables.cells import Cell, Drawing, share, words
from engage_app.services.tables.material import Material
from engage_app.services.tables.wording import day, listed
from storage import populations as stored

PEOPLE, POPULATION = "People who took part", "Population"
COLUMNS = (
    Column("Share compared", Kind.SHARE, "people", 1.3),
    Column("Share of the population", Kind.SHARE, "", 1.4),
    Column("Difference (percentage points)", Kind.COUNT, "", 1.5),
)
_BASE_ROW = "All compared with the population"


@dataclass(frozen=True)
class Beside:
    """The answers to one question beside the population.

    Attributes:
        base: the people compared.
        found: for each answer of the table its comparison, or None.
        shares: for each answer its share of the people compared, or None.
        left_out: the answers of the table that can't be compared.
        source: where the population's figures are from, with their date; may be empty.
    """

    base: Cell
    found: tuple[Compared | None, ...]
    shares: tuple[Cell | None, ...]
    left_out: tuple[str, ...]
    source: str

    def cells(self, number: int, cell: Cell) -> list[Cell]:
        """The three cells that a row gets more."""
        one, part = self.found[number], self.shares[number]
        if one is None or part is None:
            return [Cell(NOT_APPLICABLE)] * len(COLUMNS)
        remade = partial(_points, one.expected)
        return [part, Cell(one.expected), words(one.points, cell, self.base, remade=remade)]

    def base_row(self, whole: Cell) -> list[list[Cell]]:
        """The row with the base, where that is another than all who answered."""
        if self.base is whole:
            return []
        return [
            [
                Cell(_BASE_ROW),
                self.base,
                share(self.base, whole),
                share(self.base, self.base),
                *[Cell(NOT_APPLICABLE)] * 2,
            ]
        ]

    def notes(self) -> tuple[str, ...]:
        """What is compared, with what, from where."""
        missing = (
            f"The comparison leaves out of its base those who answered {listed(self.left_out)}: "
            f"the population’s table has no figure for {'it' if len(self.left_out) == 1 else 'them'}."
            if self.left_out
            else ""
        )
        return (
            f"Population: {self.source or 'the source was not given'}.",
            missing,
            "The difference is of the whole per cents as printed, the people’s less the "
            "population’s. Those who took part are no sample of the population: a difference says "
            "who was heard less or more, not why.",
        )


def _points(expected: float, counts: tuple[int, ...]) -> Value:
    count, base = counts
    return Compared(min(count / base, 1.0), expected).points if base else NOT_AVAILABLE


def population_of(material: Material) -> Mapping[int, float]:
    """By choice, its figure in a population."""
    return stored.people(material.connection, material.exercise_id)


def beside(
    material: Material,
    question: Question,
    answers: Sequence[tuple[int, str, Cell]],
    whole: Cell,
) -> Beside | None:
    """The answers to a question beside its population; None where it has none.

    Args:
        material: the exercise.
        question: a question that people gave one answer to.
        answers: (choice or 0, label, people who gave it) in the order of the table.
        whole: all who answered.
    """
    people = population_of(material)
    given = [people.get(choice) for choice, _, _ in answers]
    if question.type is not QuestionType.SELECT_ONE or not any(given):
        return None
    found, count = compare([cell.number for _, _, cell in answers], given)
    everybody = count == whole.number  # one figure, not two that would have to be hidden together
    base = whole if everybody else Cell(count, ("equality", question.id, "compared"), count)
    shares = tuple(
        share(cell, base) if one else None for (_, _, cell), one in zip(answers, found, strict=True)
    )
    left_out = tuple(
        f"“{label}”" for (_, label, _), each in zip(answers, given, strict=True) if each is None
    )
    return Beside(base, found, shares, left_out, _source(material, question))


def sums_of(
    one: Beside, answers: Sequence[tuple[int, str, Cell]], whole: Cell
) -> list[tuple[Cell, Sequence[Cell]]]:
    """How the people compared add up, and with those left out come to all who answered."""
    if one.base is whole:
        return []
    compared = [
        cell for (_, _, cell), part in zip(answers, one.found, strict=True) if part is not None
    ]
    rest = [cell for (_, _, cell), part in zip(answers, one.found, strict=True) if part is None]
    return [(one.base, compared), (whole, [one.base, *rest])]


def drawing(title: str, answers: Sequence[tuple[int, str, Cell]], one: Beside) -> Drawing:
    """Two bars for each answer that is compared: people, and the population."""
    shown = [
        (label, part, at.expected)
        for (_, label, _), part, at in zip(answers, one.shares, one.found, strict=True)
        if part is not None and at is not None
    ]
    return Drawing(
        ChartKind.BARS,
        title,
        tuple(label for label, _, _ in shown),
        (
            (PEOPLE, tuple(part for _, part, _ in shown), ""),
            (POPULATION, tuple(Cell(expected) for _, _, expected in shown), ""),
        ),
        f"Paired bars for each answer to “{title}”: its share of the people who took part, and "
        "its share of the population. The figures are in the table.",
        "Share",
        share=True,
    )


def _source(material: Material, question: Question) -> str:
    told = stored.sources(material.connection, material.exercise_id)
    source, counted_on = told.get(question.id, ("", ""))
    return ", ".join(filter(None, (source, day(counted_on))))
