"""An e-mail saved as a file: who wrote when about what, and the words."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from engage_app.errors import DocumentError, SurveyFileError
from storage.documents.document import Attachment, Paragraph
from storage.documents.html_text import paragraphs_of_html
from storage.documents.plain_text import paragraphs_of
from storage.surveys.csv_text import decoded

MEDIA_TYPE = "message/rfc822"
READABLE = (".docx", ".txt", ".pdf")
_DAMAGE = (
    MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError,
    SurveyFileError,  # of words that are no text
)  # fmt: skip


@dataclass(frozen=True)
class Mail:
    """What an e-mail says; `date` is ISO."""

    paragraphs: tuple[Paragraph, ...]
    subject: str
    sender: str
    date: str
    attachments: tuple[Attachment, ...] = field(default=())
    unread: tuple[str, ...] = field(default=())


def read_mail(data: bytes, name: str) -> Mail:
    """Read an .eml.

    Raises:
        DocumentError: it is no e-mail, or too damaged to be read.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if not message.keys() or not ({"from", "date", "subject"} & {k.lower() for k in message}):
            raise DocumentError(
                f"“{name}” is no e-mail: it doesn't say who wrote it or when.",
                action="Save the message from your mail program as .eml, or paste its text.",
            )
        attachments = list(_attachments(message))
        return Mail(
            _body(message, name),
            _header(message, "subject"),
            _sender(message),
            _date(message),
            tuple(each for each in attachments if each.name.lower().endswith(READABLE)),
            tuple(each.name for each in attachments if not each.name.lower().endswith(READABLE)),
        )
    except _DAMAGE as error:
        raise DocumentError(
            f"“{name}” is damaged and can't be read as an e-mail.",
            action="Save it again from your mail program, or paste its text.",
            detail=f"{type(error).__name__}: {error}",
        ) from error


def _body(message: EmailMessage, name: str) -> tuple[Paragraph, ...]:
    """The plain part, or what the HTML part says where there is none."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ()
    text = _text_of(part, name)
    if part.get_content_type() == "text/html":
        return paragraphs_of_html(text)
    return paragraphs_of(text)


def _text_of(part: MIMEPart, name: str) -> str:
    """The words of a part, whatever it says its encoding is."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return str(part.get_payload())
    declared = part.get_content_charset()
    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass  # mail programs err: the bytes say it themselves
    return decoded(data, name)[0]


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for number, part in enumerate(message.iter_attachments(), 1):
        name = part.get_filename() or f"attachment {number}"
        data = part.get_payload(decode=True)
        yield Attachment(name, data if isinstance(data, bytes) else b"")


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _sender(message: EmailMessage) -> str:
    """The name of who wrote it, else the address."""
    name, address = parseaddr(_header(message, "from"))
    return name or address


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "date")).date().isoformat()
    except (ValueError, TypeError):
        return ""
