"""Microsoft Forms: the form's own columns, Other texts, repeated questions, grids."""

from datetime import timedelta
from pathlib import Path

import pytest
from survey_makers import FORMS_OWN, START, write_csv, write_forms, write_xlsx

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile, Value
from storage.surveys.values import values_of

SHARED = Path(__file__).parents[4] / "shared" / "data" / "exports" / "parity"
SEVERAL = "Which of these matter most to you?\u00a0\n(Select all that apply)"


def answers(survey: SurveyFile) -> dict[str, list[Value]]:
    return {question.label: values_of(survey, question) for question in survey.questions}


def test_the_forms_own_columns_are_not_questions(tmp_path: Path) -> None:
    """And where everyone is anonymous, e-mail and name were not asked."""
    survey = read_survey(write_forms(tmp_path / "f.xlsx", ["Why?"], [["because"], ["so"]]))

    assert survey.tool == "Microsoft Forms"
    assert "OfficeForms.Table" in survey.why
    assert survey.source_ids == ("1", "2")
    assert survey.submitted_at == ("2022-05-16T09:09:11", "2022-05-16T10:09:11")
    assert [question.label for question in survey.questions] == ["Why?"]


def test_people_who_gave_their_name_are_identifiers(tmp_path: Path) -> None:
    people = [("a.b@example.org", "A. B."), ("anonymous", "")]
    survey = read_survey(
        write_forms(tmp_path / "f.xlsx", ["Why?"], [["because"], ["so"]], people=people)
    )

    assert [q.role for q in survey.questions] == [Role.IDENTIFIER, Role.IDENTIFIER, Role.COMMENT]
    assert answers(survey)["Email"] == ["a.b@example.org", None]


def test_a_form_in_another_language_is_known_by_its_table(tmp_path: Path) -> None:
    start, end = START, START + timedelta(hours=1)
    survey = read_survey(
        write_xlsx(
            tmp_path / "f.xlsx",
            [
                ["Id", "Amser cychwyn", "Amser gorffen", "E-bost", "Enw", "Pam?"],
                [7, start, end, "anonymous", "", "achos"],
            ],
            table="OfficeForms.Table",
        )
    )

    assert survey.tool == "Microsoft Forms"
    assert survey.submitted_at == ("2022-05-16T10:03:11",)
    assert [question.label for question in survey.questions] == ["Pam?"]


def test_several_choices_with_the_delimiter_in_an_option_and_in_other(tmp_path: Path) -> None:
    """`A;B;`: an option may hold `;` and so may the words under Other."""
    survey = read_survey(
        write_forms(
            tmp_path / "f.xlsx",
            [SEVERAL],
            [
                ["Funding, and delegation;"],
                ["Clinical leadership;Population health; prevention;"],
                ["Funding, and delegation;Smaller partners; hospices;"],
                ["Population health; prevention;Clinical leadership;"],
                [None],
                ["Clinical leadership;Funding, and delegation;"],
            ],
        )
    )
    (question,) = survey.questions

    assert question.label == "Which of these matter most to you? (Select all that apply)"
    assert question.type is QuestionType.SELECT_MULTIPLE
    assert sorted(question.choices) == [
        "Clinical leadership",
        "Funding, and delegation",
        "Population health; prevention",
    ]
    assert values_of(survey, question) == [
        ["Funding, and delegation"],
        ["Clinical leadership", "Population health; prevention"],
        ["Funding, and delegation", "Smaller partners; hospices"],
        ["Population health; prevention", "Clinical leadership"],
        None,
        ["Clinical leadership", "Funding, and delegation"],
    ]


@pytest.mark.parametrize(
    "header", ["{}", "How much do you agree?.{}", "How far do you agree? [{}]"]
)
def test_statements_that_share_a_scale_are_a_grid(tmp_path: Path, header: str) -> None:
    """The heading is the statement alone, or the question and the statement."""
    statements = ["I understand the proposal", "I can see benefits, for patients"]
    given = [["Agree", "Strongly agree"], ["Disagree", "Neither agree nor disagree"]] * 3
    path = write_forms(tmp_path / "f.xlsx", [header.format(each) for each in statements], given)

    survey = read_survey(path)

    assert [question.label for question in survey.questions] == statements
    assert len({question.grid for question in survey.questions}) == 1
    assert survey.questions[0].grid.endswith("agree?")
    assert survey.questions[0].choices == (
        "Strongly agree",
        "Agree",
        "Neither agree nor disagree",
        "Disagree",
    )


def test_a_repeated_question_loses_the_number_forms_gave_it(tmp_path: Path) -> None:
    headings = ["Your area", "Please explain", "Your role", "Please explain2"]
    given = [["North", "It is far", "Carer", "I care for my mother"]] * 2
    survey = read_survey(write_forms(tmp_path / "f.xlsx", headings, given))

    assert [question.label for question in survey.questions][1::2] == ["Please explain"] * 2
    assert [question.name for question in survey.questions][1::2] == [
        "please_explain",
        "please_explain_2",
    ]


def test_points_of_a_quiz_are_left_out_and_said(tmp_path: Path) -> None:
    headings = ["Total points", "Quiz feedback", "Why?", "Points - Why?", "Feedback - Why?"]
    survey = read_survey(write_forms(tmp_path / "f.xlsx", headings, [[3, "", "because", 3, ""]]))

    assert [question.label for question in survey.questions] == ["Why?"]
    assert "quiz" in survey.problems[0].what


def test_forms_saved_again_as_csv_is_american_and_says_so_itself(tmp_path: Path) -> None:
    """Excel writes 7/27/26: the 27 settles the order for the whole file, 7/8/26 too."""
    rows = [
        [*FORMS_OWN, "Why?"],
        ["1", "7/8/26 9:00:00", "7/8/26 9:06:23", "anonymous", "", "because – naïve"],
        ["2", "7/27/26 19:00:00", "7/27/26 19:06:23", "anonymous", "", "so"],
    ]
    survey = read_survey(write_csv(tmp_path / "f.csv", rows, encoding="cp1252"))

    assert survey.tool == "Microsoft Forms"
    assert survey.submitted_at == ("2026-07-08T09:06:23", "2026-07-27T19:06:23")
    assert answers(survey)["Why?"] == ["because – naïve", "so"]
    assert not survey.problems


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared sample files are not on this computer")
def test_the_six_respondents_of_the_shared_sample() -> None:
    survey = read_survey(SHARED / "msforms.xlsx")
    found = answers(survey)

    assert [q.role for q in survey.questions][:2] == [Role.GROUP, Role.POSITION]
    assert found["Which stakeholder group do you represent?"] == [
        "Local authority",
        "General practice",
        "Hospice",
        "Dental, pharmacy and eye health",
        "VCFSE",
        "General practice",
    ]
    assert found["I can see benefits, for patients"] == [
        "Strongly agree",
        "Disagree",
        "Neither agree nor disagree",
        "Agree",
        None,
        "Disagree",
    ]
    assert found["Which of these matter most to you? (Select all that apply)"][2] == [
        "Funding, and delegation",
        "Smaller partners; hospices",
    ]
    comments = found["Please tell us why"]
    assert comments[1] == "It’s the “hospital hinterland” that matters.\nWe lose the GP alliance."
    assert comments[4:] == [None, "=cmd|' /C calc'!A0 looks like a formula but is text"]
