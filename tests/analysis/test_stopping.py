"""When to stop coding by hand: intervals, themes still to come, and the sentence."""

import pytest

from analysis.suggesting.stopping import stopping_hint, wilson


def test_wilson_interval_as_published() -> None:
    """Newcombe 1998, table I: 81 of 263."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


def test_nothing_judged() -> None:
    hint = stopping_hint([])
    assert not hint.enough
    assert hint.sentence == "No suggestion has been judged yet."


def test_too_few_to_tell() -> None:
    hint = stopping_hint([True] * 60, [30, 30])
    assert (hint.judged, hint.right, hint.steady) == (50, 50, False)
    assert "right for 50 of the last 50" in hint.sentence
    assert "40 more" in hint.sentence


def test_still_getting_better() -> None:
    hint = stopping_hint([False, True] * 25 + [True] * 50, [60, 40])
    assert not hint.steady
    assert not hint.enough


def test_steady_and_no_new_theme_to_be_expected() -> None:
    hint = stopping_hint([True, True, True, False] * 25, [60, 40])
    assert hint.steady
    assert hint.enough
    assert hint.new_themes == 0
    assert hint.low < 0.74 < hint.high
    assert "will change the suggestions little" in hint.sentence


def test_steady_but_new_themes_keep_coming() -> None:
    """Good 1953: the share of codings whose theme was used once."""
    hint = stopping_hint([True] * 100, [10, 1, 1, 8])
    assert hint.new_themes == pytest.approx(0.1)
    assert not hint.enough
    assert "one coding in 10 " in hint.sentence
