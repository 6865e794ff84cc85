"""Paper forms: what the page shows besides the keying in (that is in tests/journeys)."""

import pytest
from building import made
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from village_hall import Hall, keyboard, press

from engage_app.domain.paper_forms import Entry, FormState, KeyedForm, Pile
from engage_app.domain.questionnaire import Choice, Question, QuestionType, Role
from engage_app.services import paper_forms, paper_piles, planning
from engage_app.services.questionnaire import NewQuestion, add_question
from storage.identifiers import new_uid
from ui.pages.paper import PaperPage
from ui.pages.paper_difference import answer_in_words
from ui.pages.paper_list import state_in_words, when, who
from ui.pages.paper_pile_dialog import PileDialog
from ui.pages.paper_piles import standing
from ui.pages.paper_task import PaperTask, Work, task_of
from ui.theme import theme


def begin(hall: Hall, title: str = "Library", *, double: bool = False) -> int:
    workspace = hall.session.workspace
    begun = paper_piles.begin_pile(
        workspace, hall.exercise, hall.activity, title, expected=3, double_entry=double
    )
    return made(begun)


def shown(hall: Hall, qtbot: QtBot, width: int = 1100) -> PaperPage:
    page = PaperPage(hall.session)
    qtbot.addWidget(page)
    page.resize(width, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.refresh()
    return page


@pytest.mark.parametrize(
    ("keyed", "filed", "to_settle", "double", "words"),
    [
        (5, 4, 1, True, "5 of 9 keyed in, 4 filed, 1 to settle"),
        (5, 3, 0, True, "5 of 9 keyed in, 3 filed"),
        (5, 5, 0, False, "5 of 9 keyed in"),
        (0, 0, 0, True, "0 of 9 keyed in, 0 filed"),
    ],
)
def test_a_pile_says_how_far_it_is(
    keyed: int, filed: int, to_settle: int, double: bool, words: str
) -> None:
    pile = Pile(1, 1, "Survey", "Library", 9, double, keyed, filed, to_settle)
    assert standing(pile) == words


@pytest.mark.parametrize(
    "task",
    [
        PaperTask(3, 12, Work.FIRST),
        PaperTask(3, 12, Work.SECOND),
        PaperTask(3, 12, Work.SETTLE),
        PaperTask(3, 12, Work.CORRECT, 77),
    ],
)
def test_a_draft_leads_back_to_its_form(task: PaperTask) -> None:
    assert task_of(task.key) == task


def test_other_keys_are_no_forms() -> None:
    assert [task_of(key) for key in ("", "3", "3:12", "3:12:9", "a:1:1")] == [None] * 5


def test_a_form_in_the_list_says_who_and_how_far() -> None:
    first = Entry(1, 6, 1, "Ann", "2026-05-03T09:00:00.000+00:00", 9, note="Age")
    second = Entry(2, 6, 2, "Bo", "2026-05-04T09:00:00.000+00:00", 9)
    form = KeyedForm(6, FormState.FILED, (first, second))
    assert who(form) == "Ann, Bo"
    assert when(form).startswith("4 May 2026, ")
    assert state_in_words(form) == "Filed, as on the paper: Age"


def test_answers_are_read_in_words() -> None:
    bus = Question(
        1, "bus", "Bus?", QuestionType.SELECT_ONE, Role.NONE, choices=(Choice(1, "Yes", "y"),)
    )
    born = Question(2, "born", "Born?", QuestionType.DATE, Role.NONE)
    age = Question(3, "age", "Age?", QuestionType.INTEGER, Role.NONE)
    assert answer_in_words(bus, "y") == "Yes"
    assert answer_in_words(born, "2024-02-01") == "1 February 2024"
    assert answer_in_words(born, "last week") == "last week"  # as on the paper
    assert answer_in_words(age, 42) == "42"
    assert answer_in_words(age, None) == "Blank"


def test_a_form_keyed_in_on_two_computers_is_pointed_out(hall: Hall, qtbot: QtBot) -> None:
    pile = begin(hall)
    paper_forms.enter(hall.session.workspace, pile, 1, {"bus": "Yes"})
    with hall.session.workspace.acting("bring together") as action:
        row = {"uid": new_uid(), "pile_id": pile, "number": 1, "pass": 1, "answers": "{}"}
        action.insert("paper_entry", {**row, "entered_by": "Bo", "entered_at": "2026-05-03"})
    page = shown(hall, qtbot)
    page.desk.turn_to("forms")
    model = page.desk.forms.table.model()
    states = [model.index(row, 3).data() for row in range(model.rowCount())]
    assert states == ["Keyed in on two computers"] * 2


def test_another_pile_is_chosen_with_the_arrows(hall: Hall, qtbot: QtBot) -> None:
    first, second = begin(hall), begin(hall, "Café")
    page = shown(hall, qtbot)
    assert page.piles.chosen() == second
    page.piles.setFocus()
    QTest.keyClick(page.piles, Qt.Key.Key_Up)
    assert page.desk.pile is not None
    assert page.desk.pile.id == first
    assert page.piles.hasFocus()
    QTest.keyClick(page.piles, Qt.Key.Key_Return)
    assert page.desk.hand.form.form.isAncestorOf(keyboard())


def test_in_a_narrow_window_piles_and_form_take_turns(hall: Hall, qtbot: QtBot) -> None:
    pile = begin(hall)
    page = shown(hall, qtbot, width=theme.px(600))
    assert not page.piles.isVisible()
    assert page.desk.isVisible()
    page.all_button.click()
    assert page.piles.isVisible()
    assert not page.desk.isVisible()
    page.piles.opened.emit(pile)
    assert page.desk.isVisible()


def test_a_pile_is_edited_and_an_empty_one_removed(hall: Hall, qtbot: QtBot) -> None:
    begin(hall)
    page = shown(hall, qtbot)
    page.edit_button.click()
    (dialog,) = page.findChildren(PileDialog)
    dialog.title.setText("")
    dialog.accept()
    assert dialog.wrong.text() == "A pile needs a name, so that you find its forms again."
    dialog.title.setText("Library, May")
    dialog.expected.setValue(4)
    dialog.accept()
    (pile,) = paper_piles.piles(hall.session.workspace, hall.exercise)
    assert (pile.title, pile.expected) == ("Library, May", 4)
    assert page.desk.hand.form.line.of.text() == "of 4"
    page.edit_button.click()
    page.findChildren(PileDialog)[-1].removal_wanted.emit()
    assert page.no_piles.isVisible()


def test_a_question_that_is_added_is_asked_and_what_was_keyed_in_stays(
    hall: Hall, qtbot: QtBot
) -> None:
    begin(hall)
    page = shown(hall, qtbot)
    press("1")
    hall.session.act(add_question, hall.exercise, NewQuestion("Age?", QuestionType.INTEGER))
    assert len(page.desk.hand.form.form.fields) == 3
    assert page.desk.hand.content()["answers"]["bus"] == "Yes"


def test_one_more_form_than_was_counted(hall: Hall, qtbot: QtBot) -> None:
    pile = begin(hall)
    for number in range(1, 4):
        paper_forms.enter(hall.session.workspace, pile, number, {"bus": "Yes"})
    page = shown(hall, qtbot)
    page.desk._steps.one_more()
    assert page.desk.hand.form.line.number.text() == "Form 4"
    assert page.desk.hand.form.line.of.text() == "of 4"


def test_a_form_that_cannot_be_filed_stays_in_hand(hall: Hall, qtbot: QtBot) -> None:
    """Another window of the same workspace keyed it in meanwhile."""
    pile = begin(hall)
    page = shown(hall, qtbot)
    paper_forms.enter(hall.session.workspace, pile, 1, {"bus": "No"})
    with qtbot.waitSignal(hall.session.failed):
        press("1")
        page.desk.hand.form.file()
    assert page.desk.hand.content()["answers"]["bus"] == "Yes"


class Windows(QObject):
    """Hears of every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


def test_no_window_flashes_up_while_a_form_is_made(
    hall: Hall, qtbot: QtBot, qapp: QApplication
) -> None:
    """A part of the form shown before it has its place would take the keyboard away."""
    pile = begin(hall, double=True)
    workspace = hall.session.workspace
    paper_forms.enter(workspace, pile, 1, {"bus": "Yes"})
    paper_forms.enter(workspace, pile, 1, {"bus": "No"}, pass_=2)
    page = shown(hall, qtbot)
    windows = Windows()
    qapp.installEventFilter(windows)
    page.desk.hand.ask([])
    page.desk.ask(planning.questions(workspace, hall.exercise))
    page.desk.turn_to("settle")
    qapp.removeEventFilter(windows)
    assert windows.shown == []
    assert page.desk.hand.settling.rows[0].isAncestorOf(keyboard())
