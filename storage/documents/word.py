"""The words of a Word document, in order, with what was inserted under tracking."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from engage_app.errors import DocumentError
from storage.documents.document import Paragraph
from storage.documents.plain_text import marked
from storage.surveys.archive_guard import DAMAGE, LARGE, RATIO_LIMIT, UNPACKED_LIMIT

_ORDINARY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _T, _TAB, _BREAK, _RETURN, _MOVED, _DELETED, _HYPHEN = (
    f"{{{_WORDS}}}{name}"
    for name in ("p", "t", "tab", "br", "cr", "moveFrom", "del", "noBreakHyphen")
)
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paragraphs_of_word(data: bytes, name: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a .docx, those in tables and text boxes too.

    Raises:
        DocumentError: it is damaged, would fill the memory, or is no Word document.
    """
    _check(data, name)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (OpcError, LxmlError, KeyError, *DAMAGE) as error:
        raise _no_word(name, str(error)) from error
    texts = (text for paragraph in _paragraphs(body) if (text := _text(paragraph)))
    return tuple(marked([text] for text in texts))


def _paragraphs(element: Any) -> Iterator[Any]:
    """Paragraphs in order; an alternative for older programs says the same again."""
    for child in element:
        if child.tag in (_ALTERNATIVE, _DELETED, _MOVED):
            continue
        if child.tag == _P:
            yield child
        yield from _paragraphs(child)  # a text box lies inside a paragraph


def _text(paragraph: Any) -> str:
    """The words of a paragraph without those of text boxes in it."""
    parts: list[str] = []

    def walk(element: Any) -> None:
        for child in element:
            if child.tag == _T:
                parts.append(child.text or "")
            elif child.tag in (_TAB, _BREAK, _RETURN, _HYPHEN):
                parts.append({_TAB: "\t", _HYPHEN: "-"}.get(child.tag, "\n"))
            elif child.tag not in (_P, _ALTERNATIVE, _DELETED, _MOVED):
                walk(child)

    walk(paragraph)
    return "".join(parts).replace("\xa0", " ").strip()


def _check(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            total = sum(part.file_size for part in parts)
            swollen = any(
                part.file_size > LARGE and part.file_size > RATIO_LIMIT * max(part.compress_size, 1)
                for part in parts
            )
            if total > UNPACKED_LIMIT or swollen:
                raise DocumentError(
                    f"“{name}” would unpack to {total / 1_000_000:,.0f} MB, which is no letter.",
                    action="Check where the file comes from.",
                )
            if any(part.compress_type not in _ORDINARY for part in parts):
                raise _no_word(name, "packed in an unusual way")
            names = archive.namelist()
            if "word/document.xml" not in names:
                raise _no_word(name, "no word/document.xml")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        if b"<!DOCTYPE" in stream.read(2000):
                            raise DocumentError(
                                f"“{name}” holds XML that Word never writes, and was not opened.",
                                action="Check where the file comes from.",
                            )
    except DAMAGE as error:
        raise _no_word(name, str(error)) from error


def _no_word(name: str, detail: str) -> DocumentError:
    return DocumentError(
        f"“{name}” is damaged, or no Word document.",
        action="Open it in Word and save it as a .docx, or paste its text.",
        detail=detail,
    )
