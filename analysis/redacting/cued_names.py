"""Names that the words before them announce: titles, introductions, signatures, relations."""

import re

from analysis.redacting import name_cues as cues
from analysis.redacting.name_runs import CLOSE, Reading
from analysis.redacting.tokens import Token

_INITIALS = 4  # before a surname, at most
_SIGNATURE = 4  # words after which a text ends with its writer's name
_AFTER_CUE = re.compile(r"[ \u00a0]{1,2}|[,:]? ?\(? ?|: ?| ?[-–—] ?|,? ?[\"“'‘]")
_NEW_LINE = re.compile(r"[\s,.!:–—-]{0,40}\n\s{0,40}|\s{0,40}[–—-]\s{0,40}")


class CuedNames(Reading):
    """A reading that finds the announced names; each method gives the last word of a name, or None
    where none begins at that word."""

    def _titled(self, at: int) -> int | None:
        """Dr Patel, Mrs J Smith, Mr and Mrs Jones, Sister Agnes, "dr patel"."""
        token = self._tokens[at]
        hard = token.key in cues.TITLES
        if not hard and token.key not in cues.SOFT_TITLES:
            return None
        following = self._after_titles(at)
        name = self._token(following)
        if name is None or not CLOSE.fullmatch(name.before):
            return None
        if not hard and not token.capital:  # "miss begum", and not "we miss sitting there"
            named = self._words.last(name.key) and not self._words.ordinary(name.key)
            return self._carried(following) if token.key == "miss" and named else None
        if name.initial and hard:
            last = self._carried(following)
            return last if last > following or name.key not in ("i", "a") else None
        if not self._may_follow_title(name, hard=hard):
            return None
        last = self._carried(following, any_case=hard and not name.capital)
        return None if not hard and self._of_place(following, last) else last

    def _after_titles(self, at: int) -> int:
        """The word after one title, or after two: Mr and Mrs, Mr & Mrs, Professor Sir."""
        both = cues.TITLES | cues.SOFT_TITLES
        if self._key(at + 1) in both and (
            self._joined(at + 1) or "&" in self._tokens[at + 1].before
        ):
            return at + 2
        if self._key(at + 1) == "and" and self._key(at + 2) in both:
            return at + 3
        return at + 1

    def _may_follow_title(self, name: Token, *, hard: bool) -> bool:
        key, words = name.key, self._words
        if key in cues.PARTICLES:
            return hard or name.capital
        if hard and name.capital:
            return key not in cues.NO_SURNAMES
        if words.place(key):
            return False
        if name.capital:
            surname = words.last(key) and key not in cues.PLACES and not words.needs_company(key)
            return words.first(key) or surname or not words.ordinary(key)
        return hard and key not in cues.ACTS and (words.last(key) or not words.ordinary(key))

    def _introduced(self, at: int) -> int | None:
        """My name is …, I am …, called …, named …"""
        token, words = self._tokens[at], self._words
        how = self._introduction(at)
        if how is None or words.place(token.key) or token.key in cues.ACTS:
            return None
        known = words.first(token.key)
        if not (known or not words.ordinary(token.key) or (how == "name" and token.capital)):
            return None
        if how == "am" and not (
            token.capital and not words.word(token.key) and not words.needs_company(token.key)
        ):
            return None
        if (
            how == "called"
            and not words.only_first(token.key)
            and not (token.capital and self._of_person(at))
        ):
            return None
        last = self._carried(at, any_case=not token.capital)
        return None if self._of_place(at, last) else last

    def _introduction(self, at: int) -> str | None:  # noqa: PLR0911 - a ladder of tests
        """How the words before word `at` introduce: by a name, by "called" or by "I am"."""
        one, two, three = self._key(at - 1), self._key(at - 2), self._key(at - 3)
        if not at or not _AFTER_CUE.fullmatch(self._tokens[at].before):
            return None
        if one in ("named", "signed", "surname", "forename", "name's") or (two, one) == (
            "known",
            "as",
        ):
            return "name"
        if one in ("is", "was", "are", "were") and two in ("name", "names", "surname"):
            return "name"
        if (one == "name" and ":" in self._tokens[at].before) or (
            one == "name" and self._tokens[at - 1].owns
        ):
            return "name"
        if one == "called":
            return "called"
        if (two, one) in (("i", "am"), ("this", "is"), ("call", "me")) or one in cues.SELF:
            return "am"
        return "am" if (three, two, one) == ("my", "names", "is") else None

    def _of_person(self, at: int) -> bool:
        """Whether a person is spoken of just before."""
        around = {self._key(each) for each in range(max(0, at - 6), at)}
        return bool(around & (cues.PEOPLE | cues.SOMEBODY))

    def _signed(self, at: int) -> int | None:
        """Kind regards, Temperance Oyelaran; and a last line of its own."""
        token = self._tokens[at]
        if len(self._tokens) - at > _SIGNATURE or not at or not token.capital:
            return None
        parted = bool(_NEW_LINE.fullmatch(token.before)) and len(self._tokens) > _SIGNATURE
        signing = self._key(at - 1) in cues.SIGN_OFF and "." not in token.before
        if not (parted or signing) or self._words.place(token.key):
            return None
        known = self._words.first(token.key)
        last = self._carried(at)
        if last + 1 < len(self._tokens):
            return None
        return last if known or last > at else None

    def _after_person(self, at: int) -> int | None:
        """My husband Dave; nurse Sarah; the receptionist, Priya."""
        token, words = self._tokens[at], self._words
        if self._key(at - 1) not in cues.PEOPLE or not _AFTER_CUE.fullmatch(token.before):
            return None
        known = words.first(token.key)
        if words.place(token.key) or len(token.key) < 2 or (token.upper and not known):
            return None
        apart = token.before.strip()
        if not token.capital:
            if not words.only_first(token.key):
                return None
        elif (
            (words.ordinary(token.key) and not known)
            or (apart and not known)
            or (apart and words.needs_company(token.key))
        ):
            return None
        last = self._carried(at)
        return None if self._of_place(at, last) else last

    def _initialled(self, at: int) -> int | None:
        """J. Smith, A K Patel."""
        token = self._tokens[at]
        if not token.initial:
            return None
        last = at
        for following in range(at + 1, at + _INITIALS):
            if not self._joined(following) or not self._tokens[following].initial:
                break
            last = following
        name = self._token(last + 1)
        if name is None or not name.capital or not self._joined(last + 1):
            return None
        dotted = "." in name.before
        if not self._words.last(name.key) or self._words.place(name.key):
            return None
        if last == at and (
            self._key(at - 1) in cues.LETTERED or (not dotted and token.key in ("i", "a"))
        ):
            return None
        if self._words.word(name.key) and not dotted:
            return None
        end = self._carried(last + 1)
        return None if self._of_place(at, end) else end
