"""What both layouts of SmartSurvey write into cells and headings, decoded."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from storage.surveys.headings import plain
from storage.surveys.markup import heading, without_markup
from storage.surveys.raw_table import RawTable
from storage.surveys.tools.question_columns import Column, Group

TOOL = "SmartSurvey"
PERSONAL = frozenset({"name", "firstname", "lastname", "email", "emailaddress", "ipaddress", "ip"})
"""Keys of SmartSurvey's own columns with personal details."""

_BLANKS = frozenset({".", "-", "NA"})
_PIPED = re.compile(
    r"\[(?:question|answer|contact|variable|field|url|page|survey|system)\([^\[\]]*\)[^\[\]]*\]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"Q\s?(\d{1,3}(?:[a-z]|\.\d{1,2})?)\s*[.):-]\s*(?=\S)", re.IGNORECASE)
_UNNAMED = re.compile(r"Unnamed: \d+(?:_level_\d)?")  # pandas' word for an empty heading
_FINISHED = re.compile(r"(?:fully |survey )?(?:complete|finish|submit)(?:d|ed)?|yes|true|1|100%?")
_WITH_TEXT = re.compile(
    r"((?:any )?other\b[^;\n]{0,120}?|[^;\n]{0,120}?please (?:specify|state|describe)\)?:?)"
    r"\s/\s(?!multiple\b)(\S.*)",  # the census has “Mixed / multiple ethnic background”
    re.DOTALL | re.IGNORECASE,
)
_CLOSED = 8  # words; the choices of a question have fewer on average


def key_of(cell: str) -> str:
    """A heading of the tool's own for comparing: letters and digits only, lower case."""
    return re.sub(r"[\W_]+", "", heading(cell).casefold())


def heading_of(cell: str) -> str:
    """A heading without HTML; a piping code, which nobody ever saw, becomes an ellipsis."""
    return _UNNAMED.sub("", heading(_PIPED.sub("…", cell.replace("@SQ@", "'"))))


def numbered(label: str) -> tuple[str, str]:
    """ "Q3" and the words of "Q3. How far…"; no name where there is no number."""
    found = _NUMBER.match(label)
    return (f"Q{found[1].lower()}", label[found.end() :]) if found else ("", label)


def unfinished(status: str) -> bool:
    """Whether a status says that the response was not completed."""
    return bool(status) and _FINISHED.fullmatch(plain(status)) is None


def cell_of(cell: str) -> str:
    """A cell as the respondent saw it; "" where the tool marks that nothing was given."""
    if "@SQ@" in cell:
        cell = cell.replace("@SQ@", "'")
    if "<" in cell or "&" in cell:
        cell = without_markup(cell)
    return "" if cell.strip() in _BLANKS else cell


def decoded(raw: RawTable, first: int, own: int) -> RawTable:
    """The table with all answers decoded.

    Args:
        first: the index of the first row with data.
        own: how many columns at the left are the tool's, in which an id of "-" stays.
    """
    seen = {cell for row in islice(raw.rows, first, None) for cell in row[own:]}
    changed = {cell: new for cell in seen if (new := cell_of(cell)) != cell}
    if not changed:
        return raw
    rows = [
        row
        if index < first or changed.keys().isdisjoint(row)
        else [*row[:own], *(changed.get(cell, cell) for cell in row[own:])]
        for index, row in enumerate(raw.rows)
    ]
    return replace(raw, rows=rows)


def split_other(cells: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Cells that hold "Any other … / the words": by cell, the choice and the words.

    Only where the column is closed and one choice at most has words behind it.
    """
    counts = Counter(filter(None, cells))
    found = {cell: m for cell in counts if (m := _WITH_TEXT.fullmatch(cell))}
    choices = {match[1].strip() for match in found.values()}
    rest = [cell for cell in counts if cell not in found]
    wordy = sum(len(cell.split()) for cell in rest) > _CLOSED * len(rest)
    if len(choices) != 1 or wordy or not (rest or len(found) > 1):
        return {}
    return {cell: (match[1].strip(), match[2].strip()) for cell, match in found.items()}


@dataclass
class Others:
    """Takes the words under "Other" out of the cells of choices, into columns of their own.

    Attributes:
        table: decoded.
        first: the index of the first row with data.
        width: how many columns the file has.
    """

    table: RawTable
    first: int
    width: int
    _from: list[int] = field(default_factory=list)
    _parts: list[Mapping[str, tuple[str, str]]] = field(default_factory=list)

    def taken_out(self, group: Group) -> Group:
        """The group with a column more, where its one column holds choice and words."""
        if len(group.columns) != 1 or group.columns[0].sub:
            return group
        (column,) = group.columns
        parts = split_other(column.cells)
        if not parts:
            return group
        index = self.width + len(self._from)
        self._from.append(column.index)
        self._parts.append(parts)
        choices = [parts[cell][0] if cell in parts else cell for cell in column.cells]
        written = [parts[cell][1] if cell in parts else "" for cell in column.cells]
        label = next(iter(parts.values()))[0]
        own = replace(column, cells=choices)
        return replace(group, columns=(own, Column(index, label, written)))

    def headings(self, headings: Sequence[str]) -> list[str]:
        """What the new columns are called."""
        return [f"{headings[index]} – other" for index in self._from]

    def widened(self) -> RawTable:
        """The table with the new columns."""
        if not self._from:
            return self.table
        rows = list(self.table.rows)
        for index, row in enumerate(islice(rows, self.first, None), self.first):
            if not any(map(str.strip, row)) or any(map(str.strip, row[self.width :])):
                continue  # the second is refused later, with its row and column
            wide = [*row[: self.width], *[""] * (self.width - len(row))]
            for column, parts in zip(self._from, self._parts, strict=True):
                choice, words = parts.get(wide[column].strip(), (wide[column], ""))
                wide[column] = choice
                wide.append(words)
            rows[index] = wide
        return replace(self.table, rows=rows)
