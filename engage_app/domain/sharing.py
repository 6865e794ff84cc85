"""A codebook and coded comments on the way to or from another program: what they have in common.

Nothing here has an id of a workspace. A key is an identifier that the other program may hand back:
32 letters of hex, as Engage's own uids are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from engage_app.domain.coding import Origin, Span

BETWEEN_COMMENTS = "\n\n"
"""What stands between the comments of a respondent where they are one text."""


@dataclass(frozen=True)
class SharedTheme:
    """A theme; `parent` is the key of the one above it, or empty."""

    key: str
    name: str
    parent: str = ""
    definition: str = ""
    use_when: str = ""
    avoid_when: str = ""
    example: str = ""
    keywords: str = ""
    colour: str = ""
    retired: bool = False


@dataclass(frozen=True)
class SharedCoding:
    """A theme on a comment, or on a passage of it (code points of the comment's words).

    Attributes:
        origin: who or what put it there.
        accepted: a person stands for it; else it waits for one.
    """

    theme: str
    coder: str = ""
    passage: Span | None = None
    origin: Origin = Origin.OFFICER
    accepted: bool = True


@dataclass(frozen=True)
class SharedComment:
    """What somebody said, and what it was coded to.

    Attributes:
        start: where it begins in the text of the response that it was read from.
    """

    key: str
    question: str
    text: str
    codings: tuple[SharedCoding, ...] = ()
    memo: str = ""
    start: int = 0


@dataclass(frozen=True)
class SharedResponse:
    """What one respondent said.

    Attributes:
        details: facts about them, in words, by their name.
        text: all comments as one text, where it was read as one.
    """

    key: str
    name: str
    comments: tuple[SharedComment, ...]
    details: dict[str, str] = field(default_factory=dict)
    text: str = ""


def as_one_text(comments: Iterable[SharedComment]) -> str:
    """All comments of a respondent as one text."""
    return BETWEEN_COMMENTS.join(comment.text for comment in comments)


@dataclass(frozen=True)
class SharedProject:
    """A codebook with what was coded.

    Attributes:
        left_out: what of a file could not be taken, each in a sentence.
    """

    title: str
    themes: tuple[SharedTheme, ...]
    responses: tuple[SharedResponse, ...] = ()
    left_out: tuple[str, ...] = ()


class Replaced:
    """Words of which some were replaced, and where the places of the old ones are now.

    Args:
        text: the words.
        replacements: (start, stop, new words), not overlapping, in any order.
    """

    def __init__(self, text: str, replacements: Sequence[tuple[int, int, str]]) -> None:
        self._replacements = sorted(replacements)
        pieces, at = [], 0
        for start, stop, new in self._replacements:
            pieces += [text[at:start], new]
            at = stop
        self.text = "".join([*pieces, text[at:]])

    def span(self, old: Span) -> Span:
        """Where a passage is now; one that begins or ends within replaced words takes all of them."""
        return Span(self._place(old.start, end=False), self._place(old.end, end=True))

    def back(self, new: Span) -> Span:
        """Where a passage was before; replaced words count as one piece."""
        return Span(self._place_before(new.start, end=False), self._place_before(new.end, end=True))

    def _place_before(self, new: int, *, end: bool) -> int:
        moved = 0
        for start, stop, words in self._replacements:
            if new >= start + moved + len(words):
                moved += len(words) - (stop - start)
            elif new > start + moved:
                return stop if end else start
        return new - moved

    def _place(self, old: int, *, end: bool) -> int:
        moved = 0
        for start, stop, new in self._replacements:
            if old >= stop:
                moved += len(new) - (stop - start)
            elif old > start:
                return start + moved + (len(new) if end else 0)
        return old + moved


def with_spans(
    text: str, spans: Iterable[Span], replacements: Sequence[tuple[int, int, str]]
) -> tuple[str, tuple[Span, ...]]:
    """Words of which some were replaced, and where these passages of the old ones are now."""
    now = Replaced(text, replacements)
    return now.text, tuple(dict.fromkeys(now.span(span) for span in spans))
