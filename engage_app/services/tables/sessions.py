"""The log of sessions and correspondence: what a board finds as an appendix, without any person."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

import numpy as np

from engage_app.domain.activity import FORMATS, Activity, ActivityKind
from engage_app.domain.report import NOT_APPLICABLE, NOT_AVAILABLE, Column, Kind, Table
from engage_app.services.tables import reach, ways
from engage_app.services.tables.cells import Cell, hidden_with, table
from engage_app.services.tables.material import Material
from engage_app.services.tables.wording import day, number_of
from storage import frames as stored

PEOPLE = "People writing for themselves"
UNNAMED = "An organisation"


def sessions(material: Material) -> Table:
    """Every activity by date; under a correspondence, who wrote: organisations by their names,
    people together in one row."""
    responses, total = reach.responses_by_activity(material)
    present = _present(material)
    rows: list[list[Cell]] = []
    sums: list[tuple[Cell, Sequence[Cell]]] = [(total, responses)]
    people: list[Cell] = []
    for activity, counted in zip(material.activities, responses, strict=True):
        letters: list[list[Cell]] = []
        own: Cell | None = None
        if activity.kind is ActivityKind.CORRESPONDENCE:
            letters, own = _letters(material, activity)
        # The organisations named can be counted: what is left of all who wrote would be the people.
        whole = hidden_with(counted, own) if own else counted
        rows += [_row(activity, present[activity.id], whole), *letters]
        people += [own] if own else []
    if people:  # where each wrote once, they are the people who took part by correspondence
        sums.append((ways.people_by(material, ActivityKind.CORRESPONDENCE), people))
    blank = Cell(NOT_APPLICABLE)
    return table(
        "sessions",
        "Sessions and correspondence",
        unit="responses",
        base=f"{number_of(len(material.activities), 'activity', 'activities')}, "
        f"{number_of(total.number, 'response')}",
        base_of=[total],
        columns=(
            Column("Date", width=1.5),
            Column("Kind", width=1.4),
            Column("Title", width=2.4),
            Column("Where and how", width=2),
            Column("Organisations", width=4),
            Column("Attended", Kind.COUNT, "people"),
            Column("Responses", Kind.COUNT, "responses"),
        ),
        rows=[*rows, [Cell("All dates"), blank, blank, blank, blank, blank, total]],
        sums=sums,
        notes=(
            "Organisations are those noted as present and those on whose behalf somebody "
            "responded, each named once. People are never named; those who wrote are counted "
            "together.",
        ),
    )


def _row(activity: Activity, organisations: Sequence[str], responses: Cell) -> list[Cell]:
    survey = activity.kind is ActivityKind.SURVEY
    where = [activity.venue, FORMATS.get(activity.format, "")]
    apart = activity.kind in (ActivityKind.SURVEY, ActivityKind.CORRESPONDENCE)
    if apart:
        attended = Cell(NOT_APPLICABLE)
    elif activity.attended is None:
        attended = Cell(NOT_AVAILABLE)
    else:
        attended = Cell(activity.attended, ("attended", activity.id), activity.attended)
    names = "; ".join(organisations)
    if activity.kind is ActivityKind.CORRESPONDENCE:
        names = NOT_APPLICABLE  # each has a row of its own
    elif survey and organisations:
        names = number_of(len(organisations), "organisation")
    return [
        Cell(day(activity.date) or NOT_AVAILABLE),
        Cell(activity.kind.value.capitalize()),
        Cell(activity.title),
        Cell("; ".join(filter(None, where)) or NOT_AVAILABLE),
        Cell(names or "None noted"),
        attended,
        responses,
    ]


def _present(material: Material) -> dict[int, list[str]]:
    """By activity, the organisations noted as present or answered for, each once, by name."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for activity_id, name in stored.organisations_present(
        material.connection, material.exercise_id
    ):
        found[activity_id].setdefault(name.casefold(), name)
    names = stored.organisation_names(material.connection, material.exercise_id)
    of = material.responses["activity_id"].to_numpy().tolist()
    who = material.who
    for row in np.flatnonzero(who.organisation[who.of_response]).tolist():
        name = names.get(int(who.ids[who.of_response[row]]), "").strip()
        if name:
            found[of[row]].setdefault(name.casefold(), name)
    return defaultdict(
        list, {key: sorted(one.values(), key=str.casefold) for key, one in found.items()}
    )


def _letters(material: Material, activity: Activity) -> tuple[list[list[Cell]], Cell | None]:
    """A row for each organisation that wrote, and the number of responses of people, if any."""
    who = material.who
    rows_here = np.flatnonzero(material.responses["activity_id"].to_numpy() == activity.id)
    names = stored.organisation_names(material.connection, material.exercise_id)
    organisations: set[str] = set()
    persons: list[int] = []
    for row in rows_here.tolist():
        respondent, response = int(who.of_response[row]), int(who.response_ids[row])
        if who.organisation[respondent]:
            organisations.add(names.get(int(who.ids[respondent]), "").strip() or UNNAMED)
        else:
            persons.append(response)
    counted = [(name, Cell(NOT_APPLICABLE)) for name in sorted(organisations, key=str.casefold)]
    people = None
    if persons:
        count = len(persons)
        people = Cell(count, ("letters", activity.id), count, who=partial(tuple, persons))
        counted.append((PEOPLE, people))
    date, blank = Cell(day(activity.date) or NOT_AVAILABLE), Cell(NOT_APPLICABLE)
    kind, title = Cell("Correspondence"), Cell(activity.title)
    return [[date, kind, title, blank, Cell(name), blank, cell] for name, cell in counted], people
