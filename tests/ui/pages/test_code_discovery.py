"""New themes on the Code page: looked for, shown with examples, made with one click."""

import pytest
from building import Small, add_response, small_exercise
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engage_app.domain.filters import CodingState
from engage_app.services import browsing, codebook
from engage_app.services.workspace import Workspace
from ui.pages.code_discovery import DiscoveryTab
from ui.session import Session
from ui.widgets.text_with_spans import TextWithSpans

BUSES = (
    "There is no bus to the clinic",
    "The bus stops at six, and none on Sunday don't run",
    "I come by bus, and the bus is late",
    "Two trips by bus each way with a pram",
)


@pytest.fixture
def small(workspace: Workspace) -> Small:
    built = small_exercise(workspace)
    with workspace.acting("bring in responses", built.exercise) as action:
        for text in BUSES:
            add_response(action, built, view=text)
    return built


def examples(tab: DiscoveryTab) -> set[str]:
    """The words of the examples in sight."""
    return {each.toPlainText() for each in tab.findChildren(TextWithSpans) if each.isVisible()}


def test_a_group_becomes_a_theme_with_its_comments_to_review(
    qtbot: QtBot, session: Session, small: Small
) -> None:
    tab = DiscoveryTab(session)
    qtbot.addWidget(tab)
    tab.resize(1200, 700)
    with qtbot.waitExposed(tab):
        tab.show()
    assert tab.never.isVisible()
    tab.look()
    qtbot.waitUntil(lambda: tab.list.topLevelItemCount() > 0, timeout=60_000)
    (item,) = tab.list.findItems("bus", Qt.MatchFlag.MatchContains, 0)[:1]
    tab.list.setCurrentItem(item)
    group = tab.current()
    assert group is not None
    words = {row.text for row in browsing.comment_rows(session.workspace, group.comments)}
    qtbot.waitUntil(lambda: examples(tab) == words)
    tab.name.setText("Buses")
    with qtbot.waitSignal(session.comments_wanted) as wanted:
        qtbot.keyClick(tab.name, Qt.Key.Key_Return)
    made = {theme.name: theme.id for theme in codebook.themes(session.workspace, small.exercise)}
    assert wanted.args is not None
    assert wanted.args[0].theme_id == made["Buses"]
    assert wanted.args[0].state is CodingState.TO_REVIEW
    waiting = browsing.comment_ids(session.workspace, small.exercise, wanted.args[0])
    assert set(waiting) == set(group.comments)
