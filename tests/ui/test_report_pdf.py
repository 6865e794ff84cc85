"""The PDF: pages, bookmarks and title, the same bytes again, wide tables on their side."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from building import small_exercise
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from engage_app.domain.report import Column, Heading, Kind, Paragraph, Report, Table, TableBlock
from engage_app.progress import Cancelled
from engage_app.services import workspace as workspaces
from ui.report_pdf import write_pdf


@pytest.fixture
def report(finding: Table) -> Report:
    """A short report with a table wide enough for a page on its side, and an appendix."""
    columns = (
        Column("Stakeholder group", width=3),
        *(Column(f"What was said in round {n}") for n in range(5)),
        Column("Organisations", Kind.COUNT),
    )
    said = "The arrangement works well and should be kept as it is, with those who know it."
    row = ("Primary care", *(said,) * 5)
    rows = tuple((*row, number) for number in range(1000, 1040))
    wide = Table("wide", "By kind", "organisations", "", columns, rows)
    return Report(
        title="Reviewing <places>",
        subtitle="What we heard",
        organisation="An integrated care board",
        date="27 July 2022",
        author="An officer",
        cover=(("Agenda item", "9"),),
        notes=(),
        tables=(finding,),
        blocks=(
            Heading("Outcome"),
            Paragraph("People said many things.", numbered=True),
            TableBlock(finding),
            Heading("Kinds", appendix=True),
            TableBlock(wide),
        ),
    )


def squeezed(page: Any) -> str:
    """The words of a page."""
    return " ".join(page.extract_text().split())


def test_pages_bookmarks_and_properties(qapp: QApplication, report: Report, tmp_path: Path) -> None:
    pdf: Any = PdfReader(write_pdf(report, tmp_path / "paper.pdf"))
    words = [" ".join(page.extract_text().split()) for page in pdf.pages]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Reviewing <places>"
    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"
    assert [str(each["/Title"]) for each in pdf.outline] == ["1. Outcome", "Appendix A Kinds"]
    assert any("1.1" in page and "People said many things." in page for page in words)
    assert "Contents" in words[1]
    for each in pdf.outline:  # the list of contents names the page a bookmark goes to
        number = pdf.get_destination_page_number(each) + 1
        assert f"{each['/Title']} {number}" in words[1]
    assert all(f"Page {n} of {len(words)}" in page for n, page in enumerate(words, 1))


def test_whose_paper_it_is_stands_whole_on_every_page(
    qapp: QApplication, report: Report, tmp_path: Path
) -> None:
    """Organisation and title take a second line where one is too short."""
    title = "Place-based partnerships: reviewing their future configuration and what comes after it"
    named = replace(report, organisation="Lancashire and South Cumbria Board", title=title)
    pages = PdfReader(write_pdf(named, tmp_path / "paper.pdf")).pages
    assert all(f"Lancashire and South Cumbria Board | {title}" in squeezed(p) for p in pages)


def test_a_wide_table_lies_on_its_side(qapp: QApplication, report: Report, tmp_path: Path) -> None:
    pdf = PdfReader(write_pdf(report, tmp_path / "paper.pdf"))
    sideways = [page.mediabox.width > page.mediabox.height for page in pdf.pages]
    assert sideways[0] is False
    assert sideways[-1] is True
    assert "Kinds" in pdf.pages[sideways.index(True)].extract_text()


def test_rows_are_whole_and_their_headings_come_again(
    qapp: QApplication, report: Report, tmp_path: Path
) -> None:
    """A row is told by its number: none is lost, none comes twice."""
    pages = PdfReader(write_pdf(report, tmp_path / "paper.pdf")).pages
    words = [squeezed(page) for page in pages if page.mediabox.width > page.mediabox.height]
    assert len(words) > 1
    assert all("Stakeholder group" in page for page in words)
    numbers = [n for page in words for n in re.findall(r"\b1,0\d\d\b", page)]
    assert numbers == [f"{n:,}" for n in range(1000, 1040)]
    said = [page.count("The arrangement works") for page in words]
    assert sum(said) == 40 * 5
    assert [page.count("with those who know it.") for page in words] == said


def test_a_cover_of_many_words_takes_one_page(
    qapp: QApplication, report: Report, tmp_path: Path
) -> None:
    """Its type gets smaller, as in Word."""
    summary = "\n".join(f"Sentence {n} of a summary that tells the board much." for n in range(24))
    cover = (
        ("Agenda item", "9"),
        ("Executive summary", summary),
        ("Report authorised by", "Chair"),
    )
    pages = PdfReader(write_pdf(replace(report, cover=cover), tmp_path / "paper.pdf")).pages
    assert "Report authorised by" in squeezed(pages[0])
    assert squeezed(pages[1]).startswith("Contents")


def test_the_same_report_gives_the_same_bytes_and_can_be_stopped(
    qapp: QApplication, report: Report, tmp_path: Path
) -> None:
    first = write_pdf(report, tmp_path / "a.pdf").read_bytes()
    assert write_pdf(report, tmp_path / "b.pdf").read_bytes() == first

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf(report, tmp_path / "c.pdf", stop)
    assert not (tmp_path / "c.pdf").exists()


def test_processes_without_a_window_write_the_same_bytes(tmp_path: Path) -> None:
    """By the command line, with no display; with other hashes of texts, in another time zone."""
    made = workspaces.create(tmp_path / "hall.engage", "Officer")
    small_exercise(made)
    made.close()
    command = [sys.executable, "-m", "engage_app", "report", str(made.path), "--pdf"]
    written = []
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        path = tmp_path / f"paper {seed}.pdf"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "QT_HASH_SEED": seed, "TZ": zone}
        told = subprocess.run(
            [*command, str(path)], env=environment, capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stderr
        assert len(PdfReader(path).pages) > 1
        written.append(path.read_bytes())
    assert written[0] == written[1]
