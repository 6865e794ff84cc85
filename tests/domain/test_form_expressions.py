"""Conditions of a questionnaire: read, written again, and worked out as ODK does."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    walk,
)
from engage_app.domain.form_parser import DEEPEST, parse
from engage_app.domain.form_values import Answer
from engage_app.domain.form_xpath import Value
from engage_app.errors import NotPossible

TODAY = date(2026, 3, 14)
ANSWERS: dict[str, Answer] = {
    "bus": "yes",
    "age": 42,
    "height": 1.5,
    "services": ("gp", "out of hours"),
    "tenure": "Rented from the council",
    "born": "1980-02-29",
    "code": "7",
    "blank": None,
    "spaces": "",
    "none": (),
}


def value(text: str, current: Answer = None) -> Value:
    return parse(text).evaluate(ANSWERS, today=TODAY, current=current)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${bus} = 'yes'", True),
        ('${ bus } != "yes"', False),
        ("${age} >= 18 and ${age} < 65", True),
        ("${age} < 18 or ${bus} = 'no' or true()", True),
        ("not(${bus} = 'yes')", False),
        ("${code} = 7", True),
        ("${code} = '7.0'", False),
        ("${age} = '42'", True),
        ("selected(${services}, 'gp')", True),
        ("selected(${services}, 'out')", False),
        ("selected(${services}, 'out of hours')", True),
        ("selected(${tenure}, 'council')", False),
        ("selected(${tenure}, 'Rented from the council')", True),
        ("selected('gp nurse', 'nurse')", True),
        ("selected(${blank}, 'gp')", False),
        ("count-selected(${services}) = 2", True),
        ("count-selected(${none})", 0),
        ("string-length(${bus})", 3),
        ("1 + 2 * 3 - 4 div 2", 5),
        ("(1 + 2) * 3", 9),
        ("-7 mod 3", -1),
        ("10 - 3 - 2", 5),
        ("--1", 1),
        ("if(${age} > 40, 'old', 'young')", "old"),
        ("coalesce(${blank}, ${spaces}, ${bus})", "yes"),
        ("concat('a', 1, true())", "a1true"),
        ("regex('SW1A 1AA', '[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}')", True),
        ("regex('xSW1', 'SW1')", False),
        ("${born} <= today()", True),
        ("${born} < '1980-03-01'", True),
        ("${born} = date('1980-02-29')", True),
        ("today() - ${born}", (TODAY - date(1980, 2, 29)).days),
        ("${bus} = ‘yes’", True),
        ("true() = 'anything'", True),
    ],
)
def test_conditions_come_to_what_odk_says(text: str, expected: Value) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${blank} = ''", True),
        ("${spaces} = ''", True),
        ("${nobody} = ''", True),
        ("${none} = ''", True),
        ("${blank} != 'x'", True),
        ("${blank} < 5", False),
        ("${blank} > 5", False),
        ("${blank} = 0", False),
        ("${blank} != 0", True),
        ("not(${blank})", True),
        ("${blank} + 1 > 0", False),
        ("coalesce(${blank}, 0) = 0", True),
    ],
)
def test_blank_is_an_empty_string_and_no_number(text: str, expected: bool) -> None:
    assert value(text) is expected


def test_division_by_nothing_is_infinite_and_nothing_by_nothing_no_number() -> None:
    assert value("1 div 0") == math.inf
    assert value("-1 div 0") == -math.inf
    assert math.isnan(float(str(value("0 div 0"))))
    assert math.isnan(float(str(value("1 mod 0"))))


def test_a_dot_is_the_answer_being_checked() -> None:
    assert value(". >= 18 and . <= 120", current=18) is True
    assert value(".>=18", current=17) is False
    assert value("string-length(.) < 5", current="word") is True


def test_names_are_the_questions_asked_about() -> None:
    text = "${a} = 1 and (selected(${b c}, 'x') or -${d} < .) and ${a} = 2"
    assert parse(text).names() == {"a", "b c", "d"}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "at its end"),
        ("${a} =", "at its end"),
        ("${a} = 'x", "character 8"),
        ("$a = 1", "character 1"),
        ("/data/a = 1", "character 1"),
        ("${} = 1", "character 1"),
        ("${a} == 1", "“=”, character 7"),
        ("${a} = 1 ${b}", "“${b}”, character 10"),
        ("(${a} = 1", "at its end"),
        ("${a} = 1)", "“)”, character 9"),
        ("eval('x')", "“eval” isn't known"),
        ("pulldata('a')", "“pulldata”, character 1"),
        ("selected(${a})", "2 things"),
        ("today(1)", "is given nothing"),
        ("true", "a bracket was expected"),
        ("regex(., '(a')", "never closed"),
        ("1234567890123456", "too long"),
        ("${a} && ${b}", "write “and”"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_place(text: str, where: str) -> None:
    with pytest.raises(NotPossible) as caught:
        parse(text)
    assert where in caught.value.message
    assert caught.value.action


@pytest.mark.parametrize("deep", ["(" * 5_000, "-" * 5_000, "not(" * 2_000, "(" * 9_999 + "1"])
def test_brackets_without_end_are_refused(deep: str) -> None:
    with pytest.raises(NotPossible, match="deep"):
        parse(deep)


def test_the_deepest_condition_taken_is_worked_out_and_written() -> None:
    levels = "1 = 1 or 1 = 1 and 1 = 1 < 1 + 1 * (" * DEEPEST
    read = parse(levels + "1" + ")" * DEEPEST)
    read.evaluate({}, today=TODAY)
    assert parse(str(read)) == read


def test_a_long_row_of_or_is_no_deep_one() -> None:
    text = " or ".join(["${a} = 1"] * 700)
    assert parse(text).holds({"a": 1}, today=TODAY)


NAMES = st.text("abc_ 1.-é", min_size=1).map(str.strip).filter(bool)
TEXTS = st.text("ab '1/${}(")
LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(Literal, st.integers(0, 10**9).map(float)),
    st.builds(Literal, st.integers(0, 10**6).map(lambda n: n / 1000)),
    st.builds(Reference, st.one_of(NAMES, st.just(""))),
)


def calls(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def call(name: str) -> st.SearchStrategy[Node]:
        function = FUNCTIONS[name]
        most = function.least + 2 if function.most is None else function.most
        given = st.lists(inner, min_size=function.least, max_size=most)
        return given.map(lambda parts: Call(name, tuple(parts)))

    return st.sampled_from(sorted(set(FUNCTIONS) - {"regex"})).flatmap(call)


def chains(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def chain(signs: tuple[str, ...]) -> st.SearchStrategy[Node]:
        rest = st.lists(st.tuples(st.sampled_from(signs), inner), min_size=1, max_size=3)
        return st.builds(lambda first, parts: Chain(first, tuple(parts)), inner, rest)

    return st.sampled_from(LEVELS).flatmap(chain)


def deeper(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(st.builds(Negative, inner), calls(inner), chains(inner))


NODES = st.recursive(LEAVES, deeper, max_leaves=20)
GIVEN = st.dictionaries(
    NAMES,
    st.one_of(
        st.none(),
        st.text(),
        st.integers(),
        st.floats(),
        st.lists(st.text(max_size=5)),
        st.just("2026-01-01"),
    ),
)


@given(NODES)
def test_written_conditions_are_read_as_they_were(node: Node) -> None:
    written = str(Expression(node))
    assert parse(written).root == node
    assert str(parse(written)) == written


@given(NODES, GIVEN)
def test_every_condition_comes_to_something_whatever_the_answers(
    node: Node, answers: dict[str, Answer]
) -> None:
    names = [part.name for part in walk(node) if isinstance(part, Reference)]
    full = dict(zip(names, answers.values(), strict=False)) | answers
    expression = Expression(node)
    assert expression.holds(full, today=TODAY, current="3") in (True, False)


@given(
    st.one_of(
        st.text(),
        st.text("${}ab'\"()<>=!+*-., 12andornotselected/|"),
        NODES.map(Expression).map(str),
    ),
    st.integers(0, 60),
    st.text("()'${}= 1", max_size=3),
)
def test_any_text_is_read_or_refused_with_a_sentence(text: str, at: int, broken: str) -> None:
    try:
        read = parse(text[:at] + broken + text[at + 1 :])
    except NotPossible:
        return
    read.evaluate({"a": "x", "b": ("c",)}, today=TODAY)
    assert parse(str(read)) == read
