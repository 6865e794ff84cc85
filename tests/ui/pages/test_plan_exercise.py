"""The Exercise tab: each detail is saved when its field is left; the scale goes through the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engage_app.domain.exercise import Exercise, Side, Status
from engage_app.domain.scales import SUPPORT_SCALE
from engage_app.services import drafts, planning, scales, tagging
from ui.pages.overview import OverviewPage
from ui.pages.plan import PlanPage
from ui.pages.responses import ResponsesPage
from ui.session import Session

KEY = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, clinic: Session) -> PlanPage:
    """The Plan page on screen, at its first tab."""
    made = PlanPage(clinic)
    qtbot.addWidget(made)
    made.resize(1200, 1400)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def known(page: PlanPage) -> Exercise:
    """The exercise as it is saved."""
    session = page.exercise.session
    return planning.exercise(session.workspace, session.exercise_id)


def write(qtbot: QtBot, field: QWidget, words: str) -> None:
    """Replace what a field holds, and leave it with the Tab key."""
    field.setFocus()
    qtbot.keyClick(field, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, KEY.Key_Delete)
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, KEY.Key_Tab)


def test_details_are_saved_when_their_field_is_left(qtbot: QtBot, page: PlanPage) -> None:
    tab = page.exercise
    for field, words in (
        (tab.title, "Moving the clinic"),
        (tab.organisation, "Harbour ICB"),
        (tab.owner, "A. Officer"),
        (tab.purpose, "To hear patients"),
        (tab.proposal, "Move it"),
        (tab.privacy_notice, "We keep it safe."),
        (tab.opens_on, "1/3/2026"),
        (tab.closes_on, "31.3.2026"),
        (tab.retain_until, "2028-03-31"),
    ):
        write(qtbot, field, words)
        assert "Saved" in tab.saved.text()
    tab.status.setCurrentIndex(1)
    tab.status.activated.emit(1)
    now = known(page)
    assert (now.title, now.organisation, now.owner) == (
        "Moving the clinic",
        "Harbour ICB",
        "A. Officer",
    )
    assert (now.purpose, now.proposal) == ("To hear patients", "Move it")
    assert now.privacy_notice == "We keep it safe."
    assert (now.opens_on, now.closes_on) == ("2026-03-01", "2026-03-31")
    assert (now.retain_until, now.status) == ("2028-03-31", Status.OPEN)


def test_undo_brings_a_detail_back_into_its_field(qtbot: QtBot, page: PlanPage) -> None:
    tab = page.exercise
    write(qtbot, tab.title, "Another name")
    write(qtbot, tab.purpose, "Another purpose")
    tab.session.undo()
    tab.session.undo()
    assert (tab.title.text(), tab.purpose.toPlainText()) == ("Clinic move", "")


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("title", " ", "needs a title"),
        ("opens_on", "soon", "is not a date"),
        ("opens_on", "1/4/2026", "can't open after that"),
        ("closes_on", "1/2/2026", "can't close before that"),
        ("retain_until", "1/3/2026", "kept at least as long"),
    ],
)
def test_what_cant_be_so_is_said_below_its_field(
    qtbot: QtBot, page: PlanPage, name: str, typed: str, sentence: str
) -> None:
    tab = page.exercise
    session = tab.session
    session.act(
        lambda w: planning.edit_exercise(
            w, session.exercise_id, opens_on="2026-03-01", closes_on="2026-03-31"
        )
    )
    before = known(page)
    field: QLineEdit = getattr(tab, name)
    write(qtbot, field, typed)
    assert sentence in tab.blocks[name].wrong.text()
    assert tab.blocks[name].wrong.isVisible()
    assert known(page) == before
    assert "Not saved" in tab.saved.text()
    write(qtbot, field, "Clinic" if name == "title" else "31/3/2026")
    assert not tab.blocks[name].wrong.isVisible()
    assert "Saved" in tab.saved.text()


def test_what_is_typed_is_saved_when_the_page_is_left(qtbot: QtBot, page: PlanPage) -> None:
    page.exercise.owner.setFocus()
    qtbot.keyClicks(page.exercise.owner, "B. Officer")
    page.hide()
    assert known(page).owner == "B. Officer"


def test_a_scale_is_made_with_the_keyboard(qtbot: QtBot, page: PlanPage) -> None:
    editor = page.exercise.scale
    field, steps = editor.steps.field, editor.steps.list
    qtbot.keyClicks(field, "It depends")
    qtbot.keyClick(field, KEY.Key_Return)
    assert steps.current() == "it depends"
    editor.side.setCurrentIndex(editor.side.findData(Side.BOTH.value))
    editor.side.activated.emit(editor.side.currentIndex())
    steps.setFocus()
    qtbot.keyClick(steps, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    step = known(page).positions[-2]
    assert (step.code, step.label, step.side) == ("it depends", "It depends", Side.BOTH)
    steps.choose("concern")
    qtbot.keyClick(steps, KEY.Key_Delete)
    assert next(s for s in known(page).positions if s.code == "concern").retired
    assert editor.steps.buttons["Remove"].text() == "Bring back"


def test_a_scale_that_cant_be_reported_is_refused(qtbot: QtBot, page: PlanPage) -> None:
    editor = page.exercise.scale
    said: list[str] = []
    page.exercise.session.failed.connect(lambda error: said.append(str(error)))
    editor.steps.list.choose("mixed")
    editor.steps.list.setFocus()
    qtbot.keyClick(editor.steps.list, KEY.Key_Delete)
    assert "mixed views" in said[0]
    assert "mixed" in [row.key for row in editor.steps.list.rows]


def test_every_page_offers_the_exercises_own_scale(qtbot: QtBot, clinic: Session) -> None:
    workspace, exercise_id = clinic.workspace, clinic.exercise_id
    scales.use_scale(workspace, exercise_id, SUPPORT_SCALE)
    tagging.set_position(workspace, [1], "strongly oppose")
    wanted = [step.label for step in SUPPORT_SCALE]
    responses, overview = ResponsesPage(clinic), OverviewPage(clinic)
    for each in (responses, overview):
        qtbot.addWidget(each)
        each.show()
        qtbot.waitExposed(each)
    tab = responses.responses
    box = tab.filters.boxes["position"]
    assert [box.itemText(n) for n in range(1, 7)] == wanted
    tab.bar.position_menu.aboutToShow.emit()
    offered = [action.text().strip("&") for action in tab.bar.position_menu.actions()]
    assert offered[:6] == wanted
    assert tab.table.rows.index(0, 5).data() == "Strongly oppose"
    place = tab.detail.position.findText("Strongly oppose")
    assert tab.detail.position.currentIndex() == place > 0


def test_what_is_typed_is_on_disk_within_a_second_and_comes_back(
    qtbot: QtBot, page: PlanPage, clinic: Session
) -> None:
    """As after a crash: the words are in the field again, not saved yet, and saving clears them."""
    page.exercise.privacy_notice.setFocus()
    with qtbot.waitSignal(page.exercise.keeper.saved):
        qtbot.keyClicks(page.exercise.privacy_notice, "We keep")
    assert known(page).privacy_notice == ""
    again = PlanPage(clinic)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitExposed(again)
    assert again.exercise.privacy_notice.toPlainText() == "We keep"
    assert "Not saved" in again.exercise.saved.text()
    again.exercise.commit()
    assert known(page).privacy_notice == "We keep"
    assert drafts.kept(clinic.workspace) == []
