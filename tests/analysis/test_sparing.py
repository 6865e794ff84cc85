"""Little is hidden without need, and where all was, most is shown again."""

import numpy as np
import pytest

from analysis.disclosing.choosing import hidden_figures
from analysis.disclosing.knowing import known
from analysis.disclosing.pinning import pinned
from analysis.disclosing.sparing import spared
from analysis.disclosing.task import Task
from engage_app.domain.disclosure import DisclosureRule, Figure, Key, Sum


def grid(seed: int) -> tuple[dict[Key, Figure], list[Sum]]:
    """A table of 4 × 5 with its totals, counts of 0 to 20."""
    counts = np.random.default_rng(seed).integers(0, 20, (4, 5))
    whole = np.vstack([counts, counts.sum(axis=0)])
    whole = np.hstack([whole, whole.sum(axis=1, keepdims=True)])
    figures: dict[Key, Figure] = {
        (r, c): Figure(int(whole[r, c]), int(whole[r, c])) for r in range(5) for c in range(6)
    }
    sums: list[Sum] = [((r, 5), tuple((r, c) for c in range(5))) for r in range(5)]
    sums += [((4, c), tuple((r, c) for r in range(4))) for c in range(6)]
    return figures, sums


def task_of(seed: int) -> Task:
    figures, sums = grid(seed)
    size = len(figures)
    return Task(
        known(figures, sums),
        tuple(figures.values()),
        np.ones(size, dtype=bool),
        (),
        DisclosureRule(5),
        np.ones(size),
    )


def safe(task: Task, hidden: np.ndarray) -> bool:
    return not pinned(task.known, task.ranges(hidden), hidden | task.small).size


@pytest.mark.parametrize("seed", range(12))
def test_no_figure_of_a_small_table_is_hidden_without_need(seed: int) -> None:
    """Shown again one by one, each would give another away."""
    task = task_of(seed)
    hidden = hidden_figures(task)
    assert safe(task, hidden)
    for place in np.flatnonzero(hidden & ~task.small):
        fewer = hidden.copy()
        fewer[place] = False
        assert not safe(task, fewer)


@pytest.mark.parametrize("seed", range(6))
def test_where_all_is_hidden_most_is_shown_again(seed: int) -> None:
    task = task_of(seed)
    every = task.candidates(task.small) | task.small
    found = spared(task, every, np.arange(len(every), dtype=np.float64), 200)
    assert safe(task, found)
    assert (found & ~task.small).sum() < (every & ~task.small).sum() * 0.8


def test_it_stops_after_so_many_audits() -> None:
    task = task_of(1)
    every = task.candidates(task.small) | task.small
    assert (spared(task, every, np.ones(len(every)), 0) == every).all()
