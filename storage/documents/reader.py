"""From a file, or from pasted text, to a document: what it is shows in its first bytes."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from engage_app.errors import DocumentError, SurveyFileError
from engage_app.progress import Progress, no_progress
from storage.documents import mail, pdf, word
from storage.documents.document import Document, Paragraph
from storage.documents.plain_text import paragraphs_of
from storage.file_bytes import bytes_of
from storage.surveys.csv_text import decoded

SIZE_LIMIT = 25_000_000  # bytes: the workspace keeps the file
PASTED = "Pasted text"
_TEXT = "text/plain"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    (b"{\\rtf", "rich text"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_UNSOUND = re.compile("[\0\ud800-\udfff]")
_WISH = "Choose a .docx, .pdf, .eml or .txt file, or paste the text."


def read_document(path: Path, progress: Progress = no_progress) -> Document:
    """Read a letter, an e-mail or a note.

    Raises:
        DocumentError: with a sentence, where it can't be read.
        FileInUse: another program holds it.
    """
    data = bytes_of(
        path,
        DocumentError,
        limit=SIZE_LIMIT,
        wish=_WISH,
        smaller="Take out its pictures, or paste the text.",
    )
    return document_of(data, path.name, progress)


def document_of(data: bytes, name: str, progress: Progress = no_progress) -> Document:
    """The same from the bytes of a file, e.g. of an attachment.

    Raises:
        DocumentError: with a sentence, where it can't be read.
    """
    if data.startswith(b"PK\x03\x04"):
        return _checked(_made(data, name, word.MEDIA_TYPE, word.paragraphs_of_word(data, name)))
    if data[:1024].lstrip().startswith(b"%PDF"):
        found = pdf.paragraphs_of_pdf(data, name, progress)
        return _checked(_made(data, name, pdf.MEDIA_TYPE, found))
    _refuse_others(data, name)
    if name.lower().endswith(".eml"):
        read = mail.read_mail(data, name)
        return _checked(
            Document(
                name,
                mail.MEDIA_TYPE,
                data,
                hashlib.sha256(data).hexdigest(),
                read.paragraphs,
                read.subject,
                read.sender,
                read.date,
                read.attachments,
                read.unread,
            )
        )
    try:
        text, _, _ = decoded(data, name)
    except SurveyFileError as error:
        raise DocumentError(
            f"“{name}” is no text, or damaged.", action=_WISH, detail=error.message
        ) from error
    return _checked(_made(data, name, _TEXT, paragraphs_of(text)))


def document_of_text(text: str) -> Document:
    """A document of what was pasted or typed.

    Raises:
        DocumentError: there are no words.
    """
    text = _sound(text)
    return _checked(_made(text.encode(), PASTED, _TEXT, paragraphs_of(text)))


def _made(data: bytes, name: str, media_type: str, paragraphs: tuple[Paragraph, ...]) -> Document:
    return Document(name, media_type, data, hashlib.sha256(data).hexdigest(), paragraphs)


def _refuse_others(data: bytes, name: str) -> None:
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise DocumentError(
                f"“{name}” is protected by a password.",
                action="Open it in Word, remove the password under File > Info, and save it.",
            )
        raise DocumentError(
            f"“{name}” is an old Office document or an Outlook message.",
            action="Save it as .docx, or the message as .eml; or paste its text.",
        )
    for magic, kind in _OTHERS:
        if data.startswith(magic):
            raise DocumentError(f"“{name}” is {kind}.", action=_WISH)


def _checked(document: Document) -> Document:
    """The document, if it says anything, in letters that can be stored."""
    if not document.paragraphs and not document.attachments:
        raise DocumentError(f"“{document.name}” holds no words.", action=_WISH)
    return replace(
        document,
        name=_sound(document.name),
        paragraphs=tuple(replace(each, text=_sound(each.text)) for each in document.paragraphs),
        subject=_sound(document.subject),
        sender=_sound(document.sender),
        attachments=tuple(replace(each, name=_sound(each.name)) for each in document.attachments),
        unread=tuple(map(_sound, document.unread)),
    )


def _sound(text: str) -> str:
    """Halves of letters and binary zeros, which damaged files hold, shown as �."""
    return _UNSOUND.sub("\ufffd", text)
