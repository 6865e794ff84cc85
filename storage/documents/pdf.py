"""The words of a PDF that has a text layer."""

import io
import logging
import re
import struct
import zlib
from collections.abc import Iterable, Sequence

from engage_app.errors import DocumentError
from engage_app.progress import Progress
from storage.documents.document import Paragraph
from storage.documents.plain_text import marked

MEDIA_TYPE = "application/pdf"
PAGE_LIMIT = 500
_ENDS = re.compile(r"[.?!:;]['\"”’)]?$")
_ITEM = re.compile(r"[-*•–·▪]\s?|\(?(?:\d{1,3}|[a-z])[.)]\s")
_SHORT = 0.75  # of the usual line: it ended because the paragraph did
# pypdf follows what a damaged file says, and fails in as many ways as Python has.
_DAMAGE = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError,
    OverflowError, NotImplementedError, zlib.error, struct.error, OSError,
)  # fmt: skip


def paragraphs_of_pdf(data: bytes, name: str, progress: Progress) -> tuple[Paragraph, ...]:
    """The paragraphs, put together again from the lines of the pages.

    Raises:
        DocumentError: it is damaged, locked or too long, or holds pictures of pages and no text.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every oddity
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(name)
        count = len(reader.pages)
        if count > PAGE_LIMIT:
            raise DocumentError(
                f"“{name}” has {count:,} pages; at most {PAGE_LIMIT} can be read at once.",
                action="Save the pages that matter as a PDF of their own.",
            )
        pages = []
        for number, page in enumerate(reader.pages):
            progress(number, count)
            pages.append(page.extract_text())
        progress(count, count)
    except (DependencyError, FileNotDecryptedError) as error:
        raise _locked(name) from error
    except (PyPdfError, *_DAMAGE) as error:
        raise DocumentError(
            f"“{name}” is damaged, or no PDF document.",
            action="Ask for it again, or paste its text.",
            detail=f"{type(error).__name__}: {error}",
        ) from error
    found = tuple(marked([text] for text in joined(pages)))
    if not found:
        raise DocumentError(
            f"“{name}” holds pictures of pages and no text, as a scanner makes them.",
            action="Type what it says, or let your scanner's software make it searchable first.",
        )
    return found


def joined(pages: Sequence[str]) -> Iterable[str]:
    """Paragraphs from pages of lines: one ends with a blank line, a short last line or an item."""
    # Some writers place each word apart, with a tab or several blanks before the next.
    lines = [" ".join(line.split()) for page in pages for line in _lines(page)]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[round(0.9 * (len(lengths) - 1))] if lengths else 0
    paragraph: list[str] = []
    for line in lines:
        if paragraph and (not line or _ITEM.match(line) or _is_over(paragraph[-1], usual)):
            yield " ".join(paragraph)
            paragraph = []
        if line:
            paragraph.append(line)
    if paragraph:
        yield " ".join(paragraph)


def _lines(page: str) -> list[str]:
    """The lines of a page; a number alone at its foot is the page's."""
    lines = page.strip().splitlines()
    if lines and re.fullmatch(
        r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", lines[-1].strip(), re.I
    ):
        lines.pop()
    return lines


def _is_over(line: str, usual: int) -> bool:
    short = len(line) < _SHORT * usual
    return short and (_ENDS.search(line) is not None or len(line) < 0.5 * usual)


def _locked(name: str) -> DocumentError:
    return DocumentError(
        f"“{name}” is protected by a password.",
        action="Save it without the password, or paste its text.",
    )
