"""The page of HTML, read back: every reader finds the way, and nothing is missing or alive."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from report_sample import sample_report

from engage_app.domain.report import Heading, Paragraph, Report, TableBlock
from storage.checking.files import check_file
from storage.reports.cells import written
from storage.reports.html import html_bytes, write_html


class Words(HTMLParser):
    """The words of a page, each part on a line of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.lines.append(data)


def read(report: Report) -> Words:
    words = Words()
    words.feed(html_bytes(report).decode("utf-8"))
    return words


def test_nothing_stands_in_the_way_of_a_reader(tmp_path: Path) -> None:
    assert check_file(write_html(sample_report(), tmp_path / "page.html")) == ()


def test_every_block_and_figure_is_on_the_page() -> None:
    report = sample_report()
    words = " ".join(" ".join(read(report).lines).split())
    for block in report.blocks:
        if isinstance(block, Paragraph | Heading):
            assert " ".join(block.text.split()) in words
        elif isinstance(block, TableBlock):
            for row in block.table.rows:
                for value, column in zip(row, block.table.columns, strict=True):
                    assert " ".join(written(value, column.kind).split()) in words


def test_headings_bear_the_numbers_that_word_gives_them() -> None:
    blocks = (
        Heading("One"),
        Paragraph("First.", numbered=True),
        Heading("Matrix", appendix=True),
        Paragraph("Second.", numbered=True),
    )
    page = html_bytes(replace(sample_report(), blocks=blocks)).decode("utf-8")
    for shown in ("1.", "1.1", "Appendix A", "A.1"):
        assert f'<span class="number">{shown}</span>' in page


def test_what_respondents_typed_stays_words() -> None:
    hostile = "<script>alert(1)</script> & \x00 “quoted” <b>"
    report = sample_report()
    blocks = (*report.blocks, Paragraph(hostile), Heading(hostile, 2))
    found = read(replace(report, blocks=blocks, title=hostile))
    assert "script" not in found.tags
    assert "b" not in found.tags
    assert any("<script>alert(1)</script> &" in line for line in found.lines)


def test_the_page_needs_nothing_beside_it_and_is_the_same_again() -> None:
    page = html_bytes(sample_report())
    assert page == html_bytes(sample_report())
    for address in (b'src="http', b"src='", b'href="http', b"url(", b"@import"):
        assert address not in page
