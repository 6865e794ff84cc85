"""What may be changed in a questionnaire without losing or bending an answer."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engage_app.domain.form_parser import parse
from engage_app.domain.question_items import Item
from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.domain.reasons import can_be_crossed, may_explain
from engage_app.errors import NotPossible
from storage.questionnaire import Usage
from storage.surveys.headings import name_of

ONE, SEVERAL = QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE
CLOSED = (ONE, SEVERAL)
NUMBERS = (QuestionType.INTEGER, QuestionType.DECIMAL)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_SAME_TABLE = frozenset({Role.NONE, Role.GROUP, Role.POSITION, Role.PLACE})
"""Roles whose answers are kept alike and mean nothing but by rules."""

_WIDER = frozenset(
    {
        (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE),
        (QuestionType.INTEGER, QuestionType.DECIMAL),
        (QuestionType.DATE, QuestionType.TEXT),
    }
)
"""Changes of type that every answer survives."""

_ONLY_CLOSED = frozenset({Role.GROUP, Role.POSITION, Role.PLACE, Role.CONSENT})
_ONLY_TEXT = frozenset({Role.COMMENT, Role.ORGANISATION})


@dataclass(frozen=True)
class Allowed:
    """What an item may become as things stand.

    Attributes:
        name: whether its XLSForm name may change.
        types: the types it may have, its own among them.
        roles: the roles it may have with its present type.
        answers: the responses that answered it.
    """

    name: bool
    types: frozenset[QuestionType]
    roles: frozenset[Role]
    answers: int


def allowed(item: Item, used: Usage) -> Allowed:
    """What an item may become."""
    return Allowed(
        name=not answered(item, used),
        types=frozenset(kind for kind in QuestionType if _type_fits(item, kind, used)),
        roles=frozenset(role for role in Role if _role_fits(item, role, item.first.type, used)),
        answers=max(used.questions[key] for key in item.ids),
    )


def answered(item: Item, used: Usage) -> bool:
    """Whether somebody answered any of it, or was asked."""
    return any(used.answered(key) for key in item.ids)


def checked(
    item: Item, details: Mapping[str, Any], used: Usage, questions: Sequence[Question]
) -> dict[str, Any]:
    """The details as they may be saved, with what follows from them.

    Raises:
        NotPossible: one of them can't be so; the message says why.
    """
    found = dict(details)
    for part, words in (("label", "A question needs words."), ("grid", "A grid needs a heading.")):
        if part in found:
            found[part] = " ".join(str(found[part]).split())
            if not found[part] and (part == "label" or item.is_grid):
                raise NotPossible(words, action="Type some, then try again.")
    if "grid" in found and found["grid"] != item.first.grid:
        _check_heading(found["grid"], item, questions)
    if "name" in found:
        found["name"] = _checked_name(found["name"], item, used, questions)
    for part in ("relevant", "constraint"):
        if part in found:
            found[part] = str(found[part]).strip()
            if found[part]:
                parse(found[part])  # says what it can't read
    if "type" in found:
        found |= _retyped(item, QuestionType(found["type"]), found, used)
    if "role" in found:
        kind = QuestionType(found.get("type", item.first.type))
        if not _role_fits(item, Role(found["role"]), kind, used):
            raise _other_role(item, used)
    return found


def free_name(wanted: str, taken: Collection[str]) -> str:
    """An XLSForm name for a question of this wording, unlike the others."""
    known = {name.casefold() for name in taken}
    stem = name_of(wanted)
    name, number = stem, 1
    while name.casefold() in known:
        number += 1
        name = f"{stem}_{number}"
    return name


def asked_about(text: str) -> set[str]:
    """The questions that a condition asks about; none where it can't be read."""
    try:
        return parse(text).names() if text.strip() else set()
    except NotPossible:
        return set()


def renamed(text: str, old: str, new: str) -> str:
    """A condition with a question called otherwise; everything else stays as it was typed."""
    if old not in asked_about(text):
        return text
    return re.sub(r"\$\{\s*" + re.escape(old) + r"\s*\}", lambda _found: f"${{{new}}}", text)


def _check_heading(heading: str, item: Item, questions: Sequence[Question]) -> None:
    """Two grids of one heading and type would run into one."""
    for other in questions:
        alike = (other.grid, other.type) == (heading, item.first.type)
        if heading and alike and other.id not in item.ids:
            raise NotPossible(
                f"There is a grid “{heading}” already.", action="Choose another heading."
            )


def _other_role(item: Item, used: Usage) -> NotPossible:
    if answered(item, used):
        return NotPossible(
            "Its answers were taken for another purpose, so its role can't change to that.",
            action="Retire the question and add another with that role.",
        )
    return NotPossible(
        "A question of this type can't have that role.", action="Change its type first."
    )


def _checked_name(name: str, item: Item, used: Usage, questions: Sequence[Question]) -> str:
    name = str(name).strip()
    if name == item.first.name:
        return name
    if answered(item, used):
        raise NotPossible(
            "The name can't change any more: responses are in that know the question by it.",
            action="Change its wording instead.",
        )
    if not _NAME.fullmatch(name):
        raise NotPossible(
            f"“{name}” can't be a question's name." if name else "A question needs a name.",
            action="Use letters, digits and underscores, and begin with a letter.",
        )
    if name.casefold() in (other.name.casefold() for other in questions if other is not item.first):
        raise NotPossible(f"Another question is called “{name}”.", action="Choose another name.")
    return name


def _retyped(
    item: Item, kind: QuestionType, details: Mapping[str, Any], used: Usage
) -> dict[str, Any]:
    if kind is item.first.type:
        return {}
    if not _type_fits(item, kind, used):
        raise NotPossible(
            "Its answers don't fit that type: they would be lost.",
            action="Retire the question and add another of that type.",
        )
    follows: dict[str, Any] = {}
    if "role" not in details and not _role_fits(item, item.first.role, kind, used):
        follows["role"] = Role.NONE
    if item.first.constraint and not (kind in NUMBERS and item.first.type in NUMBERS):
        follows |= {"constraint": "", "constraint_message": ""}
    return follows


def _type_fits(item: Item, kind: QuestionType, used: Usage) -> bool:
    own = item.first.type
    if kind is own:
        return True
    if item.is_grid and kind not in CLOSED:
        return False
    if not answered(item, used):
        return True
    if (own, kind) == (QuestionType.SELECT_MULTIPLE, QuestionType.SELECT_ONE):
        return not used.several & set(item.ids)
    return (own, kind) in _WIDER


def _role_fits(item: Item, role: Role, kind: QuestionType, used: Usage) -> bool:
    if role is item.first.role and kind is item.first.type:
        return True
    if (role in _ONLY_CLOSED and kind not in CLOSED) or (
        role in _ONLY_TEXT and kind is not QuestionType.TEXT
    ):
        return False
    if not answered(item, used) or role is item.first.role:
        return True
    return {role, item.first.role} <= _SAME_TABLE


def check_explains(question: Question | None, closed: Question | None, *, link: int | None) -> None:
    """Say why a question can't give the reasons for another.

    Args:
        question: the open question, if it is there.
        closed: the other, if it is there.
        link: the id of the other; None where a link is taken away.

    Raises:
        NotPossible: it can't.
    """
    if question is None or (link is not None and closed is None):
        raise NotPossible("That question is no longer there.", action="Choose another one.")
    if link is None or closed is None:
        return
    if not may_explain(question):
        raise NotPossible(
            f"“{question.label}” has no comments that are coded.",
            action="Only a question for comments can give the reasons for another.",
        )
    if not can_be_crossed(closed):
        raise NotPossible(
            f"“{closed.label}” can’t be set beside what people said.",
            action="Choose a question of choice that isn’t about equality or consent.",
        )
