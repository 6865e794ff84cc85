"""A coded project for other programs of qualitative analysis: REFI-QDA 1.0, .qdpx.

An archive with `project.qde` and the texts. There is one text for each response, not one for each
comment: QualCoder, NVivo and MAXQDA list texts as files, and thousands of them are no use to anyone.
Facts about the respondent are variables of the text, and of a case that holds it.

Places are counted in code points, and ends of lines are LF, so that every program counts alike. An
accepted coding of a whole comment is a selection of all its words. A selection without a coding says
which question was answered, or holds a memo: QualCoder shows both as annotations.
"""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from engage_app.domain.coding import Span
from engage_app.domain.sharing import (
    BETWEEN_COMMENTS,
    SharedCoding,
    SharedComment,
    SharedProject,
    SharedResponse,
    as_one_text,
)
from storage.exchange.refi_codebook import ORIGIN, codes, guid, words
from storage.identifiers import derived_uid
from storage.reports.saving import save

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PROJECT = "urn:QDA-XML:project:1.0"
QUESTION, MEMO = "Question: ", "Memo: "
_EPOCH = (1980, 1, 1, 0, 0, 0)  # an archive's own times would make every file another one
_LONGEST_NAME = 60


def write_project(project: SharedProject, path: Path) -> Path:
    """Write a project file; returns the path.

    Raises:
        NotPossible: the folder is missing, full or may not be written to.
        FileInUse: another program has the file open.
    """
    responses = list(project.responses)
    text = _project(project, responses)

    def write(unfinished: Path) -> None:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo("project.qde", _EPOCH), text)
            for response in responses:
                part = zipfile.ZipInfo(f"Sources/{guid(_text_key(response))}.txt", _EPOCH)
                archive.writestr(part, as_one_text(response.comments).encode("utf-8", "replace"))

    return save(path, write)


def _project(project: SharedProject, responses: list[SharedResponse]) -> bytes:
    coders = sorted({coding.coder for coding in _codings(responses)} | {ORIGIN})
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    given = {"name": words(project.title), "origin": ORIGIN, "creationDateTime": now}
    root = Xml.Element("Project", {"xmlns": PROJECT, **given})
    users = Xml.SubElement(root, "Users")
    for coder in coders:
        Xml.SubElement(users, "User", {"guid": _user(coder), "name": words(coder or "Unknown")})
    if project.themes:
        Xml.SubElement(root, "CodeBook").append(codes(project.themes))
    _variables(root, responses)
    _cases(root, responses)
    sources = Xml.SubElement(root, "Sources")
    for response, name in zip(responses, names_of(responses), strict=True):
        _source(sources, response, name, now)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _codings(responses: Iterable[SharedResponse]) -> Iterator[SharedCoding]:
    for response in responses:
        for comment in response.comments:
            yield from comment.codings


def _variables(root: "Element", responses: Iterable[SharedResponse]) -> None:
    names = dict.fromkeys(name for response in responses for name in response.details)
    if names:
        variables = Xml.SubElement(root, "Variables")
        for name in names:
            given = {"guid": _variable(name), "name": words(name), "typeOfVariable": "Text"}
            Xml.SubElement(variables, "Variable", given)


def _cases(root: "Element", responses: list[SharedResponse]) -> None:
    if responses:
        cases = Xml.SubElement(root, "Cases")
        for response, name in zip(responses, names_of(responses), strict=True):
            case = Xml.SubElement(cases, "Case", {"guid": guid(response.key), "name": words(name)})
            Xml.SubElement(case, "SourceRef", {"targetGUID": guid(_text_key(response))})


def _source(sources: "Element", response: SharedResponse, name: str, now: str) -> None:
    key = guid(_text_key(response))
    source = Xml.SubElement(
        sources,
        "TextSource",
        {
            "guid": key,
            "name": words(name),
            "plainTextPath": f"internal://{key}.txt",
            "creatingUser": _user(ORIGIN),
            "creationDateTime": now,
        },
    )
    at = 0
    for comment in response.comments:
        _selections(source, comment, at, now)
        at += len(comment.text) + len(BETWEEN_COMMENTS)
    for variable, value in response.details.items():
        given = Xml.SubElement(source, "VariableValue")
        Xml.SubElement(given, "VariableRef", {"targetGUID": _variable(variable)})
        Xml.SubElement(given, "TextValue").text = words(value)


def _selections(source: "Element", comment: SharedComment, at: int, now: str) -> None:
    whole = Span(0, len(comment.text))
    for said in (
        f"{QUESTION}{comment.question}" if comment.question else "",
        f"{MEMO}{comment.memo}" if comment.memo else "",
    ):
        if said and comment.text:
            selection = _selection(source, comment, whole, at, (ORIGIN, now, said))
            Xml.SubElement(selection, "Description").text = words(said)
    for coding in comment.codings:
        passage = coding.passage or whole
        selection = _selection(source, comment, passage, at, (coding.coder, now, coding.theme))
        made = {
            "guid": _made("coding", comment.key, coding.theme, coding.coder, str(passage)),
            "creatingUser": _user(coding.coder),
            "creationDateTime": now,
        }
        put = Xml.SubElement(selection, "Coding", made)
        Xml.SubElement(put, "CodeRef", {"targetGUID": guid(coding.theme)})


def _selection(
    source: "Element", comment: SharedComment, passage: Span, at: int, by: tuple[str, str, str]
) -> "Element":
    """Some words of a text; `by` is who chose them, when, and what for."""
    coder, now, reason = by
    return Xml.SubElement(
        source,
        "PlainTextSelection",
        {
            "guid": _made("selection", comment.key, coder, reason, str(passage)),
            "name": words(comment.text[passage.start : passage.end]),
            "startPosition": str(at + passage.start),
            "endPosition": str(at + passage.end),
            "creatingUser": _user(coder),
            "creationDateTime": now,
        },
    )


def names_of(responses: Iterable[SharedResponse]) -> list[str]:
    """A name for each text, no two alike: programs take it for a file's."""
    taken: set[str] = set()
    names = []
    for response in responses:
        stem = " ".join(response.name.replace("/", "-").replace("\\", "-").split())
        stem = stem[:_LONGEST_NAME].strip() or "Response"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number})"
        taken.add(name.casefold())
        names.append(name)
    return names


def _text_key(response: SharedResponse) -> str:
    return text_key(response.key)


def text_key(response_key: str) -> str:
    """The key of the text that holds a response."""
    return derived_uid("text", response_key)


def _user(name: str) -> str:
    return _made("user", name)


def _variable(name: str) -> str:
    return _made("variable", name)


def _made(*parts: str) -> str:
    return guid(derived_uid(*parts))
