"""The rule that decides where a group stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.positions import Stand, stand, statements
from engage_app.domain.exercise import POSITION_SCALE, POSITIONS, Side

COUNTS = st.dictionaries(st.sampled_from(list(POSITIONS)), st.integers(0, 30))


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({}, None),
        ({"no view": 9}, None),
        ({"welcomed": 3, "no view": 9}, "welcomed"),
        ({"welcomed": 4, "concern": 6}, "mixed"),  # both sides 40 %
        ({"welcomed": 39, "concern": 61}, "concern"),
        ({"welcomed": 3, "opportunity": 3, "concern": 1}, "opportunity"),  # a tie: less favourable
        ({"some concern": 2, "concern": 2}, "concern"),
        ({"welcomed": 2, "opportunity": 3, "some concern": 1}, "opportunity"),
        ({"mixed": 5, "welcomed": 4, "concern": 1}, "mixed"),  # mixed outnumber each side
        ({"mixed": 4, "welcomed": 4, "concern": 1}, "welcomed"),
        ({"welcomed": 1, "concern": 1, "mixed": 1}, "mixed"),  # sides are equal
        ({"concern": 20, "welcomed": 11, "some concern": 6, "mixed": 3}, "concern"),
    ],
)
def test_where_a_group_stands(counts: dict[str, int], code: str | None) -> None:
    assert stand(counts, POSITION_SCALE).code == code


@given(COUNTS)
def test_a_share_is_of_those_with_a_view(counts: dict[str, int]) -> None:
    found = stand(counts, POSITION_SCALE)
    assert found.with_view == sum(n for code, n in counts.items() if code != "no view")
    assert 0 <= found.held <= found.side <= found.with_view
    assert (found.share is None) == (found.code is None)


@given(COUNTS, st.integers(1, 50))
def test_those_without_a_view_change_nothing(counts: dict[str, int], more: int) -> None:
    silent = {**counts, "no view": counts.get("no view", 0) + more}
    assert stand(counts, POSITION_SCALE) == stand(silent, POSITION_SCALE)


@given(COUNTS)
def test_a_side_is_taken_only_where_it_has_more(counts: dict[str, int]) -> None:
    found = stand(counts, POSITION_SCALE)
    if found.code is None or POSITIONS[found.code].side is Side.BOTH:
        return
    other = {Side.FOR: Side.AGAINST, Side.AGAINST: Side.FOR}[POSITIONS[found.code].side]
    against = sum(n for code, n in counts.items() if POSITIONS[code].side is other)
    assert found.side > against


def test_statements_follow_the_scale_and_keep_the_order_of_groups() -> None:
    stands = [
        (7, Stand("some concern", 11, 20, 13)),
        (2, Stand("welcomed", 9, 10, 9)),
        (9, Stand("some concern", 8, 8, 8)),
        (4, Stand(None, 0, 0, 0)),
    ]
    found = statements(stands, POSITION_SCALE)
    assert [said.code for said in found] == ["welcomed", "some concern"]
    assert found[1].groups == ((7, True), (9, False))  # 11 of 20 is a part of the group
    assert found[1].share == pytest.approx(21 / 28)


@pytest.mark.parametrize(
    ("held", "side", "in_part"),
    [
        (50, 65, True),  # elements of a group: neither enough hold it, nor are on its side
        (59, 66, True),
        (60, 60, False),
        (50, 67, False),
        (50, 100, False),  # wholly against, in two steps
        (25, 80, False),
    ],
)
def test_a_part_of_a_group_has_neither_the_position_nor_the_side(
    held: int, side: int, in_part: bool
) -> None:
    (said,) = statements([(1, Stand("concern", held, 100, side))], POSITION_SCALE)
    assert said.groups == ((1, in_part),)
    assert said.only_parts is in_part


def test_mixed_views_are_those_of_the_whole_group() -> None:
    (said,) = statements([(1, Stand("mixed", 0, 10, 0))], POSITION_SCALE)
    assert said.groups == ((1, False),)
