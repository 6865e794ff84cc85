"""The sections on what was heard: by theme, by side, and what works well."""

from collections.abc import Iterator
from itertools import islice

from analysis.quotes import Quote
from engage_app.domain.exercise import POSITION_SCALE, Position, Side
from engage_app.domain.report import Block, Bullets, Heading, Value
from engage_app.services.paper.draft import Draft, counted, drafted, listing, unnumbered
from engage_app.services.paper.outcome import theme_bullet
from engage_app.services.paper.responses import in_answer
from engage_app.services.paper.sides import Sided, by_side
from engage_app.services.tables import voices
from engage_app.services.tables.themes import theme_name
from engage_app.services.tables.wording import listed, percent

_QUOTES_A_BRANCH = 3
_MOST_A_SIDE = 8


def themes(draft: Draft) -> list[Block]:
    """What was heard and what is proposed in answer, branch by branch, with quotations."""
    where = draft.see("theme_summary")
    base = draft.tables["themes"].base
    blocks: list[Block] = [
        Heading("What we heard, by theme"),
        *unnumbered(
            f"Shares by theme are of {base}. A respondent may raise several themes."
            + (f" Every theme is in {where}." if where else "")
        ),
    ]
    apart = draft.works_well if "works_well" in draft.printed else None
    roots = [
        root
        for root in draft.material.theme_tree.roots
        if root != apart
        and draft.telling.intersection(draft.below(root))
        and _number(draft, root) != 0
    ]
    for root in roots:
        blocks += [
            Heading(_heading(draft, root), 2),
            *drafted(f"themes.{draft.material.themes[root].uid}", _branch(draft, root)),
            *_quotations(draft, root),
            *in_answer(draft, root),
        ]
    return blocks if roots else [blocks[0], *drafted("themes.none", _no_themes(draft))]


def _no_themes(draft: Draft) -> str:
    if draft.material.commented.any() and not draft.material.said.answered.any():
        return "The comments have not been put under themes yet."
    return "No theme has been raised."


def _heading(draft: Draft, root: int) -> str:
    """The name of a branch, or of the one theme in it that says something."""
    telling = [key for key in draft.below(root) if key in draft.telling]
    return draft.material.themes[telling[0] if len(telling) == 1 else root].name


def works_well(draft: Draft) -> list[Block]:
    """What people want to keep, where the codebook has a branch for it."""
    root = draft.works_well
    if root is None:
        return []
    theme = draft.material.themes[root]
    items = [
        f"{theme_bullet(draft, child)} ({counted(value, 'respondent')})"
        for value, child in _raised(draft, root)
    ]
    return [
        Heading(theme.name),
        *drafted(f"works_well.{theme.uid}", _opening(draft, root), "They named:" if items else ""),
        *listing(f"works_well.{theme.uid}.list", items),
        *_quotations(draft, root),
        *in_answer(draft, root),
    ]


def _quotations(draft: Draft, root: int) -> list[Block]:
    below = set(draft.below(root))
    chosen = [quote for quote in draft.quotes if quote.theme in below]
    first = islice(_spread(draft, chosen), _QUOTES_A_BRANCH)
    return [voices.quotation(draft.material, quote) for quote in first]


def _spread(draft: Draft, quotes: list[Quote]) -> Iterator[Quote]:
    """Next always the first under a name that isn't heard yet, if there is one of a position that
    isn't either."""
    names = {id(each): voices.quotation(draft.material, each).attribution for each in quotes}
    left, heard, positions = list(quotes), set[str](), set[str]()
    while left:
        best = min(
            left, key=lambda one: (names[id(one)] in heard, one.chosen.position in positions)
        )
        left.remove(best)
        heard.add(names[id(best)])
        positions.add(best.chosen.position)
        yield best


def _opening(draft: Draft, root: int) -> str:
    name = draft.material.themes[root].name
    heading = theme_name(draft.material, root)
    number = draft.value("themes", heading, "Respondents")
    share = draft.value("themes", heading, "Share")
    if number == 0:
        return f"Nobody raised {name}."
    return f"{name} was raised by {counted(number, 'respondent')}{_bracketed(share)}."


def _branch(draft: Draft, root: int) -> str:
    """A branch and what of it was raised most; where it holds comments of no substance too, only
    its themes that say something."""
    children = draft.material.theme_tree.children(root)
    telling = [child for child in children if child in draft.telling]
    if telling and (len(telling) == 1 or len(telling) < len(children)):
        return " ".join(_opening(draft, child) for child in telling)
    first = [
        f"{draft.material.themes[child].name} ({counted(value, 'respondent')})"
        for value, child in _raised(draft, root)[:3]
    ]
    often = f"Often raised: {listed(first)}." if first else ""
    return " ".join(filter(None, (_opening(draft, root), often)))


def _raised(draft: Draft, root: int) -> list[tuple[int, int]]:
    """The telling themes right below a branch with their published figures, largest first."""
    found = [
        (value, child)
        for child in draft.material.theme_tree.children(root)
        if child in draft.telling and isinstance(value := _number(draft, child), int) and value > 0
    ]
    return sorted(found, key=lambda pair: -pair[0])


def _number(draft: Draft, theme_id: int) -> Value:
    return draft.value("themes", theme_name(draft.material, theme_id), "Respondents")


def _bracketed(share: Value) -> str:
    return f" ({percent(share)})" if isinstance(share, float) else ""


def challenges(draft: Draft) -> list[Block]:
    """Themes by the side of those who raised them, which isn't what they said of them: listed and
    ordered by published figures alone."""
    leaning: dict[str, list[tuple[int, str]]] = {"against": [], "for": [], "both": [], "open": []}
    material = draft.material
    for each in by_side(draft):
        side = _leaning(each, max(draft.threshold, 1))
        if side:
            leaning[side].append((each.total or 0, _bullet(draft, each)))
    if not any(leaning.values()):
        few = "No theme was raised by enough respondents of either side to be shown."
        sides = _sides_in_words(material.scale)
        return [Heading("What each side raised"), *drafted("challenges.none", sides, few)]
    blocks: list[Block] = [
        Heading("What each side raised"),
        *unnumbered(
            "This lists who raised a theme, not what was said of it: those in favour may name a "
            "difficulty, and those with concerns something that works. "
            f"{_sides_in_words(material.scale)} Themes raised by too few to be shown are left out."
        ),
    ]
    for side, heading in (
        ("against", "Raised more by those with concerns"),
        ("for", "Raised more by those in favour"),
        ("both", "Raised equally by both"),
        ("open", "Raised, with a figure by side that is not shown"),
    ):
        if leaning[side]:
            ordered = sorted(leaning[side], key=lambda pair: -pair[0])[:_MOST_A_SIDE]
            items = tuple(text for _, text in ordered)
            blocks += [Heading(heading, 2), Bullets(items, f"challenges.{side}")]
    return blocks


def _leaning(each: Sided, least: int) -> str:
    """Where a theme is listed; nowhere if no figure of it is large enough to be shown."""
    if each.favour is None or each.against is None:
        return "open" if (each.total or 0) >= least else ""
    if max(each.favour, each.against) < least:
        return ""
    if each.favour == each.against:
        return "both"
    return "for" if each.favour > each.against else "against"


def _bullet(draft: Draft, each: Sided) -> str:
    """A theme with its published figures, so far as they are published."""
    name = draft.material.themes[each.theme_id].name
    if each.total is None:
        return name
    said = f"{name}: {counted(each.total, 'respondent')}"
    if not each.total or each.against is None or each.favour is None:
        return said
    parts = [f"{number:,}" if number else "none" for number in (each.against, each.favour)]
    return f"{said}, {parts[0]} {_against(draft.material.scale)} and {parts[1]} in favour"


def _sides_in_words(scale: tuple[Position, ...]) -> str:
    """Who is counted among those in favour, and among those with concerns."""
    if scale == POSITION_SCALE:
        return (
            "Those in favour welcome the proposal or see an opportunity in it; those with concerns "
            "have concern or some concern."
        )
    favour, against = (
        listed([f"“{step.label}”" for step in scale if step.side is side])
        for side in (Side.FOR, Side.AGAINST)
    )
    return (
        f"Those in favour are the respondents whose position is {favour}; those with concerns, the "
        f"ones whose position is {against}."
    )


def _against(scale: tuple[Position, ...]) -> str:
    return "with concerns" if scale == POSITION_SCALE else "against"
