"""Joining is the same in every order and grouping; what one copy saw and dropped stays dropped."""

from hypothesis import given
from hypothesis import strategies as st

from storage.merging.joining import State, join, open_questions
from storage.travelling import BY_TABLE

PLACE = BY_TABLE["place"]
DOTS = [f"{number:011x}-d" for number in range(6)]


@st.composite
def states(draw: st.DrawFn) -> State:
    """A dot stands for one change, so the same value wherever it is."""
    seen = draw(st.frozensets(st.sampled_from(DOTS), min_size=1))
    kept = draw(st.frozensets(st.sampled_from(sorted(seen)), min_size=1))
    return State({dot: (dot in DOTS[:2], f'{{"name":"{dot}"}}') for dot in kept}, seen)


@given(states(), states(), states())
def test_order_and_grouping_do_not_matter(a: State, b: State, c: State) -> None:
    assert join(a, b) == join(b, a)
    assert join(join(a, b), c) == join(a, join(b, c))
    assert join(a, a) == a
    assert join(join(a, b), b) == join(a, b)


@given(states())
def test_a_copy_that_never_heard_of_a_record_changes_nothing(state: State) -> None:
    assert join(state, None) == join(None, state) == state


def named(dot: str, name: str, *, removed: bool = False) -> State:
    return State({dot: (removed, f'{{"name":"{name}"}}')}, frozenset([dot]))


def test_a_change_takes_the_place_of_what_it_saw() -> None:
    first = named(DOTS[0], "North")
    changed = State({DOTS[1]: (False, '{"name":"South"}')}, frozenset(DOTS[:2]))
    joined = join(first, changed)
    assert joined == changed
    assert open_questions(PLACE, joined) == []


def test_two_changes_of_the_same_stand_side_by_side_and_the_latest_is_shown() -> None:
    joined = join(named(DOTS[2], "North"), named(DOTS[3], "South"))
    assert [dot for dot, _, _ in open_questions(PLACE, joined)] == [DOTS[3], DOTS[2]]


def test_what_was_changed_is_shown_before_its_removal() -> None:
    """However late it was removed: nothing goes silently."""
    joined = join(named(DOTS[2], "North"), named(DOTS[3], "North", removed=True))
    assert joined.shown()[1] is False
    assert len(open_questions(PLACE, joined)) == 2


def test_nobody_is_asked_where_both_say_the_same_or_differ_in_order_only() -> None:
    sorted_apart = State({DOTS[3]: (False, '{"name":"North","sort":4}')}, frozenset([DOTS[3]]))
    assert open_questions(PLACE, join(named(DOTS[2], "North"), sorted_apart)) == []
