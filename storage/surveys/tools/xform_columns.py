"""From the columns of a Kobo or ODK export to questions: choices put together again.

A question with several choices is one column with codes (or labels) between spaces, a column of
1 and 0 for each choice, or both. Labels between spaces can't be cut apart, codes can.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from storage.surveys.bindings import Binding, Delimited, OneHot, Option, Single
from storage.surveys.cells import counted, different
from storage.surveys.column_facts import facts_of
from storage.surveys.headings import plain
from storage.surveys.markup import heading as as_heading
from storage.surveys.tools.xform_headings import Style

TICKED = frozenset({"1", "TRUE", "True", "true"})
UNTICKED = frozenset({"0", "FALSE", "False", "false"})
_BOX = TICKED | UNTICKED | {""}
_SEPARATORS = ("/", "::", ":", " / ", " - ", "|", ">", ".", "-", "__", "_")
_CODE = re.compile(r"[a-z0-9_][\w.-]*")
_SPECIFY = frozenset({"specify other", "please specify other"})
_MANY = 60
_LOOKED_AT = 200  # cells that show at once that a column holds something else


@dataclass(frozen=True)
class Column:
    """A column: its place in the file, its heading, its trimmed cells."""

    index: int
    heading: str
    cells: Sequence[str]

    @property
    def boxes(self) -> bool:
        """Whether every cell is a box, ticked or not."""
        return set(self.cells[:_LOOKED_AT]) <= _BOX and set(different(self.cells)) <= _BOX


@dataclass(frozen=True)
class Asked:
    """A question as the export lays it out.

    Attributes:
        heading: with its groups, without its choices.
        guessed: nothing but the pattern of the cells says that these columns belong together.
        joined_labels: several labels stand between spaces in its cells.
    """

    heading: str
    binding: Binding
    guessed: bool = False
    joined_labels: bool = False


def asked_in(columns: Sequence[Column], style: Style) -> list[Asked]:
    """The questions in the order of their columns."""
    found: list[Asked] = []
    others: dict[int, Column] = {}
    rest = list(columns)
    while rest:
        first = rest.pop(0)
        if first.index in others:
            continue
        options = _options(first, rest)
        if options:
            del rest[: len(options)]
            question = _with_summary(first, options, style)
        elif boxes := _boxes_alone(first, rest, style):
            del rest[: len(boxes) - 1]
            question = _boxed(boxes, style)
        else:
            question = _in_one_column(first, style)
        if text := _text_of_other(first, question, rest, style):
            others[text[0].index] = text[0]
            question = _with_other(question, *text)
        found.append(question)
    return found


def _options(summary: Column, following: Sequence[Column]) -> list[tuple[str, Column]]:
    """The choices that have columns of their own after the column with all of them."""
    run = list(
        takewhile(
            lambda each: (
                each.boxes
                and each.heading.startswith(summary.heading)
                and each.heading != summary.heading
            ),
            following,
        )
    )
    for separator in _SEPARATORS:
        start = f"{summary.heading}{separator}"
        options = _behind(start, run)
        if options and _agree(summary, options):
            return options
    return []


def _behind(start: str, run: Sequence[Column]) -> list[tuple[str, Column]]:
    """The first columns that begin so, each with what follows in its heading."""
    longer = takewhile(lambda each: each.heading.startswith(start) and each.heading != start, run)
    return [(each.heading[len(start) :], each) for each in longer]


def _agree(summary: Column, options: Sequence[tuple[str, Column]]) -> bool:
    """Whether what is ticked stands in the summary, and nothing is where nothing stands."""
    cells = (summary.cells, *(column.cells for _, column in options))
    for together in set(zip(*cells, strict=True)):
        ticked = [
            label for (label, _), cell in zip(options, together[1:], strict=True) if cell in TICKED
        ]
        if not ticked:
            continue
        summed = plain(as_heading(together[0]))
        if any(plain(label) not in summed for label in ticked):
            return False
    return True


def _with_summary(summary: Column, options: Sequence[tuple[str, Column]], style: Style) -> Asked:
    codes = {code: code for code, _ in options}
    known: Counter[str] = Counter()
    for cell, count in counted(summary.cells).items():
        for token in cell.split():
            known[token] += count
    if style.names and sum(known[code] for code in codes) * 2 >= known.total():
        # The codes in one cell lose nothing: a choice may have no column of its own.
        binding: Binding = Delimited(summary.index, " ", kind="code", codes=codes)
    else:
        binding = _one_hot(options)
    return Asked(summary.heading, binding)


def _one_hot(options: Sequence[tuple[str, Column]]) -> OneHot:
    return OneHot(
        tuple(Option(label, label, column.index) for label, column in options),
        ticked=TICKED,
        unticked=UNTICKED,
    )


def _boxes_alone(first: Column, rest: Sequence[Column], style: Style) -> list[Column]:
    """Neighbouring columns of boxes with one heading before the last separator."""
    separator = "/" if "/" in first.heading else style.separator
    if not separator or separator not in first.heading or not first.boxes:
        return []
    start = first.heading.rpartition(separator)[0]

    def belongs(each: Column) -> bool:
        return each.boxes and each.heading.rpartition(separator)[0] == start

    run = [first, *takewhile(belongs, rest)]
    known = style.known_as(start)
    if known and style.form and style.form.question(known):
        return run
    together = set(zip(*(each.cells for each in run), strict=True))
    blank_at_once = all(all(cells) or not any(cells) for cells in together)
    filled = [cells for cells in together if any(cells)]
    shared = any(each.heading.startswith(f"{start}{separator}") for each in rest[len(run) - 1 :])
    sure = len(run) > 2 and len(filled) > 1 and not shared and not style.known_as(first.heading)
    return run if sure and blank_at_once else []


def _boxed(boxes: Sequence[Column], style: Style) -> Asked:
    separator = "/" if "/" in boxes[0].heading else style.separator
    start = boxes[0].heading.rpartition(separator)[0]
    options = [(each.heading[len(start) + len(separator) :], each) for each in boxes]
    return Asked(start, _one_hot(options), guessed=not style.known_as(start))


def _in_one_column(column: Column, style: Style) -> Asked:
    name = style.known_as(column.heading)
    told = style.form.question(name) if style.form and name else None
    several = told is not None and told.type == "select_multiple"
    if several or (told is None and style.names and _several_codes(column.cells)):
        return Asked(column.heading, Delimited(column.index, " ", kind="code"))
    joined = told is None and not style.names and _joined(column.cells)
    return Asked(column.heading, Single(column.index), joined_labels=joined)


def _several_codes(cells: Sequence[str]) -> bool:
    """Whether the cells hold codes between spaces: few, met again, never twice in a cell, and
    always in the same order, which is that of the form."""
    if any(not _CODE.match(cell) for cell in cells[:_LOOKED_AT] if cell):
        return False
    counts = facts_of(cells).counts
    cut: list[list[str]] = []
    tokens: Counter[str] = Counter()
    for cell, count in counts.items():
        pieces = cell.split()
        if len(set(pieces)) < len(pieces) or not all(map(_CODE.fullmatch, pieces)):
            return False
        cut.append(pieces)
        tokens.update(dict.fromkeys(pieces, count))
        if len(tokens) > _MANY:
            return False
    joined = [pieces for pieces in cut if len(pieces) > 1]
    if not joined or (len(joined) == 1 and not all(piece in counts for piece in joined[0])):
        return False
    before = {(a, b) for pieces in joined for i, a in enumerate(pieces) for b in pieces[i + 1 :]}
    ordered = not any((b, a) in before for a, b in before)
    named = [count for code, count in tokens.items() if code != "other"]
    return ordered and sum(1 for count in named if count > 1) >= 0.75 * len(named)


def _joined(cells: Sequence[str]) -> bool:
    """Whether some cells are others of the column, put together with spaces."""
    counts = set(different(cells)) - {""}
    if not 3 <= len(counts) <= 2_000 or max(map(len, counts)) > 1_000:
        return False
    cut = sum(1 for cell in counts if any(_pairs(cell, counts)))
    return cut >= 2 and cut >= 0.1 * len(counts)


def _pairs(cell: str, known: set[str]) -> Iterator[bool]:
    for found in re.finditer(" ", cell):
        if cell[: found.start()] in known and cell[found.end() :] in known:
            yield True


def _text_of_other(
    first: Column, question: Asked, rest: Sequence[Column], style: Style
) -> tuple[Column, str] | None:
    """The column with what was written under "Other", and the choice it belongs to."""
    wanted = f"{question.heading}_other"
    text = next((each for each in rest if style.names and each.heading == wanted), None)
    if text is None and not style.names and rest:
        specify = plain(style.last(rest[0].heading)).rstrip(".: ") in _SPECIFY
        text = rest[0] if specify else None
    if text is None or not any(text.cells) or text.boxes:
        return None
    choice = _other_choice(first, question.binding, text)
    return (text, choice) if choice else None


def _other_choice(first: Column, binding: Binding, text: Column) -> str:
    """The choice made wherever there is a text; "" where there is no such."""
    if isinstance(binding, OneHot):
        named = (each.label for each in binding.columns if plain(each.label).startswith("other"))
        return next(named, "")
    chosen = {cell for cell, words in zip(first.cells, text.cells, strict=True) if words and cell}
    if isinstance(binding, Delimited):
        return "other" if all("other" in cell.split() for cell in chosen) else ""
    alike = len(chosen) == 1 and plain(next(iter(chosen))).startswith("other")
    return next(iter(chosen)) if alike else ""


def _with_other(question: Asked, text: Column, choice: str) -> Asked:
    binding = replace(question.binding, other=text.index, other_label=choice)
    return replace(question, binding=binding)
