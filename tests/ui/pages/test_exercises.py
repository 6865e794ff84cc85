"""Exercises: beginning with nothing, and going from one exercise to another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.domain.exercise import Status
from engage_app.progress import Cancelled
from engage_app.services import planning, samples, templates, worker
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from ui import dialogs
from ui.pages.exercise_dates import in_words, read_date, span_in_words
from ui.pages.exercise_dialog import ExerciseDialog
from ui.pages.exercises import ExercisesPage
from ui.pages.exercises_list import per_cent
from ui.session import Session
from ui.tasks import Task, TaskRunner


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    """Nothing is open."""
    made = Session(TaskRunner())
    yield made
    made.runner.close()
    made.close()
    worker.stop()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> ExercisesPage:
    """The page on screen."""
    made = ExercisesPage(session)
    qtbot.addWidget(made)
    made.resize(1080, 770)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def saving_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The officer saves to this path whenever asked; what was suggested stands beside it."""
    to = tmp_path / "chosen" / "My work.engage"
    to.parent.mkdir()
    monkeypatch.setattr(dialogs, "ask_save", lambda *_args, **_more: to)
    return to


def answer(typed: dict[str, str], *, press: str = "save") -> None:
    """Fill in the dialog that comes up next, and press a button in it."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExerciseDialog)
        for name, words in typed.items():
            field = getattr(dialog, name)
            if name in ("template", "status"):
                field.setCurrentIndex(field.findData(words))
            elif hasattr(field, "setPlainText"):
                field.setPlainText(words)
            else:
                field.setText(words)
        if press == "save":
            dialog.save.click()
        else:
            dialog.reject()

    QTimer.singleShot(0, fill)


def click(qtbot: QtBot, button: Any) -> None:
    """Click with the mouse."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_first_start_says_what_engage_is_for_and_offers_three_ways(page: ExercisesPage) -> None:
    assert page.welcome.isVisible()
    assert not page.new.isVisible()
    assert not page.welcome.recent
    for card in (page.welcome.new, page.welcome.open, page.welcome.sample):
        assert card.isVisible()
        assert card.accessibleName()
        assert card.accessibleDescription()


def test_new_workspace_opens_and_asks_for_a_first_exercise(
    qtbot: QtBot, page: ExercisesPage, session: Session, saving_to: Path
) -> None:
    with qtbot.waitSignal(session.workspace_changed):
        click(qtbot, page.welcome.new)
    assert saving_to.is_file()
    assert session.workspace.path == saving_to
    assert not page.welcome.isVisible()
    assert page.empty.isVisible()
    assert not session.has_exercise


def test_thinking_better_of_a_file_dialog_changes_nothing(
    qtbot: QtBot, page: ExercisesPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "ask_save", lambda *_args, **_more: None)
    monkeypatch.setattr(dialogs, "ask_open", lambda *_args, **_more: None)
    for card in (page.welcome.new, page.welcome.open, page.welcome.sample):
        click(qtbot, card)
    assert not session.has_workspace
    assert not session.runner.busy


def test_a_recent_workspace_is_one_click_away_and_its_only_exercise_with_it(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    made = planning.add_exercise(workspace, "Clinic move").created
    page = ExercisesPage(session)
    qtbot.addWidget(page)
    page.show()
    (card,) = page.welcome.recent
    assert card.accessibleName() == workspace.path.stem
    assert str(workspace.path.parent) in card.accessibleDescription()
    with qtbot.waitSignal(session.page_wanted) as wanted:
        click(qtbot, card)
    assert wanted.args == ["overview"]
    assert session.exercise_id == made


def test_a_file_that_is_no_workspace_says_so_and_leaves_the_welcome(
    qtbot: QtBot,
    page: ExercisesPage,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foreign = tmp_path / "letter.engage"
    foreign.write_text("Dear all")
    monkeypatch.setattr(dialogs, "ask_open", lambda *_args, **_more: foreign)
    with qtbot.waitSignal(session.failed) as failed:
        click(qtbot, page.welcome.open)
    assert failed.args is not None
    assert "letter.engage" in str(failed.args[0])
    assert not session.has_workspace
    assert page.welcome.isVisible()


def test_a_new_exercise_keeps_what_was_typed_and_is_chosen(
    qtbot: QtBot, page: ExercisesPage, session: Session, workspace: Workspace
) -> None:
    session.open(workspace.path)
    answer(
        {
            "title": "Clinic move",
            "purpose": "To learn what patients think.",
            "organisation": "Harbour ICB",
            "opens_on": "1/3/2026",
            "closes_on": "31 March 2026",
        }
    )
    with qtbot.waitSignal(session.page_wanted):
        click(qtbot, page.new)
    made = planning.exercise(workspace, session.exercise_id)
    assert (made.title, made.organisation) == ("Clinic move", "Harbour ICB")
    assert (made.opens_on, made.closes_on) == ("2026-03-01", "2026-03-31")
    assert [card.summary.exercise.title for card in page.list.cards] == ["Clinic move"]


def test_an_exercise_from_a_template_brings_its_groups_and_takes_the_officers_words(
    qtbot: QtBot, page: ExercisesPage, session: Session, workspace: Workspace
) -> None:
    session.open(workspace.path)
    answer({"template": next(iter(templates.TEMPLATES)), "organisation": "Harbour ICB"})
    with qtbot.waitSignal(session.page_wanted):
        click(qtbot, page.empty.action_button)
    made = planning.exercise(workspace, session.exercise_id)
    assert made.title == next(iter(templates.TEMPLATES.values()))
    assert made.organisation == "Harbour ICB"
    assert made.purpose  # left empty, so the template's own
    assert len(planning.groups(workspace, made.id)) > 10
    assert not made.invented


def test_details_can_be_edited_and_cancelling_keeps_them(
    qtbot: QtBot, page: ExercisesPage, session: Session, workspace: Workspace
) -> None:
    key = planning.add_exercise(workspace, "Clinic move").created or 0
    session.open(workspace.path)
    page.refresh()
    answer({"title": "Something else"}, press="cancel")
    click(qtbot, page.list.cards[0].edit_button)
    assert planning.exercise(workspace, key).title == "Clinic move"
    answer({"status": Status.CLOSED.value, "closes_on": "31/3/2026"})
    click(qtbot, page.list.cards[0].edit_button)
    assert planning.exercise(workspace, key).status is Status.CLOSED
    assert page.list.cards[0].summary.exercise.closes_on == "2026-03-31"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": " "}, "needs a title"),
        ({"opens_on": "next week"}, "not a date"),
        ({"opens_on": "2/3/2026", "closes_on": "1/3/2026"}, "before it opens"),
    ],
)
def test_the_dialog_says_what_is_wrong_and_stays(
    qtbot: QtBot, page: ExercisesPage, typed: dict[str, str], sentence: str
) -> None:
    dialog = ExerciseDialog(page)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.title.setText("Clinic move")
    for name, words in typed.items():
        getattr(dialog, name).setText(words)
    click(qtbot, dialog.save)
    assert dialog.isVisible()
    assert sentence in dialog.wrong.text()


def test_a_title_once_typed_is_no_longer_asked_for(qtbot: QtBot, page: ExercisesPage) -> None:
    dialog = ExerciseDialog(page)
    qtbot.addWidget(dialog)
    dialog.show()
    click(qtbot, dialog.save)
    assert dialog.wrong.isVisible()
    dialog.title.setText("Clinic move")
    assert not dialog.wrong.isVisible()


def test_a_card_shows_what_an_exercise_holds_and_opens_it(qtbot: QtBot, clinic: Session) -> None:
    chosen = clinic.exercise_id
    other = planning.add_exercise(clinic.workspace, "Pharmacy hours").created
    page = ExercisesPage(clinic)
    qtbot.addWidget(page)
    page.show()
    first, second = page.list.cards
    assert first.summary.responses == 24
    assert (first.open_button.text(), second.open_button.text()) == ("Go on", "Open")
    with qtbot.waitSignal(clinic.page_wanted):
        click(qtbot, second.open_button)
    assert clinic.exercise_id == other
    qtbot.mouseClick(page.list.cards[0], Qt.MouseButton.LeftButton)  # anywhere on the card
    assert clinic.exercise_id == chosen


def test_a_copy_is_whole_and_the_original_stays_open(
    qtbot: QtBot, clinic: Session, saving_to: Path
) -> None:
    page = ExercisesPage(clinic)
    qtbot.addWidget(page)
    page.show()
    before = clinic.workspace.path
    with qtbot.waitSignal(clinic.said, timeout=10_000):
        click(qtbot, page.copy)
    assert clinic.workspace.path == before
    copy = workspaces.open_workspace(saving_to)
    assert planning.exercises(copy)[0].responses == 24
    copy.close()


def test_the_sample_is_made_in_the_background_and_opened(
    qtbot: QtBot, page: ExercisesPage, session: Session, saving_to: Path
) -> None:
    told: list[str] = []
    session.working.connect(lambda _task, what: told.append(what))
    with qtbot.waitSignal(session.page_wanted, timeout=60_000) as wanted:
        click(qtbot, page.welcome.sample)
    assert wanted.args == ["overview"]
    assert told == ["Making the sample exercise"]
    made = planning.exercise(session.workspace, session.exercise_id)
    assert made.invented
    assert session.workspace.path == saving_to


def test_a_cancelled_sample_leaves_no_file(
    qtbot: QtBot,
    page: ExercisesPage,
    session: Session,
    saving_to: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is cancelled half-way leaves no half."""
    started: list[Task[Any]] = []

    def interrupted(workspace: Workspace, **_more: Any) -> None:
        planning.add_exercise(workspace, "Half a sample")
        raise Cancelled

    monkeypatch.setattr(samples, "add_sample", interrupted)
    session.working.connect(lambda task, _what: started.append(task))
    click(qtbot, page.welcome.sample)
    qtbot.waitUntil(lambda: not session.runner.busy)
    assert started[0].signals.over
    assert list(saving_to.parent.iterdir()) == []
    assert not session.has_workspace


def test_the_page_follows_what_changes_elsewhere(qtbot: QtBot, clinic: Session) -> None:
    page = ExercisesPage(clinic)
    qtbot.addWidget(page)
    page.show()
    clinic.act(planning.add_exercise, "Pharmacy hours")
    assert len(page.list.cards) == 2
    clinic.undo()
    assert len(page.list.cards) == 1


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("16/5/2022", "2022-05-16"),
        ("16 May 2022", "2022-05-16"),
        ("2022-05-16", "2022-05-16"),
        ("  ", ""),
        ("31/2/2022", None),
        ("soon", None),
    ],
)
def test_dates_are_read_day_first(typed: str, iso: str | None) -> None:
    assert read_date(typed) == iso


def test_dates_are_written_as_an_officer_would() -> None:
    assert in_words("2022-05-16") == "16 May 2022"
    assert in_words("some time") == "some time"
    assert span_in_words("2022-05-16", "2022-06-15") == "16 May – 15 June 2022"
    assert span_in_words("2022-12-01", "2023-01-02") == "1 December 2022 – 2 January 2023"
    assert span_in_words("2022-05-16", "") == "From 16 May 2022"
    assert span_in_words("", "2022-06-15") == "Until 15 June 2022"


def test_a_share_is_nought_or_the_whole_only_where_it_is() -> None:
    assert [per_cent(*pair) for pair in ((0, 0), (0, 9), (1, 900), (899, 900), (9, 9))] == [
        0, 0, 1, 99, 100,
    ]  # fmt: skip
