"""Random surveys, written as LimeSurvey writes them and read back, in every style of headings."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from limesurvey_maker import Asked, export_rows, write_export, write_lss, write_vv

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.bindings import NOT_SHOWN, Value
from storage.surveys.headings import clean, plain
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile
from storage.surveys.values import values_of

LETTERS = st.sampled_from("abcdefghijkl ÄéßΩЖ中,;|'\"-–?!.:/()0123456789")
WORDS = (
    st.text(LETTERS, min_size=3, max_size=40).map(clean).filter(lambda t: any(map(str.isalpha, t)))
)
ANSWERS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf"))
    | st.sampled_from("\n{}[]\"';,\t="),
    max_size=60,
).map(str.strip)
SINGLE_KINDS = "LT"


def no_clash(words: Sequence[str]) -> bool:
    """Words that stay different when they are compared, and are no words of LimeSurvey's own."""
    own = {"other", "sonstiges", "sonstige", "comment", "kommentar", "scale 1", "scale 2"}
    keys = [plain(each) for each in words]
    return len(set(keys)) == len(keys) and own.isdisjoint(keys)


def several(count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(WORDS, min_size=count, max_size=count).filter(no_clash)


@st.composite
def surveys(draw: st.DrawFn) -> list[Asked]:
    count = draw(st.integers(1, 5))
    texts = draw(several(count))
    made = []
    for number, text in enumerate(texts):
        kind = draw(st.sampled_from("LMFT"))
        parts = draw(several(draw(st.integers(2, 4))))
        choices = draw(several(3))
        made.append(
            Asked(
                f"q{number}x",
                kind,
                f"{text}{number}",
                {f"SQ{n:03}": words for n, words in enumerate(parts, 1)} if kind in "MF" else None,
                {f"A{n}": words for n, words in enumerate(choices, 1)} if kind in "LF" else None,
                other=kind in "LM" and draw(st.booleans()),
            )
        )
    return made


@st.composite
def responses(draw: st.DrawFn, survey: Sequence[Asked]) -> dict[str, str]:
    """Cells in LimeSurvey's codes, by Field.key."""
    cells: dict[str, str] = {}
    written = ANSWERS.filter(
        lambda text: text not in ("-oth-", "N/A") and not text.startswith("'=")
    )
    for asked in survey:
        for part in asked.parts or ("",):
            key = f"{asked.code}_{part}" if part else asked.code
            offered = ["", "Y"] if asked.type == "M" else ["", *(asked.choices or ())]
            cells[key] = draw(written if asked.type == "T" else st.sampled_from(offered))
        if asked.other and draw(st.booleans()):
            cells[f"{asked.code}_other"] = draw(WORDS)
            if asked.type == "L":
                cells[asked.code] = "-oth-"
    return cells


def expected(asked: Asked, cells: Mapping[str, str]) -> dict[str, Value]:
    """What the answers mean, by the question's name."""
    labels = asked.choices or {}
    other = cells.get(f"{asked.code}_other", "")
    if asked.type == "M":
        parts = asked.parts or {}
        chosen = [words for code, words in parts.items() if cells[f"{asked.code}_{code}"]]
        return {asked.code: [*chosen, *([other] if other else [])] or None}
    if asked.type == "F":
        keys = [f"{asked.code}_{part}" for part in asked.parts or {}]
        return {key: labels.get(cells[key]) for key in keys}
    return {asked.code: other or labels.get(cells[asked.code], cells[asked.code]) or None}


def check(survey: SurveyFile, asked: Sequence[Asked], given: Sequence[Mapping[str, str]]) -> None:
    found = {q.name: values_of(survey, q) for q in survey.questions}
    wanted: dict[str, list[Value]] = {}
    for each in asked:
        for cells in given:
            for name, value in expected(each, cells).items():
                wanted.setdefault(name, []).append(value)
    assert survey.tool == "LimeSurvey"
    assert found == wanted
    by_name = {q.name: q for q in survey.questions}
    for each in asked:
        if each.type == "M":
            assert by_name[each.code].type is QuestionType.SELECT_MULTIPLE
            assert by_name[each.code].choices == tuple((each.parts or {}).values())
        if each.type == "F":
            labels = [by_name[f"{each.code}_{part}"].label for part in each.parts or {}]
            assert labels == list((each.parts or {}).values())
            assert {by_name[f"{each.code}_{part}"].grid for part in each.parts or {}} == {each.text}


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_csv_in_every_style(data: st.DataObject) -> None:
    asked = data.draw(surveys())
    given = data.draw(st.lists(responses(asked), min_size=1, max_size=5))
    style = data.draw(st.sampled_from(["code", "em", "full", "codetext"]))
    delimiter = data.draw(st.sampled_from(";,"))
    masked = [
        {key: f"'{cell}" if cell.startswith("=") else cell for key, cell in cells.items()}
        for cells in given
    ]
    with tempfile.TemporaryDirectory() as folder:
        definition = write_lss(Path(folder) / "s.lss", asked)
        rows = export_rows(asked, masked, style)
        survey = read_survey(write_export(Path(folder) / "r.csv", rows, delimiter), definition)

    check(survey, asked, given)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_vv(data: st.DataObject) -> None:
    asked = data.draw(surveys())
    given = data.draw(st.lists(responses(asked), min_size=1, max_size=5))
    hidden = data.draw(st.sets(st.integers(0, len(given) - 1)))
    cells: list[dict[str, str | None]] = [
        dict.fromkeys(each) if number in hidden else dict(each) for number, each in enumerate(given)
    ]
    for number in hidden:  # the column of words under "Other" is not shown either
        cells[number] |= {f"{each.code}_other": None for each in asked if each.other}
    with tempfile.TemporaryDirectory() as folder:
        definition = write_lss(Path(folder) / "s.lss", asked)
        survey = read_survey(write_vv(Path(folder) / "r.vv", asked, cells), definition)

    shown = [cells for number, cells in enumerate(given) if number not in hidden]
    wanted = [value for each in asked for cells in shown for value in expected(each, cells).items()]
    for question in survey.questions:
        values = values_of(survey, question)
        assert all(values[number] is NOT_SHOWN for number in hidden)
        seen = [value for number, value in enumerate(values) if number not in hidden]
        assert seen == [value for name, value in wanted if name == question.name]
