"""Redactions of comments whose words change: what was covered stays covered, wherever it is now."""

from collections.abc import Iterator, Mapping, Sequence

from engage_app.domain.coding import Span
from engage_app.domain.redaction import Redaction, RedactionStatus
from storage.covered_words import Place, noted, places
from storage.redactions import as_row, look_again, of_comment
from storage.trail import Action


def reworded(action: Action, comment_id: int, old: str, new: str) -> None:
    """The words of a comment are `new` now.

    An accepted redaction goes to every place where its words still are; where only some of them
    are left (a surname that was shortened), those stay covered. What is nowhere any more goes.
    The comment is looked through again with the next search.
    """
    if old == new:
        return
    redactions = of_comment(action.connection, comment_id)
    _make(action, comment_id, redactions, _wanted(action, comment_id, redactions, old, new))
    look_again(action.connection, comment_id)


def shared(
    action: Action, comment_id: int, second_id: int, old: str, parts: tuple[str, str]
) -> None:
    """A comment is two now, with these words: each keeps the redactions of its own."""
    redactions = of_comment(action.connection, comment_id)
    first, second = parts
    _make(action, second_id, [], _wanted(action, comment_id, redactions, old, second))
    _make(action, comment_id, redactions, _wanted(action, comment_id, redactions, old, first))
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


def _wanted(
    action: Action, comment_id: int, redactions: list[Redaction], old: str, new: str
) -> dict[Place, Redaction]:
    """What the new words are to bear, by place; an accepted one wins over others."""
    words = noted(action.connection, comment_id)
    wanted: dict[Place, Redaction] = {}
    for each in sorted(redactions, key=lambda one: one.status is RedactionStatus.ACCEPTED):
        wanted.update(dict.fromkeys(_places(each, words, old, new), each))
    return wanted


def _places(
    redaction: Redaction, noted: Mapping[Place, Sequence[str]], old: str, new: str
) -> Iterator[Place]:
    span = redaction.span
    made_for = noted.get((span.start, span.end), [])
    accepted = redaction.status is RedactionStatus.ACCEPTED
    yield from places(old[span.start : span.end], new, parts=accepted and not made_for)
    for words in made_for:
        yield from places(words, new, parts=accepted)


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
