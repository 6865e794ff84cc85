"""A morning's coding in the real window, with the keyboard alone: sixty comments, ten undone, a theme
added, suggestions accepted, and how far a colleague agrees."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from building import add_response, small_exercise
from officer import Officer, engage_on
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.domain.coding import CodingStatus, Origin
from engage_app.services import browsing, codebook, second_coding
from engage_app.services import workspace as workspaces
from ui.app import Controller
from ui.pages.code import CodePage
from ui.pages.code_second_coder import SecondCoderTab
from ui.suggesting import Suggesting

ENTER, DOWN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SAID = {
    "1": (
        "I could not find a space for my car near the door",
        "Every bay was taken by staff before nine",
        "We drove round for half an hour looking for a bay",
        "The car had to stay on the verge again",
    ),
    "2": (
        "Nobody tells us the truth about what was decided",
        "Promises were broken the last time you asked",
        "I do not believe that our answers are read",
        "How can we rely on what the board says",
    ),
}
"""Invented; by the key of the theme it is about. None of them holds a keyword."""


@pytest.fixture
def engage(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Controller]:
    """Engage, as it opens on an exercise with 85 comments, and themes on two keys."""
    made = workspaces.create(tmp_path / "morning.engage", "Test Officer")
    small = small_exercise(made)
    for name, key in (("Parking", "1"), ("Trust", "2")):
        codebook.edit_theme(made, small.exercise, small.themes[name], shortcut=key)
    with made.acting("bring in responses", small.exercise) as action:
        for number in range(80):
            said = SAID["12"[number % 2]]
            add_response(action, small, view=f"{said[number % len(said)]}, on day {number}.")
    made.close()
    with engage_on(qtbot, tmp_path / "morning.engage") as opened:
        yield opened


@pytest.fixture
def officer(qtbot: QtBot, engage: Controller) -> Officer:
    return Officer(qtbot, engage)


def coded(engage: Controller) -> int:
    counts = codebook.theme_counts(engage.session.workspace, engage.session.exercise_id)
    return sum(accepted for accepted, _ in counts.values())


def is_coded(engage: Controller, count: int) -> bool:
    return coded(engage) == count


def is_suggested(source: Suggesting, comment_id: int) -> bool:
    return bool(source.of(comment_id))


def test_sixty_comments_with_the_keyboard_alone(engage: Controller, officer: Officer) -> None:
    qtbot = officer.qtbot
    officer.press(Qt.Key.Key_6, held=CTRL)
    page = engage.window.current_page
    assert isinstance(page, CodePage)
    qtbot.waitUntil(page.queue.list.hasFocus)
    code_sixty(officer, page)
    assert coded(engage) == 60
    for left in range(59, 49, -1):
        officer.press(Qt.Key.Key_Z, held=CTRL)
        qtbot.waitUntil(partial(is_coded, engage, left))
    add_a_theme(engage, officer, page)
    accept_suggestions(engage, officer, page)
    read_agreement(engage, officer, page)


def code_sixty(officer: Officer, page: CodePage) -> None:
    done = 0
    while done < 60:
        assert page.comment.detail
        text = page.comment.detail.row.text
        key = next((key for key, said in SAID.items() if text.startswith(said)), "")
        if key:
            officer.type(key)
            done += 1
        officer.press(DOWN)


def add_a_theme(engage: Controller, officer: Officer, page: CodePage) -> None:
    """By the button beside the codebook; the name, then Enter."""
    officer.tab_to(page.codebook.add)
    officer.when_asked(lambda: officer.say("Buses"))
    officer.press(ENTER)
    officer.come_back()
    themes = codebook.themes(engage.session.workspace, engage.session.exercise_id)
    assert "Buses" in {theme.name for theme in themes}


def accept_suggestions(engage: Controller, officer: Officer, page: CodePage) -> None:
    """N to what has no theme, Enter for what is suggested first, five times."""
    workspace, source = engage.session.workspace, engage.session.suggesting
    assert source
    page.queue.list.setFocus()  # as Escape does from the codebook
    qtbot = officer.qtbot
    qtbot.waitUntil(lambda: source.known is not None and not source.learning, timeout=90_000)
    assert source.known
    assert source.known.coded >= 50
    for _ in range(5):
        officer.type("n")
        key = page.queue.current_id()
        qtbot.waitUntil(partial(is_suggested, source, key), timeout=30_000)
        before = coded(engage)
        officer.press(ENTER)
        assert coded(engage) == before + 1
        origins = {
            each.origin
            for each in browsing.comment_detail(workspace, key).codings
            if each.status is CodingStatus.ACCEPTED
        }
        assert Origin.SUGGESTION in origins


def ask_sam_for_twenty(officer: Officer) -> None:
    officer.type("Sam")
    officer.press(TAB)
    officer.say("20")


def read_agreement(engage: Controller, officer: Officer, page: CodePage) -> None:
    """Sam codes twenty of them blind, and reads how far the two agree."""
    workspace, qtbot = engage.session.workspace, officer.qtbot
    tab = page.tab("Second coder")
    assert isinstance(tab, SecondCoderTab)
    tab.setFocus()
    officer.when_asked(partial(ask_sam_for_twenty, officer))
    officer.press(ENTER)
    officer.come_back()
    (sample,) = second_coding.samples(workspace, engage.session.exercise_id)
    assert (sample.coder, sample.comments) == ("Sam", 20)
    qtbot.waitUntil(lambda: tab.pages.currentWidget() is tab.samples)
    tab.samples.table.setFocus()
    officer.press(ENTER)
    assert tab.pages.currentWidget() is tab.coding
    for each in second_coding.comments(workspace, sample.id):
        (theme, *_) = [
            one.theme_id
            for one in browsing.comment_detail(workspace, each.comment_id).codings
            if one.status is CodingStatus.ACCEPTED
        ]
        named = {
            theme.id: theme for theme in codebook.themes(workspace, engage.session.exercise_id)
        }
        officer.say(named[theme].shortcut or "1")
    assert second_coding.sample(workspace, sample.id).done == 20
    tab.compare(sample.id)
    panel = tab.comparing.agreement
    qtbot.waitUntil(lambda: bool(panel.sources.text()), timeout=60_000)
    rows = {line.split("\t")[0]: line.split("\t") for line in panel.as_text().splitlines()}
    assert float(rows["Parking"][2]) > 0.8  # kappa
    assert "20 comments" in panel.reading.text()
