"""By what methods people were engaged: one row for each, with its own units."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from analysis.respondents import Matrix
from engage_app.domain.activity import Activity, ActivityKind
from engage_app.domain.report import NOT_APPLICABLE, NOT_AVAILABLE, Column, Kind, Table
from engage_app.domain.scope import CHANNEL_NAMES
from engage_app.services.tables.categories import Category, keyed
from engage_app.services.tables.cells import MAIN, Cell, ratio, respondents, table
from engage_app.services.tables.material import Material
from engage_app.services.tables.reach import responses_by_activity
from engage_app.services.tables.wording import day, number_of
from storage import frames as stored

ANY = "All methods"
_SESSIONS = (ActivityKind.WORKSHOP, ActivityKind.INTERVIEW, ActivityKind.MEETING)


def by_method(material: Material) -> Table:
    """Dates, invited, attended, heard and usable, method by method; a rate only where there is a
    list of those invited."""
    kinds = [kind for kind in ActivityKind if _of(material, kind)]
    lines = [_Line(material, kind) for kind in kinds]
    whole = _Whole(material, lines)
    return table(
        "reach_by_method",
        "Who took part, by method",
        unit="people, organisations and responses, each counted apart",
        base=f"{number_of(whole.heard.number, 'respondent')}, "
        f"{number_of(whole.usable.number, 'usable submission')}",
        base_of=[whole.heard, whole.usable],
        columns=(
            Column("Method", width=1.6),
            Column("Activities", Kind.COUNT),
            Column("First day", width=1.4),
            Column("Last day", width=1.4),
            Column("Invited", Kind.COUNT, "people"),
            Column("Attended", Kind.COUNT, "people"),
            Column("Took part", Kind.COUNT, "respondents"),
            Column("People", Kind.COUNT, "people"),
            Column("Organisations", Kind.COUNT, "organisations", 1.3),
            Column("Usable submissions", Kind.COUNT, "responses", 1.3),
            Column("Response rate", Kind.SHARE, "people"),
        ),
        rows=[*(line.cells() for line in lines), whole.cells()],
        sums=[*(one for line in lines for one in line.sums()), *whole.sums(lines)],
        notes=(
            "Invited and attended are people who were asked and who came, counted there. Took part "
            "are the respondents of whom something is recorded: people, and organisations. A "
            "usable submission is a response with an answer, a position or a comment.",
            "A rate is given only where it is known for every activity of a method how many were "
            "invited: those who attended, or where nobody counted, those who took part. An open "
            "survey has a count, never a rate.",
            "Who took part by several methods is counted once in each, and once in all.",
        ),
    )


def usable(material: Material) -> Matrix:
    """Which responses hold something: an answer, a position or a comment. In the order of
    `material.who.response_ids`."""
    who = material.who
    given = material.answers.loc[material.answers["answered"], "response_id"].to_numpy()
    said = material.comment_responses["response_id"].to_numpy()
    held = material.responses["position"].notna().to_numpy()
    found: Matrix = np.isin(who.response_ids, given) | np.isin(who.response_ids, said) | held
    return found


def heard_by(material: Material, activity_ids: Sequence[int]) -> Matrix:
    """The respondents of some activities."""
    mask = np.zeros(len(material.who.ids), dtype=bool)
    there = np.isin(material.responses["activity_id"].to_numpy(), activity_ids)
    mask[material.who.of_response[there]] = True
    return mask


def _of(material: Material, kind: ActivityKind) -> list[Activity]:
    return [each for each in material.activities if each.kind is kind]


class _Line:
    """One method: its cells, and how they add up with those of other tables."""

    def __init__(self, material: Material, kind: ActivityKind) -> None:
        self.kind = kind
        self.activities = _of(material, kind)
        ids = [each.id for each in self.activities]
        who = material.who
        mask = heard_by(material, ids)
        known = keyed(material, Category(CHANNEL_NAMES[kind], mask, ("channel", kind.value)))
        self.heard = respondents(who, mask, known.key)
        self.in_groups = respondents(who, mask, ("survey", "all"))  # as in reach by group
        self.people = people_by(material, kind)
        self.organisations = respondents(
            who, mask & who.organisation, ("organisations by", kind.value)
        )
        there = np.isin(material.responses["activity_id"].to_numpy(), ids)
        self.usable = _submissions(material, usable(material) & there, kind.value)
        self.responses = _responses(material, self.activities)
        self.attended, self.attendances = _attended(self.activities)
        self.days = _days(material, self.activities)

    def cells(self) -> list[Cell]:
        """The row."""
        invited = [each.invited for each in self.activities]
        known = [each for each in invited if each is not None]
        all_known = len(known) == len(invited)
        session = self.kind in _SESSIONS
        first, last = self.days
        return [
            Cell(CHANNEL_NAMES[self.kind]),
            Cell(len(self.activities)),
            Cell(day(first) or NOT_AVAILABLE),
            Cell(day(last) or NOT_AVAILABLE),
            Cell(sum(known) if all_known else NOT_AVAILABLE),
            self.attended or Cell(NOT_AVAILABLE if session else NOT_APPLICABLE),
            self.heard,
            self.people,
            self.organisations,
            self.usable,
            self._rate(sum(known) if all_known else 0),
        ]

    def sums(self) -> list[tuple[Cell, Sequence[Cell]]]:
        """Within the row, and with what is printed of its activities: where everybody responded
        once, and said something, the one figure is the other."""
        found: list[tuple[Cell, Sequence[Cell]]] = [
            (self.heard, (self.people, self.organisations)),
            (self.heard, self.responses),
            (self.usable, self.responses),
        ]
        if self.kind is ActivityKind.SURVEY:
            found.append((self.in_groups, (self.heard,)))
        if self.attended and len(self.attendances) > 1:
            found.append((self.attended, self.attendances))
        return found

    def _rate(self, invited: int) -> Cell:
        came = self.attended or self.heard
        if not invited:
            return Cell(NOT_APPLICABLE if self.kind is ActivityKind.SURVEY else NOT_AVAILABLE)
        if came.number > invited:  # others than those invited came too: there is no list
            return Cell(NOT_APPLICABLE)
        return ratio([came], invited)


class _Whole:
    """All methods together."""

    def __init__(self, material: Material, lines: Sequence[_Line]) -> None:
        who = material.who
        everybody = np.ones(len(who.ids), dtype=bool)
        self.heard = respondents(who, everybody, ("respondents", "all"), MAIN)
        self.people = respondents(who, ~who.organisation, ("people", "all"), MAIN)
        self.organisations = respondents(who, who.organisation, ("organisations", "all"), MAIN)
        self.usable = _submissions(material, usable(material), "all", MAIN)
        self.activities = sum(len(line.activities) for line in lines)
        days = [one for line in lines for one in line.days if one]
        self.days = (min(days), max(days)) if days else ("", "")

    def cells(self) -> list[Cell]:
        """The row; units that can't be added are left out."""
        first, last = self.days
        blank = Cell(NOT_APPLICABLE)
        return [
            Cell(ANY),
            Cell(self.activities),
            Cell(day(first) or NOT_AVAILABLE),
            Cell(day(last) or NOT_AVAILABLE),
            blank,
            blank,
            self.heard,
            self.people,
            self.organisations,
            self.usable,
            blank,
        ]

    def sums(self, lines: Sequence[_Line]) -> list[tuple[Cell, Sequence[Cell]]]:
        """Over the methods, so long as nobody took part by two."""
        return [
            (self.heard, (self.people, self.organisations)),
            (self.heard, [line.heard for line in lines]),
            (self.people, [line.people for line in lines]),
            (self.organisations, [line.organisations for line in lines]),
            (self.usable, [line.usable for line in lines]),
        ]


def _submissions(material: Material, mask: Matrix, of: str, worth: int = 1) -> Cell:
    """The usable responses in a mask over responses."""
    who = material.who
    senders = np.zeros(len(who.ids), dtype=bool)
    senders[who.of_response[mask]] = True
    count = int(mask.sum())
    behind = partial(tuple, who.response_ids[mask].tolist())
    people = count if who.people_in(senders) else 0
    return Cell(count, ("usable", of), people, who=behind, worth=worth)


def _responses(material: Material, activities: Sequence[Activity]) -> list[Cell]:
    counted, _ = responses_by_activity(material)
    pairs = zip(material.activities, counted, strict=True)
    return [cell for activity, cell in pairs if activity in activities]


def people_by(material: Material, kind: ActivityKind) -> Cell:
    """The people who took part by a method."""
    who = material.who
    mask = heard_by(material, [each.id for each in _of(material, kind)])
    return respondents(who, mask & ~who.organisation, ("people by", kind.value))


def _attended(activities: Sequence[Activity]) -> tuple[Cell | None, list[Cell]]:
    """The heads counted at all activities, and at each; None unless all were counted."""
    each = [
        Cell(one.attended, ("attended", one.id), one.attended)
        for one in activities
        if one.attended is not None and one.kind is not ActivityKind.SURVEY
    ]
    if not each or len(each) < len(activities):
        return None, []
    if len(each) == 1:
        return each[0], each
    total = sum(cell.number for cell in each)
    return Cell(total, ("attended", activities[0].kind.value), total), each


def _days(material: Material, activities: Sequence[Activity]) -> tuple[str, str]:
    """The first and the last day: of the activities, and of what was submitted to a survey or
    sent in."""
    submitted = stored.submitted_between(material.connection, material.exercise_id)
    found = [each.date for each in activities if each.date]
    for each in activities:
        if each.kind not in _SESSIONS:
            found += [one for one in submitted.get(each.id, ()) if one]
    return (min(found), max(found)) if found else ("", "")
