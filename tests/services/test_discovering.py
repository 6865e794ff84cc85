"""New themes in a workspace: found among what is uncoded, made in one step, proposed for review."""

import pytest
from building import Small, add_response, contents

from engage_app.domain.coding import CodingStatus
from engage_app.errors import NotPossible
from engage_app.services import browsing, codebook, coding, discovering
from engage_app.services import workspace as workspaces

BUSES = (
    "There is no bus to the clinic",
    "The bus stops at six, and none on Sunday don't run",
    "I come by bus, and the bus is late",
    "Two trips by bus each way, with a pram",
)
DOORS = ("The doors are heavy", "Heavy doors again", "The door is heavy for me") * 4


@pytest.fixture
def heard(small: Small) -> Small:
    """Some people speak of buses, which have no theme; what others say of doors is coded."""
    with small.workspace.acting("bring in responses", small.exercise) as action:
        for text in BUSES:
            add_response(action, small, view=text)
        doors = [add_response(action, small, view=text)[1][0] for text in DOORS]
    coding.add_coding(small.workspace, doors, small.themes["Access"])
    return small


def test_what_has_no_theme_is_found(heard: Small) -> None:
    found = discovering.find(heard.workspace, heard.exercise)
    assert (found.uncoded, found.coded) == (9, 12)
    buses = next(group for group in found.groups if "bus" in group.words)
    rows = browsing.comment_rows(heard.workspace, buses.comments)
    assert {row.text for row in rows} >= set(BUSES)
    assert not any("doors" in group.words for group in found.groups)


def test_a_theme_made_of_a_group_is_proposed_and_one_step_of_undo(heard: Small) -> None:
    workspace = heard.workspace
    found = discovering.find(workspace, heard.exercise)
    buses = next(group for group in found.groups if "bus" in group.words)
    before = contents(workspace)
    made = discovering.make_theme(workspace, heard.exercise, "Buses", buses.comments, buses.words)
    assert made.count == len(buses.comments)
    named = {theme.id: theme for theme in codebook.themes(workspace, heard.exercise)}
    assert made.created is not None
    assert named[made.created].name == "Buses"
    (one,) = browsing.comment_detail(workspace, buses.comments[0]).codings
    assert one.status is CodingStatus.PROPOSED
    assert one.matches
    standing = contents(workspace)["coding"]
    coding.apply_rules(workspace, heard.exercise)
    assert set(standing) <= set(contents(workspace)["coding"])  # its keywords propose the same
    workspaces.undo(workspace)
    workspaces.undo(workspace)
    assert contents(workspace) == before


def test_a_name_that_is_taken_is_refused_and_nothing_is_made(heard: Small) -> None:
    found = discovering.find(heard.workspace, heard.exercise)
    group = found.groups[0]
    before = contents(heard.workspace)
    with pytest.raises(NotPossible):
        discovering.make_theme(
            heard.workspace, heard.exercise, "trust", group.comments, group.words
        )
    assert contents(heard.workspace) == before
