"""How wide and how high the letters of an organisation's typeface are, next to Arial's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml

if TYPE_CHECKING:
    from docx.document import Document

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True)
class Typeface:
    """Attributes:
    breadth: the width of a usual text, Arial's being 1.
    line: the height of a line, of the size of the type.
    """

    breadth: float = 1.0
    line: float = 1.1465  # Arial's as LibreOffice rounds it; 1.15 in Word


ARIAL = Typeface()
_UNKNOWN = Typeface(1.05, 1.2)
_KNOWN: dict[str, Typeface] = {
    **dict.fromkeys(("arial", "helvetica", "liberation sans"), ARIAL),
    **dict.fromkeys(("times new roman", "liberation serif", "times"), Typeface(0.89, 1.148)),
    **dict.fromkeys(("calibri", "carlito"), Typeface(0.9, 1.22)),
    **dict.fromkeys(("cambria", "caladea"), Typeface(0.96, 1.172)),
    **dict.fromkeys(("dejavu sans", "bitstream vera sans"), Typeface(1.12, 1.164)),
    "verdana": Typeface(1.17, 1.215),
    "georgia": Typeface(1.02, 1.136),
    "tahoma": Typeface(1.0, 1.207),
    "aptos": Typeface(0.99, 1.23),
    "segoe ui": Typeface(0.98, 1.33),
    "gill sans mt": Typeface(0.93, 1.16),
    **dict.fromkeys(("frutiger", "frutiger lt std"), Typeface(0.98, 1.2)),
    "garamond": Typeface(0.84, 1.125),
    "open sans": Typeface(1.05, 1.362),
    "trebuchet ms": Typeface(0.98, 1.161),
}


def typeface(name: str) -> Typeface:
    """The measures of a typeface by its name; of one that isn't known, those of a usual one."""
    return _KNOWN.get(name.casefold(), _UNKNOWN)


def safe_breadth(name: str, unknown: float) -> float:
    """How much wider than Arial's letters are to be taken for tables, whose words must not be cut:
    no less than 1; of a typeface that isn't known `unknown`."""
    known = _KNOWN.get(name.casefold())
    if known is None:
        return unknown
    return 1.0 if known.breadth <= 1 else known.breadth * 1.05


def theme_typefaces(document: Document) -> dict[str, str]:
    """The names of a document's two typefaces, of headings ("major") and of text ("minor")."""
    found: dict[str, str] = {}
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/theme"):
            theme: Any = parse_xml(relation.target_part.blob)
            for kind in ("major", "minor"):
                latin = theme.find(f".//{_DRAWING}{kind}Font/{_DRAWING}latin")
                if latin is not None:
                    found[kind] = latin.get("typeface", "")
    return found
