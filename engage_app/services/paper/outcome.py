"""The outcome: a paragraph for each position, and what lies behind each side."""

from engage_app.domain.exercise import Side
from engage_app.domain.report import Block, Heading
from engage_app.services.paper.draft import Draft, drafted, listing, numbered
from engage_app.services.paper.sides import Sided, by_side, size
from engage_app.services.tables import positions

_REASONS = 6
"""How many themes are named as what lies behind a side."""

_NOBODY = (
    "No stakeholder group large enough to be named without making somebody known has stated a "
    "view on the proposal."
)


def outcome(draft: Draft) -> list[Block]:
    """The paragraphs on positions, first, and what lies behind each side."""
    stands = positions.statements(draft.material, draft.threshold)
    where = draft.see("matrix")
    return [
        Heading("Outcome of the engagement"),
        *(block for code, text in stands for block in drafted(f"outcome.{code}", text)),
        *(drafted("outcome.nobody", _NOBODY) if not stands else []),
        *_reasons(draft, Side.AGAINST, "concerns", _CONCERNS),
        *_reasons(draft, Side.FOR, "favour", _FAVOUR),
        *numbered(
            positions.HEDGES + (f" The figures behind each group are in {where}." if where else "")
            if stands
            else ""
        ),
    ]


_SHOWN = "Of the themes whose figures by side can be shown,"
_CONCERNS = f"{_SHOWN} those with concerns spoke more often than others of:"
_FAVOUR = f"{_SHOWN} those in favour spoke more often than others of:"


def behind(draft: Draft, side: Side) -> list[int]:
    """The themes that a side raises more than the other, measured by the share of each side.

    Ranked on published figures alone: a theme whose figures by side are hidden is left out.
    """
    ranked: list[tuple[float, int, int]] = []
    for place, each in enumerate(by_side(draft)):
        own = each.on(side)
        if own is None or own < max(draft.threshold, 1):
            continue
        excess = _excess(draft, each, side)
        if excess is not None and excess > 0:
            ranked.append((-excess, place, each.theme_id))
    return [theme_id for *_, theme_id in sorted(ranked)[:_REASONS]]


def _excess(draft: Draft, each: Sided, side: Side) -> float | None:
    """By how much the share of a side that raised a theme is above that of the other, at least;
    None where it isn't known."""
    other = Side.AGAINST if side is Side.FOR else Side.FOR
    own, others = each.on(side), each.on(other)
    sizes, opposed = size(draft, side), size(draft, other)
    if own is None or others is None or sizes is None or opposed is None:
        return None
    return own / max(sizes[1], 1) - others / max(opposed[0], 1)


def _reasons(draft: Draft, side: Side, name: str, opening: str) -> list[Block]:
    bullets = [theme_bullet(draft, theme_id) for theme_id in behind(draft, side)]
    if not bullets:
        return []
    lead = drafted(f"outcome.{name}.lead", opening)
    return [*lead, *listing(f"outcome.{name}", bullets)]


def theme_bullet(draft: Draft, theme_id: int) -> str:
    """A theme by name and definition."""
    theme = draft.material.themes[theme_id]
    meaning = theme.definition.strip().rstrip(".")
    if not meaning:
        return theme.name
    second = meaning[1:2]
    first = meaning[0] if second.isupper() else meaning[0].lower()  # "NHS trusts" stays
    return f"{theme.name} – {first}{meaning[1:]}"
