"""Any table with one header row: ids, dates, types and roles worked out from words and values."""

import random
from pathlib import Path

import pytest
from survey_makers import write_csv

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.reader import read_survey
from storage.surveys.values import values_of

SELECT_ONE = QuestionType.SELECT_ONE
SUBJECTS = ["The plan", "Our surgery", "My mother", "The bus", "Nobody", "The council", "A nurse"]
VERBS = ["helps", "forgets", "changes", "will slow", "could mend", "ignores", "pays for"]
OBJECTS = ["rural patients", "carers at night", "the way we meet", "joint budgets", "waiting lists"]


def large(tmp_path: Path, count: int = 400) -> Path:
    """A survey of everyday questions; the same every time."""
    draw = random.Random(7)  # noqa: S311 - a survey, not a secret
    rows = [
        [
            "Reference", "Which of these best describes you?", "Age group", "Where do you live?",
            "Do you support the proposal?", "Rate the venue (0-10)", "What do you think of it?",
            "May we quote you?", "What is your email address?", "Name of your organisation",
            "How did you hear about this?", "Any other comments?",
        ]
    ]  # fmt: skip
    for number in range(count):
        sentence = f"{draw.choice(SUBJECTS)} {draw.choice(VERBS)} {draw.choice(OBJECTS)}"
        rows.append(
            [
                f"{number:05}",
                draw.choice(["Patient", "Carer", "GP practice", "Dental, pharmacy and eye health"]),
                draw.choice(["16-24", "25-64", "65+", "Prefer not to say"]),
                draw.choice(["North", "South", "Fylde & Wyre"]),
                draw.choice(
                    ["Strongly support", "Support", "Neutral", "Oppose", "Strongly oppose"]
                ),
                str(draw.randint(0, 10)),
                f"{sentence} {draw.choice(SUBJECTS).lower()} {draw.randint(1, 900)} times over",
                draw.choice(["Yes", "No"]),
                f"person{number}@example.org" if number % 3 else "",
                draw.choice(["", "", f"Charity {number}"]),
                draw.choice(["Radio, Poster", "Poster", "Radio", "Poster, Friend", "Friend"]),
                draw.choice(["None", "N/A", "No", f"{sentence} and I said so {number} times"]),
            ]
        )
    return write_csv(tmp_path / "large.csv", rows)


def test_types_and_roles_of_everyday_questions(tmp_path: Path) -> None:
    survey = read_survey(large(tmp_path))

    assert [(question.type, question.role) for question in survey.questions] == [
        (SELECT_ONE, Role.GROUP),
        (SELECT_ONE, Role.EQUALITY),
        (SELECT_ONE, Role.PLACE),
        (SELECT_ONE, Role.POSITION),
        (QuestionType.INTEGER, Role.NONE),
        (QuestionType.TEXT, Role.COMMENT),
        (SELECT_ONE, Role.CONSENT),
        (QuestionType.TEXT, Role.IDENTIFIER),
        (QuestionType.TEXT, Role.ORGANISATION),
        (QuestionType.SELECT_MULTIPLE, Role.NONE),
        (QuestionType.TEXT, Role.COMMENT),
    ]
    assert survey.source_ids[:2] == ("00000", "00001")
    assert survey.questions[9].choices == ("Poster", "Radio", "Friend")
    assert survey.questions[3].choices[0] == "Strongly support"


def test_samples_come_from_all_over_the_file(tmp_path: Path) -> None:
    survey = read_survey(large(tmp_path))
    comment = survey.questions[5]
    values = values_of(survey, comment)

    places = [values.index(sample) for sample in comment.samples]
    assert len(places) == 5
    assert max(places) > 250


def test_an_option_with_a_comma_is_not_two(tmp_path: Path) -> None:
    survey = read_survey(large(tmp_path))

    assert "Dental, pharmacy and eye health" in survey.questions[0].choices


def test_sentences_sent_again_with_another_ending_are_comments(tmp_path: Path) -> None:
    """Parts of a campaign's sentences come again in other company, as choices do."""
    texts = [
        "Keep the clinic open, the bus stops outside and parking is free",
        "The last bus goes at six, so an evening there is no use to me",
    ]
    answers = [f"{texts[number % 2]}, and so say {number} of us" for number in range(20)]
    answers += texts * 10
    path = write_csv(tmp_path / "a.csv", [["ID", "What do you think?"]] + [
        [str(number), answer] for number, answer in enumerate(answers)
    ])  # fmt: skip

    (question,) = read_survey(path).questions

    assert (question.type, question.role) == (QuestionType.TEXT, Role.COMMENT)


def test_headings_are_cleaned_and_repeated_ones_told_apart(tmp_path: Path) -> None:
    rows = [
        [
            "\ufeffID",
            "Why\u00a0this,\nor that?",
            "Why\u00a0this,\nor that?",
            "What’s your role\u200b?",
        ],
        ["1", "a", "b", "Carer"],
    ]
    survey = read_survey(write_csv(tmp_path / "s.csv", rows))

    assert [question.label for question in survey.questions] == [
        "Why this, or that?",
        "Why this, or that?",
        "What’s your role?",
    ]
    assert [question.name for question in survey.questions] == [
        "why_this_or_that",
        "why_this_or_that_2",
        "whats_your_role",
    ]


def test_long_headings_that_begin_alike_get_different_names(tmp_path: Path) -> None:
    stem = "Thinking about everything you have read and heard so far, how would "
    survey = read_survey(
        write_csv(
            tmp_path / "s.csv", [["ID", f"{stem}you decide?", f"{stem}they?"], ["1", "a", "b"]]
        )
    )

    assert len({question.name for question in survey.questions}) == 2
    assert all(len(question.name) < 64 for question in survey.questions)


def test_a_column_without_heading_is_called_by_its_letter(tmp_path: Path) -> None:
    rows = [["ID", "", "", "Why?"], ["1", "stray", "", "because"]]
    survey = read_survey(write_csv(tmp_path / "s.csv", rows))

    assert [question.label for question in survey.questions] == ["Column B", "Why?"]
    assert survey.problems[0].column == "Column B"


def test_repeated_ids_are_all_kept_and_named(tmp_path: Path) -> None:
    rows = [["ID", "Why?"], ["7", "a"], ["8", "b"], ["7", "c"], ["7", "d"], ["7-2", "e"]]
    survey = read_survey(write_csv(tmp_path / "s.csv", rows))

    assert len(set(survey.source_ids)) == 5
    assert survey.source_ids[0] == "7"
    assert survey.source_ids[4] == "7-2"
    assert [problem.row for problem in survey.problems] == [4, 5]
    assert survey.problems[0].column == "ID"


def test_without_ids_the_row_itself_is_one(tmp_path: Path) -> None:
    """The same when read again, though two rows are alike."""
    rows = [["Role", "Why?"], ["Carer", "because"], ["Carer", "because"], ["Carer", "so"]]
    path = write_csv(tmp_path / "s.csv", rows)

    once, again = read_survey(path), read_survey(path)

    assert once.source_ids == again.source_ids
    assert len(set(once.source_ids)) == 3


def test_blank_rows_are_passed_over_and_row_numbers_are_excels(tmp_path: Path) -> None:
    rows = [["ID", "Why?"], ["1", "a"], ["", " "], [], ["2", "b"]]
    survey = read_survey(write_csv(tmp_path / "s.csv", rows))

    assert list(survey.row_numbers) == [2, 5]


def test_a_short_row_is_told(tmp_path: Path) -> None:
    survey = read_survey(
        write_csv(tmp_path / "s.csv", [["ID", "A", "B"], ["1", "x"], ["2", "y", "z"]])
    )

    assert values_of(survey, survey.questions[1]) == [None, "z"]
    assert survey.problems[0].row == 2


@pytest.mark.parametrize(
    ("dates", "iso", "assumed"),
    [
        (["03/04/2022 10:00", "25/04/2022 9:05"], ["2022-04-03T10:00:00", "2022-04-25T09:05:00"], 0),
        (["03/04/2022", "04/25/2022"], ["2022-03-04", "2022-04-25"], 0),
        (["03/04/2022", "05/06/2022"], ["2022-04-03", "2022-06-05"], 1),
        (["2022/09/27 3:00:00 PM GMT+3", "2022-10-01"], ["2022-09-27T15:00:00+03:00", "2022-10-01"], 0),
        (["2022-05-16T09:03:11.000+01:00", "2022-05-17T00:00:01Z"],
         ["2022-05-16T09:03:11+01:00", "2022-05-17T00:00:01+00:00"], 0),
        (["16 May 2022", "May 17, 2022 11:30 pm"], ["2022-05-16", "2022-05-17T23:30:00"], 0),
    ],
)  # fmt: skip
def test_one_order_of_day_and_month_for_the_file(
    tmp_path: Path, dates: list[str], iso: list[str], assumed: int
) -> None:
    rows = [["ID", "Submitted", "Why?"], *([str(n), d, "x"] for n, d in enumerate(dates))]
    survey = read_survey(write_csv(tmp_path / "s.csv", rows))

    assert list(survey.submitted_at) == iso
    assert len(survey.problems) == assumed


def test_headings_alone_are_a_survey_without_responses(tmp_path: Path) -> None:
    survey = read_survey(write_csv(tmp_path / "s.csv", [["ID", "Why?"]]))

    assert survey.responses == 0
    assert "no responses" in survey.problems[0].what


@pytest.mark.parametrize(
    "cells", [["'single'", 'O\'Brien; "so"'], ["👍🏽 yes", "❤️"], ["None", "N/A"]]
)
def test_odd_words_are_words(tmp_path: Path, cells: list[str]) -> None:
    rows = [["ID", 'What\'s your "view"?'], *([str(n), cell] for n, cell in enumerate(cells))]
    survey = read_survey(write_csv(tmp_path / "s.csv", rows))

    assert survey.questions[0].label == 'What\'s your "view"?'
    assert values_of(survey, survey.questions[0]) == cells


def test_three_people_who_differ_still_chose(tmp_path: Path) -> None:
    """With few answers, all different, the heading says whether they were chosen or written."""
    rows = [
        ["ID", "Stakeholder group", "Place", "Position", "Why?", "Job title"],
        ["1", "Hospices", "North", "Welcomed", "Nearer", "Nurse"],
        ["2", "Carers", "South", "Concern", "Too far", "Clerk"],
        ["3", "Residents", "East", "Mixed", "Both", "Chair"],
    ]
    survey = read_survey(write_csv(tmp_path / "s.csv", rows))

    assert [(question.type, question.role) for question in survey.questions] == [
        (SELECT_ONE, Role.GROUP),
        (SELECT_ONE, Role.PLACE),
        (SELECT_ONE, Role.POSITION),
        (QuestionType.TEXT, Role.COMMENT),
        (QuestionType.TEXT, Role.NONE),
    ]
