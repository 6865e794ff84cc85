"""The outcome: a paragraph for each position, and what lies behind each side."""

from engage_app.domain.exercise import Side
from engage_app.domain.report import SUPPRESSED, Block, Heading
from engage_app.services.paper.draft import Draft, drafted, listing, numbered
from engage_app.services.paper.sides import by_side
from engage_app.services.tables import positions
from engage_app.services.tables.wording import number_of

_REASONS = 6
"""How many themes are named as what lies behind a side."""

_NOBODY = (
    "No stakeholder group large enough to be named without making somebody known has stated a "
    "view on the proposal."
)


def outcome(draft: Draft) -> list[Block]:
    """The paragraphs on positions, first, and what lies behind each side."""
    stands = positions.statements(draft.material, draft.threshold)
    counts = draft.tables.get("position_counts")
    where = draft.see("matrix") if counts and len(counts.rows) > 1 else ""
    return [
        Heading("Outcome of the engagement"),
        *(block for code, text in stands for block in drafted(f"outcome.{code}", text)),
        *(drafted("outcome.nobody", _NOBODY) if not stands else []),
        *_reasons(draft, Side.AGAINST, "concerns", _CONCERNS),
        *_reasons(draft, Side.FOR, "favour", _FAVOUR),
        *(drafted("outcome.left_out", _left_out(draft)) if stands else []),
        *numbered(
            positions.HEDGES + (f" The figures behind each group are in {where}." if where else "")
            if stands
            else ""
        ),
    ]


def _left_out(draft: Draft) -> str:
    """That groups are not named above, and how many: those whose position the appendix hides."""
    place = [column.name for column in draft.tables["matrix"].columns].index("Position")
    hidden = [row for row in draft.tables["matrix"].rows if row[place] == SUPPRESSED]
    if not hidden:
        return ""
    return (
        f"The paragraphs on positions leave out {number_of(len(hidden), 'stakeholder group')} whose "
        "position can't be shown without showing what single people said."
    )


_CONCERNS = "In proportion to their numbers, those with concerns raised these themes more often"
_FAVOUR = "In proportion to their numbers, those in favour raised these themes more often"


def behind(draft: Draft, side: Side) -> list[int]:
    """The themes that a side raised more than the other, those that most raised first: see
    services.tables.leaning. Not what works well."""
    well = draft.below(draft.works_well) if draft.works_well is not None else []
    found = [one for one in by_side(draft) if one.leaning is side and one.theme_id not in well]
    found.sort(key=lambda each: -(each.total or 0))
    return [each.theme_id for each in found]


def _reasons(draft: Draft, side: Side, name: str, opening: str) -> list[Block]:
    every = behind(draft, side)
    if not every:
        return []
    cut = len(every) < sum(one.leaning is side for one in by_side(draft)) or len(every) > _REASONS
    lead = drafted(f"outcome.{name}.lead", f"{opening}{', among others' if cut else ''}:")
    bullets = [theme_bullet(draft, theme_id) for theme_id in every[:_REASONS]]
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
