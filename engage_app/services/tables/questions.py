"""Closed questions: one table for each, a row for each answer."""

import re
from collections.abc import Sequence

from analysis.closed_questions import Chosen, chosen
from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.domain.report import NOT_APPLICABLE, ChartKind, Column, Kind, Table
from engage_app.services.tables import agreement, sample
from engage_app.services.tables.asked import asked_sums
from engage_app.services.tables.cells import Cell, Drawing, hidden_with, share, table
from engage_app.services.tables.counting import count
from engage_app.services.tables.material import Material
from engage_app.services.tables.wording import number_of

OWN_WORDS = "In words of their own"
NOT_ANSWERED = "Not answered"
NOT_ASKED = "Not asked"

SHOWN = (Role.NONE, Role.POSITION, Role.PLACE)
_NOT_IN_NAMES = re.compile(r"\W+")


def table_name(prefix: str, question: Question) -> str:
    """The name of the table of a question: `prefix` and the question's own."""
    return f"{prefix}_{_NOT_IN_NAMES.sub('_', question.name).strip('_').lower() or question.id}"


def choices_of(material: Material, question: Question) -> Chosen:
    """What respondents chose in answer to a question."""
    ids = [choice.id for choice in question.choices]
    return chosen(material.who, material.answers, question.id, ids)


def of_choices(material: Material, question: Question) -> Table:
    """The table of a question answered by choosing."""
    picked = choices_of(material, question)
    cells = [
        count(material, picked.choices[:, n], question.id, choice.id)
        for n, choice in enumerate(question.choices)
    ]
    labels = [choice.label for choice in question.choices]
    if picked.own_words.any():
        cells.append(count(material, picked.own_words, question.id, "own words"))
        labels.append(OWN_WORDS)
    several = question.type is QuestionType.SELECT_MULTIPLE
    note = "People could choose more than one answer, so the shares may add up to more than 100%."
    return answer_table(
        material, question, labels, cells, picked, several=several, notes=(note if several else "",)
    )


def answer_table(
    material: Material,
    question: Question,
    labels: list[str],
    cells: list[Cell],
    picked: Chosen,
    *,
    several: bool = False,
    notes: Sequence[str] = (),
) -> Table:
    """The table of one question: a row for each answer, all who answered, and who didn't.

    Args:
        material: the exercise.
        question: the question.
        labels, cells: its answers, and the respondents who gave each.
        picked: who answered, and who skipped it.
        several: whether one respondent may have given several.
        notes: printed first.
    """
    base = count(material, picked.answered, question.id, "answered")
    sampled = sample.drawn(material, question.id)
    rows = [
        _share_row(label, cell, base, sampled=sampled)
        for label, cell in zip(labels, cells, strict=True)
    ]
    last = [Cell(NOT_APPLICABLE)] * (len(sample.COLUMNS) if sampled else 0)
    rows.append([Cell("All who answered"), base, share(base, base), *last])
    sides = agreement.sides(material, question, picked, cells, base) if not several else None
    for label, cell in sides.counted if sides else ():
        rows.append(_share_row(label, cell, base, sampled=sampled))
    if sides:
        rows.append([Cell(agreement.NET), Cell(NOT_APPLICABLE), sides.net, *last])
    silent = _silent(material, question, picked, base)
    rows += [[*row, *last] for row in silent]
    return table(
        table_name("question", question),
        question.label,
        unit="respondents",
        base=f"{number_of(base.number, 'respondent')} who answered this question",
        base_of=[base],
        columns=(*_COLUMNS, *(sample.COLUMNS if sampled else ())),
        rows=rows,
        sums=[
            (base, cells),
            *(sides.sums if sides else ()),
            *asked_sums(material, question, picked, base, [row[1] for row in silent]),
        ],
        notes=(*notes, sides.note if sides else "", sample.note(sampled=sampled)),
        drawing=bars(question.label, labels, cells, base),
    )


def _share_row(label: str, cell: Cell, base: Cell, *, sampled: bool) -> list[Cell]:
    return [
        Cell(label),
        cell,
        share(cell, base),
        *(sample.interval([cell], base) if sampled else ()),
    ]


_COLUMNS = (
    Column("Answer", width=3),
    Column("Respondents", Kind.COUNT, "respondents", 1.2),
    Column("Share of those who answered", Kind.SHARE, "respondents", 1.4),
)


def _silent(material: Material, question: Question, picked: Chosen, base: Cell) -> list[list[Cell]]:
    """Who left the question, and who wasn't shown it: hidden with the base, which they would give
    away. The base is hidden with them where it would give them away: see asked."""
    unseen = ~(picked.answered | picked.skipped)
    rows = [(NOT_ANSWERED, picked.skipped, "skipped"), (NOT_ASKED, unseen, "unseen")]
    return [
        [
            Cell(label),
            hidden_with(count(material, mask, question.id, key), base),
            Cell(NOT_APPLICABLE),
        ]
        for label, mask, key in rows
        if key == "skipped" or mask.any()
    ]


def bars(title: str, labels: list[str], cells: list[Cell], base: Cell) -> Drawing:
    """The chart of a question: the share of each answer."""
    return Drawing(
        ChartKind.BARS,
        title,
        tuple(labels),
        (("Share of those who answered", tuple(share(cell, base) for cell in cells), ""),),
        f"Bar chart of the answers to “{title}”. The figures are in the table.",
        "Share of those who answered",
        share=True,
    )
