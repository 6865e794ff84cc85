"""Reading what other programs of qualitative analysis write: REFI-QDA codebooks and projects.

Programs count places in a text differently: by code points or by UTF-16 units, with an end of line
as one or as two. The words that a selection names tell which way a file was counted.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from engage_app.domain.sharing import SharedProject, SharedResponse, SharedTheme
from engage_app.errors import NotPossible
from storage.exchange.refi_codebook import child_text, key_of, local, themes_in
from storage.exchange.refi_texts import Names, read_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LIMIT = 500_000_000  # bytes of all parts together
_INTERNAL = "internal://"
_UNREAD = {
    "PictureSource": "a picture",
    "AudioSource": "a recording",
    "VideoSource": "a film",
}


def read_codebook(path: Path) -> tuple[SharedTheme, ...]:
    """The themes of a codebook file (.qdc).

    Raises:
        NotPossible: it is none, or it is damaged.
    """
    root = _parsed(path.read_bytes(), path.name)
    if local(root) not in ("CodeBook", "Project"):
        raise _no_file(path.name, "codebook")
    return tuple(themes_in(_child(root, "CodeBook") if local(root) == "Project" else root))


def read_project(path: Path) -> SharedProject:
    """The themes and the coded texts of a project file (.qdpx); a text is a response.

    Raises:
        NotPossible: it is none, or it is damaged or huge.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {part.filename.casefold(): part for part in archive.infolist()}
            if sum(part.file_size for part in parts.values()) > _LIMIT:
                raise NotPossible(
                    f"“{path.name}” would unpack to more than {_LIMIT // 1_000_000} MB.",
                    action="Leave recordings and films out of the project, and export it again.",
                )
            index = next((part for name, part in parts.items() if name.endswith(".qde")), None)
            if index is None:
                raise _no_file(path.name, "project")
            root = _parsed(archive.read(index), path.name)

            def words_at(place: str) -> bytes | None:
                name = PurePosixPath(place.removeprefix(_INTERNAL).lstrip("/")).name.casefold()
                part = parts.get(f"sources/{name}")
                internal = part is not None and place.startswith(_INTERNAL)
                return archive.read(part) if part is not None and internal else None

            return _Reading(root, words_at).project()
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise NotPossible(
            f"“{path.name}” is damaged, or it is no project file.",
            action="Export the project again as REFI-QDA project (.qdpx).",
            detail=str(error),
        ) from error


class _Reading:
    """One project: `words_at` gives the bytes of a text inside the archive."""

    def __init__(self, root: "Element", words_at: "Names[bytes]") -> None:
        self._root = root
        self._words_at = words_at
        self._coders = {
            user.get("guid", ""): user.get("name", "") for user in _children(root, "Users")
        }
        self._variables = {
            each.get("guid", ""): each.get("name", "") for each in _children(root, "Variables")
        }
        self._notes = {note.get("guid", ""): note for note in _children(root, "Notes")}
        self._left_out: list[str] = []

    def project(self) -> SharedProject:
        """Everything."""
        responses = [
            each for source in _children(self._root, "Sources") if (each := self._of(source))
        ]
        facts = self._facts_of_cases()
        keys = {each.key: {**facts.get(each.key, {}), **each.details} for each in responses}
        return SharedProject(
            title=self._root.get("name") or "",
            themes=tuple(themes_in(_child(self._root, "CodeBook"))),
            responses=tuple(replace(each, details=keys[each.key]) for each in responses),
            left_out=tuple(self._left_out),
        )

    def _of(self, source: "Element") -> SharedResponse | None:
        name = source.get("name") or "Text"
        kind = local(source)
        if kind in _UNREAD:
            self._left_out.append(f"“{name}” is {_UNREAD[kind]}: only texts are taken.")
            return None
        element = _child(source, "Representation") if kind == "PDFSource" else source
        raw = self._raw(element) if element is not None else None
        if element is None or raw is None:
            self._left_out.append(f"The words of “{name}” are not in the file.")
            return None
        text, comments = read_text(element, raw, self._coders, self._notes)
        details = dict(self._facts(source))
        return SharedResponse(key_of(source.get("guid") or name), name, comments, details, text)

    def _raw(self, element: "Element") -> str | None:
        within = child_text(element, "PlainTextContent")
        if within:
            return within
        found = self._words_at(element.get("plainTextPath") or "")
        return None if found is None else found.decode("utf-8-sig", "replace")

    def _facts(self, element: "Element") -> Iterator[tuple[str, str]]:
        for given in element:
            if local(given) != "VariableValue":
                continue
            name = value = ""
            for part in given:
                if local(part) == "VariableRef":
                    name = self._variables.get(part.get("targetGUID", ""), "")
                else:
                    value = (part.text or "").strip()
            if name and value:
                yield name, value

    def _facts_of_cases(self) -> dict[str, dict[str, str]]:
        """What is known of a case, by the text it holds."""
        found: dict[str, dict[str, str]] = {}
        for case in _children(self._root, "Cases"):
            facts = dict(self._facts(case))
            for part in case:
                if local(part) == "SourceRef":
                    found.setdefault(key_of(part.get("targetGUID")), {}).update(facts)
        return found


def _children(root: "Element", name: str) -> list["Element"]:
    found = _child(root, name)
    return [] if found is None else list(found)


def _child(element: "Element", name: str) -> "Element | None":
    return next((each for each in element if local(each) == name), None)


def _parsed(data: bytes, name: str) -> "Element":
    from defusedxml import DefusedXmlException, ElementTree

    try:
        root: Element = ElementTree.fromstring(data)
    except (DefusedXmlException, ElementTree.ParseError, ValueError, LookupError) as error:
        raise NotPossible(
            f"“{name}” is damaged, or it holds what a REFI-QDA file never does.",
            action="Export it again from the program it comes from.",
            detail=str(error),
        ) from error
    return root


def _no_file(name: str, kind: str) -> NotPossible:
    return NotPossible(
        f"“{name}” is no REFI-QDA {kind}.",
        action="Choose a .qdc file for a codebook, or a .qdpx file for a coded project.",
    )
