"""Comparing two coders of a sample, and settling what differs.

The first coder's themes are kept as they stand when the two are compared: settling changes
codings, and the agreement stays what it was before.
"""

from collections.abc import Collection

from engage_app.domain.changes import Changes
from engage_app.domain.coding import CodingStatus, Origin
from engage_app.domain.second_coding import Disagreement, Sample
from engage_app.errors import NotPossible
from engage_app.services import browsing
from engage_app.services.sampling import comments, row, sample
from engage_app.services.workspace import Workspace
from storage import codebook as codings
from storage import second_coding as store
from storage.identifiers import new_uid
from storage.trail import Action


def to_compare(workspace: Workspace, sample_id: int) -> int:
    """How many comments are done and not compared yet."""
    found = comments(workspace, sample_id)
    return sum(each.done and not each.compared for each in found)


def compare(workspace: Workspace, sample_id: int) -> Changes:
    """Keep the first coder's themes of all that is done as they stand now.

    From here on the agreement doesn't change, whatever is settled or recoded; and what was
    compared can't be coded again by the second coder, who may have seen it. Undoable.
    """
    given = sample(workspace, sample_id)
    exercise_id = store.exercise_of(workspace.connection, sample_id)
    with workspace.acting("compare codings", exercise_id) as action:
        _keep(action, given)
    return action.changes()


def disagreements(workspace: Workspace, sample_id: int) -> list[Disagreement]:
    """The comments to which the two put different themes, in the order they were drawn; of what
    was compared only: everything else the second coder may still change."""
    connection = workspace.connection
    first = store.kept_themes(connection, sample_id)
    second = store.second_themes(connection, sample_id)
    standing = store.standing_themes(connection, sample_id)
    settled = store.settled_comments(connection, sample_id)
    drawn = [each.comment_id for each in comments(workspace, sample_id)]
    unlike = [key for key in drawn if key in first and first[key] != set(second.get(key, ()))]
    return [
        Disagreement(
            comment_id=row.id,
            question=row.question,
            text=row.text,
            first=first[row.id],
            second=frozenset(second.get(row.id, ())),
            standing=standing.get(row.id, frozenset()),
            settled=row.id in settled,
        )
        for row in browsing.comment_rows(workspace, unlike)
    ]


def settle(
    workspace: Workspace, sample_id: int, comment_id: int, theme_ids: Collection[int]
) -> Changes:
    """Decide on the themes in which two coders differ: those among `theme_ids` are put on the
    comment, as the officer's coding, and the others are taken off. May be done again otherwise.

    Raises:
        NotPossible: the comment isn't in the sample, or the second coder hasn't finished it.
    """
    given = sample(workspace, sample_id)
    row_id, how_far = row(workspace, sample_id, comment_id)
    if not how_far.done:
        raise NotPossible(
            f"{given.coder} hasn't finished that comment.", action="Settle it when it is done."
        )
    exercise_id = store.exercise_of(workspace.connection, sample_id)
    with workspace.acting("settle disagreement", exercise_id) as action:
        _keep(action, given)
        connection = action.connection
        first = store.kept_themes(connection, sample_id).get(comment_id, frozenset())
        second = store.second_themes(connection, sample_id).get(comment_id, ())
        for theme_id in sorted(first.symmetric_difference(second)):
            if theme_id in theme_ids:
                _put(action, workspace.officer, comment_id, theme_id)
            else:
                _take_off(action, comment_id, theme_id)
        action.update("sample_comment", row_id, {"settled": 1})
    return action.changes()


def _keep(action: Action, given: Sample) -> None:
    first = store.standing_themes(action.connection, given.id, but=given.coder)
    action.update_many("sample_comment", store.to_keep(action.connection, given.id, first))


def _put(action: Action, officer: str, comment_id: int, theme_id: int) -> None:
    """Let the theme count for the comment, as an officer's decision."""
    there = [
        each
        for each in codings.codings_of(action.connection, comment_id)
        if each.theme_id == theme_id
    ]
    if any(each.status is CodingStatus.ACCEPTED for each in there):
        return
    by_hand = {"coder": officer, "origin": Origin.OFFICER, "status": CodingStatus.ACCEPTED}
    whole = next((each for each in there if each.passage is None), None)
    if whole is not None:
        action.update("coding", whole.id, {**by_hand, "matches": ""})
    else:
        keys = {"uid": new_uid(), "comment_id": comment_id, "theme_id": theme_id}
        action.insert("coding", {**keys, **by_hand})


def _take_off(action: Action, comment_id: int, theme_id: int) -> None:
    """Take the theme off the comment and its passages; what a rule or suggestion put forward is
    rejected, so that it doesn't come back."""
    there = [
        each
        for each in codings.codings_of(action.connection, comment_id)
        if each.theme_id == theme_id and each.status is not CodingStatus.REJECTED
    ]
    officers = [each.id for each in there if each.origin is Origin.OFFICER]
    rejected = {"status": CodingStatus.REJECTED}
    action.update_many(
        "coding", {each.id: rejected for each in there if each.origin is not Origin.OFFICER}
    )
    action.delete_by("coding", "id", officers)
