"""Tags on responses: stakeholder groups, place and position, by rule or by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from engage_app.domain.changes import Changes
from engage_app.errors import NotPossible
from engage_app.services.planning import exercise
from engage_app.services.workspace import Workspace
from storage import tagging as store
from storage.tagging import TagRule
from storage.trail import Action

BY_RULE = "rule"
BY_OFFICER = "officer"
FROM_QUESTION = "question"


@dataclass(frozen=True)
class Tags:
    """What one response is tagged with.

    Attributes:
        groups: (id of the group, origin), the origin BY_RULE or BY_OFFICER.
        position: a code of the position scale, or None.
        position_origin: FROM_QUESTION, BY_OFFICER or empty.
    """

    groups: tuple[tuple[int, str], ...] = ()
    place_id: int | None = None
    position: str | None = None
    position_origin: str = ""


def rules(workspace: Workspace, exercise_id: int) -> list[TagRule]:
    """The rules "answer X to question Q means …", in the order of questions and choices."""
    return store.rules(workspace.connection, exercise_id)


def set_group_rule(workspace: Workspace, choice_id: int, group_id: int | None) -> Changes:
    """Let an answer mean a stakeholder group (None: none), for the responses that are in too.

    Groups that an officer has put on a response by hand stay.

    Raises:
        NotPossible: the group is another exercise's.
    """
    connection = workspace.connection
    exercise_id = store.exercise_of_choice(connection, choice_id)
    with workspace.acting("change tagging rule", exercise_id) as action:
        if group_id is not None and store.exercise_of_group(connection, group_id) != exercise_id:
            raise _foreign("stakeholder group")
        responses = store.responses_with_choice(connection, choice_id)
        standing = [r for r in store.rules_of_choice(connection, choice_id) if r.kind == "group"]
        old = [rule for rule in standing if rule.group_id != group_id]
        action.delete_by("tag_rule", "id", [rule.id for rule in old])
        for rule in old:
            if rule.group_id is not None:
                kept = store.ruled_into(connection, rule.group_id)  # by another answer
                gone = [key for key in responses if key not in kept]
                _untag(action, gone, rule.group_id, origins=(BY_RULE,))
        if group_id is not None:
            if len(old) == len(standing):
                row = {"choice_id": choice_id, "kind": "group", "group_id": group_id}
                action.insert("tag_rule", row)
            _tag(action, responses, group_id, BY_RULE)
    return action.changes()


def set_position_rule(workspace: Workspace, choice_id: int, position: str | None) -> Changes:
    """Let an answer mean a position (None: none). Positions set by hand stay, and so do those
    that an earlier rule gives by another answer.

    Raises:
        NotPossible: the scale has no such position.
    """
    connection = workspace.connection
    exercise_id = store.exercise_of_choice(connection, choice_id)
    _check_position(workspace, exercise_id, position)
    with workspace.acting("change position rule", exercise_id) as action:
        old = [r for r in store.rules_of_choice(connection, choice_id) if r.kind == "position"]
        action.delete_by("tag_rule", "id", [rule.id for rule in old])
        if position is not None:
            row = {"choice_id": choice_id, "kind": "position", "position": position}
            action.insert("tag_rule", row)
        responses = store.responses_with_choice(connection, choice_id)
        facts = store.places_and_positions(connection, responses)
        free = [key for key, (_, _, origin) in facts.items() if origin != BY_OFFICER]
        action.update_many("response", _as_answered(workspace, free))
    return action.changes()


def tag(workspace: Workspace, response_ids: Sequence[int], group_id: int) -> Changes:
    """Put a stakeholder group on responses by hand; those that carry it stay as they are.

    Raises:
        NotPossible: the group is another exercise's.
    """
    with workspace.acting("tag responses") as action:
        _check_home(action, response_ids, "stakeholder_group", group_id)
        _tag(action, response_ids, group_id, BY_OFFICER)
    return action.changes()


def untag(workspace: Workspace, response_ids: Sequence[int], group_id: int) -> Changes:
    """Take a stakeholder group off responses.

    Raises:
        NotPossible: the group is another exercise's.
    """
    with workspace.acting("untag responses") as action:
        _check_home(action, response_ids, "stakeholder_group", group_id)
        _untag(action, response_ids, group_id, origins=(BY_RULE, BY_OFFICER))
    return action.changes()


def set_place(workspace: Workspace, response_ids: Sequence[int], place_id: int | None) -> Changes:
    """Set the place of responses; None takes it away.

    Raises:
        NotPossible: the place is another exercise's.
    """
    with workspace.acting("set place") as action:
        if place_id is not None:
            _check_home(action, response_ids, "place", place_id)
        action.update_many("response", {key: {"place_id": place_id} for key in response_ids})
    return action.changes()


def set_position(
    workspace: Workspace, response_ids: Sequence[int], position: str | None
) -> Changes:
    """Record by hand where respondents stand. None goes back to what their answer said.

    Raises:
        NotPossible: the scale has no such position, or the responses are of several exercises.
    """
    for first in response_ids[:1]:
        exercise_id = store.exercise_of_response(workspace.connection, first)
        _check_position(workspace, exercise_id, position)
    with workspace.acting("set position") as action:
        for first in response_ids[:1]:
            _check_home(action, response_ids, "response", first)
        by_hand = {"position": position, "position_origin": BY_OFFICER}
        changes = (
            dict.fromkeys(response_ids, by_hand)
            if position
            else _as_answered(workspace, response_ids)
        )
        action.update_many("response", changes)
    return action.changes()


def groups_of(workspace: Workspace, response_ids: Sequence[int]) -> set[int]:
    """The groups that any of these responses carries."""
    return {group for _, group in store.tags(workspace.connection, response_ids)}


def tags_of(workspace: Workspace, response_id: int) -> Tags:
    """The tags of one response; none of them where it isn't there any more."""
    connection = workspace.connection
    facts = store.places_and_positions(connection, [response_id])
    if response_id not in facts:
        return Tags()
    return Tags(tuple(store.groups_on(connection, response_id)), *facts[response_id])


def untagged(workspace: Workspace, exercise_id: int) -> list[int]:
    """The responses without a stakeholder group, in the order they came in."""
    return store.untagged(workspace.connection, exercise_id)


def heard(workspace: Workspace, exercise_id: int) -> dict[int, tuple[int, int]]:
    """By group: responses that carry it, responses that carry it or a group below it. Groups
    that nobody carries are left out."""
    return store.heard(workspace.connection, exercise_id)


def choice_counts(workspace: Workspace, question_id: int) -> dict[int, int]:
    """By choice of a closed question: the responses that gave it; choices of none are left out."""
    return store.choice_counts(workspace.connection, question_id)


def _as_answered(
    workspace: Workspace, response_ids: Sequence[int]
) -> dict[int, dict[str, str | None]]:
    """What the responses' own answers say of their position."""
    answered = store.answered_positions(workspace.connection, response_ids)
    return {
        key: {
            "position": answered.get(key),
            "position_origin": FROM_QUESTION if key in answered else "",
        }
        for key in response_ids
    }


def _tag(action: Action, response_ids: Sequence[int], group_id: int, origin: str) -> None:
    tagged = store.tags(action.connection, response_ids)
    action.insert_many(
        "response_group",
        ("response_id", "group_id", "origin"),
        (
            (key, group_id, origin)
            for key in dict.fromkeys(response_ids)
            if (key, group_id) not in tagged
        ),
    )


def _untag(
    action: Action, response_ids: Sequence[int], group_id: int, origins: tuple[str, ...]
) -> None:
    tagged = store.tags(action.connection, response_ids)
    gone = [
        key
        for (_, group), (key, origin) in tagged.items()
        if group == group_id and origin in origins
    ]
    action.delete_by("response_group", "id", gone)


def _check_home(action: Action, response_ids: Sequence[int], owner: str, key: int) -> None:
    if store.foreign(action.connection, response_ids, owner, key):
        raise _foreign(owner.replace("_", " "))


def _foreign(what: str) -> NotPossible:
    return NotPossible(
        f"That {what} belongs to another exercise of this workspace.",
        action="Choose one of the exercise that is open.",
    )


def _check_position(workspace: Workspace, exercise_id: int, position: str | None) -> None:
    if position is None:
        return
    steps = exercise(workspace, exercise_id).positions
    if position not in (step.code for step in steps):
        offered = ", ".join(step.code for step in steps if not step.retired)
        raise NotPossible(
            f"“{position}” is not on this exercise's position scale.",
            action=f"Choose one of: {offered}.",
        )
