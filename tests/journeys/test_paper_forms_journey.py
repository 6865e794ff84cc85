"""A pile of paper forms on the desk, with the keyboard alone: from Collect to Responses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from building import made
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engage_app.domain.activity import ActivityKind
from engage_app.domain.form_values import Answers
from engage_app.domain.paper_forms import FormState
from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.services import drafts, paper_forms, paper_piles, planning
from engage_app.services import workspace as workspaces
from engage_app.services.questionnaire import NewQuestion, add_question
from engage_app.services.workspace import Workspace
from ui.app import Controller, build, controller_of
from ui.main_window import MainWindow
from ui.pages.collect import CollectPage
from ui.pages.paper import PaperPage, open_paper_forms
from ui.pages.paper_pile_dialog import PileDialog
from ui.pages.plan import PlanPage
from ui.widgets.banner import Banner
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
ASKED = (
    NewQuestion(
        "Do you use the bus?",
        QuestionType.SELECT_ONE,
        choices=("Yes", "No"),
        names=("bus",),
        required=True,
    ),
    NewQuestion("Which bus?", QuestionType.TEXT, names=("which",), relevant="${bus} = 'Yes'"),
    NewQuestion(
        "How old are you?", QuestionType.INTEGER, names=("age",), constraint=". >= 16 and . <= 110"
    ),
    NewQuestion("What should we know?", QuestionType.TEXT, Role.COMMENT, names=("view",)),
)


def exercise_with(path: Path, *questions: NewQuestion) -> Path:
    """A workspace with an exercise that asks these."""
    workspace = workspaces.create(path, "Ann")
    exercise = made(planning.add_exercise(workspace, "Evening clinics"))
    made(planning.add_activity(workspace, exercise, ActivityKind.SURVEY, "Survey"))
    for question in questions:
        add_question(workspace, exercise, question)
    workspace.close()
    return path


class Desk:
    """The window as an officer sees it who never touches the mouse."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        _, self.window = build(path)
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.engage: Controller = controller_of(self.window)
        qtbot.waitUntil(lambda: self.engage.session.has_workspace)
        if not self.engage.session.has_exercise:
            (summary,) = planning.exercises(self.workspace)
            self.engage.session.choose_exercise(summary.exercise.id)

    @property
    def workspace(self) -> Workspace:
        return self.engage.session.workspace

    @property
    def page(self) -> PaperPage:
        page = self.window.current_page
        assert isinstance(page, PaperPage)
        return page

    @property
    def number(self) -> str:
        line = self.page.desk.hand.form.line
        return f"{line.number.text()} {line.of.text()}".strip()

    def keyboard(self) -> QWidget:
        now = QApplication.focusWidget()
        assert now is not None
        return now

    def type(self, *keys: Qt.Key | str) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.keyboard(), key)
            else:
                QTest.keyClick(self.keyboard(), key)

    def hold(self, held: Qt.KeyboardModifier, key: Qt.Key) -> None:
        QTest.keyClick(self.keyboard(), key, held)

    def open(self, pile: int) -> None:
        open_paper_forms(self.engage.session, pile)
        self.window.activateWindow()

    def pile(self, expected: int = 9, *, double: bool = False) -> int:
        """A pile, begun elsewhere."""
        exercise = self.engage.session.exercise_id
        (activity, *_) = planning.activities(self.workspace, exercise)
        title = "Library"
        made_pile = paper_piles.begin_pile(
            self.workspace,
            exercise,
            activity.id,
            title,
            expected=expected,
            double_entry=double,
        )
        return made(made_pile)

    def filed(self) -> list[Answers]:
        """The answers of the forms that are responses."""
        pile = self.page.desk.pile
        assert pile is not None
        exercise = self.engage.session.exercise_id
        return [
            paper_forms.answers_of(self.workspace, form.entries[0], exercise)
            for form in paper_forms.forms(self.workspace, pile.id)
            if form.state is FormState.FILED
        ]


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    made_desk = Desk(qtbot, exercise_with(tmp_path / "hall.engage", *ASKED))
    yield made_desk
    made_desk.window.close()


def tab_to(desk: Desk, widget: QWidget) -> None:
    for _ in range(80):
        if widget.hasFocus():
            return
        desk.type(TAB)
    raise AssertionError("Tab never comes there")


def dialog_of(window: MainWindow) -> PileDialog:
    return window.findChildren(PileDialog)[-1]


def test_nine_forms_in_a_row(desk: Desk) -> None:
    """From Collect: begin a pile, key in nine forms, and hear that the pile is complete."""
    collect = desk.window.go_to("collect")
    assert isinstance(collect, CollectPage)
    (card,) = [c for c in collect.home.ways.cards if c.accessibleName() == "Enter paper forms"]
    tab_to(desk, card)
    desk.type(Qt.Key.Key_Space)
    desk.type(Qt.Key.Key_Space)  # Begin a pile
    dialog = dialog_of(desk.window)
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    desk.type("Library", TAB, TAB, "9", ENTER)
    desk.window.activateWindow()
    desk.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    for number in range(1, 10):
        assert desk.number == f"Form {number} of 9"
        if number % 2:
            desk.type("1", ENTER, "The 42", ENTER)
        else:
            desk.type("2", ENTER)
        desk.type(str(30 + number), ENTER, f"Comment {number}")
        desk.type(ENTER) if number % 3 else desk.hold(CTRL, ENTER)
    state = desk.page.desk.standing.state
    assert isinstance(state, EmptyState)
    assert state.isVisible()
    assert state.accessibleName() == "All 9 forms are keyed in"
    filed = desk.filed()
    assert len(filed) == 9
    assert filed[0] == {"bus": "Yes", "which": "The 42", "age": 31, "view": "Comment 1"}
    assert filed[1] == {"bus": "No", "age": 32, "view": "Comment 2"}  # skip logic: not asked
    desk.type(Qt.Key.Key_Space)
    assert desk.window.current_key == "responses"
    assert workspaces.check(desk.workspace) == []


def test_what_is_wrong_is_named_and_can_be_filed_as_on_the_paper(desk: Desk) -> None:
    pile = desk.pile()
    desk.open(pile)
    panel = desk.page.desk.hand.form
    desk.hold(CTRL | SHIFT, ENTER)  # not before it was said what is wrong
    assert desk.number == "Form 1 of 9"
    assert "“Do you use the bus?”: This question needs an answer." in panel.bar.problem.text
    desk.type("2", ENTER, "12")
    desk.hold(CTRL, ENTER)
    assert "“How old are you?”: This must be between 16 and 110." in panel.bar.problem.text
    assert panel.form.fields[2].isAncestorOf(desk.keyboard())
    desk.type(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, "21")
    assert panel.bar.problem.text == ""  # mended
    desk.type(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, "12")
    desk.hold(CTRL, ENTER)
    desk.hold(CTRL | SHIFT, ENTER)
    assert desk.number == "Form 2 of 9"
    (form,) = paper_forms.forms(desk.workspace, pile)
    assert form.note == "How old are you?"
    assert desk.filed() == [{"bus": "No", "age": 12}]


def test_a_form_that_is_skipped_comes_again_at_the_end(desk: Desk) -> None:
    desk.open(desk.pile(2))
    desk.hold(ALT, Qt.Key.Key_Right)
    assert desk.number == "Form 2 of 2"
    desk.type("2")
    desk.hold(CTRL, ENTER)
    assert desk.number == "Form 1 of 2"


def test_two_entries_that_differ_are_settled_side_by_side(desk: Desk) -> None:
    pile = desk.pile(2, double=True)
    desk.open(pile)
    for _ in range(2):
        desk.type("1", ENTER, "The 42", ENTER, "41", ENTER, "Late bus", ENTER)
    assert desk.filed() == []
    desk.type(Qt.Key.Key_Space)  # Begin the second entry
    desk.type("1", ENTER, "The 42", ENTER, "41", ENTER, "Late bus", ENTER)
    assert len(desk.filed()) == 1
    desk.type(
        "1", ENTER, "The 24", ENTER, "14", ENTER, "Late bug", ENTER
    )  # not yet: 14 is too young
    desk.hold(CTRL | SHIFT, ENTER)
    settling = desk.page.desk.hand.settling
    assert settling.isVisible()
    assert [row.name for row in settling.rows] == ["which", "age", "view"]
    desk.type("2", ENTER, "1", ENTER, "3")
    desk.type(*[Qt.Key.Key_Backspace] * 3, "boat", ENTER)
    assert desk.filed()[1] == {"bus": "Yes", "which": "The 24", "age": 41, "view": "Late boat"}
    state = desk.page.desk.standing.state
    assert state is not None
    assert state.accessibleName() == "All 2 forms are keyed in"


def test_what_is_not_asked_after_a_choice_needs_no_settling(desk: Desk) -> None:
    pile = desk.pile(1, double=True)
    paper_forms.enter(desk.workspace, pile, 1, {"bus": "Yes", "which": "42", "age": 30})
    paper_forms.enter(desk.workspace, pile, 1, {"bus": "No", "age": 31}, pass_=2)
    desk.open(pile)
    desk.page.desk.turn_to("settle")
    rows = {row.name: row for row in desk.page.desk.hand.settling.rows}
    assert not rows["which"].isHidden()
    desk.type("2", ENTER)
    assert rows["which"].isHidden()
    desk.type("1", ENTER)
    assert desk.filed() == [{"bus": "No", "age": 30}]


def test_a_form_is_opened_from_the_list_and_corrected(desk: Desk) -> None:
    pile = desk.pile()
    desk.open(pile)
    desk.type("2", ENTER, "30", ENTER, "Late bug", ENTER)
    desk.hold(CTRL, Qt.Key.Key_PageDown)
    assert desk.page.desk.forms.table.hasFocus()
    desk.type(ENTER)
    assert desk.page.desk.hand.form.line.number.text() == "Form 1"
    desk.type(ENTER, ENTER, Qt.Key.Key_Backspace, "s", ENTER)
    assert desk.filed() == [{"bus": "No", "age": 30, "view": "Late bus"}]
    assert desk.page.desk.forms.table.hasFocus()
    desk.hold(CTRL, Qt.Key.Key_Z)
    assert desk.filed() == [{"bus": "No", "age": 30, "view": "Late bug"}]
    desk.type(Qt.Key.Key_Delete)
    assert desk.filed() == []
    desk.hold(CTRL, Qt.Key.Key_Z)
    assert len(desk.filed()) == 1


def test_undo_brings_the_number_back_and_redo_keeps_the_words_in_hand(desk: Desk) -> None:
    desk.open(desk.pile())
    desk.type("2", ENTER, "30", ENTER, "Late bus", ENTER)
    assert desk.number == "Form 2 of 9"
    desk.engage.session.undo()
    assert desk.number == "Form 1 of 9"
    assert desk.page.desk.hand.form.isAncestorOf(desk.keyboard())
    desk.type("1", ENTER, "The 7")
    desk.engage.session.redo()
    assert desk.number == "Form 2 of 9"
    assert desk.page.desk.hand.content()["answers"]["which"] == "The 7"


def test_what_was_being_keyed_in_is_there_again_after_a_crash(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    pile = desk.pile()
    desk.open(pile)
    desk.type("2", ENTER, "30", ENTER, "The last bus")
    keeper = desk.page.desk.hand.keeper
    with qtbot.waitSignal(keeper.saved):
        desk.type("!")
    kept = drafts.load(desk.workspace, "paper", f"{pile}:1:1")
    assert kept is not None
    keeper._timer.stop()  # what a kill leaves: no more saving, and no leave-taking
    keeper._at_work = False
    desk.engage.runner.close()
    desk.engage.resuming.close()
    again = Desk(qtbot, tmp_path / "hall.engage")
    qtbot.waitUntil(lambda: again.window.current_key == "paper")
    assert again.number == "Form 1 of 9"
    answers = again.page.desk.hand.content()["answers"]
    assert (answers["bus"], answers["age"], answers["view"]) == ("No", 30, "The last bus!")
    assert "Form 1 is as you left it" in banner_of(again.page)
    again.window.close()


def banner_of(page: Page) -> str:
    return " ".join(banner.message.text for banner in page.findChildren(Banner))


def test_leaving_without_filing_keeps_the_form(desk: Desk) -> None:
    pile = desk.pile()
    desk.open(pile)
    desk.type("2", ENTER, "30")
    desk.type(Qt.Key.Key_Escape)
    assert desk.window.current_key == "collect"
    assert drafts.load(desk.workspace, "paper", f"{pile}:1:1") is not None
    desk.open(pile)
    assert desk.page.desk.hand.content()["answers"]["age"] == 30
    desk.page.desk.hand.start_anew()
    assert desk.page.desk.hand.content() == {}
    assert drafts.load(desk.workspace, "paper", f"{pile}:1:1") is None


def test_choices_made_while_settling_are_kept_too(desk: Desk) -> None:
    pile = desk.pile(1, double=True)
    paper_forms.enter(desk.workspace, pile, 1, {"bus": "No", "age": 30, "view": "A"})
    paper_forms.enter(desk.workspace, pile, 1, {"bus": "No", "age": 31, "view": "B"}, pass_=2)
    desk.open(pile)
    desk.page.desk.turn_to("settle")
    desk.type("2", ENTER)
    desk.window.go_to("collect")
    desk.open(pile)
    rows = desk.page.desk.hand.settling.rows
    assert [row.made for row in rows] == ["second", ""]
    assert rows[1].isAncestorOf(desk.keyboard())


def test_an_exercise_without_questions_leads_to_plan(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    desk = Desk(qtbot, exercise_with(tmp_path / "empty.engage"))
    open_paper_forms(desk.engage.session)
    desk.window.activateWindow()
    assert desk.page.no_questions.isVisible()
    desk.type(Qt.Key.Key_Space)
    plan = desk.window.current_page
    assert isinstance(plan, PlanPage)
    assert plan.tabs.currentWidget() is plan.questionnaire
    desk.window.close()
