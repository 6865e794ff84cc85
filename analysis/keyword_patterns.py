"""The notation of keyword rules: from what an officer types to what is looked for.

A pattern without any sign below is a phrase of one or more words, as `analysis.keywords` says.

    parking + cost                  all of them, anywhere in the comment
    (bus, coach)                    any of them
    (bus, coach) + (late, cancel*)  any of these with any of those
    bus NEAR late                   at most 5 words between them, in either order
    bus NEAR/2 late                 at most 2; 0 is side by side
    wait* EXCEPT waiting room       not where the word is part of “waiting room”
    parking NOT bicycle, scooter    not in a comment that has either word anywhere
    NOT bicycle                     as a pattern of its own: for all patterns of the theme
    ONLY none, n/a                  the whole comment is one of these, or several
    "parking + cost"                in quotation marks, signs are only themselves

So that ordinary words stay ordinary, + needs space on both sides (“A+E”; and “A + E”, between single
letters, is spelling), NEAR, NOT, EXCEPT and ONLY need capitals in a pattern that isn't all in
capitals (“near miss”, “DO NOT RESUSCITATE”), and brackets count only beside another sign or round a
comma. NEAR binds closer than +; ONLY comes first, NOT and EXCEPT last.
"""

import re
import unicodedata
from dataclasses import dataclass

from analysis.keyword_tokens import PLAIN, SIGNS, Token, has_signs, tokens_of

_DEEPEST = 3  # brackets within brackets
_PATTERN_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f'’*])+~?")


@dataclass(frozen=True)
class Phrase:
    """Words one after another, folded; each may have wildcards or a ~."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """Any of these."""

    options: "tuple[Part, ...]"


@dataclass(frozen=True)
class Together:
    """All of these, anywhere in a text."""

    parts: "tuple[Part, ...]"


@dataclass(frozen=True)
class Near:
    """Each within so many words of the next: phrases, or choices of phrases.

    Attributes:
        gaps: the most words that may stand between one part and the next.
    """

    parts: "tuple[Part, ...]"
    gaps: tuple[int, ...]


@dataclass(frozen=True)
class Only:
    """Any of these, where a text has no word beside them."""

    parts: tuple[Phrase, ...]


Part = Phrase | Choice | Together | Near | Only


@dataclass(frozen=True)
class Pattern:
    """What a pattern asks for.

    Attributes:
        wanted: what to find; None where the pattern only excludes, for its whole theme.
        except_in: where a match overlaps one of these it doesn't count.
        not_with: a text that has one of these anywhere doesn't count.
    """

    wanted: Part | None
    except_in: tuple[Phrase, ...] = ()
    not_with: tuple[Phrase, ...] = ()


class PatternError(ValueError):
    """A pattern can't match; the words say what to mend."""


def read_pattern(pattern: str) -> Pattern:
    """What a pattern asks for.

    Raises:
        PatternError: it can't match.
    """
    tokens = tokens_of(pattern)
    if not has_signs(tokens):
        return Pattern(_phrase(pattern))
    return _Reader(tokens).pattern()


def pattern_fault(pattern: str) -> str | None:
    """Why a pattern can't match and what to mend, in one or two sentences; None where it can."""
    try:
        read_pattern(pattern)
    except PatternError as fault:
        return str(fault)
    return None


def folded(word: str) -> str:
    """A word as words are compared."""
    word = word.replace("’", "'").casefold()
    return word if word.isascii() else unicodedata.normalize("NFC", word)


def _phrase(text: str) -> Phrase:
    """The words of plain text; apostrophes around one are quotation marks."""
    words = [folded(word).strip("'") or "'" for word in _PATTERN_WORD.findall(text)]
    if not words:
        raise PatternError("A keyword needs at least one letter or digit.")
    if any(not word.strip("*~'") for word in words):
        raise PatternError("A * or ~ needs letters beside it.")
    if any(word.endswith("~") and "*" in word for word in words):
        raise PatternError("A word takes either * or ~, not both.")
    return Phrase(tuple(words))


_NAMES = {**SIGNS, "comma": "the comma", "open": "the bracket", "close": "the bracket"}


class _Reader:
    """Reads a pattern with signs, from the outside in."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = [*tokens, ("end", "")]
        self._at = 0
        self._depth = 0

    @property
    def _next(self) -> str:
        return self._tokens[self._at][0]

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][1]

    def pattern(self) -> Pattern:
        wanted = None if self._next in ("NOT", "EXCEPT") else self._wanted()
        excluded: dict[str, list[Phrase]] = {"NOT": [], "EXCEPT": []}
        while self._next in excluded:
            listed = excluded[self._next]
            self._take()
            listed += self._listed()
        self._check_end()
        return Pattern(wanted, tuple(excluded["EXCEPT"]), tuple(excluded["NOT"]))

    def _wanted(self) -> Part:
        if self._next != "ONLY":
            return self._together()
        self._take()
        only = Only(tuple(self._listed()))
        if self._next in ("plus", "NEAR"):
            raise PatternError("After ONLY stand just words, with commas between: ONLY none, n/a.")
        return only

    def _check_end(self) -> None:
        if self._next == "close":
            raise PatternError("A bracket is closed that was never opened: take it out.")
        if self._next == "comma":
            raise PatternError("Put the words to choose from in brackets: (bus, coach).")
        if self._next != "end":
            raise PatternError("NOT and EXCEPT come last: put + and NEAR before them.")

    def _listed(self) -> list[Phrase]:
        listed = _phrases(self._part())
        while self._next == "comma":
            self._take()
            listed += _phrases(self._part())
        return listed

    def _together(self) -> Part:
        parts = [self._near()]
        while self._next == "plus":
            self._take()
            parts.append(self._near())
        return parts[0] if len(parts) == 1 else Together(tuple(parts))

    def _near(self) -> Part:
        parts, gaps = [self._part()], []
        while self._next == "NEAR":
            gaps.append(int(self._take()))
            parts.append(self._part())
        if not gaps:
            return parts[0]
        for part in parts:
            _phrases(part)
        return Near(tuple(parts), tuple(gaps))

    def _part(self) -> Part:
        if self._next == "open":
            part = self._choice()
        elif self._next in PLAIN:
            text = ""
            while self._next in PLAIN:
                text += f" {self._take()}"
            part = _phrase(text)
        else:
            raise PatternError(self._missing())
        if self._next in ("open", *PLAIN):
            raise PatternError("Put + or NEAR between a bracket and the words beside it.")
        return part

    def _choice(self) -> Part:
        self._take()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PatternError("There are too many brackets within brackets: use fewer.")
        options = [self._together()]
        while self._next == "comma":
            self._take()
            options.append(self._together())
        if self._next in ("NOT", "EXCEPT"):
            raise PatternError("NOT and EXCEPT come last, outside brackets.")
        if self._next != "close":
            raise PatternError("A bracket is left open: close it with ).")
        self._take()
        self._depth -= 1
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _missing(self) -> str:
        before, after = self._tokens[self._at - 1][0] if self._at else "", self._next
        if (before, after) == ("open", "close"):
            return "There is nothing in the brackets."
        if after == "end" and before == "open":
            return "A bracket is left open: close it with )."
        if after == "close" and not before:
            return "A bracket is closed that was never opened: take it out."
        sign, where = (before, "after") if before and before != "open" else (after, "before")
        word = f" To find the word itself, write “{sign.lower()}”." if sign.isupper() else ""
        return f"Words are missing {where} {_NAMES[sign]}.{word}"


def _phrases(part: Part) -> list[Phrase]:
    """The phrases of a part that may only be words, or a choice of words."""
    if isinstance(part, Phrase):
        return [part]
    if isinstance(part, Choice):
        return [phrase for option in part.options for phrase in _phrases(option)]
    raise PatternError(
        "Beside NEAR, NOT, EXCEPT and ONLY brackets may only hold a choice of words: (bus, coach)."
    )
