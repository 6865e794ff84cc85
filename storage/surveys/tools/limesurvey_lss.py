"""LimeSurvey's `.lss`: the tables of a survey's structure as XML, in all versions since 2.0.

Since DBVersion 4xx the words are in tables of their own (`question_l10ns`, `answer_l10ns`, …), a
row for each language; before, every row of `questions` and `answers` had its language and words.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engage_app.errors import SurveyFileError
from storage.surveys.definition import Definition
from storage.surveys.markup import heading
from storage.surveys.survey_file import Problem
from storage.surveys.tools.limesurvey_types import Asked, Choice, Part, defined

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TOOL = "LimeSurvey"
_MARK = b"<LimeSurveyDocType>"
_WITH_QUESTIONS = frozenset({"Survey", "Group", "Question"})
_LIMIT = 50_000_000  # bytes; the largest surveys have one or two million

Row = Mapping[str, str]


def define(path: Path, head: bytes) -> Definition | None:
    """The questionnaire in a `.lss` (or `.lsg`, `.lsq`) file, in its base language.

    Raises:
        SurveyFileError: it is LimeSurvey's but damaged, declares entities, or has no questions.
    """
    if _MARK not in head:
        return None
    root = _root(path)
    kind = (root.findtext("LimeSurveyDocType") or "").strip()
    if kind not in _WITH_QUESTIONS:
        raise SurveyFileError(
            f"“{path.name}” is LimeSurvey's “{kind}”, which holds no questions.",
            action="Export the survey's structure (.lss) and choose that file.",
        )
    tables = _Tables(root)
    asked = [_asked(row, tables) for row in tables.main_questions()]
    problems = tuple(
        Problem(
            f"Question {each.code} has LimeSurvey's type “{each.type}”, which Engage doesn't know.",
            action="Its type is found from the answers.",
        )
        for each in asked
        if not each.known
    )
    questions = tuple(question for each in asked for question in defined(each))
    return Definition(TOOL, tables.title(), questions, problems)


def _root(path: Path) -> "Element":
    from defusedxml import (
        DefusedXmlException,
        ElementTree,
    )

    if path.stat().st_size > _LIMIT:
        raise SurveyFileError(
            f"“{path.name}” is larger than {_LIMIT // 1_000_000} MB, which no survey's structure is.",
            action="Export the survey's structure (.lss) again.",
        )
    try:
        root: Element = ElementTree.fromstring(path.read_bytes())
    except DefusedXmlException as error:
        raise SurveyFileError(
            f"“{path.name}” declares XML entities, which LimeSurvey never does, so it was not read.",
            action="Export the survey's structure (.lss) from LimeSurvey again.",
            detail=str(error),
        ) from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise SurveyFileError(
            f"“{path.name}” is a LimeSurvey file that breaks off or is damaged.",
            action="Export the survey's structure (.lss) again.",
            detail=str(error),
        ) from error
    return root


class _Tables:
    """The rows of the tables, words in the survey's own language put to them."""

    def __init__(self, root: "Element") -> None:
        self._root = root
        languages = [element.text or "" for element in root.findall("languages/language")]
        settings = self._rows("surveys")
        own = settings[0].get("language", "") if settings else ""
        self._language = own or (languages[0].strip() if languages else "")
        words = self._by(self._rows("question_l10ns"), "qid")
        questions = self._in_language(self._rows("questions"), "qid")
        below = self._in_language(self._rows("subquestions"), "qid")
        self._questions = [{**row, **words.get(row.get("qid", ""), {})} for row in questions]
        self._below = [{**row, **words.get(row.get("qid", ""), {})} for row in below]
        self._below += [
            row for row in self._questions if row.get("parent_qid", "0") not in ("", "0")
        ]
        groups = self._in_language(self._rows("groups"), "gid")
        named = self._by(self._rows("group_l10ns"), "gid")
        self.groups = {
            row["gid"]: {**row, **named.get(row["gid"], {})} for row in groups if "gid" in row
        }
        answered = self._by(self._rows("answer_l10ns"), "aid")
        self._answers = [
            {**row, **answered.get(row.get("aid", ""), {})} for row in self._answers_in_language()
        ]

    def title(self) -> str:
        """The survey's title."""
        rows = self._rows("surveys_languagesettings")
        own = [row for row in rows if row.get("surveyls_language") == self._language]
        return heading((own or rows or [{}])[0].get("surveyls_title", ""))

    def main_questions(self) -> list[Row]:
        """The questions that are no subquestions, in the order they are asked."""
        main = [row for row in self._questions if row.get("parent_qid", "0") in ("", "0")]
        order = {gid: _number(row, "group_order") for gid, row in self.groups.items()}
        return sorted(
            main, key=lambda row: (order.get(row.get("gid", ""), 0), _number(row, "question_order"))
        )

    def subquestions(self, qid: str) -> list[Row]:
        """The subquestions of a question, in their order."""
        own = [row for row in self._below if row.get("parent_qid") == qid]
        return sorted(
            own, key=lambda row: (_number(row, "scale_id"), _number(row, "question_order"))
        )

    def answers(self, qid: str) -> list[Row]:
        """The answers offered to a question, in their order."""
        own = [row for row in self._answers if row.get("qid") == qid]
        return sorted(own, key=lambda row: (_number(row, "scale_id"), _number(row, "sortorder")))

    def attributes(self, qid: str) -> dict[str, str]:
        """A question's settings that are not empty, those of the survey's language first."""
        rows = [row for row in self._rows("question_attributes") if row.get("qid") == qid]
        rows.sort(key=lambda row: row.get("language", "") == self._language)
        return {
            row["attribute"]: row["value"]
            for row in rows
            if row.get("attribute") and row.get("value")
        }

    def _rows(self, table: str) -> list[dict[str, str]]:
        return [
            {cell.tag: (cell.text or "").strip() for cell in row}
            for row in self._root.findall(f"{table}/rows/row")
        ]

    def _in_language(self, rows: list[dict[str, str]], key: str) -> list[dict[str, str]]:
        """Each row once: before l10n tables there was one for each language."""
        return list(self._by(rows, key).values())

    def _by(self, rows: Iterable[dict[str, str]], key: str) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for row in rows:
            value = row.get(key, "")
            if value and (value not in found or row.get("language") == self._language):
                found[value] = row
        return found

    def _answers_in_language(self) -> list[dict[str, str]]:
        """Answers had no id of their own in old versions: question, code and scale are one."""
        keyed = [
            {**row, "key": "\x1f".join(row.get(k, "") for k in ("qid", "code", "scale_id"))}
            for row in self._rows("answers")
        ]
        return self._in_language(keyed, "key")


def _asked(row: Row, tables: _Tables) -> Asked:
    qid = row.get("qid", "")
    group = tables.groups.get(row.get("gid", ""), {})
    attributes = tables.attributes(qid)
    return Asked(
        code=row.get("title", ""),
        type=row.get("type", ""),
        text=heading(row.get("question", "")),
        hint=heading(row.get("help", "")),
        relevant=_condition(group.get("grelevance", ""), row.get("relevance", "")),
        required=row.get("mandatory", "") == "Y",
        other=row.get("other", "") == "Y",
        group=heading(group.get("group_name", "")),
        parts=tuple(
            Part(sub.get("title", ""), heading(sub.get("question", "")), _number(sub, "scale_id"))
            for sub in tables.subquestions(qid)
        ),
        choices=tuple(
            Choice(each.get("code", ""), heading(each.get("answer", "")), _number(each, "scale_id"))
            for each in tables.answers(qid)
        ),
        attributes=attributes,
    )


def _condition(*conditions: str) -> str:
    """Conditions that all have to be met; "1" is always met."""
    told = [each for each in conditions if each not in ("", "1")]
    return told[0] if len(told) == 1 else " and ".join(f"({each})" for each in told)


def _number(row: Row, key: str) -> int:
    text = row.get(key, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
