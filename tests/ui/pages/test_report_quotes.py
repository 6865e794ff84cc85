"""Quotations on the Report page: what an officer sees of each, and decides with keys alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from building import made
from heard import Heard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engage_app.domain.coding import Span
from engage_app.domain.filters import CommentFilter
from engage_app.domain.quotation import PickStatus
from engage_app.domain.redaction import DetailKind
from engage_app.services import drafts, findings, planning, redacting
from engage_app.services.quoting_desk import Heard as HeardPosition
from engage_app.services.quoting_desk import ThemeQuotes
from engage_app.services.workspace import Workspace
from ui.pages.report import ReportPage
from ui.pages.report_quotes import QuotesTab
from ui.pages.report_quotes_card import QuoteCard
from ui.pages.report_quotes_words import marked, range_in_words, theme_in_words
from ui.session import Session
from ui.tasks import TaskRunner

LONG = 20_000  # milliseconds: the first proposals with their libraries, on a busy machine


@pytest.fixture
def session(dressed: QApplication, workspace: Workspace) -> Iterator[Session]:
    """Seven residents on two themes, and four who won't be quoted; one names somebody, covered."""
    built = Heard(workspace)
    built.group("Residents")
    built.theme("Buses")
    built.theme("Parking")
    for number in range(5):
        said = f"the bus to the clinic stops at six, says number {number}. It always has."
        built.respond("Residents", position="welcomed", consent="yes", says={said: ["Buses"]})
    built.respond(
        "Residents",
        position="concern",
        consent="yes",
        says={"Priya Raghunathan drives us, as no bus comes at night": ["Buses"]},
    )
    built.respond("Residents", consent="yes", says={"parking is full by nine": ["Parking"]})
    for number in range(4):
        said = f"nowhere to park, {number} times"
        built.respond("Residents", position="concern", consent="no", says={said: ["Parking"]})
    (named,) = workspace.connection.execute(
        "SELECT id FROM comment WHERE text LIKE 'Priya%'"
    ).fetchone()
    redacting.add(workspace, named, Span(0, 17), DetailKind.NAME)
    opened = Session(TaskRunner())
    assert opened.open(Path(workspace.path))
    opened.choose_exercise(built.exercise)
    yield opened
    opened.runner.close()
    opened.close()


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> QuotesTab:
    """The tab on screen, with its proposals."""
    made = QuotesTab(session)
    qtbot.addWidget(made)
    made.resize(480, 900)
    made.show()
    qtbot.waitUntil(lambda: made.desk is not None, timeout=LONG)
    return made


def settled(qtbot: QtBot, tab: QuotesTab) -> list[QuoteCard]:
    """The cards, once all that was asked for is there."""
    qtbot.waitUntil(lambda: not tab.session.runner.busy, timeout=LONG)
    return tab.cards.cards


def card(tab: QuotesTab, words: str) -> QuoteCard:
    return next(each for each in tab.cards.cards if words in each.shown.text)


def printed(tab: QuotesTab) -> list[str]:
    found = findings.finding(tab.session.workspace, tab.session.exercise_id, "quotes")
    return [str(row[2]) for row in found.rows if row[0] == "Buses"]


def test_a_card_says_what_is_to_be_known(tab: QuotesTab) -> None:
    shown = card(tab, "drives us")
    told = " | ".join(part.text() for part in shown.findChildren(QLabel))
    assert "Proposed: printed unless you pick others or refuse it" in told
    assert "Printed as “Residents”, which stands for 11 people" in told
    assert "Position: Concern. Group: Residents" in told
    assert "Permission: Agreed to be quoted" in told
    assert "Covered: name, by Test Officer on " in told
    assert "Priya" not in told
    assert shown.accessibleName().startswith("Quotation ")
    assert "[name removed] drives us" in shown.accessibleName()
    assert tab.range.text() == ("Heard in the report: Welcomed 1, Concern 1, Not stated 1.")


def test_pick_refuse_and_take_back_by_keys(qtbot: QtBot, tab: QuotesTab) -> None:
    """What was decided shows at once, is undoable, and the cursor stays on its comment."""
    chosen = card(tab, "drives us")
    said = chosen.shown.text
    chosen.setFocus()
    qtbot.keyClick(chosen, Qt.Key.Key_Return)
    assert chosen.pick.text() == "Take back"
    settled(qtbot, tab)
    assert printed(tab) == [said]
    now = card(tab, "drives us")
    assert now is not chosen
    qtbot.waitUntil(now.hasFocus)
    assert tab.list.item(0).text() == "Buses\n1 picked"
    qtbot.keyClick(now, Qt.Key.Key_Delete)
    settled(qtbot, tab)
    assert said not in printed(tab)
    assert tab.list.item(0).text().endswith("1 proposed, 1 refused")  # the others are copies
    last = tab.cards.cards[-1]
    assert (last.status, last.standing.text()) == (PickStatus.REFUSED, "Refused")
    assert last.edit.isHidden()
    qtbot.keyClick(last, Qt.Key.Key_Delete)
    settled(qtbot, tab)
    assert card(tab, "drives us").status is None
    tab.session.undo()
    settled(qtbot, tab)
    assert card(tab, "drives us").status is PickStatus.REFUSED


def test_the_buttons_do_the_same(qtbot: QtBot, tab: QuotesTab) -> None:
    said = tab.cards.cards[0].shown.text
    assert tab.picking.isVisible()  # what a pick does to the other proposals is said before
    assert "only your picks are printed" in tab.picking.text()
    qtbot.mouseClick(tab.cards.cards[0].pick, Qt.MouseButton.LeftButton)
    settled(qtbot, tab)
    assert printed(tab) == [said]
    assert not tab.picking.isVisible()
    qtbot.mouseClick(tab.cards.cards[0].pick, Qt.MouseButton.LeftButton)
    settled(qtbot, tab)
    assert len(printed(tab)) == 2


def test_another_exercise_has_no_picks_of_this_one(qtbot: QtBot, tab: QuotesTab) -> None:
    """Nor does its tab say so while nobody looks at the step."""
    qtbot.mouseClick(tab.cards.cards[0].pick, Qt.MouseButton.LeftButton)
    settled(qtbot, tab)
    other = made(planning.add_exercise(tab.session.workspace, "Another"))
    tab.hide()
    with qtbot.waitSignal(tab.counted, check_params_cb=lambda said: not said):
        tab.session.choose_exercise(other)


def test_arrows_go_along_the_cards(qtbot: QtBot, tab: QuotesTab) -> None:
    tab.list.setFocus()
    qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    first, second = tab.cards.cards[:2]
    assert first.hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Up)
    qtbot.keyClick(first, Qt.Key.Key_Up)
    assert tab.list.hasFocus()


def test_the_order_of_those_picked(qtbot: QtBot, tab: QuotesTab) -> None:
    for _ in range(2):
        free = next(each for each in tab.cards.cards if each.status is None)
        qtbot.keyClick(free, Qt.Key.Key_Space)
        settled(qtbot, tab)
    before = printed(tab)
    assert len(before) == 2
    assert not tab.cards.cards[0].later.isHidden()
    qtbot.keyClick(tab.cards.cards[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settled(qtbot, tab)
    assert printed(tab) == before[::-1]


def test_an_excerpt_is_typed_and_kept(qtbot: QtBot, tab: QuotesTab) -> None:
    """The form says how it will be printed, and doesn't keep what are other words."""
    chosen = card(tab, "It always has.")
    chosen.setFocus()
    qtbot.keyClick(chosen, Qt.Key.Key_E)
    form = tab.form
    assert form.isVisible()
    assert form.box.toPlainText() == chosen.shown.text
    form.box.setPlainText("the train to the clinic")
    assert not form.done.isEnabled()
    assert "not the comment's own words" in form.verdict.text()
    form.box.setPlainText("the bus to the clinic […] It always has.")
    assert form.verdict.text() == "Printed as: “the bus to the clinic […] It always has.”"
    qtbot.mouseClick(form.done, Qt.MouseButton.LeftButton)
    settled(qtbot, tab)
    assert not form.isVisible()
    assert printed(tab) == ["the bus to the clinic […] It always has."]
    assert drafts.kept(tab.session.workspace) == []


def test_what_is_no_excerpt_is_not_kept(qtbot: QtBot, tab: QuotesTab) -> None:
    chosen = card(tab, "It always has.")
    qtbot.mouseClick(chosen.edit, Qt.MouseButton.LeftButton)
    tab.form.box.setPlainText("something else entirely")
    qtbot.keyClick(tab.form, Qt.Key.Key_Escape)
    settled(qtbot, tab)
    assert not tab.form.isVisible()
    assert len(printed(tab)) == 2


def test_cancel_keeps_nothing_of_an_excerpt(qtbot: QtBot, tab: QuotesTab) -> None:
    """Though what was typed could be kept."""
    before = printed(tab)
    qtbot.mouseClick(card(tab, "It always has.").edit, Qt.MouseButton.LeftButton)
    tab.form.box.setPlainText("the bus to the clinic […] It always has.")
    qtbot.mouseClick(tab.form.cancel, Qt.MouseButton.LeftButton)
    settled(qtbot, tab)
    assert not tab.form.isVisible()
    assert printed(tab) == before
    assert drafts.kept(tab.session.workspace) == []


def test_the_preview_is_told_where_to_look(qtbot: QtBot, tab: QuotesTab) -> None:
    """The quotation that was decided on, or its theme where it isn't printed."""
    chosen = tab.cards.cards[0]
    with qtbot.waitSignal(tab.quotation_shown) as told:
        qtbot.mouseClick(chosen.pick, Qt.MouseButton.LeftButton)
    assert told.args == [(chosen.shown.text, "Buses")]
    with qtbot.waitSignal(tab.quotation_shown) as told:
        tab.list.setCurrentRow(1)
    assert told.args == [("Parking",)]
    settled(qtbot, tab)


def test_the_source_is_one_click_away(qtbot: QtBot, tab: QuotesTab) -> None:
    chosen = tab.cards.cards[0]
    with qtbot.waitSignal(tab.session.comments_wanted) as asked:
        qtbot.mouseClick(chosen.source, Qt.MouseButton.LeftButton)
    (wanted,) = asked.args
    assert isinstance(wanted, CommentFilter)
    assert wanted.response_ids == (chosen.shown.response_id,)
    with qtbot.waitSignal(tab.session.comments_wanted):
        qtbot.keyClick(chosen, Qt.Key.Key_S)


def test_only_of_a_position(qtbot: QtBot, tab: QuotesTab) -> None:
    tab.position.setCurrentIndex(tab.position.findData("concern"))
    tab.position.activated.emit(tab.position.currentIndex())
    settled(qtbot, tab)
    assert [each.shown.position for each in tab.cards.cards] == ["Concern"]
    assert tab.position.currentData() == "concern"
    tab.position.setCurrentIndex(tab.position.findData("mixed"))
    tab.position.activated.emit(tab.position.currentIndex())
    settled(qtbot, tab)
    assert tab.cards.cards == []


def test_another_theme(qtbot: QtBot, tab: QuotesTab) -> None:
    tab.list.setCurrentRow(1)
    settled(qtbot, tab)
    assert [each.shown.text for each in tab.cards.cards] == ["parking is full by nine"]


def test_without_themes_it_says_what_it_is_for(
    qtbot: QtBot, session: Session, tab: QuotesTab
) -> None:
    other = planning.add_exercise(session.workspace, "Another").created
    session.choose_exercise(other)
    qtbot.waitUntil(tab.empty.isVisible, timeout=LONG)
    assert not tab.list.isVisible()


def test_large_text_is_not_cut(qtbot: QtBot, tab: QuotesTab) -> None:
    """In a narrow window every word of a card has room."""
    tab.resize(300, 900)
    QApplication.processEvents()
    for each in tab.cards.cards:
        assert each.width() <= tab.width()
        assert each.words.height() >= each.words.heightForWidth(each.words.width())


def test_it_is_a_step_of_the_report(qtbot: QtBot, session: Session) -> None:
    """A remark of the pre-flight leads there, and its tab says how many are picked."""
    page = ReportPage(session)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.open_at("quotes", "")
    assert page.steps.current is page.quotes
    qtbot.waitUntil(lambda: bool(page.quotes.cards.cards), timeout=LONG)
    qtbot.keyClick(page.quotes.cards.cards[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Quotations (1 picked)" in page.steps.names, timeout=LONG)
    qtbot.waitUntil(lambda: not session.runner.busy, timeout=LONG)


def test_in_words() -> None:
    heard = [
        HeardPosition("Welcomed", 2, taken=True),
        HeardPosition("Concern", 0, taken=True),
        HeardPosition("Mixed", 0, taken=False),
    ]
    assert range_in_words(heard) == "Heard in the report: Welcomed 2. Not yet: Concern."
    assert range_in_words(heard[2:]) == "Nobody is quoted yet."
    assert theme_in_words(ThemeQuotes(1, "Buses", 2, 0, 1)) == "2 picked, 1 of them not printed"
    assert theme_in_words(ThemeQuotes(1, "Buses", 0, 1, 0)) == "Nothing to quote, 1 refused"
    assert marked("a <b> [name removed]").count("<b") == 1


def test_an_excerpt_that_was_being_typed_comes_back(qtbot: QtBot, tab: QuotesTab) -> None:
    """After a crash: the theme, the comment and the words as they were."""
    shown = card(tab, "It always has.").shown
    key = f"{tab.session.exercise_id}:{shown.theme_id}:{shown.comment_id}"
    drafts.save(tab.session.workspace, "quotes", key, {"excerpt": "the bus to"})
    tab.go_to(key)
    qtbot.waitUntil(tab.form.isVisible, timeout=LONG)
    assert tab.form.box.toPlainText() == "the bus to"
    settled(qtbot, tab)
