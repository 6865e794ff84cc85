"""Pages of HTML, PDF files, and files that can't be checked."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from engage_app.domain.checks import Severity
from engage_app.domain.report import Report
from engage_app.errors import NotPossible
from storage.checking.files import check_file
from storage.reports.pdf import finished

SOUND = """<!doctype html><html lang="en-GB"><head><title>What we heard</title></head><body><main>
<h1>What we heard</h1><h2>Themes</h2><p>See <a href="#t">the table of themes</a>.</p>
<figure><img src="data:," alt="Bar chart: time was raised more often than cost."></figure>
<table id="t"><caption>Themes</caption><tr><th scope="col">Theme</th><th scope="col">People</th></tr>
<tr><th scope="row">Cost</th><td>5</td></tr></table></main></body></html>"""


def remarks(text: str, folder: Path) -> str:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return " ".join(one.what for one in check_file(path))


def test_a_sound_page_has_no_remarks(tmp_path: Path) -> None:
    assert remarks(SOUND, tmp_path) == ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (' lang="en-GB"', "", "which language"),
        ("<title>What we heard</title>", "", "no title"),
        ("<h2>Themes</h2>", "<h4>Themes</h4>", "is of level 4, after one of level 1"),
        ("<h1>What we heard</h1>", "<h1>A</h1><h1>B</h1>", "2 main headings"),
        (' alt="Bar chart: time was raised more often than cost."', "", "no alternative text"),
        ("the table of themes", "here", "doesn't say where it leads"),
        ("<td>5</td>", "<td> </td>", "1 cell is empty"),
        ("<td>5</td>", '<td colspan="2">5</td>', "merged cells"),
        ("<caption>Themes</caption>", "", "no caption"),
        (' scope="row"', "", "row or a column"),
        ("<main>", "<div>", "main part"),
        ("<h2>", '<h2 id="t">', "used twice"),
        ("</head>", '<meta name="viewport" content="user-scalable=no"></head>', "made larger"),
    ],
)
def test_each_fault_of_a_page_is_named(old: str, new: str, words: str, tmp_path: Path) -> None:
    assert old in SOUND
    assert words in remarks(SOUND.replace(old, new), tmp_path)


def test_a_pdf_without_tags_title_and_language(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(path)
    assert [one.rule for one in check_file(path)] == ["WCAG 2.4.2", "WCAG 3.1.1", "WCAG 1.3.1"]


def test_that_a_pdf_of_ours_has_no_tags_is_a_weak_spot_said_once(tmp_path: Path) -> None:
    """No run fails for what nobody can mend; the advice says what to publish beside it."""
    blank = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(blank)
    path = tmp_path / "paper.pdf"
    report = Report("What we heard", "", "A board", "27 July 2022", "", (), (), (), ())
    path.write_bytes(finished(report, blank.getvalue(), []))
    (remark,) = check_file(path)
    assert remark.severity is Severity.ADVICE
    assert remark.rule == "WCAG 1.3.1"
    assert "Word document or the HTML page" in remark.action


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"PK\x03\x04 cut off"),
        ("a.docx", b"\xd0\xcf\x11\xe0 an old or protected document"),
        ("a.pdf", b"%PDF-1.7 cut off"),
        ("a.txt", b"just words"),
        ("a.xlsx", b""),
    ],
)
def test_what_cannot_be_checked_is_refused_in_words(
    name: str, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NotPossible) as told:
        check_file(path)
    assert name in str(told.value)
    with pytest.raises(NotPossible):
        check_file(tmp_path / "missing.docx")
