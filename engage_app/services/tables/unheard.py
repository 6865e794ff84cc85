"""Who was not heard: groups, answers and places, each with the reason in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from analysis import reach
from analysis.representation import Compared
from analysis.respondents import Matrix, membership, roll_up
from analysis.tree import Tree
from engage_app.domain.disclosure import Published
from engage_app.domain.report import NOT_APPLICABLE, NOT_AVAILABLE, Column, Kind, Table, Value
from engage_app.services.tables.cells import Cell, respondents, share, table
from engage_app.services.tables.equality import profiles_of
from engage_app.services.tables.material import Material
from engage_app.services.tables.population import beside
from engage_app.services.tables.reach import CHOSE, heads, sampled, scope_name, scopes
from engage_app.services.tables.wording import number_of
from storage import exercises

NOBODY, PLANNED_NOBODY = "Nobody was heard", "Planned for, and nobody was heard"
SILENT = "Heard, without a comment"
UNCODED = "Heard, and no theme is on any of their comments"
UNDER = "A smaller share of those who took part than of the population"
NONE_FOUND = "Nobody stands out in what is recorded"
NOT_TOLD = "Not told, as noughts are hidden"
NOUGHTS = "Groups and places are not listed, as that would tell where nobody was heard."
GROUP, EQUALITY, PLACE = "Stakeholder group", "Equality", "Place"


def not_heard(material: Material) -> Table:
    """Groups with nobody or nothing said, answers below their share of the population, places with
    nobody."""
    rows = [*_groups(material), *_silent_groups(material), *_under(material), *_places(material)]
    everybody = heads(material, scopes(material)[-1])[0]
    blank = Cell(NOT_APPLICABLE)
    made = table(
        "not_heard",
        "Who was not heard",
        unit="respondents; for equality, people",
        base=number_of(everybody.number, "respondent"),
        base_of=[everybody],
        columns=(
            Column("Who", width=3),
            Column("Kind", width=1.5),
            Column("Why", width=3.2),
            Column("Planned", Kind.COUNT),
            Column("Heard", Kind.COUNT, "respondents"),
            Column("Share of those compared", Kind.SHARE, "people", 1.4),
            Column("Share of the population", Kind.SHARE, "", 1.4),
        ),
        rows=rows or [[Cell(NONE_FOUND), blank, blank, blank, blank, blank, blank]],
        notes=_notes(material),
    )
    return replace(made, finish=partial(_by_published, tuple(_compared(material))))


def _notes(material: Material) -> Iterable[str]:
    yield (
        "A group is listed where nobody of it was heard, or where nothing that those heard said "
        "has been given a theme. Of a group with sub-groups that nobody was heard from, only the "
        "whole is listed."
    )
    if not len(material.codings):
        yield "No comment has a theme yet, so groups are not judged by what they said."
    profiles = profiles_of(material)
    if any(beside(material, one.question, one.answers, one.base) for one in profiles):
        yield (
            "An answer on equality is listed where its share of the people compared is lower than "
            "its share of the population by a percentage point or more, as printed."
        )
    elif profiles:
        yield "Equality answers are not judged: there is no population to compare them with."
    if places_of(material) and not material.responses["place_id"].any():
        yield "No response says which place it is from, so places are not judged."
    if not sampled(material):
        yield CHOSE


def _groups(material: Material) -> Iterable[list[Cell]]:
    tree, blank = material.group_tree, Cell(NOT_APPLICABLE)
    by_key = {scope.key: scope for scope in scopes(material)}
    for key in reach.not_heard(tree, material.whole_groups):
        scope = by_key["whole group" if key in tree.branches else "group", key]
        planned = _planned(material, key)
        why = PLANNED_NOBODY if isinstance(planned, int) and planned else NOBODY
        heard = heads(material, scope)[0]
        name = Cell(scope_name(material, scope))
        yield [name, Cell(GROUP), Cell(why), Cell(planned), heard, blank, blank]


def _planned(material: Material, group_id: int) -> Value:
    """How many were planned of a group, or of all below it."""
    below = [material.groups[key].planned for key in material.group_tree.below(group_id)]
    own = material.groups[group_id].planned
    known = [each for each in below if each is not None]
    if own is not None:
        return own
    return sum(known) if known else NOT_AVAILABLE


def _silent_groups(material: Material) -> Iterable[list[Cell]]:
    """Groups that were heard and have nothing in any table by theme."""
    if not len(material.codings):
        return
    blank = Cell(NOT_APPLICABLE)
    coded, commented = material.said.answered, material.commented
    for scope in scopes(material):
        if not scope.group_id or scope.whole or not scope.mask.any():
            continue
        if (scope.mask & coded).any():
            continue
        why = UNCODED if (scope.mask & commented).any() else SILENT
        name = Cell(scope_name(material, scope))
        planned = Cell(_planned(material, scope.group_id))
        yield [name, Cell(GROUP), Cell(why), planned, heads(material, scope)[0], blank, blank]


def _under(material: Material) -> Iterable[list[Cell]]:
    """Answers whose share is lower than that of the population."""
    for one in _compared(material):
        if Compared(one.cell.number / one.base.number, one.expected).points < 0:
            planned = Cell(NOT_APPLICABLE)
            part = share(one.cell, one.base)
            last = (planned, one.cell, part, Cell(one.expected))
            yield [Cell(one.label), Cell(one.kind), Cell(UNDER), *last]


@dataclass(frozen=True)
class _Answer:
    """An answer that can be compared: the people who gave it, those compared, its share of the
    population."""

    label: str
    kind: str
    cell: Cell
    base: Cell
    expected: float


def _compared(material: Material) -> Iterable[_Answer]:
    for profile in profiles_of(material):
        kind = f"{EQUALITY}: {profile.question.label}"
        compared = beside(material, profile.question, profile.answers, profile.base)
        if compared is None or not compared.base.number:
            continue
        for (_, label, cell), one in zip(profile.answers, compared.found, strict=True):
            if one is not None:
                yield _Answer(label, kind, cell, compared.base, one.expected)


def _by_published(answers: Sequence[_Answer], made: Table, known: Published) -> Table:
    """A finish: answers on equality listed by the shares that are printed. That one is listed, or
    isn't, tells how a hidden count compares with the population. Where noughts are hidden, no group
    and no place is listed for being one."""
    lower = []
    for one in answers:
        count, base = (known.counts.get(cell.key or ()) for cell in (one.cell, one.base))
        if count is not None and base:
            part = min(count / base, 1.0)
            if Compared(part, one.expected).points < 0:
                lower.append(
                    (one.label, one.kind, UNDER, NOT_APPLICABLE, count, part, one.expected)
                )
    first = [row for row in made.rows if row[0] != NONE_FOUND and not known.rule.hide_zero]
    places = [row for row in first if row[1] == PLACE]
    groups = [row for row in first if row[1] == GROUP]
    rows = (*groups, *lower, *places)
    none = NOT_TOLD if known.rule.hide_zero else NONE_FOUND
    nothing = (none, *[NOT_APPLICABLE] * (len(made.columns) - 1))
    notes = (*made.notes, NOUGHTS) if known.rule.hide_zero else made.notes
    return replace(made, rows=rows or (nothing,), notes=notes)


def _places(material: Material) -> Iterable[list[Cell]]:
    places = places_of(material)
    given = material.responses["place_id"].to_numpy()
    if not places or not given.any():
        return
    tree = Tree.of((key, parent) for key, (_, parent) in places.items())
    who, blank = material.who, Cell(NOT_APPLICABLE)
    own = membership(who.of_response, given, len(who.ids), tree.ids)
    whole: Matrix = roll_up(own, tree)
    for key in reach.not_heard(tree, whole):
        nobody = respondents(who, np.zeros(len(who.ids), dtype=bool), ("place", key))
        yield [
            Cell(places[key][0]),
            Cell(PLACE),
            Cell(NOBODY),
            blank,
            nobody,
            blank,
            blank,
        ]


def places_of(material: Material) -> dict[int, tuple[str, int | None]]:
    """The places by id: name, and the place above."""
    listed = exercises.places(material.connection, material.exercise_id)
    return {each.id: (each.name, each.parent_id) for each in listed}
