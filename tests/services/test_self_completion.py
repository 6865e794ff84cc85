"""The lock on a computer handed to respondents."""

import json
from pathlib import Path

import pytest
from building import Small

from engage_app.errors import NotPossible
from engage_app.services import self_completion
from engage_app.services.self_completion import FIRST_WAIT, FREE_TRIES, LONGEST_WAIT
from engage_app.settings import data_folder

NOW = 1_000_000.0


@pytest.fixture
def handed_over(small: Small) -> Small:
    self_completion.lock(small.workspace, small.activities["survey"], "2719")
    return small


def test_the_right_pin_takes_the_lock_off(handed_over: Small) -> None:
    assert self_completion.try_pin("2719").opened
    assert self_completion.locked() is None


def test_the_pin_is_nowhere_on_the_disk(handed_over: Small) -> None:
    (kept,) = data_folder().glob("self-completion*")
    assert "2719" not in kept.read_text(encoding="utf-8").replace(" ", "")
    first = self_completion.locked()
    self_completion.lock(handed_over.workspace, handed_over.activities["survey"], "2719")
    second = self_completion.locked()
    assert first is not None
    assert second is not None
    assert first.hashed != second.hashed  # salted


def test_the_lock_knows_its_place_after_a_crash(handed_over: Small) -> None:
    found = self_completion.locked()
    assert found is not None
    assert Path(found.workspace) == handed_over.workspace.path.absolute()
    place = self_completion.place_of(handed_over.workspace, found)
    assert place == (handed_over.exercise, handed_over.activities["survey"])


def test_a_lock_on_what_is_gone_has_no_place(handed_over: Small) -> None:
    found = self_completion.locked()
    assert found is not None
    with handed_over.workspace.acting("remove", handed_over.exercise) as action:
        action.connection.execute("UPDATE activity SET uid = uid || 'x'")
    assert self_completion.place_of(handed_over.workspace, found) is None


def test_too_many_wrong_pins_cost_a_wait_that_doubles(handed_over: Small) -> None:
    """Even the right one isn't looked at meanwhile, and starting Engage again changes nothing."""
    left = [self_completion.try_pin("0000", now=NOW).tries_left for _ in range(FREE_TRIES - 1)]
    assert left == [4, 3, 2, 1]
    assert self_completion.try_pin("0000", now=NOW).wait == FIRST_WAIT
    assert self_completion.try_pin("2719", now=NOW + 1).wait == FIRST_WAIT - 1
    assert self_completion.try_pin("0000", now=NOW + FIRST_WAIT).wait == 2 * FIRST_WAIT
    assert self_completion.waiting(now=NOW + FIRST_WAIT) == 2 * FIRST_WAIT
    assert self_completion.try_pin("2719", now=NOW + 3 * FIRST_WAIT).opened


def test_a_clock_that_was_set_back_locks_nobody_out_for_ever(handed_over: Small) -> None:
    for _ in range(FREE_TRIES):
        self_completion.try_pin("0000", now=NOW)
    assert self_completion.waiting(now=0.0) == LONGEST_WAIT


@pytest.mark.parametrize("pin", ["", "123", "12345", "4321", "1111", "12a4", "٢٧١٩", "1" * 13])
def test_a_pin_has_four_to_twelve_digits_that_are_no_row(small: Small, pin: str) -> None:
    with pytest.raises(NotPossible):
        self_completion.lock(small.workspace, small.activities["survey"], pin)
    assert self_completion.locked() is None


def test_an_activity_that_is_gone_is_not_handed_over(small: Small) -> None:
    with pytest.raises(NotPossible):
        self_completion.lock(small.workspace, 999, "2719")


def test_a_damaged_lock_is_none(handed_over: Small) -> None:
    (kept,) = data_folder().glob("self-completion*")
    kept.write_text(json.dumps({"wrong": "x"}), encoding="utf-8")
    assert self_completion.locked() is None
    assert self_completion.try_pin("anything").opened


def test_settings_that_cannot_be_written_refuse_the_lock(
    small: Small, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Better not to begin than to hand over a computer that isn't locked."""
    blocked = tmp_path / "a-file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("ENGAGE_DATA", str(blocked / "inside"))
    with pytest.raises(NotPossible, match="settings folder"):
        self_completion.lock(small.workspace, small.activities["survey"], "2719")
