"""Several choices in one cell: which options there are, and which of them a cell holds.

An export has no list of options, so they are inferred from all cells together. Options may hold
the delimiter, and so may the words written under "Other": known options are matched first, the
longest before the shorter, and what is left between them is one text.

White space behind a delimiter ("Care; at home;Cost;") says that an option goes on, unless it
stands behind every delimiter, or mostly between what stands apart elsewhere ("A ban; A levy").
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

_SURE = 5  # pieces seen next to each other so often, and never apart, are one option
_BLANKS = " \t\u00a0"
_Cut = tuple[list[str], int]  # the pieces of a cell, and how often it occurs
_FEW = 30  # below so many answers, an option given once is as likely as words under "Other"


def pieces_of(text: str, delimiter: str) -> list[str]:
    """The cell cut at every delimiter, empty pieces left out, inner white space kept."""
    return [piece for piece in text.split(delimiter) if piece.strip()]


def options_of(counts: Mapping[str, int], delimiter: str) -> list[str]:
    """The options, most given first, from the cells and how often each occurs."""
    cells = [(pieces_of(text, delimiter), count) for text, count in counts.items()]
    ended = any(text.endswith(delimiter) for text in counts)
    joined = _joined(cells, delimiter, ended=ended)
    given: Counter[str] = Counter()
    for pieces, count in joined:
        for piece in pieces:
            given[piece] += count
    few = sum(counts.values()) < _FEW
    return [
        piece
        for piece, count in given.most_common()
        if count > 1 or (few and delimiter.strip() not in piece)
    ]


def choices_in(text: str, options: Sequence[str], delimiter: str) -> list[str]:
    """The choices of one cell, in its order; words that are no option stay together.

    Args:
        options: longest first.
    """
    found: list[str] = []
    left_over: list[str] = []
    cut = delimiter.strip() or delimiter
    rest = text.strip()
    while rest:
        match = next((option for option in options if _begins(rest, option, cut)), None)
        if match is None:
            piece, _, rest = rest.partition(cut)
            left_over.append(piece)
            continue
        _put(found, left_over, cut)
        found.append(match)
        rest = _before(cut, rest[len(match) :])[len(cut) :].lstrip()
    _put(found, left_over, cut)
    return found


def longest_first(options: Iterable[str]) -> list[str]:
    """The order in which options are matched."""
    return sorted(options, key=len, reverse=True)


def _begins(rest: str, option: str, cut: str) -> bool:
    if not rest.startswith(option):
        return False
    after = _before(cut, rest[len(option) :])
    return not after or after.startswith(cut)


def _before(cut: str, text: str) -> str:
    """The text without the white space that stands before the delimiter, which may be a line
    break itself."""
    return text.lstrip(_BLANKS if cut.isspace() else None)


def _put(found: list[str], left_over: list[str], cut: str) -> None:
    words = cut.join(left_over).strip()
    if words:
        found.append(words)
    left_over.clear()


def _joined(cells: list[_Cut], delimiter: str, *, ended: bool) -> list[_Cut]:
    """Cells whose pieces of one option are put together again.

    Args:
        ended: a delimiter stands at the end of cells, where no white space is behind it.
    """
    apart = _apart(cells)
    if _spaced_by_habit(cells, apart, ended=ended):
        delimiter = _as_written(cells, delimiter)  # options are looked for as they stand in cells
        cells = [([piece.strip() for piece in pieces], count) for pieces, count in cells]
    while pairs := _inseparable(cells, apart):
        cells = [(_with_pairs(pieces, pairs, delimiter), count) for pieces, count in cells]
    return [([piece.strip() for piece in pieces], count) for pieces, count in cells]


def _apart(cells: list[_Cut]) -> frozenset[str]:
    """The pieces that somewhere have no white space before them, nor behind the next delimiter."""
    return frozenset(
        piece.strip()
        for pieces, _ in cells
        for piece, after in zip(pieces, (*pieces[1:], ""), strict=False)
        if not piece[:1].isspace() and not after[:1].isspace()
    )


def _spaced_by_habit(cells: list[_Cut], apart: frozenset[str], *, ended: bool) -> bool:
    """Whether white space behind the delimiter says nothing: it is there always, or mostly
    between pieces that also stand apart."""
    spaced = tight = between = 0
    for pieces, count in cells:
        for first, second in pairwise(pieces):
            if second[:1].isspace():
                spaced += count
                between += count * ({first.strip(), second.strip()} <= apart)
            else:
                tight += count
    return spaced > 0 and (between * 2 >= spaced or not (tight or ended))


def _as_written(cells: list[_Cut], delimiter: str) -> str:
    """The delimiter with the white space that it commonly has around it."""
    around: Counter[tuple[bool, bool]] = Counter()
    for pieces, count in cells:
        for first, second in pairwise(pieces):
            around[first[-1:].isspace(), second[:1].isspace()] += count
    before, behind = around.most_common(1)[0][0]
    return f"{' ' * before}{delimiter}{' ' * behind}"


def _inseparable(cells: list[_Cut], apart: frozenset[str]) -> set[tuple[str, str]]:
    """Neighbours that belong together: the second begins with white space where others don't,
    and one of them stands nowhere `apart`; or the second never stands without the first, and
    begins with a small letter; or both are never apart."""
    alone: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for pieces, count in cells:
        for piece in pieces:
            alone[piece] += count
        for pair in pairwise(pieces):
            together[pair] += count
    capitals = sum(count for piece, count in alone.items() if not _continues(piece))
    continuing_is_odd = capitals * 2 > sum(alone.values())
    return {
        (first, second)
        for (first, second), count in together.items()
        if not (second[:1].isspace() and {first.strip(), second.strip()} <= apart)
        and (
            (continuing_is_odd and second[:1].isspace())
            or (
                count == alone[second]
                and (
                    (continuing_is_odd and _continues(second))
                    or (count == alone[first] and count >= _SURE and len(alone) > 3)
                )
            )
        )
    }


def _continues(piece: str) -> bool:
    return piece[:1].isspace() or piece.lstrip()[:1].islower()


def _with_pairs(pieces: list[str], pairs: set[tuple[str, str]], delimiter: str) -> list[str]:
    result: list[str] = []
    last = ""
    for piece in pieces:
        if result and (last, piece) in pairs:
            result[-1] += delimiter + piece
        else:
            result.append(piece)
        last = piece
    return result
