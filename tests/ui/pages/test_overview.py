"""Overview: where an exercise stands, and what to do next."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engage_app.domain.coding import Sentiment
from engage_app.domain.exercise import Exercise, ExerciseSummary
from engage_app.domain.filters import CodingState, CommentFilter
from engage_app.services import browsing, codebook, coding, planning
from ui.pages.overview import INVENTED, OverviewPage
from ui.pages.overview_standing import (
    GroupReach,
    Standing,
    group_reach,
    heard_of_planned,
    next_step,
    reach_table,
)
from ui.session import Session


def standing_of(
    *,
    responses: int = 5,
    comments: int = 5,
    coded: int = 0,
    themes: int = 3,
    to_review: int = 0,
    questions: int = 1,
) -> Standing:
    """A standing of an exercise nobody keeps."""
    summary = ExerciseSummary(Exercise(1, "u", "Clinic move"), responses, comments, coded)
    return Standing(summary, 1, themes, to_review, comments - coded, questions=questions)


@pytest.fixture
def page(qtbot: QtBot, clinic: Session) -> OverviewPage:
    """The Overview of the clinic exercise, counted."""
    planning.edit_group(
        clinic.workspace, clinic.exercise_id, group_of(clinic, "GP"), name="GP", planned=12
    )
    silent = planning.add_group(clinic.workspace, clinic.exercise_id, "Carers").created or 0
    planning.edit_group(clinic.workspace, clinic.exercise_id, silent, name="Carers", planned=4)
    made = OverviewPage(clinic)
    qtbot.addWidget(made)
    made.resize(1080, 770)
    made.show()
    counted(qtbot, clinic)
    return made


def counted(qtbot: QtBot, session: Session) -> None:
    """Wait until every count is there."""
    qtbot.waitUntil(lambda: not session.runner.busy, timeout=20_000)


def group_of(session: Session, name: str) -> int:
    """The id of a group."""
    listed = planning.groups(session.workspace, session.exercise_id)
    return next(group.id for group in listed if group.name == name)


def add_theme(session: Session, name: str, keywords: str) -> int:
    """A theme with a keyword rule."""
    details = {
        "name": name, "definition": "", "use_when": "", "avoid_when": "", "example": "",
        "keywords": keywords, "colour": "", "shortcut": "",
    }  # fmt: skip
    changes = codebook.add_theme(session.workspace, session.exercise_id, None, **details)
    return changes.created or 0


@pytest.mark.parametrize(
    ("now", "page_key", "state"),
    [
        (standing_of(responses=0, comments=0, questions=0), "plan", None),
        (standing_of(responses=0, comments=0), "collect", None),
        (standing_of(themes=0), "code", None),
        (standing_of(to_review=2), "code", CodingState.TO_REVIEW),
        (standing_of(coded=4), "code", CodingState.UNCODED),
        (standing_of(coded=5), "findings", None),
    ],
)
def test_the_next_step_follows_the_officers_work(
    now: Standing, page_key: str, state: CodingState | None
) -> None:
    step = next_step(now)
    assert step.page == page_key
    assert (step.wanted.state if step.wanted else None) == state
    assert step.title
    assert step.why
    assert step.action


def test_cards_count_what_the_exercise_holds(page: OverviewPage) -> None:
    assert page.heading.text() == "Clinic move"
    assert page.responses.accessibleName() == "responses: 24"
    assert page.comments.accessibleName() == "comments: 19"  # every fifth left none
    assert page.coded.accessibleName() == "of comments coded: 0%"
    assert page.groups.accessibleName() == "planned groups heard: 1 of 2"
    assert page.groups.accessibleDescription() == "1 group not heard yet"


def test_the_next_step_goes_to_its_page(qtbot: QtBot, page: OverviewPage, clinic: Session) -> None:
    """No themes yet: the codebook comes first."""
    with qtbot.waitSignal(clinic.page_wanted) as wanted:
        qtbot.mouseClick(page.step.button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["code"]


def test_a_card_shows_the_comments_it_counts(
    qtbot: QtBot, page: OverviewPage, clinic: Session
) -> None:
    theme_id = add_theme(clinic, "Transport", "bus*")
    clinic.changed.emit(coding.apply_rules(clinic.workspace, clinic.exercise_id))
    counted(qtbot, clinic)
    waiting = int(page.to_review.accessibleName().rpartition(": ")[2])
    with qtbot.waitSignal(clinic.comments_wanted) as wanted:
        qtbot.mouseClick(page.to_review, Qt.MouseButton.LeftButton)
    assert wanted.args is not None
    shown = browsing.comment_ids(clinic.workspace, clinic.exercise_id, wanted.args[0])
    assert len(shown) == waiting > 0
    clinic.act(coding.add_coding, shown, theme_id)
    counted(qtbot, clinic)
    assert page.to_review.accessibleName().endswith(": 0")
    assert page.coded.accessibleDescription() == f"{waiting} of 19"


def test_the_responses_card_goes_to_the_responses_by_keyboard(
    qtbot: QtBot, page: OverviewPage, clinic: Session
) -> None:
    page.responses.setFocus()
    with qtbot.waitSignal(clinic.page_wanted) as wanted:
        qtbot.keyClick(page.responses, Qt.Key.Key_Space)
    assert wanted.args == ["responses"]


def test_reach_is_shown_against_plan_and_leads_to_those_heard(
    qtbot: QtBot, page: OverviewPage, clinic: Session
) -> None:
    rows = {row.name: row for row in page.reach.model_.rows}
    assert rows["GP"].figures == ("12", "6")
    assert rows["GP"].share == 0.5
    assert rows["Carers"].figures == ("4", "0")
    assert rows["Nurse"].figures == ("–", "6")
    assert rows["Nurse"].share is None
    place = [row.name for row in page.reach.model_.rows].index("GP")
    with qtbot.waitSignal(clinic.comments_wanted) as wanted:
        page.reach.row_chosen.emit(place)
    assert wanted.args is not None
    by_group = CommentFilter(group_id=group_of(clinic, "GP"))
    expected = browsing.response_ids(clinic.workspace, clinic.exercise_id, by_group)
    assert sorted(wanted.args[0].response_ids) == expected
    assert wanted.args[0].response_ids_title == "Heard: GP"


def test_a_group_nobody_was_heard_from_says_so(
    qtbot: QtBot, page: OverviewPage, clinic: Session
) -> None:
    place = [row.name for row in page.reach.model_.rows].index("Carers")
    with qtbot.assertNotEmitted(clinic.comments_wanted), qtbot.waitSignal(clinic.said):
        page.reach.row_chosen.emit(place)


def test_enter_on_a_row_leads_there_too(qtbot: QtBot, page: OverviewPage, clinic: Session) -> None:
    page.positions.setFocus()
    page.positions.selectRow(0)
    with qtbot.waitSignal(clinic.comments_wanted) as wanted:
        qtbot.keyClick(page.positions, Qt.Key.Key_Return)
    assert wanted.args == [CommentFilter(position="welcomed")]


def test_position_and_tone_are_counted_apart(
    qtbot: QtBot, page: OverviewPage, clinic: Session
) -> None:
    """Tone is not position: one counts responses as stated, the other comments as scored."""
    positions = {row.name: row.figures for row in page.positions.model_.rows}
    assert positions["Welcomed"] == positions["Concern"] == ("8",)
    assert positions["Not stated"] == ("0",)
    tones = {row.name: row.figures for row in page.tones.model_.rows}
    assert tones == {"Positive": ("0",), "Neutral": ("0",), "Negative": ("0",)}  # not scored yet
    with qtbot.waitSignal(clinic.comments_wanted) as wanted:
        page.tones.row_chosen.emit(2)
    assert wanted.args == [CommentFilter(sentiment=Sentiment.NEGATIVE)]


def test_a_sample_says_that_its_comments_are_invented(
    qtbot: QtBot, page: OverviewPage, clinic: Session
) -> None:
    assert not page.invented.isVisible()
    clinic.act(lambda workspace: planning.edit_exercise(workspace, clinic.exercise_id, invented=1))
    counted(qtbot, clinic)
    assert page.invented.isVisible()
    assert page.invented.message.text == INVENTED


def test_changes_while_another_page_is_in_front_are_counted_on_return(
    qtbot: QtBot, page: OverviewPage, clinic: Session
) -> None:
    page.hide()
    clinic.act(
        lambda workspace: planning.edit_exercise(workspace, clinic.exercise_id, title="New name")
    )
    assert not clinic.runner.busy
    assert page.heading.text() == "Clinic move"
    page.show()
    counted(qtbot, clinic)
    assert page.heading.text() == "New name"


def test_an_answer_about_an_exercise_left_since_is_not_shown(
    qtbot: QtBot, page: OverviewPage, clinic: Session
) -> None:
    other = planning.add_exercise(clinic.workspace, "Pharmacy hours").created
    page.hide()
    clinic.choose_exercise(other)
    page.show()
    counted(qtbot, clinic)
    assert page.heading.text() == "Pharmacy hours"
    assert page.responses.accessibleName() == "responses: 0"
    assert page.step.button.text() == "Go to Plan"


def test_groups_are_those_planned_for_or_heard(clinic: Session) -> None:
    listed = group_reach(reach_table(clinic.workspace, clinic.exercise_id))
    assert {group.name: group.heard for group in listed} == {
        "GP": 6, "Nurse": 6, "Councillor": 6, "Someone else": 6,
    }  # fmt: skip


def test_only_groups_with_a_number_in_the_plan_count_as_planned() -> None:
    groups = [GroupReach(0, "A", 3, 0), GroupReach(1, "B", 2, 5), GroupReach(2, "C", None, 1)]
    assert heard_of_planned(groups) == (1, 2)
