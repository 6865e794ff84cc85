"""Bad input: a sentence, with row and column where there is one, and the workspace as it was."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from limesurvey_maker import Asked, write_lss
from survey_makers import write_csv, write_forms, write_xlsx

from engage_app.errors import EngageError, FileInUse, SurveyFileError
from engage_app.services import importing, planning
from engage_app.services.workspace import Workspace

ROWS = [["ID", "Why?"], ["1", "because"], ["2", "so that it works"]]
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PASSWORD = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + "EncryptedPackage".encode("utf-16-le")
)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100)


@pytest.fixture
def exercise(workspace: Workspace) -> int:
    """An exercise that somebody has imported into."""
    created = planning.add_exercise(workspace, "Moving the clinic").created
    assert created
    return created


@pytest.fixture
def refused(workspace: Workspace, exercise: int) -> Callable[..., str]:
    """Ask for an import, which has to be refused in a sentence and change not one row."""

    def ask(path: Path, definition: Path | None = None) -> str:
        before = list(workspace.connection.iterdump())
        with pytest.raises(EngageError) as caught:
            _import(workspace, exercise, path, definition)
        assert list(workspace.connection.iterdump()) == before
        assert caught.value.message.endswith(".")
        assert caught.value.action.endswith(".")
        return str(caught.value)

    return ask


def _import(workspace: Workspace, exercise: int, path: Path, definition: Path | None) -> None:
    survey = importing.inspect(path, definition=definition)
    importing.run_import(workspace, exercise, survey)


def _bytes(data: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return write


def _text(text: str) -> Callable[[Path], Path]:
    return _bytes(text.encode())


def _cut(keep: float) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        whole = write_forms(path, ["Why?"], [["because"]] * 30).read_bytes()
        path.write_bytes(whole[: int(len(whole) * keep)])
        return path

    return write


def _sheet(change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    """A workbook with its sheet's XML changed."""

    def write(path: Path) -> Path:
        source = zipfile.ZipFile(io.BytesIO(write_xlsx(path, ROWS).read_bytes()))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in source.infolist():
                data = source.read(part)
                name = part.filename
                archive.writestr(name, change(data) if name.endswith("sheet1.xml") else data)
        return path

    return write


def _in_sheet(doctype: str) -> Callable[[Path], Path]:
    return _sheet(lambda xml: doctype.encode() + xml.replace(b"<t>", b"<t>&a;"))


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "empty": (_bytes(b""), "is empty"),
    "only a mark and blank lines": (_bytes(b"\xef\xbb\xbf\r\n\r\n"), "is empty"),
    "no header": (_text("1,2\n3,4\n"), "should hold the headings"),
    "no header in a workbook": (lambda p: write_xlsx(p, [[1, 2], [3, 4]]), "hold the headings"),
    "a picture": (_bytes(PNG), "is a picture"),
    "a photograph": (_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50)), "is a picture"),
    "truncated at a third": (_cut(0.33), "damaged or was not copied in full"),
    "truncated at its end": (_cut(0.99), "damaged or was not copied in full"),
    "password": (_bytes(PASSWORD), "protected by a password"),
    "a bomb": (_sheet(lambda _: b"<worksheet>" + b"0" * 450_000_000), "would unpack to"),
    "entities in a sheet": (_in_sheet(ENTITIES), "XML that Excel never writes"),
    "a file named by a sheet": (_in_sheet(OUTSIDE), "XML that Excel never writes"),
    "zeros": (_bytes(b"ID,Why?\n1,a\n2,\x00\x00\n"), "binary zeros, the first in line 3"),
    "nothing but zeros": (_bytes(bytes(5000)), "is empty"),
    "16,384 columns": (_text(",".join(f"q{n}" for n in range(16_384)) + "\n1\n"), "2,000 columns"),
    "16,384 columns in a workbook": (
        lambda p: write_xlsx(p, [[f"q{n}" for n in range(16_384)], [1]]), "has 16,384 columns",
    ),
    "a row wider than the header": (_text("ID,Why?\n1,a\n2,b,c\n"), "Row 3 .*column C"),
    "a quotation mark left open": (_text('ID,Why?\n1,a\n2,"b\n3,c\n'), "row 3, column 2"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_gets_a_sentence(refused: Any, tmp_path: Path, kind: str) -> None:
    write, words = BAD[kind]
    message = refused(write(tmp_path / "survey.csv"))
    assert re.search(words, message), message


@pytest.mark.parametrize("doctype", [ENTITIES, OUTSIDE])
def test_entities_in_a_questionnaire_are_refused(
    refused: Any, tmp_path: Path, doctype: str
) -> None:
    """Alone, and as the definition of a file that is quite in order."""
    lss = write_lss(tmp_path / "s.lss", [Asked("q", "T", "Why &a;?")])
    text = lss.read_text(encoding="utf-8").replace("&amp;a;", "&a;")
    lss.write_text(text.replace("<document>", f"{doctype}<document>"), encoding="utf-8")
    sss = tmp_path / "s.sss"
    variable = '<variable ident="1" type="logical"><name>Q</name><label>&a;</label>'
    sss.write_text(
        f'<?xml version="1.0"?>{doctype}<sss version="2.0"><survey><record ident="V">{variable}'
        '<position start="1"/></variable></record></survey></sss>',
        encoding="utf-8",
    )
    good = write_csv(tmp_path / "good.csv", ROWS)

    for path in (lss, sss):
        refused(path)
        refused(good, path)


def test_a_sheet_that_claims_a_gigabyte_is_read_where_it_holds_ten_rows(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    path = _sheet(lambda xml: xml.replace(b'ref="A1:B3"', b'ref="A1:XFD1048576"'))(tmp_path / "s")

    assert importing.run_import(workspace, exercise, importing.inspect(path)).added == 2


@pytest.mark.parametrize("workbook", [True, False])
def test_a_formula_is_kept_as_the_text_it_is(
    workspace: Workspace, exercise: int, tmp_path: Path, workbook: bool
) -> None:
    said = ["=cmd|' /C calc'!A0 is what I typed", "+44 is our code", "@SUM(1+1) I say", "-2+3 too"]
    rows = [["ID", "Please tell us why"], *([str(n), text] for n, text in enumerate(said))]
    write = write_xlsx if workbook else write_csv

    importing.run_import(workspace, exercise, importing.inspect(write(tmp_path / "s", rows)))

    found = workspace.connection.execute("SELECT text FROM comment ORDER BY id").fetchall()
    assert [text for (text,) in found] == said


def test_a_file_that_another_program_holds_is_named(
    refused: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to open what Excel has open; here only this one file is refused."""
    held = write_csv(tmp_path / "held.csv", ROWS)
    good = write_csv(tmp_path / "good.csv", ROWS)
    really_open = io.open

    def refuse(file: Any, *rest: Any, **options: Any) -> Any:
        if str(file) == str(held):
            raise PermissionError(13, "The process cannot access the file")
        return really_open(file, *rest, **options)

    monkeypatch.setattr(io, "open", refuse)

    assert "“held.csv” is open in another program" in refused(held)
    assert "“held.csv” is open in another program" in refused(good, held)
    with pytest.raises(FileInUse):
        importing.inspect(held)


def test_a_file_that_is_gone_before_it_is_read(refused: Any, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "s.csv", ROWS)
    path.unlink()

    assert "no file called “s.csv”" in refused(path)
    assert "is a folder" in refused(tmp_path)


@pytest.mark.parametrize("workbook", [True, False])
def test_a_file_that_vanishes_once_it_was_looked_at_still_comes_in(
    workspace: Workspace, exercise: int, tmp_path: Path, workbook: bool
) -> None:
    """What was read is imported: neither drive nor memory stick is asked again."""
    folder = tmp_path / "stick"
    folder.mkdir()
    survey = importing.inspect((write_xlsx if workbook else write_csv)(folder / "s", ROWS))
    shutil.rmtree(folder)

    mapping = importing.plan(workspace, exercise, survey)
    assert importing.preview(survey, mapping).rows
    assert importing.run_import(workspace, exercise, survey, mapping).added == 2


def test_a_file_that_vanishes_while_it_is_read_gets_a_sentence(
    refused: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drive goes between the first look and the last byte."""
    path = write_csv(tmp_path / "s.csv", ROWS)

    def vanish(_path: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", vanish)

    assert "can't be read" in refused(path)
    with pytest.raises(SurveyFileError):
        importing.inspect(path)


def test_a_part_without_a_name_is_damage(refused: Any, tmp_path: Path) -> None:
    """Found by the fuzz run: a zero at the beginning of a name cuts all of it off."""
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("s.csv", "ID,Why?\n1,because\n")
    path.write_bytes(path.read_bytes().replace(b"s.csv", b"\0.csv"))

    assert "holds no table" in refused(path)


def test_a_damaged_head_of_an_opendocument_part_is_damage(refused: Any, tmp_path: Path) -> None:
    """Found by the fuzz run: the mimetype is read before anything else is."""
    path = tmp_path / "s.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    whole = path.read_bytes()
    at = whole.index(b"PK\x01\x02") + 42  # where the folder says that the part begins
    path.write_bytes(whole[:at] + b"\x03" + whole[at + 1 :])

    assert "damaged or was not copied in full" in refused(path)
