"""Names of people: by titles, by cues, and by lists with the words around them.

A reading of one text goes through its words once. Where a word may begin a name, the name is
carried on to the right as far as it goes, and refused where it turns out to be a place's.
"""

from collections.abc import Iterator, Sequence

from analysis.redacting import name_cues as cues
from analysis.redacting.cued_names import CuedNames
from analysis.redacting.detail import PersonalDetail
from analysis.redacting.name_lists import NameLists
from analysis.redacting.name_words import NameWords
from analysis.redacting.tokens import Token, tokens_of
from engage_app.domain.redaction import DetailKind


def find_names(text: str, lists: NameLists) -> Iterator[PersonalDetail]:
    """The names of people in a text, in order, none overlapping another."""
    tokens = tokens_of(text)
    reading = _Names(tokens, NameWords(lists))
    at = 0
    while at < len(tokens):
        last = reading.name_at(at)
        if last is None:
            at += 1
            continue
        start, end = tokens[at].start, tokens[last].end
        yield PersonalDetail(start, end, DetailKind.NAME, text[start:end])
        at = last + 1


class _Names(CuedNames):
    """The words of one text, read for names."""

    def __init__(self, tokens: Sequence[Token], words: NameWords) -> None:
        super().__init__(tokens, words)
        self._ways = (
            self._titled,
            self._introduced,
            self._signed,
            self._after_person,
            self._initialled,
            self._listed,
            self._guessed,
        )

    def name_at(self, at: int) -> int | None:
        """The last word of the name that begins with word `at`; None where none does."""
        for way in self._ways:
            last = way(at)
            if last is not None:
                return last
        return None

    def _listed(self, at: int) -> int | None:  # noqa: PLR0911 - a ladder of tests
        """A first name of the lists, alone or with a surname."""
        token, words = self._tokens[at], self._words
        if not words.first(token.key) or len(token.key) < 2 or (token.upper and len(token.key) < 4):
            return None
        if not token.capital:
            return self._uncapitalised(at)
        last = self._carried(at)
        if self._of_place(at, last):
            return None
        if self._key(at - 1) == "the" and token.before == " ":
            return None
        if last > at:
            return last if self._sure_surname(at, last) else None
        if words.needs_company(token.key):
            human = self._does_something(at) and self._key(at + 1) in cues.HUMAN_DEEDS
            return last if human or self._at_work(at) else None
        if words.word(token.key) and token.opens:
            abstract = token.key in cues.ABSTRACT and self._key(at + 1) in ("is", "was", "has")
            return (
                last if (self._does_something(at) and not abstract) or self._at_work(at) else None
            )
        if (
            len(token.key) < 3
            and not self._does_something(at)
            and self._key(at - 1) not in cues.MET
        ):
            return None
        return last

    def _sure_surname(self, at: int, last: int) -> bool:
        """Whether a first name that is also a word has a surname beside it: May Thompson, not May
        Day or Hope House."""
        key, surname = self._key(at), self._key(last)
        if self._words.only_first(key):
            return True
        known = self._words.last(surname) and not self._words.needs_company(surname)
        if self._words.word(surname):
            return known and not self._words.needs_company(key)
        return known or not self._words.needs_company(key)

    def _does_something(self, at: int) -> bool:
        return self._key(at + 1) in cues.DEEDS and self._tokens[at + 1].before == " "

    def _at_work(self, at: int) -> bool:  # noqa: PLR0911 - a ladder of tests
        """Sue from the office; April on reception; Will and Sarah; Summer, my niece."""
        following = self._key(at + 1)
        if self._tokens[at].owns:
            return False
        if following in cues.WHOSE and self._key(at + 2) in cues.PEOPLE:
            return True
        if following == "and":
            other = self._token(at + 2)
            if other is None:
                return False
            return other.key in cues.WHOSE or (other.capital and self._words.first(other.key))
        key = self._key(at)
        only_word = self._words.needs_company(key) or key in cues.ABSTRACT
        if following == "from" and self._words.first(key) and not only_word:
            return True
        if following in ("from", "on", "at", "in"):
            near = {self._key(each) for each in range(at + 2, at + 5)}
            return bool(near & cues.WORKPLACES)
        return False

    def _uncapitalised(self, at: int) -> int | None:
        """Where capitals say nothing, or aren't used: only what is a name and no word at all."""
        key = self._tokens[at].key
        if len(key) < 4 or not self._words.only_first(key) or self._words.ordinary(key):
            return None
        last = self._carried(at, any_case=True)
        return None if self._of_place(at, last) else last

    def _guessed(self, at: int) -> int | None:  # noqa: PLR0911 - a ladder of tests
        """A name of no list, by its shape and the words around it."""
        token, words = self._tokens[at], self._words
        if not token.capital or token.upper or len(token.key) < 3 or words.ordinary(token.key):
            return None
        last = self._carried(at)
        if self._of_place(at, last) or self._key(at - 1) in ("the", "a", "an"):
            return None
        surname = any(words.last(self._key(each)) for each in range(at, last + 1))
        human = self._does_something(last) and self._key(last + 1) in cues.HUMAN_DEEDS
        if human or self._spoken_to(at):
            return None if last == at and words.like_a_town(token.key) else last
        if self._key(at - 1) in cues.WHERE:
            return None
        if last > at:
            return last if surname or self._at_work(last) else None
        beside = self._beside_a_name(at) or self._at_work(at)
        if token.opens and beside:
            return last
        met = self._key(at - 1) in cues.MET and token.before == " "
        known = surname and not words.like_a_town(token.key)
        return last if known and (self._does_something(last) or met) else None

    def _spoken_to(self, at: int) -> bool:
        one, two = self._key(at - 1), self._key(at - 2)
        if self._tokens[at].before != " ":
            return False
        return one in cues.SPOKEN_TO or (two, one) in cues.SPOKEN_TO_IN_TWO

    def _beside_a_name(self, at: int) -> bool:
        """Whether a name that is nothing else follows: Wioletta and Dorota."""
        other = self._token(at + 2) if self._key(at + 1) == "and" else None
        return other is not None and other.capital and self._words.only_first(other.key)
