"""LimeSurvey's responses: every style of headings, codes and words, with and without definition."""

from pathlib import Path

import pytest
from limesurvey_maker import (
    OWN_GERMAN,
    STYLES,
    Asked,
    export_rows,
    fields_of,
    write_export,
    write_lss,
)
from parity import KEYS, assert_parity, read_parity, real_file
from survey_makers import write_csv, write_xlsx

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import Value
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import FlaggedRow, SurveyFile
from storage.surveys.values import values_of

AGREE = {"A1": "Disagree", "A2": "Agree"}
GROUP = Asked(
    "group", "L", "Which group are you in?", None, {"A1": "GPs", "A2": "Council"}, other=True
)
MATTERS = Asked(
    "multi",
    "M",
    "What matters most to you?",
    {"SQ001": "Staff", "SQ002": "Cost, and care"},
    None,
    other=True,
)
LIKERT = Asked(
    "lik",
    "F",
    "How much do you agree with these?",
    {"SQ001": "I know it", "SQ002": "I like it"},
    AGREE,
)
DUAL = Asked(
    "dual",
    "1",
    "Now and then, how is it for you?",
    {"SQ001": "Parking", "SQ002": "Buses"},
    {"A1": "Bad", "A2": "Good"},
)
WHY = Asked("why", "T", "Why do you say that?")
SURVEY = (GROUP, MATTERS, LIKERT, DUAL, WHY)

SHORT = (
    {"group": "A1", "multi_SQ001": "Y", "lik_SQ001": "A1", "lik_SQ002": "A2",
     "dual_SQ001_0": "A1", "dual_SQ001_1": "A2", "dual_SQ002_0": "A2", "dual_SQ002_1": "A2",
     "why": "It is near; it is\ngood."},
    {"group": "-oth-", "group_other": "A choir", "multi_SQ002": "Y", "multi_other": "Trees; birds",
     "lik_SQ001": "A2", "lik_SQ002": "A2", "dual_SQ001_0": "A2", "dual_SQ001_1": "A1",
     "dual_SQ002_0": "A1", "dual_SQ002_1": "A1", "why": "'=1+1"},
    {"group": "A2", "multi_SQ001": "Y", "multi_SQ002": "Y", "lik_SQ001": "A1"},
    {"group": "A1", "lik_SQ002": "A1"},
)  # fmt: skip
LABELS = {"group": GROUP.choices, "lik": AGREE, "dual": DUAL.choices}
EXPECTED: dict[str, list[Value]] = {
    "group": ["GPs", "A choir", "Council", "GPs"],
    "multi": [["Staff"], ["Cost, and care", "Trees; birds"], ["Staff", "Cost, and care"], None],
    "lik_SQ001": ["Disagree", "Agree", "Disagree", None],
    "lik_SQ002": ["Agree", "Agree", None, "Disagree"],
    "dual_SQ001_0": ["Bad", "Good", None, None],
    "dual_SQ002_0": ["Good", "Bad", None, None],
    "dual_SQ001_1": ["Good", "Bad", None, None],
    "dual_SQ002_1": ["Good", "Bad", None, None],
    "why": ["It is near; it is\ngood.", "=1+1", None, None],
}


def in_words(given: dict[str, str]) -> dict[str, str]:
    """Long answers: labels for codes, Yes and No in every column of a multiple choice."""
    long = dict.fromkeys(("multi_SQ001", "multi_SQ002"), "No")
    for key, cell in given.items():
        known = {"-oth-": "Other", **(LABELS.get(key.split("_")[0]) or {})}
        ticks = key.startswith("multi_SQ")
        long[key] = "Yes" if ticks else cell if key == "why" else known.get(cell, cell)
    return long


LONG = tuple(in_words(given) for given in SHORT)


def answers(survey: SurveyFile) -> dict[str, list[Value]]:
    return {question.name: values_of(survey, question) for question in survey.questions}


@pytest.mark.parametrize("style", STYLES)
def test_every_style_of_headings_holds_the_same_answers(style: str, tmp_path: Path) -> None:
    survey = read_survey(write_export(tmp_path / "r.csv", export_rows(SURVEY, LONG, style)))

    assert survey.tool == "LimeSurvey"
    assert survey.source_ids == ("1", "2", "3", "4")
    assert survey.submitted_at[0] == "2022-05-16T09:03:11"
    found = answers(survey)
    if style in ("code", "em"):
        assert found["multi"][0] == ["SQ001"]
        found["multi"] = EXPECTED["multi"]
    if style == "abbreviated":
        assert list(found.values()) == list(EXPECTED.values())
    elif style in ("code", "em", "codetext"):
        assert found == EXPECTED
    else:
        labels = [question.label for question in survey.questions]
        assert labels[:2] == [GROUP.text, MATTERS.text]
        assert [question.grid for question in survey.questions][2] == LIKERT.text
        assert list(found.values()) == list(EXPECTED.values())


@pytest.mark.parametrize("style", ["code", "em", "full", "codetext"])
@pytest.mark.parametrize("version", [351, 641])
def test_codes_get_their_labels_from_the_definition(
    style: str, version: int, tmp_path: Path
) -> None:
    """By the code in the headings or, where there is none, by the words."""
    definition = write_lss(tmp_path / "s.lss", SURVEY, version=version)
    path = write_export(tmp_path / "r.csv", export_rows(SURVEY, SHORT, style), ",")

    survey = read_survey(path, definition)

    assert answers(survey) == EXPECTED
    by_name = {question.name: question for question in survey.questions}
    assert by_name["lik_SQ001"].choices == ("Disagree", "Agree")
    assert (by_name["lik_SQ001"].grid, by_name["lik_SQ001"].label) == (LIKERT.text, "I know it")
    assert by_name["dual_SQ001_1"].grid == f"{DUAL.text} [Scale 2]"
    assert by_name["multi"].choices == ("Staff", "Cost, and care")
    assert (by_name["why"].label, by_name["why"].hint) == (WHY.text, "Take your time")
    assert not survey.problems


def test_long_answers_fit_the_definition_too(tmp_path: Path) -> None:
    definition = write_lss(tmp_path / "s.lss", SURVEY)

    survey = read_survey(
        write_export(tmp_path / "r.csv", export_rows(SURVEY, LONG, "code")), definition
    )

    assert answers(survey) == EXPECTED


def test_headings_in_german(tmp_path: Path) -> None:
    rows = export_rows((GROUP, MATTERS, WHY), LONG, "full", own=OWN_GERMAN)
    rows = [[cell.replace("[Other]", "[Sonstiges]") for cell in row] for row in rows]
    rows[2] = ["Sonstiges" if cell == "Other" else cell for cell in rows[2]]

    survey = read_survey(write_export(tmp_path / "r.csv", rows))

    assert survey.tool == "LimeSurvey"
    assert [values_of(survey, q) for q in survey.questions[:2]] == [
        EXPECTED["group"],
        EXPECTED["multi"],
    ]


@pytest.mark.parametrize(
    ("yes", "no", "nothing"),
    [
        ("Yes", "No", "N/A"),
        ("Y", "", ""),
        ("1", "2", ""),
        ("Y", "N", ""),
        ("1", "0", ""),
        ("Ja", "Nein", "N/A"),
    ],
)
def test_multiple_choice_however_it_is_ticked(
    yes: str, no: str, nothing: str, tmp_path: Path
) -> None:
    """Words, letters or the converted 1 and 2; a null in the database is "N/A" or blank."""
    cells = [[yes, no, no], [no, yes, yes], [nothing] * 3, [no] * 3, [yes, yes, no]]
    parts = {f"SQ{n}": word for n, word in enumerate(("One", "Two; and", "Three"))}
    asked = Asked("m", "M", "Which ones?", parts)
    keys = [field.key for field in fields_of(asked)]
    given = [dict(zip(keys, row, strict=True)) for row in cells]

    survey = read_survey(write_export(tmp_path / "r.csv", export_rows([asked], given, "full")))

    (question,) = survey.questions
    assert (question.type, question.choices) == (
        QuestionType.SELECT_MULTIPLE,
        ("One", "Two; and", "Three"),
    )
    found = values_of(survey, question)
    assert [found[0], found[1], found[3], found[4]] == [
        ["One"],
        ["Two; and", "Three"],
        None,
        ["One", "Two; and"],
    ]
    assert found[2] is None or nothing == "N/A"


def test_an_array_of_yes_and_no_is_no_multiple_choice(tmp_path: Path) -> None:
    """A row that was left out stands blank beside a No; and there may be an Uncertain."""
    asked = Asked("c", "C", "What would you do?", {"a": "Walk there", "b": "Drive there"})
    for cells in ([["Yes", "No"], ["No", ""]], [["Yes", "No"], ["Uncertain", "No"]]):
        given = [{"c_a": one, "c_b": two} for one, two in cells]
        survey = read_survey(write_export(tmp_path / "r.csv", export_rows([asked], given, "full")))

        assert [q.type for q in survey.questions] == [QuestionType.SELECT_ONE] * 2
        assert {q.grid for q in survey.questions} == {"What would you do?"}


def test_comments_beside_choices_are_questions_of_their_own(tmp_path: Path) -> None:
    listed = Asked("o", "O", "Which bus?", None, {"A1": "The 7", "A2": "The 11"})
    several = Asked("p", "P", "Which days?", {"a": "Monday", "b": "Friday"}, None, other=True)
    given = [
        {
            "o": "The 7",
            "o_comment": "It is late",
            "p_a": "Yes",
            "p_acomment": "at noon",
            "p_b": "No",
        },
        {
            "o": "The 11",
            "p_a": "No",
            "p_b": "Yes",
            "p_other": "Sunday",
            "p_othercomment": "for church",
        },
        {"o": "The 7", "p_a": "Yes", "p_b": "Yes"},
    ]
    for style in ("code", "full", "em", "codetext"):
        rows = export_rows((listed, several), given, style)
        survey = read_survey(write_export(tmp_path / "r.csv", rows))

        bus, comment, days, monday, friday, other = survey.questions
        assert values_of(survey, bus) == ["The 7", "The 11", "The 7"]
        assert (comment.type, comment.role) == (QuestionType.TEXT, Role.COMMENT)
        assert values_of(survey, comment) == ["It is late", None, None]
        assert days.type is QuestionType.SELECT_MULTIPLE
        assert [len(value) for value in values_of(survey, days) if isinstance(value, list)] == [
            1,
            2,
            2,
        ]
        assert values_of(survey, monday) == ["at noon", None, None]
        assert values_of(survey, friday) == [None, None, None]
        assert values_of(survey, other) == [None, "for church", None]
        if style != "full":
            assert [q.name for q in survey.questions] == [
                "o", "o_comment", "p", "p_acomment", "p_bcomment", "p_othercomment"
            ]  # fmt: skip


def test_an_array_may_have_a_row_called_other(tmp_path: Path) -> None:
    asked = Asked(
        "f", "F", "How good are they?", {"a": "Buses", "b": "Other"}, {"A1": "Bad", "A2": "Good"}
    )
    words = [{"f_a": "Good", "f_b": "Bad"}, {"f_a": "Bad", "f_b": "Good"}, {"f_a": "Good"}]
    codes = [{"f_a": "A2", "f_b": "A1"}, {"f_a": "A1", "f_b": "A2"}, {"f_a": "A2"}]
    definition = write_lss(tmp_path / "s.lss", [asked])

    bare = read_survey(write_export(tmp_path / "r.csv", export_rows([asked], words, "full")))
    told = read_survey(
        write_export(tmp_path / "c.csv", export_rows([asked], codes, "full")), definition
    )

    for survey in (bare, told):
        assert [(q.label, q.grid) for q in survey.questions] == [
            ("Buses", asked.text),
            ("Other", asked.text),
        ]
        assert list(answers(survey).values()) == [["Good", "Bad", "Good"], ["Bad", "Good", None]]


def test_only_some_columns_were_exported(tmp_path: Path) -> None:
    """The officer may choose the text under "Other" or the comments alone."""
    commented = Asked("multi", "P", "What matters?", MATTERS.parts, None, other=True)
    definition = write_lss(tmp_path / "s.lss", (GROUP, commented))
    rows = [
        [
            "id",
            "submitdate",
            "multi[other]",
            "group[other]",
            "multi[SQ001comment]",
            "up[filecount]",
        ],
        ["1", "2022-05-16 09:03:11", "Trees", "Choir", "near", "2"],
    ]

    survey = read_survey(write_export(tmp_path / "r.csv", rows), definition)

    assert answers(survey) == {
        "multi_other": ["Trees"], "group_other": ["Choir"], "multi_SQ001comment": ["near"]
    }  # fmt: skip


def test_files_that_were_sent_are_no_comments(tmp_path: Path) -> None:
    sent = '[{"title":"one two","comment":"my file of words","size":"0.5","name":"a b c.txt"}]'
    rows = [
        [
            "id",
            "submitdate",
            "lastpage",
            "Please send us a file",
            "filecount - Please send us a file",
        ],
        ["1", "2022-05-16 09:03:11", "1", sent, "1"],
    ]

    survey = read_survey(write_export(tmp_path / "r.csv", rows))

    (question,) = survey.questions
    assert (question.role, values_of(survey, question)) == (Role.NONE, [sent])


def test_a_real_definition_with_an_export(tmp_path: Path) -> None:
    rows = [
        ["id", "submitdate", "lastpage", "startlanguage", "G01Q01", "G01Q02", "G02Q03",
         "G02Q03[filecount]", "G02Q04"],
        ["1", "2022-05-16 09:03:11", "2", "en", "Some words", "4", "", "0", "Y"],
        ["2", "2022-05-16 09:04:11", "2", "en", "", "", "", "0", "N"],
    ]  # fmt: skip

    survey = read_survey(write_export(tmp_path / "r.csv", rows), real_file("citric_survey.lss"))

    assert answers(survey) == {
        "G01Q01": ["Some words", None], "G01Q02": ["4", None], "G02Q03": [None, None],
        "G02Q04": ["Yes", "No"],
    }  # fmt: skip
    assert survey.questions[1].label == "Text for second question"


def test_ranks_are_a_grid_of_places(tmp_path: Path) -> None:
    asked = Asked(
        "r", "R", "Put these in order, please", None, {"A1": "Staff", "A2": "Cost", "A3": "Care"}
    )
    given = [{"r_1": "Staff", "r_2": "Care"}, {"r_1": "Cost", "r_2": "Staff", "r_3": "Care"}]

    survey = read_survey(write_export(tmp_path / "r.csv", export_rows([asked], given, "full")))

    assert [q.label for q in survey.questions] == ["Rank 1", "Rank 2", "Rank 3"]
    assert {(q.type, q.grid) for q in survey.questions} == {(QuestionType.SELECT_ONE, asked.text)}
    assert values_of(survey, survey.questions[1]) == ["Care", "Staff"]


def test_several_short_texts_keep_the_question_in_their_labels(tmp_path: Path) -> None:
    asked = Asked("q", "Q", "How can we reach you?", {"n": "Your name", "w": "What you do"})
    given = [
        {"q_n": "Ann Smith of Ely", "q_w": "I look after the two of them at home, mostly"},
        {"q_n": "Bob Jones", "q_w": "A nurse on the wards, at nights and sometimes in the day"},
    ]

    survey = read_survey(write_export(tmp_path / "r.csv", export_rows([asked], given, "full")))

    assert [q.label for q in survey.questions] == [
        "How can we reach you? [Your name]",
        "How can we reach you? [What you do]",
    ]
    assert [q.type for q in survey.questions] == [QuestionType.TEXT] * 2
    assert survey.questions[0].role is Role.IDENTIFIER


def test_an_array_of_checkboxes_is_a_question_for_each_row(tmp_path: Path) -> None:
    rows = [
        ["id", "submitdate", "lastpage", "a[x_c1]", "a[x_c2]", "a[y_c1]", "a[y_c2]"],
        ["1", "2022-05-16 09:03:11", "1", "1", "0", "1", "1"],
        ["2", "2022-05-16 09:03:11", "1", "", "", "0", "1"],
    ]

    survey = read_survey(write_export(tmp_path / "r.csv", rows))

    assert answers(survey) == {"a_x": [["c1"], None], "a_y": [["c1", "c2"], ["c2"]]}


def test_brackets_in_the_words_of_a_question(tmp_path: Path) -> None:
    """The last brackets hold the row, and brackets in it belong to it; a lone one does no harm."""
    parts = {"a": "Buses [the 7]", "b": "Trains (to Ely)", "c": "Boats :]"}
    asked = Asked("f", "F", "How good [or bad] are they [all]?", parts)
    alone = Asked("g", "S", "Your views [optional]")
    words = ("Good", "Bad", "Good")
    given = [{f"f_{key}": word for key, word in zip(parts, words, strict=True)} for _ in range(3)]
    given = [
        each | {"g": f"view number {n}, and what I think of it"} for n, each in enumerate(given)
    ]

    survey = read_survey(
        write_export(tmp_path / "r.csv", export_rows((asked, alone), given, "full"))
    )

    assert [q.label for q in survey.questions] == [*parts.values(), alone.text]
    assert {q.grid for q in survey.questions[:3]} == {asked.text}


def test_responses_that_were_not_submitted_are_flagged(tmp_path: Path) -> None:
    given = [{"why": "a"}, {"why": "b", "submitdate": ""}]

    survey = read_survey(write_export(tmp_path / "r.csv", export_rows([WHY], given, "code")))

    assert survey.responses == 2
    assert survey.flagged == (FlaggedRow(3, "partial", "It was not submitted."),)
    assert survey.complete == (True, False)
    assert survey.submitted_at[1] == ""


def test_a_survey_without_dates_is_submitted_without_a_time(tmp_path: Path) -> None:
    given = [{"why": "a", "submitdate": "1980-01-01 00:00:00"}]

    survey = read_survey(write_export(tmp_path / "r.csv", export_rows([WHY], given, "full")))

    assert (survey.submitted_at, survey.flagged) == (("",), ())


@pytest.mark.parametrize(
    "times",
    [
        ("interviewtime", "groupTime12", "whyTime"),
        ("Total time", "Group time: First", "Question time: why"),
        ("Gesamtzeit", "Gruppenzeit: Erste", "Fragenzeit: why"),
    ],
)
def test_times_are_no_questions(times: tuple[str, ...], tmp_path: Path) -> None:
    style = "code" if times[0] == "interviewtime" else "full"
    rows = export_rows([WHY], [{"why": "a"}], style)
    rows = [[*rows[0], *times], [*rows[1], "12.5", "7", "3.2"]]

    survey = read_survey(write_export(tmp_path / "r.csv", rows))

    assert [question.label for question in survey.questions] == [rows[0][-4]]


def test_the_participant_list_and_where_they_came_from_are_no_questions(tmp_path: Path) -> None:
    rows = [
        ["id", "token", "submitdate", "lastpage", "startlanguage", "ipaddr", "refurl", "firstname",
         "email", "emailstatus", "attribute_1", "why"],
        ["1", "x7", "2022-05-16 09:03:11", "1", "en", "10.0.0.1", "http://a", "Ann", "a@example.org",
         "OK", "North", "Because of this"],
    ]  # fmt: skip

    survey = read_survey(write_export(tmp_path / "r.csv", rows))

    assert [q.name for q in survey.questions] == ["firstname", "email", "attribute_1", "why"]
    assert [q.role for q in survey.questions[:2]] == [Role.IDENTIFIER] * 2


def test_gender_and_yes_no_leave_out_what_was_not_answered(tmp_path: Path) -> None:
    rows = export_rows(
        [Asked("y", "Y", "Do you drive?"), Asked("s", "S", "Anything else to say?")],
        [{"y": "Yes", "s": "N/A"}, {"y": "N/A", "s": "no"}, {"y": "No", "s": "None"}],
        "full",
    )

    survey = read_survey(write_export(tmp_path / "r.csv", rows))

    assert [values_of(survey, question) for question in survey.questions] == [
        ["Yes", None, "No"],
        ["N/A", "no", "None"],
    ]


def test_a_workbook_holds_the_same(tmp_path: Path) -> None:
    survey = read_survey(write_xlsx(tmp_path / "r.xlsx", export_rows(SURVEY, LONG, "codetext")))

    assert (survey.tool, answers(survey)) == ("LimeSurvey", EXPECTED)


@pytest.mark.parametrize(
    "headings",
    [
        ["id", "Why?"],
        ["ID", "Start time", "Completion time", "Email", "Name", "Why?"],
        ["Response ID", "Time Started", "Date Submitted", "Status", "Why?"],
        ["Response ID", "Submitted Date", "Why? [please say]"],
        ["Timestamp", "How good? [Buses]", "How good? [Trains]"],
        ["record_id", "redcap_survey_identifier", "why"],
    ],
)
def test_another_tools_headings_are_not_taken(headings: list[str], tmp_path: Path) -> None:
    survey = read_survey(write_csv(tmp_path / "r.csv", [headings, ["1"] * len(headings)]))

    assert survey.tool != "LimeSurvey"


def test_parity() -> None:
    survey = read_parity("limesurvey_full.csv")
    names = [question.name for question in survey.questions]

    assert survey.tool == "LimeSurvey"
    assert_parity(survey, dict(zip(KEYS, names, strict=True)))
