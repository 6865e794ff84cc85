"""The questionnaire on the whole screen: a respondent's journeys by keyboard, and the officer's PIN."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from village_hall import ENTER, PIN, SPACE, TAB, Hall, agree, answer, give_pin, keyboard, press

from engage_app.services import drafts, self_completion
from ui.self_completion_window import SURFACE, Pace, SelfCompletion

NEVER = Pace(thanks=600, idle=600, warning=600)


Begin = Callable[..., SelfCompletion]


@pytest.fixture
def begin(hall: Hall, qtbot: QtBot) -> Iterator[Begin]:
    """Hands the computer over, with a pace."""
    windows: list[SelfCompletion] = []

    def made(pace: Pace = NEVER) -> SelfCompletion:
        if self_completion.locked() is None:
            self_completion.lock(hall.session.workspace, hall.activity, PIN)
        window = SelfCompletion(hall.session, hall.activity, None, pace)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        windows.append(window)
        window.resize(1000, 700)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.begin()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return window

    yield made
    for window in windows:
        window._unlocked = True
        window.close()
        window.deleteLater()


def test_a_respondent_answers_and_the_next_finds_nothing_of_it(begin: Begin, hall: Hall) -> None:
    window = begin()
    agree()
    answer("More late buses")
    assert window.sitting.place == "thanks"
    assert hall.filed() == ["More late buses"]
    assert hall.draft() is None
    press(SPACE)  # back to the start
    assert window.sitting.place == "welcome"
    agree()
    assert set(window.sitting.form.answers().values()) == {None}
    answer("Second")
    assert hall.filed() == ["More late buses", "Second"]


def test_nothing_is_asked_or_kept_without_consent(begin: Begin, hall: Hall) -> None:
    window = begin()
    assert window.sitting.state() == {}
    press(TAB, SPACE)  # No, thank you
    assert window.sitting.place == "declined"
    assert "Nothing has been recorded" in window.sitting.declined.sentence.text()
    assert hall.responses() == 0


def test_the_thanks_go_away_by_themselves(begin: Begin, qtbot: QtBot) -> None:
    window = begin(Pace(thanks=0.05, idle=600, warning=600))
    agree()
    answer("Quick")
    assert window.sitting.place == "thanks"
    qtbot.waitUntil(lambda: window.sitting.place == "welcome")


def test_a_respondent_who_goes_away_is_forgotten(begin: Begin, hall: Hall, qtbot: QtBot) -> None:
    window = begin(Pace(thanks=600, idle=0.2, warning=0.2))
    agree()
    press(SPACE, ENTER, "Private")
    qtbot.waitUntil(window.still_there.isVisible)
    assert "forgotten" in window.still_there.sentence.text()
    qtbot.waitUntil(lambda: window.sitting.isVisible() and window.sitting.place == "welcome")
    assert window.unfinished == 1
    assert set(window.sitting.form.answers().values()) == {None}
    assert hall.draft() is None
    assert hall.responses() == 0


def test_a_key_says_that_somebody_is_still_there(begin: Begin, qtbot: QtBot) -> None:
    window = begin(Pace(thanks=600, idle=0.3, warning=600))
    agree()
    press(SPACE, ENTER, "Thinking")
    qtbot.waitUntil(window.still_there.isVisible)
    press(SPACE)
    assert window.sitting.isVisible()
    assert window.sitting.form.answers()["view"] == "Thinking"


def test_it_is_left_with_the_pin_only(begin: Begin, hall: Hall, qtbot: QtBot) -> None:
    """Escape, Alt+F4 (a close), a wrong PIN: it stays."""
    window = begin()
    press(Qt.Key.Key_Escape)
    assert not window.close()
    give_pin(window, "0000")
    assert window.isVisible()
    assert "4 tries left" in window.pin.problem.text()
    with qtbot.waitSignal(window.left) as told, qtbot.waitSignal(hall.session.said) as said:
        press(PIN, ENTER)
    assert not window.isVisible()
    assert self_completion.locked() is None
    assert told.args == [0, 0]
    assert said.args == ["No responses were filed."]


def test_what_is_half_way_when_the_officer_leaves_is_forgotten(
    begin: Begin, hall: Hall, qtbot: QtBot
) -> None:
    """The next respondent must not be offered what another one answered."""
    window = begin()
    agree()
    press(SPACE, ENTER, "Half a senten")
    qtbot.waitUntil(lambda: hall.draft() is not None)
    with qtbot.waitSignal(window.left) as told:
        give_pin(window, PIN)
    assert told.args == [0, 1]
    assert hall.draft() is None
    assert hall.filed() == []


def test_too_many_wrong_pins_make_whoever_tries_wait(begin: Begin) -> None:
    window = begin()
    window.staff_button.setFocus()
    press(SPACE)
    for _ in range(self_completion.FREE_TRIES):
        press("0000", ENTER)
    assert not window.pin.line.isEnabled()
    assert "Wait" in window.pin.problem.text()
    window.pin.buttons[1].setFocus()
    press(SPACE)
    assert window.sitting.isVisible()
    window.staff_button.setFocus()
    press(SPACE)
    assert not window.pin.line.isEnabled()  # coming again is no way round


def test_what_is_typed_is_on_disk_and_offered_after_a_crash(
    begin: Begin, hall: Hall, qtbot: QtBot
) -> None:
    window = begin()
    agree()
    press(SPACE, ENTER, "Half a senten")
    qtbot.waitUntil(lambda: hall.draft() is not None)
    window.hide()  # the process ends here: nothing is closed or said
    QApplication.instance().removeEventFilter(window)  # type: ignore[union-attr]
    again = begin()
    assert again.interrupted.isVisible()
    press(TAB, SPACE)  # Yes, go on where I was
    assert again.sitting.form.answers() == {"bus": "Yes", "view": "Half a senten"}
    press("ce")
    QTest.keyClick(keyboard(), ENTER, Qt.KeyboardModifier.ControlModifier)
    assert hall.filed() == ["Half a sentence"]


def test_another_respondent_finds_nothing_of_what_was_interrupted(begin: Begin, hall: Hall) -> None:
    content = {"answers": {"bus": "Yes", "view": "Private"}, "at": "view"}
    drafts.save(hall.session.workspace, SURFACE, str(hall.activity), content)
    window = begin()
    assert window.interrupted.isVisible()
    assert window.sitting.form.answers()["view"] is None
    press(SPACE)  # No, start again
    assert window.sitting.place == "welcome"
    assert hall.draft() is None


def test_answers_that_cannot_be_kept_are_not_lost(
    begin: Begin, hall: Hall, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = begin()
    agree()
    with monkeypatch.context() as patched:
        patched.setattr(hall.session, "act", lambda *_args, **_kwargs: None)
        answer("Keep me")
    assert window.not_kept.isVisible()
    press(SPACE)  # Try again
    assert hall.filed() == ["Keep me"]
    assert window.sitting.place == "thanks"
