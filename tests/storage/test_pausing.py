"""The garbage collector is paused while a file is read, and as it was afterwards."""

import gc

import pytest

from storage.pausing import without_collecting


def test_it_is_paused_and_goes_on_even_after_an_error() -> None:
    assert gc.isenabled()
    with without_collecting():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="torn"), without_collecting():
        raise ValueError("torn")
    assert gc.isenabled()


def test_who_has_paused_it_before_finds_it_paused_after() -> None:
    gc.disable()
    try:
        with without_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
