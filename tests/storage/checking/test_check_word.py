"""Word documents with one thing wrong each: the check names it, and nothing else."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from PIL import Image

from engage_app.domain.checks import Severity
from storage.checking.files import check_file

Break = Callable[[Any], object]


def _on(parent: Any, tag: str, **attributes: str) -> Any:
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made


def sound() -> Any:
    """A document that every reader can use."""
    document = Document()
    document.core_properties.title = "What we heard"
    document.styles["Heading 2"].font.color.rgb = RGBColor(0, 0, 0)  # the library's is too pale
    document.add_heading("Outcome", 1)
    document.add_paragraph("People said many things.")
    document.add_heading("Themes", 2)
    table = document.add_table(3, 2)
    for row, words in zip(
        table.rows, (("Theme", "People"), ("Cost", "5"), ("Time", "7")), strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    _on(table.rows[0]._tr.get_or_add_trPr(), "tblHeader")
    _on(table._tbl.tblPr, "tblCaption", val="Themes")
    picture = BytesIO()
    Image.new("RGB", (20, 10), "navy").save(picture, "PNG")
    picture.seek(0)
    shape = document.add_picture(picture)
    shape._inline.docPr.set("descr", "Bar chart: time was raised more often than cost.")
    return document


def saved(document: Any, folder: Path) -> Path:
    path = folder / "paper.docx"
    document.save(str(path))
    return path


def remarks(document: Any, folder: Path) -> list[tuple[str, str]]:
    return [(one.rule, one.what) for one in check_file(saved(document, folder))]


def test_a_sound_document_has_no_remarks(tmp_path: Path) -> None:
    assert remarks(sound(), tmp_path) == []


def _no_header_flag(document: Any) -> None:
    properties = document.tables[0].rows[0]._tr.trPr
    properties.remove(properties.find(qn("w:tblHeader")))


def _merged(document: Any) -> None:
    row = document.tables[0].rows[1]
    row.cells[0].merge(row.cells[1])


def _nested(document: Any) -> None:
    document.tables[0].cell(1, 1).add_table(1, 1).cell(0, 0).text = "inner"


def _pale(document: Any) -> None:
    run = document.add_paragraph().add_run("Pale words")
    run.font.color.rgb = RGBColor(0xAA, 0xAA, 0xAA)


def _shaded(document: Any) -> None:
    cell = document.tables[0].cell(0, 0)
    _on(cell._tc.get_or_add_tcPr(), "shd", val="clear", fill="FFFF00")
    cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)


def _no_language(document: Any) -> None:
    for lang in list(document.styles.element.iter(qn("w:lang"))):
        lang.getparent().remove(lang)


def _link(document: Any) -> None:
    part = document.part
    key = part.relate_to("https://example.org", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "click here"
    run.append(text)
    link.append(run)
    document.add_paragraph()._p.append(link)


@pytest.mark.parametrize(
    ("breaks", "rule", "words"),
    [
        (lambda d: setattr(d.core_properties, "title", ""), "WCAG 2.4.2", "no title"),
        (_no_language, "WCAG 3.1.1", "which language"),
        (
            lambda d: d.add_heading("Far below", 4),
            "WCAG 1.3.1",
            "is of level 4, after one of level 2",
        ),
        (lambda d: d.add_heading("", 3), "WCAG 2.4.6", "is empty"),
        (_no_header_flag, "WCAG 1.3.1", "not marked as its heading row"),
        (
            lambda d: d.tables[0]._tbl.tblPr.find(qn("w:tblLook")).set(qn("w:firstRow"), "0"),
            "WCAG 1.3.1",
            "announce its heading row",
        ),
        (_merged, "WCAG 1.3.1", "merged cells"),
        (_nested, "WCAG 1.3.2", "another table in a cell"),
        (lambda d: setattr(d.tables[0].cell(2, 1), "text", ""), "WCAG 1.3.1", "1 cell is empty"),
        (
            lambda d: d.inline_shapes[0]._inline.docPr.set("descr", ""),
            "WCAG 1.1.1",
            "no alternative text",
        ),
        (
            lambda d: d.inline_shapes[0]._inline.docPr.set("descr", "image1.png"),
            "WCAG 1.1.1",
            "doesn't say what it shows",
        ),
        (_pale, "WCAG 1.4.3", "2.3:1"),
        (_shaded, "WCAG 1.4.3", "“Theme” has a contrast of 1.1:1"),
        (_link, "WCAG 2.4.4", "doesn't say where it leads"),
        (lambda d: d.add_paragraph("• typed by hand"), "WCAG 1.3.1", "bullet typed by hand"),
    ],
)
def test_each_fault_is_named(breaks: Break, rule: str, words: str, tmp_path: Path) -> None:
    document = sound()
    breaks(document)
    found = [one for one in check_file(saved(document, tmp_path)) if one.severity is Severity.FAULT]
    assert any(one.rule == rule and words in one.what for one in found), found
    assert all(one.action for one in found)


def test_large_words_may_be_paler_and_a_long_text_needs_headings(tmp_path: Path) -> None:
    document = sound()
    run = document.add_paragraph().add_run("Large words")
    run.font.size, run.font.color.rgb = Pt(18), RGBColor(0x94, 0x94, 0x94)
    assert remarks(document, tmp_path) == []
    plain = Document()
    plain.core_properties.title = "Plain"
    plain.add_paragraph("word " * 700)
    assert [words for _, words in remarks(plain, tmp_path)] == [
        "The document has 700 words and no heading."
    ]


def test_of_many_alike_the_first_are_listed_and_the_others_counted(tmp_path: Path) -> None:
    document = sound()
    for number in range(60):
        document.add_paragraph(f"• item {number}")
    found = remarks(document, tmp_path)
    assert len(found) == 21
    assert found[-1][1].startswith("40 more of the same kind")
