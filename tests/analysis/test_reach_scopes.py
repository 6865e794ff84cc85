import numpy as np

from analysis.reach import not_heard, scopes, sums
from analysis.respondents import roll_up
from analysis.tree import Tree

TREE = Tree.of([(1, None), (2, 1), (3, 1), (4, None), (5, 4)])


def test_rows_by_group() -> None:
    """A branch gives a row for the whole, and one of its own where somebody is tagged to it."""
    own = np.array([[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 0]], dtype=bool)
    rows = scopes(TREE, own, roll_up(own, TREE))
    assert [(row.group_id, row.whole, int(row.mask.sum())) for row in rows] == [
        (1, True, 2),
        (1, False, 1),
        (2, False, 1),
        (3, False, 0),
        (4, True, 0),
        (5, False, 0),
        (0, False, 1),
        (None, True, 3),
    ]
    lines = {total.key: [part.key for part in parts] for total, parts in sums(TREE, rows)}
    assert lines["whole group", 1] == [("group", 2), ("group", 3), ("group", 1)]
    assert lines["all",] == [("whole group", 1), ("whole group", 4), ("group", 0)]


def test_of_a_silent_branch_only_the_top_is_named() -> None:
    own = np.array([[0, 1, 0, 0, 0]], dtype=bool)
    assert not_heard(TREE, roll_up(own, TREE)) == [3, 4]
