"""The outcome: a paragraph for each position, and what lies behind each side."""

import numpy as np

from analysis.respondents import Matrix
from engage_app.domain.exercise import Side
from engage_app.domain.report import Block, Heading
from engage_app.services.paper.draft import Draft, drafted, listing, numbered
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
        *_reasons(draft, Side.AGAINST, "concerns", "Concerns were broadly related to:"),
        *_reasons(draft, Side.FOR, "favour", "Those in favour spoke more often than others of:"),
        *numbered(
            positions.HEDGES + (f" The figures behind each group are in {where}." if where else "")
            if stands
            else ""
        ),
    ]


def sides_of(draft: Draft, theme_id: int) -> tuple[int, int]:
    """Respondents for and against who raised a theme, as they are: for ranking, not for print."""
    material = draft.material
    raised = material.said.respondents[:, material.theme_tree.ids.index(theme_id)]
    favour, against = (
        int((raised & _on_side(draft, side)).sum()) for side in (Side.FOR, Side.AGAINST)
    )
    return favour, against


def _on_side(draft: Draft, side: Side) -> Matrix:
    places = [n for n, step in enumerate(draft.material.scale) if step.side is side]
    return np.asarray(draft.material.positions[:, places].any(axis=1), dtype=bool)


def behind(draft: Draft, side: Side) -> list[int]:
    """The themes that a side raises more than the other, measured by the share of each side.

    Ranked on the figures as they are; a theme raised by fewer of the side than may be shown is
    left out, and so is what works well, which has a section of its own.
    """
    sizes = [max(int(_on_side(draft, one).sum()), 1) for one in (Side.FOR, Side.AGAINST)]
    sign, own = (1, 0) if side is Side.FOR else (-1, 1)
    apart = draft.below(draft.works_well) if draft.works_well is not None else []
    ranked = []
    for place, theme_id in enumerate(draft.material.theme_tree.ids):
        if theme_id in apart or theme_id not in draft.telling:
            continue
        held = sides_of(draft, theme_id)
        excess = sign * (held[0] / sizes[0] - held[1] / sizes[1])
        if excess > 0 and held[own] >= max(draft.threshold, 1):
            ranked.append((-excess, place, theme_id))
    return [theme_id for *_, theme_id in sorted(ranked)[:_REASONS]]


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
