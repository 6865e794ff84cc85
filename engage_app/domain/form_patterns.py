"""The regular expressions of `regex()`, matched in a time that grows with the answer, never with luck.

A questionnaire comes from a file, and Python's own matcher can be kept busy for years by ten
characters such as `(a+)+b`. This one carries the set of places a match may have reached, so that
its time is bounded by the pattern times the square of the answer. It takes what forms use:
characters, classes, escapes, groups, `|`, `^`, `$`, `*`, `+`, `?` and `{n,m}`.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, reduce

from engage_app.errors import NotPossible

LONGEST_PATTERN = 500
LONGEST_ANSWER = 2_000
_DEEPEST = 20
_MOST_REPEATS = 1_000
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_ESCAPE = re.compile(r"\\[dDwWsSnrtfv]|\\[^0-9A-Za-z]", re.DOTALL)
_SET_SIGN = re.compile(r"\\.|[\[&~|]", re.DOTALL)
_COUNT = re.compile(r"\{([0-9]{1,6})(,([0-9]{0,6}))?\}", re.ASCII)

Reach = Callable[[str, frozenset[int]], frozenset[int]]
"""From the places a match may have reached in a text to those it may reach next."""


def matches(pattern: str, text: str) -> bool:
    """Whether the whole of `text` matches, as ODK's regex() asks.

    Raises:
        NotPossible: the pattern can't be read, or the answer is too long to be matched.
    """
    if len(text) > LONGEST_ANSWER:
        raise NotPossible(f"An answer of over {LONGEST_ANSWER:,} characters can't be matched.")
    return len(text) in compiled(pattern)(text, frozenset({0}))


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Reach:
    """A pattern made ready.

    Raises:
        NotPossible: it can't be read; the message says where.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise NotPossible(f"A pattern can have {LONGEST_PATTERN} characters at most.")
    return _Reader(pattern).whole()


class _Reader:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def whole(self) -> Reach:
        reach = self._branches(0)
        if self._at < len(self._pattern):
            raise self._problem("a bracket closes that was never opened")
        return reach

    def _branches(self, depth: int) -> Reach:
        if depth > _DEEPEST:
            raise self._problem("brackets lie too deep in one another")
        branches = [self._sequence(depth)]
        while self._take("|"):
            branches.append(self._sequence(depth))
        return branches[0] if len(branches) == 1 else _any_of(tuple(branches))

    def _sequence(self, depth: int) -> Reach:
        parts: list[Reach] = []
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            parts.append(self._repeated(self._atom(depth)))
        return _one_after_another(tuple(parts))

    def _atom(self, depth: int) -> Reach:
        if self._take("("):
            return self._group(depth)
        if self._take("^"):
            return lambda _text, starts: starts & {0}
        if self._take("$"):
            return lambda text, starts: starts & {len(text)}
        for known in (_CLASS, _ESCAPE):
            if found := known.match(self._pattern, self._at):
                self._at = found.end()
                return self._character(_literal_signs(found[0]))
        sign = self._pattern[self._at]
        if sign in "[\\*+?{":
            raise self._problem(f"“{sign}” can't be read here")
        self._at += 1
        return self._character(sign if sign == "." else re.escape(sign))

    def _group(self, depth: int) -> Reach:
        if self._take("?") and not self._take(":"):
            raise self._problem("groups that begin with “(?” aren't known")
        inside = self._branches(depth + 1)
        if not self._take(")"):
            raise self._problem("a bracket is never closed")
        return inside

    def _repeated(self, body: Reach) -> Reach:
        while True:
            least, most = 1, 1
            if self._take("*"):
                least, most = 0, LONGEST_ANSWER
            elif self._take("+"):
                most = LONGEST_ANSWER
            elif self._take("?"):
                least = 0
            elif found := _COUNT.match(self._pattern, self._at):
                self._at = found.end()
                least = int(found[1])
                most = least if found[2] is None else int(found[3] or LONGEST_ANSWER)
            else:
                return body
            if least > min(most, _MOST_REPEATS):
                raise self._problem("this count of repeats can't be met")
            self._take("?")  # greedy or not, the same answers match
            body = _repeat(body, least, most)

    def _character(self, source: str) -> Reach:
        try:
            one = re.compile(source)
        except re.error:
            raise self._problem(f"“{source}” can't be read") from None
        return lambda text, starts: frozenset(
            at + 1 for at in starts if at < len(text) and one.match(text, at, at + 1)
        )

    def _take(self, sign: str) -> bool:
        if taken := self._pattern.startswith(sign, self._at):
            self._at += 1
        return taken

    def _problem(self, what: str) -> NotPossible:
        return NotPossible(
            f"The pattern “{self._pattern}” can't be read: {what}, at character {self._at + 1}.",
            action="Use plain characters, classes such as [A-Z], groups and counts such as {1,4}.",
        )


def _literal_signs(source: str) -> str:
    """A class whose inner signs are no set operators, as Python may read them one day."""
    if not source.startswith("["):
        return source
    inner = _SET_SIGN.sub(
        lambda found: f"\\{found[0]}" if len(found[0]) == 1 else found[0], source[1:-1]
    )
    return f"[{inner.replace('--', '-' + chr(92) + '-')}]"


def _one_after_another(parts: tuple[Reach, ...]) -> Reach:
    return lambda text, starts: reduce(lambda places, part: part(text, places), parts, starts)


def _any_of(branches: Iterable[Reach]) -> Reach:
    return lambda text, starts: frozenset().union(*(one(text, starts) for one in branches))


def _repeat(body: Reach, least: int, most: int) -> Reach:
    def reach(text: str, starts: frozenset[int]) -> frozenset[int]:
        places = starts
        for _ in range(least):
            further = body(text, places)
            if further == places:
                break  # it matches nothing at all, and would for ever
            places = further
        found, new = places, places
        for _ in range(most - least):
            new = body(text, new) - found
            if not new:
                break
            found |= new
        return found

    return reach
