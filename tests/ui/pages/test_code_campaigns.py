"""Campaigns on the Code page: found in the background, shown as one, coded once for all."""

from building import Small, add_response
from pytestqt.qtbot import QtBot

from engage_app.services import browsing
from ui.pages.code_campaigns import CampaignsTab
from ui.session import Session

TEXT = (
    "Please keep the walk-in clinic on Mill Street open at weekends, because there is no bus to the"
    " hospital on a Sunday and carers cannot leave home for long"
)


def tab(qtbot: QtBot, session: Session) -> CampaignsTab:
    made = CampaignsTab(session)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_campaign_is_one_row_and_coded_once(qtbot: QtBot, session: Session, small: Small) -> None:
    sent = (TEXT, f"Dear all. {TEXT}. Thank you.", TEXT.upper())
    with session.workspace.acting("bring in responses", small.exercise) as action:
        ids = [add_response(action, small, view=text)[1][0] for text in sent]
    shown = tab(qtbot, session)
    assert shown.never.isVisible()
    shown.look()
    qtbot.waitUntil(lambda: shown.list.topLevelItemCount() == 1, timeout=30_000)
    item = shown.list.topLevelItem(0)
    assert item is not None
    assert [item.text(column) for column in (1, 2, 3)] == ["3", "3", "0"]
    assert shown.members.count() == 3  # one in capitals, one with a greeting
    shown.theme.setCurrentIndex(shown.theme.findText("Trust"))
    shown.code.click()
    assert [row.themes for row in browsing.comment_rows(session.workspace, ids)] == [("Trust",)] * 3
    again = shown.list.topLevelItem(0)
    assert again is not None
    assert again.text(3) == "3"
    with qtbot.waitSignal(session.comments_wanted) as wanted:
        shown.behind.click()
    assert wanted.args is not None
    assert browsing.comment_ids(session.workspace, small.exercise, wanted.args[0]) == ids


def test_where_nobody_sent_the_same_it_says_so(
    qtbot: QtBot, session: Session, small: Small
) -> None:
    shown = tab(qtbot, session)
    shown.look()
    qtbot.waitUntil(shown.none.isVisible, timeout=30_000)
