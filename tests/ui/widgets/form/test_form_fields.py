"""Each type of question: typed, chosen, said aloud, checked."""

from dataclasses import replace
from typing import TypeVar

import pytest
from clinic_form import (
    AGE,
    BORN,
    BUS,
    PARKING,
    ROOMS,
    SCALE,
    SERVICES,
    VIEW,
    asked,
    choices,
    field_with_keyboard,
    press,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.domain.form_values import Answer
from engage_app.domain.questionnaire import Choice, QuestionType
from ui.theme import apply_theme, theme
from ui.widgets.form.choice_fields import ChoiceField
from ui.widgets.form.choice_group import keys_of
from ui.widgets.form.density import Density
from ui.widgets.form.field import FormField
from ui.widgets.form.grid_field import GridField
from ui.widgets.form.pages import scrolled
from ui.widgets.form.typed_fields import LineField, TextField

ENTRY, RESPONDENT = Density.ENTRY, Density.RESPONDENT
SINGLES = (ChoiceField, LineField, TextField)


@pytest.fixture(autouse=True)
def _dressed(dressed: QApplication) -> None:
    """Sizes are those of the application."""


Field = TypeVar("Field", bound=FormField)


def shown(qtbot: QtBot, field: Field, width: int = 700) -> Field:
    qtbot.addWidget(field)
    field.resize(width, 300)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    field.take_focus()
    qtbot.waitUntil(lambda: field_with_keyboard([field]) is field)
    return field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (lambda: ChoiceField(BUS, ENTRY), "yes"),
        (lambda: ChoiceField(SERVICES, RESPONDENT), ("gp", "dentist")),
        (lambda: LineField(AGE, ENTRY), 42),
        (lambda: LineField(asked("n", "N", QuestionType.DECIMAL), ENTRY), 2.5),
        (lambda: LineField(BORN, ENTRY), "2024-02-29"),
        (lambda: TextField(VIEW, ENTRY), " two\nlines with a no-break\u00a0space "),
    ],
)
def test_an_answer_that_was_set_is_the_answer(qtbot: QtBot, field: object, value: Answer) -> None:
    made = field()  # type: ignore[operator]
    qtbot.addWidget(made)
    assert isinstance(made, SINGLES)
    assert made.value() is None  # nothing is answered, or ticked, before somebody does
    with qtbot.assertNotEmitted(made.changed):
        made.set_value(value)
    assert made.value() == value
    made.set_value(None)
    assert made.value() is None


@pytest.mark.parametrize("density", [ENTRY, RESPONDENT])
def test_arrows_choose_space_and_enter_do_what_they_do_everywhere(
    qtbot: QtBot, density: Density
) -> None:
    field = shown(qtbot, ChoiceField(BUS, density))
    press("<Space>")
    assert field.value() == "yes"
    press("<Down>")
    assert field.value() == "no"
    press("<Up>", "<Space>")
    assert field.value() == "yes"
    with qtbot.waitSignal(field.moved_on):
        press("<Return>")
    press("<Backspace>")
    assert field.value() is None


def test_a_digit_or_the_first_letters_pick_a_choice(qtbot: QtBot) -> None:
    field = shown(
        qtbot,
        ChoiceField(
            asked("q", "Q", QuestionType.SELECT_ONE, choices=choices("North", "Nowhere", "South")),
            ENTRY,
        ),
    )
    press("3")
    assert field.value() == "south"
    field.group.clear()
    press("now")
    assert field.value() == "nowhere"


def test_two_digits_pick_beyond_nine(qtbot: QtBot) -> None:
    labels = [f"{letter} place" for letter in "abcdefghijkl"]
    one = asked("q", "Q", QuestionType.SELECT_ONE, choices=choices(*labels))
    field = shown(qtbot, ChoiceField(one, ENTRY))
    press("12")
    assert field.value() == "l"
    several = shown(qtbot, ChoiceField(replace(one, type=QuestionType.SELECT_MULTIPLE), ENTRY))
    press("12")
    assert several.value() == ("l",)


def test_choices_that_are_numbers_are_picked_by_their_own() -> None:
    zero_to_ten = tuple(Choice(at, str(at)) for at in range(11))
    assert keys_of(zero_to_ten) == [str(at) for at in range(11)]
    assert keys_of(SCALE) == ["1", "2", "3"]
    assert keys_of((Choice(1, "Good", "5"), Choice(2, "Bad", "1"))) == ["5", "1"]


def test_digits_tick_and_untick_several(qtbot: QtBot) -> None:
    field = shown(qtbot, ChoiceField(SERVICES, ENTRY))
    press("1", "3")
    assert field.value() == ("gp", "dentist")
    press("1")
    assert field.value() == ("dentist",)
    press("ph")  # letters go there, Space ticks: a second letter must not untick
    assert field.value() == ("dentist",)
    field.group._typed = ""  # the pause after typing
    press("<Space>")
    assert field.value() == ("pharmacy", "dentist")


def test_none_of_these_stands_alone_for_a_respondent_and_is_kept_from_paper(qtbot: QtBot) -> None:
    for density, expected in ((RESPONDENT, ("none",)), (ENTRY, ("gp", "none"))):
        field = ChoiceField(SERVICES, density)
        qtbot.addWidget(field)
        for at in (0, 3):
            field.group.buttons[at].click()
        assert field.value() == expected


def test_the_tab_key_stops_once_at_a_question(qtbot: QtBot) -> None:
    field = shown(qtbot, ChoiceField(SERVICES, RESPONDENT))
    first = QApplication.focusWidget()
    press("<Tab>")
    assert QApplication.focusWidget() in (first, None)
    assert field.value() is None


def test_a_retired_choice_is_seen_only_where_it_was_chosen(qtbot: QtBot) -> None:
    retired = (*choices("Yes", "No"), Choice(3, "Sometimes", "sometimes", retired=True))
    field = shown(qtbot, ChoiceField(replace(BUS, choices=retired), ENTRY))
    assert [each.choice.value for each in field.group.offered()] == ["yes", "no"]
    press("3")
    assert field.value() is None
    field.set_value("sometimes")
    assert field.value() == "sometimes"
    assert field.group.buttons[2].isVisible()


def test_a_respondent_can_take_a_choice_back(qtbot: QtBot) -> None:
    field = shown(qtbot, ChoiceField(BUS, RESPONDENT))
    assert not field.clear_button.isVisible()
    press("<Space>")
    assert field.clear_button.isVisible()
    field.clear_button.setFocus()
    press("<Space>")
    assert field.value() is None
    assert field_with_keyboard([field]) is field


@pytest.mark.parametrize(
    ("question", "typed", "value", "tidy"),
    [
        (AGE, "1,234", 1234, "1,234"),
        (AGE, "old", "old", "old"),
        (BORN, "1.2.2024", "2024-02-01", "01/02/2024"),
        (BORN, "2024-02-01", "2024-02-01", "01/02/2024"),
        (BORN, "31/2/2024", "31/2/2024", "31/2/2024"),
    ],
)
def test_what_is_typed_is_read_and_nothing_typed_is_lost(
    qtbot: QtBot, question: object, typed: str, value: Answer, tidy: str
) -> None:
    field = shown(qtbot, LineField(question, ENTRY))  # type: ignore[arg-type]
    press(typed)
    assert field.value() == value
    press("<Return>")
    assert field.line.text() == tidy
    assert field.value() == value


def test_enter_moves_on_from_text_on_paper_and_begins_a_line_for_a_respondent(
    qtbot: QtBot,
) -> None:
    paper = shown(qtbot, TextField(VIEW, ENTRY))
    press("one", "<Shift+Return>", "two")
    with qtbot.waitSignal(paper.moved_on):
        press("<Return>")
    assert paper.value() == "one\ntwo"
    person = shown(qtbot, TextField(VIEW, RESPONDENT))
    press("one", "<Return>", "two")
    assert person.value() == "one\ntwo"
    with qtbot.waitSignal(person.moved_on):
        press("<Control+Return>")


def test_a_text_grows_with_its_lines_up_to_a_limit(qtbot: QtBot) -> None:
    field = shown(qtbot, TextField(VIEW, ENTRY))
    low = field.box.height()
    field.set_value("line\n" * 4)
    higher = field.box.height()
    assert higher > low
    field.set_value("line\n" * 100)
    highest = field.box.height()
    field.set_value("line\n" * 200)
    assert field.box.height() == highest < 20 * field.box.fontMetrics().lineSpacing()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_respondents_targets_are_large_and_keep_all_their_words(
    qtbot: QtBot, dressed: QApplication, scale: float
) -> None:
    """44 pixels at least (WCAG 2.2, 2.5.5), more where the words need it."""
    apply_theme(dressed, "light", scale)
    words = "A choice with so many words that they need several lines " * 4
    long = asked("q", "Q", QuestionType.SELECT_ONE, choices=(Choice(1, words), Choice(2, "Short")))
    field = ChoiceField(long, RESPONDENT)
    area = scrolled(field)
    qtbot.addWidget(area)
    area.resize(500, 400)
    with qtbot.waitExposed(area):
        area.show()
    first, second = field.group.buttons
    qtbot.waitUntil(lambda: first.height() >= first.heightForWidth(first.width()))
    assert second.height() >= theme.px(44)
    assert first.height() > 2 * second.height()


def test_a_screen_reader_hears_question_hint_need_and_problem(qtbot: QtBot) -> None:
    field = shown(qtbot, LineField(replace(AGE, required=True), ENTRY))
    assert field.line.accessibleName() == "How old are you?, needs an answer"
    assert field.line.accessibleDescription() == "Needs an answer. In years"
    assert field.hint.text() == "Needs an answer. In years"
    field.problem("Too young.")
    assert field.line.accessibleDescription() == "Too young."
    assert field.problem_text == "Too young."
    field.problem("")
    assert field.problem_text == ""
    grid = GridField((PARKING, ROOMS), ENTRY)
    qtbot.addWidget(grid)
    names = [each.accessibleName() for each in grid._rows[1].group.buttons]
    assert names[0] == "The waiting room, needs an answer: Poor"


def test_ampersands_in_words_are_no_shortcuts(qtbot: QtBot) -> None:
    question = replace(BUS, choices=(Choice(1, "A & E"), Choice(2, "No")))
    field = ChoiceField(question, ENTRY)
    qtbot.addWidget(field)
    button = field.group.buttons[0]
    assert button.accessibleName() == "A & E"
    assert button.shortcut().isEmpty()


@pytest.mark.parametrize("width", [900, 300])
def test_a_grid_is_answered_with_the_keyboard_wide_or_narrow(qtbot: QtBot, width: int) -> None:
    """Wide it is a table, narrow a list; the keys are the same."""
    grid = shown(qtbot, GridField((PARKING, ROOMS), ENTRY), width)
    press("2", "<Return>", "3")
    assert grid.answers() == {"parking": "fair", "rooms": "good"}
    press("<Left>", "<Up>", "<Right>")
    assert grid.answers() == {"parking": "good", "rooms": "fair"}
    press("<Down>")
    with qtbot.waitSignal(grid.moved_on):
        press("<Return>")


def test_a_grid_shows_the_rows_asked_and_says_problems_by_row(qtbot: QtBot) -> None:
    grid = shown(qtbot, GridField((PARKING, ROOMS), RESPONDENT))
    grid.set_problems({"rooms": "This question needs an answer."})
    assert [row.problem.isVisible() for row in grid._rows] == [False, True]
    grid.show_only({"rooms"})
    assert [row.words.isVisible() for row in grid._rows] == [False, True]
    grid.show_only(set())
    assert not grid.isVisible()
