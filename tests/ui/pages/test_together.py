"""Several laptops: take along, capture apart, bring together, settle, undo; by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from building import Small, add_response, contents, small_exercise
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engage_app.services import codebook, coding, merging, planning
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from ui import dialogs
from ui.main_window import MainWindow
from ui.pages.collect import CollectPage
from ui.pages.collect_ways import WaysPanel
from ui.pages.exercises import ExercisesPage
from ui.pages.overview import OverviewPage
from ui.pages.together import FILES, PREVIEW, RESULT, Together, open_together
from ui.pages.together_line import ConflictsLine
from ui.pages.together_settle import SettleDialog, open_conflicts
from ui.pages.together_take import TakeAlong, open_take_along
from ui.pages.together_words import listed, stand_open
from ui.session import Session
from ui.tasks import TaskRunner
from ui.widgets.banner import Banner

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space


@pytest.fixture
def session(dressed: QApplication, tmp_path: Path) -> Iterator[Session]:
    """The workspace at home, with the small exercise open."""
    made = Session(TaskRunner())
    assert made.create(tmp_path / "home.engage")
    made.choose_exercise(small_exercise(made.workspace).exercise)
    yield made
    made.runner.close()
    made.close()


def idle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.runner.busy, timeout=60_000)
    QApplication.processEvents()


def shown(qtbot: QtBot, dialog: QDialog) -> None:
    """Keep a dialog until the test is over, and wait until it has the keyboard."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()


def press(qtbot: QtBot, *keys: Qt.Key | str) -> None:
    """Press keys wherever the keyboard is."""
    for key in keys:
        now = QApplication.focusWidget()
        assert now is not None
        if isinstance(key, str):
            qtbot.keyClicks(now, key)
        else:
            qtbot.keyClick(now, key)
        QApplication.processEvents()


def undo(qtbot: QtBot) -> None:
    now = QApplication.focusWidget()
    assert now is not None
    qtbot.keyClick(now, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()


def ids(workspace: Workspace, table: str, column: str = "name") -> dict[str, int]:
    rows = workspace.connection.execute(f"SELECT {column}, id FROM {table}")
    return dict(rows.fetchall())


def capture(path: Path, officer: str, words: str, theme: str, definition: str = "") -> None:
    """What a colleague does: one contribution, and Parking called otherwise."""
    laptop = workspaces.open_workspace(path, officer)
    exercise = planning.exercises(laptop)[0].exercise.id
    small = Small(
        laptop,
        exercise,
        groups=ids(laptop, "stakeholder_group"),
        places=ids(laptop, "place"),
        activities=ids(laptop, "activity", "kind"),
        questions=ids(laptop, "question"),
        choices=ids(laptop, "choice", "label"),
        themes=ids(laptop, "theme"),
    )
    with laptop.acting("capture", exercise) as action:
        add_response(action, small, group="Residents", workshop=True, view=words)
    parking = ids(laptop, "theme")["Parking"]
    codebook.edit_theme(laptop, exercise, parking, name=theme, definition=definition)
    laptop.close()


def packages(session: Session, folder: Path) -> list[Path]:
    """Two laptops' files, each with a contribution and another name for one theme."""
    paths = [folder / "ann.engage", folder / "bo.engage"]
    for path in paths:
        merging.take_along(session.workspace, session.exercise_id, path)
    capture(paths[0], "Ann", "The hall is cold.", "Parking places", "Where to leave the car")
    capture(paths[1], "Bo", "The bus is late.", "Car parks")
    return paths


def count(session: Session, table: str) -> int:
    (found,) = session.workspace.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(found)


def theme_names(session: Session) -> set[str]:
    return set(ids(session.workspace, "theme"))


def looked_at(qtbot: QtBot, session: Session, paths: list[Path]) -> Together:
    dialog = open_together(session, paths)
    shown(qtbot, dialog)
    idle(qtbot, session)
    return dialog


def brought(qtbot: QtBot, session: Session, paths: list[Path]) -> Together:
    dialog = looked_at(qtbot, session, paths)
    press(qtbot, SPACE)
    idle(qtbot, session)
    return dialog


def open_records(qtbot: QtBot, session: Session) -> SettleDialog:
    dialog = open_conflicts(session)
    shown(qtbot, dialog)
    return dialog


def dropped(paths: list[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def take_along_by_keyboard(qtbot: QtBot, session: Session, name: str) -> Path:
    """Take the exercise along under this name; what there was to say was said."""
    take = open_take_along(session)
    shown(qtbot, take)
    qtbot.keyClick(take, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert take.file.hasFocus()
    take.file.selectAll()
    press(qtbot, name, ENTER)
    idle(qtbot, session)
    assert take.ready.text() == f"“{name}.engage” is ready"
    assert any("Give this file to your colleagues" in words for words in words_of(take))
    press(qtbot, ENTER)
    assert take.isHidden()
    return session.workspace.path.with_name(f"{name}.engage")


def words_of(widget: QWidget) -> list[str]:
    """What its labels say."""
    return [each.text() for each in widget.findChildren(QLabel)]


def test_keyboard_journey_from_taking_along_to_undo(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [take_along_by_keyboard(qtbot, session, name) for name in ("ann", "bo")]
    capture(paths[0], "Ann", "The hall is cold.", "Parking places", "Where to leave the car")
    capture(paths[1], "Bo", "The bus is late.", "Car parks")
    before = contents(session.workspace)

    together = open_together(session)
    shown(qtbot, together)
    monkeypatch.setattr(dialogs, "ask_several", lambda *_: paths)
    press(qtbot, SPACE)  # Choose files…
    press(qtbot, SPACE)  # See what they bring
    idle(qtbot, session)
    assert together.step == PREVIEW
    assert [tuple(row) for row in together.summary.counts.rows] == [
        ("This workspace now", "1", "2", "5", "5", "0"),
        ("ann.engage", "1", "2", "1", "1", "0"),
        ("bo.engage", "1", "2", "1", "1", "0"),
        ("This workspace afterwards", "1", "2", "7", "7", "0"),
    ]
    assert contents(session.workspace) == before, "looking writes nothing"
    press(qtbot, SPACE)  # Bring 2 files together
    idle(qtbot, session)
    assert together.step == RESULT
    assert count(session, "comment") == 7
    assert ("Changed on both sides", "1 record. Every version is kept until you choose one.") in (
        together.summary.lines
    )

    press(qtbot, SPACE)  # Look at 1 record changed on both sides
    (settle,) = together.findChildren(SettleDialog)
    with qtbot.waitActive(settle):
        settle.activateWindow()
    settle.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    press(qtbot, "2")
    assert settle.versions.place == 1
    shown_now, other = ({name: value for name, _, value in c.fields} for c in settle.versions.cards)
    press(qtbot, ENTER)
    assert other["Name"] in theme_names(session)
    assert shown_now["Name"] not in theme_names(session)
    assert merging.conflicts(session.workspace) == []
    assert settle.nothing.isVisible()
    undo(qtbot)
    assert shown_now["Name"] in theme_names(session)
    assert len(merging.conflicts(session.workspace)) == 1
    press(qtbot, Qt.Key.Key_Escape)
    assert settle.isHidden()

    with qtbot.waitActive(together):
        together.activateWindow()
    undo(qtbot)  # what was brought in
    idle(qtbot, session)
    assert together.step == FILES
    assert contents(session.workspace) == before
    press(qtbot, Qt.Key.Key_Escape)
    assert together.isHidden()


def test_taking_along_says_what_travels(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    take = open_take_along(session)
    shown(qtbot, take)
    assert Path(take.file.text()) == tmp_path / "Clinic move to take along.engage"
    assert "all responses, comments and codings" in take.stays.text()
    assert "codings" not in take.goes.text()
    qtbot.keyClick(take.with_responses, SPACE)
    assert "codings" not in take.stays.text()
    assert "responses, comments and codings" in take.goes.text()
    assert "contact details" in take.stays.text(), "they always stay"
    take.take()
    idle(qtbot, session)
    package = workspaces.open_workspace(tmp_path / "Clinic move to take along.engage")
    assert planning.exercises(package)[0].comments == 5
    package.close()


def test_taking_along_writes_over_nothing(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    (tmp_path / "there.engage").write_text("a colleague's")
    take = open_take_along(session)
    shown(qtbot, take)
    take.file.setText("there.engage")
    take.take()
    idle(qtbot, session)
    (banner,) = take.banners.findChildren(Banner)
    assert "already a file called “there.engage”" in banner.message.text
    assert (tmp_path / "there.engage").read_text() == "a colleague's"
    assert take.isVisible()
    assert take.take_button.isEnabled()


def test_what_cannot_be_read_is_left_out_with_its_sentence(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    (good, _) = packages(session, tmp_path)
    bad = tmp_path / "notes.engage"
    bad.write_text("not a workspace")
    dialog = looked_at(qtbot, session, [bad, good, session.workspace.path])
    said = " ".join(words_of(dialog.summary.refused))
    assert "2 files can't be brought in" in said
    assert "“notes.engage” is not an Engage workspace" in said
    assert "“home.engage” is the very workspace" in said
    assert dialog.bring_button.text() == "Bring this file in, leave 2 out"
    dialog.bring()
    idle(qtbot, session)
    assert count(session, "comment") == 6


def test_only_unreadable_files_offer_to_choose_others(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    bad = tmp_path / "notes.engage"
    bad.write_text("not a workspace")
    dialog = looked_at(qtbot, session, [bad])
    assert dialog.bring_button.isHidden()
    assert dialog.back_button.hasFocus()
    press(qtbot, SPACE)
    assert dialog.step == FILES
    assert dialog.files.paths == [bad]
    dialog.files.list.setFocus()
    press(qtbot, Qt.Key.Key_Delete)
    assert dialog.files.paths == []


def test_the_same_files_again_change_nothing(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    paths = packages(session, tmp_path)
    brought(qtbot, session, paths).accept()
    again = looked_at(qtbot, session, paths)
    assert again.summary.lines[0][0] != "Comes in"
    assert again.bring_button.isHidden()
    again.reject()
    (open_,) = merging.conflicts(session.workspace)
    merging.settle(session.workspace, open_, open_.versions[0].id)
    settled = looked_at(qtbot, session, paths)
    assert settled.summary.lines == [
        ("No change", "Nothing is new. This workspace holds all of it already.")
    ]


def test_escape_stops_what_is_under_way_and_nothing_is_written(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    dialog = looked_at(qtbot, session, packages(session, tmp_path))
    before = contents(session.workspace)
    dialog.bring()
    dialog.reject()
    idle(qtbot, session)
    assert dialog.isVisible()
    assert dialog.step == PREVIEW
    (banner,) = dialog.banners.findChildren(Banner)
    assert banner.message.text == "Stopped. Nothing was brought in."
    assert contents(session.workspace) == before


def test_undo_is_offered_only_while_it_takes_out_what_was_brought_in(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    dialog = brought(qtbot, session, packages(session, tmp_path))
    assert dialog.undo_button.isVisible()
    session.act(codebook.add_theme, session.exercise_id, None, name="Later")
    assert dialog.undo_button.isHidden()
    dialog.undo()
    assert "Later" in theme_names(session)


def test_differing_fields_are_marked_in_words(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    brought(qtbot, session, packages(session, tmp_path)).accept()
    settle = open_records(qtbot, session)
    assert settle.count.text() == "1 record to settle"
    assert settle.where.text() == "Code page, “Clinic move”"
    for card in settle.versions.cards:
        assert [(name, mark) for name, mark, _ in card.fields] == [
            ("Name", "differs"),
            ("Definition", "differs"),
        ]
        assert "Name, differs" in card.choice.accessibleDescription()
        assert "on another laptop" in card.choice.accessibleDescription()
    assert not settle.keep_button.isEnabled(), "nothing is chosen for the officer"
    press(qtbot, "1")
    assert settle.keep_button.text() == "Keep version 1"


def test_removal_against_use_is_explained_and_can_be_undone(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "ann.engage"
    merging.take_along(session.workspace, session.exercise_id, path)
    laptop = workspaces.open_workspace(path, "Ann")
    exercise = planning.exercises(laptop)[0].exercise.id
    codebook.remove_theme(laptop, exercise, ids(laptop, "theme")["Trust"])
    laptop.close()
    comments = [key for (key,) in session.workspace.connection.execute("SELECT id FROM comment")]
    coding.add_coding(session.workspace, comments[:1], ids(session.workspace, "theme")["Trust"])
    brought(qtbot, session, [path]).accept()
    settle = open_records(qtbot, session)
    assert "removed on one laptop and used on another" in settle.what.text()
    press(qtbot, "2")
    assert settle.keep_button.text() == "Remove it"
    press(qtbot, ENTER)
    assert "Trust" not in theme_names(session)
    assert count(session, "coding") == 0
    undo(qtbot)
    assert "Trust" in theme_names(session)
    assert count(session, "coding") == 1
    press(qtbot, "k")
    assert merging.conflicts(session.workspace) == []
    assert "Trust" in theme_names(session)


def test_next_leaves_a_record_to_be_settled(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    paths = packages(session, tmp_path)
    trust = ids(session.workspace, "theme")["Trust"]
    laptop = workspaces.open_workspace(paths[0], "Ann")
    exercise = planning.exercises(laptop)[0].exercise.id
    codebook.edit_theme(laptop, exercise, ids(laptop, "theme")["Trust"], name="Faith")
    laptop.close()
    codebook.edit_theme(session.workspace, session.exercise_id, trust, name="Confidence")
    brought(qtbot, session, paths).accept()
    settle = open_records(qtbot, session)
    first = settle.conflict
    press(qtbot, "n")
    assert settle.conflict != first
    assert len(merging.conflicts(session.workspace)) == 2
    press(qtbot, "n")
    assert settle.conflict == first


def test_a_page_says_that_records_are_open_until_they_are_settled(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    pages = (CollectPage(session), OverviewPage(session))
    for page in pages:
        qtbot.addWidget(page)
        page.show()
    idle(qtbot, session)
    lines = [each for page in pages for each in page.findChildren(ConflictsLine)]
    assert len(lines) == 2
    assert all(each.isHidden() for each in lines)
    brought(qtbot, session, packages(session, tmp_path)).accept()
    idle(qtbot, session)
    for each in lines:
        assert each.isVisible()
        assert each.banner is not None
        assert each.banner.message.text == "1 record was changed on two laptops."
    settle = open_records(qtbot, session)
    press(qtbot, "k")
    settle.accept()
    idle(qtbot, session)
    assert all(each.isHidden() for each in lines)


def test_dropping_workspaces_on_collect_brings_them_together(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    page = CollectPage(session)
    qtbot.addWidget(page)
    page.show()
    paths = packages(session, tmp_path)
    survey = tmp_path / "survey.csv"
    survey.write_text("ID,What is your view?\n1,Good\n", encoding="utf-8")
    no_keys, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    for some, taken in ((paths, True), ([survey], True), ([*paths, survey], False)):
        data = dropped(some)
        entering = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, no_keys)
        entering.ignore()
        page.dragEnterEvent(entering)
        assert entering.isAccepted() is taken
    data = dropped(paths)
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, no_keys))
    (dialog,) = page.findChildren(Together)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    idle(qtbot, session)
    assert dialog.step == PREVIEW
    assert page.wizard.survey is None
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Take an exercise along", TakeAlong), ("Bring captures together", Together)],
)
def test_collect_offers_both_ways(
    qtbot: QtBot, session: Session, name: str, kind: type[QDialog]
) -> None:
    panel = WaysPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    (card,) = (card for card in panel.cards if card.accessibleName() == name)
    card.click()
    (opened,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, kind))
    assert isinstance(opened, QDialog)
    with qtbot.waitSignal(opened.destroyed):
        opened.reject()


def test_the_file_menu_offers_both_while_a_workspace_is_open(
    qtbot: QtBot, session: Session, settings: QSettings
) -> None:
    window = MainWindow(settings=settings)
    qtbot.addWidget(window)
    menus = window.menus
    assert not menus.take_along.isEnabled()
    assert not menus.together.isEnabled()
    window.set_workspace(session.workspace.path)
    with qtbot.waitSignals([window.take_along_requested, window.together_requested]):
        menus.take_along.trigger()
        menus.together.trigger()


def test_each_exercise_can_be_taken_along(qtbot: QtBot, session: Session) -> None:
    other = planning.add_exercise(session.workspace, "Another: one?").created
    page = ExercisesPage(session)
    qtbot.addWidget(page)
    (card,) = (each for each in page.list.cards if each.summary.exercise.id == other)
    card.take_button.click()
    (take,) = page.findChildren(TakeAlong)
    assert take.exercise.currentData() == other
    assert Path(take.file.text()).name == "Another one to take along.engage"
    take.reject()


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, ""),
        ({"activities": 1}, "1 activity"),
        ({"responses": 2, "comments": 1}, "2 responses and 1 comment"),
        (
            {"exercises": 1, "themes": 3, "other details": 1},
            "1 exercise, 3 themes and 1 other detail",
        ),
    ],
)
def test_counts_are_listed_in_words(counts: dict[str, int], words: str) -> None:
    assert listed(counts) == words


def test_open_records_are_counted_in_words() -> None:
    assert stand_open(3) == "3 records were changed on two laptops."
