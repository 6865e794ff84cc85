"""Collect: a survey comes in as the officer confirmed it, or not at all."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from engage_app.domain.activity import ActivityKind
from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.progress import Cancelled, Progress
from engage_app.services import browsing, codebook, contributing, importing, planning, worker
from engage_app.services.workspace import Workspace
from ui import dialogs
from ui.pages.card_button import CardButton
from ui.pages.collect import CollectPage
from ui.pages.collect_questions import LABEL, ROLE, TYPE
from ui.pages.document_page import DocumentEntry
from ui.session import Session
from ui.tasks import TaskRunner
from ui.widgets.banner import Banner

ROLES = ("GP", "Nurse", "Porter")
VIEWS = ("I welcome it", "I am concerned")


@pytest.fixture
def session(qapp: QApplication, workspace: Workspace) -> Iterator[Session]:
    """An exercise with one theme, and nothing imported yet."""
    exercise_id = planning.add_exercise(workspace, "Ward move").created or 0
    details = {
        "name": "Transport", "definition": "", "use_when": "", "avoid_when": "", "example": "",
        "keywords": "bus", "colour": "", "shortcut": "",
    }  # fmt: skip
    codebook.add_theme(workspace, exercise_id, None, **details)
    made = Session(TaskRunner())
    assert made.open(workspace.path)
    made.choose_exercise(exercise_id)
    yield made
    made.runner.close()
    made.close()
    worker.stop()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> CollectPage:
    """The page on screen."""
    made = CollectPage(session)
    qtbot.addWidget(made)
    made.resize(1080, 770)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """An export of 30 responses, one of them dated wrongly."""
    path = tmp_path / "ward survey.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            (
                "ID",
                "Completion time",
                "Which of these best describes you?",
                "What is your view of the proposal?",
                "How many years have you worked here?",
                "What worries you most about the move?",
            )
        )
        for number in range(30):
            years = "a few" if number == 7 else number % 9
            words = f"Wonderful idea number {number}, and the bus stops at the door."
            row = (ROLES[number % 3], VIEWS[number % 2], years, words if number % 2 else "")
            writer.writerow((number + 1, "2026-03-01 10:00", *row))
    return path


def idle(qtbot: QtBot, session: Session) -> None:
    """Wait until every job is over."""
    qtbot.waitUntil(lambda: not session.runner.busy, timeout=60_000)


def take(qtbot: QtBot, page: CollectPage, session: Session, path: Path) -> None:
    """Take a file and wait until it is read."""
    page.take_file(path)
    idle(qtbot, session)


def walk_through(qtbot: QtBot, page: CollectPage, session: Session) -> None:
    """Next, Next, Import, as a trusting officer would."""
    for _ in range(3):
        qtbot.mouseClick(page.wizard.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.result.isVisible, timeout=20_000)


def row_of(page: CollectPage, start: str) -> int:
    """The row of the question whose label begins so."""
    labels = [question.label for question in page.wizard.questions.model.questions]
    return next(place for place, label in enumerate(labels) if label.startswith(start))


def responses(session: Session) -> int:
    """How many responses the exercise holds."""
    return planning.exercises(session.workspace)[0].responses


def test_an_empty_page_says_what_it_is_for(page: CollectPage) -> None:
    assert page.home.drop.isVisible()
    assert page.home.drop.button.isVisible()
    assert page.home.rows == []


def test_step_one_says_what_was_recognised_and_why(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    take(qtbot, page, session, survey)
    assert page.wizard.isVisible()
    assert page.wizard.step == 0
    assert "ward survey.csv" in page.wizard.file.tool.text()
    assert page.wizard.file.why.text()
    assert "30 responses" in page.wizard.file.facts.text()
    assert responses(session) == 0  # nothing is written before it is confirmed


def test_a_chosen_file_is_taken(
    qtbot: QtBot,
    page: CollectPage,
    session: Session,
    survey: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dialogs, "ask_open", lambda *_args, **_more: survey)
    qtbot.mouseClick(page.home.drop.button, Qt.MouseButton.LeftButton)
    idle(qtbot, session)
    assert page.wizard.isVisible()


def test_a_dropped_file_is_taken(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(survey))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(99, 99), copy, mime, buttons, keys)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(99, 99), copy, mime, buttons, keys))
    idle(qtbot, session)
    assert page.wizard.isVisible()


def test_two_files_at_once_are_not_taken(page: CollectPage, survey: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(survey)), QUrl.fromLocalFile(str(survey.parent))])
    enter = QDragEnterEvent(
        QPoint(99, 99),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(page, enter)
    assert not enter.isAccepted()


def test_a_bad_file_shows_its_sentence_and_leaves_everything_as_it_was(
    qtbot: QtBot, page: CollectPage, session: Session, tmp_path: Path
) -> None:
    bad = tmp_path / "scan.xlsx"
    bad.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 8)
    take(qtbot, page, session, bad)
    assert page.home.isVisible()
    assert page.home.isEnabled()
    assert page.banners.isVisible()
    assert responses(session) == 0
    assert importing.imports(session.workspace, session.exercise_id) == []


def test_types_and_roles_are_changed_by_keyboard_and_the_import_heeds_them(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    take(qtbot, page, session, survey)
    page.wizard.go_on()
    table, model = page.wizard.questions.table, page.wizard.questions.model
    place = row_of(page, "What worries")
    assert model.questions[place].role is Role.COMMENT
    table.setCurrentIndex(model.index(place, ROLE))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    box = table.findChild(QComboBox)
    assert box is not None
    qtbot.waitUntil(lambda: box.view().isVisible())
    closed = [box.itemText(row) for row in range(box.count())].index("Closed question")
    box.view().setCurrentIndex(box.model().index(closed, 0))
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: model.questions[place].role is Role.NONE)
    years = row_of(page, "How many years")
    model.setData(model.index(years, TYPE), QuestionType.TEXT)
    page.wizard.go_on()
    page.wizard.go_on()
    qtbot.waitUntil(page.result.isVisible, timeout=20_000)
    idle(qtbot, session)
    stored = {q.label: q for q in planning.questions(session.workspace, session.exercise_id)}
    assert stored["What worries you most about the move?"].role is Role.NONE
    assert stored["How many years have you worked here?"].type is QuestionType.TEXT
    assert browsing.comment_ids(session.workspace, session.exercise_id) == []


def test_space_leaves_a_question_out(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    take(qtbot, page, session, survey)
    page.wizard.go_on()
    table, model = page.wizard.questions.table, page.wizard.questions.model
    years = row_of(page, "How many years")
    table.setCurrentIndex(model.index(years, LABEL))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert not model.questions[years].included
    assert "left out: 1" in page.wizard.questions.summary.text()
    page.wizard.go_on()
    headings = page.wizard.preview.preview
    assert "How many years have you worked here?" not in [
        headings.headerData(column, Qt.Orientation.Horizontal)
        for column in range(headings.columnCount())
    ]


def test_the_preview_spreads_through_the_file_and_says_what_answers_mean(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    take(qtbot, page, session, survey)
    page.wizard.go_on()
    page.wizard.go_on()
    preview = page.wizard.preview
    assert len(preview.preview.rows) == 20
    numbers = [int(row[0]) for row in preview.preview.rows]
    assert numbers[0] == 2
    assert numbers[-1] > 25  # the last row of the file is 31
    meanings = {each.choice: each.targets for each in preview.meanings.meanings}
    assert meanings["I welcome it"] == ("welcomed",)
    assert meanings["Nurse"] == ("Nurse",)


def test_what_an_answer_means_can_be_changed_before_the_import(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    take(qtbot, page, session, survey)
    page.wizard.go_on()
    page.wizard.go_on()
    model = page.wizard.preview.meanings
    place = [meaning.choice for meaning in model.meanings].index("I am concerned")
    model.setData(model.index(place, 2), "some concern")
    assert model.texts(place)[2] == "Some concern"
    page.wizard.go_on()
    qtbot.waitUntil(page.result.isVisible, timeout=20_000)
    idle(qtbot, session)
    ids = browsing.response_ids(session.workspace, session.exercise_id)
    rows = browsing.response_rows(session.workspace, ids)
    assert {row.position for row in rows} == {"welcomed", "some concern"}


def test_without_new_groups_unknown_answers_tag_nobody(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    planning.add_group(session.workspace, session.exercise_id, "Nurse")
    take(qtbot, page, session, survey)
    page.wizard.go_on()
    page.wizard.go_on()
    page.wizard.preview.make_groups.click()
    meanings = {each.choice: each.targets for each in page.wizard.preview.meanings.meanings}
    assert meanings["Nurse"] == ("Nurse",)
    assert meanings["Porter"] == ()


def test_an_import_shows_what_came_in_and_what_did_not_row_by_row(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    take(qtbot, page, session, survey)
    page.wizard.go_on()
    years = row_of(page, "How many years")
    model = page.wizard.questions.model
    model.setData(model.index(years, TYPE), QuestionType.INTEGER)
    page.wizard.go_on()
    page.wizard.go_on()
    qtbot.waitUntil(page.result.isVisible, timeout=20_000)
    assert page.result.summary.text() == "30 responses imported."
    assert any(row[0] == "9" for row in page.result.problems.rows)  # "a few" years
    assert responses(session) == 30
    idle(qtbot, session)


def test_after_an_import_sentiment_is_scored_and_keywords_applied(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    told: list[str] = []
    session.working.connect(lambda _task, what: told.append(what))
    take(qtbot, page, session, survey)
    walk_through(qtbot, page, session)
    idle(qtbot, session)
    what = ["Scoring sentiment", "Applying keyword rules", "Looking for personal details"]
    assert told == what
    ids = browsing.comment_ids(session.workspace, session.exercise_id)
    assert len(ids) == 15
    rows = browsing.comment_rows(session.workspace, ids)
    assert {row.sentiment for row in rows} == {"positive"}
    detail = browsing.comment_detail(session.workspace, ids[0])
    assert [coding.status for coding in detail.codings] == ["proposed"]


def test_the_same_file_again_adds_nothing_and_says_so(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    for _ in range(2):
        take(qtbot, page, session, survey)
        walk_through(qtbot, page, session)
        idle(qtbot, session)
    assert "all here already" in page.result.summary.text()
    assert not page.result.undo.isVisible()
    assert responses(session) == 30
    page.go_home()
    assert len(page.home.rows) == 1


def test_an_import_is_taken_out_from_its_result_and_undo_brings_it_back(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    take(qtbot, page, session, survey)
    walk_through(qtbot, page, session)
    qtbot.mouseClick(page.result.undo, Qt.MouseButton.LeftButton)  # while it is being scored
    idle(qtbot, session)
    assert responses(session) == 0
    assert page.home.isVisible()
    assert page.home.rows == []
    session.undo()
    assert responses(session) == 30
    assert len(page.home.rows) == 1


def test_undo_after_an_import_takes_back_the_import(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    """Not the scoring and the proposals that followed by themselves; redo brings all of it back."""
    take(qtbot, page, session, survey)
    walk_through(qtbot, page, session)
    idle(qtbot, session)
    session.undo()
    assert responses(session) == 0
    session.redo()
    ids = browsing.comment_ids(session.workspace, session.exercise_id)
    assert {row.sentiment for row in browsing.comment_rows(session.workspace, ids)} == {"positive"}
    assert browsing.comment_detail(session.workspace, ids[0]).codings


def test_an_earlier_import_is_taken_out_from_the_list(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    take(qtbot, page, session, survey)
    walk_through(qtbot, page, session)
    idle(qtbot, session)
    page.go_home()
    (row,) = page.home.rows
    assert row.record.file_name == "ward survey.csv"
    assert row.record.responses == 30
    qtbot.mouseClick(row.undo_button, Qt.MouseButton.LeftButton)
    idle(qtbot, session)
    assert responses(session) == 0
    assert page.home.rows == []


def test_a_cancelled_import_writes_nothing_and_keeps_the_wizard(
    qtbot: QtBot,
    page: CollectPage,
    session: Session,
    survey: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = importing.run_import

    def slow(*args: Any, progress: Progress, **more: Any) -> importing.ImportResult:
        def stopping(done: int, total: int) -> None:
            progress(done, total)
            raise Cancelled  # the officer pressed Cancel just here

        return real(*args, progress=stopping, **more)

    monkeypatch.setattr(importing, "run_import", slow)
    take(qtbot, page, session, survey)
    for _ in range(3):
        page.wizard.go_on()
    idle(qtbot, session)
    assert responses(session) == 0
    assert page.wizard.isVisible()
    assert page.wizard.isEnabled()
    assert page.banners.isVisible()


def test_leaving_the_wizard_writes_nothing(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    take(qtbot, page, session, survey)
    page.wizard.go_on()
    qtbot.mouseClick(page.wizard.back, Qt.MouseButton.LeftButton)
    assert page.wizard.step == 0
    qtbot.mouseClick(page.wizard.leave, Qt.MouseButton.LeftButton)
    assert page.home.isVisible()
    assert responses(session) == 0


def test_another_exercise_does_not_see_the_file_of_the_first(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    take(qtbot, page, session, survey)
    other = planning.add_exercise(session.workspace, "Pharmacy hours").created
    session.choose_exercise(other)
    assert page.home.isVisible()
    assert page.wizard.survey is None


def test_confirmed_questions_are_remembered_for_the_next_export(
    qtbot: QtBot, page: CollectPage, session: Session, survey: Path
) -> None:
    take(qtbot, page, session, survey)
    page.wizard.go_on()
    years = row_of(page, "How many years")
    model = page.wizard.questions.model
    model.setData(model.index(years, ROLE), Role.EQUALITY)
    page.wizard.go_on()
    page.wizard.go_on()
    qtbot.waitUntil(page.result.isVisible, timeout=20_000)
    idle(qtbot, session)
    take(qtbot, page, session, survey)
    assert page.wizard.file.remembered.isVisible()
    assert page.wizard.questions.model.questions[years].role is Role.EQUALITY


def test_the_questionnaire_is_saved_as_an_xlsform_and_read_back(
    page: CollectPage, survey: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exercise without questions says so, and writes nothing."""
    path = tmp_path / "questions.xlsx"
    monkeypatch.setattr(dialogs, "ask_save", lambda *_, **__: path)

    page.export.click()
    assert not path.exists()
    assert page.banners.findChildren(Banner)

    session = page._session
    brought = importing.inspect(survey)
    importing.run_import(session.workspace, session.exercise_id, brought)
    page.export.click()
    asked = [question.label for question in importing.inspect(path).questions]
    assert asked == [question.label for question in brought.questions]


@pytest.mark.parametrize("dropped", [True, False])
def test_a_letter_is_opened_to_be_split_instead_of_imported(
    page: CollectPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dropped: bool
) -> None:
    letter = tmp_path / "letter.EML"
    letter.write_text("From: Ann <a@b.uk>\nSubject: The bus\n\nThe bus is late.\n")
    monkeypatch.setattr(dialogs, "ask_open", lambda *_args, **_more: letter)
    if dropped:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(letter))])
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(page, QDragEnterEvent(QPoint(99, 99), copy, mime, buttons, keys))
        QApplication.sendEvent(page, QDropEvent(QPointF(99, 99), copy, mime, buttons, keys))
    else:
        page.choose_file()
    (entry,) = page.findChildren(DocumentEntry)
    qtbot.waitUntil(lambda: entry.steps.currentIndex() == 1)
    assert entry.pieces.kept == ("The bus is late.",)
    assert not page.wizard.isVisible()
    entry.close()


def test_what_was_captured_here_is_told_and_leads_to_the_responses(
    qtbot: QtBot, page: CollectPage, session: Session
) -> None:
    assert page.home.captured.isHidden()
    workspace, exercise = session.workspace, session.exercise_id
    hall = planning.add_activity(workspace, exercise, ActivityKind.WORKSHOP, "Hall").created or 0
    question = contributing.add_question(workspace, exercise, "What matters?").created or 0
    for words in ("Buses", "Trams"):
        session.act(contributing.contribute, hall, question, words)
    assert page.home.captured.text() == "Captured here: 2 contributions in 1 activity"
    assert page.home.captured.isVisible()
    with qtbot.waitSignal(session.page_wanted) as wanted:
        qtbot.keyClick(page.home.captured, Qt.Key.Key_Return)
    assert wanted.args == ["responses"]


def test_enter_presses_a_card(qtbot: QtBot) -> None:
    pressed: list[int] = []
    card = CardButton("edit", "Type", "Words", on_click=lambda: pressed.append(1))
    qtbot.addWidget(card)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(card, key)
    assert pressed == [1, 1, 1]
