"""Several choices in one cell of a Qualtrics export: "Funding, and delegation,Hospital flows".

Qualtrics puts a comma without a space between labels, and writes what was said under "Other" into
a column of its own. So every piece is a label, and a comma with a space behind it, or within a
number such as 10,000, is part of one.
"""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from storage.surveys.headings import plain
from storage.surveys.several import choices_in, longest_first

_CUT = re.compile(r",(?!\s|(?<=\d,)\d{3}(?!\d))")
_CODES = re.compile(r"-?\d{1,6}(?:,-?\d{1,6})*")
_ONE_CODE = re.compile(r"-?\d{1,6}")
_ASKS_FOR_SEVERAL = re.compile(
    r"\b(?:all that|all which|any that|tick all|select all|choose all|check all|mark all"
    r"|(?:tick|select|choose|pick) (?:up to|at least|as many|any)|multiple answers)\b"
)
_OFTEN = 5  # answers; a cell given so often whose parts never come elsewhere is one label
_LONG = 120  # letters; a longer piece is no label
_MANY = 40


def are_codes(counts: Mapping[str, int]) -> bool:
    """Whether all cells hold codes of choices, e.g. "1" or "1,3"."""
    return bool(counts) and all(map(_CODES.fullmatch, counts)) and not _are_thousands(counts)


def are_single_codes(counts: Mapping[str, int]) -> bool:
    """Whether all cells hold one code."""
    return bool(counts) and all(map(_ONE_CODE.fullmatch, counts))


def codes_in(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The codes, by number."""
    return tuple(sorted({code for cell in counts for code in cell.split(",")}, key=int))


def asks_for_several(text: str) -> bool:
    """Whether a question says that several choices may be made."""
    return _ASKS_FOR_SEVERAL.search(plain(text)) is not None


def hold_several(counts: Mapping[str, int], *, chosen: bool) -> bool:
    """Whether some cells hold several labels.

    Args:
        chosen: the question is known to be answered by choosing; otherwise the cells may hold
            sentences, and labels have to show by coming again.
    """
    joined = {cell: pieces for cell in counts if len(pieces := _CUT.split(cell)) > 1}
    if not joined:
        return False
    company: Counter[str] = Counter()
    for cell in counts:
        company.update(set(_CUT.split(cell)))
    again = sum(1 for count in company.values() if count > 1)
    if chosen:
        return again > 0 or all(counts[cell] < _OFTEN for cell in joined)
    return (
        len(joined) > 1
        and len(company) <= _MANY
        and max(map(len, company)) <= _LONG
        and again >= 0.6 * len(company)
    )


def labels_in(counts: Mapping[str, int]) -> list[str]:
    """The labels, most given first."""
    cells = [(_CUT.split(cell), count) for cell, count in counts.items()]
    given: Counter[str] = Counter()
    for pieces, count in _with_tails(cells):
        for piece in pieces:
            given[piece.strip()] += count
    del given[""]
    for label in longest_first(label for label in given if ", " in label):
        # Someone may have put spaces behind the commas: "Funding, Hospital flows".
        others = longest_first(other for other in given if other != label)
        pieces = choices_in(label, others, ",")
        if len(pieces) > 1 and all(piece in given for piece in pieces):
            del given[label]
    return [label for label, _ in given.most_common()]


def _with_tails(cells: list[tuple[list[str], int]]) -> list[tuple[list[str], int]]:
    """Pieces in small letters that only ever follow the same piece are the end of its label."""
    follows: dict[str, set[str]] = {}
    capitals = small = 0
    for pieces, _ in cells:
        for before, piece in pairwise(["", *pieces]):
            follows.setdefault(piece, set()).add(before)
            capitals += not piece[:1].islower()
            small += piece[:1].islower()
    if small >= capitals:
        return cells
    tails = {
        (next(iter(before)), piece)
        for piece, before in follows.items()
        if piece[:1].islower() and len(before) == 1 and "" not in before
    }
    if not tails:
        return cells
    return [(_joined(pieces, tails), count) for pieces, count in cells]


def _joined(pieces: list[str], tails: set[tuple[str, str]]) -> list[str]:
    result: list[str] = []
    last = ""
    for piece in pieces:
        if result and (last, piece) in tails:
            result[-1] += f",{piece}"
        else:
            result.append(piece)
        last = piece
    return result


def _are_thousands(counts: Mapping[str, int]) -> bool:
    """Whether the commas stand within numbers, as in 10,000."""
    return any("," in cell for cell in counts) and not any(map(_CUT.search, counts))
