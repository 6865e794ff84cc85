"""The Questionnaire tab: written with the keyboard alone, and safe while responses come in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engage_app.domain.question_items import Item
from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.services import drafts, planning, questionnaire
from engage_app.services.questionnaire import NewQuestion
from engage_app.services.workspace import Workspace
from ui import dialogs
from ui.pages.plan import PlanPage
from ui.pages.plan_add_question import AddQuestionDialog
from ui.pages.plan_questionnaire import QuestionnaireTab
from ui.session import Session
from ui.tasks import TaskRunner
from ui.widgets.questionnaire_preview import QuestionnairePreview

KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def blank(qapp: QWidget, workspace: Workspace) -> Iterator[Session]:
    """A session with an exercise that asks nothing yet."""
    exercise_id = planning.add_exercise(workspace, "Bus routes").created
    session = Session(TaskRunner())
    assert session.open(workspace.path)
    session.choose_exercise(exercise_id)
    yield session
    session.runner.close()
    session.close()


def shown(qtbot: QtBot, session: Session) -> PlanPage:
    """The page with the tab; keep it, or Qt takes it away."""
    page = PlanPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 900)
    page.tabs.setCurrentWidget(page.questionnaire)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def press(qtbot: QtBot, on: QWidget, key: Qt.Key, with_: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the keyboard is."""
    on.setFocus()
    qtbot.keyClick(on, key, with_)


def asked(session: Session) -> list[Question]:
    """The questions of the exercise."""
    return planning.questions(session.workspace, session.exercise_id)


def labels(session: Session, place: int = 0) -> list[str]:
    """The choices of a question; retired ones in brackets."""
    found = asked(session)[place].choices
    return [f"({c.label})" if c.retired else c.label for c in found]


def failures(session: Session) -> list[str]:
    """What the session has said went wrong, from now on."""
    said: list[str] = []
    session.failed.connect(lambda error: said.append(str(error)))
    return said


def add(qtbot: QtBot, tab: QuestionnaireTab, words: str, kind: str = "") -> None:
    """Add a question as an officer would, by keys."""
    if tab.items:
        press(qtbot, tab.list, KEY.Key_Insert)
    else:
        tab.empty.action_button.click()
    (dialog,) = [d for d in tab.findChildren(AddQuestionDialog) if d.isVisible()]
    if words:
        dialog.words.clear()
        qtbot.keyClicks(dialog.words, words)
    if kind:
        qtbot.keyClicks(dialog.kind, kind)
    if kind == "Grid":
        qtbot.keyClick(dialog.kind, KEY.Key_Return)
        assert dialog.isVisible(), "a grid without rows"
        qtbot.keyClicks(dialog.rows, "Buses are full")
    qtbot.keyClick(dialog.kind, KEY.Key_Return)
    assert not dialog.isVisible()
    tab.window().activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)


def write(qtbot: QtBot, field: QWidget, words: str) -> None:
    """Replace what a field holds, and leave it."""
    field.setFocus()
    qtbot.keyClick(field, KEY.Key_A, CTRL)
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, KEY.Key_Tab)


def test_a_questionnaire_is_written_with_the_keyboard_alone(qtbot: QtBot, blank: Session) -> None:
    page = shown(qtbot, blank)
    tab = page.questionnaire
    add(qtbot, tab, "Do you use the bus?", "One")
    for choice in ("Yes", "No", "Sometimes"):
        qtbot.keyClicks(tab.form.choices.field, choice)
        press(qtbot, tab.form.choices.field, KEY.Key_Return)
    assert labels(blank) == ["Yes", "No", "Sometimes"]
    steps = tab.form.choices.list
    steps.choose(steps.rows[2].key)
    press(qtbot, steps, KEY.Key_Up, ALT)
    assert labels(blank) == ["Yes", "Sometimes", "No"]
    press(qtbot, steps, KEY.Key_Delete)
    assert labels(blank) == ["Yes", "No"]
    add(qtbot, tab, "Why not?", "Comment")
    assert [(q.label, q.type, q.role) for q in asked(blank)] == [
        ("Do you use the bus?", QuestionType.SELECT_ONE, Role.NONE),
        ("Why not?", QuestionType.TEXT, Role.COMMENT),
    ]
    press(qtbot, tab.list, KEY.Key_Up, ALT)
    assert asked(blank)[0].label == "Why not?"
    blank.undo()
    assert asked(blank)[0].label == "Do you use the bus?"


def test_fields_are_saved_when_they_are_left(qtbot: QtBot, blank: Session) -> None:
    page = shown(qtbot, blank)
    tab = page.questionnaire
    add(qtbot, tab, "How old are you?", "Whole")
    form = tab.form
    write(qtbot, form.words, "What is your age?")
    write(qtbot, form.hint, "In years")
    write(qtbot, form.name, "age")
    write(qtbot, form.least, "16")
    write(qtbot, form.most, "120")
    press(qtbot, form.required, KEY.Key_Space)
    (question,) = asked(blank)
    assert (question.label, question.hint, question.name) == (
        "What is your age?",
        "In years",
        "age",
    )
    assert (question.required, question.constraint) == (True, ". >= 16 and . <= 120")
    assert "Saved" in form.saved.text()
    qtbot.keyClicks(form.hint, "x")
    assert "Not saved" in form.saved.text()


def test_what_cant_be_saved_is_said_and_what_is_saved_comes_back(
    qtbot: QtBot, blank: Session
) -> None:
    page = shown(qtbot, blank)
    tab = page.questionnaire
    add(qtbot, tab, "How old are you?", "Whole")
    said = failures(blank)
    write(qtbot, tab.form.name, "my age")
    assert "can't be a question's name" in said[0]
    assert tab.form.name.text() == "how_old_are_you"


def test_a_list_is_pasted_as_choices(qtbot: QtBot, blank: Session) -> None:
    page = shown(qtbot, blank)
    tab = page.questionnaire
    add(qtbot, tab, "Which line?", "One")
    QGuiApplication.clipboard().setText("• 1\n• 2\n\n- 3\n")
    press(qtbot, tab.form.choices.field, KEY.Key_V, CTRL)
    assert labels(blank) == ["1", "2", "3"]


def test_a_choice_is_renamed_in_the_list(qtbot: QtBot, blank: Session) -> None:
    page = shown(qtbot, blank)
    tab = page.questionnaire
    add(qtbot, tab, "Drive?", "One")
    qtbot.keyClicks(tab.form.choices.field, "Yes")
    press(qtbot, tab.form.choices.field, KEY.Key_Return)
    steps = tab.form.choices.list
    press(qtbot, steps, KEY.Key_F2)
    editor = steps.viewport().findChildren(QWidget)[0]
    qtbot.keyClicks(editor, "Often")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: labels(blank) == ["Often"])


def test_a_grid_has_rows_and_one_scale(qtbot: QtBot, blank: Session) -> None:
    page = shown(qtbot, blank)
    tab = page.questionnaire
    add(qtbot, tab, "How far do you agree?", "Grid")
    qtbot.keyClicks(tab.form.rows.field, "Fares are fair")
    press(qtbot, tab.form.rows.field, KEY.Key_Return)
    tab.form.scale_wanted.emit(("Yes", "No"))
    assert [(q.label, q.grid) for q in asked(blank)] == [
        ("Buses are full", "How far do you agree?"),
        ("Fares are fair", "How far do you agree?"),
    ]
    assert labels(blank, 0) == labels(blank, 1) == ["Yes", "No"]
    write(qtbot, tab.form.words, "Do you agree?")
    assert {q.grid for q in asked(blank)} == {"Do you agree?"}


def test_a_key_adds_a_question_anywhere_on_the_tab(qtbot: QtBot, blank: Session) -> None:
    page = shown(qtbot, blank)
    tab = page.questionnaire
    assert tab.empty.action_button.toolTip() == "Add question (Ctrl+Shift+N)"
    press(qtbot, tab.empty.action_button, KEY.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert [d for d in tab.findChildren(AddQuestionDialog) if d.isVisible()]


def test_limits_of_dates_are_typed_and_read_day_first(qtbot: QtBot, blank: Session) -> None:
    page = shown(qtbot, blank)
    tab = page.questionnaire
    add(qtbot, tab, "How old are you?", "Whole")
    assert "Dates" not in tab.form.blocks["range"].hint.text()
    add(qtbot, tab, "When did you come?", "Date")
    assert "16/5/2026" in tab.form.blocks["range"].hint.text()
    write(qtbot, tab.form.least, "16/5/2026")
    assert "2026-05-16" in asked(blank)[1].constraint
    assert tab.form.least.text() == "16 May 2026"


def test_skip_logic_is_built_from_lists(qtbot: QtBot, blank: Session) -> None:
    page = shown(qtbot, blank)
    tab = page.questionnaire
    add(qtbot, tab, "Do you drive?", "One")
    tab.form.scale_wanted.emit(("Yes", "No"))
    add(qtbot, tab, "Which car?", "Short")
    condition = tab.form.condition
    condition.mode.setCurrentIndex(1)
    condition.mode.activated.emit(1)
    (row,) = condition.rows
    assert asked(blank)[1].relevant == ""
    assert "saved once" in condition.hint.text()
    row.choice.setCurrentIndex(row.choice.findText("Yes"))
    row.choice.activated.emit(row.choice.currentIndex())
    assert asked(blank)[1].relevant == "${do_you_drive} = 'Yes'"
    row.comparison.setCurrentIndex(row.comparison.findText("is answered"))
    row.comparison.activated.emit(row.comparison.currentIndex())
    assert asked(blank)[1].relevant == "${do_you_drive} != ''"
    condition.mode.setCurrentIndex(0)
    condition.mode.activated.emit(0)
    assert asked(blank)[1].relevant == ""
    blank.undo()
    assert [row.question.currentText() for row in condition.rows] == ["Do you drive?"]


def test_an_expression_the_lists_cant_show_is_text(qtbot: QtBot, blank: Session) -> None:
    page = shown(qtbot, blank)
    tab = page.questionnaire
    add(qtbot, tab, "How old are you?", "Whole")
    add(qtbot, tab, "Which school?", "Short")
    text = "${how_old_are_you} mod 2 = 1"
    car = asked(blank)[1].id
    blank.act(
        lambda workspace: questionnaire.edit_question(
            workspace, blank.exercise_id, car, relevant=text
        )
    )
    condition = tab.form.condition
    assert condition.text.isVisible()
    assert condition.text.text() == text
    said = failures(blank)
    write(qtbot, condition.text, "${how_old_are_you} >")
    assert "can't be read" in said[0]
    assert condition.text.text() == asked(blank)[1].relevant == text


def test_an_answered_question_is_retired_not_deleted(qtbot: QtBot, clinic: Session) -> None:
    page = shown(qtbot, clinic)
    tab = page.questionnaire
    item = next(i for i in tab.items if i.first.role is Role.POSITION)
    tab.list.choose(item.ids[0])
    assert "24 responses" in tab.form.standing.text()
    assert not tab.form.name.isEnabled()
    assert tab.form.type.findData("text") < 0
    steps = tab.form.choices.list
    press(qtbot, steps, KEY.Key_Delete)
    place = asked(clinic).index(next(q for q in asked(clinic) if q.id == item.ids[0]))
    assert labels(clinic, place)[0].startswith("(")
    assert "retired" in steps.rows[0].note
    tab.form.choices.buttons["Remove"].click()
    assert not labels(clinic, place)[0].startswith("(")
    press(qtbot, tab.list, KEY.Key_Delete)
    assert asked(clinic)[place].retired
    assert tab.buttons["Remove"].text() == "Bring back"
    press(qtbot, tab.list, KEY.Key_Delete)
    assert not asked(clinic)[place].retired


def test_a_position_question_means_the_exercises_scale(qtbot: QtBot, blank: Session) -> None:
    page = shown(qtbot, blank)
    tab = page.questionnaire
    add(qtbot, tab, "", "Position")
    (question,) = asked(blank)
    assert (question.label, question.role) == ("What is your view of the proposal?", Role.POSITION)
    assert labels(blank)[0] == "Welcomed"


def test_reasons_are_linked_to_a_closed_question(qtbot: QtBot, blank: Session) -> None:
    """A question for comments says whose reasons it gives; what the wording says comes first."""
    work, exercise = blank.workspace, blank.exercise_id
    yes_no = ("Yes", "No")
    for words in ("Do you agree?", "Do you drive?"):
        wanted = NewQuestion(words, QuestionType.SELECT_ONE, choices=yes_no)
        questionnaire.add_question(work, exercise, wanted)
    wanted = NewQuestion("Why is that?", QuestionType.TEXT, Role.COMMENT)
    questionnaire.add_question(work, exercise, wanted)
    agree, _, why = asked(blank)
    page = shown(qtbot, blank)
    tab = page.questionnaire
    box = tab.form.reasons
    tab.list.choose(agree.id)
    assert not box.isVisible()
    tab.list.choose(why.id)
    assert box.isVisible()
    offered = [box.itemText(n) for n in range(box.count())]
    assert offered == ["By its wording: Do you drive?", "Do you agree?", "Do you drive?"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert asked(blank)[2].explains_id == agree.id
    assert box.currentText() == "Do you agree?"
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert asked(blank)[2].explains_id is None


def test_dropping_a_question_moves_it(qtbot: QtBot, blank: Session) -> None:
    for words in ("One", "Two", "Three"):
        wanted = NewQuestion(words, QuestionType.TEXT)
        questionnaire.add_question(blank.workspace, blank.exercise_id, wanted)
    page = shown(qtbot, blank)
    tab = page.questionnaire
    moved: Item = tab.items[2]
    tab.list.choose(moved.ids[0])
    index = tab.list.model().index(0, 0)
    drop = QDropEvent(
        QPointF(tab.list.visualRect(index).center()),
        Qt.DropAction.MoveAction,
        tab.list.model().mimeData([index]),
        Qt.MouseButton.LeftButton,
        NONE,
    )
    with qtbot.waitSignal(tab.list.moved):
        tab.list.dropEvent(drop)
    assert [q.label for q in asked(blank)] == ["Three", "One", "Two"]
    assert tab.list.current() == tab.items[0].ids[0] == moved.ids[0]


def test_the_preview_shows_what_respondents_see(qtbot: QtBot, clinic: Session) -> None:
    page = shown(qtbot, clinic)
    tab = page.questionnaire
    press(qtbot, tab.list, KEY.Key_P, CTRL)
    (preview,) = tab.findChildren(QuestionnairePreview)
    assert preview.isVisible()
    preview.reject()


def test_a_questionnaire_is_saved_and_imported(
    qtbot: QtBot, blank: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "form.xlsx"
    monkeypatch.setattr(dialogs, "ask_save", lambda *_a, **_k: path)
    monkeypatch.setattr(dialogs, "ask_open", lambda *_a, **_k: path)
    page = shown(qtbot, blank)
    tab = page.questionnaire
    add(qtbot, tab, "Which line?", "Short")
    tab.files.save_file()
    assert path.exists()
    blank.undo()
    assert asked(blank) == []
    with qtbot.waitSignal(tab.files.told):
        tab.files.import_file()
    assert [q.label for q in asked(blank)] == ["Which line?"]


def test_a_wording_half_typed_is_kept_as_a_draft(qtbot: QtBot, blank: Session) -> None:
    page = shown(qtbot, blank)
    tab = page.questionnaire
    add(qtbot, tab, "Which line?", "Short")
    tab.form.words.setFocus()
    with qtbot.waitSignal(tab.keeper.saved):
        qtbot.keyClicks(tab.form.words, " And ")
    later = shown(qtbot, blank)
    assert "And" in later.questionnaire.form.words.toPlainText()
    assert asked(blank)[0].label == "Which line?" or "And" in asked(blank)[0].label
    later.questionnaire.form.commit()
    assert "And" in asked(blank)[0].label
    assert drafts.kept(blank.workspace) == []
