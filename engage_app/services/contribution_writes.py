"""What the actions of `contributing` write, piece by piece, inside one action."""

from collections.abc import Sequence
from datetime import UTC, datetime

from engage_app.domain.coding import Coding, CodingStatus, Origin
from engage_app.domain.contribution import Marks
from engage_app.errors import NotPossible
from engage_app.services.workspace import Workspace
from storage import codebook, drafts, redaction_moves
from storage import contributions as store
from storage.contributions import Captured
from storage.exercises import exercise as read_exercise
from storage.identifiers import new_uid
from storage.imports.rewording import NO_TONE, moved
from storage.trail import Action

BY_OFFICER = "officer"


def words(text: str) -> str:
    """What was typed, without blanks around it.

    Raises:
        NotPossible: nothing was.
    """
    if not text.strip():
        raise NotPossible("Nothing has been typed yet.", action="Type what was said, then Enter.")
    return text.strip()


def gone(what: str) -> NotPossible:
    """The sentence for something that a contribution refers to and that isn't there."""
    return NotPossible(
        f"That {what} is not in this exercise any more.", action=f"Choose another {what}."
    )


def check(workspace: Workspace, exercise_id: int, marks: Marks) -> None:
    """Check that what the marks refer to is in the exercise.

    Raises:
        NotPossible: something isn't.
    """
    connection = workspace.connection
    exercise = read_exercise(connection, exercise_id)
    if exercise is None:
        raise gone("activity")
    if store.elsewhere(connection, "stakeholder_group", marks.groups, exercise_id):
        raise gone("stakeholder group")
    if store.elsewhere(connection, "theme", marks.themes, exercise_id):
        raise gone("theme")
    codes = [position.code for position in exercise.positions]
    if marks.position is not None and marks.position not in codes:
        raise gone("position")


def captured(action: Action, comment_id: int) -> Captured:
    """A contribution that may be changed.

    Raises:
        NotPossible: it came with an import, where words are never changed, or it is gone.
    """
    found = store.captured(action.connection, comment_id)
    if found is None:
        raise NotPossible("That contribution is not there any more.")
    if not found.by_hand:
        raise NotPossible(
            "Only what was typed in Engage can be changed; an imported comment keeps its words."
        )
    return found


def add_response(
    action: Action, officer: str, exercise_id: int, activity_id: int, marks: Marks
) -> int:
    """A new speaker and their response; returns its id."""
    respondent = action.insert("respondent", {"uid": new_uid(), "exercise_id": exercise_id})
    return action.insert(
        "response",
        {
            "uid": new_uid(),
            "exercise_id": exercise_id,
            "respondent_id": respondent,
            "activity_id": activity_id,
            "position": marks.position,
            "position_origin": BY_OFFICER if marks.position else "",
            "captured_by": officer,
            "captured_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "table_name": marks.table.strip(),
        },
    )


def add_comment(
    action: Action, response_id: int, question_id: int, sort: int, text: str, *, quote: bool
) -> int:
    """The words; returns the comment's id."""
    row = {"uid": new_uid(), "response_id": response_id, "question_id": question_id}
    return action.insert("comment", {**row, "sort": sort, "text": text, "is_quote": int(quote)})


def stand(action: Action, response_id: int, position: str | None) -> None:
    """Record where a speaker stands."""
    origin = BY_OFFICER if position else ""
    action.update("response", response_id, {"position": position, "position_origin": origin})


def tag(action: Action, response_id: int, groups: Sequence[int]) -> None:
    """Put stakeholder groups on a response that it doesn't carry yet."""
    carried = {key for key, _ in _groups(action, response_id)}
    for group_id in dict.fromkeys(groups):
        if group_id not in carried:
            row = {"response_id": response_id, "group_id": group_id, "origin": BY_OFFICER}
            action.insert("response_group", row)


def code(action: Action, officer: str, comment_id: int, themes: Sequence[int]) -> None:
    """Put themes on a new comment."""
    for theme_id in dict.fromkeys(themes):
        action.insert("coding", _by_hand(officer, comment_id, theme_id))


def mark(action: Action, officer: str, comment_id: int, spoke: Captured, marks: Marks) -> None:
    """Make these the marks of a contribution that is there."""
    response_id = spoke.response_id
    stale = [key for key, _ in _groups(action, response_id) if key not in marks.groups]
    for group_id in stale:
        where = "response_id = ? AND group_id = ?"
        action.delete_where("response_group", where, [response_id, group_id])
    tag(action, response_id, marks.groups)
    action.update("response", response_id, {"table_name": marks.table.strip()})
    if marks.position != spoke.position:
        stand(action, response_id, marks.position)
    action.update("comment", comment_id, {"is_quote": int(marks.quote)})
    _recode(action, officer, comment_id, marks.themes)


def reword(action: Action, comment_id: int, old: str, new: str) -> None:
    """Other words; codings stay, a passage follows its words or becomes the whole comment."""
    if new == old:
        return
    for coding in _decided(action, comment_id):
        _put_passage(action, coding, old, new)
    redaction_moves.reworded(action, comment_id, old, new)
    action.update("comment", comment_id, {"text": new, **NO_TONE})


def share_codings(
    action: Action, comment_id: int, second_id: int, old: str, parts: tuple[str, str]
) -> None:
    """Codings of a comment that is two now: a passage stays with its words, a theme on all of it
    is on both."""
    first, second = parts
    redaction_moves.shared(action, comment_id, second_id, old, parts)
    for coding in _decided(action, comment_id):
        passage = coding.passage
        cut = old[passage.start : passage.end] if passage else ""
        if passage is None:
            action.insert("coding", {**_copied(coding), "comment_id": second_id})
            action.update("coding", coding.id, {"matches": ""})
        elif cut not in first and cut in second:
            action.update("coding", coding.id, {"comment_id": second_id})
            _put_passage(action, coding, old, second)
        else:
            _put_passage(action, coding, old, first)


def join_codings(action: Action, comment_id: int, into: int, offset: int) -> None:
    """Codings of a comment whose words now stand at `offset` of another; the same one twice is
    one, the accepted one."""
    redaction_moves.joined(action, comment_id, into, offset)
    there = {(one.theme_id, one.passage): one for one in _decided(action, into)}
    for coding in _decided(action, comment_id):
        same = there.get((coding.theme_id, coding.passage)) if coding.passage is None else None
        passage = coding.passage
        values = {
            "comment_id": into,
            "start": passage.start + offset if passage else None,
            "stop": passage.end + offset if passage else None,
            "matches": "",
        }
        if same is None:
            action.update("coding", coding.id, values)
        elif same.status is not CodingStatus.ACCEPTED and coding.status is CodingStatus.ACCEPTED:
            action.delete_by("coding", "id", [same.id])
            action.update("coding", coding.id, values)
        else:
            action.delete_by("coding", "id", [coding.id])


def drop_if_empty(action: Action, spoke: Captured) -> bool:
    """Take out a speaker of whom nothing is left; tells whether it was so."""
    if not store.is_empty(action.connection, spoke.response_id):
        return False
    action.delete_by("response_group", "response_id", [spoke.response_id])
    action.delete_by("response", "id", [spoke.response_id])
    others = "SELECT 1 FROM response WHERE respondent_id = ? LIMIT 1"
    if not action.connection.execute(others, [spoke.respondent_id]).fetchone():
        action.delete_by("contact_detail", "respondent_id", [spoke.respondent_id])
        action.delete_by("respondent", "id", [spoke.respondent_id])
    return True


def clear(action: Action, draft: tuple[str, str] | None) -> None:
    """Forget the draft that was filed, in the transaction that files it."""
    if draft is not None:
        drafts.clear(action.connection, *draft)


def _groups(action: Action, response_id: int) -> list[tuple[int, str]]:
    query = "SELECT group_id, origin FROM response_group WHERE response_id = ?"
    return action.connection.execute(query, [response_id]).fetchall()


def _recode(action: Action, officer: str, comment_id: int, themes: Sequence[int]) -> None:
    """Let these themes be on the whole comment, and take the others off as an officer would."""
    codings = codebook.codings_of(action.connection, comment_id)
    for coding in codings:
        if coding.status is not CodingStatus.ACCEPTED or coding.theme_id in themes:
            continue
        if coding.origin is Origin.OFFICER:
            action.delete_by("coding", "id", [coding.id])
        else:  # or the rule would bring it back
            action.update("coding", coding.id, {"status": CodingStatus.REJECTED})
    for theme_id in dict.fromkeys(themes):
        whole = [one for one in codings if one.theme_id == theme_id and one.passage is None]
        if any(one.status is CodingStatus.ACCEPTED for one in codings if one.theme_id == theme_id):
            continue
        if whole:
            by_hand = _by_hand(officer, comment_id, theme_id)
            values = {name: by_hand[name] for name in ("coder", "origin", "status")}
            action.update("coding", whole[0].id, values)
        else:
            action.insert("coding", _by_hand(officer, comment_id, theme_id))


def _decided(action: Action, comment_id: int) -> list[Coding]:
    """The codings of a comment whose words change. Open proposals of a rule go: what it finds in
    the new words is proposed when the rules are next applied."""
    codings = codebook.codings_of(action.connection, comment_id)
    open_ones = [
        one.id
        for one in codings
        if one.origin is Origin.RULE and one.status is CodingStatus.PROPOSED
    ]
    action.delete_by("coding", "id", open_ones)
    return [one for one in codings if one.id not in open_ones]


def _by_hand(officer: str, comment_id: int, theme_id: int) -> dict[str, object]:
    return {
        "uid": new_uid(),
        "comment_id": comment_id,
        "theme_id": theme_id,
        "coder": officer,
        "origin": Origin.OFFICER,
        "status": CodingStatus.ACCEPTED,
    }


def _copied(coding: Coding) -> dict[str, object]:
    facts = {"theme_id": coding.theme_id, "coder": coding.coder, "origin": coding.origin}
    return {"uid": new_uid(), **facts, "status": coding.status}


def _put_passage(action: Action, coding: Coding, old: str, new: str) -> None:
    passage = coding.passage
    start, stop = moved(passage.start, passage.end, old, new) if passage else (None, None)
    action.update("coding", coding.id, {"start": start, "stop": stop, "matches": ""})
