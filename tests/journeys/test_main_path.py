"""The whole main job through a real window: import, tag, code, findings, report."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from forms_survey import RESPONSES, write_forms
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.services import browsing, codebook, findings, planning, tagging
from engage_app.services import workspace as workspaces
from ui import dialogs
from ui.app import Controller, build, controller_of
from ui.pages.code import CodePage
from ui.pages.collect import CollectPage
from ui.pages.findings import FindingsPage
from ui.pages.report import ReportPage
from ui.widgets.banner import Banner

LONG = 20_000  # milliseconds: for a slow machine, not a wait


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Controller]:
    """Engage, as it opens."""
    _, opened = build()
    opened.resize(1280, 800)
    qtbot.addWidget(opened)
    opened.show()
    qtbot.waitExposed(opened)
    yield controller_of(opened)
    opened.close()


def settled(qtbot: QtBot, window: Controller) -> None:
    """Wait until no job is under way."""
    qtbot.waitUntil(lambda: not window.runner.busy, timeout=LONG)


def make_exercise(window: Controller, path: Path) -> int:
    """A workspace with one exercise, as File and Exercises make them."""
    assert window.session.create(path)
    changes = planning.add_exercise(window.session.workspace, "Evening clinics")
    assert changes.created is not None
    window.session.choose_exercise(changes.created)
    return changes.created


def bring_in(qtbot: QtBot, window: Controller, file: Path) -> CollectPage:
    """Import a file through the wizard, taking what it suggests."""
    page = window.window.go_to("collect")
    assert isinstance(page, CollectPage)
    page.take_file(file)
    settled(qtbot, window)
    for _ in range(3):
        qtbot.mouseClick(page.wizard.next, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    return page


def test_from_a_forms_workbook_to_the_board_paper(
    qtbot: QtBot, window: Controller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = make_exercise(window, tmp_path / "clinics.engage")
    session = window.session

    page = bring_in(qtbot, window, write_forms(tmp_path / "forms.xlsx"))
    assert page.result.summary.text() == f"{RESPONSES} responses imported."
    assert len(browsing.response_ids(session.workspace, exercise)) == RESPONSES
    assert {group.name for group in planning.groups(session.workspace, exercise)} == {
        "Patient", "Carer", "Clinic staff",
    }  # fmt: skip

    _say_where_answers_stand(window, exercise)
    _code(qtbot, window, exercise)
    _look_at_findings(qtbot, window)
    _report(qtbot, window, tmp_path, monkeypatch)
    assert workspaces.check(session.workspace) == []


def _say_where_answers_stand(window: Controller, exercise: int) -> None:
    """The answers of the position question mean positions of the scale."""
    questions = planning.questions(window.session.workspace, exercise)
    asked = next(each for each in questions if each.label.startswith("Do you support"))
    means = {"I support it": "welcomed", "I have some concern": "some concern"}
    for choice in asked.choices:
        position = means.get(choice.label, "concern")
        window.session.act(tagging.set_position_rule, choice.id, position)


def _code(qtbot: QtBot, window: Controller, exercise: int) -> None:
    session = window.session
    for name, keywords, key in (
        ("Getting there", "bus; parking; drive*", "1"),
        ("Staff and records", "nurse*; notes; reception", "2"),
    ):
        session.act(codebook.add_theme, exercise, name=name, keywords=keywords, shortcut=key)
    page = window.window.go_to("code")
    assert isinstance(page, CodePage)
    page.rules.click()
    settled(qtbot, window)
    for _ in range(40):  # accept what is proposed, go on where nothing is
        qtbot.keyClick(page.queue.list, Qt.Key.Key_Return)
    counts = codebook.theme_counts(session.workspace, exercise)
    assert {coded >= 5 for coded, _ in counts.values()} == {True}

    coded = dict(counts)
    session.undo()
    session.redo()
    assert codebook.theme_counts(session.workspace, exercise) == coded


def _look_at_findings(qtbot: QtBot, window: Controller) -> None:
    session = window.session
    page = window.window.go_to("findings")
    assert isinstance(page, FindingsPage)
    settled(qtbot, window)
    table = findings.finding(session.workspace, session.exercise_id, "position_by_group")
    row = next(number for number, each in enumerate(table.rows) if each[0] == "Clinic staff")
    behind = table.responses(row, 1)
    assert len(behind) == 10

    assert page.list.choose("position_by_group")
    settled(qtbot, window)
    page.open_cell(row, 1)

    code = window.window.current_page
    assert isinstance(code, CodePage)
    shown = browsing.comment_rows(session.workspace, code.queue.model.pages.ids)
    assert {comment.groups for comment in shown} == {("Clinic staff",)}


def _report(
    qtbot: QtBot, window: Controller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.window.go_to("report")
    assert isinstance(page, ReportPage)
    settled(qtbot, window)
    qtbot.waitUntil(page.saving.word.isEnabled, timeout=LONG)
    monkeypatch.setattr(dialogs, "ask_save", lambda *_, **__: tmp_path / "paper.docx")
    qtbot.mouseClick(page.saving.word, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    monkeypatch.setattr(dialogs, "ask_save", lambda *_, **__: tmp_path / "summary.xlsx")
    page.saving.others[".xlsx"].trigger()
    settled(qtbot, window)

    book = load_workbook(tmp_path / "summary.xlsx")
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    words = "\n".join(each.text for each in Document(str(tmp_path / "paper.docx")).paragraphs)
    assert "The proposal was broadly welcomed by Patient" in words
    assert "Concerns were expressed by Clinic staff" in words


def test_the_same_file_again_adds_nothing_and_the_import_can_be_undone(
    qtbot: QtBot, window: Controller, tmp_path: Path
) -> None:
    exercise = make_exercise(window, tmp_path / "clinics.engage")
    file = write_forms(tmp_path / "forms.xlsx")
    bring_in(qtbot, window, file)

    page = bring_in(qtbot, window, file)
    assert "nothing was imported" in page.result.summary.text()
    session = window.session
    assert len(browsing.response_ids(session.workspace, exercise)) == RESPONSES

    while workspaces.undo_label(session.workspace) != "add exercise":
        session.undo()
    assert browsing.response_ids(session.workspace, exercise) == []


def test_a_file_that_is_no_survey_is_refused_in_a_sentence(
    qtbot: QtBot, window: Controller, tmp_path: Path
) -> None:
    exercise = make_exercise(window, tmp_path / "clinics.engage")
    picture = tmp_path / "flipchart.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page = window.window.go_to("collect")
    assert isinstance(page, CollectPage)

    page.take_file(picture)
    settled(qtbot, window)

    (banner,) = page.banners.findChildren(Banner)
    assert "flipchart.csv" in banner.accessibleName()
    assert browsing.response_ids(window.session.workspace, exercise) == []
