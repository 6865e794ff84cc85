"""The appendix with what an exercise may throw at it: hostile, huge, empty."""

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.text.paragraph import Paragraph as WordParagraph
from report_sample import heat_table, log_table, sample_report, theme_table
from word_reading import cells, tables, text_of, texts, value

from engage_app.domain.report import (
    Block,
    Bullets,
    Chart,
    ChartKind,
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
from storage.reports.word_cover import cover_parts
from storage.reports.word_flow import flow_of
from storage.reports.word_page import A4

LONG = "Words that go on. " * 30 + "So they end."


def written_with(tmp_path: Path, *blocks: Block) -> WordDocument:
    path = write_word(replace(sample_report(), blocks=blocks, tables=()), tmp_path / "t.docx")
    return Document(str(path))


def has_break(paragraph: WordParagraph) -> bool:
    return paragraph._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None


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


def test_a_list_stays_with_the_words_that_announce_it(tmp_path: Path) -> None:
    """No page ends on "The Board is asked to:", nor after the first of two recommendations."""
    asked = Bullets(("Approve", "Note"))
    document = written_with(tmp_path, Heading("Last"), Paragraph("Asked:", True), asked)
    found = {p.text: p.paragraph_format.keep_with_next for p in document.paragraphs}
    assert found["Asked:"]
    assert found["Approve"]
    assert not found["Note"]


def test_no_item_of_a_long_list_stands_alone_on_a_page(tmp_path: Path) -> None:
    items = tuple(f"{name} {'word ' * 30}".strip() for name in "abcde")
    document = written_with(tmp_path, Heading("Long"), Bullets(items))
    kept = [bool(p.paragraph_format.keep_with_next) for p in document.paragraphs if p.text in items]
    assert kept == [True, False, False, True, False]


def test_notes_lead_up_to_a_table_that_runs_over_a_page(tmp_path: Path) -> None:
    """After it they might stand alone on a page, and readers meet [c] before they are told."""
    rows = tuple((f"Theme {n}", n, 0.1, "x") for n in range(40))
    long = replace(theme_table(), rows=rows, chart=None, notes=("A note.",))
    for table, note_first in ((long, True), (replace(long, rows=rows[:3]), False)):
        body = written_with(tmp_path, Heading("T"), TableBlock(table)).element.body
        note = next(p for p in body if p.tag == qn("w:p") and text_of(p) == "A note.")
        last = list(body.iter(qn("w:tbl")))[-1]
        assert (body.index(note) < body.index(last)) is note_first


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
        tmp_path, Heading("One"), Paragraph(LONG), Heading("Two"), TableBlock(log_table())
    )
    assert [p.text for p in document.paragraphs if has_break(p)] == [LONG]


def test_short_words_under_a_heading_go_with_the_wide_table_too(tmp_path: Path) -> None:
    """Left behind, they would have a page to themselves."""
    document = written_with(
        tmp_path,
        Heading("One"),
        Paragraph(LONG),
        Heading("Two"),
        Paragraph("In brief.", numbered=True),
        TableBlock(log_table()),
    )
    assert [p.text for p in document.paragraphs if has_break(p)] == [LONG]
    (brief,) = [p for p in document.paragraphs if p.text == "In brief."]
    assert brief.paragraph_format.keep_with_next


def test_a_chart_of_many_bars_stands_upright_before_its_wide_table(tmp_path: Path) -> None:
    names = tuple(f"Theme {n}" for n in range(20))
    wide = log_table()
    chart = Chart(ChartKind.BARS, "Many", names, (Series("n", (1.0,) * 20),), "Bars")
    document = written_with(
        tmp_path,
        Heading("One"),
        Paragraph("In brief."),
        TableBlock(replace(wide, chart=chart)),
        Heading("Two"),
    )
    across = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    assert across == [False, True, False]
    (breaking, _) = [p for p in document.paragraphs if has_break(p)]
    assert breaking.style is not None
    assert breaking.style.name == "Figure"


def test_many_short_paragraphs_leave_a_figure_its_room() -> None:
    points = [Paragraph(f"Point {n}.") for n in range(40)]
    flows = flow_of((Heading("One"), *points, TableBlock(heat_table())))
    assert not any(flow.kept for flow in flows)
    assert flows[-1].above == 0
    few = flow_of((Heading("One"), Paragraph("Point."), TableBlock(heat_table())))
    assert [flow.kept for flow in few] == [True, True, False]
    assert 0 < few[-1].above < 5


def test_plain_words_stand_under_the_words_of_their_heading(tmp_path: Path) -> None:
    document = written_with(tmp_path, Heading("One"), Paragraph("Plain."))
    (plain,) = [p for p in document.paragraphs if p.text == "Plain."]
    assert plain.paragraph_format.left_indent == Twips(851)


@pytest.mark.parametrize("lines", [1, 12, 60])
def test_a_cover_has_type_as_large_as_leaves_it_on_its_page(lines: int) -> None:
    summary = "\n".join(f"{n} in every hundred said so, in so many words." for n in range(lines))
    cover = (("Executive summary", summary), *((f"Item {n}", "None") for n in range(18)))
    (part,) = cover_parts(replace(sample_report(), cover=cover), A4)
    assert sum(part.layout.widths) == pytest.approx(A4.text_width(sideways=False))
    assert part.layout.size == {1: 11, 12: 11, 60: 10}[lines]
