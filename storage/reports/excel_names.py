"""The names of sheets: short enough for a tab, no two alike."""

import re
from collections.abc import Mapping

from engage_app.domain.report import Table
from storage.reports.cells import one_line

_LONGEST = 31  # Excel's limit
_BY_QUESTION = ("question_", "grid_", "equality_")
_ASKING = re.compile(
    r"(?:(?:what|which) (?:is|are|was|were) (?:your |the )?"
    r"|do you (?:have|live with|work in) |are you (?=an? ))(?:an? |any )?",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"(?:which|what) (?!of\b)(\w+(?: \w+)?) "
    r"(?:do|does|did|should|would|could|can|is|are|has|have|best)\b.*",
    re.IGNORECASE,
)
_LOOSE_ENDS = {
    *("a", "an", "and", "any", "are", "as", "at", "be", "by", "do", "for", "from", "how", "if"),
    *("in", "is", "it", "of", "on", "or", "that", "the", "to", "with", "you", "your"),
}
"""Words a name doesn't end in."""


def sheet_names(tables: tuple[Table, ...], numbers: Mapping[str, int]) -> list[str]:
    """A name for each table's sheet: its number, so that no two are alike, and a few words.

    Args:
        tables: of the workbook.
        numbers: of the tables, by their names.
    """
    return [
        f"{number} {_shortened(_in_words(table), _LONGEST - len(str(number)) - 1)}".rstrip(" '")
        for number, table in ((numbers[table.name], table) for table in tables)
    ]


def _in_words(table: Table) -> str:
    """What a table is called: its key, or what its question asks for."""
    if not table.name.startswith(_BY_QUESTION):
        return _plain(table.name)
    asked = _plain(table.title)
    which, asking = _WHICH.match(asked), _ASKING.match(asked)
    return which[1] if which else asked[asking.end() :] if asking else asked


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in one_line(text)).split())


def _shortened(text: str, room: int) -> str:
    """As many whole words as there is room for, the first with a capital."""
    words = text.split()
    while len(words) > 1 and len(" ".join(words)) > room:
        words.pop()
    if len(words) < len(text.split()):
        if "or" in words[1:]:
            words = words[: words.index("or", 1)]
        while len(words) > 1 and words[-1].casefold() in _LOOSE_ENDS:
            words.pop()
    short = " ".join(words)[:room]
    return short[:1].upper() + short[1:]
