"""What every reader of letters and notes gives: paragraphs in order, and what the file said of itself."""

from dataclasses import dataclass, field
from enum import StrEnum


class Part(StrEnum):
    """What a paragraph is in its letter; all but the body is offered to be left out."""

    BODY = "body"
    GREETING = "greeting"
    SIGNATURE = "signature"
    QUOTED = "quoted"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in the writer's words."""

    text: str
    part: Part = Part.BODY


@dataclass(frozen=True)
class Attachment:
    """A file that came with an e-mail."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Document:
    """A letter, an e-mail or a note, and the file it is kept as.

    Attributes:
        data: the file itself, byte for byte.
        sha256: of the data, in hex.
        subject: of an e-mail, else empty; so are `sender` and `date` (ISO).
        attachments: those of an e-mail that can be read as documents.
        unread: the names of the others.
    """

    name: str
    media_type: str
    data: bytes = field(repr=False)
    sha256: str
    paragraphs: tuple[Paragraph, ...]
    subject: str = ""
    sender: str = ""
    date: str = ""
    attachments: tuple[Attachment, ...] = ()
    unread: tuple[str, ...] = ()
