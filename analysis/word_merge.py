"""A person's changes to a drafted text, worked into what the draft says today.

Three-way, word by word. Words the person left alone follow the draft, so a figure in them is
today's; words the person changed stay. Where both changed the same words the person's stay, and
the clash is told. One figure never does: one that the draft no longer states at all, because it is
hidden by now, is covered in the person's words too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

COVERED = "[c]"

_TOKEN = re.compile(r"(\s*)(\d[\d,]*(?:\.\d+)?%?|\w+(?:[’'\-]\w+)*|\[\w\]|\S)|(\s+)")
_FIGURE = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?%?(?!\w)")


@dataclass(frozen=True)
class Clash:
    """Words that the person and the draft both changed.

    Attributes:
        before: what they were in the text that was edited.
        now: what the draft says today.
        yours: what the person wrote. The same as `before`: a figure that the person also wrote
            elsewhere, which the draft no longer states. COVERED: it is hidden by now.
    """

    before: str
    now: str
    yours: str


@dataclass(frozen=True)
class Merged:
    """The merged text, and where it needs to be looked at."""

    text: str
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True)
class _Token:
    space: str  # before the word
    word: str


@dataclass(frozen=True)
class _Change:
    """The words base[start:stop] became `words`."""

    start: int
    stop: int
    words: tuple[_Token, ...]


def figures(text: str) -> tuple[str, ...]:
    """The figures in a text, as written: "1,234", "46%"."""
    return tuple(found.rstrip(",") for found in _FIGURE.findall(text))


def merged(base: str, today: str, mine: str) -> Merged:
    """The text `mine`, edited from `base`, as it reads now that the draft says `today`."""
    if mine in {base, today}:
        return Merged(today)
    if today == base:
        return Merged(mine)
    plain, own_words = _tokens(base), _tokens(mine)
    ours, theirs = _changes(plain, own_words), _changes(plain, _tokens(today))
    words = _spaced_as(plain, own_words)
    pieces: list[_Token] = []
    clashes: list[Clash] = []
    at = 0
    for own, new in _regions(ours, theirs):
        start = min(one.start for one in (*own, *new))
        stop = max(one.stop for one in (*own, *new))
        pieces += [*words[at:start], *_applied(words, own or new, start, stop)]
        if own and new and (clash := _clash(words, own, new, start, stop)):
            clashes.append(clash)
        at = stop
    pieces += words[at:]
    return _without_hidden(base, today, Merged(_written(pieces), tuple(clashes)))


def _clash(
    words: Sequence[_Token],
    own: Sequence[_Change],
    new: Sequence[_Change],
    start: int,
    stop: int,
) -> Clash | None:
    before = _written(words[start:stop]).strip()
    now = _written(_applied(words, new, start, stop)).strip()
    yours = _written(_applied(words, own, start, stop)).strip()
    return None if now == yours else Clash(before, now, yours)


def _tokens(text: str) -> list[_Token]:
    return [_Token(space or alone, word) for space, word, alone in _TOKEN.findall(text)]


def _written(tokens: Sequence[_Token]) -> str:
    return "".join(token.space + token.word for token in tokens)


def _matcher(base: Sequence[_Token], other: Sequence[_Token]) -> SequenceMatcher[str]:
    return SequenceMatcher(
        None, [one.word for one in base], [one.word for one in other], autojunk=False
    )


def _changes(base: Sequence[_Token], other: Sequence[_Token]) -> list[_Change]:
    return [
        _Change(start, stop, tuple(other[first:last]))
        for kind, start, stop, first, last in _matcher(base, other).get_opcodes()
        if kind != "equal"
    ]


def _spaced_as(base: Sequence[_Token], mine: Sequence[_Token]) -> list[_Token]:
    """The words with the space that the person set before each: what was a space may be a new
    line."""
    found = list(base)
    for start, first, length in _matcher(base, mine).get_matching_blocks():
        found[start : start + length] = mine[first : first + length]
    return found


def _regions(
    ours: list[_Change], theirs: list[_Change]
) -> list[tuple[list[_Change], list[_Change]]]:
    """The changes in the order of the text, those of both that touch the same words together.

    Words put in beside a word are no change of that word.
    """
    marked = [(one, True) for one in ours] + [(one, False) for one in theirs]
    marked.sort(key=lambda pair: (pair[0].start, pair[0].stop))
    regions: list[tuple[list[_Change], list[_Change]]] = []
    start = stop = -1
    for change, own in marked:
        apart = change.start >= stop and not (
            change.start == change.stop == start == stop  # both put words in at one place
        )
        if apart or not regions:
            regions.append(([], []))
            start, stop = change.start, change.stop
        else:
            stop = max(stop, change.stop)
        regions[-1][0 if own else 1].append(change)
    return regions


def _applied(
    words: Sequence[_Token], changes: Sequence[_Change], start: int, stop: int
) -> list[_Token]:
    found: list[_Token] = []
    at = start
    for change in changes:
        found += [*words[at : change.start], *change.words]
        at = change.stop
    return [*found, *words[at:stop]]


def _without_hidden(base: str, today: str, found: Merged) -> Merged:
    """Figures of the old draft that today's no longer has, in fewer figures, were hidden since."""
    now = figures(today)
    gone = set(figures(base)) - set(now)
    left = [one for one in figures(found.text) if one in gone]
    if not left:
        return found
    fewer = len(now) < len(figures(base))  # else each is another figure by now
    known = {one for clash in found.clashes for one in figures(clash.before + " " + clash.yours)}
    if not fewer:
        became = _became(base, today)
        told = (one for one in dict.fromkeys(left) if one not in known)
        others = (Clash(one, became.get(one, ""), one) for one in told)
        return Merged(found.text, (*found.clashes, *others))

    def cover(match: re.Match[str]) -> str:
        return COVERED if match.group().rstrip(",") in gone else match.group()

    text = _FIGURE.sub(cover, found.text)
    hidden = (Clash(one, "", COVERED) for one in dict.fromkeys(left))
    return Merged(text, (*found.clashes, *hidden))


def _became(base: str, today: str) -> dict[str, str]:
    """Which figure of today's draft stands where one of the old draft stood."""
    before, now = _tokens(base), _tokens(today)
    found: dict[str, str] = {}
    for kind, start, stop, first, last in _matcher(before, now).get_opcodes():
        if kind != "replace":
            continue
        old = figures(_written(before[start:stop]))
        new = figures(_written(now[first:last]))
        if len(old) == len(new):
            found = {**dict(zip(old, new, strict=True)), **found}
    return found
