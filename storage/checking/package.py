"""An Office document, opened with care: it may come from anybody."""

from __future__ import annotations

import posixpath
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from engage_app.errors import NotPossible

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LARGEST = 100_000_000  # bytes of one part, unpacked
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"


class Package:
    """The parts of a .docx or .xlsx file.

    Args:
        path: the file.

    Raises:
        NotPossible: it is no such file, or damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = ZipFile(path)
            self.names = frozenset(self._zip.namelist())
        except (BadZipFile, OSError, ValueError) as error:
            raise unreadable(path) from error

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def xml(self, name: str) -> Element | None:
        """A part as XML; None where there is none of that name.

        Raises:
            NotPossible: the part is damaged, or larger than a document's parts are.
        """
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        if name not in self.names:
            return None
        try:
            if self._zip.getinfo(name).file_size > _LARGEST:
                raise unreadable(self.path)
            found: Element = fromstring(self._zip.read(name))
        except (ParseError, DefusedXmlException, BadZipFile, OSError, RuntimeError, ValueError,
                NotImplementedError) as error:  # fmt: skip
            raise unreadable(self.path) from error
        return found

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: by id, the kind (last word of its type) and the target.

        A target within the package is the name of a part, another one as it is written.
        """
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for each in root.iter(f"{_RELATIONS}Relationship") if root is not None else ():
            target = each.get("Target", "")
            if each.get("TargetMode") != "External":
                inside = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                target = posixpath.normpath(inside)
            found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], target)
        return found

    @cached_property
    def title(self) -> str:
        """The title in the document's properties; may be empty."""
        return self._property("title")

    @cached_property
    def language(self) -> str:
        """The language in the document's properties; may be empty."""
        return self._property("language")

    def _property(self, name: str) -> str:
        root = self.xml("docProps/core.xml")
        return (root.findtext(f"{_DC}{name}") or "").strip() if root is not None else ""


def unreadable(path: Path) -> NotPossible:
    """The error for a file that can't be checked."""
    return NotPossible(
        f"“{path.name}” can't be read: it is damaged, protected by a password, or no such document.",
        action="Open it in the program it was made with, save it again, and check the new file.",
    )
