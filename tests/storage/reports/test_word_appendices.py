"""Appendices lettered by Word, and the tables of the cover sheet."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from report_sample import heat_table, log_table, sample_report
from word_reading import cells, tables, texts, value

from engage_app.domain.report import Column, Heading, Paragraph, Report, Table, TableBlock
from storage.reports.word import word_bytes
from storage.reports.word_cover import cover_parts
from storage.reports.word_layout import layout_of
from storage.reports.word_page import A4

FORUMS = Table(
    "forums",
    "Other forums",
    "",
    "",
    (Column("Meeting", width=3), Column("Date"), Column("Outcomes", width=3)),
    (("Designate Board", "21 June 2022", "Noted"),),
)
IMPLICATIONS = Table(
    "implications",
    "Implications",
    "",
    "",
    (*(Column(name) for name in ("Implication", "Yes", "No", "N/A")), Column("Comments", width=3)),
    (("Quality impact assessment completed", "Yes", "–", "–", "None"),),
)


def report() -> Report:
    plain = sample_report()
    blocks = (
        *plain.blocks,
        Heading("Positions", appendix=True),
        Paragraph("First.", numbered=True),
        TableBlock(heat_table()),
        Heading("Method", appendix=True),
        Heading("Code frame", 2),
        Paragraph("Second.", numbered=True),
    )
    cover = (*plain.cover[:6], ("Other forums", "x"), ("Conflicts", "None"), ("Implications", "x"))
    return replace(plain, blocks=blocks, cover=cover, cover_tables=(FORUMS, IMPLICATIONS))


@pytest.fixture(scope="module")
def document() -> Any:
    return docx.Document(BytesIO(word_bytes(report())))


def test_an_appendix_is_a_heading_1_that_word_letters(document: Any) -> None:
    assert texts(document, "Appendix Heading") == ["Positions", "Method"]
    style = document.styles["Appendix Heading"]
    assert style.base_style.name == "Heading 1"
    assert style.paragraph_format.page_break_before
    used = value(style.element, "w:pPr/w:numPr/w:numId")
    assert used != value(document.styles["Heading 1"].element, "w:pPr/w:numPr/w:numId")
    levels = [
        level
        for level in document.part.numbering_part.element.iter(qn("w:lvl"))
        if value(level, "w:lvlText") == "Appendix %1"
    ]
    (first,) = levels
    assert value(first, "w:numFmt") == "upperLetter"
    shapes = [value(one, "w:lvlText") for one in first.getparent().findall(qn("w:lvl"))]
    assert shapes == ["Appendix %1", "%1.%2", "%1.%2.%3", "%1.%2.%3.%4"]


def test_what_follows_counts_in_the_appendices_list(document: Any) -> None:
    used = value(document.styles["Appendix Heading"].element, "w:pPr/w:numPr/w:numId")
    found = {p.text: p._p for p in document.paragraphs}
    for text, level in (("First.", "1"), ("Code frame", "1"), ("Second.", "2")):
        assert value(found[text], "w:pPr/w:numPr/w:numId") == used
        assert value(found[text], "w:pPr/w:numPr/w:ilvl") == level
    assert texts(document, "Heading 2")[-1] == "Code frame"


def test_the_contents_list_has_them(document: Any) -> None:
    entries = [
        "".join(
            "\t" if e.tag == qn("w:tab") else e.text or ""
            for e in p._p.iter(qn("w:t"), qn("w:tab"))
            if e.getparent().tag == qn("w:r")
        )
        for p in document.paragraphs
        if p.style.name in ("toc 1", "toc 2")
    ]
    assert [entry.lstrip("\t") for entry in entries[-3:]] == [
        "Appendix A\tPositions\t7",
        "Appendix B\tMethod\t8",
        "B.1\tCode frame\t8",
    ]


def test_tables_of_the_cover_stand_in_the_place_of_their_items(document: Any) -> None:
    first, forums, between, implications = [cells(t) for t in list(tables(document))[:4]]
    assert [row[0] for row in first[1:]] == [label for label, _ in sample_report().cover[:6]]
    assert forums == [["Meeting", "Date", "Outcomes"], ["Designate Board", "21 June 2022", "Noted"]]
    assert between[1:] == [["Conflicts", "None"]]
    assert implications[0] == ["Implication", "Yes", "No", "N/A", "Comments"]
    assert texts(document, "Cover Label") == ["Other forums", "Implications"]
    for table in list(tables(document))[:4]:
        assert table.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert value(table, "w:tblPr/w:tblDescription")


def test_a_table_without_an_item_comes_at_the_end_of_the_cover() -> None:
    parts = cover_parts(replace(report(), cover=(("Item", "None"),)), A4)
    assert [part.table.title for part in parts] == ["Cover sheet", "Other forums", "Implications"]
    assert [part.named for part in parts] == [False, True, True]


def test_a_table_of_long_texts_is_laid_on_its_side() -> None:
    """Upright, twenty names in a narrow column would be a tower."""
    table = log_table()
    fit = layout_of(table, 16.6, 25.3)
    assert fit is not None
    assert fit.landscape
    short = replace(table, rows=((*table.rows[0][:4], "Few", "Much", "Little"),))
    upright = layout_of(short, 16.6, 25.3)
    assert upright is not None
    assert not upright.landscape
