"""The sections on what was heard, by theme, and on what works well."""

from collections.abc import Iterator
from itertools import islice

from analysis.disclosing.publishing import hidden_base
from analysis.quotes import Quote
from engage_app.domain.report import Block, Heading, Value
from engage_app.services.paper.draft import (
    Draft,
    counted,
    drafted,
    listing,
    numbered,
    often_raised,
    unnumbered,
)
from engage_app.services.paper.outcome import theme_bullet
from engage_app.services.paper.responses import in_answer
from engage_app.services.tables import voices
from engage_app.services.tables.themes import theme_name
from engage_app.services.tables.wording import listed, percent

_QUOTES_A_BRANCH = 3
_MOST_ALONE = 8
"""Of a codebook without branches so many themes have a paragraph of their own, and those with an
answer."""

NOT_CODED = "The comments have not been put under themes yet."


def themes(draft: Draft) -> list[Block]:
    """What was heard and what is proposed in answer, branch by branch, with quotations; of a
    codebook without branches, theme by theme, those raised by most first."""
    heading, where = Heading("What we heard, by theme"), draft.see("theme_summary")
    roots = [
        root
        for root in draft.material.theme_tree.roots
        if root not in draft.works_well_apart
        and draft.telling.intersection(draft.below(root))
        and _number(draft, root) != 0
    ]
    if not roots:
        return [heading, *drafted("themes.none", no_themes(draft))]
    base = f"{_base(draft)} A respondent may raise several themes."
    base += f" Every theme is in {where}." if where else ""
    if not draft.material.theme_tree.branches:
        return [heading, *numbered(base), *_one_by_one(draft, roots)]
    blocks: list[Block] = [heading, *unnumbered(base)]
    for root in roots:
        blocks += [
            Heading(_heading(draft, root), 2),
            *drafted(f"themes.{draft.material.themes[root].uid}", _branch(draft, root)),
            *_quotations(draft, root),
            *in_answer(draft, root),
        ]
    return blocks


def _one_by_one(draft: Draft, roots: list[int]) -> list[Block]:
    """Themes without branches over them, in the order of their published figures; what is hidden
    has no place in it."""
    shown = [(number, root) for root in roots if isinstance(number := _number(draft, root), int)]
    shown.sort(key=lambda pair: -pair[0])
    answered = {answer.theme_id for answer in draft.answers if answer.answer}
    own = [n < _MOST_ALONE or root in answered for n, (_, root) in enumerate(shown)]
    blocks: list[Block] = []
    for (_, root), alone in zip(shown, own, strict=True):
        if alone:
            key = f"themes.{draft.material.themes[root].uid}"
            blocks += drafted(key, _opening(draft, root))
            blocks += [*_quotations(draft, root, 1), *in_answer(draft, root)]
    rest = [
        f"{draft.material.themes[root].name} ({counted(number, 'respondent')})"
        for (number, root), alone in zip(shown, own, strict=True)
        if not alone
    ]
    hidden = [
        f"“{draft.material.themes[root].name}”"
        for root in roots
        if not isinstance(_number(draft, root), int)
    ]
    fewer = f"Also raised {'was' if len(rest) == 1 else 'were'} {listed(rest)}." if rest else ""
    unknown = f"How many raised {listed(hidden)} is not shown." if hidden else ""
    return [*blocks, *drafted("themes.further", fewer, unknown)]


def _base(draft: Draft) -> str:
    """What the shares by theme are of."""
    base = draft.tables["themes"].base
    if base == hidden_base(draft.rule):
        return "How many respondents have a comment that has been coded is not shown."
    return f"Shares by theme are of {base}."


def no_themes(draft: Draft) -> str:
    """Why there is nothing to say by theme."""
    if draft.material.commented.any() and not draft.coded:
        return NOT_CODED
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


def _quotations(draft: Draft, root: int, most: int = _QUOTES_A_BRANCH) -> list[Block]:
    below = set(draft.below(root))
    chosen = [quote for quote in draft.quotes if quote.theme in below]
    first = islice(_spread(draft, chosen), most)
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
    if not isinstance(number, int):
        return f"{name} was raised; by how many is not shown."
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
    return " ".join(filter(None, (_opening(draft, root), often_raised(first))))


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
