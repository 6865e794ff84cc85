"""Reads the text of an XLSForm condition into an Expression; nothing in it is ever run as code."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from engage_app.domain.form_expressions import (
    FUNCTIONS,
    LEVELS,
    Call,
    Chain,
    Expression,
    Literal,
    Negative,
    Node,
    Reference,
)
from engage_app.domain.form_patterns import compiled
from engage_app.errors import NotPossible

LONGEST = 10_000
DEEPEST = 30

# Curly quotes are what a word processor makes of straight ones.
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<reference>\$\{\s*[^{}]*?\s*\})
    | (?P<text>'[^']*'|"[^"]*"|‘[^’'"]*’|“[^”'"]*”)
    | (?P<number>[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})
    | (?P<word>[A-Za-z_][A-Za-z0-9_-]*)
    | (?P<sign><=|>=|!=|[=<>+*(),.-])
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_HELP = "Conditions look like ${question} = 'choice' or ${age} >= 18 and selected(${q}, 'choice')."


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int  # of its first character, counted from 1


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """A condition as it was written, read.

    Raises:
        NotPossible: it can't be read, or asks for what isn't known; the message says where.
    """
    if len(text) > LONGEST:
        raise NotPossible(f"A condition can have {LONGEST:,} characters at most.")
    return Expression(_Reader(_tokens(text)).whole())


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while not found or found[-1].kind != "end":
        match = _TOKEN.match(text, at)
        if match is None:
            gap = at + len(text[at:]) - len(text[at:].lstrip())
            _unreadable(text, gap)
        kind = str(match.lastgroup)
        found.append(_Token(kind, text[match.start(kind) : match.end()], match.start(kind) + 1))
        at = match.end()
    return found


def _unreadable(text: str, at: int) -> NoReturn:
    sign = text[at]
    what = {
        "$": "A question is written as ${name}.",
        "'": "A text opens here and never closes.",
        '"': "A text opens here and never closes.",
        "/": "Paths aren't known here: a question is written as ${name}.",
        "|": "“|” isn't known here: write “or”.",
        "&": "“&” isn't known here: write “and”.",
    }.get(sign, f"“{sign}” isn't known here.")
    raise NotPossible(f"The condition can't be read at character {at + 1}. {what}", action=_HELP)


class _Reader:
    """Recursive descent, a level of LEVELS each; brackets, functions and minus signs go deeper."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def _now(self) -> _Token:
        return self._tokens[self._at]

    def whole(self) -> Node:
        node = self._level(0)
        if self._now.kind != "end":
            self._problem("an operator such as “and” or “=” was expected")
        return node

    def _level(self, level: int) -> Node:
        if level == len(LEVELS):
            return self._negative()
        first = self._level(level + 1)
        rest: list[tuple[str, Node]] = []
        while self._now.kind in ("word", "sign") and self._now.text in LEVELS[level]:
            sign = self._next().text
            rest.append((sign, self._level(level + 1)))
        return Chain(first, tuple(rest)) if rest else first

    def _negative(self) -> Node:
        if not self._take("-"):
            return self._single()
        self._deeper()
        node = Negative(self._negative())
        self._depth -= 1
        return node

    def _single(self) -> Node:
        token = self._next()
        match token.kind, token.text:
            case "reference", _:
                return self._reference(token)
            case "text", quoted:
                return Literal(quoted[1:-1])
            case "number", digits:
                if self._now.kind == "number" and self._now.at == token.at + len(digits):
                    self._problem("this number is too long", token)
                return Literal(float(digits))
            case "word", _:
                return self._call(token)
            case "sign", "." | "(":
                return Reference("") if token.text == "." else self._bracket()
        return self._problem("a question, a text or a number was expected", token)

    def _reference(self, token: _Token) -> Node:
        name = token.text[2:-1].strip()
        if not name:
            self._problem("the question's name is missing", token)
        return Reference(name)

    def _bracket(self) -> Node:
        self._deeper()
        node = self._level(0)
        self._closing()
        return node

    def _call(self, token: _Token) -> Node:
        if token.text not in FUNCTIONS:
            self._problem(f"“{token.text}” isn't known here", token)
        if not self._take("("):
            self._problem(f"a bracket was expected after “{token.text}”")
        self._deeper()
        given: list[Node] = []
        if not (self._now.kind == "sign" and self._now.text == ")"):
            given.append(self._level(0))
            while self._take(","):
                given.append(self._level(0))
        self._closing()
        self._check_call(token, given)
        return Call(token.text, tuple(given))

    def _check_call(self, token: _Token, given: list[Node]) -> None:
        function = FUNCTIONS[token.text]
        if len(given) < function.least or (
            function.most is not None and len(given) > function.most
        ):
            self._problem(f"{token.text}() is given {_count(function.least, function.most)}", token)
        if token.text == "regex" and isinstance(given[1], Literal):
            compiled(str(given[1].value))

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            self._problem(f"brackets can lie {DEEPEST} deep in one another at most")

    def _closing(self) -> None:
        if not self._take(")"):
            self._problem("a closing bracket was expected")
        self._depth -= 1

    def _take(self, sign: str) -> bool:
        if taken := self._now.kind == "sign" and self._now.text == sign:
            self._at += 1
        return taken

    def _next(self) -> _Token:
        token = self._now
        if token.kind != "end":
            self._at += 1
        return token

    def _problem(self, what: str, token: _Token | None = None) -> NoReturn:
        token = token or self._now
        where = "at its end" if token.kind == "end" else f"at “{token.text}”, character {token.at}"
        raise NotPossible(f"The condition can't be read {where}: {what}.", action=_HELP)


def _count(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least} thing" + ("s" if least > 1 else "")
    return {0: "nothing", 1: "one thing"}.get(most, f"{most} things")
