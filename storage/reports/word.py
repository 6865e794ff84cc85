"""The Word appendix: cover, contents, then the report's blocks in their order."""

from __future__ import annotations

from pathlib import Path

from engage_app.domain.report import Report
from storage.reports.saving import save_beside


def write_word(report: Report, path: Path) -> Path:
    """Write the document; the same report gives the same bytes.

    Returns:
        the path that was used: beside `path` where that file is open in another program.

    Raises:
        FileInUse: no name was free to save under.
        NotPossible: the folder is missing, full or may not be written to.
        DocumentError: the report's template isn't fit to be one.
    """
    document = word_bytes(report)

    def write(unfinished: Path) -> None:
        unfinished.write_bytes(document)

    return save_beside(path, write)


def word_bytes(report: Report) -> bytes:
    """The document, as the bytes of its file.

    Raises:
        DocumentError: the report's template isn't fit to be one.
        ValueError: a row of a table does not fit its columns.
    """
    from storage.reports import template_guard
    from storage.reports.word_document import WordDocument

    if report.template:  # it may have come with a colleague's workspace
        template_guard.check(report.template, "The template of the paper")

    document = WordDocument(report)
    document.add_cover()
    document.add_contents()
    document.add_blocks()
    document.finish()
    return document.saved()
