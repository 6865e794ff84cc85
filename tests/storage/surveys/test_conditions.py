"""With its questionnaire, a blank answer to a question whose condition is false was not shown."""

from pathlib import Path

import pytest
from survey_makers import write_csv, write_xlsx

from storage.surveys.bindings import NOT_SHOWN, Value
from storage.surveys.conditions import in_xlsform
from storage.surveys.reader import read_survey
from storage.surveys.values import values_of

FORM = [
    ["type", "name", "label", "relevant"],
    ["select_one yn", "bus", "Do you come by bus?", ""],
    ["select_multiple why", "reasons", "Why?", "${bus} = 'yes'"],
    ["text", "words", "In your own words", "selected(${reasons}, 'dear')"],
    ["text", "odd", "Odd", "this is no condition"],
]
CHOICES = [
    ["list_name", "name", "label"],
    ["yn", "yes", "Yes"],
    ["yn", "no", "No"],
    ["why", "dear", "Cars are dear"],
    ["why", "far", "It is far"],
]
OWN = ["start", "end", "bus", "reasons", "words", "odd", "_id", "_uuid", "_submission_time",
       "_validation_status", "_index"]  # fmt: skip
ROWS = [
    ("yes", "dear far", "", ""),
    ("yes", "", "", "x"),
    ("no", "", "", ""),
    ("no", "far", "", ""),
]


def found(path: Path, definition: Path, name: str) -> list[Value]:
    survey = read_survey(path, definition)
    (question,) = (each for each in survey.questions if each.name == name)
    return values_of(survey, question)


def form(path: Path) -> Path:
    import openpyxl

    write_xlsx(path, FORM)
    book = openpyxl.load_workbook(path)
    book["Sheet1"].title = "survey"
    sheet = book.create_sheet("choices")
    for row in CHOICES:
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("labels", [False, True])
def test_an_xlsform_tells_not_shown_from_skipped(tmp_path: Path, labels: bool) -> None:
    """Whether the export holds codes or labels; an answer given all the same stays."""
    words = {"yes": "Yes", "no": "No"} if labels else {}
    rows = [
        [
            "",
            "",
            words.get(row[0], row[0]),
            *row[1:],
            str(number),
            f"u{number}",
            "2025-03-01",
            "",
            "",
        ]
        for number, row in enumerate(ROWS)
    ]
    path = write_csv(tmp_path / "k.csv", [OWN, *rows], delimiter=";")
    definition = form(tmp_path / "form.xlsx")

    assert found(path, definition, "reasons") == [
        ["Cars are dear", "It is far"], None, NOT_SHOWN, ["It is far"],
    ]  # fmt: skip
    assert found(path, definition, "words") == [None, NOT_SHOWN, NOT_SHOWN, NOT_SHOWN]
    assert found(path, definition, "odd") == [None, "x", None, None]


def test_branching_logic_of_redcap_is_heeded(tmp_path: Path) -> None:
    dictionary = write_csv(
        tmp_path / "d.csv",
        [
            ["Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
             "Choices, Calculations, OR Slider Labels", "Field Note",
             "Branching Logic (Show field only if...)"],
            ["record_id", "a", "", "text", "Record", "", "", ""],
            ["ways", "a", "", "checkbox", "How do you come?", "1, Bus | 2, Car", "", ""],
            ["late", "a", "", "radio", "Is it late?", "1, Yes | 2, No", "", "[ways(1)] = '1'"],
            ["age", "a", "", "text", "Age", "", "", ""],
            ["school", "a", "", "text", "Which school?", "", "", "[age] < 18 and [late] <> '2'"],
        ],
    )  # fmt: skip
    data = write_csv(
        tmp_path / "r.csv",
        [
            ["record_id", "ways___1", "ways___2", "late", "age", "school", "a_complete"],
            ["1", "1", "0", "", "15", "", "2"],
            ["2", "0", "1", "", "15", "", "2"],
            ["3", "1", "1", "2", "15", "", "2"],
            ["4", "1", "1", "1", "40", "", "2"],
        ],
    )

    assert found(data, dictionary, "late") == [None, NOT_SHOWN, "No", "Yes"]
    assert found(data, dictionary, "school") == [None, None, NOT_SHOWN, NOT_SHOWN]


@pytest.mark.parametrize(
    ("tool", "text", "expected"),
    [
        ("LimeSurvey", '((Q1.NAOK == "A2" || Q1.NAOK == "Q2.NAOK"))',
         '((${Q1} = "A2"  or  ${Q1} = "Q2.NAOK"))'),
        ("LimeSurvey", "!is_empty(Q1.NAOK) && Q2_SQ001.NAOK == 'Y'",
         "(${Q1} != '')  and  ${Q2_SQ001} = 'Y'"),
        ("REDCap", "[a(2)] = '1' or [b] <> '[c]'", "${a___2} = '1' or ${b} != '[c]'"),
        ("XLSForm", "${a} = 'b'", "${a} = 'b'"),
    ],
)  # fmt: skip
def test_conditions_are_put_into_one_language(tool: str, text: str, expected: str) -> None:
    """What stands in quotation marks stays as it is."""
    assert in_xlsform(text, tool) == expected
