"""Scales of agreement: how many are on each side, and the net of the two."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.closed_questions import AGREE, DISAGREE, Chosen, is_likert, leaning, sets_no_step
from analysis.respondents import Matrix
from engage_app.domain.palette import AGREEMENT_COLOURS
from engage_app.domain.questionnaire import Question
from engage_app.services.tables import sample
from engage_app.services.tables.cells import Cell, ratio
from engage_app.services.tables.counting import count
from engage_app.services.tables.material import Material

AGREE_IN_ALL, DISAGREE_IN_ALL, NET = "Agree in all", "Disagree in all", "Net"
NO_MEAN = "No mean is given: the steps of a scale of agreement are not equal."


@dataclass(frozen=True)
class Sides:
    """The two sides of a scale, as rows of the table of its question.

    Attributes:
        counted: the two sides by name, each with its respondents.
        net: the share of the first side less that of the second.
        sums: each side and the answers that make it up.
        note: what the two sides are.
    """

    counted: tuple[tuple[str, Cell], ...]
    net: Cell
    sums: tuple[tuple[Cell, Sequence[Cell]], ...]
    note: str


def sides(
    material: Material, question: Question, picked: Chosen, cells: Sequence[Cell], base: Cell
) -> Sides | None:
    """The two sides of the scale of a question; None where its choices are no such scale.

    Args:
        material: the exercise.
        question: the question.
        picked: its answers.
        cells: the respondents of each of its choices.
        base: all who answered.
    """
    labels = [choice.label for choice in question.choices]
    if not is_scale(labels) or not base.number:
        return None
    counted, sums, parts = [], [], []
    for side, name in ((AGREE, AGREE_IN_ALL), (DISAGREE, DISAGREE_IN_ALL)):
        places = [n for n, label in enumerate(labels) if leaning(label) == side]
        own = [cells[n] for n in places]
        mask: Matrix = np.asarray(picked.choices[:, places].any(axis=1))
        whole = own[0] if len(own) == 1 else count(material, mask, question.id, side)
        counted.append((name, whole))
        parts.append(own)
        sums += [(whole, own)] if len(own) > 1 else []
    net = ratio(parts[0], base, minus=parts[1])
    return Sides(tuple(counted), net, tuple(sums), note(labels))


def is_scale(labels: Sequence[str]) -> bool:
    """Whether choices are a scale of two sides and nothing else: each agrees, disagrees, does
    neither, or declines to answer."""
    return is_likert(labels) and all(leaning(each) or sets_no_step(each) for each in labels)


def note(labels: Sequence[str]) -> str:
    """What the two sides of a scale are, where its words are others than "agree"."""
    named = [
        "; ".join(f"“{label}”" for label in labels if leaning(label) == side)
        for side in (AGREE, DISAGREE)
    ]
    net = f"Net is the share who agree less the share who disagree. {NO_MEAN}"
    if all("agree" in label.casefold() for label in labels if leaning(label) in (AGREE, DISAGREE)):
        return net
    return f"Agree in all is {named[0]}; disagree in all is {named[1]}. {net}"


def leanings(by_label: dict[str, Cell], base: Cell) -> list[Cell]:
    """The shares of both sides of a row of a grid, and their net."""
    for_, against = (
        [cell for label, cell in by_label.items() if leaning(label) == side]
        for side in (AGREE, DISAGREE)
    )
    return [ratio(for_, base), ratio(against, base), ratio(for_, base, minus=against)]


def intervals(by_label: dict[str, Cell], base: Cell) -> list[Cell]:
    """The interval of the share of those who agree."""
    return sample.interval(
        [cell for label, cell in by_label.items() if leaning(label) == AGREE], base
    )


def colours(labels: Sequence[str]) -> list[str]:
    """A colour for each step: strong ones at the ends, pale ones in the middle."""
    found = dict.fromkeys(labels, "")
    for side, palette in AGREEMENT_COLOURS.items():
        steps = [label for label in labels if leaning(label) == side]
        if side == AGREE and steps and leaning(labels[0]) != AGREE:
            steps.reverse()  # the scale begins with those against
        if side == DISAGREE and steps and leaning(labels[0]) == DISAGREE:
            steps.reverse()
        for place, label in enumerate(steps[: len(palette)]):
            spread = place * (len(palette) - 1) // max(len(steps) - 1, 1)
            found[label] = palette[spread if len(steps) > 1 else len(palette) // 2]
    return list(found.values())
