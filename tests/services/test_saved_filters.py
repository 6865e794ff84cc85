"""Filters under a name: as they were, and honest about what is no longer there."""

import pytest
from building import Small, contents, made

from engage_app.domain.coding import Sentiment
from engage_app.domain.filters import CodingState, CommentFilter, Noted
from engage_app.errors import NotPossible
from engage_app.services import codebook, saved_filters
from engage_app.services import workspace as workspaces


def everything(small: Small) -> CommentFilter:
    return CommentFilter(
        words='"car park" par*',
        state=CodingState.RECODE,
        theme_id=small.themes["Parking"],
        group_id=small.groups["Residents"],
        place_id=small.places["North"],
        activity_id=small.activities["survey"],
        question_id=small.questions["view"],
        position="concern",
        sentiment=Sentiment.NEGATIVE,
        noted=Noted.MEMO,
        in_campaign=False,
        coder="Ann",
        personal=True,
    )


def test_a_filter_comes_back_as_it_was_saved(small: Small) -> None:
    wanted = everything(small)
    key = made(saved_filters.save(small.workspace, small.exercise, " Ours ", wanted))

    (found,) = saved_filters.listed(small.workspace, small.exercise)
    assert (found.id, found.name, found.wanted, found.missing) == (key, "Ours", wanted, ())
    assert type(found.wanted.state) is CodingState


def test_one_of_the_same_name_becomes_the_new_one(small: Small) -> None:
    first = made(saved_filters.save(small.workspace, small.exercise, "A", CommentFilter()))
    again = saved_filters.save(small.workspace, small.exercise, "A", CommentFilter(words="bus"))

    (found,) = saved_filters.listed(small.workspace, small.exercise)
    assert (again.created, found.wanted.words) == (first, "bus")


def test_a_theme_and_a_step_that_are_gone_are_told_and_not_asked_for(small: Small) -> None:
    wanted = CommentFilter(theme_id=small.themes["Trust"], position="fury", words="bus")
    saved_filters.save(small.workspace, small.exercise, "A", wanted)
    codebook.remove_theme(small.workspace, small.exercise, small.themes["Trust"])

    (found,) = saved_filters.listed(small.workspace, small.exercise)
    assert found.wanted == CommentFilter(words="bus")
    assert found.missing == ("the theme “Trust”", "a position")


def test_what_lay_behind_a_figure_on_that_day_is_not_kept(small: Small) -> None:
    wanted = CommentFilter(response_ids=(1, 2), response_ids_title="Trust", words="bus")
    saved_filters.save(small.workspace, small.exercise, "A", wanted)

    (found,) = saved_filters.listed(small.workspace, small.exercise)
    assert found.wanted == CommentFilter(words="bus")


def test_renaming_and_removing_are_undone_after_a_restart(small: Small) -> None:
    key = made(saved_filters.save(small.workspace, small.exercise, "A", CommentFilter()))
    before = contents(small.workspace)
    saved_filters.rename(small.workspace, small.exercise, key, "B")
    saved_filters.remove(small.workspace, small.exercise, key)
    assert saved_filters.listed(small.workspace, small.exercise) == []

    again = workspaces.open_workspace(small.workspace.path)
    workspaces.undo(again)
    assert [each.name for each in saved_filters.listed(again, small.exercise)] == ["B"]
    workspaces.undo(again)
    assert contents(again) == before
    again.close()


def test_a_name_is_needed_and_names_one_filter(small: Small) -> None:
    workspace, exercise = small.workspace, small.exercise
    saved_filters.save(workspace, exercise, "A", CommentFilter())
    other = made(saved_filters.save(workspace, exercise, "B", CommentFilter()))

    for refused in ("", "  ", "A"):
        with pytest.raises(NotPossible):
            saved_filters.rename(workspace, exercise, other, refused)
    with pytest.raises(NotPossible):
        saved_filters.save(workspace, exercise, " ", CommentFilter())
