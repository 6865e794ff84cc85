"""Which side raised a theme more: told from published figures, or, where those are hidden, only if
nothing that is hidden would follow, whichever side it were.

A side raised a theme more if the share of that side who did is larger by POINTS percentage points
or more. Of hidden figures that is asked where the sizes of both sides are printed; whether it is
told follows from what is printed, as does what is asked (domain.disclosure.Published.tell).
"""

from collections.abc import Sequence
from dataclasses import replace
from math import gcd

from engage_app.domain.disclosure import Claim, Key, Published, Word
from engage_app.domain.report import NOT_APPLICABLE, SUPPRESSED, Table, Value
from engage_app.services.tables.cells import Cell
from engage_app.services.tables.theme_sides import IN_FAVOUR, WITH_CONCERNS, Sided

RAISED_MORE = "Raised more by"
"""The heading of the column."""
ALIKE = "Both alike"
POINTS = 5
_WORDS = (IN_FAVOUR, WITH_CONCERNS, ALIKE)

_TIMES = 100 // POINTS  # shares are compared in whole numbers
_ENDLESS = 10**9
_Range = tuple[int, int]


def true_leaning(one: Sided, everybody: Sided) -> str:
    """What an officer sees, from the figures as they are."""
    if not one.total.number:
        return NOT_APPLICABLE
    sizes = [(cell.number, cell.number) for cell in everybody.cells[:2]]
    return _leaning(one.favour.number, one.against.number, sizes[0], sizes[1])


def by_published(themes: Sequence[Sided], everybody: Sided, made: Table, known: Published) -> Table:
    """A finish: the column by what is printed and by what may be told besides; its last row is
    that of everybody."""
    place = [column.name for column in made.columns].index(RAISED_MORE)
    sizes = _sizes(themes, everybody, known)
    exact = all(0 < low == high for low, high in sizes)
    said: list[Value] = []
    asked: dict[int, Word] = {}
    for number, one in enumerate(themes):
        counts = [known.counts.get(cell.key or ()) for cell in (one.total, *one.cells[:2])]
        total, favour, against = counts
        word: Value = SUPPRESSED
        if total == 0:
            word = NOT_APPLICABLE
        elif exact and favour is not None and against is not None:
            word = _leaning(favour, against, *sizes)
        elif exact and total is not None and total >= max(known.rule.below, 1):
            asked[number], word = _word(one, *sizes)
        said.append(word)
    allowed = known.tell(list(asked.values())) if asked else ()
    for number, may in zip(asked, allowed, strict=True):
        said[number] = said[number] if may else SUPPRESSED
    said.append(NOT_APPLICABLE)
    rows = (
        (*row[:place], word, *row[place + 1 :]) for row, word in zip(made.rows, said, strict=True)
    )
    return replace(made, rows=tuple(rows))


def _leaning(favour: int, against: int, for_: _Range, critics: _Range) -> str:
    """Which side raised it more, whatever sizes in these ranges the sides have; hidden where that
    depends on them."""
    for word in _WORDS:
        if all(
            sum(many * count for many, count in zip(terms, (favour, against), strict=True)) >= least
            for terms, least in _conditions(word, for_, critics)
        ):
            return word
    return SUPPRESSED


def _conditions(word: str, for_: _Range, critics: _Range) -> list[tuple[tuple[int, int], int]]:
    """What a word says: (times those in favour, times those with concerns), the least they come to
    together. Each is multiplied by both sizes, at their worst."""
    if min(for_[0], critics[0]) < 1 or max(for_[1], critics[1]) >= _ENDLESS:
        return [((0, 0), 1)]  # never so
    more_for = (_TIMES * critics[0], -_TIMES * for_[1]), for_[1] * critics[0]
    more_against = (-_TIMES * critics[1], _TIMES * for_[0]), for_[0] * critics[1]
    if word == IN_FAVOUR:
        return [more_for]
    if word == WITH_CONCERNS:
        return [more_against]
    return [
        ((-_TIMES * critics[1], _TIMES * for_[0]), 1 - for_[0] * critics[1]),
        ((_TIMES * critics[0], -_TIMES * for_[1]), 1 - for_[1] * critics[0]),
    ]


def _word(one: Sided, for_: _Range, critics: _Range) -> tuple[Word, str]:
    """What each of the words would tell, and the one that is true; both sides have a known size
    above nought, so that one of them is."""
    true = _leaning(one.favour.number, one.against.number, for_, critics)
    possible = tuple(_claims(one, word, for_, critics) for word in _WORDS)
    return Word(possible, _WORDS.index(true)), true


def _claims(one: Sided, word: str, for_: _Range, critics: _Range) -> tuple[Claim, ...]:
    keys = one.favour.key or (), one.against.key or ()
    found = []
    for terms, least in _conditions(word, for_, critics):
        by = gcd(*terms)
        found.append(
            Claim(
                tuple((key, many // by) for key, many in zip(keys, terms, strict=True)),
                -(-least // by),
            )
        )
    return tuple(found)


def _sizes(themes: Sequence[Sided], everybody: Sided, known: Published) -> tuple[_Range, _Range]:
    """How many with a coded comment are in favour, and how many have concerns, at least and at
    most: a hidden size lies in what is left of the total, and is no less than any who raised a
    theme."""
    total = _range(everybody.total, known)
    every = [_range(cell, known) for cell in everybody.cells]
    found = []
    for side in (0, 1):
        low, high = every[side]
        if known.counts.get(everybody.cells[side].key or ()) is None:
            others = sum(least for n, (least, _) in enumerate(every) if n != side)
            high = max(total[1] - others, 0)
            low = max(low, *(_range(one.cells[side], known)[0] for one in themes), 0)
        found.append((min(low, high), high))
    return found[0], found[1]


def _range(cell: Cell, known: Published) -> _Range:
    """What a printed count stands for; of a hidden one no more is known than that it isn't one
    that would be printed."""
    key: Key = cell.key or ()
    value = known.counts.get(key)
    if value is None:
        return (0 if known.rule.hide_zero else 1), _ENDLESS
    return value, value
