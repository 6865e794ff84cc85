"""Several choices in one cell of SmartSurvey's wide layout, and the words under "Other" there."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.cells import counted, different
from storage.surveys.column_facts import facts_of
from storage.surveys.headings import says
from storage.surveys.question_types import delimiter_in, type_of

JOINT = "; "
"""What stands between the choices."""

_LONGEST = 150  # letters of a choice
_SEVERAL = (
    "all that apply",
    "select all",
    "tick all",
    "choose all",
    "select up to",
    "choose up to",
)
_WORDS = re.compile(
    r"(?:(?<=^)|(?<=; ))((?:any )?other\b[^;\n]{0,120}?)\s/\s(?!multiple\b)(\S.*)",
    re.DOTALL | re.IGNORECASE,
)


def _pieces(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split(JOINT) if piece.strip()]


def options_of(cells: Iterable[str]) -> set[str]:
    """What stands in cells again and again, alone or between delimiters."""
    counts: Counter[str] = Counter()
    for cell, times in counted(cells).items():
        for piece in _pieces(cell):
            counts[piece] += times
    return {piece for piece, count in counts.items() if count > 1}


def holds_several(label: str, cells: Sequence[str]) -> bool:
    """Whether cells hold several choices and no sentences: their pieces come in other company."""
    values = different(cells)
    cut = [cell for cell in values if JOINT in cell]
    if not cut or max(len(piece) for cell in cut for piece in _pieces(cell)) > 4 * _LONGEST:
        return False
    if says(label, _SEVERAL) or delimiter_in(facts_of(cells)) == ";":
        return True
    known = options_of(values)
    pieces = [piece for cell in cut for piece in _pieces(cell)]
    return 2 * sum(piece in known for piece in pieces) > len(pieces) and len(known) > 1


def type_of_one(label: str, cells: Sequence[str]) -> QuestionType | None:
    """None, to be found from the answers; but commas in an answer are no delimiters here."""
    facts = facts_of(cells)
    if type_of(label, facts) is not QuestionType.SELECT_MULTIPLE:
        return None
    again = 2 * facts.distinct <= facts.answered
    return QuestionType.SELECT_ONE if again else QuestionType.TEXT


def without_words(cell: str, known: set[str]) -> tuple[str, str, str]:
    """The cell with the choice "Any other …" alone, that choice, and the words behind it."""
    found = _WORDS.search(cell)
    if found is None:
        return cell, "", ""
    words, after = found[2], ""
    while JOINT in words:
        head, _, last = words.rpartition(JOINT)
        if last.strip() not in known:
            break
        words, after = head, f"{JOINT}{last}{after}"
    return f"{cell[: found.start()]}{found[1]}{after}", found[1].strip(), words.strip()
