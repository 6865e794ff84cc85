"""Patterns with signs against a plain reading of what they are said to mean."""

from dataclasses import dataclass
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.keyword_index import KeywordIndex
from analysis.keywords import find_keywords

WORDS = ("bus", "late", "red", "wait", "waiting", "room")
LEAVES = ("bus", "late", "red", "wait*", "waiting room", "red bus", "*us", "bus bus")

Place = tuple[int, int]
"""First and last word of a match."""


@dataclass(frozen=True)
class Asked:
    """A pattern as a tree: its sign, its parts, and the gaps of a NEAR."""

    sign: str
    parts: tuple["Asked | str", ...]
    gaps: tuple[int, ...] = ()


def written(asked: Asked | str) -> str:
    """As an officer would type it."""
    if isinstance(asked, str):
        return asked
    parts = [written(part) for part in asked.parts]
    if asked.sign == "any":
        return f"({', '.join(parts)})"
    if asked.sign == "only":
        return f"ONLY {', '.join(parts)}"
    if asked.sign == "all":
        return " + ".join(parts)
    typed = parts[0]
    for gap, part in zip(asked.gaps, parts[1:], strict=True):
        typed += f" NEAR/{gap} {part}"
    return typed


def found(asked: Asked | str, words: list[str], covered: set[int]) -> set[Place]:
    """Every match, word by word, by trying all of them."""
    if isinstance(asked, str):
        places = set()
        for start in range(len(words)):
            stop = start + len(asked.split())
            pairs = list(zip(words[start:stop], asked.split(), strict=False))
            whole = len(pairs) == stop - start and all(_is(*pair) for pair in pairs)
            if whole and not covered & set(range(start, stop)):
                places.add((start, stop - 1))
        return places
    parts = [found(part, words, covered) for part in asked.parts]
    if asked.sign == "any":
        return set().union(*parts)
    if asked.sign == "all":
        return set().union(*parts) if all(parts) else set()
    if asked.sign == "only":
        places = set().union(*parts)
        there = {number for first, last in places for number in range(first, last + 1)}
        return places if len(there) == len(words) else set()
    return {
        place
        for chain in product(*parts)
        if all(_near(*pair) for pair in zip(chain, chain[1:], asked.gaps, strict=False))
        for place in chain
    }


def _is(word: str, pattern: str) -> bool:
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word.endswith(pattern[1:]) if pattern.startswith("*") else word == pattern


def _near(one: Place, other: Place, gap: int) -> bool:
    first, last = sorted((one, other))
    return 0 <= last[0] - first[1] - 1 <= gap


LEAF = st.sampled_from(LEAVES)
ANY = st.lists(LEAF, min_size=2, max_size=3).map(lambda parts: Asked("any", tuple(parts)))
NEAR = st.lists(st.one_of(LEAF, ANY), min_size=2, max_size=3).flatmap(
    lambda parts: st.tuples(*[st.integers(0, 3)] * (len(parts) - 1)).map(
        lambda gaps: Asked("near", tuple(parts), gaps)
    )
)
ALL = st.lists(st.one_of(LEAF, ANY, NEAR), min_size=2, max_size=3).map(
    lambda parts: Asked("all", tuple(parts))
)
NESTED = st.lists(st.one_of(LEAF, NEAR, ALL), min_size=2, max_size=3).map(
    lambda parts: Asked("any", tuple(parts))
)
ONLY = st.lists(LEAF, min_size=1, max_size=4).map(lambda parts: Asked("only", tuple(parts)))
TREES = st.one_of(LEAF, ANY, NEAR, ALL, NESTED, ONLY)
EXCLUDED = st.lists(LEAF, max_size=2)
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=14), st.lists(st.sampled_from(WORDS), max_size=3)
)


@settings(max_examples=600)
@given(asked=TREES, except_in=EXCLUDED, not_with=EXCLUDED, words=TEXTS, apart=st.booleans())
def test_a_pattern_finds_what_a_plain_reading_of_it_does(
    asked: Asked | str,
    except_in: list[str],
    not_with: list[str],
    words: list[str],
    *,
    apart: bool,
) -> None:
    """Whether it hits, and each word it marks; exclusions in the pattern or on lines of their own."""
    excluding = [f"EXCEPT {', '.join(except_in)}"] if except_in else []
    excluding += [f"NOT {', '.join(not_with)}"] if not_with else []
    patterns = [written(asked), *excluding] if apart else [" ".join([written(asked), *excluding])]
    covered = {
        number
        for phrase in except_in
        for first, last in found(phrase, words, set())
        for number in range(first, last + 1)
    }
    places = found(asked, words, covered)
    if any(found(phrase, words, set()) for phrase in not_with):
        places = set()
    wanted = {number for first, last in places for number in range(first, last + 1)}
    text = " ".join(words)
    marked: set[int] = set()
    for hit in find_keywords([text], {1: patterns}):
        assert hit.patterns == (patterns[0],)
        for span in hit.spans:
            before = len(text[: span.start].split())
            marked |= set(range(before, before + len(text[span.start : span.end].split())))
    assert marked == wanted


@given(
    texts=st.lists(TEXTS.map(" ".join), max_size=6),
    asked=st.lists(st.tuples(TREES.map(written), EXCLUDED), max_size=3),
)
def test_an_index_finds_what_the_rules_do(
    texts: list[str], asked: list[tuple[str, list[str]]]
) -> None:
    rules = {
        number: (pattern, *(f"NOT {phrase}" for phrase in excluded))
        for number, (pattern, excluded) in enumerate(asked)
    }
    index = KeywordIndex(texts)
    for _ in range(2):  # it may be asked again
        hits = index.find(rules)
        assert hits == find_keywords(texts, rules)
        having = index.having(rules)
        assert {(hit.text, hit.theme) for hit in hits} == {
            (number, theme) for theme, numbers in having.items() for number in numbers
        }
        among = range(len(texts) // 2)
        assert index.find(rules, among=among) == [hit for hit in hits if hit.text in among]


@given(pattern=st.text("ab*~\"“”'+,() ENARTOXCPLY/15", max_size=24), words=TEXTS)
def test_no_signs_break_the_search(pattern: str, words: list[str]) -> None:
    """Spans lie within the text and don't overlap, whatever is typed."""
    text = " ".join([*words, "a b"])
    for hit in find_keywords([text], {1: [pattern]}):
        ends = [0]
        for span in hit.spans:
            assert ends[-1] <= span.start < span.end <= len(text)
            ends.append(span.end)
