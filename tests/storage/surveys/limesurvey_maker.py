"""LimeSurvey's exports for tests, written as its own writers do, and the `.lss` that goes with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

OWN = ("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp")
OWN_ENGLISH = (
    "Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started",
    "Date last action",
)  # fmt: skip
OWN_GERMAN = (
    "Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Zufallsstartwert",
    "Datum gestartet", "Datum letzte Aktivität",
)  # fmt: skip
NOW = "2022-05-16 09:03:11"
STYLES = ("code", "em", "full", "abbreviated", "codetext", "underscored")


@dataclass(frozen=True)
class Asked:
    """A question: `parts` are its subquestions, `choices` its answers, both code to words."""

    code: str
    type: str
    text: str
    parts: Mapping[str, str] | None = None
    choices: Mapping[str, str] | None = None
    other: bool = False


@dataclass(frozen=True)
class Field:
    """One column: the codes and words of question, subquestion and scale."""

    asked: Asked
    sub: str = ""
    scale: str = ""
    words: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return "_".join(part for part in (self.asked.code, self.sub, self.scale) if part)

    def heading(self, style: str) -> str:
        """As LimeSurvey's writer makes it in a style."""
        scale = str(int(self.scale) + 1) if self.scale else ""
        code = self.asked.code + "".join(f"[{part}]" for part in (self.sub, scale) if part)
        if style == "code":
            return code
        if style == "em":
            return self.key
        length = 30 if style == "abbreviated" else 0
        sub = "".join(f"[{_short(each, length)}]" for each in self.words)
        text = _short(self.asked.text, length) + (f" {sub}" if sub else "")
        if style == "codetext":
            return f"{code}. {text}"
        return text.replace(" ", "_") if style == "underscored" else text


def fields_of(asked: Asked) -> list[Field]:
    """The columns of a question."""
    parts, choices = asked.parts or {}, asked.choices or {}
    found: list[Field] = []
    if asked.type == "R":
        return [Field(asked, str(n), "", (f"Rank {n}",)) for n in range(1, len(choices) + 1)]
    if not parts:
        found.append(Field(asked))
    for code, words in parts.items():
        if asked.type == "1":
            found += [Field(asked, code, str(n), (words, f"Scale {n + 1}")) for n in (0, 1)]
            continue
        found.append(Field(asked, code, "", (words,)))
        if asked.type == "P":
            found.append(Field(asked, f"{code}comment", "", (words, "Comment")))
    if asked.other:
        found.append(Field(asked, "other", "", ("Other",)))
    if asked.type == "P" and asked.other:
        found.append(Field(asked, "othercomment", "", ("Other comment",)))
    if asked.type == "O":
        found.append(Field(asked, "comment", "", ("Comment",)))
    return found


def export_rows(
    questions: Sequence[Asked],
    responses: Sequence[Mapping[str, str]],
    style: str,
    *,
    own: Sequence[str] = (),
) -> list[list[str]]:
    """Headings and cells; responses hold the cells by `Field.key`, and may hold own columns."""
    fields = [field for asked in questions for field in fields_of(asked)]
    if not own:
        own = OWN if style in ("code", "em") else OWN_ENGLISH
        if style == "codetext":
            own = [f"{code}. {text}" for code, text in zip(OWN, OWN_ENGLISH, strict=True)]
        if style == "underscored":
            own = [text.replace(" ", "_") for text in own]
    rows = [[*own, *(field.heading(style) for field in fields)]]
    for number, given in enumerate(responses, 1):
        start = {"id": str(number), "submitdate": NOW, "lastpage": "4", "startlanguage": "en"}
        start |= {"seed": "123456789", "startdate": NOW, "datestamp": NOW}
        rows.append(
            [
                *(given.get(code, start[code]) for code in OWN),
                *(given.get(field.key, "") for field in fields),
            ]
        )
    return rows


def write_export(path: Path, rows: Sequence[Sequence[str]], delimiter: str = ";") -> Path:
    """UTF-8 with a byte order mark, every field in quotation marks, a blank line at the end."""
    lines = [
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows
    ]
    path.write_bytes(("\ufeff" + "".join(lines) + "\r\n").encode())
    return path


def write_vv(
    path: Path,
    questions: Sequence[Asked],
    responses: Sequence[Mapping[str, str | None]],
    *,
    sgqa: bool = False,
) -> Path:
    """The VV file; None is a question that was not shown."""
    fields = [field for asked in questions for field in fields_of(asked)]
    numbers = {asked.code: f"123456X7X{100 + n}" for n, asked in enumerate(questions)}
    texts, codes = list(OWN_ENGLISH), list(OWN)
    for field in fields:
        texts.append(f"{field.asked.text} " + "".join(f"({each})" for each in field.words))
        scale = f"#{field.scale}" if field.scale else ""
        codes.append(f"{numbers[field.asked.code]}{field.sub}{scale}" if sgqa else field.key)
    rows: list[Sequence[str | None]] = [texts, codes]
    for number, given in enumerate(responses, 1):
        own = [str(number), given.get("submitdate", NOW), "4", "en", "1", NOW, NOW]
        rows.append([*own, *(given.get(field.key, "") for field in fields)])
    lines = ["\t".join(map(_put, map(_encoded, row))) + "\n" for row in rows]
    path.write_bytes("".join(lines).encode())
    return path


def write_lss(path: Path, questions: Sequence[Asked], *, version: int = 641) -> Path:
    """The structure: with tables for the words since DBVersion 400, a row a language before."""
    tables: dict[str, list[dict[str, str]]] = {
        "surveys": [{"sid": "123456", "language": "en"}],
        "surveys_languagesettings": [
            {"surveyls_language": "de", "surveyls_title": "Umfrage"},
            {"surveyls_language": "en", "surveyls_title": "Places"},
        ],
    }
    new = version >= 400

    def put(table: str, row: dict[str, str], words: dict[str, str], key: str) -> None:
        spoken = [words | {"language": "de"}, words | {"language": "en"}]
        spoken[0] = {
            name: f"({text})" if name != "language" else text for name, text in spoken[0].items()
        }
        if new:
            tables.setdefault(table, []).append(row)
            singular = {"groups": "group", "answers": "answer"}.get(table, "question")
            tables.setdefault(f"{singular}_l10ns", []).extend({key: row[key]} | s for s in spoken)
        else:
            tables.setdefault(table, []).extend(row | s for s in spoken)

    put(
        "groups",
        {"gid": "7", "group_order": "1", "grelevance": "1"},
        {"group_name": "First"},
        "gid",
    )
    ids = iter(range(1000, 100_000))
    for order, asked in enumerate(questions):
        qid = str(100 + order)
        row = {"qid": qid, "parent_qid": "0", "gid": "7", "type": asked.type, "title": asked.code}
        row |= {"other": "Y" if asked.other else "N", "mandatory": "Y", "relevance": "1"}
        row |= {"question_order": str(order)}
        put("questions", row, {"question": f"<p>{asked.text}</p>", "help": "Take your time"}, "qid")
        for place, (code, words) in enumerate((asked.parts or {}).items()):
            row = {"qid": str(next(ids)), "parent_qid": qid, "gid": "7", "title": code, "type": "T"}
            row |= {"question_order": str(place), "scale_id": "0"}
            put("subquestions", row, {"question": words}, "qid")
        for scale in ("0", "1") if asked.type == "1" else ("0",):
            for place, (code, words) in enumerate((asked.choices or {}).items()):
                row = {"qid": qid, "code": code, "sortorder": str(place), "scale_id": scale}
                if new:
                    row |= {"aid": str(next(ids))}
                put("answers", row, {"answer": words}, "aid")
    path.write_text(_xml(tables, version), encoding="utf-8")
    return path


def _xml(tables: Mapping[str, Sequence[Mapping[str, str]]], version: int) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<document>"]
    lines += ["<LimeSurveyDocType>Survey</LimeSurveyDocType>", f"<DBVersion>{version}</DBVersion>"]
    lines += ["<languages><language>en</language><language>de</language></languages>"]
    for table, rows in tables.items():
        lines.append(f"<{table}><rows>")
        for row in rows:
            cells = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in row.items())
            lines.append(f"<row>{cells}</row>")
        lines.append(f"</rows></{table}>")
    return "\n".join([*lines, "</document>"])


def _short(text: str, length: int) -> str:
    return text if not length or len(text) <= length else f"{text[:length]}.. "


def _encoded(cell: str | None) -> str:
    if cell is None:
        return "{question_not_shown}"
    for letter, code in (("{", "{lbrace}"), ("\n", "{newline}"), ("\r", "{cr}"), ("\t", "{tab}")):
        cell = cell.replace(letter, code)
    return "{quote}" + cell[1:] if cell.startswith('"') else cell


def _put(cell: str) -> str:
    """As PHP's fputcsv: in quotation marks where there is a space or a quotation mark."""
    special = any(letter in cell for letter in ' "\t\r\n\\')
    return '"' + cell.replace('"', '""') + '"' if special else cell
