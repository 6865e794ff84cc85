import pytest

from analysis.quantifiers import at_least, key_in_words, quantifier


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (1.0, "nearly all"),
        (0.90, "nearly all"),
        (0.895, "nearly all"),  # printed as 90%
        (0.894, "most"),
        (0.60, "most"),
        (0.594, "around half"),
        (0.40, "around half"),
        (0.394, "some"),
        (0.15, "some"),
        (0.144, "a few"),
        (0.001, "a few"),
        (0.0, "none"),
    ],
)
def test_a_word_fits_the_share_as_printed(share: float, word: str) -> None:
    assert quantifier(share) == word


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_only_shares_have_words(share: float) -> None:
    with pytest.raises(ValueError, match="not a share"):
        quantifier(share)


def test_the_printed_key_covers_every_per_cent_once() -> None:
    assert key_in_words() == (
        "nearly all: 90% or more; most: 60% to 89%; around half: 40% to 59%; "
        "some: 15% to 39%; a few: less than 15%"
    )


def test_halves_round_up() -> None:
    assert at_least(0.595, 0.60)
    assert not at_least(0.5949, 0.60)
