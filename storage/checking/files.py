"""Which check a file needs, by what it holds, not by what it is called."""

from collections.abc import Iterator
from pathlib import Path

from engage_app.domain.checks import Remark
from engage_app.errors import NotPossible
from storage.checking.package import Package
from storage.checking.remarks import capped


def check_file(path: Path) -> tuple[Remark, ...]:
    """What stands in the way of some reader of a document; faults first.

    Args:
        path: a Word document, an Excel workbook, a page of HTML or a PDF.

    Raises:
        NotPossible: it is missing, damaged, protected or of another kind.
    """
    if not path.is_file():
        raise NotPossible(
            f"There is no file “{path.name}”.", action="Check its name and folder, and try again."
        )
    return capped(_remarks(path))


def _remarks(path: Path) -> Iterator[Remark]:
    with path.open("rb") as file:
        start = file.read(1024)
    if start.startswith(b"%PDF"):
        from storage.checking.pdf import check_pdf

        yield from check_pdf(path)
    elif start.startswith(b"PK"):
        yield from _office(path)
    elif b"<" in start and path.suffix.lower() in (".html", ".htm"):
        from storage.checking.html import check_html

        yield from check_html(path)
    else:
        raise _of_no_kind(path)


def _office(path: Path) -> Iterator[Remark]:
    package = Package(path)
    try:
        if "word/document.xml" in package.names:
            from storage.checking.word import check_word

            yield from check_word(package)
        elif "xl/workbook.xml" in package.names:
            from storage.checking.excel import check_excel

            yield from check_excel(package)
        else:
            raise _of_no_kind(path)
    finally:
        package.close()


def _of_no_kind(path: Path) -> NotPossible:
    return NotPossible(
        f"“{path.name}” can't be checked: it is no Word document, Excel workbook, page of HTML or PDF.",
        action="Choose a file that ends in .docx, .xlsx, .html or .pdf.",
    )
