"""ODK Central exports: a CSV, or a compressed folder with a CSV for each repeat."""

import zipfile
from pathlib import Path

from survey_makers import write_csv

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.reader import read_survey
from storage.surveys.values import values_of

END = ["KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected",
       "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"]  # fmt: skip
FORM = [
    ["survey", "", "", ""],
    ["", "type", "name", "label"],
    ["", "begin group", "about", "About you"],
    ["", "select_one who", "group", "Who are you?"],
    ["", "end group", "", ""],
    ["", "select_multiple matters", "multi", "What matters?"],
    ["", "begin repeat", "visit", "Visits"],
    ["", "select_one who", "to", "Whom did you see?"],
    ["", "text", "said", "What would you say?"],
    ["", "end repeat", "", ""],
    ["choices", "", "", ""],
    ["", "list_name", "name", "label"],
    ["", "who", "gp", "General practice"],
    ["", "who", "hospice", "Hospice"],
    ["", "matters", "fund", "Funding"],
    ["", "matters", "beds", "Beds, wards"],
]


def row(number: int, *answers: str, status: str = "", review: str = "") -> list[str]:
    key = f"uuid:{number}"
    end = [key, "5", "Alice", "0", "0", status, review, "", "0", "1"]
    return [f"2022-05-1{number}T08:03:11.123Z", *answers[:1], *answers[1:], key, *end]


def headings(*questions: str) -> list[str]:
    return ["SubmissionDate", *questions, "meta-instanceID", *END]


def test_groups_choices_times_and_states(tmp_path: Path) -> None:
    rows = [
        headings("about-group", "multi", "multi/fund", "multi/beds", "why-not"),
        row(1, "gp", "fund beds", "1", "1", "so far it has worked"),
        row(2, "hospice", "", "", "", "", review="rejected"),
        row(3, "", "", "", "", "", status="not decrypted"),
    ]

    survey = read_survey(write_csv(tmp_path / "clinic.csv", rows, newline="\n"))

    assert survey.tool == "ODK Central"
    assert survey.source_ids == ("uuid:1", "uuid:2", "uuid:3")
    assert survey.submitted_at[0].startswith("2022-05-11T08:03:11")
    assert survey.submitted_at[0].endswith("+00:00")
    assert [question.name for question in survey.questions] == ["group", "multi", "not"]
    assert values_of(survey, survey.questions[1]) == [["fund", "beds"], None, None]
    assert [(flag.row, flag.kind) for flag in survey.flagged] == [(3, "test"), (4, "partial")]


def test_a_choice_without_a_column_of_its_own_is_not_lost(tmp_path: Path) -> None:
    rows = [
        headings("multi", "multi/fund", "multi/beds"),
        row(1, "fund new", "1", "0"),
        row(2, "beds", "0", "1"),
    ]

    survey = read_survey(write_csv(tmp_path / "c.csv", rows, newline="\n"))

    assert values_of(survey, survey.questions[0]) == [["fund", "new"], ["beds"]]


def test_group_names_may_be_left_out(tmp_path: Path) -> None:
    """A hyphen is then part of a name."""
    rows = [["SubmissionDate", "q-1", "instanceID", *END], row(1, "w")]

    survey = read_survey(write_csv(tmp_path / "c.csv", rows, newline="\n"))

    assert [question.name for question in survey.questions] == ["q-1"]


def test_repeats_come_from_the_other_files_with_labels_of_the_form(tmp_path: Path) -> None:
    form = write_csv(tmp_path / "form.csv", FORM)
    main = write_csv(
        tmp_path / "clinic.csv",
        [headings("about-group", "multi"), row(1, "gp", "fund beds"), row(2, "hospice", "beds")],
    )
    visits = write_csv(
        tmp_path / "visits.csv",
        [
            ["to", "said", "PARENT_KEY", "KEY"],
            ["gp", "kind", "uuid:1", "uuid:1/visit[1]"],
            ["hospice", "far, too far", "uuid:1", "uuid:1/visit[2]"],
        ],
    )
    path = tmp_path / "clinic.csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(main, "clinic.csv")
        archive.write(visits, "clinic-visit.csv")

    survey = read_survey(path, form)

    assert [(q.name, q.label, q.type) for q in survey.questions] == [
        ("group", "Who are you?", QuestionType.SELECT_ONE),
        ("multi", "What matters?", QuestionType.SELECT_MULTIPLE),
        ("to", "Whom did you see?", QuestionType.SELECT_MULTIPLE),
        ("said", "What would you say?", QuestionType.TEXT),
    ]
    assert [values_of(survey, question) for question in survey.questions] == [
        ["General practice", "Hospice"],
        [["Funding", "Beds, wards"], ["Beds, wards"]],
        [["General practice", "Hospice"], None],
        ["kind\nfar, too far", None],
    ]
