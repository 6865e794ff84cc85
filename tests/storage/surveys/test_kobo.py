"""KoboToolbox exports: XML names and labels, choices in columns, groups, versions."""

from pathlib import Path

import pytest
from kobo_exports import OWN, answers, kobo, own
from parity import assert_parity, read_parity
from survey_makers import write_csv

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.reader import read_survey
from storage.surveys.values import values_of


def test_the_six_respondents() -> None:
    """Codes, as the file has no labels; the clock that the sample's server wrote is kept."""
    survey = read_parity("kobo_xml_values.csv")

    codes = {
        "fund": "Funding, and delegation", "clin": "Clinical leadership", "hosp": "Hospital flows",
        "vcfse": "VCFSE", "gp": "General practice",
    }  # fmt: skip
    codes |= {
        label.lower().replace(",", "").replace(" ", "_"): label
        for label in (
            "Local authority", "General practice", "Hospice", "Dental, pharmacy and eye health",
            "Welcome", "Concern", "Some concern", "Opportunity", "Agree", "Disagree",
            "Strongly agree", "Strongly disagree", "Neither agree nor disagree",
        )
    }  # fmt: skip
    assert survey.tool == "KoboToolbox"
    assert survey.source_ids == ("901", "902", "903", "904", "905", "906")
    assert survey.submitted_at[5] == "2022-06-12T23:10:30"
    assert not survey.problems
    names = {"group": "group", "position": "position", "matters": "multi", "why": "why"}
    assert_parity(survey, {**names, "understand": "l1", "benefits": "l2"}, labels=codes)


def test_submission_times_are_utc(tmp_path: Path) -> None:
    """Kobo's `_submission_time` is UTC without saying so; it becomes British time."""
    survey = kobo(tmp_path / "k.csv", ["why"], [["so that it works well for us all"]])

    assert survey.submitted_at == ("2022-05-11T09:03:11+01:00",)


@pytest.mark.parametrize("separator", ["/", ":", " - "])
def test_groups_before_names_with_any_separator(tmp_path: Path, separator: str) -> None:
    headings = [f"about{separator}group", f"about{separator}multi"]
    headings += [f"about{separator}multi{separator}{code}" for code in ("fund", "clin")]
    rows = [["gp", "fund clin", "1", "1"], ["gp", "", "", ""], ["hospice", "clin", "0", "1"]]

    survey = kobo(tmp_path / "k.csv", headings, rows)

    assert [question.name for question in survey.questions] == ["group", "multi"]
    assert survey.questions[1].choices == ("fund", "clin")
    assert answers(survey)["multi"] == [["fund", "clin"], None, ["clin"]]


def test_the_same_name_in_two_groups_keeps_its_path(tmp_path: Path) -> None:
    survey = kobo(tmp_path / "k.csv", ["a/why", "b/why"], [["one", "two"]])

    assert answers(survey) == {"a/why": ["one"], "b/why": ["two"]}


def test_labels_between_spaces_are_read_from_the_boxes(tmp_path: Path) -> None:
    """A label export joins labels by spaces; the columns of 1 and 0 tell them apart."""
    asked = "Which of these, and/or others?"
    headings = [asked, f"{asked}/Clinical", f"{asked}/Clinical leadership", f"{asked}/Other"]
    headings += ["Specify other.", "Why?"]
    rows = [
        ["Clinical Clinical leadership", "1", "1", "0", "", "because"],
        ["Clinical leadership Other", "0", "1", "1", "GPs / nurses", "so"],
        ["", "", "", "", "", ""],
    ]

    survey = kobo(tmp_path / "k.csv", headings, rows)
    several, why = survey.questions

    assert (several.label, several.type) == (asked, QuestionType.SELECT_MULTIPLE)
    assert several.choices == ("Clinical", "Clinical leadership", "Other")
    assert values_of(survey, several) == [
        ["Clinical", "Clinical leadership"],
        ["Clinical leadership", "GPs / nurses"],
        None,
    ]
    assert why.label == "Why?"


def test_labels_that_cannot_be_told_apart_are_said(tmp_path: Path) -> None:
    cells = ["Funding", "Clinical leadership", "Funding Clinical leadership",
             "Hospital flows", "Clinical leadership Hospital flows"]  # fmt: skip

    survey = kobo(tmp_path / "k.csv", ["What matters?"], [[cell] for cell in cells])

    (problem,) = survey.problems
    assert "can't be told apart" in problem.what
    assert "XML values" in problem.action


def test_the_group_over_a_scale_is_the_heading_of_a_grid(tmp_path: Path) -> None:
    """Labels with their groups before them: other groups only fall away."""
    headings = ["About you/Who?", "About you/How old?", "What of these?/I see it",
                "What of these?/I like it"]  # fmt: skip
    rows = [["GP", "40", "Agree", "Disagree"], ["GP", "50", "Disagree", ""]]

    survey = kobo(tmp_path / "k.csv", headings, rows)

    assert [(question.label, question.grid) for question in survey.questions] == [
        ("Who?", ""),
        ("How old?", ""),
        ("I see it", "What of these?"),
        ("I like it", "What of these?"),
    ]


def test_words_are_not_taken_for_codes(tmp_path: Path) -> None:
    cells = ["senior nurse", "nurse", "very good nurse", "good nurse"]

    survey = kobo(tmp_path / "k.csv", ["job"], [[cell] for cell in cells])

    assert survey.questions[0].type is not QuestionType.SELECT_MULTIPLE


def test_words_under_other_take_its_place(tmp_path: Path) -> None:
    rows = [["gp", "", "x"], ["other", "Porter", "y"], ["other", "", "z"]]

    survey = kobo(tmp_path / "k.csv", ["who", "who_other", "why"], rows)

    assert [question.name for question in survey.questions] == ["who", "why"]
    assert answers(survey)["who"] == ["gp", "Porter", "other"]


def test_codes_in_one_cell_alone(tmp_path: Path) -> None:
    """An export without the split columns: few codes, met again, in one order."""
    cells = ["fund clin", "clin", "fund", "fund clin hosp", "", "clin hosp"]

    survey = kobo(tmp_path / "k.csv", ["multi"], [[cell] for cell in cells])

    assert survey.questions[0].type is QuestionType.SELECT_MULTIPLE
    assert answers(survey)["multi"][3] == ["fund", "clin", "hosp"]


def test_boxes_without_the_cell_that_sums_them_up(tmp_path: Path) -> None:
    headings = ["multi/fund", "multi/clin", "multi/hosp"]
    rows = [["1", "0", "1"], ["", "", ""], ["0", "1", "0"]]

    survey = kobo(tmp_path / "k.csv", headings, rows)

    assert answers(survey) == {"multi": [["fund", "hosp"], None, ["clin"]]}
    assert survey.problems[0].column == "multi"


def test_own_columns_places_and_links_are_no_questions(tmp_path: Path) -> None:
    headings = ["start", "end", "today", "deviceid", "spot", "_spot_latitude", "_spot_longitude",
                "_spot_altitude", "_spot_precision", "photo", "photo_URL", "why"]  # fmt: skip
    time = "2022-05-16T09:03:11.000+01:00"
    row = [
        time,
        time,
        "2022-05-16",
        "ee.x:1",
        "51 0 0 0",
        "51",
        "0",
        "0",
        "0",
        "a.jpg",
        "https://x",
        "w",
    ]

    survey = kobo(tmp_path / "k.csv", headings, [row])

    assert [question.name for question in survey.questions] == ["spot", "photo", "why"]


def test_a_row_of_tags_is_no_response(tmp_path: Path) -> None:
    headings = ["place", "multi", "multi/a", "multi/b"]
    rows = [headings + OWN, ["#loc+name", "#x", "", "", *[""] * len(OWN)]]
    rows += [["Luton", "a", "1", "0", *own(1)], ["Bedford", "a b", "1", "1", *own(2)]]

    survey = read_survey(write_csv(tmp_path / "k.csv", rows, delimiter=";"))

    assert answers(survey)["multi"] == [["a"], ["a", "b"]]
    assert survey.source_ids == ("901", "902")


def test_what_was_not_approved_is_flagged(tmp_path: Path) -> None:
    survey = kobo(tmp_path / "k.csv", ["why"], [["x"]], _validation_status="Not Approved")

    assert [(row.row, row.kind) for row in survey.flagged] == [(2, "test")]


def test_versions_of_one_question_are_one(tmp_path: Path) -> None:
    """Each version of the form fills a column of its own; both have one label."""
    headings = ["Who are you?", "Why?", "Who are you?", *OWN]
    rows = [
        ["GP", "because", "", *own(1)],
        ["", "so", "Hospice", *own(2, __version__="v2")],
        ["GP", "", "", *own(3)],
    ]

    survey = read_survey(write_csv(tmp_path / "k.csv", [headings, *rows], delimiter=";"))

    assert [question.label for question in survey.questions] == ["Who are you?", "Why?"]
    assert values_of(survey, survey.questions[0]) == ["GP", "Hospice", "GP"]


def test_a_table_with_an_id_alone_is_not_kobos(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "s.csv", [["_id", "_status", "why"], ["1", "x", "because"]])

    assert read_survey(path).tool == "CSV"
