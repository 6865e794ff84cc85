"""From Collect to the questionnaire on the whole screen."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot
from village_hall import ENTER, PIN, Hall, give_pin

from engage_app.domain.activity import ActivityKind
from engage_app.services import activities, planning
from ui import dialogs
from ui.pages.collect_self_completion import RespondentDialog, let_a_respondent_fill_it_in
from ui.pages.collect_ways import WAYS
from ui.pin import PinDialog
from ui.self_completion_window import SelfCompletion


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def type_pins() -> None:
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PinDialog))
    for line in (dialog.first, dialog.second):
        QTest.keyClicks(line, PIN)
    QTest.keyClick(dialog.second, ENTER)


def handed_over(hall: Hall, window: QMainWindow, title: str = "") -> SelfCompletion:
    (way,) = [way for way in WAYS if way.title == "Let a respondent fill it in"]
    way.open(hall.session)
    (dialog,) = window.findChildren(RespondentDialog)
    if title:
        dialog.activity.box.setCurrentIndex(dialog.activity.box.count() - 1)
        dialog.activity.title.setText(title)
    QTimer.singleShot(0, type_pins)
    dialog.accept()
    (screen,) = window.findChildren(SelfCompletion)
    return screen


def test_the_survey_there_is_is_handed_over(hall: Hall, window: QMainWindow, qtbot: QtBot) -> None:
    screen = handed_over(hall, window)
    assert screen._activity_id == hall.activity
    qtbot.waitUntil(screen.isActiveWindow)
    with qtbot.waitSignal(screen.left):
        give_pin(screen, PIN)


def test_a_new_survey_can_be_made_on_the_way(hall: Hall, window: QMainWindow, qtbot: QtBot) -> None:
    screen = handed_over(hall, window, "Market stall")
    titles = [each.title for each in planning.activities(hall.session.workspace, hall.exercise)]
    assert sorted(titles) == ["Market stall", "Survey"]
    qtbot.waitUntil(screen.isActiveWindow)
    with qtbot.waitSignal(screen.left):
        give_pin(screen, PIN)


def test_without_questions_it_leads_to_plan(
    hall: Hall, window: QMainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = planning.add_exercise(hall.session.workspace, "Another").created
    hall.session.choose_exercise(empty)
    monkeypatch.setattr(dialogs, "ask_sure", lambda *_args, **_kw: True)
    with qtbot.waitSignal(hall.session.surface_wanted) as asked:
        let_a_respondent_fill_it_in(hall.session)
    assert asked.args == ["plan", "questionnaire", ""]


def test_activities_of_a_series_are_told_by_their_dates(hall: Hall, window: QMainWindow) -> None:
    workspace = hall.session.workspace
    for day in ("2026-03-01", "2026-03-08"):
        activities.add_activity(workspace, hall.exercise, ActivityKind.MEETING, "Hall", date=day)
    let_a_respondent_fill_it_in(hall.session)
    (dialog,) = window.findChildren(RespondentDialog)
    box = dialog.activity.box
    named = [box.itemText(place) for place in range(box.count())]
    assert dialog.activity.chosen == hall.activity  # a survey
    assert [words.split(" (")[0] for words in named[1:3]] == [
        "Hall, 1 March 2026",
        "Hall, 8 March 2026",
    ]
    dialog.reject()
