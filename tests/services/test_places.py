"""Places: a tree that keeps its names apart, and says what uses it."""

import pytest
from building import Small, contents, made

from engage_app.errors import NotPossible
from engage_app.services import activities, places, planning
from engage_app.services import workspace as workspaces
from engage_app.services.places import PlaceUse
from storage.identifiers import derived_uid


def named(small: Small) -> dict[str, int | None]:
    """Each place with its parent."""
    listed = planning.places(small.workspace, small.exercise)
    return {place.name: place.parent_id for place in listed}


def add(small: Small, name: str, parent: int | None = None, level: str = "") -> int:
    return made(places.add_place(small.workspace, small.exercise, name, parent, level))


def test_places_make_a_tree_with_levels(small: Small) -> None:
    system = add(small, " Humber and North Yorkshire ", None, "system")
    place = add(small, "York", system, "place")
    add(small, "West York", place, "partnership")
    listed = planning.places(small.workspace, small.exercise)
    assert [(each.name, each.level) for each in listed[-3:]] == [
        ("Humber and North Yorkshire", "system"),
        ("York", "place"),
        ("West York", "partnership"),
    ]
    assert named(small)["West York"] == place


def test_a_place_named_alike_on_two_laptops_has_one_identifier(small: Small) -> None:
    """So that bringing captures together makes one of them; undone and redone it stays so."""
    key = add(small, "York")
    query = "SELECT uid FROM place WHERE id = ?"
    exercise = planning.exercise(small.workspace, small.exercise)
    expected = (derived_uid(exercise.uid, "York"),)
    assert small.workspace.connection.execute(query, [key]).fetchone() == expected
    places.edit_place(small.workspace, small.exercise, key, name="City of York", level="place")
    again = add(small, "York")
    assert small.workspace.connection.execute(query, [again]).fetchone() != expected


def test_a_name_is_given_once_in_an_exercise(small: Small) -> None:
    with pytest.raises(NotPossible, match="already a place called “north”"):
        add(small, "north")
    with pytest.raises(NotPossible, match="already a place called “South”"):
        places.edit_place(
            small.workspace, small.exercise, small.places["North"], name="South", level=""
        )
    with pytest.raises(NotPossible, match="needs a name"):
        add(small, " ")


def test_a_place_moves_and_never_below_itself(small: Small) -> None:
    north, south = small.places["North"], small.places["South"]
    places.move_place(small.workspace, small.exercise, south, north)
    assert named(small) == {"North": None, "South": north}
    with pytest.raises(NotPossible, match="below itself"):
        places.move_place(small.workspace, small.exercise, north, south)
    places.move_place(small.workspace, small.exercise, south, None, 0)
    assert list(named(small)) == ["South", "North"]


def test_use_counts_what_lies_below_too(small: Small) -> None:
    north, south = small.places["North"], small.places["South"]
    places.move_place(small.workspace, small.exercise, south, north)
    activities.edit_activity(small.workspace, small.activities["workshop"], place_id=south)
    used = places.usage(small.workspace, small.exercise)
    assert used == {north: PlaceUse(3, 1, 0), south: PlaceUse(1, 1, 0)}
    assert places.place_use(small.workspace, small.exercise, north) == used[north]


def test_a_place_in_use_goes_only_knowingly_and_comes_back(small: Small) -> None:
    north = small.places["North"]
    places.move_place(small.workspace, small.exercise, small.places["South"], north)
    before = contents(small.workspace)
    with pytest.raises(NotPossible, match="in use: by 3 responses"):
        places.remove_place(small.workspace, small.exercise, north)
    assert contents(small.workspace) == before

    places.remove_place(small.workspace, small.exercise, north, even_if_used=True)

    assert named(small) == {}
    assert workspaces.check(small.workspace) == []
    workspaces.undo(small.workspace)
    assert contents(small.workspace) == before
