"""KoboToolbox exports with the XLSForm, and with repeats on further sheets."""

from pathlib import Path

import openpyxl
import pytest
from kobo_exports import OWN, answers, kobo, own
from survey_makers import write_csv

from engage_app.domain.questionnaire import Role
from engage_app.errors import SurveyFileError
from storage.surveys.bindings import NOT_SHOWN
from storage.surveys.reader import read_survey

FORM = [
    ["survey", "", "", "", "", "", ""],
    ["", "type", "name", "label::English (en)", "label::Français (fr)", "appearance", "relevant"],
    ["", "start", "start", "", "", "", ""],
    ["", "begin_group", "about", "About you", "Vous", "", ""],
    ["", "select_one who", "group", "Who are you?", "Qui ?", "", ""],
    ["", "end_group", "", "", "", "", ""],
    ["", "select_multiple matters or_other", "multi", "What matters?", "Quoi ?", "", ""],
    ["", "begin_group", "likert", "How much do you agree?", "Combien ?", "table-list", ""],
    ["", "select_one scale", "l1", "I understand it", "Je comprends", "", ""],
    ["", "select_one scale", "l2", "I see the benefits", "Je vois", "", ""],
    ["", "end_group", "", "", "", "", ""],
    ["", "note", "thanks", "Thank you", "Merci", "", ""],
    ["", "calculate", "score", "", "", "", ""],
    ["", "text", "why", "Why?", "Pourquoi ?", "", "${group} = 'gp'"],
    ["choices", "", "", "", "", "", ""],
    ["", "list_name", "name", "label::English (en)", "label::Français (fr)", "", ""],
    ["", "who", "gp", "General practice", "Médecine", "", ""],
    ["", "who", "hospice", "Hospice", "Hospice", "", ""],
    ["", "matters", "fund", "Funding, and delegation", "Argent", "", ""],
    ["", "matters", "clin", "Clinical", "Clinique", "", ""],
    ["", "matters", "clin_lead", "Clinical leadership", "Direction clinique", "", ""],
    ["", "scale", "1", "Disagree", "Non", "", ""],
    ["", "scale", "2", "Agree", "Oui", "", ""],
]  # fmt: skip


def test_a_form_gives_labels_types_grids_and_takes_notes_out(tmp_path: Path) -> None:
    form = write_csv(tmp_path / "form.csv", FORM)
    headings = ["about/group", "multi", "multi/fund", "multi/clin", "multi/clin_lead",
                "multi/other", "multi_other", "likert/l1", "likert/l2", "thanks", "score", "why"]  # fmt: skip
    rows = [
        ["gp", "fund clin_lead", "1", "0", "1", "0", "", "2", "1", "", "7", "because"],
        ["hospice", "other", "0", "0", "0", "1", "Beds; nurses", "", "", "", "8", ""],
    ]
    path = tmp_path / "k.csv"
    kobo(path, headings, rows)

    survey = read_survey(path, form)

    assert [(q.name, q.label, q.grid) for q in survey.questions] == [
        ("group", "Who are you?", ""),
        ("multi", "What matters?", ""),
        ("l1", "I understand it", "How much do you agree?"),
        ("l2", "I see the benefits", "How much do you agree?"),
        ("why", "Why?", ""),
    ]
    assert survey.questions[2].choices == ("Disagree", "Agree")
    assert answers(survey) == {
        "group": ["General practice", "Hospice"],
        "multi": [["Funding, and delegation", "Clinical leadership"], ["Beds; nurses"]],
        "l1": ["Agree", None],
        "l2": ["Disagree", None],
        "why": ["because", NOT_SHOWN],
    }
    assert not survey.problems


@pytest.mark.parametrize("groups", ["", "/", " > "])
def test_labels_in_another_language_through_the_form(tmp_path: Path, groups: str) -> None:
    """French labels, joined by spaces, with the groups or without: the form tells them apart."""
    form = write_csv(tmp_path / "form.csv", FORM)
    headings = [f"Vous{groups}Qui ?" if groups else "Qui ?", "Quoi ?", "Pourquoi ?"]
    rows = [["Médecine", "Argent Direction clinique", "parce que"], ["Hospice", "Clinique", ""]]
    path = tmp_path / "k.csv"
    kobo(path, headings, rows)

    survey = read_survey(path, form)

    assert answers(survey) == {
        "group": ["General practice", "Hospice"],
        "multi": [["Funding, and delegation", "Clinical leadership"], ["Clinical"]],
        "why": ["parce que", NOT_SHOWN],
    }


def test_repeats_belong_to_the_response_above_them(tmp_path: Path) -> None:
    """Through a repeat inside a repeat; choices become several choices, words stand in lines."""
    survey = read_survey(repeats_workbook(tmp_path / "k.xlsx"))

    found = answers(survey)
    assert survey.responses == 2
    assert found["area"] == ["Luton", "Bedford"]
    assert found["service"] == [["gp", "dentist"], ["gp"]]
    assert found["comment"] == ["hard to reach\nkind people there", None]
    assert found["age"] == ["4\n7", None]
    assert survey.questions[-1].role is Role.NONE
    assert any("“services” holds several rows" in problem.what for problem in survey.problems)
    assert not any("other sheets" in problem.what for problem in survey.problems)


def repeats_workbook(path: Path) -> Path:
    """A workbook of Kobo's: numbers as text, a sheet for each repeat."""
    book = openpyxl.Workbook()
    sheets: dict[str, list[list[str]]] = {
        "Clinic": [["area", *OWN], ["Luton", *own(1)], ["Bedford", *own(2)]],
        "services": [
            ["services/service", "services/comment", "_index", "_parent_table_name",
             "_parent_index", "_submission__id", "_submission__uuid"],
            ["gp", "hard to reach", "1", "Clinic", "1", "901", "x"],
            ["dentist", "kind people there", "2", "Clinic", "1", "901", "x"],
            ["gp", "", "3", "Clinic", "2", "902", "y"],
        ],
        "children": [
            ["services/children/age", "_index", "_parent_table_name", "_parent_index"],
            ["4", "1", "services", "1"],
            ["7", "2", "services", "2"],
        ],
    }  # fmt: skip
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(path)
    return path


def test_a_truncated_workbook_is_a_sentence(tmp_path: Path) -> None:
    path = repeats_workbook(tmp_path / "k.xlsx")
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(SurveyFileError):
        read_survey(path)
