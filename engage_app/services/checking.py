"""Whether every reader can use a document: ours before it is saved, or any file."""

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from engage_app.domain.checks import Remark
from engage_app.domain.report import Report
from engage_app.progress import Progress, no_progress
from engage_app.services import reporting

_FORMATS: tuple[tuple[str, str, Callable[[Report, Path], Path]], ...] = (
    ("paper.docx", "Word paper", reporting.write_word),
    ("summary.xlsx", "Excel summary", reporting.write_excel),
    ("page.html", "HTML page", reporting.write_html),
)


def check_file(path: Path) -> tuple[Remark, ...]:
    """What stands in the way of some reader of a document: the WCAG 2.2 points a file shows.

    Args:
        path: a Word document, an Excel workbook, a page of HTML or a PDF.

    Returns:
        Remarks, faults first.

    Raises:
        NotPossible: it is missing, damaged, protected or of another kind.
    """
    from storage.checking.files import check_file as check

    return check(path)


def check_report(
    report: Report, progress: Progress = no_progress, but: Collection[str] = ()
) -> tuple[Remark, ...]:
    """The same of the files that a report is written to; they are made aside, and thrown away.

    Args:
        report: the finished report.
        progress: told after each file.
        but: the endings of files that need no look, with their dots.

    Returns:
        Remarks whose `where` begins with the name of the file they are of.
    """
    found: list[Remark] = []
    wanted = [each for each in _FORMATS if Path(each[0]).suffix not in but]
    with TemporaryDirectory(prefix="engage-") as folder:
        for done, (name, what, write) in enumerate(wanted):
            progress(done, len(wanted))
            made = check_file(write(report, Path(folder) / name))
            found += (replace(one, where=f"{what}: {one.where}".rstrip(": ")) for one in made)
    progress(len(wanted), len(wanted))
    return tuple(found)
