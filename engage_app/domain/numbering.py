"""Numbers of headings and paragraphs: 1., 1.1, 1.1.1, and Appendix A, A.1, A.1.1.

Word numbers by itself; contents lists, HTML and the preview have to count as it does. Level 0 is
Heading 1, or the heading of an appendix. Level 1 is a paragraph right under it, or Heading 2; level
2 a paragraph under Heading 2, or Heading 3; level 3 a paragraph under Heading 3.
"""

from dataclasses import dataclass

from engage_app.domain.report import Block, Heading, Paragraph

LEVELS = 4


@dataclass(frozen=True)
class Place:
    """Where a heading or a numbered paragraph stands in its list.

    Attributes:
        level: 1 to 3.
        shown: its number, e.g. "5.1" or "Appendix A".
        appendix: it is of an appendix.
    """

    level: int
    shown: str
    appendix: bool = False


class Numbers:
    """Counts as Word will: each level starts again under the one above."""

    def __init__(self) -> None:
        self._counts = {False: [0] * LEVELS, True: [0] * LEVELS}  # by whether in an appendix
        self._appendix = False
        self._depth = 0  # of the last heading; 0: none yet

    def heading(self, level: int, *, appendix: bool = False) -> Place:
        """Count a heading; one that leaves out a level is taken up to the next there is."""
        self._depth = min(max(level, 1), self._depth + 1, 3)
        if self._depth == 1:
            self._appendix = appendix
        return self._count(self._depth, self._depth - 1)

    def paragraph(self) -> Place | None:
        """Count a paragraph; None before the first heading, where nothing is to count under."""
        return self._count(self._depth, self._depth) if self._depth else None

    def _count(self, level: int, at: int) -> Place:
        counts = self._counts[self._appendix]
        counts[at] += 1
        counts[at + 1 :] = [0] * (LEVELS - at - 1)
        first = _lettered(counts[0]) if self._appendix else str(counts[0])
        shown = ".".join([first, *map(str, counts[1 : at + 1])])
        if at == 0:
            shown = f"Appendix {shown}" if self._appendix else f"{shown}."
        return Place(level, shown, self._appendix)


def places_of(blocks: tuple[Block, ...]) -> list[Place | None]:
    """The place of each heading and numbered paragraph; None for the rest."""
    numbers = Numbers()
    places: list[Place | None] = []
    for block in blocks:
        if isinstance(block, Heading):
            places.append(numbers.heading(block.level, appendix=block.appendix))
        elif isinstance(block, Paragraph) and block.numbered:
            places.append(numbers.paragraph())
        else:
            places.append(None)
    return places


def _lettered(count: int) -> str:
    """A to Z, then AA, BB, as Word goes on."""
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
