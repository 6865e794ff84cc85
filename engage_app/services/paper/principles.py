"""The principles of working with people and communities: what the exercise shows of them."""

import re
from string import Formatter

from engage_app.domain.report import Block, Heading
from engage_app.services.paper.draft import Draft, drafted, listing, wording
from engage_app.services.tables.reach import scope_name, scopes
from engage_app.services.tables.wording import listed

_KEY = "method.principles"


def principles(draft: Draft) -> list[Block]:
    """A line for each principle that the exercise bears on, for organisations that have to follow
    them; the officer adds what it can't know."""
    words = wording()["principles"]
    names = "|".join(re.escape(name) for name in words["organisation"])
    if not re.search(rf"\b(?:{names})s?\b", draft.material.exercise.organisation, re.IGNORECASE):
        return []
    known = _known(draft, words["partners"])
    items = [
        f"{each['principle']}: {_filled(each['shown'], known)}"
        for each in words["list"]
        if all(known.get(name) for name in _named(each["shown"]))
    ]
    if not items:
        return []
    lead = drafted(f"{_KEY}.lead", words["lead"])
    return [Heading(words["heading"], 2), *lead, *listing(_KEY, items)]


def _known(draft: Draft, partners: list[str]) -> dict[str, str]:
    """What a line may name: where the paper says it, and which partners were heard."""
    keys = ("outcome", "themes", "works_well", "recommendations", "equality", "reach", "sessions")
    known = {key: draft.see(key) for key in keys}
    known["works_well"] = known["works_well"] if draft.works_well is not None else ""
    known["themes"] = known["themes"] if draft.coded else ""
    known["answers"] = draft.see("themes", "answers") if draft.answers else ""
    known["partners"] = listed(_partners(draft, partners))
    return known


def _partners(draft: Draft, partners: list[str]) -> list[str]:
    """The groups of partners that somebody was heard from, as far as the table of who was heard
    says so."""
    found = []
    for scope in scopes(draft.material):
        name = scope_name(draft.material, scope)
        named = any(word.casefold() in name.casefold() for word in partners)
        heard = draft.value("reach_by_group", name, "Heard")
        if scope.group_id and not scope.whole and named and isinstance(heard, int) and heard > 0:
            found.append(name)
    return found


def _named(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def _filled(text: str, known: dict[str, str]) -> str:
    return text.format(**known)
