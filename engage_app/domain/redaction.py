"""Personal details in the words of comments, and the layer that covers them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from engage_app.domain.coding import Span


class DetailKind(StrEnum):
    """What a personal detail is."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    NHS_NUMBER = "nhs_number"
    NI_NUMBER = "ni_number"
    DATE_OF_BIRTH = "date_of_birth"
    ADDRESS = "address"

    @property
    def words(self) -> str:
        """As an officer reads it."""
        return _WORDS[self]

    @property
    def plural(self) -> str:
        """Several of them, as an officer reads it."""
        return _PLURALS.get(self, f"{self.words}s")

    @property
    def cover(self) -> str:
        """What stands in the place of the words; a screen reader says it as it is."""
        return f"[{self.words} removed]"


_WORDS = {
    DetailKind.NAME: "name",
    DetailKind.EMAIL: "e-mail address",
    DetailKind.PHONE: "telephone number",
    DetailKind.POSTCODE: "postcode",
    DetailKind.NHS_NUMBER: "NHS number",
    DetailKind.NI_NUMBER: "National Insurance number",
    DetailKind.DATE_OF_BIRTH: "date of birth",
    DetailKind.ADDRESS: "address",
}
_PLURALS = {
    DetailKind.EMAIL: "e-mail addresses",
    DetailKind.DATE_OF_BIRTH: "dates of birth",
    DetailKind.ADDRESS: "addresses",
}


class RedactionStatus(StrEnum):
    """Only accepted redactions cover words."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Redaction:
    """These words of this comment are a personal detail, or were taken for one.

    Attributes:
        by_hand: marked by an officer; otherwise found by Engage.
    """

    id: int
    comment_id: int
    span: Span
    kind: DetailKind
    status: RedactionStatus
    by_hand: bool = False


@dataclass(frozen=True)
class FoundDetail:
    """A redaction in the words around it.

    Attributes:
        text: the comment as it was written.
        question: what it answers.
    """

    id: int
    comment_id: int
    span: Span
    kind: DetailKind
    status: RedactionStatus
    text: str
    question: str

    @property
    def words(self) -> str:
        """The personal detail itself."""
        return self.text[self.span.start : self.span.end]


Replacement = tuple[int, int, str]
"""Where words begin and end in a text, and what stands in their place."""


def replaced(text: str, replacements: Iterable[Replacement]) -> str:
    """A text with some passages replaced; where two overlap, the first takes both."""
    parts: list[str] = []
    done = 0
    for start, stop, new in sorted(replacements):
        if start >= done:
            parts += (text[done:start], new)
        done = max(done, stop)
    return "".join((*parts, text[done:]))
