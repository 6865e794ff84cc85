"""One question a page, for respondents; and the preview made of it."""

from dataclasses import replace
from datetime import date

import pytest
from clinic_form import BUS, CLINIC, press
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.theme import apply_theme
from ui.widgets.form import FormPages
from ui.widgets.form.grid_field import GridField
from ui.widgets.questionnaire_preview import QuestionnairePreview

TODAY = date(2026, 3, 14)


@pytest.fixture
def pages(qtbot: QtBot, dressed: QApplication) -> FormPages:
    made = FormPages(CLINIC, today=lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.start()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return made


def test_a_respondent_goes_through_with_the_keyboard(pages: FormPages, qtbot: QtBot) -> None:
    assert pages.progress.text() == "Question 1 of 6"
    press("<Space>")
    assert pages.progress.text() == "Question 1 of 7"  # “which bus” is asked now
    press("<Return>", "The 42", "<Control+Return>", "<Space>", "<Return>")
    assert isinstance(pages.fields[3], GridField)
    press("<Space>", "<Down>", "<Space>", "<Right>", "<Return>")
    press("42", "<Return>", "<Return>", "More buses")
    assert pages.next_button.text() == "&Finish"
    with qtbot.waitSignal(pages.finished) as done:
        press("<Tab>", "<Tab>", "<Space>")
    (answers,) = done.args
    assert answers == {
        "bus": "yes",
        "which": "The 42",
        "services": ("gp",),
        "parking": "poor",
        "rooms": "fair",
        "age": 42,
        "born": None,
        "view": "More buses",
    }


def test_a_page_is_not_left_with_a_problem_but_may_be_gone_back_from(
    pages: FormPages, qtbot: QtBot
) -> None:
    press("<Return>")
    assert pages.at == "bus"
    with qtbot.waitSignal(pages.left):
        pages.back_button.click()
    press("<Down>", "<Return>")
    assert pages.at == "services"
    pages.go_back()
    assert pages.at == "bus"
    assert pages.answers()["bus"] == "no"


def test_a_draft_is_shown_again_where_it_was(pages: FormPages) -> None:
    pages.set_answers({"bus": "no", "rooms": "good"})
    pages.start("rooms")
    assert pages.at == "parking"
    assert pages.answers()["rooms"] == "good"


def test_the_preview_keeps_nothing(qtbot: QtBot, dressed: QApplication) -> None:
    preview = QuestionnairePreview("Clinic move", CLINIC[:1], "Who reads your answers.")
    qtbot.addWidget(preview)
    with qtbot.waitExposed(preview):
        preview.show()
    preview.activateWindow()
    sitting = preview.sitting
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press("<Tab>", "<Tab>", "<Space>")
    assert sitting.place == "form"
    press("<Space>", "<Return>")
    assert sitting.place == "thanks"
    assert "no answer has been kept" in sitting.thanks.sentence.text()
    assert sitting.state() == {}
    press("<Space>")
    assert sitting.place == "welcome"


def test_the_proposal_is_read_before_the_notice(qtbot: QtBot, dressed: QApplication) -> None:
    preview = QuestionnairePreview("Clinic", CLINIC[:1], "Who reads.", proposal="Move the clinic.")
    qtbot.addWidget(preview)
    said = [each.text() for each in preview.sitting.findChildren(QLabel)]
    assert said.index("Move the clinic.") < said.index("Who reads.")


def test_a_questionnaire_without_questions_says_so(qtbot: QtBot) -> None:
    pages = FormPages(())
    qtbot.addWidget(pages)
    pages.start()
    with qtbot.waitSignal(pages.finished) as done:
        pages.go_on()
    assert done.args == [{}]


def test_a_page_fits_a_small_screen_at_double_text_size(
    qtbot: QtBot, dressed: QApplication
) -> None:
    """Nothing is wider than the window; what is too high scrolls."""
    apply_theme(dressed, "light", 2.0)
    pages = FormPages((replace(BUS, label="A question of many words, " * 8), *CLINIC[1:]))
    qtbot.addWidget(pages)
    pages.resize(1000, 640)
    with qtbot.waitExposed(pages):
        pages.show()
    assert pages.width() == 1000
    assert pages.minimumSizeHint().width() <= 1000
