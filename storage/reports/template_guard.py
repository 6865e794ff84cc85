"""Looks an organisation's Word template over before anything else opens it.

A paper made from it goes to a board and on to the public: nothing that runs, fetches or hides may
come in with it.
"""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from engage_app.errors import DocumentError
from storage.surveys.archive_guard import DAMAGE

LARGEST = 20_000_000  # bytes of the file: a template with pictures in it has one or two million
_UNPACKED = 100_000_000
_RATIO = 200
_SWOLLEN = 5_000_000  # bytes; smaller parts may shrink as they like
_ORDINARY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # a .doc, or a .docx under a password
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "wordprocessingml.template.main+xml"
_RUNS = re.compile(r"vba|macro|activex|embeddings/|customui|/attachedtoolbars", re.IGNORECASE)
_WEB_LINKS = ("https://", "http://", "mailto:")
_FIELD = re.compile(r"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"")
_FETCHES = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDE\w*|LINK|IMPORT|DATABASE|RD|AUTOTEXT\w*|MACROBUTTON)\b"
)
_SAVE = "Open it in Word and save it as a Word document (.docx)."


def check(data: bytes, name: str) -> None:
    """Refuse what is no plain Word document.

    Args:
        data: the file.
        name: what to call it.

    Raises:
        DocumentError: with a sentence for the officer.
    """
    if len(data) > LARGEST:
        raise _too_large(name)
    if data.startswith(_OLD_OR_LOCKED):
        raise DocumentError(
            f"“{name}” is in Word's old format, or protected by a password.",
            action=f"{_SAVE} Take its password off first.",
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_sizes(archive, name)
            parts = {part.filename: part for part in archive.infolist()}
            _check_kind(archive.read("[Content_Types].xml").decode("utf-8", "replace"), name)
            if found := next((part for part in parts if _RUNS.search(part)), None):
                raise _runs(name, found)
            for part in sorted(parts):
                content = archive.read(part)  # reading also holds the checksum against it
                if part.endswith((".xml", ".rels")):
                    _check_part(part, content, name)
    except (KeyError, ElementTree.ParseError, *DAMAGE) as error:
        raise DocumentError(
            f"“{name}” is not a Word document, or was not copied in full.",
            action="Choose a Word document (.docx) that opens in Word.",
            detail=f"{type(error).__name__}: {error}",
        ) from error


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    swollen = any(
        part.file_size > _SWOLLEN and part.file_size > _RATIO * max(part.compress_size, 1)
        for part in parts
    )
    strange = any(part.compress_type not in _ORDINARY for part in parts)
    if swollen or strange or sum(part.file_size for part in parts) > _UNPACKED:
        raise _too_large(name)


def _check_kind(types: str, name: str) -> None:
    if "macroEnabled" in types or "vbaProject" in types:
        raise _runs(name, "[Content_Types].xml")
    if _TEMPLATE in types:
        raise DocumentError(
            f"“{name}” is a Word template (.dotx), which a paper can't be made from.", action=_SAVE
        )
    if _DOCUMENT not in types:
        raise DocumentError(
            f"“{name}” is not a Word document.", action="Choose a Word document (.docx)."
        )


def _check_part(part: str, content: bytes, name: str) -> None:
    text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise DocumentError(
            f"“{name}” holds XML that Word never writes, and was not opened.",
            action="Check where the file comes from.",
        )
    if part.endswith(".rels"):
        for relation in ElementTree.fromstring(content):  # noqa: S314 - no DOCTYPE, as seen above
            _check_relation(relation, name)
    commands = " ".join("".join(found) for found in _FIELD.findall(text))
    if fetched := _FETCHES.search(commands.upper()):
        raise DocumentError(
            f"“{name}” has a field that fetches something from elsewhere ({fetched[0]}).",
            action="Remove that field in Word, save the document and choose it again.",
        )


def _check_relation(relation: ElementTree.Element, name: str) -> None:
    kind = relation.get("Type", "").rpartition("/")[2]
    if kind in ("vbaProject", "oleObject", "package", "control", "aFChunk"):
        raise _runs(name, kind)
    if relation.get("TargetMode") != "External":
        return
    if kind == "attachedTemplate":
        raise DocumentError(
            f"“{name}” rests on a template kept elsewhere, which Word would fetch for each reader.",
            action="In Word choose File, Options, Add-ins, Manage: Templates, and attach “Normal” "
            "instead; then save it and choose it again.",
        )
    if kind != "hyperlink" or not relation.get("Target", "").lower().startswith(_WEB_LINKS):
        raise DocumentError(
            f"“{name}” fetches a part of itself from elsewhere ({kind or 'unknown'}).",
            action="In Word, replace linked pictures and objects by copies; then choose it again.",
        )


def _too_large(name: str) -> DocumentError:
    return DocumentError(
        f"“{name}” is too large for a template.",
        action=f"Delete its pages and large pictures; up to {LARGEST // 1_000_000} MB will do.",
    )


def _runs(name: str, what: str) -> DocumentError:
    return DocumentError(
        f"“{name}” holds macros, controls or files inside it, and was not opened.",
        action="Save it in Word as a Word document (.docx) without macros and embedded objects.",
        detail=what,
    )
