"""Stems are those of Snowball's English stemmer, as its authors publish it.

NLTK's own loses sight of a word's second region in places: "ionization" stays "ionize" there.
"""

from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer import stemmer

from analysis.stems import stem
from resources import path_of

_PARTS = "a e y bl co di ee fu ge ho in l ng o p re s t u w x y zz ' commun gener inn sk"
_ENDS = (
    "s es ed ing ly li ies ied sses eed eedly edly ingly ization ational fulness ousli iveness"
    " tional biliti lessli entli ation alism aliti ator izer ogi alize icate iciti ative ical ness"
    " ful ement ance able ion sion tion ous ive ize al er ic e ll 's s' y"
)
SNOWBALL = stemmer("english")


@given(
    st.lists(st.sampled_from(_PARTS.split()), max_size=5),
    st.lists(st.sampled_from(_ENDS.split()), max_size=2),
)
def test_words_made_of_parts(parts: list[str], ends: list[str]) -> None:
    word = "".join(parts + ends)
    assert stem(word) == SNOWBALL.stemWord(word)


def test_words_of_the_sample() -> None:
    """Whatever is written in the sample exercise, of which there are thousands of words."""
    words = set()
    for file in sorted(path_of("sample").rglob("*.csv")):
        words |= set(file.read_text(encoding="utf-8").casefold().replace("’", "'").split())
    words |= {"skies", "dying", "news", "exceeding", "innings", "generously", "hopping", "hoping"}
    assert len(words) > 1000
    assert {word: stem(word) for word in words} == {word: SNOWBALL.stemWord(word) for word in words}
