"""The document a paper starts from: our own, or the organisation's template without its words.

Of a template there stay styles, theme, fonts, page, headers and footers. Its body goes, and with it
every part that only the body needed, so that nothing of an old paper travels along unseen.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document

_KEPT_PARTS = (
    "/styles",
    "/numbering",
    "/settings",
    "/theme",
    "/fontTable",
    "/footnotes",  # the settings name their separators
    "/endnotes",
)
_KEPT_WITH_FILE = ("/officeDocument", "/core-properties", "/extended-properties")
_NOT_ON_OUR_PAGES = ("w:type", "w:cols", "w:lnNumType", "w:vAlign", "w:textDirection", "w:formProt")
_NOT_OUR_SETTINGS = (
    "w:attachedTemplate",
    "w:documentProtection",
    "w:writeProtection",
    "w:trackRevisions",
    "w:mailMerge",
    "w:updateFields",
    "w:linkStyles",
)


def opened(template: bytes) -> Document:
    """A document with nothing in it yet.

    Args:
        template: a .docx that was looked over before, or nothing for ours.
    """
    if not template:
        return docx.Document()
    document = docx.Document(BytesIO(template))
    _empty(document)
    _forget(document)
    return document


def has_words_or_picture(part: Any) -> bool:
    """Whether a header or footer says or shows anything."""
    content = part._element
    words = "".join(each.text or "" for each in content.iter(qn("w:t")))
    drawn = next(content.iter(qn("w:drawing"), qn("w:pict"), qn("w:instrText")), None)
    return bool(words.strip()) or drawn is not None


def continue_section(section: Any) -> None:
    """Keep a further section from starting its own cover page or page count."""
    for tag in ("w:titlePg", "w:pgNumType"):
        for found in section._sectPr.findall(qn(tag)):
            section._sectPr.remove(found)


def _empty(document: Document) -> None:
    body = document.element.body
    last = body.sectPr  # of the body itself: the page of what comes
    for child in list(body):
        if child is not last:
            body.remove(child)
    if last is None:
        last = body.get_or_add_sectPr()
    for tag in _NOT_ON_OUR_PAGES:
        for found in last.findall(qn(tag)):
            last.remove(found)


def _forget(document: Document) -> None:
    """Drop the parts that nothing names any more, settings that aren't ours, and old properties."""
    part = document.part
    named = set(document.element.xpath("//@r:id | //@r:embed | //@r:link"))
    for key, relation in list(part.rels.items()):
        if key not in named and not relation.reltype.endswith(_KEPT_PARTS):
            del part.rels[key]
    for key, relation in list(part.package.rels.items()):
        if not relation.reltype.endswith(_KEPT_WITH_FILE):
            del part.package.rels[key]
    settings = document.settings.element
    for tag in _NOT_OUR_SETTINGS:
        for found in settings.findall(qn(tag)):
            settings.remove(found)
    properties = document.core_properties
    properties.category = properties.content_status = properties.version = ""
    properties.identifier = ""
    for printed in properties._element.xpath("cp:lastPrinted"):
        printed.getparent().remove(printed)
