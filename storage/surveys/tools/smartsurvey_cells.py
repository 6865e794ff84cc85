"""What both layouts of SmartSurvey write into cells and headings, decoded."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from storage.surveys.cells import Cells, as_cells, different
from storage.surveys.headings import plain
from storage.surveys.markup import heading, without_markup
from storage.surveys.raw_table import RawTable, Remade
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


def decoded(cells: Sequence[Cells], own: int) -> dict[int, Cells]:
    """By column, the answers decoded, where that changes any.

    Args:
        own: how many columns at the left are the tool's, in which an id of "-" stays.
    """
    found = {index: cells[index].mapped(cell_of) for index in range(own, len(cells))}
    return {index: column for index, column in found.items() if column is not cells[index]}


def decoded_beyond(raw: RawTable, first: int, width: int) -> RawTable:
    """The table with what stands beyond its headings decoded: "-" is no value that is lost."""
    long = {
        index: [*row[:width], *map(cell_of, row[width:])]
        for index, row in enumerate(raw.rows)
        if len(row) > width and index >= first
    }
    if not any(row != raw.rows[index] for index, row in long.items()):
        return raw
    return replace(raw, rows=[long.get(index, row) for index, row in enumerate(raw.rows)])


def parted(cells: Cells, parts: Mapping[str, tuple[str, str]]) -> tuple[Cells, Cells]:
    """Choices and words apart, as `split_other` found them."""
    words = {cell: parts[cell][1] if cell in parts else "" for cell in cells.counts}
    choices = cells.mapped(lambda cell: parts[cell][0] if cell in parts else cell)
    return choices, Cells(map(words.__getitem__, cells))


def split_other(cells: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Cells that hold "Any other … / the words": by cell, the choice and the words.

    Only where the column is closed and one choice at most has words behind it.
    """
    counts = [cell for cell in different(cells) if cell]
    found = {cell: m for cell in counts if "/" in cell and (m := _WITH_TEXT.fullmatch(cell))}
    if not found:
        return {}
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
        width: how many columns the file has.
        changed: cells that were decoded already, by column.
    """

    width: int
    changed: dict[int, Cells]
    _from: list[int] = field(default_factory=list)
    _written: list[Cells] = field(default_factory=list)

    def taken_out(self, group: Group) -> Group:
        """The group with a column more, where its one column holds choice and words."""
        if len(group.columns) != 1 or group.columns[0].sub:
            return group
        (column,) = group.columns
        parts = split_other(column.cells)
        if not parts:
            return group
        choices, written = parted(as_cells(column.cells), parts)
        self._from.append(column.index)
        self._written.append(written)
        self.changed[column.index] = choices
        label = next(iter(parts.values()))[0]
        index = self.width + len(self._from) - 1
        own = replace(column, cells=choices)
        return replace(group, columns=(own, Column(index, label, written)))

    def headings(self, headings: Sequence[str]) -> list[str]:
        """What the new columns are called."""
        return [f"{headings[index]} – other" for index in self._from]

    @property
    def remade(self) -> Remade | None:
        """The cells that are not as in the file, and the new columns."""
        return Remade(self.changed, self._written) if self.changed else None
