"""The Report page: the cover an officer types, the preview, and the files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from building import made
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engage_app.domain.cover import CoverDetails, ForumRecord
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import (
    Bullets,
    Chart,
    ChartKind,
    Column,
    Heading,
    Kind,
    Paragraph,
    Quotation,
    Report,
    Series,
    Table,
    TableBlock,
)
from engage_app.services import covers, planning
from engage_app.services.covers import ReportPlan
from engage_app.services.paper.cover import LABELS
from engage_app.services.reporting import SECTIONS
from engage_app.services.workspace import Workspace
from ui import dialogs
from ui.messages import Tone
from ui.pages.report import ReportPage
from ui.pages.report_html import CHART, rich
from ui.session import Session
from ui.tasks import Task
from ui.widgets.banner import Banner
from ui.widgets.chip import Chip

LONG = 20_000  # milliseconds: a report with its libraries, on a busy machine


@pytest.fixture
def page(qtbot: QtBot, clinic: Session) -> ReportPage:
    """The page on screen, its preview made."""
    page = ReportPage(clinic)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    with qtbot.waitSignal(page.previewed, timeout=LONG):
        page.show()
    return page


def cover(page: ReportPage) -> CoverDetails:
    """The cover as it is on disk."""
    return covers.plan(page.session.workspace, page.session.exercise_id).cover


def field(page: ReportPage, name: str) -> QWidget:
    """A field of the cover, with the cursor in it."""
    page.cover.go_to(name)
    return page.cover.widget_of(name)


def answering(path: Path | None) -> Callable[..., Path | None]:
    """A file dialog that an officer answers so."""
    return lambda *_asked, **_more: path


def banner(page: ReportPage) -> Banner:
    """The message at the top of the page."""
    return page.findChildren(Banner)[0]


def test_a_field_is_saved_when_the_cursor_leaves_it(qtbot: QtBot, page: ReportPage) -> None:
    """And stays what it is when the page is opened again; undo takes it back, into the form too."""
    author = field(page, "author")
    qtbot.keyClicks(author, "A. Officer")
    page.cover.widget_of("title").setFocus()
    assert cover(page).author == "A. Officer"
    again = ReportPage(page.session)
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.previewed, timeout=LONG):
        again.show()
    assert again.cover.details() == cover(page)
    page.session.undo()
    assert cover(page).author == ""
    assert page.cover.details().author == ""


def test_what_is_being_typed_is_saved_within_a_second(qtbot: QtBot, page: ReportPage) -> None:
    """A crash in the middle of a field costs a second of typing; the cursor stays where it is."""
    purpose = field(page, "purpose")
    qtbot.keyClicks(purpose, "For decision")
    qtbot.waitUntil(lambda: cover(page).purpose == "For decision")
    assert page.cover.widget_of("purpose").hasFocus()
    qtbot.keyClicks(purpose, " today")
    assert page.cover.details().purpose == "For decision today"


def test_going_to_another_page_saves_what_was_typed(qtbot: QtBot, page: ReportPage) -> None:
    """The window hides a page before the cursor has left its field."""
    qtbot.keyClicks(field(page, "agenda_item"), "7")
    page.hide()
    assert cover(page).agenda_item == "7"


class Window(QMainWindow):
    """Lets go of the workspace when it is closed, as the real one does."""

    def __init__(self, page: ReportPage) -> None:
        super().__init__()
        self.setCentralWidget(page)
        self._session = page.session

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the session first."""
        self._session.runner.close()
        self._session.close()
        super().closeEvent(event)


def test_closing_the_window_saves_what_was_typed(
    qtbot: QtBot, page: ReportPage, workspace: Workspace
) -> None:
    """The workspace is closed before the cursor has left its field."""
    exercise_id = page.session.exercise_id
    window = Window(page)
    qtbot.addWidget(window)
    window.show()
    qtbot.keyClicks(field(page, "agenda_item"), "7")
    window.close()
    assert not page.session.has_workspace
    assert covers.plan(workspace, exercise_id).cover.agenda_item == "7"
    page._later.timeout.emit()  # the preview that this change asked for comes due too late
    window.takeCentralWidget()  # the page is closed by itself


def test_saving_while_typing_takes_no_letter(qtbot: QtBot, page: ReportPage) -> None:
    """A space at the end, saved on the way to the next word, stays before it."""
    author = field(page, "author")
    qtbot.keyClicks(author, "A. ")
    page.cover.flush()
    qtbot.keyClicks(author, "Officer")
    page.cover.flush()
    assert cover(page).author == "A. Officer"


def test_what_could_not_be_saved_stays_in_the_form(qtbot: QtBot, page: ReportPage) -> None:
    """A file that can only be read costs nothing that was typed; the next try saves it."""
    session = page.session
    session.workspace.connection.execute("PRAGMA query_only = ON")
    with qtbot.waitSignal(session.failed):
        qtbot.keyClicks(field(page, "author"), "A. Officer")
        page.cover.flush()
    page.refresh()
    assert page.cover.details().author == "A. Officer"
    session.workspace.connection.execute("PRAGMA query_only = OFF")
    page.cover.flush()
    assert cover(page).author == "A. Officer"


def test_every_field_of_the_cover_can_be_filled(qtbot: QtBot, page: ReportPage) -> None:
    """None is missing from the form, and each comes back as it was."""
    details = CoverDetails(
        **{name: f"{name} 1" for name in LABELS if name not in ("forums", "confidential")},
        confidential="Yes",
        forums=(ForumRecord("Executive", "1 May 2024", "Supported"), ForumRecord("Cabinet")),
    )
    page.session.act(covers.save_plan, page.session.exercise_id, ReportPlan(details), "edit cover")
    assert page.cover.details() == details
    assert page.cover.blanks.names == []


def test_forums_are_added_and_removed(qtbot: QtBot, page: ReportPage) -> None:
    """A row for each; one without a word is none."""
    forums = page.cover.forums
    qtbot.mouseClick(forums.add, Qt.MouseButton.LeftButton)
    assert forums.records() == ()
    qtbot.keyClicks(forums.rows[0].meeting, "Executive")
    page.cover.flush()
    assert cover(page).forums == (ForumRecord("Executive"),)
    qtbot.mouseClick(forums.rows[0].remove, Qt.MouseButton.LeftButton)
    assert cover(page).forums == ()


def test_each_blank_leads_to_its_field(qtbot: QtBot, page: ReportPage) -> None:
    """What is still to fill is listed, goes as it is filled, and each entry focuses its field."""
    blanks = page.cover.blanks
    assert {"author", "date_of_meeting", "quality_impact"} <= set(blanks.names)
    assert "title" not in blanks.names
    assert f"({len(blanks.names)} to fill)" in page.steps.names[0]
    chips = {chip.text: chip for chip in blanks.findChildren(Chip)}
    qtbot.mouseClick(chips[LABELS["quality_impact"]], Qt.MouseButton.LeftButton)
    assert page.cover.widget_of("quality_impact").hasFocus()
    qtbot.keyClicks(page.cover.widget_of("quality_impact"), "Yes: in March")
    page.cover.flush()
    assert "quality_impact" not in blanks.names
    assert cover(page).quality_impact == "Yes: in March"


def test_the_preview_holds_the_paper(qtbot: QtBot, page: ReportPage) -> None:
    """Cover, every section, its tables and charts, as text that can be selected and searched."""
    text = page.preview.toPlainText()
    assert "Clinic move" in text[:200]
    workspace, exercise_id = page.session.workspace, page.session.exercise_id
    paper = covers.planned_report(workspace, exercise_id).blocks
    headings = [block.text for block in paper if isinstance(block, Heading)]
    assert len(headings) > 8
    assert all(heading in text for heading in headings)
    assert "Table 1:" in text
    assert "Figure 1:" in text
    assert page.preview.pictures > 2
    assert "Presented by" in text


def test_the_preview_follows_the_cover(qtbot: QtBot, page: ReportPage) -> None:
    """A change shows without a button; the place being read is kept."""
    page.preview.verticalScrollBar().setValue(400)
    qtbot.keyClicks(field(page, "author"), "A. Officer")
    with qtbot.waitSignal(page.previewed, timeout=LONG):
        page.cover.flush()
    assert "A. Officer" in page.preview.toPlainText()
    assert page.preview.verticalScrollBar().value() == 400


def test_a_section_left_out_is_left_out(qtbot: QtBot, page: ReportPage) -> None:
    """Of the preview now, and of the report for good."""
    page.steps.bring(page.contents)
    heading = dict(SECTIONS)["conclusion"]
    assert heading in page.preview.toPlainText()
    with qtbot.waitSignal(page.previewed, timeout=LONG):
        page.contents.sections["conclusion"].click()
    assert heading not in page.preview.toPlainText()
    plan = covers.plan(page.session.workspace, page.session.exercise_id)
    assert plan.left_out == ("conclusion",)


def test_without_a_section_nothing_can_be_saved(qtbot: QtBot, page: ReportPage) -> None:
    """The page says what to do instead of making an empty paper."""
    for key, _ in SECTIONS:
        page.contents.sections[key].setChecked(False)
    qtbot.waitUntil(lambda: not page.saving.word.isEnabled(), timeout=LONG)
    assert "Tick at least one section." in page.preview.toPlainText()
    with qtbot.waitSignal(page.previewed, timeout=LONG):
        page.contents.sections["themes"].setChecked(True)
    assert page.saving.word.isEnabled()
    assert page.saving.more.isEnabled()


def test_the_rule_on_small_numbers_is_kept_for_the_exercise(qtbot: QtBot, page: ReportPage) -> None:
    """The officer's own setting stands until another is chosen; hiding nothing is warned of."""
    small = page.contents.small_numbers
    page.steps.bring(page.contents)
    assert small.rules["1-4"].isChecked()
    with qtbot.waitSignal(page.previewed, timeout=LONG):
        small.rules["nhs"].click()
    kept = covers.plan(page.session.workspace, page.session.exercise_id).rule
    assert kept == DisclosureRule(8, 5)
    assert "fewer than 8" in page.preview.toPlainText()
    small.rules["own"].click()
    with qtbot.waitSignal(page.previewed, timeout=LONG):
        small.below.setValue(6)
    assert "fewer than 6" in page.preview.toPlainText()
    assert not small.warning.isVisibleTo(page.contents)
    small.below.setValue(1)
    assert small.warning.isVisibleTo(page.contents)


def test_each_exercise_has_its_own_cover(qtbot: QtBot, page: ReportPage) -> None:
    """Changing exercises in the middle of a field loses nothing and mixes nothing."""
    session = page.session
    first = session.exercise_id
    qtbot.keyClicks(field(page, "author"), "A. Officer")
    page.cover.flush()
    other = made(planning.add_exercise(session.workspace, "Another"))
    with qtbot.waitSignal(page.previewed, timeout=LONG):
        session.choose_exercise(other)
    assert page.cover.details().author == ""
    assert "Another" in page.preview.toPlainText()
    assert covers.plan(session.workspace, first).cover.author == "A. Officer"
    assert covers.plan(session.workspace, other) == ReportPlan()


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_saving_writes_the_file_and_offers_to_open_it(
    qtbot: QtBot,
    page: ReportPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    """The banner names the file, and opens it or its folder; the ending is put where it lacks."""
    monkeypatch.setattr(dialogs, "ask_save", answering(tmp_path / "appendix"))
    if kind == "docx":
        qtbot.mouseClick(page.saving.word, Qt.MouseButton.LeftButton)
    else:
        page.saving.others[".xlsx"].trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(Banner)), timeout=LONG)
    written = tmp_path / f"appendix.{kind}"
    assert written.read_bytes()[:2] == b"PK"
    message = banner(page).message
    assert message.tone is Tone.SUCCESS
    assert written.name in message.text
    assert "faults" in message.advice
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )
    buttons = {each.text(): each for each in banner(page).findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Open file"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons["Open folder"], Qt.MouseButton.LeftButton)
    assert opened == [written, tmp_path]


def test_what_was_said_of_a_saved_file_goes_when_the_paper_changes(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How much is left to see to has changed with it."""
    monkeypatch.setattr(dialogs, "ask_save", answering(tmp_path / "paper.docx"))
    qtbot.mouseClick(page.saving.word, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.findChildren(Banner)), timeout=LONG)
    qtbot.keyClicks(field(page, "author"), "A. Officer")
    page.cover.flush()
    qtbot.waitUntil(lambda: not page.findChildren(Banner))


def test_a_file_open_elsewhere_is_left_alone(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report is saved beside it, and the officer reads where."""
    (tmp_path / "paper.docx").write_bytes(b"the officer's")
    (tmp_path / ".~lock.paper.docx#").write_text("open")
    monkeypatch.setattr(dialogs, "ask_save", answering(tmp_path / "paper.docx"))
    qtbot.mouseClick(page.saving.word, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.findChildren(Banner)), timeout=LONG)
    assert (tmp_path / "paper.docx").read_bytes() == b"the officer's"
    assert (tmp_path / "paper (2).docx").read_bytes()[:2] == b"PK"
    text = banner(page).message.text
    assert "“paper.docx” is open in another program" in text
    assert "“paper (2).docx”" in text


def test_a_folder_that_is_not_there_gives_a_sentence(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a traceback; and the officer can try again."""
    monkeypatch.setattr(dialogs, "ask_save", answering(tmp_path / "gone" / "paper.docx"))
    qtbot.mouseClick(page.saving.word, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.findChildren(Banner)), timeout=LONG)
    assert banner(page).message.tone is Tone.ERROR
    assert "isn't there" in banner(page).message.text
    qtbot.waitUntil(page.saving.word.isEnabled)


def test_saving_can_be_cancelled(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file is left, and the buttons come back."""
    monkeypatch.setattr(dialogs, "ask_save", answering(tmp_path / "paper.docx"))
    begun: list[Task[Path]] = []

    def stop(task: Task[Path], what: str) -> None:
        assert "paper.docx" in what
        begun.append(task)
        task.cancel()

    page.session.working.connect(stop)
    page.saving.word.click()
    qtbot.waitUntil(lambda: begun[0].signals.over and page.saving.word.isEnabled())
    assert not list(tmp_path.glob("*.docx"))
    assert page.findChildren(Banner)[0].message.text == "Stopped. Nothing was saved."


def test_thinking_better_of_it_saves_nothing(
    qtbot: QtBot, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing the file dialog is an answer."""
    monkeypatch.setattr(dialogs, "ask_save", answering(None))
    with qtbot.assertNotEmitted(page.session.working):
        qtbot.mouseClick(page.saving.word, Qt.MouseButton.LeftButton)
    assert page.saving.word.isEnabled()


def test_the_file_is_named_after_the_paper(
    qtbot: QtBot, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without what Windows won't have in a name."""
    asked: list[Path] = []

    def remember(_page: object, _title: str, suggested: Path, _kind: str) -> None:
        asked.append(suggested)

    monkeypatch.setattr(dialogs, "ask_save", remember)
    qtbot.keyClicks(field(page, "title"), "Clinics: move or stay?")
    qtbot.mouseClick(page.saving.word, Qt.MouseButton.LeftButton)
    assert asked[0].name == "Clinics move or stay.docx"
    assert asked[0].parent == page.session.workspace.path.parent


def test_where_there_is_little_room_the_preview_is_a_tab(qtbot: QtBot, page: ReportPage) -> None:
    """And goes back beside the form where there is."""
    page.resize(700, 700)
    assert page.steps.names[-1] == "Preview"
    page.steps.bar.setCurrentIndex(page.steps.bar.count() - 1)
    assert page.preview.isVisible()
    page.resize(1280, 800)
    assert "Preview" not in page.steps.names
    assert page.preview.isVisible()


def test_the_preview_numbers_as_word_does(finding: Table) -> None:
    """Headings and paragraphs in one list; what respondents wrote is never mark-up."""
    chart = Chart(ChartKind.BARS, "<b>", ("a",), (Series("n", (1.0,)),), 'A "chart"')
    table = Table("t", "Cells & more", "people", "2 people", (Column("A"),), (("<i>",), ("[c]",)))
    drawn = Table("u", "Drawn", "", "", (Column("N", Kind.COUNT),), ((1,),), ("A note.",), chart)
    report = Report(
        "Title <1>",
        "Subtitle",
        "Organisation",
        "",
        "",
        (("Author", "A\nB"),),
        (),
        (),
        (
            Heading("First"),
            Paragraph("One", numbered=True),
            Heading("Below", 2),
            Paragraph("Two", numbered=True),
            Paragraph("Plain"),
            Heading("Second"),
            Paragraph("Three", numbered=True),
            Bullets(("x < y",)),
            Quotation("said & done", "GP"),
            TableBlock(table),
            TableBlock(drawn),
        ),
    )
    made_of = rich(report)
    for piece in (
        "Title &lt;1&gt;",
        "A<br>B",
        "<h2>1.&nbsp;&nbsp;First</h2>",
        "<b>1.1</b>&nbsp;&nbsp;One",
        "<h3>1.2&nbsp;&nbsp;Below</h3>",
        "<b>1.2.1</b>&nbsp;&nbsp;Two",
        "<p>Plain</p>",
        "<b>2.1</b>&nbsp;&nbsp;Three",
        "x &lt; y",
        "“said &amp; done”",
        "Table 1: Cells &amp; more",
        "&lt;i&gt;",
        "[c] = confidential",
        "Figure 1: &lt;b&gt;",
        f'src="{CHART}0" alt="A &quot;chart&quot;"',
        "A note.",
    ):
        assert piece in made_of.html
    assert made_of.charts == [chart]


def test_the_preview_letters_appendices_as_word_does() -> None:
    """A, then what is below it; sections count on; cover tables stand where their field was."""
    forums = Table("forums", "Forums", "", "", (Column("Meeting"),), (("Executive",),))
    report = Report(
        "Title",
        "",
        "",
        "",
        "",
        (("Author", "A"), ("Forums", "Executive"), ("Confidential", "No")),
        (),
        (),
        (
            Heading("First"),
            Paragraph("One", numbered=True, key="first.one"),
            Heading("Positions", appendix=True),
            Paragraph("Two", numbered=True),
            Heading("Below", 2),
            Heading("Themes", appendix=True),
            Bullets(("x", "y"), key="themes.list"),
        ),
        (forums,),
    )
    html = rich(report).html
    for piece in (
        "<h2>1.&nbsp;&nbsp;First</h2>",
        "<h2>Appendix A&nbsp;&nbsp;Positions</h2>",
        "<b>A.1</b>&nbsp;&nbsp;Two",
        "<h3>A.2&nbsp;&nbsp;Below</h3>",
        "<h2>Appendix B&nbsp;&nbsp;Themes</h2>",
        'name="text-first.one"',
    ):
        assert piece in html
    assert html.count('name="text-themes.list"') == 1
    assert html.index("Author") < html.index("Meeting") < html.index("Confidential")
    assert "<td>Executive</td>" not in html  # not once more as a line of the cover
