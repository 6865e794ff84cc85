"""The sections on what was heard: by theme, by side, and what works well."""

from itertools import islice

from analysis.quantifiers import quantifier
from analysis.quotes import Quote
from engage_app.domain.exercise import POSITION_SCALE, Position, Side
from engage_app.domain.report import Block, Bullets, Heading, Value
from engage_app.services.paper.draft import Draft, counted, drafted, listing, unnumbered
from engage_app.services.paper.outcome import sides_of, theme_bullet
from engage_app.services.paper.responses import in_answer
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
            f"Shares are of {base}; a respondent may raise several themes."
            + (f" Every theme is in {where}." if where else "")
        ),
    ]
    apart = draft.works_well if "works_well" in draft.printed else None
    roots = [
        root
        for root in draft.material.theme_tree.roots
        if root != apart and draft.telling.intersection(draft.below(root))
    ]
    for root in roots:
        blocks += [
            Heading(_heading(draft, root), 2),
            *drafted(f"themes.{draft.material.themes[root].uid}", _branch(draft, root)),
            *_quotations(draft, root),
            *in_answer(draft, root),
        ]
    return blocks if roots else [blocks[0], *drafted("themes.none", "No theme has been raised.")]


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
        *drafted(f"works_well.{theme.uid}", _opening(draft, root)),
        *listing(f"works_well.{theme.uid}.list", items),
        *_quotations(draft, root),
        *in_answer(draft, root),
    ]


def _quotations(draft: Draft, root: int) -> list[Block]:
    below = set(draft.below(root))
    chosen = [quote for quote in draft.quotes if quote.theme in below]
    first = islice(_spread(chosen), _QUOTES_A_BRANCH)
    return [voices.quotation(draft.material, quote) for quote in first]


def _spread(quotes: list[Quote]) -> list[Quote]:
    """A position not heard yet before one heard already."""
    first = {quote.chosen.position: quote for quote in reversed(quotes)}
    ahead = [quote for quote in quotes if first[quote.chosen.position] is quote]
    return [*ahead, *(quote for quote in quotes if quote not in ahead)]


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
    if telling and len(telling) < len(children):
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
    """Themes by the side of those who raised them, which isn't what they said of them."""
    leaning: dict[str, list[tuple[int, str]]] = {"against": [], "for": [], "both": []}
    material = draft.material
    apart = draft.below(draft.works_well) if draft.works_well is not None else []
    for place, theme_id in enumerate(material.theme_tree.ids):
        if theme_id not in draft.telling or theme_id in apart:
            continue
        favour, against = sides_of(draft, theme_id)
        if max(favour, against) < max(draft.threshold, 1):
            continue
        side = "both" if favour == against else "for" if favour > against else "against"
        raised = int(material.said.respondents[:, place].sum())
        leaning[side].append((raised, _bullet(draft, theme_id)))
    blocks: list[Block] = [
        Heading("What each side raised"),
        *unnumbered(
            "Themes are listed by who raised them, not by what was said of them: those in favour "
            "may name a difficulty, and those with concerns something that works. "
            f"{_sides_in_words(material.scale)} Themes raised by too few to be shown are left out."
        ),
    ]
    for side, heading in (
        ("against", "Raised more by those with concerns"),
        ("for", "Raised more by those in favour"),
        ("both", "Raised equally by both"),
    ):
        if leaning[side]:
            ordered = sorted(leaning[side], key=lambda pair: -pair[0])[:_MOST_A_SIDE]
            items = tuple(text for _, text in ordered)
            blocks += [Heading(heading, 2), Bullets(items, f"challenges.{side}")]
    return blocks


def _bullet(draft: Draft, theme_id: int) -> str:
    """A theme with its published figures, so far as they are published."""
    name = draft.material.themes[theme_id].name
    total = _number(draft, theme_id)
    if not isinstance(total, int):
        return name
    said = f"{name}: raised by {counted(total, 'respondent')}"
    against, favour = (
        draft.value("theme_summary", name, column) for column in ("With concerns", "In favour")
    )
    if not (total and isinstance(against, int) and isinstance(favour, int)):
        return said
    parts = [
        f"{quantifier(min(number / total, 1))} ({number:,})" if number else "none"
        for number in (against, favour)
    ]
    return f"{said}; of these, {parts[0]} {_against(draft.material.scale)}, {parts[1]} in favour"


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
