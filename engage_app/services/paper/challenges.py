"""The section on what each side raised: who raised a theme, for and against."""

from engage_app.domain.exercise import POSITION_SCALE, Position, Side
from engage_app.domain.report import Block, Bullets, Heading
from engage_app.services.paper.body import no_themes
from engage_app.services.paper.draft import Draft, counted, drafted, unnumbered
from engage_app.services.paper.sides import Sided, by_side, sizes, told_by_side
from engage_app.services.tables.leaning import POINTS
from engage_app.services.tables.wording import listed, percent

_MOST_A_SIDE = 8
_NONE_SHOWN = "No theme was raised by enough respondents to be shown."
_TOO_FEW = (
    "Too few took part to show what each side raised without showing what single people said."
)


def challenges(draft: Draft) -> list[Block]:
    """Themes by the side of those who raised them, which isn't what they said of them."""
    heading = Heading("What each side raised")
    if not draft.coded:
        return [heading, *drafted("challenges.none", no_themes(draft))]
    leaning: dict[Side | None, list[Sided]] = {}
    for each in by_side(draft):
        enough = (each.total or 0) >= max(draft.threshold, 1)
        if enough and each.theme_id not in draft.works_well_apart:
            leaning.setdefault(each.leaning, []).append(each)
    if not leaning:
        few = _NONE_SHOWN if told_by_side(draft) else _TOO_FEW
        return [heading, *drafted("challenges.none", _sides_in_words(draft.material.scale), few)]
    cut = any(len(one) > _MOST_A_SIDE for one in leaning.values())
    blocks: list[Block] = [
        heading,
        *unnumbered(
            "This lists who raised a theme, not what was said of it: those in favour may name a "
            "difficulty, and those with concerns something that works. "
            f"{_sides_in_words(draft.material.scale)}{_compared(draft)}{_elsewhere(draft, cut=cut)}"
        ),
    ]
    for side, name, key in _LEANINGS:
        if leaning.get(side):
            ordered = sorted(leaning[side], key=lambda each: -(each.total or 0))[:_MOST_A_SIDE]
            items = tuple(_bullet(draft, each) for each in ordered)
            blocks += [Heading(name, 2), Bullets(items, f"challenges.{key}")]
    return blocks


_LEANINGS: tuple[tuple[Side | None, str, str], ...] = (
    (Side.AGAINST, "Raised more by those with concerns", "against"),
    (Side.FOR, "Raised more by those in favour", "for"),
    (Side.BOTH, "Raised about equally by both", "both"),
    (None, "Raised, and not compared by side", "open"),
)


def _elsewhere(draft: Draft, *, cut: bool) -> str:
    """Which themes aren't named here, and where they are."""
    well, where = draft.works_well, draft.see("theme_summary")
    found = []
    if well is not None and draft.works_well_apart:
        found.append(
            f"Themes of “{draft.material.themes[well].name}” are in {draft.see('works_well')}."
        )
    if cut:
        found.append(f"At most {_MOST_A_SIDE} themes are named under a heading.")
    if where and found:
        found.append(f"Every theme is in {where}.")
    return "".join(f" {one}" for one in found)


def _compared(draft: Draft) -> str:
    """What "more" means, and of how many; and why not every theme is compared."""
    total, favour, against = sizes(draft)
    of = (
        f" Of the {total:,} respondents with a coded comment, {favour:,} are in favour and "
        f"{against:,} {_have(draft.material.scale, against)}."
        if total and favour and against
        else ""
    )
    return (
        f"{of} A theme was raised more by the side of which the larger share raised it, by "
        f"{POINTS} percentage points or more; where that would show what few people said, it is "
        "not compared. Themes raised by too few to be shown are left out."
    )


def _bullet(draft: Draft, each: Sided) -> str:
    """A theme with its figures, as they are published: in all, and of each side."""
    name = draft.material.themes[each.theme_id].name
    said = f"{name}: {counted(each.total, 'respondent')}"
    if each.against is None and each.favour is None:
        return f"{said}, with undisclosed numbers of each side"
    _, favour, against = sizes(draft)
    against_ = f"{_share(each.against, against)} {_against(draft.material.scale)}"
    return f"{said}, {against_} and {_share(each.favour, favour)} in favour"


def _share(number: int | None, whole: int | None) -> str:
    if number is None:
        return "an undisclosed number"
    return (
        f"{number:,} ({percent(min(number / whole, 1.0))})"
        if number and whole
        else (f"{number:,}" if number else "none")
    )


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


def _have(scale: tuple[Position, ...], number: int) -> str:
    verb = "has" if number == 1 else "have"
    return f"{verb} concerns" if scale == POSITION_SCALE else "against"
