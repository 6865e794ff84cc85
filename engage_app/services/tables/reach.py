"""Who was heard: by stakeholder group and by activity."""

from dataclasses import replace
from functools import partial

import numpy as np

from analysis import reach
from analysis.reach import Scope
from engage_app.domain.activity import Activity, ActivityKind
from engage_app.domain.disclosure import Key, Published
from engage_app.domain.report import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    ChartKind,
    Column,
    Kind,
    Table,
    Value,
)
from engage_app.services.tables.cells import (
    ALL,
    MAIN,
    SPARE,
    USUAL,
    Cell,
    Drawing,
    ratio,
    respondents,
    table,
)
from engage_app.services.tables.material import Material
from engage_app.services.tables.wording import day, listed, number_of, whole_of

CHOSE = "People chose to take part: they are not a sample, so no margin of error is given."
UNTAGGED = "No stakeholder group stated"
EVERYBODY = "All respondents"


def scope_name(material: Material, scope: Scope) -> str:
    """How a row by stakeholder group is headed."""
    if scope.group_id is None:
        return EVERYBODY
    if scope.group_id == 0:
        return UNTAGGED
    name = material.groups[scope.group_id].name
    return whole_of(name) if scope.whole else name


def scopes(material: Material) -> list[Scope]:
    """The rows by stakeholder group."""
    return reach.scopes(material.group_tree, material.own_groups, material.whole_groups)


def sampled(material: Material) -> bool:
    """Whether everybody who responded had been drawn at random."""
    random = [activity.id for activity in material.activities if activity.sampled]
    given = material.responses["activity_id"].to_numpy()
    return bool(random) and bool(np.isin(given, random).all())


def not_heard(material: Material) -> list[str]:
    """The names of the groups that nobody was heard from."""
    silent = reach.not_heard(material.group_tree, material.whole_groups)
    return [material.groups[key].name for key in silent]


def worth(scope: Scope) -> int:
    """A heading's total is hidden before what it is made of; everybody's last."""
    if scope.group_id is None:
        return MAIN
    return SPARE if scope.whole else USUAL


def heads(material: Material, scope: Scope) -> tuple[Cell, Cell, Cell]:
    """Respondents, people and organisations of a row by group."""
    who, value = material.who, worth(scope)
    people, organisations = scope.mask & ~who.organisation, scope.mask & who.organisation
    everybody = ALL if scope.group_id is None else value
    return (
        respondents(who, scope.mask, ("respondents", *scope.key), everybody),
        respondents(who, people, ("people", *scope.key), value),
        respondents(who, organisations, ("organisations", *scope.key), value),
    )


def by_group(material: Material) -> Table:
    """Planned against heard, people and organisations, survey and conversations."""
    rows = scopes(material)
    cells = [_group_row(material, scope) for scope in rows]
    sums: list[tuple[Cell, tuple[Cell, ...]]] = []
    for _, _, heard, _, people, organisations, survey, conversations in cells:
        sums += [(heard, (people, organisations)), (heard, (survey, conversations))]
    grouped: list[tuple[Cell, tuple[Cell, ...]]] = []
    place = {id(scope): number for number, scope in enumerate(rows)}
    for total, parts in reach.sums(material.group_tree, rows):
        for column in (2, 4, 5, 6, 7):
            line = tuple(cells[place[id(part)]][column] for part in parts)
            grouped.append((cells[place[id(total)]][column], line))
    silent = not_heard(material)
    made = table(
        "reach_by_group",
        "Who was heard, by stakeholder group",
        unit="respondents",
        base=number_of(cells[-1][2].number, "respondent"),
        base_of=[cells[-1][2]],
        columns=(
            Column("Stakeholder group", width=3),
            Column("Planned", Kind.COUNT),
            Column("Heard", Kind.COUNT, "respondents"),
            Column("Share of plan", Kind.SHARE, "respondents"),
            Column("People", Kind.COUNT, "people"),
            Column("Organisations", Kind.COUNT, "organisations", 1.2),
            Column("Survey", Kind.COUNT, "respondents"),
            Column("Conversations", Kind.COUNT, "respondents", 1.2),
        ),
        rows=cells,
        sums=sums,
        grouped=grouped,
        notes=(
            f"{_SILENT} {listed(silent)}." if silent else "",
            "" if sampled(material) else CHOSE,
            "A respondent may belong to several groups, and is counted once in every total.",
            "Conversations are workshops, interviews, meetings and correspondence.",
        ),
        drawing=_group_drawing(rows, cells),
    )
    return replace(made, finish=_without_silent)


_SILENT = "Nobody was heard from:"


def _without_silent(made: Table, known: Published) -> Table:
    """A finish: where noughts are hidden, nobody is named as not heard."""
    if not known.rule.hide_zero:
        return made
    return replace(made, notes=tuple(one for one in made.notes if not one.startswith(_SILENT)))


def _group_row(material: Material, scope: Scope) -> list[Cell]:
    heard, people, organisations = heads(material, scope)
    planned: Value = NOT_APPLICABLE
    reached: Cell = Cell(NOT_APPLICABLE)
    if scope.group_id and (scope.whole or scope.group_id not in material.group_tree.branches):
        wanted = material.groups[scope.group_id].planned
        planned = NOT_AVAILABLE if wanted is None else wanted
        reached = ratio([heard], wanted) if wanted else Cell(NOT_AVAILABLE)
    kinds = {activity.id: activity.kind.value for activity in material.activities}
    in_survey, in_conversation = reach.by_channel(material.who, material.responses, kinds)
    channels = (
        respondents(material.who, scope.mask & mask, (name, *scope.key), worth(scope))
        for name, mask in (("survey", in_survey), ("conversations", in_conversation))
    )
    name = Cell(scope_name(material, scope))
    return [name, Cell(planned), heard, reached, people, organisations, *channels]


def _group_drawing(rows: list[Scope], cells: list[list[Cell]]) -> Drawing:
    shown = [
        row for scope, row in zip(rows, cells, strict=True) if scope.group_id and not scope.whole
    ]
    return Drawing(
        ChartKind.STACKED,
        "Respondents by stakeholder group",
        tuple(str(row[0].value) for row in shown),
        (
            ("People", tuple(row[4] for row in shown), ""),
            ("Organisations", tuple(row[5] for row in shown), ""),
        ),
        "Bar chart: how many people and organisations were heard from each stakeholder group. "
        "The figures are in the table.",
        "Respondents",
    )


def by_activity(material: Material) -> Table:
    """Kind, date, invited, attended and responses; a rate only where the invited are known."""
    counted, total = responses_by_activity(material)
    blank = Cell(NOT_APPLICABLE)
    titles = tuple(activity.title for activity in material.activities)
    return table(
        "reach_by_activity",
        "How people took part",
        unit="responses",
        base=number_of(total.number, "response"),
        base_of=[total],
        columns=(
            Column("Activity", width=3),
            Column("Kind", width=1.3),
            Column("Date", width=1.3),
            Column("Invited", Kind.COUNT, "people"),
            Column("Attended", Kind.COUNT, "people"),
            Column("Responses", Kind.COUNT, "responses"),
            Column("Response rate", Kind.SHARE, "people"),
        ),
        rows=[
            *(_activity_row(*pair) for pair in zip(material.activities, counted, strict=True)),
            [Cell("All activities"), blank, blank, blank, blank, total, blank],
        ],
        sums=[(total, counted)],
        notes=(
            "A rate is given only where it is known how many were invited: those who attended, or "
            "else the responses, of those invited. An open survey has a count, never a rate; one sent "
            "to a list of people has a rate.",
        ),
        drawing=Drawing(
            ChartKind.BARS,
            "Responses by activity",
            titles,
            (("Responses", tuple(counted), ""),),
            "Bar chart: responses by activity. The figures are in the table.",
            "Responses",
        ),
    )


def responses_by_activity(material: Material) -> tuple[list[Cell], Cell]:
    """The responses of each activity, and all of them."""
    who = material.who
    ids = tuple(activity.id for activity in material.activities)
    given, heard = reach.by_activity(who, material.responses, ids)
    counted = [
        _response_cell(
            ("responses", "activity", activity_id),
            who.response_ids[given[:, number]].tolist(),
            by_people=bool(who.people_in(heard[:, number])),
        )
        for number, activity_id in enumerate(ids)
    ]
    anybody = not bool(who.organisation.all())
    return counted, _response_cell(
        ("responses", "all"), who.response_ids.tolist(), by_people=anybody
    )


def _response_cell(key: Key, response_ids: list[int], *, by_people: bool) -> Cell:
    """How many responses; `by_people` says that a person gave one of them."""
    count = len(response_ids)
    return Cell(count, key, count if by_people else 0, who=partial(tuple, response_ids))


def _activity_row(activity: Activity, responses: Cell) -> list[Cell]:
    key = ("attended", activity.id)
    attended = (
        Cell(NOT_AVAILABLE)
        if activity.attended is None
        else Cell(activity.attended, key, activity.attended)
    )
    survey = activity.kind is ActivityKind.SURVEY
    if survey:
        attended = Cell(NOT_APPLICABLE)
    came = responses if survey or activity.attended is None else attended
    if survey and not 0 < came.number <= (activity.invited or 0):
        rate = Cell(NOT_APPLICABLE)  # open to others than those invited: there is no list
    elif activity.invited:
        rate = replace(ratio([came], activity.invited), who=responses.who)
    else:
        rate = Cell(NOT_AVAILABLE)
    return [
        Cell(activity.title),
        Cell(activity.kind.value.capitalize()),
        Cell(day(activity.date) or NOT_AVAILABLE),
        Cell(NOT_AVAILABLE if activity.invited is None else activity.invited),
        attended,
        responses,
        rate,
    ]
