"""Conditions of a questionnaire in the names and codes that a form has for its questions."""

from collections.abc import Mapping

from engage_app.domain.form_expressions import Call, Chain, Literal, Negative, Node, Reference
from engage_app.domain.form_expressions import written as as_text
from engage_app.domain.form_parser import parse
from engage_app.errors import NotPossible

Codes = Mapping[str, Mapping[str, str]]
"""By a question's own name: its choices' values to their codes in the form."""


def recoded(text: str, names: Mapping[str, str], codes: Codes) -> str | None:
    """A condition with questions and choices called as in the form; None where it can't be read,
    or asks about a question that isn't in the form.

    Args:
        text: an XLSForm expression.
        names: the questions' own names to those in the form.
        codes: see Codes.
    """
    try:
        expression = parse(text)
    except NotPossible:
        return None
    if not expression.names() <= names.keys():
        return None
    return as_text(_named(expression.root, names, codes))


def _named(node: Node, names: Mapping[str, str], codes: Codes) -> Node:
    found: Node = node
    match _coded(node, codes):
        case Reference(name):
            found = Reference(names.get(name, name))
        case Negative(of):
            found = Negative(_named(of, names, codes))
        case Call(function, given):
            found = Call(function, tuple(_named(part, names, codes) for part in given))
        case Chain(first, rest):
            found = Chain(
                _named(first, names, codes),
                tuple((sign, _named(part, names, codes)) for sign, part in rest),
            )
    return found


def _coded(node: Node, codes: Codes) -> Node:
    """A comparison of a question with a choice, the choice under its code."""
    found: Node = node
    match node:
        case Call(function, (Reference(name), Literal(str(value)))):
            found = Call(function, (Reference(name), Literal(_code(name, value, codes))))
        case Chain(Reference(name), ((sign, Literal(str(value))),)):
            found = Chain(Reference(name), ((sign, Literal(_code(name, value, codes))),))
        case Chain(Literal(str(value)), ((sign, Reference(name)),)):
            found = Chain(Literal(_code(name, value, codes)), ((sign, Reference(name)),))
    return found


def _code(name: str, value: str, codes: Codes) -> str:
    return codes.get(name, {}).get(value, value)
