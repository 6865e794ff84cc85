"""A letter's original is saved out again where its response is read."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engage_app.services import documents
from engage_app.services.documents import Filing
from ui import dialogs
from ui.pages.responses_detail import ResponseDetail
from ui.pages.responses_tagging import Tagger
from ui.session import Session

LETTER = b"The bus is late.\r\n\r\nThe ramp is steep."


def filed(session: Session, path: Path) -> int:
    document = documents.read(path)
    filing = Filing(("The bus is late.",), title="Letters")
    changes = session.act(documents.file_document, session.exercise_id, document, filing)
    assert changes
    assert changes.created
    return changes.created


def originals(detail: ResponseDetail) -> list[QPushButton]:
    found = detail.findChildren(QPushButton)
    return [each for each in found if each.text() == "Save original…" and not each.isHidden()]


def test_the_original_comes_out_byte_for_byte(
    qtbot: QtBot, clinic: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(LETTER)
    detail = ResponseDetail(clinic, Tagger(clinic))
    qtbot.addWidget(detail)
    detail.show_response(filed(clinic, letter))
    (save,) = originals(detail)
    suggested: list[Path] = []
    to = tmp_path / "out" / "copy.txt"
    to.parent.mkdir()

    def ask(_parent: object, _title: str, suggestion: Path, _filters: str) -> Path:
        suggested.append(suggestion)
        return to

    monkeypatch.setattr(dialogs, "ask_save", ask)
    with qtbot.waitSignal(clinic.said) as told:
        save.click()
    assert told.args == ["The original is in “copy.txt”."]
    assert suggested[0].name == "letter.txt"
    assert to.read_bytes() == LETTER


def test_a_response_from_a_survey_has_no_original(qtbot: QtBot, clinic: Session) -> None:
    query = "SELECT id FROM response LIMIT 1"
    (response_id,) = clinic.workspace.connection.execute(query).fetchone()
    detail = ResponseDetail(clinic, Tagger(clinic))
    qtbot.addWidget(detail)
    detail.show_response(response_id)
    assert detail.response_id == response_id
    assert originals(detail) == []
