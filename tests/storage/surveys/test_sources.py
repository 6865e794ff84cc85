"""Files in other wrappings: compressed folders, OpenDocument, tabs, several sheets."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from survey_makers import write_csv, write_forms, write_xlsx

from engage_app.errors import SurveyFileError
from storage.surveys.reader import read_survey
from storage.surveys.source import read_source
from storage.surveys.survey_file import SurveyFile
from storage.surveys.values import values_of

ROWS = [["ID", "Why?"], ["1", "because"], ["2", "so that it works"]]
TEXT = "ID,Why?\r\n1,because\r\n2,so that it works\r\n"
MIME_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def whys(survey: SurveyFile) -> list[object]:
    return list(values_of(survey, survey.questions[0]))


def zipped(path: Path, **parts: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def test_a_compressed_csv_is_read(tmp_path: Path) -> None:
    """Google Forms sends its CSV in a compressed folder; a Mac adds files of its own."""
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Survey.csv", TEXT)
        archive.writestr("__MACOSX/._Survey.csv", b"\x00\x05\x16\x07")

    survey = read_survey(path)

    assert whys(survey) == ["because", "so that it works"]
    assert not survey.problems


def test_a_compressed_workbook_is_read(tmp_path: Path) -> None:
    inside = write_forms(tmp_path / "f.xlsx", ["Why?"], [["because"], ["so"]])

    survey = read_survey(zipped(tmp_path / "s.zip", f__xlsx=inside.read_bytes()))

    assert survey.tool == "Microsoft Forms"


def test_repeats_lie_beside_the_main_table(tmp_path: Path) -> None:
    path = zipped(tmp_path / "s.zip", **{"form-child__csv": "PARENT,x\n1,2\n", "form__csv": TEXT})

    survey = read_survey(path)
    table = read_source(path, lambda done, total: None).table

    assert survey.responses == 2
    assert "form-child.csv" in survey.problems[0].what
    assert table
    assert table.rows_of("form-child.csv") == [["PARENT", "x"], ["1", "2"]]
    assert table.rows_of("nothing.csv") == []


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"a__csv": TEXT, "b__csv": TEXT}, "holds 2 tables"),
        ({"readme__md": "x"}, "holds no table"),
        ({"a__csv": b"PK\x03\x04 more"}, "another compressed folder"),
        ({"a__csv": ""}, "is empty"),
    ],
)
def test_what_cannot_be_chosen_is_said(
    tmp_path: Path, parts: dict[str, str | bytes], words: str
) -> None:
    with pytest.raises(SurveyFileError, match=words):
        read_survey(zipped(tmp_path / "s.zip", **parts))


def test_a_bomb_in_a_compressed_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SurveyFileError, match="would unpack to"):
        read_survey(zipped(tmp_path / "s.zip", a__csv=b"0" * 30_000_000))


def test_tabs_in_utf_16(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "s.txt", ROWS, delimiter="\t", encoding="utf-16")

    assert whys(read_survey(path)) == ["because", "so that it works"]


def test_an_opendocument_spreadsheet_is_read(tmp_path: Path) -> None:
    survey = read_survey(opendocument(tmp_path / "s.ods", row_of("3", "so")))

    assert survey.tool == "OpenDocument"
    assert whys(survey) == ["because", "so that it works", "so"]


def test_an_opendocument_bomb_is_refused(tmp_path: Path) -> None:
    """Some bytes claim a million filled rows of a thousand columns."""
    far = '<table:table-row table:number-rows-repeated="1048570">' + row_of("x").partition(">")[2]
    far = far.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="1000"')

    with pytest.raises(SurveyFileError, match="rows and 1,000 columns"):
        read_survey(opendocument(tmp_path / "s.ods", far))


def test_empty_rows_to_the_end_of_the_sheet_are_no_bomb(tmp_path: Path) -> None:
    empty = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    assert read_survey(opendocument(tmp_path / "s.ods", empty)).responses == 2


def test_a_text_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")

    with pytest.raises(SurveyFileError, match="no spreadsheet"):
        read_survey(path)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice to write an .xls file")
def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "s.xlsx", ROWS)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless"]
    command += ["--convert-to", "xls", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    assert whys(read_survey(tmp_path / "s.xls")) == ["because", "so that it works"]


def test_an_old_document_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "s.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))

    with pytest.raises(SurveyFileError, match="not a workbook"):
        read_survey(path)


def test_a_tools_sheet_is_found_behind_a_cover_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.append(["Results of our survey"])
    data = book.create_sheet("Data")
    data.append(["ID", "Start time", "Completion time", "Email", "Name", "Why?"])
    data.append([1, "2022-05-16 09:03", "2022-05-16 09:05", "anonymous", "", "because"])
    book.save(tmp_path / "s.xlsx")

    survey = read_survey(tmp_path / "s.xlsx")

    assert survey.tool == "Microsoft Forms"
    assert whys(survey) == ["because"]
    assert "“Sheet”" in survey.problems[0].what


def row_of(*cells: str) -> str:
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{inside}</table:table-row>"


def opendocument(path: Path, more: str) -> Path:
    rows = "".join(row_of(*row) for row in ROWS) + more
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<office:body><office:spreadsheet><table:table table:name="Sheet1">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", MIME_TYPE)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def test_an_archive_packed_in_another_way_is_refused(tmp_path: Path) -> None:
    """LZMA's header may ask for four gigabytes before a byte is unpacked."""
    path = tmp_path / "survey.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("survey.csv", "ID,Why?\n1,Because\n")

    with pytest.raises(SurveyFileError, match="packed in a way"):
        read_survey(path)
