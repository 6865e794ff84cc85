"""LimeSurvey's headings of words alone, put to the codes of the survey's definition."""

from collections.abc import Sequence
from dataclasses import replace

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.definition import DefinedQuestion, Definition
from storage.surveys.headings import plain
from storage.surveys.markup import heading as cleaned
from storage.surveys.tools.limesurvey_headings import Heading

_Key = tuple[str, str, str]
"""Question, subquestion and second direction."""


def named(headings: Sequence[Heading], definition: Definition) -> list[Heading]:
    """The headings, those of words alone with the codes that the definition gives those words."""
    codes: dict[_Key, _Key] = {}
    for told in definition.questions:
        for words, code in _codes_of(told).items():
            codes.setdefault(words, code)
    return [each if each.coded else _named(each, codes) for each in headings]


def _named(each: Heading, codes: dict[_Key, _Key]) -> Heading:
    text, sub, second = (plain(cleaned(t)) for t in (each.text, each.sub_text, each.second_text))
    if each.kind == "other" and (row := codes.get((text, sub, ""))) and row[1] != "other":
        return _coded(replace(each, kind="sub"), row)  # a row that the author called "Other"
    if each.kind in ("main", "other", "comment", "othercomment", "filecount"):
        return _coded(each, codes.get((text, "", "")))
    if each.kind == "subcomment":  # the third says that it is a comment
        return _coded(each, codes.get((text, sub, "")))
    return _coded(each, codes.get((text, sub, each.second if each.dual else second)))


def _coded(each: Heading, code: _Key | None) -> Heading:
    if code is None:
        return each
    return replace(each, question=code[0], sub=code[1], second=code[2], coded=True)


def _codes_of(told: DefinedQuestion) -> dict[_Key, _Key]:
    """Words to codes: of the question, its options, or the row and column it stands for."""
    facts = told.details
    question, text = facts.get("question", ""), plain(facts.get("text", ""))
    if not question:
        return {}
    row, column = (plain(facts.get(key, "")) for key in ("sub_text", "second_text"))
    found = {
        (text, "", ""): (question, "", ""),
        (text, row, column): (question, facts.get("sub", ""), facts.get("second", "")),
    }
    if told.type is QuestionType.SELECT_MULTIPLE:
        own = facts.get("sub", "")
        for code, label in told.choices:
            key = (text, row, plain(label)) if own else (text, plain(label), "")
            found[key] = (question, own, code) if own else (question, code, "")
    return found
