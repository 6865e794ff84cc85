"""What follows where records made apart don't fit together is the same on every laptop."""

from hypothesis import given
from hypothesis import strategies as st

from storage.merging.effects import cut_loops, told_apart

KEYS = "abcdefgh"
PARENTS = st.dictionaries(st.sampled_from(KEYS), st.none() | st.sampled_from(KEYS))


@given(PARENTS)
def test_no_record_lies_below_itself(parents: dict[str, str | None]) -> None:
    cut = cut_loops(parents)
    tree = {key: None if key in cut else parent for key, parent in parents.items()}
    for start in tree:
        at, steps = tree.get(start), 0
        while at is not None:
            at, steps = tree.get(at), steps + 1
            assert steps <= len(tree)


@given(PARENTS)
def test_what_is_no_loop_is_left_alone(parents: dict[str, str | None]) -> None:
    """Only members of loops are put at the top, one of each loop: its smallest."""
    for key in cut_loops(parents):
        loop, at = [key], parents[key]
        while at is not None and at != key:
            loop.append(at)
            at = parents.get(at)
        assert at == key
        assert key == min(loop)


@given(
    st.dictionaries(
        st.sampled_from(KEYS), st.tuples(st.just("s"), st.sampled_from(["x", "x (2)", "y"]))
    )
)
def test_no_name_is_borne_twice_and_the_first_keeps_it(named: dict[str, tuple[str, str]]) -> None:
    fresh = told_apart(named)
    names = {key: fresh.get(key, name) for key, (_, name) in named.items()}
    assert len(set(names.values())) == len(names)
    for key, (_, name) in named.items():
        if key == min(other for other, (_, same) in named.items() if same == name):
            assert key not in fresh


def test_names_that_others_bear_are_passed_over() -> None:
    named = {"a": ("s", "x"), "b": ("s", "x"), "c": ("s", "x")}
    assert told_apart(named, lambda scoped: scoped == ("s", "x (2)")) == {
        "b": "x (3)",
        "c": "x (4)",
    }
