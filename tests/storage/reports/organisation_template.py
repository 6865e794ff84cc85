"""A Word document as an organisation has one: its styles, margins, a logo, an old paper's words."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from PIL import Image

GREEN = RGBColor(0x00, 0x60, 0x2F)
OLD_WORDS = "Draft of an old paper, not for the public"


def organisation_template() -> bytes:
    """The document; its headings are green and in Georgia, its page is letter with wide margins."""
    document: Any = docx.Document()
    for name in ("Normal", "Heading 1", "Heading 2", "Title"):
        document.styles[name].font.name = "Georgia"
    for name in ("Heading 1", "Heading 2", "Title"):
        document.styles[name].font.color.rgb = GREEN
        document.styles[name].font.size = Pt(20)
    for name in ("Caption", "Quote", "Heading 3", "List Bullet"):
        document.styles[name].delete()
    table = document.styles.add_style("Engage Table", WD_STYLE_TYPE.TABLE)
    table.element.append(_green_first_row())
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin = section.right_margin = Cm(3)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].add_run("Our organisation").add_picture(_logo(), width=Cm(2))
    document.add_paragraph(OLD_WORDS)
    document.add_picture(_logo())
    document.core_properties.category = "Old"
    return _saved(document)


def changed(document: bytes, **parts: bytes | None) -> bytes:
    """The document with parts changed, added or (None) taken out; "__" stands for a slash."""
    named = {
        name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()
    }
    out = BytesIO()
    with ZipFile(BytesIO(document)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in named:
                new.writestr(part, old.read(part))
        for name, content in named.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def part(document: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(document)) as archive:
        return archive.read(name)


def _green_first_row() -> Any:
    from storage.reports.word_xml import element

    shade = element("w:shd", val="clear", color="auto", fill=str(GREEN))
    return element("w:tblStylePr", element("w:tcPr", shade), type="firstRow")


def _logo() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (40, 20), (0, 96, 47)).save(out, "PNG")
    out.seek(0)
    return out


def _saved(document: Any) -> bytes:
    assert document.element.body.find(qn("w:p")) is not None
    out = BytesIO()
    document.save(out)
    return out.getvalue()
