"""Excel workbooks: cells as an officer sees them, and nothing hostile gets through."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from survey_makers import START, write_forms, write_xlsx

from engage_app.domain.questionnaire import QuestionType
from engage_app.errors import SurveyFileError
from storage.surveys.reader import read_survey
from storage.surveys.values import values_of


def test_cells_become_what_excel_shows(tmp_path: Path) -> None:
    """Dates as dates, a score of 0 and FALSE kept, text that looks like a formula or an id too."""
    path = write_xlsx(
        tmp_path / "s.xlsx",
        [
            ["Respondent ID", "Score", "Happy to be quoted?", "Seen on", "Why?", "Ref code"],
            ["0007", 0, False, date(2022, 5, 16), "=1+1", "1234567890123456"],
            ["0008", 4.5, True, START, "N/A", "0012345678901234"],
            ["0009", 10, False, None, "None", "007"],
        ],
    )

    survey = read_survey(path)
    values = {question.label: values_of(survey, question) for question in survey.questions}

    assert survey.source_ids == ("0007", "0008", "0009")
    assert values["Score"] == [0, 4.5, 10]
    assert values["Happy to be quoted?"] == ["FALSE", "TRUE", "FALSE"]
    assert values["Seen on"] == ["2022-05-16", "2022-05-16T09:03:11", None]
    assert values["Why?"] == ["=1+1", "N/A", "None"]
    assert values["Ref code"] == ["1234567890123456", "0012345678901234", "007"]


def test_excels_escapes_are_undone(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "s.xlsx", [["ID", "Why?"], [1, "one_x000D_\ntwo"], [2, "b"]])

    survey = read_survey(path)

    assert values_of(survey, survey.questions[0]) == ["one\ntwo", "b"]


def test_hidden_sheets_are_passed_over_and_said(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.title = "Lists"
    hidden.append(["not", "this"])
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("Responses")
    shown.append(["ID", "Why?"])
    shown.append([1, "because"])
    book.save(tmp_path / "s.xlsx")

    survey = read_survey(tmp_path / "s.xlsx")

    assert survey.headings == ("ID", "Why?")
    assert "“Lists”" in survey.problems[0].what


def test_a_workbook_is_known_by_its_bytes_not_its_name(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "s.csv", [["ID", "Why?"], [1, "because"]])

    assert read_survey(path).tool == "Excel"


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    path = write_forms(tmp_path / "s.xlsx", ["Why?"], [["because"]] * 30)
    whole = path.read_bytes()
    for keep in (30, len(whole) // 3, len(whole) // 2, len(whole) - 30):
        path.write_bytes(whole[:keep])
        with pytest.raises(SurveyFileError):
            read_survey(path)


def test_a_password_is_named(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    path.write_bytes(container + "EncryptedPackage".encode("utf-16-le"))

    with pytest.raises(SurveyFileError, match="protected by a password"):
        read_survey(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = _with_sheet(tmp_path, b"<worksheet>" + b"0" * 450_000_000)

    with pytest.raises(SurveyFileError, match="would unpack to"):
        read_survey(path)


def test_a_sheet_that_claims_a_gigabyte_but_holds_ten_rows_is_read(tmp_path: Path) -> None:
    path = _changed(
        write_xlsx(
            tmp_path / "s.xlsx", [["ID", "Why?"], *[[str(n), f"because {n}"] for n in range(10)]]
        ),
        lambda xml: xml.replace(b'ref="A1:B11"', b'ref="A1:XFD1048576"'),
    )

    assert read_survey(path).responses == 10


def test_a_stray_value_at_the_far_corner_is_refused(tmp_path: Path) -> None:
    """A reader would allocate the whole rectangle: 17,179,869,184 cells."""
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = _changed(
        write_xlsx(tmp_path / "s.xlsx", [["ID", "Why?"], [1, "because"]]),
        lambda xml: xml.replace(b"</sheetData>", stray),
    )

    with pytest.raises(SurveyFileError, match="1,048,576 rows and 16,384 columns"):
        read_survey(path)


@pytest.mark.parametrize(
    "stray",
    [
        b'<row r="3"><c r="A9999999999999999999999999"><v>1</v></c></row>',
        b"<row r='3'><c r='B99999999'><v>1</v></c></row>",
        b'<row r="3"><c r="xfd999999"><v>1</v></c></row>',
        b'<row r="3"><c r="AAAAAA3"><v>1</v></c></row>',
        b'<row r="99999999"><c><v>1</v></c></row>',
    ],
)
def test_a_reference_that_no_sheet_has_is_refused(tmp_path: Path, stray: bytes) -> None:
    """A reader may take it for what remains of it in 32 bits, and allocate that."""
    path = _changed(
        write_xlsx(tmp_path / "s.xlsx", [["ID", "Why?"], [1, "because"]]),
        lambda xml: xml.replace(b"</sheetData>", stray + b"</sheetData>"),
    )

    with pytest.raises(SurveyFileError, match="spans"):
        read_survey(path)


def test_headings_alone_in_a_workbook_are_a_survey_without_responses(tmp_path: Path) -> None:
    survey = read_survey(write_xlsx(tmp_path / "s.xlsx", [["ID", "Why?"]]))

    assert (survey.responses, survey.headings) == (0, ("ID", "Why?"))


def test_xml_entities_are_refused(tmp_path: Path) -> None:
    path = _changed(
        write_xlsx(tmp_path / "s.xlsx", [["ID", "Why?"], [1, "because"]]),
        lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml,
    )

    with pytest.raises(SurveyFileError, match="XML that Excel never writes"):
        read_survey(path)


def test_a_row_wider_than_the_header_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "s.xlsx", [["ID", "Why?"], [1, "a"], [2, "b", "stray"]])

    with pytest.raises(SurveyFileError, match="Row 3 is wider than the header: column C"):
        read_survey(path)


def test_a_number_column_is_a_number(tmp_path: Path) -> None:
    rows: list[list[object]] = [["ID", "How many years?"]]
    rows += [[number, number % 7] for number in range(40)]

    survey = read_survey(write_xlsx(tmp_path / "s.xlsx", rows))

    assert survey.questions[0].type is QuestionType.INTEGER
    assert values_of(survey, survey.questions[0])[:3] == [0, 1, 2]


def _with_sheet(folder: Path, sheet: bytes) -> Path:
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return path


def _changed(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with its first sheet's XML changed."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                data = change(data)
            archive.writestr(part.filename, data)
    return path
