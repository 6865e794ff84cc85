"""LimeSurvey's VV files: two rows of headings, and letters in braces."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from limesurvey_maker import Asked, write_lss, write_vv
from parity import assert_parity, read_parity
from test_limesurvey import EXPECTED, SHORT, SURVEY, answers

from storage.surveys.bindings import NOT_SHOWN
from storage.surveys.reader import read_survey
from storage.surveys.tools.limesurvey_vv import decoded_cell
from storage.surveys.values import values_of


def encoded(text: str) -> str:
    """LimeSurvey's own order: the brace first, the leading quotation mark last."""
    for letter, code in (("{", "{lbrace}"), ("\n", "{newline}"), ("\r", "{cr}"), ("\t", "{tab}")):
        text = text.replace(letter, code)
    return "{quote}" + text[1:] if text.startswith('"') else text


@given(st.text(st.sampled_from('ab"{}\t\r\n') | st.characters(codec="utf-8")) | st.sampled_from(
    ["{tab}", "{lbrace}", "{quote}x", '"said" {newline}', "{{cr}"]
))  # fmt: skip
def test_what_was_written_comes_back(text: str) -> None:
    if text != "{question_not_shown}":
        assert decoded_cell(encoded(text)) == text


def test_noughts_of_the_database_are_dropped() -> None:
    assert decoded_cell("5.0000000000") == "5"
    assert decoded_cell("-2.5000000000") == "-2.5"
    assert decoded_cell("2.50") == "2.50"
    assert decoded_cell("1.0000000000.") == "1.0000000000."


def test_rows_and_options_take_their_words_from_the_first_row(tmp_path: Path) -> None:
    definition = write_lss(tmp_path / "s.lss", SURVEY)
    path = write_vv(tmp_path / "r.csv", SURVEY, SHORT)

    bare, told = read_survey(path), read_survey(path, definition)

    expected = EXPECTED | {"why": ["It is near; it is\ngood.", "=1+1", None, None]}
    assert bare.header_rows == 2
    assert answers(bare)["multi"] == expected["multi"]
    assert {q.name: (q.label, q.grid) for q in bare.questions}["dual_SQ002_1"] == (
        "Buses",
        "Now and then, how is it for you? [Scale 2]",
    )
    assert answers(told) == expected


def test_not_shown_is_not_skipped(tmp_path: Path) -> None:
    asked = (
        Asked("m", "M", "Which of these?", {"a": "One", "b": "Two"}),
        Asked("t", "T", "Why is that?"),
    )
    given: list[dict[str, str | None]] = [
        {"m_a": "Y", "m_b": "", "t": "so"},
        {"m_a": "", "m_b": "", "t": ""},
        {"m_a": None, "m_b": None, "t": None},
        {"m_a": "Y", "m_b": "Y", "t": "x", "submitdate": None},
    ]

    survey = read_survey(write_vv(tmp_path / "r.csv", asked, given))

    assert answers(survey) == {
        "m": [["One"], None, NOT_SHOWN, ["One", "Two"]],
        "t": ["so", None, NOT_SHOWN, "x"],
    }
    assert [flag.row for flag in survey.flagged] == [6]


def test_field_names_of_old_versions(tmp_path: Path) -> None:
    """`123456X7X100SQ001` is what LimeSurvey's database calls the column."""
    survey = read_survey(write_vv(tmp_path / "r.vv", SURVEY, SHORT, sgqa=True))

    found = list(answers(survey).values())
    assert survey.tool == "LimeSurvey"
    assert found[1] == EXPECTED["multi"]
    assert found[-1] == EXPECTED["why"]
    assert len(found) == len(EXPECTED)


@pytest.mark.parametrize("brackets", ["[]", "{}", " - "])
def test_other_brackets_around_the_subquestion(brackets: str, tmp_path: Path) -> None:
    asked = Asked("f", "F", "How good (or bad)?", {"a": "Buses (all)", "b": "Trains"})
    path = write_vv(tmp_path / "r.csv", [asked], [{"f_a": "Agree", "f_b": "Disagree"}])
    text = path.read_text(encoding="utf-8")
    for words in ("Buses (all)", "Trains"):
        put = f"- {words}" if brackets == " - " else brackets[0] + words + brackets[1]
        text = text.replace(f"({words})", put)
    path.write_text(text, encoding="utf-8")

    survey = read_survey(path)

    assert [(q.name, q.label) for q in survey.questions] == [
        ("f_a", "Buses (all)"),
        ("f_b", "Trains"),
    ]
    assert {q.grid for q in survey.questions} == {"How good (or bad)?"}
    assert values_of(survey, survey.questions[0]) == ["Agree"]


def test_parity() -> None:
    survey = read_parity("limesurvey_vv.csv")
    names = {"group": "group", "position": "pos", "matters": "multi", "why": "why"}

    assert survey.tool == "LimeSurvey"
    assert_parity(
        survey,
        names | {"understand": "lik_SQ001", "benefits": "lik_SQ002"},
        unseen_is_skipped=True,
    )
