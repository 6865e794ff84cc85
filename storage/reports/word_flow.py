"""Which way up each block of a report stands, and what must not be parted by the end of a page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engage_app.domain.report import (
    Block,
    Bullets,
    ChartKind,
    Heading,
    Paragraph,
    Table,
    TableBlock,
)
from storage.reports import cells
from storage.reports.word_layout import Layout, parts_of, widened
from storage.reports.word_page import A4, Page

_MOST_BARS_SIDEWAYS = 14
"""A chart of more bars would be squeezed on a page on its side, and stands upright instead."""

_SHORT_LIST = 400  # letters; such a list isn't parted by the end of a page
_SHORT = 400  # letters; longer paragraphs may be parted from what follows
_LETTERS_A_LINE = {False: 85, True: 130}  # by whether the page is on its side
_LINE = 0.55  # cm
_HEADING = 1.6  # cm
_TALLEST = {False: 0.73, True: 0.78}
"""How much of the page's height a picture may take, by whether the page is on its side."""

_LEAST = 4.0  # cm of height that a picture gets on any page
_MOST_ABOVE = 4.0  # cm of words, and what a block more takes: a figure needs the rest of the page


@dataclass(frozen=True)
class Flow:
    """A block's place in the flow of pages.

    Attributes:
        sideways: it stands, or starts, on a page on its side.
        kept: it is kept on one page with the block after it.
        parts: of a table, with their layouts.
        above: how much of the page the words kept with a figure take, in cm.
    """

    sideways: bool
    kept: bool = False
    parts: tuple[tuple[Table, Layout], ...] = ()
    above: float = 0.0

    @property
    def table_sideways(self) -> bool:
        """Whether the table stands on a page on its side: a chart before it need not."""
        return any(layout.landscape for _, layout in self.parts)


def picture_room(flow: Flow, page: Page) -> tuple[float, float]:
    """The width of a chart, and how high it may be at most, in cm."""
    height = page.text_height(sideways=flow.sideways) * _TALLEST[flow.sideways]
    return page.text_width(sideways=flow.sideways), max(height - flow.above, _LEAST)


def kept_items(items: Sequence[str]) -> list[bool]:
    """Whether each item of a list is kept with the next: all of a short list; of a longer one no
    item stands alone."""
    last = len(items) - 1
    short = sum(map(len, items)) <= _SHORT_LIST
    return [at < last and (short or at in (0, last - 1)) for at in range(len(items))]


def flow_of(blocks: tuple[Block, ...], page: Page = A4) -> list[Flow]:
    """The place of each block: a heading, and short paragraphs right under it, go with the
    figure or table that follows them, so that no page ends on them."""
    flows = [_alone(block, page) for block in blocks]
    for at in range(len(blocks)):
        if isinstance(blocks[at], TableBlock):
            _bind(blocks, flows, at)
        elif isinstance(blocks[at], Bullets) and at and _announces(blocks[at - 1]):
            flows[at - 1] = replace(flows[at - 1], kept=True)
    return flows


def _alone(block: Block, page: Page) -> Flow:
    if not isinstance(block, TableBlock):
        return Flow(sideways=False)
    table = block.table
    upright, side = (page.text_width(sideways=on) / page.breadth for on in (False, True))
    parts = tuple(
        (part, widened(fit, page.breadth)) for part, fit in parts_of(table, upright, side)
    )
    chart = table.chart
    tall = (
        chart is not None
        and cells.can_be_drawn(chart)
        and chart.kind is not ChartKind.HEAT
        and len(chart.categories) > _MOST_BARS_SIDEWAYS
    )
    return Flow(not tall and any(layout.landscape for _, layout in parts), parts=parts)


def _bind(blocks: tuple[Block, ...], flows: list[Flow], at: int) -> None:
    """Bind the words that lead up to a table to it, if they start with a heading."""
    sideways = flows[at].sideways
    first, above = at, 0.0
    while first and _leads_up(blocks[first - 1]) and above < _MOST_ABOVE:
        first -= 1
        above += _height(blocks[first], sideways)
    while first < at and not isinstance(blocks[first], Heading):
        first += 1
    flows[first:at] = [replace(flow, sideways=sideways, kept=True) for flow in flows[first:at]]
    above = sum(_height(block, sideways) for block in blocks[first:at])
    flows[at] = replace(flows[at], above=above)


def _announces(block: Block) -> bool:
    """Whether a paragraph ends in "…:" and says nothing without the list after it."""
    return isinstance(block, Paragraph) and block.text.rstrip().endswith(":")


def _leads_up(block: Block) -> bool:
    short = isinstance(block, Paragraph) and len(block.text) <= _SHORT
    return short or isinstance(block, Heading)


def _height(block: Block, sideways: bool) -> float:
    """About how high words stand, in cm."""
    if isinstance(block, Paragraph):
        return (len(block.text) // _LETTERS_A_LINE[sideways] + 1) * _LINE + 0.2
    return _HEADING
