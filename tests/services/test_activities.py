"""Activities: what can be said of them, a series, and when one may go."""

from dataclasses import replace

import pytest
from building import Small, contents, made

from engage_app.domain.activity import ActivityKind, AgendaItem, Every, series_dates
from engage_app.errors import NotPossible
from engage_app.services import activities, activity_parts, findings, planning
from engage_app.services import workspace as workspaces


@pytest.fixture
def hall(small: Small) -> int:
    """A workshop in the village hall, still to come."""
    return made(
        activities.add_activity(
            small.workspace,
            small.exercise,
            ActivityKind.WORKSHOP,
            "Village hall",
            date="2026-03-31",
            starts_at="18:00",
            ends_at="20:00",
            venue="The hall",
            place_id=small.places["North"],
            invited=30,
            notes="Bring the map.",
        )
    )


def test_every_detail_is_kept_and_each_change_can_be_undone(small: Small, hall: int) -> None:
    before = contents(small.workspace)
    activities.edit_activity(
        small.workspace, hall, title=" Town hall ", format="hybrid", attended=12, facilitator="Ann"
    )
    found = activities.contents(small.workspace, hall).activity
    assert (found.title, found.format, found.attended) == ("Town hall", "hybrid", 12)
    assert (found.venue, found.starts_at, found.notes) == ("The hall", "18:00", "Bring the map.")
    workspaces.undo(small.workspace)
    assert contents(small.workspace) == before


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"ends_at": "17:59"}, "can't end at 17:59, before it starts at 18:00"),
        ({"starts_at": "20:01"}, "can't end at 20:00"),
        ({"starts_at": "24:00"}, "“24:00” is not a time"),
        ({"date": "2026-02-30"}, "“2026-02-30” is not a date"),
        ({"attended": -1}, "between 0 and"),
        ({"invited": 10**30}, "between 0 and"),
        ({"place_id": 999}, "place is not in this exercise"),
        ({"title": "  "}, "needs a title"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    small: Small, hall: int, details: dict[str, object], said: str
) -> None:
    before = contents(small.workspace)
    with pytest.raises(NotPossible, match=said):
        activities.edit_activity(small.workspace, hall, **details)  # type: ignore[arg-type]
    assert contents(small.workspace) == before


def test_heads_are_counted_by_group_and_more_than_attended_is_said(small: Small, hall: int) -> None:
    residents, surgeries = small.groups["Residents"], small.groups["Surgeries"]
    activities.edit_activity(small.workspace, hall, attended=12)
    activity_parts.set_headcounts(small.workspace, hall, {residents: 9, surgeries: 2})
    assert activities.cautions(activities.contents(small.workspace, hall)) == []

    activity_parts.set_headcounts(small.workspace, hall, {residents: 14})

    found = activities.contents(small.workspace, hall)
    assert found.headcounts == {residents: 14}
    (said,) = activities.cautions(found)
    assert said.startswith("The heads counted by group add up to 14, more than the 12")
    workspaces.undo(small.workspace)
    assert activities.contents(small.workspace, hall).headcounts == {residents: 9, surgeries: 2}


def test_heads_of_another_exercise_are_refused(small: Small, hall: int) -> None:
    other = made(planning.add_exercise(small.workspace, "Other"))
    group = made(planning.add_group(small.workspace, other, "Theirs"))
    with pytest.raises(NotPossible, match="not in this exercise"):
        activity_parts.set_headcounts(small.workspace, hall, {group: 1})


def test_a_group_with_heads_counted_can_still_be_removed(small: Small, hall: int) -> None:
    activity_parts.set_headcounts(small.workspace, hall, {small.groups["Residents"]: 3})
    planning.remove_group(small.workspace, small.exercise, small.groups["Residents"])
    assert activities.contents(small.workspace, hall).headcounts == {}
    workspaces.undo(small.workspace)
    assert workspaces.check(small.workspace) == []
    assert activities.contents(small.workspace, hall).headcounts != {}


def test_organisations_present_are_a_set_of_names(small: Small, hall: int) -> None:
    names = ["Healthwatch", "  Age   UK ", "healthwatch", ""]
    activity_parts.set_organisations(small.workspace, hall, names)
    assert activities.contents(small.workspace, hall).organisations == ("Age UK", "healthwatch")

    activity_parts.set_organisations(small.workspace, hall, ["Mind", "Age UK"])

    assert activities.contents(small.workspace, hall).organisations == ("Age UK", "Mind")
    uids = "SELECT uid FROM activity_organisation WHERE name = 'Mind'"
    (before,) = small.workspace.connection.execute(uids).fetchone()
    activity_parts.set_organisations(small.workspace, hall, [])
    activity_parts.set_organisations(small.workspace, hall, ["Mind"])
    assert small.workspace.connection.execute(uids).fetchone() == (before,)


def test_the_agenda_keeps_its_items_when_their_order_changes(small: Small, hall: int) -> None:
    items = [AgendaItem(0, "Welcome", 10), AgendaItem(0, "Tables")]
    activity_parts.set_agenda(small.workspace, hall, items)
    welcome, tables = activities.contents(small.workspace, hall).agenda

    activity_parts.set_agenda(
        small.workspace, hall, [replace(tables, minutes=40), welcome, AgendaItem(0, "Close")]
    )

    found = activities.contents(small.workspace, hall).agenda
    assert [(item.title, item.minutes) for item in found] == [
        ("Tables", 40),
        ("Welcome", 10),
        ("Close", None),
    ]
    assert [item.id for item in found][:2] == [tables.id, welcome.id]
    with pytest.raises(NotPossible, match="needs a title"):
        activity_parts.set_agenda(small.workspace, hall, [AgendaItem(0, " ")])


def test_a_series_copies_details_venue_and_agenda_but_no_heads(small: Small, hall: int) -> None:
    activity_parts.set_agenda(small.workspace, hall, [AgendaItem(0, "Welcome", 10)])
    activity_parts.set_headcounts(small.workspace, hall, {small.groups["Residents"]: 3})
    activities.edit_activity(small.workspace, hall, attended=3)
    before = contents(small.workspace)

    changes = activities.duplicate(
        small.workspace, hall, series_dates("2026-03-31", Every.MONTH, 2)
    )

    listed = planning.activities(small.workspace, small.exercise)
    halls = [each for each in listed if each.title == "Village hall"]
    assert [each.date for each in halls] == ["2026-03-31", "2026-04-30", "2026-05-31"]
    assert changes.created == halls[1].id
    copy = activities.contents(small.workspace, halls[2].id)
    assert (copy.activity.venue, copy.activity.starts_at) == ("The hall", "18:00")
    assert copy.activity.place_id == small.places["North"]
    assert (copy.activity.invited, copy.activity.attended, copy.activity.notes) == (None, None, "")
    assert copy.headcounts == {}
    assert [(item.title, item.minutes) for item in copy.agenda] == [("Welcome", 10)]
    workspaces.undo(small.workspace)
    assert contents(small.workspace) == before


@pytest.mark.parametrize(
    ("every", "wanted"),
    [
        (Every.WEEK, ["2026-02-07", "2026-02-14"]),
        (Every.FORTNIGHT, ["2026-02-14", "2026-02-28"]),
        (Every.MONTH, ["2026-02-28", "2026-03-31"]),
    ],
)
def test_dates_of_a_series(every: Every, wanted: list[str]) -> None:
    assert series_dates("2026-01-31", every, 2) == wanted


@pytest.mark.parametrize("dates", [[], ["2026-01-01"] * 201])
def test_a_series_of_none_or_too_many_is_refused(small: Small, hall: int, dates: list[str]) -> None:
    with pytest.raises(NotPossible, match="1 to 200"):
        activities.duplicate(small.workspace, hall, dates)


def test_an_activity_with_responses_stays_and_a_sentence_says_why(small: Small) -> None:
    before = contents(small.workspace)
    with pytest.raises(NotPossible, match="“Workshop” holds 2 responses, so it can't be removed"):
        activities.remove_activity(small.workspace, small.activities["workshop"])
    assert contents(small.workspace) == before


def test_an_activity_goes_with_what_was_planned_for_it_and_comes_back(
    small: Small, hall: int
) -> None:
    activity_parts.set_agenda(small.workspace, hall, [AgendaItem(0, "Welcome")])
    activity_parts.set_organisations(small.workspace, hall, ["Mind"])
    activity_parts.set_headcounts(small.workspace, hall, {small.groups["Residents"]: 3})
    before = contents(small.workspace)
    assert activities.what_goes(small.workspace, hall) == (
        "the heads counted, the organisations present and its agenda"
    )

    activities.remove_activity(small.workspace, hall)

    with pytest.raises(NotPossible, match="no longer in this workspace"):
        activities.contents(small.workspace, hall)
    assert workspaces.check(small.workspace) == []
    workspaces.undo(small.workspace)
    assert contents(small.workspace) == before


def test_reach_shows_who_was_invited_and_came(small: Small, hall: int) -> None:
    """The report's table of activities reads the numbers entered here."""
    activities.edit_activity(small.workspace, hall, attended=15)
    table = findings.finding(small.workspace, small.exercise, "reach_by_activity")
    row = next(row for row in table.rows if row[0] == "Village hall")
    assert 30 in row
    assert 15 in row
