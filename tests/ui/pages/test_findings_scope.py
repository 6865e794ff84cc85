"""The Findings page: limiting, comparing, keeping a finding, and the way back."""

import pytest
from building import made
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engage_app.domain.scope import By, Comparison
from engage_app.services import browsing, codebook, coding, saved_findings, tagging
from ui.pages.findings import FindingsPage
from ui.pages.findings_saving import NameDialog
from ui.session import Session


@pytest.fixture
def page(qtbot: QtBot, clinic: Session) -> FindingsPage:
    """The page on screen: 24 responses, twelve welcome it, nine wrote of parking or buses."""
    workspace, exercise_id = clinic.workspace, clinic.exercise_id
    rows = browsing.comment_rows(workspace, browsing.comment_ids(workspace, exercise_id))
    theme_id = made(codebook.add_theme(workspace, exercise_id, None, name="Travel"))
    coding.add_coding(workspace, [row.id for row in rows if "bus" in row.text], theme_id)
    everyone = browsing.response_ids(workspace, exercise_id)
    tagging.set_position(workspace, everyone[:12], "welcomed")
    tagging.set_position(workspace, everyone[12:], "concern")
    shown = FindingsPage(clinic)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    settle(qtbot, shown)
    choose(qtbot, shown, "position_counts")
    return shown


def settle(qtbot: QtBot, page: FindingsPage) -> None:
    """Wait until everything asked for is there."""
    qtbot.waitUntil(lambda: not page.session.runner.busy, timeout=20_000)
    qtbot.waitUntil(
        lambda: page.shown is not None and page.shown.wanted == page.wanted, timeout=20_000
    )


def choose(qtbot: QtBot, page: FindingsPage, name: str) -> None:
    """Choose a finding in the list."""
    qtbot.waitUntil(lambda: page.list.choose(name), timeout=20_000)
    settle(qtbot, page)


def limit(qtbot: QtBot, page: FindingsPage, field: str, words: str) -> None:
    """Choose a condition in the card of filters, as an officer does."""
    box = page.bar.fields.box(field)
    box.setCurrentIndex(next(n for n in range(box.count()) if box.itemText(n).strip() == words))
    box.activated.emit(box.currentIndex())
    settle(qtbot, page)


def everybody(page: FindingsPage) -> tuple[object, ...]:
    """The row of all respondents, of the table on screen."""
    assert page.shown is not None
    return next(row for row in page.shown.table.rows if row[0] == "All respondents")


def test_a_filter_cuts_the_table_and_says_so(qtbot: QtBot, page: FindingsPage) -> None:
    """The chip names it, the note counts who is left, a click leads to those only."""
    assert everybody(page)[1] == 24
    limit(qtbot, page, "position", "Concern")
    assert everybody(page)[1] == 12
    assert [chip.text for chip in page.bar.chips] == ["Only position: Concern"]
    assert "12 respondents with 12 responses" in page.note.text()
    with qtbot.waitSignal(page.session.comments_wanted) as heard:
        row = len(page.shown.table.rows) - 1 if page.shown else 0
        page.open_cell(row, 1)
    assert len(heard.args[0].response_ids) == 12


def test_a_chip_takes_its_condition_away(qtbot: QtBot, page: FindingsPage) -> None:
    """By keyboard: Delete on the chip."""
    limit(qtbot, page, "position", "Concern")
    QTest.keyClick(page.bar.chips[0], Qt.Key.Key_Delete)
    settle(qtbot, page)
    assert everybody(page)[1] == 24
    assert page.bar.chips == []


def test_the_filter_stays_while_one_looks_from_table_to_table(
    qtbot: QtBot, page: FindingsPage
) -> None:
    """Only the finding that is chosen is worked out among fewer."""
    limit(qtbot, page, "position", "Concern")
    choose(qtbot, page, "reach_by_group")
    assert everybody(page)[2] == 12
    choose(qtbot, page, "codings")
    assert not page.bar.filter.isEnabled()
    assert "as a whole" in page.bar.why.text()


def test_a_finding_is_compared(qtbot: QtBot, page: FindingsPage) -> None:
    """By position, side by side."""
    choose(qtbot, page, "themes")
    box = page.bar.compare
    box.setCurrentIndex(
        next(n for n in range(box.count()) if box.itemData(n) == Comparison(By.POSITION))
    )
    box.activated.emit(box.currentIndex())
    settle(qtbot, page)
    assert page.shown is not None
    names = [column.name for column in page.shown.table.columns]
    assert names[:4] == ["Theme", "All: Respondents", "All: Share", "Welcomed: Respondents"]
    row = page.shown.table.rows[0]
    total, *parts = [row[n] for n, name in enumerate(names) if name.endswith(": Respondents")]
    assert total == sum(int(str(part)) for part in parts)


def test_a_finding_is_saved_printed_and_brought_back(qtbot: QtBot, page: FindingsPage) -> None:
    """Saved under a name, ticked for the report, removed, undone."""
    session = page.session
    limit(qtbot, page, "position", "Concern")
    qtbot.mouseClick(page.bar.save, Qt.MouseButton.LeftButton)
    dialog = page.findChild(NameDialog)
    assert dialog is not None
    dialog.name.setText("Those with a concern")
    dialog.accept()
    settle(qtbot, page)
    assert page.saved is not None
    assert page.saved.in_report
    assert page.view.title.text() == "Those with a concern"
    with qtbot.waitSignal(session.said) as said:
        page.bar.in_report.click()
    assert said.args == ["“Those with a concern” is taken out of the report."]
    assert not saved_findings.listed(session.workspace, session.exercise_id)[0].in_report
    page.bar.deed.emit("remove")
    settle(qtbot, page)
    assert page.keeper.of(page.list.chosen()) is None
    assert everybody(page)[1] == 24
    session.undo()
    assert [one.name for one in page.keeper.saved] == ["Those with a concern"]


def test_few_respondents_are_shown_but_can_t_leave(qtbot: QtBot, page: FindingsPage) -> None:
    """The window shows them; the note and the copy say no."""
    session = page.session
    first = browsing.response_ids(session.workspace, session.exercise_id)[:2]
    session.act(tagging.set_position, first, "mixed")
    settle(qtbot, page)
    limit(qtbot, page, "position", "Mixed")
    assert everybody(page)[1] == 2
    assert "can't leave Engage" in page.note.text()
    qtbot.mouseClick(page.bar.save, Qt.MouseButton.LeftButton)
    dialog = page.findChild(NameDialog)
    assert dialog is not None
    assert not dialog.in_report.isChecked()  # it would be dropped from the paper
    assert any("Fewer than 5" in each.text() for each in dialog.findChildren(QLabel))
    dialog.reject()
    before = QApplication.clipboard().text()
    page.copy_table()
    qtbot.waitUntil(lambda: not session.runner.busy, timeout=60_000)
    assert QApplication.clipboard().text() == before


def test_anything_is_crossed_by_anything(qtbot: QtBot, page: FindingsPage) -> None:
    """Rows and columns are the officer's choice."""
    choose(qtbot, page, "crossed")
    page.bar.rows.setCurrentIndex(page.bar.rows.findData("group"))
    page.bar.columns.setCurrentIndex(page.bar.columns.findData("position"))
    page.bar.columns.activated.emit(page.bar.columns.currentIndex())
    settle(qtbot, page)
    assert page.shown is not None
    assert page.shown.table.columns[0].name.startswith("Stakeholder group")


def test_the_search_lists_what_is_called_so(qtbot: QtBot, page: FindingsPage) -> None:
    """Enter goes to the first that was found."""
    choose(qtbot, page, "reach_by_group")
    page.panel.search.setText("positions in numb")
    shown = [
        page.list.item(n).text()
        for n in range(page.list.count())
        if not page.list.item(n).isHidden()
    ]
    first = page.list.title("reach_by_group")  # still the one on screen: it stays, marked
    assert shown == ["Who was heard", first, "Positions", "Positions in numbers"]
    assert page.list.chosen() == "reach_by_group"
    QTest.keyClick(page.panel.search, Qt.Key.Key_Return)
    assert page.list.chosen() == "position_counts"
    page.panel.search.setText("no such thing")
    assert page.panel.nothing.isVisible()


def test_the_filter_outlives_a_finding_that_has_none(qtbot: QtBot, page: FindingsPage) -> None:
    """Past one that is only counted as a whole, and on to anything crossed by anything."""
    limit(qtbot, page, "position", "Concern")
    choose(qtbot, page, "codings")
    assert not page.wanted.only
    choose(qtbot, page, "crossed")
    assert page.wanted.only.position == "concern"
    assert [chip.text for chip in page.bar.chips] == ["Only position: Concern"]


def test_the_name_proposed_says_what_was_asked(qtbot: QtBot, page: FindingsPage) -> None:
    """Title, filter and comparison, in a field wide enough to read them."""
    choose(qtbot, page, "themes")
    limit(qtbot, page, "position", "Concern")
    assert page.bar.proposed("Themes") == "Themes – Concern"
    compared = next(n for n in range(page.bar.compare.count()) if n)
    page.bar.compare.setCurrentIndex(compared)
    page.bar.compare.activated.emit(compared)
    settle(qtbot, page)
    words = page.bar.compare.itemText(compared).removeprefix("Compare by ").strip("“”")
    assert page.bar.proposed("Themes") == f"Themes – Concern, by {words}"
    qtbot.mouseClick(page.bar.save, Qt.MouseButton.LeftButton)
    dialog = page.findChild(NameDialog)
    assert dialog is not None
    assert dialog.name.text().endswith(f"– Concern, by {words}")
    assert dialog.name.width() > 500
    dialog.reject()
