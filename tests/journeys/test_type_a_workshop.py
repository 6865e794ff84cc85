"""An evening in a village hall, with the keyboard alone: from Collect to Responses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from building import small_exercise
from officer import Officer, engage_on
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.domain.contribution import Contribution
from engage_app.services import browsing, contributing, drafts, planning
from engage_app.services import workspace as workspaces
from ui.app import Controller
from ui.pages.capture import CapturePage
from ui.pages.collect import CollectPage

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def engage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Controller]:
    """Engage, as it opens on a small exercise."""
    made = workspaces.create(tmp_path / "hall.engage", "Test Officer")
    small_exercise(made)
    made.close()
    with engage_on(qtbot, tmp_path / "hall.engage") as opened:
        yield opened


def page_of(engage: Controller) -> CapturePage:
    page = engage.window.current_page
    assert isinstance(page, CapturePage)
    return page


def said(engage: Controller) -> list[Contribution]:
    activity = page_of(engage).place.activity_id
    assert activity is not None
    return contributing.latest(engage.session.workspace, activity)


def texts(engage: Controller) -> list[str]:
    return [each.text for each in said(engage)]


def test_a_workshop_typed_with_the_keyboard_alone(qtbot: QtBot, engage: Controller) -> None:
    officer = Officer(qtbot, engage)
    begin(qtbot, engage, officer)
    page = page_of(engage)
    say_twelve(officer)
    assert len(said(engage)) == 12
    look_at_marks(engage)

    correct_the_last(officer, engage)
    split_and_merge(officer, engage)

    officer.press(Qt.Key.Key_Z, held=CTRL)  # the merge
    assert len(said(engage)) == 13
    officer.press(Qt.Key.Key_Z, held=CTRL)  # the split
    assert texts(engage)[-1] == "Buses stop at six. The last one is full."
    assert texts(engage) == [row.text for row in page.list.rows.rows]

    officer.press(Qt.Key.Key_Escape)
    assert engage.window.current_key == "collect"
    assert drafts.load(engage.session.workspace, *page.keeper.draft) is None
    look_in_responses(qtbot, engage)
    assert workspaces.check(engage.session.workspace) == []


def begin(qtbot: QtBot, engage: Controller, officer: Officer) -> None:
    """From Collect to the line, making the workshop on the way."""
    number = engage.window.rail.offered.index("collect") + 1
    officer.press(Qt.Key(Qt.Key.Key_0 + number), held=CTRL)
    collect = engage.window.current_page
    assert isinstance(collect, CollectPage)
    officer.tab_to(collect.home.ways.cards[0])
    officer.press(Qt.Key.Key_Space)
    page = page_of(engage)
    assert page.entry.line.hasFocus()  # there was a workshop: typing may begin at once

    officer.tab_to(page.setup.activity.combo)
    officer.pick("New workshop")
    qtbot.waitUntil(page.setup.activity.line.hasFocus)
    officer.type("Village hall")
    officer.press(ENTER)
    qtbot.waitUntil(page.setup.question.combo.hasFocus)
    officer.press(Qt.Key.Key_Tab)
    officer.type("Table 3")
    officer.press(ENTER)
    qtbot.waitUntil(page.setup.group.hasFocus)
    officer.pick("resid")
    qtbot.waitUntil(lambda: page.setup.group_id is not None)
    officer.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(page.entry.line.hasFocus)
    titles = [a.title for a in planning.activities(engage.session.workspace, 1)]
    assert "Village hall" in titles


def say_twelve(officer: Officer) -> None:
    officer.say("The car park is full by nine #parking ")
    officer.say('"Nobody has ever asked us" !some ')
    officer.say("+and nobody will =concern ")
    officer.say("@surg We were told in March")
    officer.say("*They said it on the radio #tru about parking too")
    officer.say("#1 priority is a bus")
    officer.say("email me at ann@example.org! Or ring =) ")
    officer.say("##parking is what the poster said")
    officer.say("\\!important they wrote")
    officer.type("First line")
    officer.press(ENTER, held=Qt.KeyboardModifier.ShiftModifier)
    officer.say("second line")
    officer.press(Qt.Key.Key_F2)
    officer.press(Qt.Key.Key_1, held=Qt.KeyboardModifier.AltModifier)
    officer.say("  I welcome it, on the whole  ")
    officer.say("Busses stop at six. The last one is full.")


def look_at_marks(engage: Controller) -> None:
    rows = said(engage)
    page = page_of(engage)
    names = page.entry.names
    assert [row.text for row in rows] == [
        "The car park is full by nine",
        "Nobody has ever asked us",
        "and nobody will",
        "We were told in March",
        "They said it on the radio about parking too",
        "#1 priority is a bus",
        "email me at ann@example.org! Or ring =)",
        "#parking is what the poster said",
        "!important they wrote",
        "First line\nsecond line",
        "I welcome it, on the whole",
        "Busses stop at six. The last one is full.",
    ]
    themes = [[names.themes[key][0] for key in row.marks.themes] for row in rows]
    assert themes[0] == ["Parking"]
    assert themes[4] == ["Trust"]
    assert not any(themes[5:])
    assert [row.marks.quote for row in rows[:6]] == [False, True, False, False, True, False]
    assert rows[1].response_id == rows[2].response_id != rows[3].response_id
    assert rows[2].marks.position == "concern"
    groups = [[names.groups[key] for key in row.marks.groups] for row in rows]
    assert groups[:4] == [["Residents"], ["Residents"], ["Residents"], ["Surgeries"]]
    assert groups[10] == ["Primary care"]
    assert rows[10].marks.position == "welcomed"
    assert {row.marks.table for row in rows} == {"Table 3"}
    assert {row.captured_by for row in rows} == {engage.session.workspace.officer}


def correct_the_last(officer: Officer, engage: Controller) -> None:
    """Up brings it back; Escape leaves it as it was, Enter saves it."""
    officer.press(Qt.Key.Key_Up, Qt.Key.Key_Escape)
    assert page_of(engage).entry.untouched
    officer.press(Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right)
    officer.press(Qt.Key.Key_Delete)
    officer.press(ENTER)
    assert texts(engage)[-1] == "Buses stop at six. The last one is full."
    assert len(said(engage)) == 12


def split_and_merge(officer: Officer, engage: Controller) -> None:
    officer.press(Qt.Key.Key_Up, Qt.Key.Key_Home)
    for _ in range(len("Buses stop at six.")):
        officer.press(Qt.Key.Key_Right)
    officer.press(ENTER, held=CTRL)
    assert texts(engage)[-2:] == ["Buses stop at six.", "The last one is full."]
    rows = said(engage)
    assert rows[-1].response_id == rows[-2].response_id

    officer.press(Qt.Key.Key_Backspace, held=CTRL)  # before the first letter of an empty line
    assert texts(engage)[-1] == "Buses stop at six. The last one is full."


def look_in_responses(qtbot: QtBot, engage: Controller) -> None:
    """Eleven speakers, for one of the twelve went on; with the words as they were typed."""
    session = engage.session
    activity = next(
        a for a in planning.activities(session.workspace, 1) if a.title == "Village hall"
    )
    engage.window.go_to("responses")
    qtbot.waitUntil(lambda: not engage.runner.busy)
    rows = browsing.response_rows(session.workspace, browsing.response_ids(session.workspace, 1))
    of_hall = [row for row in rows if row.activity == activity.title]
    assert len(of_hall) == 11
    assert sorted(row.comments for row in of_hall) == [1] * 10 + [2]


def test_undo_takes_a_contribution_back_from_the_empty_line(
    qtbot: QtBot, engage: Controller
) -> None:
    officer = Officer(qtbot, engage)
    engage.session.surface_wanted.emit("capture", "workshop", "")
    page = page_of(engage)
    officer.say("Buses")
    officer.type("half a word")
    officer.press(Qt.Key.Key_Z, held=CTRL)
    assert texts(engage)[-1] == "Buses"  # that was the word's
    while page.entry.line.words():
        officer.press(Qt.Key.Key_Backspace)
    officer.press(Qt.Key.Key_Z, held=CTRL)
    assert "Buses" not in texts(engage)


def test_what_is_filed_too_soon_comes_back_to_the_line(qtbot: QtBot, engage: Controller) -> None:
    """Ctrl+Backspace before words that go on with what was filed."""
    officer = Officer(qtbot, engage)
    engage.session.surface_wanted.emit("capture", "workshop", "")
    officer.say("Buses are")
    before = len(said(engage))
    officer.type("never on time")
    officer.press(Qt.Key.Key_Home)
    officer.press(Qt.Key.Key_Backspace, held=CTRL)
    officer.press(ENTER)
    assert texts(engage)[-1] == "Buses are never on time"
    assert len(said(engage)) == before
