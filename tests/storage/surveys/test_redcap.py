"""REDCap's exports, by name and by label: parity, forms, repeats, boxes, words under Other."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from parity import SUBMITTED, assert_parity, parity_file, read_parity, real_file
from redcap_makers import dictionary
from survey_makers import write_csv

from engage_app.services import importing
from storage.surveys.bindings import NOT_SHOWN, Value
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile
from storage.surveys.values import values_of

SCALE = "1, Strongly disagree | 2, Disagree | 3, Neither agree nor disagree | 4, Agree | 5, Strongly agree"
PARITY_FIELDS = [
    {"Variable": "grp", "Field Type": "text", "Field Label": "Which group?"},
    {"Variable": "pos", "Field Type": "text", "Field Label": "How do you feel?"},
    {
        "Variable": "multi",
        "Field Type": "checkbox",
        "Field Label": "Which matter most?",
        "Choices": "1, Clinical leadership | 2, Funding, and delegation | 3, Hospital flows | 4, Other",
    },
    {
        "Variable": "multi_other",
        "Field Type": "text",
        "Field Label": "Please specify",
        "Branching": "[multi(4)] = '1'",
    },
    {
        "Variable": "l1",
        "Field Type": "radio",
        "Field Label": "I understand the proposal",
        "Choices": SCALE,
        "Section": "How much do you agree?",
        "Matrix Group": "likert",
    },
    {
        "Variable": "l2",
        "Field Type": "radio",
        "Field Label": "I can see benefits",
        "Choices": SCALE,
        "Matrix Group": "likert",
    },
    {"Variable": "why", "Field Type": "notes", "Field Label": "Why?"},
]


def read(folder: Path, rows: Sequence[Sequence[str]], told: Path | None = None) -> SurveyFile:
    return importing.inspect(write_csv(folder / "export.csv", rows), definition=told)


def answers(survey: SurveyFile, name: str) -> list[Value]:
    (question,) = (each for each in survey.questions if each.name == name)
    return values_of(survey, question)


def test_parity_with_a_dictionary(tmp_path: Path) -> None:
    survey = read_survey(parity_file("redcap_raw.csv"), dictionary(tmp_path, PARITY_FIELDS))

    assert (survey.tool, survey.submitted_at, survey.problems) == ("REDCap", SUBMITTED, ())
    assert [question.grid for question in survey.questions][3:5] == ["How much do you agree?"] * 2
    keys = ("group", "position", "matters", "understand", "benefits", "why")
    names = ("grp", "pos", "multi", "l1", "l2", "why")
    assert_parity(survey, dict(zip(keys, names, strict=True)))


def test_without_a_dictionary_codes_stay_codes() -> None:
    survey = read_parity("redcap_raw.csv")

    assert survey.source_ids == ("1", "2", "3", "4", "5", "6")
    assert all(survey.complete)
    assert answers(survey, "l1") == [4, 2, 4, 5, None, 1]
    assert answers(survey, "multi")[2:5] == [["2", "Smaller partners; hospices"], ["1"], None]


def test_real_boxes_with_their_dictionary() -> None:
    survey = read_survey(
        real_file("checkboxes-1_data.csv"), real_file("checkboxes-1_dictionary.csv")
    )

    assert answers(survey, "check_one") == [["one"], None, ["one", "two", "three", "four"], None]
    assert answers(survey, "check_two") == [["A", "C"], ["B", "D"], None, None]
    assert survey.complete == (True, False, True, False)


def test_labels_with_boxes_and_forms_in_words(tmp_path: Path) -> None:
    survey = read(
        tmp_path,
        [
            ["Record ID", "Survey Identifier", "Survey Timestamp", "Which? (choice=Bus)",
             "Which? (choice=Car (shared, or own))", "Which? (choice=Other)", "Please specify",
             "Why?", "Complete?"],
            ["01", "", "2022-05-16 09:03:11", "Checked", "Unchecked", "Checked", "Boat", "", "Complete"],
            ["02", "", "[not completed]", "Unchecked", "Checked", "Unchecked", "", "near", "Incomplete"],
            ["03", "", "2022-05-17 09:03:11", "Unchecked", "Unchecked", "Unchecked", "", "", "Unverified"],
        ],
    )  # fmt: skip
    which, why = survey.questions

    assert survey.source_ids == ("01", "02", "03")
    assert survey.submitted_at == ("2022-05-16T09:03:11", "", "2022-05-17T09:03:11")
    assert which.label == "Which?"
    assert which.choices == ("Bus", "Car (shared, or own)", "Other")
    assert values_of(survey, which) == [["Bus", "Boat"], ["Car (shared, or own)"], None]
    assert values_of(survey, why) == [None, "near", None]
    assert survey.complete == (True, False, False)
    assert [flagged.row for flagged in survey.flagged] == [3, 4]


def test_each_repeat_is_a_response_of_its_own_forms(tmp_path: Path) -> None:
    """Cells of other forms were never shown; a form's own empty cells were skipped."""
    survey = read(
        tmp_path,
        [
            ["record_id", "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance",
             "age", "area___1", "area___2", "intake_complete", "visit_timestamp", "said",
             "visit_complete"],
            ["1", "start_arm_1", "", "", "40", "0", "0", "2", "", "", ""],
            ["1", "start_arm_1", "visit", "1", "", "0", "0", "", "2022-05-16 09:03", "well", "2"],
            ["1", "start_arm_1", "visit", "2", "", "", "", "", "2022-05-17 09:03", "", "0"],
        ],
    )  # fmt: skip

    assert survey.source_ids == ("1/start_arm_1", "1/start_arm_1/visit/1", "1/start_arm_1/visit/2")
    assert survey.submitted_at == ("", "2022-05-16T09:03:00", "2022-05-17T09:03:00")
    assert answers(survey, "age") == [40, NOT_SHOWN, NOT_SHOWN]
    assert answers(survey, "area") == [None, NOT_SHOWN, NOT_SHOWN]
    assert answers(survey, "said") == [NOT_SHOWN, "well", None]
    assert survey.complete == (True, True, False)


def test_codes_for_missing_data_are_no_answers(tmp_path: Path) -> None:
    """Only where the dictionary shows that they are none; in words "NA" may be meant."""
    told = dictionary(
        tmp_path,
        [
            {"Variable": "sex", "Field Type": "radio", "Field Label": "Sex", "Choices": "1, F|-99, Not said"},
            {"Variable": "age", "Field Type": "text", "Field Label": "Age", "Text Validation Type": "integer"},
            {"Variable": "why", "Field Type": "notes", "Field Label": "Why?"},
            {"Variable": "box", "Field Type": "checkbox", "Field Label": "Box", "Choices": "-1, Low|A.b, Up"},
        ],
    )  # fmt: skip
    survey = read(
        tmp_path,
        [
            ["record_id", "sex", "age", "why", "box____1", "box___a_b", "box___unk", "survey_complete"],
            ["1", "-99", "UNK", "NA", "1", "0", "0", "2"],
            ["2", "UNK", "41", "", "0", "1", "0", "2"],
            ["3", "1", "-999", "so", "0", "0", "1", "2"],
        ],
        told,
    )  # fmt: skip

    assert answers(survey, "sex") == ["Not said", None, "F"]
    assert answers(survey, "age") == [None, 41, None]
    assert answers(survey, "why") == ["NA", None, "so"]
    assert answers(survey, "box") == [["Low"], ["Up"], None]
    assert survey.problems[0].what == "Some cells hold codes for missing data: “UNK”, “-999”."


def test_words_under_other_of_a_single_choice(tmp_path: Path) -> None:
    """Without a dictionary the name tells; the code beside the words is the choice called Other."""
    survey = read(
        tmp_path,
        [
            ["record_id", "role", "role_other", "survey_complete"],
            ["1", "1", "", "2"],
            ["2", "9", "Chaplain", "2"],
            ["3", "9", "", "2"],
        ],
    )

    assert answers(survey, "role") == ["1", "Chaplain", "9"]
    assert len(survey.questions) == 1


def test_a_coded_question_called_other_stays_a_question(tmp_path: Path) -> None:
    survey = read(
        tmp_path,
        [
            ["record_id", "job", "job_other", "f_complete"],
            ["1", "2", "0", "2"],
            ["2", "1", "1", "2"],
        ],
    )

    assert [question.name for question in survey.questions] == ["job", "job_other"]


def test_contacts_of_the_dictionary_are_identifiers(tmp_path: Path) -> None:
    told = dictionary(
        tmp_path,
        [
            {
                "Variable": "ref",
                "Field Type": "text",
                "Field Label": "Code word",
                "Identifier?": "y",
            },
            {"Variable": "why", "Field Type": "notes", "Field Label": "Why?"},
        ],
    )
    survey = read(
        tmp_path, [["record_id", "ref", "why", "s_complete"], ["1", "x", "so", "2"]], told
    )

    assert [question.role for question in survey.questions] == ["identifier", "comment"]


@pytest.mark.parametrize(
    "rows",
    [
        [["id", "complete", "why"], ["1", "2", "because"]],
        [["id", "task_complete", "why"], ["1", "yes", "because"]],
        [["id", "q___1", "q___2"], ["1", "rarely", "often"]],
        [["ID", "Complete?", "Why?"], ["1", "nearly", "so"]],
        [["id", "Where (choice=A)"], ["1", "often"]],
        [["Start", "choice"], ["1", "0"]],
    ],
)
def test_other_tables_are_not_taken_for_redcap(tmp_path: Path, rows: list[list[str]]) -> None:
    assert read(tmp_path, rows).tool == "CSV"


LABELS = st.lists(
    st.text("abcXYZ ,;()'|é-", min_size=1, max_size=12)
    .map(lambda text: " ".join(text.split()).strip())
    .filter(lambda text: text and not text.casefold().startswith(("other", "something"))),
    min_size=2,
    max_size=5,
    unique_by=str.casefold,
)


@given(
    labels=LABELS,
    chosen=st.lists(st.sets(st.integers(0, 4)), min_size=1, max_size=6),
    delimiter=st.sampled_from([",", ";", "\t"]),
    labelled=st.booleans(),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_boxes_are_read_back(
    tmp_path: Path, labels: list[str], chosen: list[set[int]], delimiter: str, labelled: bool
) -> None:
    shown = [label.replace("|", "/") for label in labels]
    picks = [sorted(index for index in pick if index < len(shown)) for pick in chosen]
    yes, no = ("Checked", "Unchecked") if labelled else ("1", "0")
    boxes = [f"Which of them? (choice={label})" for label in shown]
    if not labelled:
        boxes = [f"which___{index}" for index in range(len(shown))]
    rows = [["Record ID", *boxes, "Complete?"] if labelled else ["record_id", *boxes, "f_complete"]]
    for number, pick in enumerate(picks, 1):
        cells = [yes if index in pick else no for index in range(len(shown))]
        rows.append([f"{number:03}", *cells, "Complete" if labelled else "2"])
    choices = " | ".join(f"{index}, {label}" for index, label in enumerate(shown))
    field = {"Variable": "which", "Field Type": "checkbox", "Field Label": "Which of them?"}
    told = dictionary(tmp_path, [{**field, "Choices": choices}])
    path = write_csv(tmp_path / "export.csv", rows, delimiter=delimiter)

    survey = importing.inspect(path, definition=told)

    assert survey.source_ids == tuple(row[0] for row in rows[1:])
    expected = [[shown[index] for index in pick] or None for pick in picks]
    assert answers(survey, "which") == expected
