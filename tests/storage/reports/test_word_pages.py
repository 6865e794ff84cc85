"""The list of contents names the pages that LibreOffice puts the headings on."""

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from organisation_template import organisation_template
from pypdf import PdfReader
from report_sample import log_table, sample_report
from word_reading import cells

from engage_app.domain.report import Block, Column, Heading, Kind, Paragraph, Table, TableBlock
from storage.reports.word import word_bytes
from storage.reports.word_layout import Layout
from storage.reports.word_measures import Measures
from storage.reports.word_pages import pages_of
from storage.reports.word_tables import kept_rows

LONG = "Words that go on and on, over several lines of the page, and then come to their end. " * 5


def long_table(name: str, rows: int) -> Table:
    columns = (Column("Group", width=3), Column("People", Kind.COUNT), Column("Said", width=4))
    each = ("A stakeholder group with a name of some length", 7, "What they said " * 6)
    return Table(name, f"Table {name}", "people", "all", columns, (each,) * rows, ("A note.",))


def blocks() -> tuple[Block, ...]:
    found: list[Block] = list(sample_report().blocks)
    for number in range(8):
        found += [Heading(f"Part {number} of the paper", appendix=number == 4)]
        found += [Paragraph(LONG, numbered=True)] * (number + 1)
        found += [Heading(f"Details of part {number}", 2)]
        found += [TableBlock(long_table(f"t{number}", 6 * number + 4))]
    return (*found, TableBlock(log_table()), Heading("The end", appendix=True))


@pytest.fixture(scope="module", params=["ours", "theirs"])
def organisation(request: pytest.FixtureRequest) -> str:
    """Ours prints on A4 in Arial; theirs has a template, in Georgia on Letter."""
    return str(request.param)


@pytest.fixture(scope="module")
def paper(organisation: str) -> bytes:
    """A paper of some twenty pages."""
    template = b"" if organisation == "ours" else organisation_template()
    return word_bytes(replace(sample_report(), blocks=blocks(), template=template))


def entries(document: Any) -> list[tuple[str, int]]:
    """The words of each entry of the contents, and the page it names."""
    found = []
    for link in document.element.body.iter(qn("w:hyperlink")):
        texts = [each.text or "" for each in link.iter(qn("w:t"))]
        found.append((texts[1], int(texts[-1])))
    return found


def test_each_entry_points_to_its_page(paper: bytes) -> None:
    document = docx.Document(BytesIO(paper))
    codes = [code.text.split() for code in document.element.body.iter(qn("w:instrText"))]
    pointing = [words[1] for words in codes if words[0] == "PAGEREF"]
    links = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    assert pointing == links
    marks = pages_of(document).marks
    assert [page for _, page in entries(document)] == [marks[name] for name in links]
    assert not list(document.settings.element.iter(qn("w:updateFields"))), "Word would ask first"
    assert not any(mark.get(qn("w:dirty")) for mark in document.element.iter(qn("w:fldChar")))


@pytest.mark.skipif(not shutil.which("soffice"), reason="asks LibreOffice")
def test_libreoffice_puts_the_headings_there(
    paper: bytes, organisation: str, tmp_path: Path
) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(paper)
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    pages = [
        re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(tmp_path / "paper.pdf").pages
    ]
    named = entries(docx.Document(str(path)))
    assert len(pages) > 15
    (listed,) = [page for page in pages[:2] if "Contents" in page]
    for words, stored in named:
        told = re.search(rf"{re.escape(words)} ?\.* ?(\d+)\b", listed)
        assert told is not None
        assert words in pages[int(told[1]) - 1], (words, told[1])
        if organisation == "ours":  # the letters of another's typeface may be wider
            assert stored == int(told[1]), words


def test_a_table_begins_and_ends_a_page_with_three_rows_or_more(organisation: str) -> None:
    """Wherever a table begins on its page: its caption, headings and three rows go together."""
    template = b"" if organisation == "ours" else organisation_template()
    parted = 0
    for lines in range(1, 40):
        above = [Paragraph("A line.")] * lines
        begun: tuple[Block, ...] = (Heading("One"), *above, TableBlock(long_table("t", 40)))
        report = replace(sample_report(), blocks=begun, cover=(), template=template)
        document = docx.Document(BytesIO(word_bytes(report)))
        items = list(Measures(document).items([470.0] * len(document.sections)))
        rows = [at for at, item in enumerate(items) if item.table == 0][1:]
        spots = {spot.item: spot.page for spot in pages_of(document).spots}
        counts = list(Counter(spots[row] for row in rows).values())
        assert sum(counts) == 40
        assert min(counts) >= 3, (lines, counts)
        parted += len(counts) > 1
    assert parted


def test_high_rows_are_not_kept_together_at_the_cost_of_a_gap() -> None:
    columns = (Column("Theme"), Column("Said"))
    high = Table("t", "T", "", "", columns, (("A theme", "Many words. " * 150),) * 20)
    low = Table("t", "T", "", "", columns, (("A theme", "Few words."),) * 20)
    layout = Layout(False, 10, False, (5.0, 11.6))
    assert not any(kept_rows(high, layout)[:-1])
    assert [at for at, kept in enumerate(kept_rows(low, layout)) if kept] == [0, 1, 17, 18]
    short = replace(low, rows=low.rows[:4])
    assert kept_rows(short, layout) == [True, True, True, False]


def test_a_few_rows_that_run_over_are_brought_back_by_smaller_type() -> None:
    """A table that would leave one row alone on a page before an appendix."""

    def count_and_size(rows: int) -> tuple[int, set[str]]:
        made = (Heading("One"), TableBlock(long_table("t", rows)), Heading("Two", appendix=True))
        document = docx.Document(BytesIO(word_bytes(replace(sample_report(), blocks=made))))
        table = list(document.element.body.iter(qn("w:tbl")))[-1]
        assert len(cells(table)) == rows + 1
        sizes = {size.get(qn("w:val")) for size in table.iter(qn("w:sz"))} - {"4"}
        return pages_of(document).count, sizes

    found = [count_and_size(rows) for rows in range(15, 40)]
    smaller = [at for at, (_, sizes) in enumerate(found) if sizes]
    assert smaller
    for at in smaller:
        assert found[at][0] <= found[at - 1][0], "it is worth a page"
    assert [count for count, _ in found] == sorted(count for count, _ in found)
