"""The appendix, read back: styles, numbering, table mark-up, captions, pictures, pages."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from report_sample import GROUPS, log_table, sample_report
from word_reading import cells, tables, text_of, texts, value

from engage_app.domain.report import TableBlock
from storage.reports.word import word_bytes, write_word


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_word(sample_report(), tmp_path_factory.mktemp("word") / "appendix.docx")


@pytest.fixture(scope="module")
def document(path: Path) -> WordDocument:
    return Document(str(path))


def test_headings_use_the_built_in_styles_in_order(document: WordDocument) -> None:
    assert texts(document, "Title") == [sample_report().title]
    assert texts(document, "Heading 1") == ["How people were engaged", "What people said", "Method"]
    assert texts(document, "Heading 2") == ["Themes", "By group"]
    assert texts(document, "Heading 3") == ["Primary care"]


def test_headings_are_tied_to_one_multilevel_list(document: WordDocument) -> None:
    numbering = document.part.numbering_part.element
    tied = {value(level, "w:pStyle"): level for level in numbering.iter(qn("w:lvl"))}
    shapes = {f"Heading{n}": shape for n, shape in enumerate(("%1.", "%1.%2", "%1.%2.%3"), 1)}
    for style, shape in shapes.items():
        assert value(tied[style], "w:lvlText") == shape
    (kind,) = {tied[style].getparent() for style in shapes}
    assert value(kind, "w:multiLevelType") == "multilevel"
    ids = {
        value(document.styles[f"Heading {n}"].element, "w:pPr/w:numPr/w:numId") for n in (1, 2, 3)
    }
    assert len(ids) == 1


def test_numbered_paragraphs_count_under_their_heading(document: WordDocument) -> None:
    levels = {
        paragraph.text: value(paragraph._p, "w:pPr/w:numPr/w:ilvl")
        for paragraph in document.paragraphs
    }
    assert levels["The proposal was broadly welcomed by PBP Chairs."] == "1"
    assert levels["Five themes stood out."] == "2"
    assert levels["General practice wrote about trust."] == "3"
    assert levels["Coded by two officers. Machines suggested; people decided."] is None


def test_the_contents_list_is_a_field_already_filled(document: WordDocument) -> None:
    entries = {
        style: [
            "".join(
                "\t" if e.tag == qn("w:tab") else e.text or ""
                for e in p._p.iter(*wanted)
                if e.getparent().tag == qn("w:r")
            )
            for p in document.paragraphs
            if p.style is not None and p.style.name == style
        ]
        for style in ("toc 1", "toc 2", "toc 3")
        if (wanted := (qn("w:t"), qn("w:tab")))
    }
    assert entries["toc 1"] == [
        "1.\tHow people were engaged\t3",
        "2.\tWhat people said\t3",
        "3.\tMethod\t6",
    ]
    assert entries["toc 2"] == ["2.3\tThemes\t4", "2.4\tBy group\t5"]
    assert entries["toc 3"] == ["2.4.2\tPrimary care\t6"]
    body = document.element.body
    assert any(r'TOC \o "1-3"' in code.text for code in body.iter(qn("w:instrText")))
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert anchors == {mark for mark in marks if mark.startswith("_Toc")}


def test_every_field_is_closed(document: WordDocument) -> None:
    kinds = [e.get(qn("w:fldCharType")) for e in document.element.body.iter(qn("w:fldChar"))]
    text = "".join({"begin": "(", "separate": "|", "end": ")"}[kind] for kind in kinds)
    while "(|)" in text:
        text = text.replace("(|)", "")
    assert kinds
    assert text == ""


def test_every_table_tells_a_screen_reader_its_headings(document: WordDocument) -> None:
    found = list(tables(document))
    assert len(found) == 1 + 4
    for table in found:
        look = table.find(qn("w:tblPr")).find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
        first, *rest = table.findall(qn("w:tr"))
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert not any(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rest)
        assert all(
            row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in (first, *rest)
        )
        assert value(table, "w:tblPr/w:tblCaption")
        assert value(table, "w:tblPr/w:tblDescription")


def test_no_cell_is_merged_or_empty(document: WordDocument) -> None:
    for table in tables(document):
        assert not list(table.iter(qn("w:gridSpan"), qn("w:vMerge"), qn("w:hMerge")))
        rows = cells(table)
        assert len({len(row) for row in rows}) == 1
        assert all(text.strip() for row in rows for text in row)


def test_cells_are_written_for_a_reader(document: WordDocument) -> None:
    _, positions, themes, _, nothing = (cells(table) for table in tables(document))
    assert positions[1][:4] == [GROUPS[0], "64", "18%", "12%"]
    assert positions[5][1] == "1,234"
    assert positions[6][1:] == ["[c]"] * 7
    assert themes[3][0] == "=SUM(A1:A9) typed by a respondent"
    assert themes[4][3] == "-1+1 with a bell"
    assert themes[5] == ["Clinical leadership", "[c]", "–", "None"]
    assert nothing[1] == ["None", "None", "–"]


def test_figures_stand_at_the_right_and_the_heading_row_is_filled(document: WordDocument) -> None:
    table = list(tables(document))[2]
    heading, row = table.findall(qn("w:tr"))[:2]
    sides = [value(cell, "w:p/w:pPr/w:jc") for cell in row.findall(qn("w:tc"))]
    assert sides == [None, "right", "right", None]
    fills = {shade.get(qn("w:fill")) for shade in heading.iter(qn("w:shd"))}
    assert fills == {"005EB8"}
    style = document.styles["Table Heading"]
    assert style.font.bold
    assert str(style.font.color.rgb) == "FFFFFF"


def test_captions_carry_their_numbers(document: WordDocument) -> None:
    assert texts(document, "Caption") == [
        "Figure 1: Position on the proposal, by stakeholder group",
        "Table 1: Position on the proposal, by stakeholder group",
        "Figure 2: Themes by number of respondents",
        "Table 2: What people said",
        "Figure 3: Themes by stakeholder group",
        "Table 3: Themes by stakeholder group: the share of each group that raised each theme",
        "Table 4: You said, we did",
    ]
    codes = [code.text.split()[:2] for code in document.element.body.iter(qn("w:instrText"))]
    assert codes.count(["SEQ", "Figure"]) == 3
    assert codes.count(["SEQ", "Table"]) == 4


def test_every_picture_has_words_and_is_followed_by_its_table(document: WordDocument) -> None:
    pictures = list(document.element.body.iter(qn("w:drawing")))
    charts = [table.chart for table in sample_report().tables if table.chart]
    described = [next(p.iter(qn("wp:docPr"))).get("descr") for p in pictures]
    assert described == [chart.alt_text for chart in charts]
    for picture in pictures:
        paragraph = picture.getparent().getparent()
        caption = paragraph.getnext()
        assert text_of(caption).startswith("Table ")
        assert caption.getnext().tag == qn("w:tbl")


def test_the_cover_sheet_has_every_item(document: WordDocument) -> None:
    cover = cells(next(tables(document)))
    assert tuple(tuple(row) for row in cover[1:]) == sample_report().cover


def test_a_quotation_keeps_its_words_and_says_whose_they_are(document: WordDocument) -> None:
    assert texts(document, "Quote") == ["“I love our hospital partnership\nand this would end it.”"]
    assert texts(document, "Quote Attribution") == ["— GP, Blackpool"]


def test_bullets_use_the_list_style(document: WordDocument) -> None:
    assert texts(document, "List Bullet")[-1] == "=What worries you?"


def test_pages_are_a4_and_wide_tables_lie_on_their_side() -> None:
    report = sample_report()
    blocks = (*report.blocks[:5], TableBlock(log_table()), *report.blocks[5:])
    document = Document(BytesIO(word_bytes(replace(report, blocks=blocks))))
    pages = [(s.page_width, s.page_height, s.left_margin) for s in document.sections]
    sizes = [tuple(round(length.cm, 1) for length in page if length) for page in pages]
    assert sizes == [(21.0, 29.7, 2.2), (29.7, 21.0, 2.2), (21.0, 29.7, 2.2)]
    for paragraph in document.element.body.iter(qn("w:p")):
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            small = value(paragraph, "w:pPr/w:pStyle") == "AfterTable"
            assert text_of(paragraph) or small, "an empty paragraph would begin an empty page"


def test_header_and_footer_name_the_paper_and_count_its_pages(document: WordDocument) -> None:
    section = document.sections[0]
    report = sample_report()
    assert section.header.paragraphs[0].text == f"{report.organisation} | {report.title}"
    footer = section.footer.paragraphs[0]
    assert footer.text == "Page 1 of 1"
    codes = [code.text.strip() for code in footer._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_the_document_is_in_british_english(document: WordDocument) -> None:
    languages = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    properties = document.core_properties
    assert properties.language == "en-GB"
    assert properties.title == sample_report().title
    assert properties.author == "Jane Scattergood"
    assert properties.comments == ""


def test_one_typeface_throughout(document: WordDocument) -> None:
    for name in ("Normal", "Heading 1", "Title", "Caption", "Table Text", "List Bullet"):
        assert document.styles[name].font.name == "Arial"


def test_the_same_report_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    assert write_word(sample_report(), tmp_path / "again.docx").read_bytes() == path.read_bytes()


def test_an_open_document_is_saved_beside(tmp_path: Path) -> None:
    (tmp_path / "~$pendix.docx").touch()
    used = write_word(replace(sample_report(), blocks=()), tmp_path / "appendix.docx")
    assert used.name == "appendix (2).docx"
