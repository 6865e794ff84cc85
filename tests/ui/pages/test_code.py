"""The Code page as an officer uses it: with the keyboard."""

import pytest
from building import Small, small_exercise
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from engage_app.domain.coding import CodingStatus, Origin, Sentiment, Span
from engage_app.domain.filters import CodingState, CommentFilter
from engage_app.services import browsing, codebook, coding, planning
from engage_app.services.workspace import Workspace, open_workspace
from ui.pages.code import CodePage
from ui.session import Session


@pytest.fixture
def small(workspace: Workspace) -> Small:
    """A small exercise whose themes have keys."""
    built = small_exercise(workspace)
    for name, key in (("Parking", "1"), ("Trust", "2")):
        codebook.edit_theme(workspace, built.exercise, built.themes[name], shortcut=key)
    return built


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> CodePage:
    """The Code page, on screen, its first comment chosen."""
    made = CodePage(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def themes_of(session: Session, comment_id: int) -> dict[str, str]:
    """Names of the themes on a comment, with their status."""
    detail = browsing.comment_detail(session.workspace, comment_id)
    names = {theme.id: theme.name for theme in codebook.themes(session.workspace, 1)}
    return {names[each.theme_id]: each.status.value for each in detail.codings}


def test_a_digit_puts_the_theme_with_that_key_on_the_comment(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    qtbot.keyClick(page.queue.list, Qt.Key.Key_2)

    assert themes_of(session, small.comments[0]) == {"Trust": "accepted"}


def test_a_digit_codes_just_the_words_selected(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    page.queue.step(1)
    page.comment.text.select_span(Span(3, 8))

    qtbot.keyClick(page.comment.text, Qt.Key.Key_2)

    (only,) = browsing.comment_detail(session.workspace, small.comments[1]).codings
    assert (only.passage, only.origin) == (Span(3, 8), Origin.OFFICER)


def test_rules_propose_enter_accepts_and_the_words_are_marked(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    with qtbot.waitSignal(session.changed):
        page.rules.click()

    assert themes_of(session, small.comments[0]) == {"Parking": "proposed"}
    assert page.comment.text.span_at(2) is not None  # "Parking" begins the comment

    qtbot.keyClick(page.queue.list, Qt.Key.Key_Return)

    assert themes_of(session, small.comments[0]) == {"Parking": "accepted"}


def test_backspace_rejects_a_proposal_and_rules_do_not_bring_it_back(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    session.act(coding.apply_rules, small.exercise)

    qtbot.keyClick(page.queue.list, Qt.Key.Key_Backspace)
    session.act(coding.apply_rules, small.exercise)

    assert themes_of(session, small.comments[0]) == {"Parking": "rejected"}


def test_backspace_takes_the_last_theme_off_where_nothing_is_proposed(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    qtbot.keyClick(page.queue.list, Qt.Key.Key_1)
    qtbot.keyClick(page.queue.list, Qt.Key.Key_2)

    qtbot.keyClick(page.queue.list, Qt.Key.Key_Backspace)

    assert themes_of(session, small.comments[0]) == {"Parking": "accepted"}


def test_a_theme_is_found_by_typing_and_put_on_with_enter(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    qtbot.keyClick(page.queue.list, Qt.Key.Key_Slash)
    qtbot.keyClicks(page.codebook.search, "tru")
    qtbot.keyClick(page.codebook.search, Qt.Key.Key_Return)

    assert themes_of(session, small.comments[0]) == {"Trust": "accepted"}
    assert page.queue.list.hasFocus()


def test_everything_is_undone_and_done_again(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    qtbot.keyClick(page.queue.list, Qt.Key.Key_1)
    qtbot.keyClick(page.queue.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.queue.list, Qt.Key.Key_2)

    session.undo()
    session.undo()
    assert themes_of(session, small.comments[0]) == themes_of(session, small.comments[1]) == {}

    session.redo()
    assert themes_of(session, small.comments[0]) == {"Parking": "accepted"}


def test_n_goes_to_the_next_comment_without_a_theme(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    coding.add_coding(session.workspace, small.comments[:3], small.themes["Trust"])

    qtbot.keyClick(page.queue.list, Qt.Key.Key_N)

    assert page.queue.current_id() == small.comments[3]


def test_position_and_sentiment_are_set_by_hand_and_go_back(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    page.comment.position_set.emit("some concern")
    qtbot.keyClick(page.queue.list, Qt.Key.Key_S)

    detail = browsing.comment_detail(session.workspace, small.comments[0])
    assert (detail.row.position, detail.position_origin) == ("some concern", "officer")
    assert (detail.row.sentiment, detail.sentiment_corrected) == (Sentiment.POSITIVE, True)

    page.comment.position_set.emit("")
    detail = browsing.comment_detail(session.workspace, small.comments[0])
    assert (detail.row.position, detail.position_origin) == ("", "")


def test_what_lies_behind_a_figure_is_shown_and_let_go_of(page: CodePage, small: Small) -> None:
    behind = CommentFilter(response_ids=(small.responses[1],), response_ids_title="Trust, North")

    page.show_comments(behind)
    shown = list(page.queue.model.pages.ids)
    page.queue.show_filter(CommentFilter())

    assert shown == list(small.comments[1:3])
    assert len(page.queue.model.pages.ids) == len(small.comments)


def test_filters_narrow_the_queue_and_an_empty_one_says_so(page: CodePage, small: Small) -> None:
    page.show_comments(CommentFilter(state=CodingState.CODED))

    assert page.queue.count.text() == "0 comments"
    assert "Change the filters" in page.comment.question.text()


def test_search_finds_words_as_they_are_typed(qtbot: QtBot, page: CodePage) -> None:
    with qtbot.waitSignal(page.queue.search.searched):
        qtbot.keyClicks(page.queue.search, "communic")

    assert page.queue.count.text() == "1 comment"


def test_accepted_proposals_keep_where_they_come_from(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    """The method page tells codings of rules from those of officers."""
    session.act(coding.apply_rules, small.exercise)
    qtbot.keyClick(page.queue.list, Qt.Key.Key_Return)

    (only,) = browsing.comment_detail(session.workspace, small.comments[0]).codings
    assert (only.origin, only.status) == (Origin.RULE, CodingStatus.ACCEPTED)


def test_the_wheel_and_stray_keys_never_change_a_position(
    qtbot: QtBot, page: CodePage, session: Session, small: Small
) -> None:
    """Scrolling past the box, or a key meant for the page, is no answer."""
    box = page.comment.position
    box.setFocus()

    wheel = QWheelEvent(
        QPointF(5, 5),
        box.mapToGlobal(QPointF(5, 5)),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    for key in (Qt.Key.Key_End, Qt.Key.Key_C, Qt.Key.Key_Down):
        qtbot.keyClick(box, key)

    assert browsing.comment_detail(session.workspace, small.comments[0]).row.position == ""


def test_filters_are_counted_cleared_and_not_carried_into_another_exercise(
    page: CodePage, session: Session, small: Small
) -> None:
    page.show_comments(CommentFilter(position="concern"))
    assert page.queue.more.text() == "Filters (1)"
    assert page.queue.count.text() == "0 comments"

    page.queue.filters.findChildren(QPushButton)[0].click()
    assert page.queue.more.text() == "Filters"
    assert len(page.queue.model.pages.ids) == len(small.comments)

    page.show_comments(CommentFilter(position="concern"))
    session.choose_exercise(small.exercise)
    assert len(page.queue.model.pages.ids) == len(small.comments)


def test_a_field_shows_what_holds_where_a_judgement_could_not_be_saved(
    qtbot: QtBot, page: CodePage, session: Session
) -> None:
    before = page.comment.position.currentIndex()
    other = open_workspace(session.workspace.path)
    with other.acting("elsewhere"), qtbot.waitSignal(session.failed):
        page.comment.position.setCurrentIndex(before + 1)
        page.comment.position.activated.emit(before + 1)
    other.close()

    assert page.comment.position.currentIndex() == before


def test_without_comments_the_page_says_what_it_is_for(
    qtbot: QtBot, page: CodePage, session: Session
) -> None:
    assert not page.empty.isVisible()
    other = planning.add_exercise(session.workspace, "Nothing yet").created

    session.choose_exercise(other)

    assert page.empty.isVisible()
    assert not page.rules.isEnabled()
