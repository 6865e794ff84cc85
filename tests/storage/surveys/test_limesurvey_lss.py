"""LimeSurvey's `.lss`: groups, questions, subquestions and answers of every type and version."""

from pathlib import Path

import pytest
from limesurvey_maker import Asked, write_lss
from parity import real_file
from test_limesurvey import SURVEY

from engage_app.domain.questionnaire import QuestionType
from engage_app.errors import SurveyFileError
from storage.surveys.definition import Definition
from storage.surveys.reader import read_survey
from storage.surveys.tools import limesurvey_types as types
from storage.surveys.tools.limesurvey_lss import define


def read(path: Path) -> Definition:
    definition = define(path, path.read_bytes()[:4096])
    assert definition
    return definition


@pytest.mark.parametrize("version", [178, 364, 415, 641])
def test_old_and_new_tables_tell_the_same(version: int, tmp_path: Path) -> None:
    """In the survey's own language, whichever comes first in the file."""
    definition = read(write_lss(tmp_path / "s.lss", SURVEY, version=version))

    assert (definition.tool, definition.title) == ("LimeSurvey", "Places")
    assert [question.name for question in definition.questions] == [
        "group", "multi", "lik_SQ001", "lik_SQ002", "dual_SQ001_0", "dual_SQ002_0",
        "dual_SQ001_1", "dual_SQ002_1", "why",
    ]  # fmt: skip
    group, multi, likert, *_, why = definition.questions
    assert group.choices == (("A1", "GPs"), ("A2", "Council"), ("-oth-", "Other"))
    assert multi.choices == (("SQ001", "Staff"), ("SQ002", "Cost, and care"), ("other", "Other"))
    assert (likert.label, likert.grid) == ("I know it", "How much do you agree with these?")
    assert (why.label, why.hint, why.group, why.required) == (
        "Why do you say that?", "Take your time", "First", True,
    )  # fmt: skip


EXPECTED_TYPES = {
    "L": "select_one", "!": "select_one", "O": "select_one", "M": "select_multiple",
    "P": "select_multiple", "F": "select_one", "H": "select_one", "A": "select_one",
    "B": "select_one", "C": "select_one", "E": "select_one", "1": "select_one", "5": "select_one",
    "G": "select_one", "Y": "select_one", "N": "decimal", "K": "decimal", "S": "text", "T": "text",
    "U": "text", "Q": "text", "D": "date", "R": "select_one", ";": "text", ":": "decimal",
    "*": None, "|": "text", "I": None,
}  # fmt: skip


@pytest.mark.parametrize(("letter", "expected"), EXPECTED_TYPES.items())
def test_every_type_has_its_counterpart(letter: str, expected: str | None) -> None:
    parts = (types.Part("r", "Row", 0), types.Part("c", "Column", 1))
    choices = (types.Choice("A1", "Yes", 0), types.Choice("B1", "Now", 1))
    asked = types.Asked("q", letter, "What?", parts=parts, choices=choices)

    first = next(types.defined(asked))

    assert asked.known
    assert first.type == (QuestionType(expected) if expected else None)
    if expected == "select_one":
        assert len(first.choices) >= 1


def test_what_only_shows_words_is_no_question() -> None:
    asked = types.Asked("q", "X", "Welcome.")

    assert (asked.known, list(types.defined(asked))) == (True, [])


def test_an_unknown_type_is_said(tmp_path: Path) -> None:
    definition = read(write_lss(tmp_path / "s.lss", [Asked("q", "Z", "What?")]))

    assert definition.questions[0].type is None
    assert "type “Z”" in definition.problems[0].what


def test_conditions_of_group_and_question_are_kept(tmp_path: Path) -> None:
    path = write_lss(tmp_path / "s.lss", [Asked("q", "T", "What?")])
    text = path.read_text(encoding="utf-8")
    text = text.replace("<grelevance>1<", "<grelevance>a &gt; 1<")
    path.write_text(text.replace("<relevance>1<", "<relevance>b == 2<"), encoding="utf-8")

    assert read(path).questions[0].relevant == "(a > 1) and (b == 2)"


def test_two_ways_checkboxes_and_ranks() -> None:
    parts = (types.Part("r", "Row", 0), types.Part("c", "Red", 1), types.Part("d", "Blue", 1))
    boxes = types.Asked("q", ":", "What?", parts=parts, attributes={"multiflexible_checkbox": "1"})
    texts = types.Asked("q", ";", "What?", parts=parts)
    ranks = types.Asked(
        "q", "R", "What?", attributes={"max_subquestions": "2"},
        choices=tuple(types.Choice(f"A{n}", str(n), 0) for n in range(4)),
    )  # fmt: skip

    assert [(q.name, q.choices) for q in types.defined(boxes)] == [
        ("q_r", (("c", "Red"), ("d", "Blue")))
    ]
    assert [(q.name, q.label, q.grid) for q in types.defined(texts)] == [
        ("q_r_c", "Red", "What? [Row]"),
        ("q_r_d", "Blue", "What? [Row]"),
    ]
    assert [q.name for q in types.defined(ranks)] == ["q_1", "q_2"]


def test_a_real_definition() -> None:
    survey = read_survey(real_file("citric_survey.lss"))

    assert survey.tool == "LimeSurvey"
    assert [(q.name, q.type, q.label) for q in survey.questions] == [
        ("G01Q01", QuestionType.TEXT, "Text for first question"),
        ("G01Q02", QuestionType.SELECT_ONE, "Text for second question"),
        ("G02Q03", QuestionType.TEXT, "Please upload a text file"),
        ("G02Q04", QuestionType.SELECT_ONE, "Do you like this survey?"),
    ]
    assert survey.questions[3].choices == ("Yes", "No")


def test_entities_are_refused(tmp_path: Path) -> None:
    text = write_lss(tmp_path / "s.lss", [Asked("q", "T", "What?")]).read_text(encoding="utf-8")
    bomb = '<!DOCTYPE document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<document>'
    path = tmp_path / "bomb.lss"
    path.write_text(text.replace("<document>", bomb).replace("What?", "&b;"), encoding="utf-8")

    with pytest.raises(SurveyFileError, match="declares XML entities"):
        read_survey(path)


def test_a_truncated_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    whole = write_lss(tmp_path / "s.lss", SURVEY).read_bytes()
    for part in range(200, len(whole) - 12, 997):
        path = tmp_path / "cut.lss"
        path.write_bytes(whole[:part])
        with pytest.raises(SurveyFileError, match="breaks off or is damaged"):
            read_survey(path)


def test_a_label_set_is_no_survey(tmp_path: Path) -> None:
    path = tmp_path / "labels.lsl"
    path.write_text(
        "<document><LimeSurveyDocType>Label set</LimeSurveyDocType></document>", encoding="utf-8"
    )

    with pytest.raises(SurveyFileError, match="holds no questions"):
        read_survey(path)


def test_another_xml_is_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text("<sss version='2.0'/>", encoding="utf-8")

    assert define(path, path.read_bytes()) is None
