"""The appendix with what an exercise may throw at it: hostile, huge, empty."""

from dataclasses import replace
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from report_sample import heat_table, sample_report, theme_table
from word_reading import cells, tables, texts, value

from engage_app.domain.report import (
    Block,
    Bullets,
    Column,
    Heading,
    Kind,
    Paragraph,
    Quotation,
    Series,
    Table,
    TableBlock,
    Value,
)
from storage.reports.word import write_word
from storage.reports.word_numbering import Numbers


def written_with(tmp_path: Path, *blocks: Block) -> WordDocument:
    path = write_word(replace(sample_report(), blocks=blocks, tables=()), tmp_path / "t.docx")
    return Document(str(path))


def test_hostile_texts_are_texts(tmp_path: Path) -> None:
    nasty = '<w:p/> & "quotes"\x00\x1f \ud800 {PAGE} =1+1'
    clean = '<w:p/> & "quotes"  {PAGE} =1+1'
    document = written_with(
        tmp_path, Heading(nasty), Paragraph(nasty, True), Bullets((nasty,)), Quotation(nasty, nasty)
    )
    assert texts(document, "Heading 1") == [" ".join(clean.split())]
    assert texts(document, "Numbered Paragraph") == [clean]
    assert texts(document, "List Bullet") == [clean]
    assert texts(document, "Quote") == [f"“{clean}”"]


def test_a_numbered_paragraph_before_any_heading_goes_without(tmp_path: Path) -> None:
    document = written_with(tmp_path, Paragraph("First words.", numbered=True))
    (paragraph,) = [p for p in document.paragraphs if p.text == "First words."]
    assert value(paragraph._p, "w:pPr/w:numPr/w:ilvl") is None


def test_a_table_too_wide_for_a_page_keeps_every_column(tmp_path: Path) -> None:
    groups = tuple(Column(f"Constabularies {n}", Kind.SHARE) for n in range(60))
    row: tuple[Value, ...] = ("Trust", *(n / 60 for n in range(60)))
    table = Table("t", "Wide", "", "", (Column("Theme"), *groups), (row,))
    document = written_with(tmp_path, TableBlock(table))
    _, *parts = (cells(table) for table in tables(document))
    assert len(parts) > 1
    assert [name for part in parts for name in part[0][1:]] == [group.name for group in groups]


def test_two_tables_without_notes_stay_two(tmp_path: Path) -> None:
    """Word joins tables that touch."""
    bare = Table("t", "Bare", "", "", (Column("A"),), (("b",),))
    document = written_with(tmp_path, TableBlock(bare), TableBlock(bare))
    for table in tables(document):
        assert table.getnext().tag == qn("w:p")


def test_a_chart_with_more_than_can_be_read_says_so(tmp_path: Path) -> None:
    names = tuple(f"Theme {n}" for n in range(50))
    table = replace(theme_table(), rows=tuple((name, 1, 0.1, "x") for name in names), notes=())
    assert table.chart is not None
    chart = replace(table.chart, categories=names, series=(Series("n", (1.0,) * 50),))
    document = written_with(tmp_path, TableBlock(replace(table, chart=chart)))
    assert texts(document, "Table Note")[0].startswith("The first 30 of 50 are drawn")


def test_a_heading_goes_with_the_wide_table_after_it(tmp_path: Path) -> None:
    document = written_with(
        tmp_path, Heading("One"), Paragraph("Words."), Heading("Two"), TableBlock(heat_table())
    )
    breaks = [
        p for p in document.paragraphs if p._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    ]
    assert [paragraph.text for paragraph in breaks] == ["Words."]


def test_numbers_run_as_in_a_board_paper() -> None:
    """1. · 1.1 · 1.2 and, under a heading 5.1, 5.1.1; a level left out is not counted."""
    numbers = Numbers()
    assert numbers.paragraph() is None
    assert numbers.heading(2) == (1, "1.")
    assert numbers.paragraph() == (1, "1.1")
    assert numbers.paragraph() == (1, "1.2")
    assert numbers.heading(1) == (1, "2.")
    assert numbers.heading(3) == (2, "2.1")
    assert numbers.paragraph() == (2, "2.1.1")
    assert numbers.heading(3) == (3, "2.1.2")
    assert numbers.paragraph() == (3, "2.1.2.1")
    assert numbers.heading(2) == (2, "2.2")
    assert numbers.paragraph() == (2, "2.2.1")
