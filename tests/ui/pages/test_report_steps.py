"""The steps to a paper, through the real window: text, answers, small numbers, checks, saving."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from heard import Heard
from officer import engage_on
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from engage_app.domain.answers import AnswerStatus
from engage_app.domain.changes import Changes
from engage_app.domain.checks import Remark, Severity
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import Report
from engage_app.errors import NotPossible
from engage_app.services import answers, covers, drafts, paper_template, reporting
from engage_app.services.workspace import Workspace
from storage import report_texts
from ui import dialogs
from ui.app import Controller
from ui.pages.code import CodePage
from ui.pages.plan import PlanPage
from ui.pages.report import ReportPage
from ui.pages.report_fields import Line
from ui.pages.report_formats import FORMATS
from ui.pages.report_going import go
from ui.tasks import Task
from ui.widgets.banner import Banner

PARKING = "Nobody can park near the new site."
BUSES = "The last bus leaves at six."


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    """Twelve residents on parking, nine on buses, of two views."""
    made = Heard(workspace)
    made.group("Residents")
    made.theme("Parking")
    made.theme("Buses")
    for number in range(21):
        parking = number < 12
        made.respond(
            "Residents",
            position="concern" if number % 2 else "welcomed",
            says={f"{PARKING if parking else BUSES} {number}": ["Parking" if parking else "Buses"]},
        )
    return made


@pytest.fixture
def engage(qtbot: QtBot, heard: Heard) -> Iterator[Controller]:
    """Engage with that exercise open, its Report page in front and previewed."""
    with engage_on(qtbot, Path(heard.workspace.path)) as controller:
        page = controller.window.go_to("report")
        assert isinstance(page, ReportPage)
        qtbot.waitUntil(lambda: "Clinic move" in page.preview.toPlainText())
        qtbot.waitUntil(lambda: bool(page.checks.remarks))
        yield controller


@pytest.fixture
def page(engage: Controller) -> ReportPage:
    """The Report page."""
    found = engage.window.current_page
    assert isinstance(found, ReportPage)
    return found


def previewed(page: ReportPage) -> str:
    """What the preview shows."""
    return page.preview.toPlainText()


def look_anew(page: ReportPage) -> None:
    """Another response came in: the page hears of it as of an import."""
    page.session.changed.emit(Changes("import", tables=frozenset({"response", "comment"})))


def about(page: ReportPage, words: str) -> str:
    """The key of the first text that says so, brought to the front to be edited."""
    page.steps.bring(page.text)
    row = next(row for row in page.text.list.rows if words in row.text.shown)
    page.text.list.choose(row.key)
    return row.key


def type_over(qtbot: QtBot, page: ReportPage, before: str, after: str) -> None:
    """Select words of the text shown, and type others."""
    box = page.text.form.words
    box.setFocus()
    at = box.toPlainText().index(before)
    cursor = box.textCursor()
    cursor.setPosition(at)
    cursor.setPosition(at + len(before), QTextCursor.MoveMode.KeepAnchor)
    box.setTextCursor(cursor)
    qtbot.keyClicks(box, after)


def test_an_edited_text_is_printed_and_undone(
    qtbot: QtBot, engage: Controller, page: ReportPage, heard: Heard
) -> None:
    """Filed when the cursor leaves it; one step back for Undo."""
    key = about(page, "was raised by 12 respondents")
    type_over(qtbot, page, "Parking", "Parking, above all,")
    page.text.list.setFocus()
    assert key in report_texts.edits(heard.workspace.connection, heard.exercise)
    qtbot.waitUntil(lambda: "Parking, above all," in previewed(page))
    assert "edited" in next(row.title for row in page.text.list.rows if row.key == key)
    engage.session.undo()
    qtbot.waitUntil(lambda: "Parking, above all," not in previewed(page))
    qtbot.waitUntil(lambda: "above all" not in page.text.form.words.toPlainText())


def test_figures_in_an_edited_text_follow_the_data(
    qtbot: QtBot, engage: Controller, page: ReportPage, heard: Heard
) -> None:
    """What the officer wrote stays, and says today's number."""
    about(page, "was raised by 12 respondents")
    type_over(qtbot, page, "Parking", "Parking, above all,")
    page.text.list.setFocus()
    heard.respond("Residents", position="concern", says={f"{PARKING} again": ["Parking"]})
    qtbot.waitUntil(lambda: "Parking, above all," in previewed(page))
    look_anew(page)
    qtbot.waitUntil(lambda: "13 respondents" in previewed(page))
    assert "Parking, above all," in previewed(page)


def test_a_figure_that_the_officer_changed_is_asked_about(
    qtbot: QtBot, page: ReportPage, heard: Heard
) -> None:
    """Old, new and the officer's are told; “Take the new draft” ends it."""
    key = about(page, "was raised by 12 respondents")
    type_over(qtbot, page, "12 respondents", "a dozen respondents")
    page.text.list.setFocus()
    heard.respond("Residents", position="concern", says={f"{PARKING} again": ["Parking"]})
    look_anew(page)
    qtbot.waitUntil(page.text.form.changed.isVisible)
    told = page.text.form.changes.text()
    assert "13" in told
    assert "dozen" in told
    assert "1 changed" in "".join(page.steps.names)
    qtbot.waitUntil(lambda: any("dozen" in each.what for each in page.checks.remarks))
    qtbot.mouseClick(page.text.form.take_new, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.text.form.changed.isVisible())
    assert key not in report_texts.edits(heard.workspace.connection, heard.exercise)
    assert "13 respondents" in page.text.form.words.toPlainText()


def test_my_words_are_kept_against_a_new_draft(
    qtbot: QtBot, page: ReportPage, heard: Heard
) -> None:
    """“Keep mine”: asked about no more, and printed."""
    about(page, "was raised by 12 respondents")
    type_over(qtbot, page, "12 respondents", "a dozen respondents")
    page.text.list.setFocus()
    heard.respond("Residents", position="concern", says={f"{PARKING} again": ["Parking"]})
    look_anew(page)
    qtbot.waitUntil(page.text.form.changed.isVisible)
    qtbot.mouseClick(page.text.form.keep_mine, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.text.form.changed.isVisible())
    assert "a dozen respondents" in previewed(page)


def test_what_is_typed_is_on_disk_before_it_is_filed(
    qtbot: QtBot, page: ReportPage, heard: Heard
) -> None:
    """A crash costs a second of typing; filing leaves no draft behind."""
    key = about(page, "was raised by 12 respondents")
    type_over(qtbot, page, "Parking", "Cars")
    draft = f"{heard.exercise}:{key}"
    qtbot.waitUntil(lambda: drafts.load(heard.workspace, "text", draft) is not None)
    page.text.list.setFocus()
    assert drafts.load(heard.workspace, "text", draft) is None


def test_a_theme_is_answered_at_the_keyboard(qtbot: QtBot, page: ReportPage, heard: Heard) -> None:
    """The most raised theme without an answer is first; Enter, type, Ctrl+Enter goes on."""
    page.steps.bring(page.answers)
    qtbot.waitUntil(lambda: len(page.answers.list.rows) == 2)
    assert [row.title for row in page.answers.list.rows] == ["Parking", "Buses"]
    assert "2 to answer" in "".join(page.steps.names)
    page.answers.list.setFocus()
    qtbot.keyClick(page.answers.list, Qt.Key.Key_Return)
    form = page.answers.form
    assert form.answer.hasFocus()
    qtbot.keyClicks(form.answer, "Forty places will be added")
    qtbot.keyClick(form.answer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (kept,) = answers.answers(heard.workspace, heard.exercise)
    assert (kept.answer, kept.status) == ("Forty places will be added", AnswerStatus.WILL_DO)
    qtbot.waitUntil(lambda: "Forty places will be added" in previewed(page))
    assert form.name.text() == "Buses"
    assert form.answer.hasFocus()
    assert "1 to answer" in "".join(page.steps.names)


def test_status_owner_and_date_of_an_answer(
    qtbot: QtBot, engage: Controller, page: ReportPage, heard: Heard
) -> None:
    """A status alone begins an answer; another answer to the same theme may be added; Undo."""
    page.steps.bring(page.answers)
    qtbot.waitUntil(lambda: len(page.answers.list.rows) == 2)
    form = page.answers.form
    form.status.setCurrentIndex(form.status.findData(AnswerStatus.COULD_NOT))
    form.status_chosen.emit()
    for field, words in ((form.owner, "Estates"), (form.due_on, "Autumn 2026")):
        field.setFocus()
        qtbot.keyClicks(field, words)
    page.answers.list.setFocus()
    (kept,) = answers.answers(heard.workspace, heard.exercise)
    assert (kept.status, kept.owner, kept.due_on) == (
        AnswerStatus.COULD_NOT,
        "Estates",
        "Autumn 2026",
    )
    qtbot.mouseClick(form.more, Qt.MouseButton.LeftButton)
    assert len(answers.answers(heard.workspace, heard.exercise)) == 2
    assert form.owner.text() == ""
    qtbot.mouseClick(form.remove, Qt.MouseButton.LeftButton)
    assert answers.answers(heard.workspace, heard.exercise) == (kept,)
    engage.session.undo()
    assert len(answers.answers(heard.workspace, heard.exercise)) == 2


def test_a_preset_changes_what_is_hidden(qtbot: QtBot, page: ReportPage, heard: Heard) -> None:
    """Nine residents on buses are shown as they are, rounded by the NHS's rule, hidden by the third."""
    page.steps.bring(page.contents)
    assert "9 respondents" in previewed(page)
    small = page.contents.small_numbers
    small.rules["under-10"].click()
    qtbot.waitUntil(lambda: "9 respondents" not in previewed(page))
    assert covers.plan(heard.workspace, heard.exercise).rule == DisclosureRule(10)
    small.rules["nhs"].click()
    qtbot.waitUntil(lambda: "nearest 5" in small.meaning.text())
    qtbot.waitUntil(lambda: "10 respondents" in previewed(page))
    small.noughts.click()
    qtbot.waitUntil(
        lambda: covers.plan(heard.workspace, heard.exercise).rule == DisclosureRule(8, 5, True)
    )


def test_the_list_of_checks_shrinks_when_a_blank_is_filled(qtbot: QtBot, page: ReportPage) -> None:
    """Each remark leads to its field; what is filled is asked about no more."""
    page.steps.bring(page.checks)
    row = next(row for row in page.checks.rows if row.remark.page == "report.cover.author")
    before = len(page.checks.remarks)
    assert "faults" in page.steps.names[-1]
    qtbot.mouseClick(row.go, Qt.MouseButton.LeftButton)
    author = page.cover.widget_of("author")
    assert page.steps.current is page.cover
    assert author.hasFocus()
    qtbot.keyClicks(author, "A. Officer")
    page.cover.flush()
    qtbot.waitUntil(lambda: len(page.checks.remarks) == before - 1)
    assert not any(each.page == "report.cover.author" for each in page.checks.remarks)


def test_a_remark_leads_to_the_part_of_a_page_where_the_work_is_done(
    engage: Controller, page: ReportPage
) -> None:
    """Comments to code, personal details, a second coder, the exercise itself."""
    for place, shown in (
        ("code.details", "Personal details"),
        ("code.second coder", "Second coder"),
        ("code.codebook", "Codebook"),
        ("code.uncoded", "Workbench"),
        ("plan.exercise", "Exercise"),
        ("plan.groups", "Stakeholder groups"),
    ):
        go(engage.session, Remark(Severity.FAULT, "What is so.", page=place))
        assert engage.window.current_key == place.split(".")[0]
        there = engage.window.current_page
        assert isinstance(there, CodePage | PlanPage)
        assert there.tabs.tabText(there.tabs.currentIndex()).replace("&", "") == shown


def test_it_is_said_which_paragraphs_cannot_be_edited(page: ReportPage) -> None:
    """The preview has some that the list doesn't."""
    page.steps.bring(page.text)
    assert "can't be edited" in page.text.fixed.text()
    assert page.text.fixed.isVisible()


def test_a_long_field_of_the_cover_is_read_from_its_beginning(page: ReportPage) -> None:
    line = Line(lambda: None)
    line.show("A long title " * 20)
    box = line.widget
    assert isinstance(box, QLineEdit)
    assert box.cursorPosition() == 0


def test_letters_without_a_group_are_listed(engage: Controller, page: ReportPage) -> None:
    """The button of their remark shows just these."""
    assert page.isVisible()
    with_them = Remark(Severity.ADVICE, "What is so.", page="responses.letters.1,2")
    go(engage.session, with_them)
    assert engage.window.current_key == "responses"


def test_the_files_are_checked_while_somebody_looks(qtbot: QtBot, page: ReportPage) -> None:
    """They are made aside: none is left behind."""
    before = sorted(page.session.workspace.path.parent.iterdir())
    page.steps.bring(page.checks)
    qtbot.waitUntil(lambda: page.checks._files_task is not None)
    qtbot.waitUntil(lambda: page.checks._files_task.signals.over)  # type: ignore[union-attr]
    assert not [each for each in page.checks._of_files if not each.where]
    assert sorted(page.session.workspace.path.parent.iterdir()) == before


def test_everything_is_saved_into_a_folder(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file of each kind that is ticked; the banner tells what is left, and shows it."""
    folder = tmp_path / "board"
    folder.mkdir()
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_asked: folder)
    page.contents.formats[".csv"].setChecked(False)
    page.saving.all.trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(Banner)))
    assert sorted(each.name for each in folder.iterdir()) == [
        f"Clinic move{ending}" for ending in (".docx", ".html", ".pdf", ".xlsx")
    ]
    banner = page.findChildren(Banner)[0]
    assert "“Clinic move” as .docx, .xlsx, .html and .pdf" in banner.message.text
    assert "faults" in banner.message.advice
    buttons = {each.text(): each for each in banner.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Show checks"], Qt.MouseButton.LeftButton)
    assert page.steps.current is page.checks


def test_files_that_are_there_are_written_over_only_when_that_is_meant(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody loses last month's paper by a click."""
    (tmp_path / "Clinic move.docx").write_bytes(b"last month's")
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_asked: tmp_path)
    monkeypatch.setattr(dialogs, "ask_sure", lambda *_asked, **_more: False)
    with qtbot.assertNotEmitted(page.session.working):
        page.saving.all.trigger()
    assert (tmp_path / "Clinic move.docx").read_bytes() == b"last month's"


def test_the_organisations_template_is_chosen_and_given_back(
    qtbot: QtBot, page: ReportPage, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ours is saved to be changed, chosen, named, and left again; each undoable."""
    path = tmp_path / "Our paper.docx"
    monkeypatch.setattr(dialogs, "ask_save", lambda *_asked: path)
    monkeypatch.setattr(dialogs, "ask_open", lambda *_asked: path)
    page.steps.bring(page.contents)
    page.template.export.click()
    qtbot.waitUntil(path.exists)
    page.template.choose.click()
    qtbot.waitUntil(
        lambda: paper_template.info(heard.workspace, heard.exercise) == "Our paper.docx"
    )
    qtbot.waitUntil(lambda: "Our paper.docx" in page.template.used.text())
    page.template.remove.click()
    assert paper_template.info(heard.workspace, heard.exercise) is None
    assert "Engage’s own look" in page.template.used.text()


def test_choosing_a_text_shows_it_in_the_preview(qtbot: QtBot, page: ReportPage) -> None:
    """The place in the paper comes into sight beside the words."""
    about(page, "was raised by 12 respondents")
    shown = (page.preview.cursorForPosition(QPoint(60, y)).block().text() for y in range(4, 200, 8))
    assert any("was raised by 12 respondents" in text for text in shown)


def test_what_is_typed_is_marked_at_once_and_checked_once_filed(
    qtbot: QtBot, page: ReportPage
) -> None:
    """The list says edited while one types; a made-up figure makes the count on the tab rise."""
    about(page, "was raised by 12 respondents")
    assert not page.text.form.changed.isVisible()
    before = len(page.checks.remarks)
    type_over(qtbot, page, "12 respondents", "4321 respondents")
    assert "edited" in page.text.list.currentItem().text()
    assert "Kept as you type" in page.text.form.state.text()
    tab = page.steps.names[5]
    page.text.list.setFocus()
    qtbot.waitUntil(lambda: len(page.checks.remarks) > before, timeout=20_000)
    assert page.steps.names[5] != tab


def test_stopped_halfway_the_banner_says_which_files_are_there(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one being written is not there at all, not even half of it."""
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_asked: tmp_path)
    tasks: list[Task[object]] = []
    page.session.working.connect(lambda task, _what: tasks.append(task))
    write = reporting.write_excel

    def cancelled_meanwhile(report: Report, path: Path) -> Path:
        tasks[0].cancel()
        return write(report, path)

    saved = [replace(FORMATS[0]), replace(FORMATS[1], write=cancelled_meanwhile), FORMATS[2]]
    monkeypatch.setattr(page.saving, "_formats", lambda: saved)
    before = {each.name for each in tmp_path.iterdir()}
    page.saving.all.trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(Banner)))
    assert page.findChildren(Banner)[0].message.text.startswith("Stopped. Saved")
    left = {each.name for each in tmp_path.iterdir()} - before
    assert "Clinic move.docx" in left <= {"Clinic move.docx", "Clinic move.xlsx"}
    assert page.saving.word.isEnabled()


def test_where_one_file_cannot_be_written_the_others_before_it_are_named(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_asked: tmp_path)

    def refused(_report: Report, path: Path) -> Path:
        raise NotPossible(f"“{path.name}” can’t be written.", action="Choose another folder.")

    saved = [FORMATS[0], replace(FORMATS[1], write=refused)]
    monkeypatch.setattr(page.saving, "_formats", lambda: saved)
    page.saving.all.trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(Banner)))
    message = page.findChildren(Banner)[0].message
    assert message.text == "“Clinic move.xlsx” can’t be written."
    assert "Choose another folder. Before that: Saved as “Clinic move.docx”" in message.advice


def test_where_the_tabs_have_no_room_the_steps_are_a_list_and_the_preview_a_button(
    qtbot: QtBot, page: ReportPage
) -> None:
    """Large text in a small window: nothing is behind arrows."""
    page.window().resize(560, 700)
    page.resize(440, 600)
    steps = page.steps
    qtbot.waitUntil(steps.bar.isHidden)
    assert steps.list.isVisible()
    steps.list.setCurrentIndex(2)
    steps.list.activated.emit(2)
    assert steps.current is page.text
    qtbot.mouseClick(steps.show_beside, Qt.MouseButton.LeftButton)
    assert page.preview.isVisible()
    qtbot.mouseClick(steps.show_beside, Qt.MouseButton.LeftButton)
    assert page.text.isVisible()
    qtbot.keyClick(page.window(), Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    assert page.contents.isVisible()
    assert steps.list.currentText() == "Contents"
    page.window().resize(1280, 800)
    page.resize(1200, 700)
    qtbot.waitUntil(steps.bar.isVisible)
    assert page.preview.isVisible()
