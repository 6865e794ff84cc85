"""Days in words: those of the paper, whatever the computer speaks."""

import locale

import pytest

from engage_app.domain.days import day


def test_a_day_in_words() -> None:
    assert day("2022-07-27") == "27 July 2022"
    assert day("2022-12-01") == "1 December 2022"
    assert day("next spring") == "next spring"
    assert day("") == ""


@pytest.mark.parametrize("language", ["de_DE.UTF-8", "fr_FR.UTF-8", "C"])
def test_it_is_english_on_a_desktop_of_another_language(language: str) -> None:
    before = locale.setlocale(locale.LC_TIME)
    try:
        locale.setlocale(locale.LC_TIME, language)
    except locale.Error:
        pytest.skip(f"{language} is not installed")
    try:
        assert day("2022-05-16") == "16 May 2022"
    finally:
        locale.setlocale(locale.LC_TIME, before)
