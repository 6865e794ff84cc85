"""Campaigns in a workspace: found, coded once for all, forgotten where words change."""

import pytest
from building import Small, add_response, contents

from engage_app.domain.filters import CommentFilter
from engage_app.services import browsing, campaigning
from engage_app.services import workspace as workspaces

TEXT = (
    "Please keep the walk-in clinic on Mill Street open at weekends, because there is no bus to the"
    " hospital on a Sunday and carers cannot leave home for long"
)


@pytest.fixture
def campaign(small: Small) -> list[int]:
    """Four people send the same text, two of them with words of their own; the ids of comments."""
    sent = (TEXT, f"Dear all. {TEXT}. Thank you.", TEXT.upper(), f"{TEXT}. I have used it often.")
    with small.workspace.acting("bring in responses", small.exercise) as action:
        return [add_response(action, small, view=text)[1][0] for text in sent]


def test_near_copies_are_one_campaign(small: Small, campaign: list[int]) -> None:
    workspace = small.workspace
    assert campaigning.due(workspace, small.exercise)
    assert campaigning.find(workspace, small.exercise) == 1
    assert not campaigning.due(workspace, small.exercise)
    (one,) = campaigning.campaigns(workspace, small.exercise)
    assert (one.comments, one.senders, one.coded) == (4, 4, 0)
    assert {member.id for member in campaigning.members(workspace, one.id)} == set(campaign)
    behind = CommentFilter(campaign=one.id)
    assert browsing.comment_ids(workspace, small.exercise, behind) == campaign


def test_a_campaign_is_coded_once_for_all(small: Small, campaign: list[int]) -> None:
    workspace = small.workspace
    campaigning.find(workspace, small.exercise)
    before = contents(workspace)
    campaigning.code_all(
        workspace, campaigning.campaign_of(workspace, campaign[0]), small.themes["Trust"]
    )
    assert [row.themes for row in browsing.comment_rows(workspace, campaign)] == [("Trust",)] * 4
    (one,) = campaigning.campaigns(workspace, small.exercise)
    assert one.coded == 4
    workspaces.undo(workspace)
    assert contents(workspace) == before


def test_a_comment_that_goes_leaves_its_campaign(small: Small, campaign: list[int]) -> None:
    workspace = small.workspace
    campaigning.find(workspace, small.exercise)
    with workspace.acting("reword") as action:
        action.update("comment", campaign[0], {"text": "Something else altogether"})
    assert campaigning.campaign_of(workspace, campaign[0]) == 0
    assert campaigning.due(workspace, small.exercise)
