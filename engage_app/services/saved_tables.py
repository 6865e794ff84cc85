"""The tables of saved findings as they may leave Engage: protected together with all others."""

from collections.abc import Sequence
from dataclasses import replace
from textwrap import shorten
from typing import TYPE_CHECKING

from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import Table
from engage_app.domain.scope import FindingWanted
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import finding_tables, findings
from engage_app.services.saved_findings import SavedFinding, listed, printable

if TYPE_CHECKING:
    from engage_app.services.tables.differences import Printed
    from engage_app.services.tables.material import Material

_LONGEST = 90
"""Letters of a title; a longer one would stand over its table in several lines."""


def tables(
    material: "Material", beside: Sequence[Table], rule: DisclosureRule
) -> tuple[Table, ...]:
    """The saved findings that the report prints, in order, worked out from the exercise as it is.

    They are to be suppressed in one go with the tables beside them. One that is refused, or refers
    to what is no longer there, is left out: see `refused`.

    Args:
        material: the whole exercise.
        beside: the other tables that leave with them, their figures as they are.
        rule: which small numbers are hidden.
    """
    chosen = [
        one for one in listed(material.workspace, material.exercise_id)
        if one.in_report and not one.missing
    ]  # fmt: skip
    return _ready(material, chosen, beside, rule)


def all_published(
    material: "Material", rule: DisclosureRule, progress: Progress = no_progress
) -> tuple[Table, ...]:
    """Every table that may leave Engage, those of saved findings last: small numbers hidden in
    all of them together. `progress` is told of each finding."""
    made = findings.made(material, progress=progress)
    from engage_app.services.tables import positions

    told = positions.told(material, rule.below)
    return findings.published((*made, *tables(material, made, rule)), rule, told)


def publishable(
    material: "Material",
    wanted: FindingWanted,
    beside: Sequence[Table],
    rule: DisclosureRule,
    called: tuple[str, str],
) -> tuple[Table, ...]:
    """One finding, as it is asked for, before those of the report that it would leave beside.

    Args:
        material: the whole exercise.
        wanted: the finding.
        beside: the other tables that leave with it, their figures as they are.
        rule: which small numbers are hidden.
        called: its name and its title; without a title it keeps its own.

    Raises:
        NotPossible: too few people are in it, or it holds words of theirs.
    """
    one = SavedFinding(0, *called, wanted, in_report=True)
    why = _why_refused(material, one, rule)
    if why:
        raise NotPossible(why, action="Take a filter away, so that more people are in it.")
    chosen = [
        other for other in listed(material.workspace, material.exercise_id)
        if other.in_report and not other.missing
    ]  # fmt: skip
    return _ready(material, [one, *chosen], beside, rule)


def refused(material: "Material", rule: DisclosureRule) -> tuple[str, ...]:
    """Why saved findings that are to be in the report are not printed, a sentence for each."""
    found = []
    for one in listed(material.workspace, material.exercise_id):
        if one.in_report and one.missing:
            gone = " and ".join(one.missing)
            found.append(
                f"The saved finding “{one.name}” is not printed: it asks for {gone}, no longer there."
            )
        elif one.in_report and (why := _why_refused(material, one, rule)):
            found.append(
                f"The saved finding “{one.name}” is not printed: {why[0].lower()}{why[1:]}"
            )
    return tuple(found)


def why_not_published(material: "Material", wanted: FindingWanted, rule: DisclosureRule) -> str:
    """Why a finding can't leave Engage, in a sentence; empty where it can."""
    return _why_refused(material, SavedFinding(0, "", "", wanted, in_report=True), rule)


def _ready(
    material: "Material",
    chosen: Sequence[SavedFinding],
    beside: Sequence[Table],
    rule: DisclosureRule,
) -> tuple[Table, ...]:
    from engage_app.services.tables.differences import protected

    made: list[Table] = []
    printed: list[Printed] = []
    for one in chosen:
        if _why_refused(material, one, rule):
            continue
        try:
            table = finding_tables.table(material, one.wanted)
        except NotPossible:  # there is nothing to print of it any more
            continue
        made.append(_named(table, one))
        printed += finding_tables.printed(material, one.wanted)
    return tuple(protected(material, made, printed, beside, rule))


def _named(table: Table, one: SavedFinding) -> Table:
    """The table under the name of its finding; a long name is cut, and stands whole in its notes."""
    name = " ".join(one.name.split()) or table.title
    if len(name) <= _LONGEST:
        return replace(table, name=one.table, title=name)
    cut = shorten(name, _LONGEST, placeholder=" …")
    title = cut if len(cut) > 1 else f"{name[: _LONGEST - 1]}…"
    return replace(table, name=one.table, title=title, notes=(name, *table.notes))


def _why_refused(material: "Material", one: SavedFinding, rule: DisclosureRule) -> str:
    if not one.wanted.only:
        return ""
    if not printable(one.wanted):
        return "Words of respondents are printed for the whole exercise only."
    from analysis.disclosure import too_few

    try:
        counted = finding_tables.cut(material, one.wanted)
    except NotPossible as error:
        return error.message
    who = counted.who
    people = len(who.ids) if not who.organisation.all() else 0
    if too_few(people, rule):
        return (
            f"Fewer than {rule.below} respondents are left by its filter, so its figures could show "
            "what single people said."
        )
    return ""
