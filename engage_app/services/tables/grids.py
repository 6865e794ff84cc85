"""Statements that share a scale of agreement: one table, a row for each."""

from collections.abc import Sequence

from engage_app.domain.questionnaire import Question
from engage_app.domain.report import NOT_APPLICABLE, ChartKind, Column, Kind, Table
from engage_app.services.tables import agreement, sample
from engage_app.services.tables.agreement import AGREE_IN_ALL, DISAGREE_IN_ALL, NET
from engage_app.services.tables.asked import asked_sums
from engage_app.services.tables.cells import Cell, Drawing, hidden_with, share, table
from engage_app.services.tables.counting import count
from engage_app.services.tables.material import Material
from engage_app.services.tables.questions import NOT_ANSWERED, choices_of


def grid(material: Material, questions: Sequence[Question], number: int) -> Table:
    """The table of a grid: each statement's answers, both sides of the scale and their net."""
    labels = list(dict.fromkeys(c.label for one in questions for c in one.choices))
    sampled = all(sample.drawn(material, one.id) for one in questions)
    rows: list[list[Cell]] = []
    sums: list[tuple[Cell, Sequence[Cell]]] = []
    shares: list[list[Cell]] = []
    for question in questions:
        picked = choices_of(material, question)
        base = count(material, picked.answered, question.id, "answered")
        by_label = {
            choice.label: count(material, picked.choices[:, n], question.id, choice.id)
            for n, choice in enumerate(question.choices)
        }
        cells = [by_label.get(label, Cell(NOT_APPLICABLE)) for label in labels]
        sums.append((base, list(by_label.values())))
        shares.append([share(cell, base) for cell in cells])
        skipped = hidden_with(count(material, picked.skipped, question.id, "skipped"), base)
        sums += asked_sums(material, question, picked, base, [skipped])
        ends = agreement.intervals(by_label, base) if sampled else []
        leanings = agreement.leanings(by_label, base)
        rows.append([Cell(question.label), *cells, base, skipped, *leanings, *ends])
    return table(
        f"grid_{number}",
        questions[0].grid,
        unit="respondents",
        base="respondents who answered the statement",
        columns=_columns(labels, sampled=sampled),
        rows=rows,
        sums=sums,
        notes=(agreement.note(labels), sample.note(sampled=sampled)),
        drawing=_drawing(questions, labels, shares),
    )


def _columns(labels: list[str], *, sampled: bool) -> tuple[Column, ...]:
    ends = [Column(f"Agree: {one.name}", one.kind, one.counts, one.width) for one in sample.COLUMNS]
    return (
        Column("Statement", width=3),
        *(Column(label, Kind.COUNT, "respondents") for label in labels),
        Column("Answered", Kind.COUNT, "respondents"),
        Column(NOT_ANSWERED, Kind.COUNT, "respondents"),
        Column(AGREE_IN_ALL, Kind.SHARE, "respondents"),
        Column(DISAGREE_IN_ALL, Kind.SHARE, "respondents"),
        Column(NET, Kind.SHARE, "respondents"),
        *(ends if sampled else ()),
    )


def _drawing(questions: Sequence[Question], labels: list[str], shares: list[list[Cell]]) -> Drawing:
    colours = agreement.colours(labels)
    return Drawing(
        ChartKind.STACKED,
        questions[0].grid,
        tuple(question.label for question in questions),
        tuple(
            (label, tuple(row[n] for row in shares), colours[n]) for n, label in enumerate(labels)
        ),
        f"Stacked bar chart of the answers to each statement of “{questions[0].grid}”. "
        "The figures are in the table.",
        "Share of those who answered",
        share=True,
    )
