"""Questionnaires out: forms that pyxform takes, and that come in again as the same questionnaire."""

import os
import string
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engage_app.domain.questionnaire import QuestionType
from engage_app.progress import no_progress
from storage.exchange.xlsform import write_xlsform
from storage.surveys.definition import DefinedQuestion, Definition
from storage.surveys.recognition import read_definition

CLOSED = (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)
SCALE = (("1", "Disagree"), ("2", "Agree"))
FORM = Definition(
    "Engage",
    "Clinic move",
    (
        DefinedQuestion(
            "who", "Who are you?", QuestionType.SELECT_ONE, (("gp", "GP"), ("other", "Other")),
            hint="One only", required=True, other="Other", group="About you",
            details={"role": "group"},
        ),
        DefinedQuestion("l1", "I see it", QuestionType.SELECT_ONE, SCALE, grid="Do you agree?"),
        DefinedQuestion("l2", "I like it", QuestionType.SELECT_ONE, SCALE, grid="Do you agree?"),
        DefinedQuestion("age", "Your age", QuestionType.INTEGER, details={"role": "equality"}),
        DefinedQuestion("why", "Why?", QuestionType.TEXT, details={"role": "comment"}),
    ),
)  # fmt: skip


def real_file(name: str) -> Path:
    """One of the samples outside the project; the test is skipped where there are none."""
    folder = Path(os.environ.get("ENGAGE_SURVEY_EXPORTS", ""), "real")
    if not folder.is_dir():
        pytest.skip("ENGAGE_SURVEY_EXPORTS names no folder of survey exports")
    return folder / name


def again(form: Definition, path: Path) -> Definition:
    return read_definition(write_xlsform(form, path), no_progress)


def accepted(path: Path) -> str:
    """The XForm that pyxform makes of it."""
    convert = pytest.importorskip("pyxform.xls2xform").convert
    result = convert(xlsform=str(path), validate=False)
    assert not result.warnings
    return str(result.xform)


def test_a_questionnaire_comes_in_as_it_went_out(tmp_path: Path) -> None:
    found = again(FORM, tmp_path / "f.xlsx")

    assert found.title == FORM.title
    assert found.questions == FORM.questions


def test_the_sheets(tmp_path: Path) -> None:
    """Equal lists are written once, grids are groups shown as a table."""
    book = openpyxl.load_workbook(write_xlsform(FORM, tmp_path / "f.xlsx"))
    survey = [[cell.value for cell in row] for row in book["survey"].iter_rows()]
    lists = [row[0].value for row in book["choices"].iter_rows(min_row=2)]

    assert book.sheetnames == ["survey", "choices", "settings"]
    assert survey[0][:3] == ["type", "name", "label"]
    assert [row[0] for row in survey[1:]] == [
        "begin_group", "select_one who or_other", "end_group", "begin_group", "select_one l1",
        "select_one l1", "end_group", "integer", "text",
    ]  # fmt: skip
    assert survey[4][6] == "table-list"
    assert lists == ["who", "who", "l1", "l1"]


def test_pyxform_takes_it_and_passes_over_the_roles(tmp_path: Path) -> None:
    xform = accepted(write_xlsform(FORM, tmp_path / "f.xlsx"))

    assert "Who are you?" in xform
    assert "equality" not in xform


def test_names_that_a_form_may_not_bear_are_made_valid(tmp_path: Path) -> None:
    choices = (("Very good, really", "Very good, really"), ("=1+1", "=1+1"), ("", "…"))
    form = Definition(
        "Engage",
        "=title",
        (
            DefinedQuestion("1. why?", "=1+1 ${gone} ${", QuestionType.TEXT),
            DefinedQuestion("Name", "Name", QuestionType.TEXT),
            DefinedQuestion("name", "", QuestionType.SELECT_MULTIPLE, choices),
            DefinedQuestion("data", "x\x00y", QuestionType.SELECT_ONE, ()),
        ),
    )
    path = write_xlsform(form, tmp_path / "f.xlsx")

    found = read_definition(path, no_progress).questions

    assert len({question.name.casefold() for question in found}) == 4
    assert [label for _, label in found[2].choices] == ["Very good, really", "=1+1", "…"]
    assert found[0].label == "=1+1 $ {gone} $ {"
    accepted(path)


@pytest.mark.parametrize(
    "name",
    ["group.csv", "specify_other.csv", "or_other.xlsx", "widgets.csv", "xlsform_spec_test.xlsx"],
)
def test_real_forms_in_and_out_and_in(name: str, tmp_path: Path) -> None:
    form = read_definition(real_file(name), no_progress)

    found = again(form, tmp_path / "f.xlsx")

    assert (found.title, found.questions) == (form.title, form.questions)


@pytest.mark.parametrize("name", ["widgets.csv", "xlsform_spec_test.xlsx"])
def test_pyxform_takes_real_forms_written_again(name: str, tmp_path: Path) -> None:
    accepted(write_xlsform(read_definition(real_file(name), no_progress), tmp_path / "f.xlsx"))


@pytest.mark.parametrize("label", ["&Sc;", "R&amp;D", "<b>Yes</b>", "a < b & c", "&#38;"])
def test_words_that_look_like_markup_stay_words(label: str, tmp_path: Path) -> None:
    question = DefinedQuestion("q", label, QuestionType.SELECT_ONE, (("0", label),))

    (found,) = again(Definition("Engage", "x", (question,)), tmp_path / "f.xlsx").questions

    assert (found.label, found.choices) == (label, (("0", label),))


WORDS = st.text(string.ascii_letters + "àé’?,;=<&\"' ", min_size=1, max_size=20).map(
    lambda text: " ".join(text.split()) or "x"
)
NAMES = st.from_regex(r"[a-z_][a-z0-9_.-]{0,10}", fullmatch=True).filter(
    lambda name: name not in ("data", "meta") and not name.endswith("_other")
)
LISTS = st.lists(
    st.tuples(st.from_regex(r"[a-z0-9_]{1,8}", fullmatch=True), WORDS),
    min_size=1, max_size=4, unique_by=lambda choice: choice[0],
).map(tuple)  # fmt: skip


@st.composite
def questionnaires(draw: st.DrawFn) -> Definition:
    names = draw(st.lists(NAMES, min_size=1, max_size=6, unique_by=str.casefold))
    lists = draw(st.lists(LISTS, min_size=1, max_size=2))
    questions = []
    for name in names:
        kind = draw(st.sampled_from(list(QuestionType)))
        choices = draw(st.sampled_from(lists)) if kind in CLOSED else ()
        questions.append(
            DefinedQuestion(
                name,
                draw(WORDS),
                kind,
                choices,
                grid=draw(st.sampled_from(["", "Do you agree?", "How?"])) if kind in CLOSED else "",
                hint=draw(st.one_of(st.just(""), WORDS)),
                required=draw(st.booleans()),
                group=draw(st.sampled_from(["", "About you", "The plan"])),
                details=draw(st.sampled_from([{}, {"role": "comment"}, {"role": "place"}])),
            )
        )
    return Definition("Engage", draw(WORDS), tuple(questions))


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(form=questionnaires())
def test_any_questionnaire_comes_in_as_it_went_out(form: Definition, tmp_path: Path) -> None:
    found = again(form, tmp_path / "f.xlsx")

    assert (found.title, found.questions) == (form.title, form.questions)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(form=questionnaires())
def test_pyxform_takes_any_questionnaire(form: Definition, tmp_path: Path) -> None:
    accepted(write_xlsform(form, tmp_path / "f.xlsx"))
