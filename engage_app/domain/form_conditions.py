"""Conditions an officer builds from lists: this question, is, that choice; all or any of them.

Most skip logic is of this kind. What is more than that stays XLSForm text, which `form_parser` reads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engage_app.domain.form_expressions import (
    Call,
    Chain,
    Literal,
    Negative,
    Node,
    Reference,
    written,
)
from engage_app.domain.form_parser import parse
from engage_app.domain.form_values import decimal_number, typed_date, worded
from engage_app.domain.questionnaire import Question, QuestionType
from engage_app.errors import NotPossible


class Comparison(StrEnum):
    """How a simple condition compares an answer, in words."""

    IS = "is"
    IS_NOT = "is not"
    INCLUDES = "includes"
    EXCLUDES = "does not include"
    LESS = "is less than"
    AT_MOST = "is at most"
    MORE = "is more than"
    AT_LEAST = "is at least"
    ANSWERED = "is answered"
    BLANK = "is left blank"


_SIGNS: dict[str, Comparison] = {
    "=": Comparison.IS,
    "!=": Comparison.IS_NOT,
    "<": Comparison.LESS,
    "<=": Comparison.AT_MOST,
    ">": Comparison.MORE,
    ">=": Comparison.AT_LEAST,
}
_SIGN_OF = {comparison: sign for sign, comparison in _SIGNS.items()}
_RANGES = (Comparison.LESS, Comparison.AT_MOST, Comparison.MORE, Comparison.AT_LEAST)
_VALUELESS = (Comparison.ANSWERED, Comparison.BLANK)
_DATE_WORDS = {
    Comparison.LESS: "is before",
    Comparison.AT_MOST: "is on or before",
    Comparison.MORE: "is after",
    Comparison.AT_LEAST: "is on or after",
}


@dataclass(frozen=True)
class SimpleCondition:
    """One comparison.

    Attributes:
        question: its name.
        value: a choice's `value`, a number or an ISO date as text; empty for ANSWERED and BLANK.
    """

    question: str
    operator: Comparison
    value: str = ""


def comparisons_for(question: Question) -> tuple[Comparison, ...]:
    """The comparisons that make sense for a question, the likeliest first."""
    match question.type:
        case QuestionType.SELECT_ONE:
            return (Comparison.IS, Comparison.IS_NOT, *_VALUELESS)
        case QuestionType.SELECT_MULTIPLE:
            return (Comparison.INCLUDES, Comparison.EXCLUDES, *_VALUELESS)
        case QuestionType.TEXT:
            return (*_VALUELESS, Comparison.IS, Comparison.IS_NOT)
    return (
        Comparison.AT_LEAST,
        Comparison.AT_MOST,
        Comparison.MORE,
        Comparison.LESS,
        Comparison.IS,
        *_VALUELESS,
    )


def condition_text(conditions: Sequence[SimpleCondition], *, every: bool = True) -> str:
    """Conditions as one XLSForm expression: all of them hold, or any; empty for none.

    Raises:
        ValueError: a condition without a question.
    """
    nodes = [_node(condition) for condition in conditions]
    if len(nodes) < 2:
        return written(nodes[0]) if nodes else ""
    sign = "and" if every else "or"
    return written(Chain(nodes[0], tuple((sign, node) for node in nodes[1:])))


def simple_conditions(text: str) -> tuple[tuple[SimpleCondition, ...], bool] | None:
    """An expression as simple conditions, and whether every one must hold; None for any other.

    Nothing for a blank one. An expression that can't be read is no simple one either.
    """
    if not text.strip():
        return (), True
    try:
        root = parse(text).root
    except NotPossible:
        return None
    nodes, every = [root], True
    if isinstance(root, Chain) and root.level < 2:
        nodes, every = [root.first, *(node for _, node in root.rest)], root.rest[0][0] == "and"
    found = [_simple(node) for node in nodes]
    sound = tuple(condition for condition in found if condition is not None)
    return (sound, every) if len(sound) == len(found) else None


def described(text: str, questions: Iterable[Question]) -> str:
    """A condition for an officer: Shown when “Do you use the bus?” is “Yes”."""
    if not text.strip():
        return "Always shown"
    simple = simple_conditions(text)
    if simple is None:
        return f"Shown when {text.strip()}"
    conditions, every = simple
    known = {question.name: question for question in questions}
    words = [_words(condition, known.get(condition.question)) for condition in conditions]
    return "Shown when " + (" and " if every else " or ").join(words)


def range_text(minimum: str = "", maximum: str = "") -> str:
    """A constraint that holds between two numbers or ISO dates, both included; either may be empty."""
    ends = ((">=", minimum), ("<=", maximum))
    nodes = [Chain(Reference(""), ((sign, _literal(end)),)) for sign, end in ends if end.strip()]
    if len(nodes) == 2:
        return written(Chain(nodes[0], (("and", nodes[1]),)))
    return written(nodes[0]) if nodes else ""


def range_of(constraint: str) -> tuple[str, str] | None:
    """The minimum and maximum of a constraint made by `range_text`; None for any other."""
    if not constraint.strip():
        return "", ""
    try:
        root = parse(constraint).root
    except NotPossible:
        return None
    if not isinstance(root, Chain) or root.rest[0][0] == "or":
        return None
    nodes = [root.first, *(node for _, node in root.rest)] if root.rest[0][0] == "and" else [root]
    ends = {"": "", ">=": "", "<=": ""}
    for node in nodes:
        end = _end(node)
        if end is None or ends[end[0]]:
            return None
        ends[end[0]] = end[1]
    return ends[">="], ends["<="]


def range_words(constraint: str) -> str:
    """What a constraint asks, said to whoever answers; general where it is no plain range."""
    ends = range_of(constraint)
    if ends is None or not any(ends):
        return "This answer isn’t one that is expected here."
    low, high = (_shown(end) for end in ends)
    if low and high:
        return f"This must be between {low} and {high}."
    return f"This must be {low} or more." if low else f"This must be {high} or less."


def _node(condition: SimpleCondition) -> Node:
    if not condition.question:
        raise ValueError("a condition needs a question")
    asked = Reference(condition.question)
    match condition.operator:
        case Comparison.ANSWERED:
            return Chain(asked, (("!=", Literal("")),))
        case Comparison.BLANK:
            return Chain(asked, (("=", Literal("")),))
        case Comparison.INCLUDES:
            return Call("selected", (asked, _quoted(condition.value)))
        case Comparison.EXCLUDES:
            return Call("not", (Call("selected", (asked, _quoted(condition.value))),))
    ranged = condition.operator in _RANGES
    value = _literal(condition.value) if ranged else _quoted(condition.value)
    return Chain(asked, ((_SIGN_OF[condition.operator], value),))


def _literal(text: str) -> Node:
    """A number, a date or a text as conditions compare them by size."""
    found = decimal_number(text)
    if found is not None:
        return Negative(Literal(float(-found))) if found < 0 else Literal(float(found))
    day = typed_date(text)
    return Call("date", (Literal(day.isoformat()),)) if day else _quoted(text)


def _quoted(text: str) -> Node:
    """A text; XPath has no way to write both kinds of quotes in one."""
    if "'" not in text or '"' not in text:
        return Literal(text)
    parts = [Literal(part) for part in text.split("'")]
    joined = [
        part for pair in zip(parts, [Literal("'")] * len(parts), strict=True) for part in pair
    ]
    return Call("concat", tuple(joined[:-1]))


def _constant(node: Node) -> str | None:
    """The text of a node that no answer changes, as `_literal` and `_quoted` write them."""
    match node:
        case Literal(str(text)):
            return text
        case Literal(number):
            return worded(float(number))
        case Negative(Literal(float(number))):
            return worded(-number)
        case Call("date", (Literal(str(text)),)):
            return text
        case Call("concat", given) if all(isinstance(part, Literal) for part in given):
            return "".join(_constant(part) or "" for part in given)
    return None


def _simple(node: Node) -> SimpleCondition | None:
    match node:
        case Call("selected", (Reference(name), value)) if name:
            return _with_value(name, Comparison.INCLUDES, _constant(value))
        case Call("not", (Call("selected", (Reference(name), value)),)) if name:
            return _with_value(name, Comparison.EXCLUDES, _constant(value))
        case Chain(Reference(name), ((sign, value),)) if name and sign in _SIGNS:
            if value == Literal("") and sign in ("=", "!="):
                return SimpleCondition(
                    name, Comparison.BLANK if sign == "=" else Comparison.ANSWERED
                )
            return _with_value(name, _SIGNS[sign], _constant(value))
    return None


def _with_value(name: str, comparison: Comparison, value: str | None) -> SimpleCondition | None:
    return None if value is None else SimpleCondition(name, comparison, value)


def _end(node: Node) -> tuple[str, str] | None:
    match node:
        case Chain(Reference(""), ((">=" | "<=" as sign, value),)):
            text = _constant(value)
            return None if not text else (sign, text)
    return None


def _words(condition: SimpleCondition, question: Question | None) -> str:
    asked = f"“{question.label if question else condition.question}”"
    if condition.operator in _VALUELESS:
        return f"{asked} {condition.operator}"
    choices = question.choices if question else ()
    labels = {choice.value: choice.label for choice in choices}
    if condition.operator in _RANGES:
        dated = question is not None and question.type is QuestionType.DATE
        words = _DATE_WORDS[condition.operator] if dated else str(condition.operator)
        return f"{asked} {words} {_shown(condition.value)}"
    return f"{asked} {condition.operator} “{labels.get(condition.value, condition.value)}”"


def _shown(value: str) -> str:
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}" if len(value) == 10 else value
    except ValueError:
        return value
