"""The sentence under the heading of an appendix: how to read the tables that follow, as they are."""

from collections.abc import Callable, Sequence

from engage_app.domain.report import Block, Table, TableBlock
from engage_app.services.paper.draft import Draft
from engage_app.services.tables.leaning import RAISED_MORE
from engage_app.services.tables.wording import listed

_ALWAYS: dict[str, str] = {
    "Closed questions": (
        "Each chart is followed by its figures. Shares are of those who answered the question; "
        "those who left it blank, or were not asked, are counted apart."
    ),
    "Equality profile": (
        "This shows who the people were that answered the questions on equality. They could leave "
        "any of them blank, and these answers are kept apart from all others."
    ),
    "You said, we did": (
        "Each line is a theme: what was said, what is done about it or why it can't be done, who "
        "sees to it, and by when."
    ),
    "Further findings": (
        "These are findings beside those of the paper. What each is limited to stands with it."
    ),
    "How this was done": (
        "This is for whoever wants to check a figure or a word: the rules behind them, the version "
        "of the codebook, and a fingerprint of the data."
    ),
}

_OF_A_THEME = (
    ("What it means", "what it means"),
    ("Respondents", "how many raised it"),
    (RAISED_MORE, "on which side they stand as far as that can be shown"),
    ("In their words", "an example in their own words"),
    ("Answer", "what is proposed in answer"),
)
"""Columns of the table of themes, and what is said of them."""


def how_to_read(title: str, draft: Draft, blocks: Sequence[Block]) -> str:
    """The sentence for an appendix.

    Args:
        title: its heading.
        draft: what the paper is written from.
        blocks: what it begins with, one or more tables among them.
    """
    made = {block.table.name: block.table for block in blocks if isinstance(block, TableBlock)}
    say = _BY_TABLES.get(title)
    return say(draft, made) if say else _ALWAYS[title]


def _groups(_draft: Draft, made: dict[str, Table]) -> str:
    matrix, counts = made.get("matrix"), made.get("position_counts")
    by_group = counts is not None and len(counts.rows) > 1
    if matrix is None:
        who = "how many of each stakeholder group" if by_group else "how many respondents"
        return f"This shows {who} took each position."
    reasons = any(column.name == "Main reasons" for column in matrix.columns)
    told = "who was heard of it, where it stands"
    told += ", how firmly, and its main reasons" if reasons else " and how firmly"
    more = " The numbers behind the positions follow." if by_group else ""
    return f"Each line is a stakeholder group: {told}.{more}"


def _themes(_draft: Draft, made: dict[str, Table]) -> str:
    summary = made.get("theme_summary")
    if summary is None:
        return "This shows how many raised each theme."
    names = [column.name for column in summary.columns]
    told = [words for name, words in _OF_A_THEME if name in names]
    return f"Each line is a theme: {listed(told)}."


def _reach(draft: Draft, _made: dict[str, Table]) -> str:
    planned = " against how many were planned" if draft.planned else ""
    return (
        f"This shows how people were asked, how many of each group took part{planned}, and whose "
        "voice is missing."
    )


_BY_TABLES: dict[str, Callable[[Draft, dict[str, Table]], str]] = {
    "Stakeholder groups and their positions": _groups,
    "Themes": _themes,
    "Who took part": _reach,
}
