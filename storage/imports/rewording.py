"""Comments in whose place a respondent's own later answer comes.

Words are never changed by anyone else. The old ones stay in the audit trail; what was decided
about them is to be looked at again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage import redaction_moves
from storage.imports.identities import comment_uids, uid_of
from storage.imports.undoing import remove_dependents
from storage.rows import read_rows
from storage.trail import Action

NO_TONE = {"sentiment": None, "compound": None, "corrected_sentiment": None}
"""What is known of the tone of words that are others now."""


@dataclass(frozen=True)
class Rewording:
    """What a response says to a question now.

    Attributes:
        sort: among the comments of the response.
        text: empty where nothing is said any more.
    """

    response_id: int
    question_id: int
    sort: int
    text: str


def reword(action: Action, rewordings: Sequence[Rewording]) -> None:
    """Put the new words in the place of the old ones.

    Accepted codings become proposals; a passage follows its words, or becomes the whole comment
    where they are gone. Sentiment is cleared. A comment that is blank now goes with its codings.
    """
    reworded: dict[int, Mapping[str, Any]] = {}
    opened: dict[int, Mapping[str, Any]] = {}
    for new in rewordings:
        row = action.connection.execute(
            "SELECT id, text FROM comment WHERE response_id = ? AND question_id = ?"
            " ORDER BY sort, id LIMIT 1",
            [new.response_id, new.question_id],
        ).fetchone()
        if row is None:
            if new.text:
                action.insert("comment", {"uid": _uid(action, new), **vars(new)})
        elif not new.text:
            remove_dependents(action, "comment", "SELECT ?", [row[0]], set())
            action.delete_by("comment", "id", [row[0]])
        else:
            reworded[row[0]] = {"text": new.text, **NO_TONE}
            opened.update(_opened(action, row[0], row[1], new.text))
            redaction_moves.reworded(action, row[0], row[1], new.text)
    action.update_many("comment", reworded)
    action.update_many("coding", opened)


def _uid(action: Action, new: Rewording) -> str:
    """As the comment would have been called had it been in the first export."""
    response = uid_of(action.connection, "response", new.response_id)
    about = [(new.response_id, new.question_id)]
    return comment_uids(action.connection, {new.response_id: response}, about)[0]


def _opened(action: Action, comment_id: int, old: str, new: str) -> dict[int, Mapping[str, Any]]:
    codings = read_rows(
        action.connection,
        "SELECT id, start, stop, status FROM coding WHERE comment_id = ?",
        [comment_id],
    )
    changes: dict[int, Mapping[str, Any]] = {}
    for coding in codings:
        start, stop = moved(coding["start"], coding["stop"], old, new)
        status = "proposed" if coding["status"] == "accepted" else coding["status"]
        # Where a rule's words were found is known again when the rules are next applied.
        changes[coding["id"]] = {"status": status, "start": start, "stop": stop, "matches": ""}
    return changes


def moved(start: int | None, stop: int | None, old: str, new: str) -> tuple[int | None, int | None]:
    """Where a passage's words are now: where they were, or where they occur just once."""
    if start is None or stop is None:
        return None, None
    words = old[start:stop]
    if new[start:stop] == words:
        return start, stop
    if new.count(words) == 1:
        found = new.index(words)
        return found, found + len(words)
    return None, None
