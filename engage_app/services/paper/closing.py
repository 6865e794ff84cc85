"""The end of the paper: the conclusion, what the board is asked; and the summary of it all that
stands on the cover."""

import re

from engage_app.domain.exercise import Side
from engage_app.domain.report import Block, Bullets, Heading
from engage_app.services.paper.draft import Draft, counted, drafted, numbered
from engage_app.services.paper.opening import dates, how_many, most_raised, rounding
from engage_app.services.paper.outcome import behind
from engage_app.services.tables import positions
from engage_app.services.tables.reach import EVERYBODY
from engage_app.services.tables.wording import listed

ASKED = "The Board is asked to:"
_MOST = 3
"""How many themes a sentence names."""

_LEAD = re.compile(r"^the (board|committee) (is|are) asked to\b:?\s*", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?:[•·▪*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")


def conclusion(draft: Draft) -> list[Block]:
    """Where respondents stand in all, what weighs most, and what the figures aren't."""
    where = draft.see("answers") if draft.answers else ""
    return [
        Heading("Conclusion"),
        *drafted("conclusion.positions", *_positions(draft)),
        *drafted("conclusion.themes", most_raised(draft), concerns(draft)),
        *drafted(
            "conclusion.use",
            "These figures are not a vote: what was said, and why, matters more than how many said "
            "it.",
            f"{where} sets out what is proposed in answer." if where else "",
        ),
    ]


def _positions(draft: Draft) -> tuple[str, ...]:
    steps = [step for step in draft.material.scale if step.side is not Side.NEITHER]
    found, hidden = [], []
    for step in steps:
        value = draft.value("position_counts", EVERYBODY, step.label)
        if isinstance(value, int) and value:
            found.append(f"“{step.label}” ({counted(value, 'respondent')})")
        elif value not in (0, None):
            hidden.append(f"“{step.label}”")
    if not found and not hidden:
        return ("Nobody has stated a position on the proposal.",)
    if not found:
        return (f"The positions stated were {listed(hidden)}, in numbers that are not shown.",)
    also = f"; and {listed(hidden)}, in numbers that are not shown" if len(hidden) > 1 else ""
    also = f"; and {hidden[0]}, by a number that is not shown" if len(hidden) == 1 else also
    return (f"The positions stated were {listed(found)}{also}.",)


def concerns(draft: Draft) -> str:
    """What concerns were related to, in a sentence."""
    names = [
        f"“{draft.material.themes[theme_id].name}”"
        for theme_id in behind(draft, Side.AGAINST)[:_MOST]
    ]
    if not names:
        return ""
    return (
        f"In proportion to their numbers, those with concerns raised {listed(names)} more often "
        "than those in favour."
    )


def recommendations(draft: Draft) -> list[Block]:
    """What the board is asked to do, as the cover says it."""
    return [
        Heading("Recommendations"),
        *numbered(ASKED),
        Bullets(asked(draft.recommendations)),
    ]


def asked(text: str) -> tuple[str, ...]:
    """Recommendations as items, without bullets typed by hand and the words that lead to them."""
    items = []
    for line in text.splitlines():
        item = _LEAD.sub("", _MARK.sub("", line).strip()).strip()
        if item:
            items.append(item[0].upper() + item[1:])
    return tuple(items)


def summary(draft: Draft) -> str:
    """The executive summary, drafted: who was heard, where they stand, what they said, and what is
    asked."""
    stands = positions.paragraphs(draft.material, draft.threshold)
    first = (dates(draft.material.exercise), how_many(draft), rounding(draft))
    opening = " ".join(filter(None, first))
    said = " ".join(filter(None, (most_raised(draft, figures=False), concerns(draft))))
    where = draft.see("themes", "answers") if draft.answers else ""
    told = f"What is proposed in answer is in {where}; what the Board is asked, below."
    last = told if where else "What the Board is asked is below."
    return "\n".join(text for text in (opening, *stands, said, last) if text)
