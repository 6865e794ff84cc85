"""Themes as the codes of REFI-QDA: in a codebook (.qdc), and in a project (.qdpx).

Source: REFI-QDA standard 1.0 (qdasoftware.org). A code there has a name, a colour and a description;
what Engage knows besides goes into the description, on lines of its own that it reads again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from uuid import UUID
from xml.etree import ElementTree as Xml

from engage_app.domain.sharing import SharedTheme
from storage.identifiers import derived_uid

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

CODEBOOK = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Engage"
_LABELS = {
    "use_when": "Use when",
    "avoid_when": "Don't use when",
    "example": "Example",
    "keywords": "Keywords",
}
_RETIRED = "Retired: no longer offered"
_LABELLED = re.compile(rf"^({'|'.join(_LABELS.values())}): ", re.MULTILINE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")


def words(text: str) -> str:
    """Text as XML may hold it, as long as it was."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def guid(key: str) -> str:
    """A key in the notation of the standard, 8-4-4-4-12."""
    return str(UUID(hex=key))


def key_of(given: str | None) -> str:
    """The key of a GUID, however it is written; of anything else, one made of it."""
    try:
        return UUID(given or "").hex
    except ValueError:
        return derived_uid("refi", given or "")


def codes(themes: Iterable[SharedTheme]) -> "Element":
    """The tree of themes as `Codes`."""
    listed = list(themes)
    known = {theme.key for theme in listed}
    below: dict[str, list[SharedTheme]] = {}
    for theme in listed:
        below.setdefault(theme.parent if theme.parent in known else "", []).append(theme)
    root = Xml.Element("Codes")
    _append(root, "", below)
    return root


def codebook(themes: Iterable[SharedTheme]) -> bytes:
    """A codebook file (.qdc)."""
    root = Xml.Element("CodeBook", {"xmlns": CODEBOOK, "origin": ORIGIN})
    root.append(codes(themes))
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def themes_in(element: "Element | None") -> list[SharedTheme]:
    """The themes of a `CodeBook` or a `Codes`, those above before those below."""
    if element is None:
        return []
    found: list[SharedTheme] = []
    for child in element:
        if local(child) in ("Codes", "CodeBook"):
            found += themes_in(child)
        elif local(child) == "Code":
            found += _read(child, "")
    return found


def local(element: "Element") -> str:
    """The name of an element without its namespace: several versions of it are about."""
    return str(element.tag).rpartition("}")[2]


def child_text(element: "Element", name: str) -> str:
    """The words of the child of this name, or none."""
    return next((each.text or "" for each in element if local(each) == name), "")


def _append(above: "Element", key: str, below: Mapping[str, list[SharedTheme]]) -> None:
    for theme in below.get(key, ()):
        given = {"guid": guid(theme.key), "name": words(theme.name), "isCodable": "true"}
        if _COLOUR.fullmatch(theme.colour):
            given["color"] = theme.colour
        code = Xml.SubElement(above, "Code", given)
        if described := "\n".join(_described(theme)):
            Xml.SubElement(code, "Description").text = words(described)
        _append(code, theme.key, below)


def _described(theme: SharedTheme) -> Iterator[str]:
    if theme.definition:
        yield theme.definition
    for name, label in _LABELS.items():
        if value := getattr(theme, name):
            yield f"{label}: {value}"
    if theme.retired:
        yield _RETIRED


def _read(code: "Element", parent: str) -> Iterator[SharedTheme]:
    key = key_of(code.get("guid") or f"{parent} {code.get('name')}")
    given, retired, _ = child_text(code, "Description").partition(_RETIRED)
    definition, *labelled = _LABELLED.split(given.strip())
    named = dict(zip(labelled[::2], (each.strip() for each in labelled[1::2]), strict=False))
    yield SharedTheme(
        key=key,
        name=(code.get("name") or "").strip() or "Unnamed code",
        parent=parent,
        definition=definition.strip(),
        colour=code.get("color") or "",
        retired=bool(retired),
        **{name: named.get(label, "") for name, label in _LABELS.items()},
    )
    for child in code:
        if local(child) == "Code":
            yield from _read(child, key)
