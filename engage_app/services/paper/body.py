"""The sections on what was heard, and from whom."""

from itertools import islice

from analysis.quantifiers import quantifier
from analysis.quotes import Quote
from engage_app.domain.exercise import POSITION_SCALE, Position, Side
from engage_app.domain.report import Block, Bullets, Heading, Value
from engage_app.services.paper.draft import (
    Draft,
    counted,
    numbered,
    table_blocks,
    unnumbered,
)
from engage_app.services.paper.opening import sides_of
from engage_app.services.tables import voices
from engage_app.services.tables.reach import not_heard
from engage_app.services.tables.themes import telling_themes, theme_name
from engage_app.services.tables.wording import listed, percent

_QUOTES_A_BRANCH = 4


def themes(draft: Draft) -> list[Block]:
    """What was heard, branch by branch, with quotations."""
    blocks: list[Block] = [
        Heading("What we heard, by theme"),
        *unnumbered(f"The shares below are of {draft.tables['themes'].base}."),
        *table_blocks(draft.tables["themes"]),
    ]
    tree = draft.material.theme_tree
    quotes = voices.quotes(draft.material)
    for root in tree.roots:
        below = set(tree.below(root))
        chosen = [quote for quote in quotes if quote.theme in below]
        blocks += [
            Heading(draft.material.themes[root].name, 2),
            *numbered(_branch(draft, root)),
            *(
                voices.quotation(draft.material, quote)
                for quote in islice(_spread(chosen), _QUOTES_A_BRANCH)
            ),
        ]
    return [
        *blocks,
        Heading("Themes and positions", 2),
        *table_blocks(draft.tables["theme_by_position"]),
    ]


def _spread(quotes: list[Quote]) -> list[Quote]:
    """A position not heard yet before one heard already."""
    first = {quote.chosen.position: quote for quote in reversed(quotes)}
    ahead = [quote for quote in quotes if first[quote.chosen.position] is quote]
    return [*ahead, *(quote for quote in quotes if quote not in ahead)]


def _branch(draft: Draft, root: int) -> str:
    tree = draft.material.theme_tree
    name = draft.material.themes[root].name
    heading = theme_name(draft.material, root)
    number = draft.value("themes", heading, "Respondents")
    share = draft.value("themes", heading, "Share")
    if number == 0:
        return f"Nobody raised {name}."
    opening = f"{name} was raised by {counted(number, 'respondent')}{_bracketed(share)}."
    raised = [
        (value, child)
        for child in tree.children(root)
        if isinstance(value := _number(draft, child), int) and value > 0
    ]
    raised.sort(key=lambda pair: -pair[0])
    first = [
        f"{draft.material.themes[child].name} ({counted(value, 'respondent')})"
        for value, child in raised[:3]
    ]
    return f"{opening} Most often raised: {listed(first)}." if first else opening


def _number(draft: Draft, theme_id: int) -> Value:
    return draft.value("themes", theme_name(draft.material, theme_id), "Respondents")


def _bracketed(share: Value) -> str:
    return f" ({percent(share)})" if isinstance(share, float) else ""


def challenges(draft: Draft) -> list[Block]:
    """Themes by the side of those who raised them, which isn't what they said of them."""
    leaning: dict[str, list[tuple[int, str]]] = {"against": [], "for": [], "both": []}
    for theme_id in telling_themes(draft.material):
        favour, against = sides_of(draft, theme_id)
        if max(favour, against) < max(draft.threshold, 1):
            continue
        side = "both" if favour == against else "for" if favour > against else "against"
        raised = draft.material.said.respondents[:, draft.material.theme_tree.ids.index(theme_id)]
        leaning[side].append((int(raised.sum()), _bullet(draft, theme_id)))
    blocks: list[Block] = [
        Heading("What each side raised"),
        *unnumbered(
            "Themes are listed here by who raised them, not by what was said of them: those in "
            "favour may name a difficulty, and those with concerns something that works. "
            f"{_sides_in_words(draft.material.scale)} Themes raised by too few to be shown are "
            "left out."
        ),
    ]
    for side, heading in (
        ("against", "Raised more by those with concerns"),
        ("for", "Raised more by those in favour"),
        ("both", "Raised equally by both"),
    ):
        if leaning[side]:
            ordered = sorted(leaning[side], key=lambda pair: -pair[0])
            blocks += [Heading(heading, 2), Bullets(tuple(text for _, text in ordered))]
    return blocks


def _bullet(draft: Draft, theme_id: int) -> str:
    """A theme with its published figures, so far as they are published."""
    name = draft.material.themes[theme_id].name
    total = _number(draft, theme_id)
    said = f"{name}: raised by {counted(total, 'respondent')}"
    sides = {}
    for side in (Side.AGAINST, Side.FOR):
        values = [
            draft.value("theme_by_position", name, position.label)
            for position in draft.material.scale
            if position.side is side
        ]
        if not isinstance(total, int) or not all(isinstance(value, int) for value in values):
            return said
        number = sum(value for value in values if isinstance(value, int))
        sides[side] = f"{quantifier(number / total)} ({number:,})" if number else "none"
    return (
        f"{said}; of these, {sides[Side.AGAINST]} {_against(draft.material.scale)}, "
        f"{sides[Side.FOR]} in favour"
    )


def _sides_in_words(scale: tuple[Position, ...]) -> str:
    """Who is counted among those in favour, and among those with concerns."""
    if scale == POSITION_SCALE:
        return (
            "Those in favour are the respondents who welcome the proposal or see an opportunity in "
            "it, those with concerns the ones who have concern or some concern."
        )
    favour, against = (
        listed([f"“{step.label}”" for step in scale if step.side is side])
        for side in (Side.FOR, Side.AGAINST)
    )
    return (
        f"Those in favour are the respondents whose position is {favour}, those with concerns the "
        f"ones whose position is {against}."
    )


def _against(scale: tuple[Position, ...]) -> str:
    return "with concern or some concern" if scale == POSITION_SCALE else "against"


def crossed(draft: Draft) -> list[Block]:
    """Themes by stakeholder group."""
    return [
        Heading("Themes by stakeholder group"),
        *table_blocks(draft.tables["theme_by_group"]),
    ]


def closed_questions(draft: Draft) -> list[Block]:
    """The closed questions, in the order asked."""
    tables = draft.named("question_", "grid_")
    if not tables:
        return [Heading("Closed questions"), *numbered("No closed questions were asked.")]
    return [
        Heading("Closed questions"),
        *numbered(
            "Shares are of those who answered each question. Those who left it blank, or were not "
            "asked, are counted apart."
        ),
        *(block for table in tables for block in table_blocks(table)),
    ]


def reach(draft: Draft) -> list[Block]:
    """Who took part, and who was not heard."""
    silent = not_heard(draft.material)
    return [
        Heading("Who took part and who was not heard"),
        *table_blocks(draft.tables["reach_by_activity"]),
        *table_blocks(draft.tables["reach_by_group"]),
        *numbered(
            f"Nobody was heard from these stakeholder groups: {listed(silent)}."
            if silent
            else "Somebody was heard from every stakeholder group in the plan."
        ),
    ]


def equality(draft: Draft) -> list[Block]:
    """The equality profile of those who took part."""
    tables = draft.named("equality_")
    said = (
        "These questions could be left blank, and the answers are kept apart from all others."
        if tables
        else "No equality monitoring questions were asked."
    )
    return [
        Heading("Equality profile"),
        *numbered(said),
        *(block for table in tables for block in table_blocks(table)),
    ]
