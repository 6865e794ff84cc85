"""Redactions of comments whose words change: what was covered stays covered, wherever it is now."""

import re
from collections.abc import Iterator

from engage_app.domain.coding import Span
from engage_app.domain.redaction import Redaction, RedactionStatus
from storage.redactions import as_row, look_again, of_comment
from storage.trail import Action

_SHORTEST_PART = 3  # letters of a part of a name that is looked for by itself

Place = tuple[int, int]


def reworded(action: Action, comment_id: int, old: str, new: str) -> None:
    """The words of a comment are `new` now.

    An accepted redaction goes to every place where its words still are; where only some of them
    are left (a surname that was shortened), those stay covered. What is nowhere any more goes.
    The comment is looked through again with the next search.
    """
    if old == new:
        return
    redactions = of_comment(action.connection, comment_id)
    _make(action, comment_id, redactions, _wanted(redactions, old, new))
    look_again(action.connection, comment_id)


def shared(
    action: Action, comment_id: int, second_id: int, old: str, parts: tuple[str, str]
) -> None:
    """A comment is two now, with these words: each keeps the redactions of its own."""
    redactions = of_comment(action.connection, comment_id)
    first, second = parts
    _make(action, second_id, [], _wanted(redactions, old, second))
    _make(action, comment_id, redactions, _wanted(redactions, old, first))
    for key in (comment_id, second_id):
        look_again(action.connection, key)


def joined(action: Action, comment_id: int, into: int, offset: int) -> None:
    """The words of a comment stand at `offset` of another one now."""
    moving = {
        (each.span.start + offset, each.span.end + offset): each
        for each in of_comment(action.connection, comment_id)
    }
    _make(action, comment_id, of_comment(action.connection, comment_id), {})
    there = {(each.span.start, each.span.end): each for each in of_comment(action.connection, into)}
    _make(action, into, list(there.values()), {**there, **moving})


def _wanted(redactions: list[Redaction], old: str, new: str) -> dict[Place, Redaction]:
    """What the new words are to bear, by place; an accepted one wins over others."""
    wanted: dict[Place, Redaction] = {}
    for each in sorted(redactions, key=lambda one: one.status is RedactionStatus.ACCEPTED):
        wanted.update(dict.fromkeys(_places(each, old, new), each))
    return wanted


def _places(redaction: Redaction, old: str, new: str) -> Iterator[Place]:
    span = redaction.span
    words = old[span.start : span.end]
    if not words.strip():
        return
    whole = list(_found(words, new))
    yield from whole
    if redaction.status is RedactionStatus.ACCEPTED and not whole:
        for part in re.findall(r"[^\W_]+", words):
            if len(part) >= _SHORTEST_PART:
                yield from _found(part, new)


def _found(words: str, text: str) -> Iterator[Place]:
    """Where words stand in a text, as words of their own and in any letters."""
    pattern = re.compile(rf"(?<![^\W_]){re.escape(words)}(?![^\W_])", re.IGNORECASE)
    yield from (found.span() for found in pattern.finditer(text))


def _make(
    action: Action, comment_id: int, there: list[Redaction], wanted: dict[Place, Redaction]
) -> None:
    """Let a comment have these redactions and no others."""
    standing = {(each.span.start, each.span.end): each for each in there}
    action.delete_by(
        "redaction", "id", [one.id for place, one in standing.items() if place not in wanted]
    )
    for place, redaction in wanted.items():
        if place not in standing:
            action.insert("redaction", as_row(comment_id, Span(*place), redaction))
        elif standing[place].status is not redaction.status:
            action.update("redaction", standing[place].id, {"status": redaction.status})
