"""A questionnaire from another program's file: XLSForm, LimeSurvey, REDCap, Triple-S.

Questions come in with their names, choices, codes, hints, and with their conditions so far as those
can be said in XLSForm's words. Questions that the exercise has by that name already stay as they are.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from engage_app.domain.changes import Changes
from engage_app.domain.form_parser import parse
from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services.planning import questions as questions_of
from engage_app.services.questionnaire_adding import NewQuestion, insert, resort
from engage_app.services.questionnaire_checks import CLOSED, free_name
from engage_app.services.workspace import Workspace

if TYPE_CHECKING:
    from storage.surveys.definition import DefinedQuestion

_REDCAP_TICKED = re.compile(r"\[(\w+)\((\w+)\)\]\s*=\s*(['\"])1\3")
_REDCAP_NAME = re.compile(r"\[(\w+)\]")
_LIMESURVEY_NAME = re.compile(r"\b([A-Za-z]\w*)(?:\.NAOK|\.value)\b|\b([A-Za-z]\w*)(?=\s*[=!<>]=?)")


@dataclass(frozen=True)
class Questionnaire:
    """What a file asks.

    Attributes:
        questions: in order, the rows of a grid as one.
        left_out: the wordings of questions whose condition could not be brought along.
    """

    title: str
    tool: str
    questions: tuple[NewQuestion, ...]
    left_out: tuple[str, ...] = ()


def read_questionnaire(path: Path, progress: Progress = no_progress) -> Questionnaire:
    """The questionnaire in a file. Nothing is written.

    Raises:
        SurveyFileError: it can't be read, or holds no questionnaire.
        FileInUse: another program holds it.
    """
    from storage.surveys.recognition import read_definition

    told = read_definition(path, progress)
    names = {question.name for question in told.questions}
    left_out: list[str] = []
    settled = []
    for question in told.questions:
        relevant = condition_in_our_words(question.relevant, told.tool, names)
        if relevant is None:
            left_out.append(question.label)
        settled.append(replace(question, relevant=relevant or ""))
    made = [new for rows in _grids(settled) for new in _new(rows, names)]
    return Questionnaire(told.title, told.tool, tuple(made), tuple(left_out))


def add_questionnaire(workspace: Workspace, exercise_id: int, wanted: Questionnaire) -> Changes:
    """Add the questions of a questionnaire behind those there are; one action.

    Raises:
        NotPossible: the exercise has all of them already.
    """
    there = questions_of(workspace, exercise_id)
    taken = {question.name.casefold() for question in there}
    headings = {question.grid for question in there}
    fresh = [new for new in wanted.questions if not taken & _names_of(new)]
    if not fresh:
        raise NotPossible(
            "The exercise has the questions of this file already.",
            action="Change them here, or choose another file.",
        )
    with workspace.acting("import questionnaire", exercise_id) as action:
        ids = [question.id for question in there]
        for new in fresh:
            heading = free_heading(new.label, headings) if new.rows else new.label
            headings.add(heading)
            ids += insert(action, workspace, exercise_id, replace(new, label=heading))
        resort(action, ids)
        action.created = ids[len(there)]
    return action.changes()


def free_heading(wanted: str, taken: Collection[str]) -> str:
    """A heading unlike those of other grids."""
    heading, number = wanted, 1
    while heading in taken:
        number += 1
        heading = f"{wanted} ({number})"
    return heading


def condition_in_our_words(text: str, tool: str, names: Collection[str]) -> str | None:
    """A tool's condition in XLSForm's words; None where that can't be said."""
    words = text.strip()
    if words in ("", "1"):  # LimeSurvey's "always"
        return ""
    if tool == "REDCap":
        words = _REDCAP_TICKED.sub(r"selected(${\1}, '\2')", words)
        words = _REDCAP_NAME.sub(r"${\1}", words).replace("<>", "!=")
    elif tool == "LimeSurvey":
        words = _LIMESURVEY_NAME.sub(lambda found: f"${{{found[1] or found[2]}}}", words)
        words = words.replace("==", "=").replace("&&", " and ").replace("||", " or ")
    elif tool != "XLSForm":
        return None
    try:
        return words if parse(words).names() <= set(names) else None
    except NotPossible:
        return None


def _grids(questions: list["DefinedQuestion"]) -> Iterator[list["DefinedQuestion"]]:
    """Rows that share heading, type, choices and condition together; every other one alone."""

    def alike(pair: tuple[int, "DefinedQuestion"]) -> object:
        number, question = pair
        if not question.grid or question.type not in CLOSED:
            return number
        return (question.grid, question.type, question.choices, question.relevant)

    for _, rows in groupby(enumerate(questions), alike):
        yield [question for _, question in rows]


def _new(rows: list["DefinedQuestion"], names: set[str]) -> Iterator[NewQuestion]:
    first = rows[0]
    kind = first.type or QuestionType.TEXT
    closed = kind in CLOSED
    yield NewQuestion(
        first.grid if first.grid and closed else first.label,
        kind,
        _role(first, kind),
        tuple(dict.fromkeys(label for _, label in first.choices)) if closed else (),
        tuple(row.label for row in rows) if first.grid and closed else (),
        names=tuple(row.name for row in rows),
        hint=first.hint,
        required=first.required,
        relevant=first.relevant,
        constraint=first.details.get("constraint", ""),
        constraint_message=first.details.get("constraint_message", ""),
        values=tuple((label, code) for code, label in reversed(first.choices) if code != label),
    )
    other = f"{first.name}_other"
    if first.other and closed and not first.grid and other not in names:
        code = next(code for code, label in first.choices if label == first.other)
        yield NewQuestion(
            f"{first.label} {first.other}: please say",
            QuestionType.TEXT,
            names=(free_name(other, names),),
            relevant=f"selected(${{{first.name}}}, '{code}')",
        )


def _role(question: "DefinedQuestion", kind: QuestionType) -> Role:
    """As the file says; else a text is a comment to code."""
    if question.role is not None:
        return question.role
    return Role.COMMENT if kind is QuestionType.TEXT else Role.NONE


def _names_of(new: NewQuestion) -> set[str]:
    return {name.casefold() for name in new.names}
