"""Small questionnaires, and data of fixed width, for the samples of the fuzz run."""

import itertools
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

REDCAP: Sequence[Sequence[str]] = [
    ["Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
     "Choices, Calculations, OR Slider Labels", "Field Note",
     "Text Validation Type OR Show Slider Number", "Text Validation Min", "Text Validation Max",
     "Identifier?", "Branching Logic (Show field only if...)", "Required Field?",
     "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
     "Field Annotation"],
    ["record_id", "survey", "", "text", "Record ID", *[""] * 13],
    ["grp", "survey", "You", "radio", "Who are you?", "1, Hospices | 2, Council", *[""] * 12],
    ["multi", "survey", "", "checkbox", "What matters?", "1, Beds | 2, Funds, all | 3, Flows",
     *[""] * 12],
    ["multi_other", "survey", "", "text", "Other", "", *[""] * 5, "[multi(3)] = '1'", *[""] * 6],
    ["l1", "survey", "", "slider", "How far?", "No | Some | Much", *[""] * 12],
    ["why", "survey", "", "notes", "Why?", *[""] * 13],
]  # fmt: skip

XLSFORM: dict[str, Sequence[Sequence[Any]]] = {
    "survey": [
        ["type", "name", "label::English (en)", "hint", "relevant", "required"],
        ["begin_group", "about", "About you", "", "", ""],
        ["select_one who", "group", "Who are you?", "", "", "yes"],
        ["end_group", "", "", "", "", ""],
        ["select_multiple matters or_other", "multi", "What matters?", "", "", ""],
        ["begin_repeat", "visit", "Visits", "", "", ""],
        ["select_one who", "to", "Whom did you see?", "", "", ""],
        ["text", "said", "What was said?", "", "", ""],
        ["end_repeat", "", "", "", "", ""],
        ["text", "why", "Why?", "Take your time", "${group} = 'gp'", ""],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)"],
        ["who", "gp", "General practice"],
        ["who", "hospices", "Hospices"],
        ["matters", "clin", "Clinical leadership"],
        ["matters", "fund", "Funding, and delegation"],
        ["matters", "hosp", "Hospital flows"],
    ],
    "settings": [["form_title", "form_id"], ["Clinic", "clinic"]],
}

_LSS_TABLES: dict[str, Sequence[dict[str, str]]] = {
    "answers": [
        {"qid": "1", "code": "A1", "sortorder": "0", "scale_id": "0", "aid": "1"},
        {"qid": "1", "code": "A2", "sortorder": "1", "scale_id": "0", "aid": "2"},
    ],
    "answer_l10ns": [
        {"aid": "1", "answer": "Hospices", "language": "en"},
        {"aid": "2", "answer": "Council", "language": "en"},
    ],
    "groups": [{"gid": "7", "group_order": "1", "grelevance": "1"}],
    "group_l10ns": [{"gid": "7", "group_name": "You", "language": "en"}],
    "questions": [
        {"qid": str(n), "parent_qid": "0", "gid": "7", "type": kind, "title": code,
         "other": "Y", "mandatory": "N", "relevance": "1", "question_order": str(n)}
        for n, (kind, code) in enumerate((("L", "grp"), ("M", "multi"), ("F", "lik"), ("T", "why")), 1)
    ],
    "subquestions": [
        {"qid": str(10 * parent + n), "parent_qid": str(parent), "gid": "7", "title": f"SQ{n}",
         "type": "T", "question_order": str(n), "scale_id": "0"}
        for parent in (2, 3) for n in (1, 2, 3)
    ],
    "question_l10ns": [
        {"qid": str(n), "question": f"<p>Question {n}?</p>", "language": "en"}
        for n in (1, 2, 3, 4, 21, 22, 23, 31, 32, 33)
    ],
    "surveys": [{"sid": "123456", "language": "en"}],
    "surveys_languagesettings": [{"surveyls_language": "en", "surveyls_title": "Places"}],
}  # fmt: skip


def _lss() -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<document>"]
    lines += ["<LimeSurveyDocType>Survey</LimeSurveyDocType>", "<DBVersion>641</DBVersion>"]
    lines += ["<languages><language>en</language></languages>"]
    for table, rows in _LSS_TABLES.items():
        cells = (
            "".join(f"<{name}>{escape(text)}</{name}>" for name, text in row.items())
            for row in rows
        )
        inside = "".join(f"<row>{each}</row>" for each in cells)
        lines.append(f"<{table}><rows>{inside}</rows></{table}>")
    return "\n".join([*lines, "</document>"])


LSS = _lss()

_VARIABLES = """
<variable ident="1" type="quantity" use="serial"><name>Serial</name><label>Serial</label>
 <position start="1" finish="4"/><values><range from="1" to="9999"/></values></variable>
<variable ident="2" type="single"><name>Q1</name><label>Where do you<br/>stand?</label>
 <position start="5" finish="6"/><values><value code="1">For</value><value code="10">Against</value>
 </values></variable>
<variable ident="3" type="multiple"><name>Q2</name><label>What matters?</label>
 <position start="7" finish="10"/><values><value code="1">Cost, and value</value>
 <value code="2">Travel</value><value code="4">Staff</value></values></variable>
<variable ident="4" type="multiple"><name>Q3</name><label>Which sites?</label>
 <position start="11" finish="14"/><spread subfields="2" width="2"/><values>
 <value code="1">North</value><value code="12">South</value></values></variable>
<variable ident="5" type="logical"><name>Q5</name><label>Are you a carer?</label>
 <position start="15"/></variable>
<variable ident="6" type="character" filter="Q5"><name>Q6</name><label>Of whom?</label>
 <position start="16" finish="25"/><size>10</size></variable>
<variable ident="7" type="date"><name>Q7</name><label>Date of visit</label>
 <position start="26" finish="33"/></variable>
"""
FIXED = (
    "0001 1110101121Père      20220516",
    "000210001001 00          20220517",
    "0003                             ",
    "0004 1000 0 00 1Daughter  20220518",
)
LISTED = [
    ["Serial", "Q1", "Q2", "Q3", "Q5", "Q6", "Q7"],
    ["1", "1", "1101", "0112", "1", "Père", "20220516"],
    ["2", "10", "0010", "01", "0", "", "20220517"],
    ["3", "", "", "", "", "", ""],
]


def triple_s(encoding: str, *, by_column: bool = False) -> str:
    """Triple-S metadata that declares an encoding, for data of fixed width or in columns."""
    record, variables = 'ident="V"', _VARIABLES
    if by_column:
        record, number = f'{record} format="csv"', itertools.count(1)
        variables = re.sub(
            r"<position [^>]*/>", lambda _: f'<position start="{next(number)}"/>', variables
        )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<!DOCTYPE sss PUBLIC "-//triple-s//DTD'
        ' Survey Interchange v2.0//EN" "http://www.triple-s.org/dtd/sss_v20.dtd">\n'
        '<sss version="2.0"><date>1 June 2022</date><survey><name>S</name>'
        f"<title>Exit survey</title><record {record}>{variables}</record></survey></sss>"
    )


def opendocument(rows: Sequence[Sequence[Any]]) -> dict[str, bytes]:
    """The parts of an OpenDocument spreadsheet; the mimetype comes first."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string"><text:p>'
            f"{escape(str(cell))}</text:p></table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="Sheet1">'
        f"{lines}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content.encode(),
        "META-INF/manifest.xml": b"<manifest/>",
    }


def _compound() -> bytes:
    """A compound file with one sector of a table of sectors, and a directory that names a book."""
    sector, end, free = 512, b"\xfe\xff\xff\xff", b"\xff\xff\xff\xff"
    head = bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00" + bytes(6)
    head += bytes(4) + b"\x01\x00\x00\x00" + b"\x01\x00\x00\x00" + bytes(4) + b"\x00\x10\x00\x00"
    head += end + bytes(4) + end + bytes(4) + bytes(4) + free * 108
    table = (b"\xfd\xff\xff\xff" + end + end + free * 128)[:sector]
    name = "Workbook".encode("utf-16-le")
    root = "Root Entry".encode("utf-16-le")
    entries = b"".join(
        text.ljust(64, b"\0") + bytes([len(text) + 2, 0, kind, 1]) + free * 3 + bytes(36)
        + start + size + bytes(4)
        for text, kind, start, size in (
            (root, 5, end, bytes(4)),
            (name, 2, b"\x02\x00\x00\x00", b"\x00\x10\x00\x00"),
        )
    )  # fmt: skip
    book = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12) + b"\x0a\x00\x00\x00"
    return head + table + entries.ljust(sector, b"\0") + book.ljust(8 * sector, b"\0")


OLD_OFFICE = _compound()
