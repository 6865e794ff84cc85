"""Triple-S metadata: the `.sss` file of versions 1.1, 1.2 and 2.0 in XML.

The standard is published at triple-s.org. A file may name a document type, which is never fetched.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engage_app.errors import SurveyFileError
from storage.surveys.csv_text import decoded
from storage.surveys.headings import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ROOT = re.compile(rb"<(?:\w+:)?sss[\s>]")
_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
_ENCODING = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_LIMIT = 50_000_000  # bytes
_MOST_CODES = 1_000  # of a range; a longer one is a number, no list of choices
_ACTION = "Export the Triple-S files again, both of them, and choose the .sss file."
TYPES = frozenset({"single", "multiple", "quantity", "character", "logical", "date", "time"})


@dataclass(frozen=True)
class Variable:
    """One variable.

    Attributes:
        ident: its number in the file.
        type: one of TYPES.
        start, finish: first and last character, or column in a CSV file, counted from 1.
        codes: code to label, in order; of a range each code in it.
        labelled: whether any code has a label.
        decimals: whether a quantity has any.
        highest: the highest code of a multiple, which is the length of its string of bits.
        subfields, width: of a multiple that is spread; 0 where it is a string of bits.
        filter: which variable says whether it was asked, or a condition.
    """

    ident: str
    name: str
    label: str
    type: str
    start: int
    finish: int
    use: str = ""
    codes: dict[str, str] = field(default_factory=dict, hash=False)
    labelled: bool = False
    decimals: bool = False
    highest: int = 0
    subfields: int = 0
    width: int = 0
    filter: str = ""


@dataclass(frozen=True)
class Metadata:
    """What a `.sss` file says.

    Attributes:
        href: the name of the data file, or empty.
        csv: whether the data is comma-separated; else it is of fixed width.
        skip: how many lines come before the data.
        encoding: as the file declares it, or empty.
    """

    version: str
    title: str
    href: str
    csv: bool
    skip: int
    encoding: str
    variables: tuple[Variable, ...]


def is_metadata(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a Triple-S definition."""
    return _ROOT.search(head.replace(b"\0", b"")) is not None


def read_metadata(path: Path) -> Metadata:
    """The variables of a survey.

    Raises:
        SurveyFileError: it is damaged, declares entities, has levels, or describes no variables.
    """
    if path.stat().st_size > _LIMIT:
        raise SurveyFileError(
            f"“{path.name}” is larger than {_LIMIT // 1_000_000} MB, which no questionnaire is.",
            action=_ACTION,
        )
    root, encoding = _parsed(path)
    if root.find("hierarchy") is not None or root.find(".//parent") is not None:
        raise SurveyFileError(
            f"“{path.name}” describes a survey on several levels, e.g. households and persons.",
            action="Choose the .sss file of one level, exported as a survey of its own.",
        )
    records = root.findall("survey/record")
    if len(records) > 1:
        raise SurveyFileError(
            f"“{path.name}” describes {len(records)} kinds of record; Engage reads one.",
            action="Export the survey with one record for each response.",
        )
    variables = tuple(
        _variable(element, path) for record in records for element in record.findall("variable")
    )
    if not variables:
        raise SurveyFileError(f"“{path.name}” describes no variables.", action=_ACTION)
    record = records[0]
    return Metadata(
        version=root.get("version", ""),
        title=_text(root.find("survey/title")) or _text(root.find("survey/name")),
        href=record.get("href", "").strip(),
        csv=record.get("format", "").strip().lower() == "csv",
        skip=_whole(record.get("skip")),
        encoding=encoding,
        variables=variables,
    )


def _parsed(path: Path) -> tuple["Element", str]:
    from defusedxml import (
        DefusedXmlException,
        ElementTree,
    )

    data = path.read_bytes()
    try:
        text, encoding = _as_text(data, path.name)
        root: Element = ElementTree.fromstring(text)
    except DefusedXmlException as error:
        raise SurveyFileError(
            f"“{path.name}” declares XML entities, which Triple-S never does, so it was not read.",
            action=_ACTION,
            detail=str(error),
        ) from error
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise SurveyFileError(
            f"“{path.name}” is a Triple-S file that breaks off or is damaged.",
            action=_ACTION,
            detail=str(error),
        ) from error
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return root, encoding


def _as_text(data: bytes, name: str) -> tuple[str, str]:
    """The XML without its declaration, and the encoding that it is in.

    A byte order mark says more than the declaration: programs copy the latter from a template.
    """
    declared = _ENCODING.search(data[:400].replace(b"\0", b"").decode("latin-1"))
    encoding = declared[1].lower() if declared else ""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:3] == b"\xef\xbb\xbf"
    if marked or not encoding or encoding.startswith("utf") or b"\0" in data[:64]:
        text, encoding, _ = decoded(data, name)
    else:
        text = data.decode("cp1252" if encoding in _LATIN else encoding, errors="replace")
    return _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).lstrip(), encoding


_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"})
"""What Windows programs call their own code page, which is the same and a little more."""


def _variable(element: "Element", path: Path) -> Variable:
    name = _text(element.find("name")) or element.get("ident", "")
    position = element.find("position")
    start = _whole(position.get("start")) if position is not None else 0
    kind = element.get("type", "").strip().lower()
    if start < 1 or kind not in TYPES:
        what = "has no position" if start < 1 else f"is of the type “{kind}”, which is none"
        raise SurveyFileError(f"In “{path.name}” the variable {name} {what}.", action=_ACTION)
    finish = _whole(position.get("finish")) if position is not None else 0
    spread = element.find("spread")
    values = element.find("values")
    labels = {} if values is None else _labels(values)
    ranges = [] if values is None else [_ends(each) for each in values.findall("range")]
    codes = {**labels} if kind == "quantity" else _with_ranges(labels, ranges)
    condition = element.find("filter")
    subfields = _whole(spread.get("subfields")) if spread is not None else 0
    finish = max(finish, start)
    return Variable(
        ident=element.get("ident", "").strip(),
        name=name,
        label=_text(element.find("label")) or name,
        type=kind,
        start=start,
        finish=finish,
        use=element.get("use", "").strip().lower(),
        codes=codes,
        labelled=bool(labels),
        decimals=any("." in end for ends in ranges for end in ends),
        highest=max((int(code) for code in codes if code.isdecimal() and len(code) < 6), default=0),
        subfields=subfields if spread is None else max(subfields, 1),
        width=_width(spread, subfields, finish - start + 1),
        filter=element.get("filter", "").strip() or _text(condition),
    )


def _width(spread: "Element | None", subfields: int, room: int) -> int:
    """How wide a subfield is; where that is not said, as wide as they fit."""
    if spread is None:
        return 0
    return _whole(spread.get("width")) or max(room // max(subfields, 1), 1)


def _labels(values: "Element") -> dict[str, str]:
    found: dict[str, str] = {}
    for value in values.findall("value"):
        code = value.get("code", "").strip()
        if code:
            found.setdefault(code, _text(value) or code)
    return found


def _ends(element: "Element") -> tuple[str, str]:
    return element.get("from", "").strip(), element.get("to", "").strip()


def _with_ranges(labels: dict[str, str], ranges: list[tuple[str, str]]) -> dict[str, str]:
    """Codes in the order of the file; those of a range without a label are their own label."""
    within: list[str] = []
    for first, last in ranges:
        if first.isdecimal() and last.isdecimal() and len(first) < 10 and len(last) < 10:
            low, high = int(first), int(last)
            if high - low < _MOST_CODES:
                within += [str(code) for code in range(low, high + 1)]
    if not within:
        return labels
    named = {str(int(code)) if code.isdecimal() else code: code for code in labels}
    codes = {code: labels[named[code]] if code in named else code for code in within}
    return {**codes, **{code: label for code, label in labels.items() if code not in codes}}


def _text(element: "Element | None") -> str:
    """An element's words on one line: its own, or those in English, or the first there are."""
    if element is None:
        return ""
    own = [element.text or ""]
    texts: list[tuple[bool, str]] = []
    for child in element:
        if child.tag == "text":
            language = next((v for k, v in child.attrib.items() if k.endswith("lang")), "en")
            texts.append((language.lower().startswith("en"), " ".join(child.itertext())))
        else:
            own.append(" ".join(child.itertext()))
        own.append(child.tail or "")
    if words := clean(" ".join(own)):
        return words
    return clean(max(texts, key=lambda each: each[0])[1]) if texts else ""


def _whole(text: str | None) -> int:
    written = (text or "").strip()
    return int(written) if written.isdecimal() and len(written) < 10 else 0
