"""Counting by matrices gives what counting by hand gives."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import frames
from analysis.respondents import (
    Respondents,
    cross,
    group_matrix,
    membership,
    position_matrix,
    roll_up,
)
from analysis.themes import is_residual, raised, sentiment_matrix
from analysis.tree import Tree


def responses(
    *rows: tuple[int, int, str | None], organisations: tuple[int, ...] = ()
) -> pd.DataFrame:
    """(response, respondent, position)."""
    return frames.responses(
        [(key, who, 1, 0, position, "") for key, who, position in rows], organisations
    )


def test_a_respondent_with_two_responses_counts_once() -> None:
    who = Respondents.of(
        responses((1, 10, None), (2, 20, None), (5, 10, None), organisations=(20,))
    )
    assert who.ids.tolist() == [10, 20]
    assert who.organisation.tolist() == [False, True]
    assert who.responses(np.array([True, False])) == (1, 5)


def test_people_in_counts_all_where_one_is_a_person() -> None:
    who = Respondents.of(responses((1, 10, None), (2, 20, None), organisations=(20,)))
    assert who.people_in(np.array([True, True])) == 2
    assert who.people_in(np.array([False, True])) == 0


def test_the_latest_response_that_states_a_position_counts() -> None:
    frame = responses((1, 10, "concern"), (2, 10, "welcomed"), (3, 10, None), (4, 20, "odd"))
    held = position_matrix(Respondents.of(frame), frame, ["welcomed", "concern"])
    assert held.tolist() == [[True, False], [False, False]]


def test_nobody_at_all() -> None:
    frame = responses()
    who = Respondents.of(frame)
    tree = Tree.of([(1, None)])
    assert group_matrix(who, frames.groups([]), tree).shape == (0, 1)
    assert position_matrix(who, frame, ["welcomed"]).shape == (0, 1)
    assert raised(who, frames.comments([]), frames.codings([]), tree).answered.shape == (0,)


def test_a_response_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="response"):
        Respondents.of(responses((1, 1, None))).rows(np.array([7]))


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(1, 4)), max_size=40),
    st.lists(st.tuples(st.integers(0, 6), st.integers(1, 3)), max_size=40),
)
def test_cross_counts_each_row_once(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    def matrix(pairs: list[tuple[int, int]], columns: list[int]) -> "np.typing.NDArray[np.bool_]":
        rows = np.array([row for row, _ in pairs], dtype=np.int64)
        values = np.array([value for _, value in pairs], dtype=np.int64)
        return membership(rows, values, 7, columns)

    found = cross(matrix(one, [4, 3, 2, 1]), matrix(other, [2, 1, 3]))
    for i, left in enumerate([4, 3, 2, 1]):
        for j, right in enumerate([2, 1, 3]):
            both = {row for row in range(7) if (row, left) in one and (row, right) in other}
            assert found[i, j] == len(both)


def test_a_branch_counts_who_is_below_it_once() -> None:
    tree = Tree.of([(1, None), (2, 1), (3, 1), (4, 2)])
    assert tree.ids == (1, 2, 4, 3)
    rolled = roll_up(np.array([[0, 0, 1, 1], [0, 0, 0, 0]], dtype=bool), tree)
    assert rolled.tolist() == [[True, True, True, True], [False] * 4]


def test_a_tree_takes_orphans_to_the_top() -> None:
    tree = Tree.of([(5, 99), (6, 5)])
    assert (tree.roots, tree.lineage(6), tree.below(5)) == ([5], [6, 5], [5, 6])


def test_themes_count_respondents_not_codings() -> None:
    """Two comments of one person, one of them coded twice: one respondent, two comments."""
    who = Respondents.of(responses((1, 10, None), (2, 20, None)))
    comments = frames.comments(
        [(1, 1, 1, "negative"), (2, 1, 1, None), (3, 2, 1, "positive"), (4, 2, 1, "positive")]
    )
    codings = frames.codings([(1, 8, "officer"), (1, 8, "rule"), (2, 8, "rule"), (3, 9, "rule")])
    said = raised(who, comments, codings, Tree.of([(7, None), (8, 7), (9, 7)]))
    assert said.respondents.sum(axis=0).tolist() == [2, 1, 1]
    assert said.comments.sum(axis=0).tolist() == [3, 2, 1]
    assert said.answered.tolist() == [True, True]
    assert said.responses(8) == (1,)
    assert said.responses(7, np.array([False, True])) == (2,)
    tones = sentiment_matrix(said, comments, ["positive", "negative"])
    assert tones.tolist() == [[False, True], [False, False], [True, False]]


@pytest.mark.parametrize(
    ("name", "residual"),
    [
        ("Other", True),
        ("Outside the scope", True),
        ("Out of scope", True),
        ("No substantive answer", True),
        ("Off-topic", True),
        ("None of the above themes", True),
        ("No reason given", True),
        ("No reason to move", False),
        ("General", True),
        ("General practice", False),
        ("Other providers' part", False),
        ("No one place fits", False),
    ],
)
def test_residual_themes_are_known_by_name(name: str, residual: bool) -> None:
    assert is_residual(name) is residual
