"""Retiring and splitting themes, without losing a coding."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.domain.coding import CodingStatus, Origin, Theme
from engage_app.domain.tree import descendants
from engage_app.errors import NotPossible
from engage_app.services import codebook, recoding
from engage_app.services.codebook import ThemeDetails
from engage_app.services.workspace import Workspace
from storage import codebook as store
from storage import codebook_versions as history
from storage import redactions, rule_reading
from storage.identifiers import new_uid
from storage.trail import Action


@dataclass(frozen=True)
class SplitPart:
    """A theme to split off.

    Attributes:
        details: of the new theme; its keywords are its rule, and the old theme gives them up. What
            the old theme excludes as a whole they go on excluding.
        comments: the comments whose codings it takes; None: those that its keywords match.
    """

    details: ThemeDetails
    comments: frozenset[int] | None = None


_Row = dict[str, Any]


def retire_theme(workspace: Workspace, exercise_id: int, theme_id: int) -> Changes:
    """Offer a theme and those below it no longer: by key, search, rule or suggestion.

    Their codings stay and count. Open proposals of keyword rules are withdrawn, as the rules
    propose them no more.
    """
    listed = {theme.id: theme for theme in codebook.themes(workspace, exercise_id)}
    parents = {theme.id: theme.parent_id for theme in listed.values()}
    ended = sorted(descendants(theme_id, parents) & listed.keys())
    ended = [key for key in ended if not listed[key].retired]
    with workspace.acting("retire theme", exercise_id) as action:
        if ended:
            note = f"before “{listed[theme_id].name}” was retired"
            codebook.keep_version(workspace, action, exercise_id, note)
        action.update_many("theme", {key: {"retired": 1, "shortcut": ""} for key in ended})
        action.delete_by("coding", "id", store.withdrawable(action.connection, ended))
        action.delete_by("recode", "theme_id", ended)
    return action.changes()


def restore_theme(workspace: Workspace, exercise_id: int, theme_id: int) -> Changes:
    """Offer a retired theme again, with those below it and those above it."""
    listed = {theme.id: theme for theme in codebook.themes(workspace, exercise_id)}
    parents = {theme.id: theme.parent_id for theme in listed.values()}
    again = descendants(theme_id, parents) & listed.keys()
    above = parents.get(theme_id)
    while above is not None:
        again.add(above)
        above = parents.get(above)
    with workspace.acting("restore theme", exercise_id) as action:
        action.update_many("theme", {key: {"retired": 0} for key in sorted(again)})
    return action.changes()


def split_theme(
    workspace: Workspace,
    exercise_id: int,
    theme_id: int,
    parts: Sequence[SplitPart],
    *,
    below: bool = False,
) -> Changes:
    """Give some codings of a theme to new themes; the rest stay with it.

    A coding that several parts take goes to the first, and each other one gets the like of it.
    What moved is to be looked at again, and keywords left to the old theme don't propose it there.

    Args:
        parts: at least one; each takes codings that aren't rejected.
        below: the new themes lie below the old one rather than beside it.

    Raises:
        NotPossible: there is no such theme, no part, a name is blank or taken, or a keyword can't
            match anything.
    """
    listed = codebook.themes(workspace, exercise_id)
    given = next((theme for theme in listed if theme.id == theme_id), None)
    if given is None or not parts:
        raise NotPossible("There is nothing to split.", action="Name at least one new theme.")
    left = _left(given.keywords, parts)
    parts = [_excluding_too(part, given.keywords) for part in parts]
    values = _checked_split(workspace, exercise_id, parts)
    codings = store.codings_with_text(workspace.connection, theme_id)
    shares = _shares(codings, parts)
    with workspace.acting("split theme", exercise_id) as action:
        note = f"before “{given.name}” was split"
        codebook.keep_version(workspace, action, exercise_id, note)
        action.update("theme", theme_id, {"keywords": store.KEYWORD_SEPARATOR.join(left)})
        added = _add_parts(workspace, exercise_id, action, given, values, below=below)
        rows = [row for row, _ in codings]
        _share_out(action, rows, shares, added)
        for number, new in enumerate(added):
            why = recoding.after_split(given.name, values[number]["name"])
            moved = {key: why for key, takers in _accepted(rows, shares) if number in takers}
            recoding.queue(action, new, moved)
        _settle(action, theme_id, rows, shares)
        action.created = added[0]
    return action.changes()


def split_preview(
    workspace: Workspace, theme_id: int, keywords: Sequence[str]
) -> list[tuple[int, str, tuple[int, ...]]]:
    """The comments coded to a theme, and where a split by these keywords would send them.

    Args:
        keywords: of each part, as typed.

    Returns:
        (comment, its words with accepted personal details covered, the numbers of the parts that
        take it) in the order they came; no part where it stays.
    """
    codings = store.codings_with_text(workspace.connection, theme_id)
    exercise_id = store.exercise_of_theme(workspace.connection, theme_id)
    listed = codebook.themes(workspace, exercise_id)
    excluding = next((theme.keywords for theme in listed if theme.id == theme_id), ())
    typed = [SplitPart({"name": str(n), "keywords": each}) for n, each in enumerate(keywords)]
    parts = [_excluding_too(part, excluding) for part in typed]
    found: dict[int, tuple[str, set[int]]] = {}
    for (row, text), takers in zip(codings, _shares(codings, parts), strict=True):
        _, numbers = found.setdefault(row["comment_id"], (text, set()))
        numbers.update(takers)
    words = redactions.covered(
        workspace.connection, {key: text for key, (text, _) in found.items()}
    )
    return [(key, words[key], tuple(sorted(found[key][1]))) for key in sorted(found)]


def _checked_split(
    workspace: Workspace, exercise_id: int, parts: Sequence[SplitPart]
) -> list[dict[str, str]]:
    values = [codebook.checked(workspace, exercise_id, None, part.details) for part in parts]
    names = [each["name"].casefold() for each in values]
    for name in names:
        if names.count(name) > 1:
            raise NotPossible("Two of the new themes have one name.", action="Change one of them.")
    return values


def _excluding_too(part: SplitPart, given: tuple[str, ...]) -> SplitPart:
    """A part whose keywords leave out what they left out beside the others of the old theme."""
    from analysis.keyword_advice import only_excludes, standing_alone

    typed = _keywords(part.details)
    whole = [each for each in given if only_excludes(each) and each not in typed]
    alone = dict.fromkeys(
        pattern
        for each in typed
        for pattern in (standing_alone((each, *whole)) if each in given else (each,))
    )
    keywords = store.KEYWORD_SEPARATOR.join(alone)
    return replace(part, details={**part.details, "keywords": keywords})


def _left(given: tuple[str, ...], parts: Sequence[SplitPart]) -> list[str]:
    """The keywords that stay with the old theme: what excludes for all goes with the last of them."""
    from analysis.keyword_advice import only_excludes

    taken = {keyword for part in parts for keyword in _keywords(part.details)}
    left = [each for each in given if each not in taken or only_excludes(each)]
    return [] if all(map(only_excludes, left)) and taken & set(given) else left


def _shares(
    codings: Sequence[tuple[_Row, str]], parts: Sequence[SplitPart]
) -> list[tuple[int, ...]]:
    """For each coding, the parts that take it. Keywords have to be in the passage coded."""
    from analysis.keywords import find_keywords

    rules = {
        number: _keywords(part.details)
        for number, part in enumerate(parts)
        if part.comments is None
    }
    hits: dict[tuple[int, int], bool] = {}
    for hit in find_keywords([text for _, text in codings], rules):
        row = codings[hit.text][0]
        start, stop = row["start"], row["stop"]
        hits[hit.text, hit.theme] = start is None or any(
            span.start < stop and start < span.end for span in hit.spans
        )
    return [
        tuple(
            number
            for number, part in enumerate(parts)
            if (
                hits.get((place, number), False)
                if part.comments is None
                else row["comment_id"] in part.comments
            )
        )
        for place, (row, _) in enumerate(codings)
    ]


def _add_parts(
    workspace: Workspace,
    exercise_id: int,
    action: Action,
    given: Theme,
    values: Sequence[dict[str, str]],
    *,
    below: bool,
) -> list[int]:
    """Add the new themes after the children of the old one, or right behind it."""
    parent_id = given.id if below else given.parent_id
    listed = codebook.themes(workspace, exercise_id)
    order = [each.id for each in listed if each.parent_id == parent_id]
    place = len(order) if below else order.index(given.id) + 1
    added: list[int] = []
    split: dict[str, str] = {}
    for each in values:
        if shortcut := each.get("shortcut"):
            codebook.free_shortcut(workspace, exercise_id, action, None, shortcut)
        row = {"colour": given.colour, **each, "exercise_id": exercise_id, "parent_id": parent_id}
        uid = new_uid()
        added.append(action.insert("theme", {**row, "uid": uid}))
        split[uid] = given.uid
    order[place:place] = added
    action.update_many("theme", {each: {"sort": sort} for sort, each in enumerate(order)})
    history.note_lineage(action.connection, exercise_id, split=split)
    return added


def _share_out(
    action: Action,
    rows: Sequence[_Row],
    shares: Sequence[tuple[int, ...]],
    added: Sequence[int],
) -> None:
    taken = [(row, takers) for row, takers in zip(rows, shares, strict=True) if takers]
    action.update_many("coding", {row["id"]: {"theme_id": added[to[0]]} for row, to in taken})
    alike = [
        {**row, "uid": new_uid(), "theme_id": added[number]}
        for row, takers in taken
        for number in takers[1:]
    ]
    names = [name for name in alike[0] if name != "id"] if alike else []
    if alike:
        action.insert_many("coding", names, ([row[name] for name in names] for row in alike))


def _accepted(
    rows: Sequence[_Row], shares: Sequence[tuple[int, ...]]
) -> list[tuple[int, tuple[int, ...]]]:
    """The comment of each coding that was accepted, and the parts that take it."""
    return [
        (row["comment_id"], takers)
        for row, takers in zip(rows, shares, strict=True)
        if row["status"] == CodingStatus.ACCEPTED
    ]


def _settle(
    action: Action, theme_id: int, rows: Sequence[_Row], shares: Sequence[tuple[int, ...]]
) -> None:
    """Where an accepted coding went, and none of the old theme stays, that theme is decided on:
    keywords that it keeps may be in the comment as well."""
    there = set(rule_reading.decisions(action.connection, theme_id))
    there |= {row["comment_id"] for row, takers in zip(rows, shares, strict=True) if not takers}
    moved = {key for key, takers in _accepted(rows, shares) if takers}
    rejected = (store.SPLIT_OFF, Origin.RULE, CodingStatus.REJECTED)
    settled = [(new_uid(), key, theme_id, *rejected) for key in sorted(moved - there)]
    action.insert_many(
        "coding", ("uid", "comment_id", "theme_id", "coder", "origin", "status"), settled
    )


def _keywords(details: ThemeDetails | dict[str, str]) -> tuple[str, ...]:
    return store.split_keywords(details.get("keywords", ""))
