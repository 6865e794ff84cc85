"""The organisation's template: chosen, kept with the exercise, printed from, given up."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from building import Small
from docx.shared import RGBColor

from engage_app.domain.disclosure import PRESETS
from engage_app.errors import DocumentError
from engage_app.services import paper_template, reporting
from engage_app.services import workspace as workspaces
from storage.reports.word import word_bytes

PURPLE = RGBColor(0x4B, 0x00, 0x82)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A document with purple headings."""
    path = paper_template.export_ours(tmp_path / "house style.docx")
    document = docx.Document(str(path))
    document.styles["Heading 1"].font.color.rgb = PURPLE
    document.save(str(path))
    return path


def test_none_is_chosen_at_first(small: Small) -> None:
    assert paper_template.info(small.workspace, small.exercise) is None
    assert paper_template.content(small.workspace, small.exercise) == b""


def test_the_paper_takes_the_look_of_the_one_chosen(small: Small, house: Path) -> None:
    changes = paper_template.choose(small.workspace, small.exercise, house)
    assert changes.tables == {"report_template"}
    assert paper_template.info(small.workspace, small.exercise) == "house style.docx"
    _, rule = PRESETS["1-4"]
    report = reporting.build_report(small.workspace, small.exercise, rule=rule)
    assert report.template == house.read_bytes()
    paper = docx.Document(BytesIO(word_bytes(report)))
    assert paper.styles["Heading 1"].font.color.rgb == PURPLE
    assert any(p.style is not None and p.style.name == "Heading 1" for p in paper.paragraphs)


def test_choosing_and_giving_up_can_be_undone(small: Small, house: Path, tmp_path: Path) -> None:
    workspace, exercise = small.workspace, small.exercise
    other = paper_template.export_ours(tmp_path / "other.docx")
    paper_template.choose(workspace, exercise, house)
    paper_template.choose(workspace, exercise, other)
    assert paper_template.info(workspace, exercise) == "other.docx"
    workspaces.undo(workspace)
    assert paper_template.info(workspace, exercise) == "house style.docx"
    assert paper_template.content(workspace, exercise) == house.read_bytes()
    paper_template.remove(workspace, exercise)
    assert paper_template.info(workspace, exercise) is None
    workspaces.undo(workspace)
    assert paper_template.content(workspace, exercise) == house.read_bytes()


def test_what_cannot_be_one_is_refused_and_the_old_one_stays(
    small: Small, house: Path, tmp_path: Path
) -> None:
    paper_template.choose(small.workspace, small.exercise, house)
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"not a document")
    for path in (bad, tmp_path, tmp_path / "not there.docx"):
        with pytest.raises(DocumentError) as caught:
            paper_template.choose(small.workspace, small.exercise, path)
        assert path.name in caught.value.message
        assert caught.value.action
    assert paper_template.info(small.workspace, small.exercise) == "house style.docx"


def test_a_whole_document_that_no_paper_can_be_made_from_is_refused(tmp_path: Path) -> None:
    """Of the strict kind, whose words have other names: Word opens it, the library does not."""
    from zipfile import ZipFile

    path = paper_template.export_ours(tmp_path / "strict.docx")
    strict = tmp_path / "stricter.docx"
    with ZipFile(path) as old, ZipFile(strict, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name in ("word/document.xml", "word/styles.xml"):
                content = content.replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                )
            new.writestr(name, content)
    with pytest.raises(DocumentError, match="can't be made from"):
        paper_template.read(strict)
