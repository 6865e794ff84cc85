"""The conditions of a questionnaire: XLSForm's `relevant` and `constraint`, as a tree that is walked.

Reading text into such a tree is `form_parser`; how values compare and turn into one another is
`form_xpath`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from engage_app.domain.form_patterns import matches
from engage_app.domain.form_values import Answer, Answers, worded
from engage_app.domain.form_xpath import OPERATORS, Value, day_of, number, real, text_of, truth

LEVELS: tuple[tuple[str, ...], ...] = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)
"""The operators between two values, the loosest first; those of one line from left to right."""


@dataclass(frozen=True)
class Scene:
    """What an expression is evaluated in: the answers, the answer to check, the day."""

    answers: Answers
    current: Answer
    today: date


@dataclass(frozen=True)
class Literal:
    """A text or a number as written."""

    value: str | float


@dataclass(frozen=True)
class Reference:
    """`${name}`, the answer to a question; an empty name is `.`, the answer being checked."""

    name: str


@dataclass(frozen=True)
class Negative:
    """A minus sign before a value."""

    of: "Node"


@dataclass(frozen=True)
class Call:
    """A function with what it is given."""

    function: str
    given: tuple["Node", ...]


@dataclass(frozen=True)
class Chain:
    """Values with operators of one level between them, taken from left to right."""

    first: "Node"
    rest: tuple[tuple[str, "Node"], ...]

    @property
    def level(self) -> int:
        """The place of its operators in LEVELS."""
        return next(at for at, signs in enumerate(LEVELS) if self.rest[0][0] in signs)


Node = Literal | Reference | Negative | Call | Chain


@dataclass(frozen=True)
class Expression:
    """A condition that was read; `str()` writes it again."""

    root: Node

    def names(self) -> set[str]:
        """The questions it asks about."""
        return {node.name for node in walk(self.root) if isinstance(node, Reference) and node.name}

    def evaluate(self, answers: Answers, *, today: date, current: Answer = None) -> Value:
        """Its value, with `current` for `.`; a question without an answer counts as blank.

        Raises:
            NotPossible: a pattern of regex() can't be read or matched.
        """
        return value_of(self.root, Scene(answers, current, today))

    def holds(self, answers: Answers, *, today: date, current: Answer = None) -> bool:
        """Whether it is true; raises as `evaluate` does."""
        return truth(self.evaluate(answers, today=today, current=current))

    def __str__(self) -> str:
        return written(self.root)


def walk(root: Node) -> list[Node]:
    """A node and all below it."""
    found = [root]
    for node in found:
        match node:
            case Negative(of):
                found.append(of)
            case Call(_, given):
                found.extend(given)
            case Chain(first, rest):
                found.extend((first, *(part for _, part in rest)))
    return found


def written(node: Node, within: int = -1) -> str:
    """A node as XLSForm text, in brackets where it stands between operators of level `within`."""
    match node:
        case Literal(str(text)):
            return f'"{text}"' if "'" in text else f"'{text}'"
        case Literal(number):
            return worded(float(number))
        case Reference(name):
            return f"${{{name}}}" if name else "."
        case Negative(of):
            return f"-{written(of, len(LEVELS))}"
        case Call(function, given):
            return f"{function}({', '.join(written(part) for part in given)})"
    text = written(node.first, node.level)
    text += "".join(f" {sign} {written(part, node.level)}" for sign, part in node.rest)
    return f"({text})" if node.level <= within else text


def value_of(node: Node, scene: Scene) -> Value:
    """What a node comes to in a scene."""
    match node:
        case Literal(value):
            return value
        case Reference(name):
            return _answered(scene.answers.get(name) if name else scene.current)
        case Negative(of):
            return -number(value_of(of, scene))
        case Call(function, given):
            return FUNCTIONS[function].work(scene, given)
        case Chain(first, rest):
            return _chain(first, rest, scene)


def _chain(first: Node, rest: tuple[tuple[str, Node], ...], scene: Scene) -> Value:
    value = value_of(first, scene)
    for sign, part in rest:
        if sign in ("and", "or"):
            if truth(value) == (sign == "or"):
                return sign == "or"
            value = truth(value_of(part, scene))
        else:
            value = OPERATORS[sign](value, value_of(part, scene))
    return value


def _answered(answer: Answer) -> Value:
    match answer:
        case None:
            return ""
        case str():
            return answer
        case bool() | int() | float():
            return real(answer)
        case _:
            return tuple(str(name) for name in answer)


@dataclass(frozen=True)
class Function:
    """A function that conditions may use; `most` None is any number of things given."""

    work: Callable[[Scene, tuple[Node, ...]], Value]
    least: int
    most: int | None


def _picked(node: Node, scene: Scene) -> tuple[str, ...]:
    """The choices an answer names. One choice may be a label with spaces; text is a list of names."""
    value = value_of(node, scene)
    if isinstance(value, tuple):
        return value
    text = text_of(value).strip()
    if isinstance(node, Reference):
        return (text,) if text else ()
    return tuple(text.split())


def _coalesce(scene: Scene, given: tuple[Node, ...]) -> Value:
    values = (value_of(part, scene) for part in given)
    return next((value for value in values if text_of(value)), "")


def _text(scene: Scene, node: Node) -> str:
    return text_of(value_of(node, scene))


FUNCTIONS: Mapping[str, Function] = {
    "true": Function(lambda _scene, _given: True, 0, 0),
    "false": Function(lambda _scene, _given: False, 0, 0),
    "today": Function(lambda scene, _given: scene.today, 0, 0),
    "not": Function(lambda scene, given: not truth(value_of(given[0], scene)), 1, 1),
    "selected": Function(
        lambda scene, given: _text(scene, given[1]).strip() in _picked(given[0], scene), 2, 2
    ),
    "count-selected": Function(lambda scene, given: float(len(_picked(given[0], scene))), 1, 1),
    "string-length": Function(lambda scene, given: float(len(_text(scene, given[0]))), 1, 1),
    "if": Function(
        lambda scene, given: value_of(given[1 if truth(value_of(given[0], scene)) else 2], scene),
        3,
        3,
    ),
    "coalesce": Function(_coalesce, 1, None),
    "concat": Function(lambda scene, given: "".join(_text(scene, part) for part in given), 1, None),
    "regex": Function(
        lambda scene, given: matches(_text(scene, given[1]), _text(scene, given[0])), 2, 2
    ),
    "date": Function(lambda scene, given: day_of(_text(scene, given[0])), 1, 1),
    "number": Function(lambda scene, given: number(value_of(given[0], scene)), 1, 1),
}
