"""Position scales: stored and read the same, sentences for steps of one's own, a colour for each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_app.domain.exercise import POSITION_SCALE, Exercise, Side
from engage_app.domain.palette import POSITION_COLOURS
from engage_app.domain.scales import (
    AGREE_SCALE,
    READY_SCALES,
    SUPPORT_SCALE,
    colours_of,
    new_code,
    scale_from,
    scale_text,
    step,
)

STEPS = st.lists(
    st.builds(
        lambda label, side, retired: step(label, label, side, retired=retired),
        st.text(min_size=1),
        st.sampled_from(Side),
        st.booleans(),
    ),
    min_size=1,
    unique_by=lambda each: each.code,
)


@given(STEPS)
def test_a_scale_comes_back_as_it_was_stored(steps: list) -> None:  # type: ignore[type-arg]
    assert scale_from(scale_text(steps)) == tuple(steps)


@given(STEPS)
def test_any_label_can_stand_in_a_sentence(steps: list) -> None:  # type: ignore[type-arg]
    for each in steps:
        said = each.sentence.format(groups="GPs", hedge="broadly ")
        assert said.endswith("GPs.")
        assert each.label in said or each.side is Side.BOTH or each.code in POSITION_COLOURS


def test_the_default_scale_is_stored_as_nothing() -> None:
    assert scale_text(POSITION_SCALE) == ""
    assert Exercise(1, "", "").positions == POSITION_SCALE


@pytest.mark.parametrize("text", ["{", "7", "[]", '[{"code": "a"}]', '[{"side": "up"}]', "null"])
def test_what_cant_be_read_is_the_default_scale(text: str) -> None:
    assert scale_from(text) == POSITION_SCALE


def test_a_renamed_step_has_a_sentence_of_its_new_words() -> None:
    assert step("welcomed", "Welcomed", Side.FOR) == POSITION_SCALE[0]
    renamed = step("welcomed", "In favour", Side.FOR)
    assert "“In favour”" in renamed.sentence
    assert renamed.code == "welcomed"


@pytest.mark.parametrize("scale", READY_SCALES.values())
def test_ready_made_scales_can_be_reported(scale: tuple) -> None:  # type: ignore[type-arg]
    """There is a step for each side, and one for groups that are divided."""
    assert {each.side for each in scale} == set(Side)
    assert len({each.code for each in scale}) == len(scale)
    assert colours_of(scale).keys() == {each.code for each in scale}


def test_colours_run_from_one_side_to_the_other() -> None:
    assert colours_of(POSITION_SCALE) == POSITION_COLOURS
    assert list(colours_of(POSITION_SCALE)) == list(POSITION_COLOURS)
    for scale in (SUPPORT_SCALE, AGREE_SCALE):
        colours = colours_of(scale)
        assert list(colours) == [each.code for each in scale]
        assert len(set(colours.values())) == len(scale)


def test_new_codes_are_unlike_the_others() -> None:
    assert new_code("  Strongly  Support ", ()) == "strongly support"
    assert new_code("Support", ("support", "support 2")) == "support 3"
