"""Which of our comments a text from another program is.

A program hands back our identifiers, or at least our words under our name. Where it hands back each
comment by itself, the words decide, and comments of the same words are taken in their order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from engage_app.domain.coding import Span
from engage_app.domain.sharing import (
    BETWEEN_COMMENTS,
    SharedCoding,
    SharedComment,
    SharedResponse,
    as_one_text,
)
from engage_app.services.sharing import OurComment, OurResponse

Match = list[tuple[int, Sequence[SharedCoding]]]
"""Comments of ours, by id, and what another program put on them."""
Key = TypeVar("Key")


class Matcher:
    """Finds responses again, each once."""

    def __init__(self, ours: Sequence[OurResponse]) -> None:
        from storage.exchange.refi_project import text_key

        self._by_key = {text_key(each.uid): each for each in ours} | {
            each.uid: each for each in ours
        }
        self._by_text: dict[str, list[OurResponse]] = {}
        self._by_uid = {comment.shared.key: comment for each in ours for comment in each.comments}
        self._by_words: dict[tuple[str, str], list[tuple[OurResponse, OurComment]]] = {}
        for each in ours:
            whole = _plain(as_one_text(comment.shared for comment in each.comments))
            self._by_text.setdefault(whole, []).append(each)
            for comment in each.comments:
                said = _plain(comment.shared.text)
                for question in (_plain(comment.shared.question), ""):
                    self._by_words.setdefault((question, said), []).append((each, comment))
        self._taken: set[int] = set()
        self._comments_taken: set[int] = set()

    def match(self, response: SharedResponse) -> Match | None:
        """What of ours it is; None where it isn't here."""
        if not response.text and all(each.key in self._by_uid for each in response.comments):
            return self._one_by_one(response.comments)
        whole = _plain(response.text or as_one_text(response.comments))
        same = [each for each in self._by_text.get(whole, ()) if each.id not in self._taken]
        if not same:
            found = self._one_by_one(response.comments)
            return self._known_by_key(response) if found is None else found
        named = [each for each in same if each.name == response.name]
        known = self._by_key.get(response.key)
        mine = known if known in same and known is not None else (named or same)[0]
        self._taken.add(mine.id)
        return list(_cut(response, mine.comments))

    def _one_by_one(self, comments: Sequence[SharedComment]) -> Match | None:
        found: Match = []
        for comment in comments:
            mine = self._by_uid.get(comment.key) or self._of_words(comment)
            if mine is None:
                return None
            self._comments_taken.add(mine.id)
            found.append((mine.id, [_back(each, mine) for each in comment.codings]))
        return found or None

    def _known_by_key(self, response: SharedResponse) -> Match | None:
        """A response of ours whose words are covered otherwise by now: comment by comment; of a
        passage the words decide, and one that isn't found is the whole comment."""
        mine = self._by_key.get(response.key)
        if mine is None or len(mine.comments) != len(response.comments) or mine.id in self._taken:
            return None
        self._taken.add(mine.id)
        return [
            (own.id, [_elsewhere(each, theirs.text, own) for each in theirs.codings])
            for theirs, own in zip(response.comments, mine.comments, strict=True)
        ]

    def _of_words(self, comment: SharedComment) -> OurComment | None:
        places = self._by_words.get((_plain(comment.question), _plain(comment.text)), ())
        return next((own for _, own in places if own.id not in self._comments_taken), None)


def _elsewhere(coding: SharedCoding, text: str, mine: OurComment) -> SharedCoding:
    """A coding of words that are covered otherwise here."""
    if coding.passage is None:
        return coding
    words = text[coding.passage.start : coding.passage.end]
    if mine.shared.text.count(words) != 1:
        return replace(coding, passage=None)
    start = mine.shared.text.index(words)
    return replace(coding, passage=mine.words.back(Span(start, start + len(words))))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _back(coding: SharedCoding, mine: OurComment) -> SharedCoding:
    """With its passage where the words are here."""
    if coding.passage is None:
        return coding
    last = len(mine.shared.text)
    passage = Span(min(coding.passage.start, last), min(coding.passage.end, last))
    if passage.start >= passage.end:
        return replace(coding, passage=None)
    return replace(coding, passage=mine.words.back(passage))


def _cut(
    response: SharedResponse, mine: Sequence[OurComment]
) -> Iterable[tuple[int, Sequence[SharedCoding]]]:
    """Codings of one long text, handed to the comments that it is made of."""
    spans = [
        (
            coding,
            comment.start + (coding.passage.start if coding.passage else 0),
            comment.start + (coding.passage.end if coding.passage else len(comment.text)),
        )
        for comment in _placed(response)
        for coding in comment.codings
    ]
    at = 0
    for own in mine:
        length = len(own.shared.text)
        put = []
        for coding, start, end in spans:
            left, right = max(start - at, 0), min(end - at, length)
            if left >= right:
                continue
            passage = None if (left, right) == (0, length) else Span(left, right)
            put.append(_back(replace(coding, passage=passage), own))
        yield own.id, put
        at += length + len(BETWEEN_COMMENTS)


def _placed(response: SharedResponse) -> Iterable[SharedComment]:
    """The comments with their places: those of a text that was read have them already."""
    if response.text:
        yield from response.comments
        return
    at = 0
    for comment in response.comments:
        yield SharedComment(comment.key, comment.question, comment.text, comment.codings, "", at)
        at += len(comment.text) + len(BETWEEN_COMMENTS)
