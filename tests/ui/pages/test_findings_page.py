"""The Findings page: choosing a finding, and getting from a figure to the comments behind it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from building import made
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.filters import CommentFilter
from engage_app.domain.report import ChartKind, Table
from engage_app.services import browsing, codebook, coding, findings, planning, samples, tagging
from engage_app.services import workspace as workspaces
from engage_app.services.covers import ReportPlan, save_plan
from engage_app.services.tables import positions
from engage_app.services.tables.material import Material
from ui.pages.code_queue import QueuePanel
from ui.pages.findings import FindingsPage
from ui.pages.findings_behind import cell_of_bar, comments_behind
from ui.pages.findings_list import SECTIONS, entry_of, sections
from ui.pages.findings_said import NOTE
from ui.pages.responses import ResponsesPage
from ui.pages.table_copy import as_html, as_text
from ui.session import Session
from ui.tasks import TaskRunner
from ui.widgets.banner import Banner


@pytest.fixture
def coded(clinic: Session) -> Session:
    """The clinic's survey with two themes on its comments, and positions set."""
    workspace, exercise_id = clinic.workspace, clinic.exercise_id
    ids = browsing.comment_ids(workspace, exercise_id)
    rows = browsing.comment_rows(workspace, ids)
    for name, word in (("Travel", "bus"), ("Parking", "parking")):
        theme_id = made(codebook.add_theme(workspace, exercise_id, None, name=name))
        coding.add_coding(workspace, [row.id for row in rows if word in row.text], theme_id)
    everyone = browsing.response_ids(workspace, exercise_id)
    tagging.set_position(workspace, everyone[:12], "welcomed")
    tagging.set_position(workspace, everyone[12:18], "concern")
    tagging.set_position(workspace, everyone[18:], "no view")
    return clinic


@pytest.fixture
def page(qtbot: QtBot, coded: Session) -> FindingsPage:
    """The page on screen, its tables worked out."""
    return shown(qtbot, coded)


@pytest.fixture
def sample(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    """A session with the sample exercise open."""
    workspace = workspaces.create(tmp_path / "sample.engage", officer="Test Officer")
    exercise_id = made(samples.add_sample(workspace))
    workspace.close()
    session = Session(TaskRunner())
    assert session.open(tmp_path / "sample.engage")
    session.choose_exercise(exercise_id)
    yield session
    session.runner.close()
    session.close()


def shown(qtbot: QtBot, session: Session) -> FindingsPage:
    """A page on screen, its tables worked out."""
    page = FindingsPage(session)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitUntil(lambda: bool(page.view.title.text()), timeout=20_000)
    return page


def table_of(page: FindingsPage, name: str) -> Table:
    """A table as the page shows it, chosen in its list as soon as it is there."""
    wait_for(lambda: page.list.chosen() == name or page.list.choose(name))
    wait_for(lambda: page.shown is not None and page.shown.wanted == page.wanted)
    assert page.shown is not None
    return page.shown.table


def wait_for(true: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until
        QTest.qWait(5)


def all_listed(page: FindingsPage) -> None:
    """Wait until every finding is listed."""
    wait_for(lambda: not page.session.runner.busy and page.list.choose("codings"))


def place(table: Table, row: str, column: str) -> tuple[int, int]:
    """Where a cell stands."""
    columns = [each.name for each in table.columns]
    return [each[0] for each in table.rows].index(row), columns.index(column)


def click(qtbot: QtBot, page: FindingsPage, row: int, column: int) -> None:
    """Click a cell of the table, as an officer does."""
    grid = page.view.grid
    index = grid.model().index(row, column)
    grid.scrollTo(index)
    where: QPoint = grid.visualRect(index).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=where)


def said(page: FindingsPage) -> str:
    """What the banner at the top says; empty where there is none."""
    return " ".join(banner.message.text for banner in page.findChildren(Banner))


def test_the_list_follows_the_order_of_the_work(page: FindingsPage) -> None:
    """Headings in their order; the first finding is chosen and shown; the note is there."""
    assert page.list.chosen() == "reach_by_group"
    assert page.list.item(1).text() == "Who was heard"
    all_listed(page)
    page.list.choose("reach_by_group")
    items = [page.list.item(n) for n in range(page.list.count())]
    headings = [item.text() for item in items if not item.flags() & Qt.ItemFlag.ItemIsEnabled]
    order = [heading for heading, _ in SECTIONS]
    assert headings == [heading for heading in order if heading in headings]
    assert {"Who was heard", "Themes", "Closed questions", "Words", "Your own"} <= set(headings)
    assert page.view.title.text() == "Who was heard, by stakeholder group"
    assert page.note.text() == NOTE


def test_the_arrow_keys_pass_over_headings(qtbot: QtBot, page: FindingsPage) -> None:
    """Down from the last finding of a section goes to the first of the next."""
    all_listed(page)
    place_ = page.list.row(page.list.currentItem())
    page.list.choose("position_by_group")
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    above = page.list.row(page.list.currentItem())
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.chosen() == "position_by_group"
    assert place_ > page.list.row(page.list.currentItem()) == above + 2
    title = table_of(page, "position_by_group").title
    assert page.view.title.text() == title


def test_a_click_on_a_cell_opens_the_comments_behind_it(qtbot: QtBot, page: FindingsPage) -> None:
    """The responses behind the figure, under a title that says which figure it was."""
    table = table_of(page, "position_counts")
    row, column = place(table, "All respondents", "Concern")
    with qtbot.waitSignal(page.session.comments_wanted) as heard:
        click(qtbot, page, row, column)
    wanted = heard.args[0]
    assert set(wanted.response_ids) == set(table.responses(row, column))
    assert len(wanted.response_ids) == table.rows[row][column] == 6
    assert wanted.response_ids_title == f"{table.title}: All respondents, Concern"
    assert wanted.theme_id is None


def test_enter_opens_a_cell_too(qtbot: QtBot, page: FindingsPage) -> None:
    """Everything works from the keyboard."""
    table = table_of(page, "position_counts")
    row, column = place(table, "All respondents", "Welcomed")
    page.view.grid.setCurrentIndex(page.view.grid.model().index(row, column))
    with qtbot.waitSignal(page.session.comments_wanted) as heard:
        qtbot.keyClick(page.view.grid, Qt.Key.Key_Return)
    assert len(heard.args[0].response_ids) == 12


def test_a_figure_about_a_theme_opens_only_the_comments_on_it(
    qtbot: QtBot, page: FindingsPage
) -> None:
    """Not all that its responders wrote; and where it counts a tone, only those of that tone."""
    table = table_of(page, "themes")
    session = page.session
    for column in ("Respondents", "Share", "Comments"):
        with qtbot.waitSignal(session.comments_wanted) as heard:
            page.open_cell(*place(table, "Travel", column))
        wanted: CommentFilter = heard.args[0]
        ids = browsing.comment_ids(session.workspace, session.exercise_id, wanted)
        rows = browsing.comment_rows(session.workspace, ids)
        assert rows
        assert all("bus" in row.text for row in rows)
        assert len(rows) == table.rows[place(table, "Travel", "Comments")[0]][3]


def test_a_name_stands_for_the_first_figure_beside_it(qtbot: QtBot, page: FindingsPage) -> None:
    """A click on the theme itself opens all who raised it."""
    table = table_of(page, "themes")
    with qtbot.waitSignal(page.session.comments_wanted) as heard:
        click(qtbot, page, *place(table, "Parking", "Theme"))
    assert heard.args[0].response_ids == table.responses(*place(table, "Parking", "Respondents"))
    assert heard.args[0].response_ids_title.endswith("Parking, Respondents")


def test_a_cell_with_nobody_behind_it_says_so(qtbot: QtBot, page: FindingsPage) -> None:
    """An empty queue would look like a fault."""
    table = table_of(page, "position_counts")
    with qtbot.assertNotEmitted(page.session.comments_wanted):
        click(qtbot, page, *place(table, "All respondents", "Mixed"))
    assert said(page) == "Nobody is behind this figure: it is nought."
    with qtbot.assertNotEmitted(page.session.comments_wanted):
        table_of(page, "codings")
        page.open_cell(0, 1)
    assert "doesn't come from responses" in said(page)


def test_responses_without_comments_are_listed(qtbot: QtBot, page: FindingsPage) -> None:
    """Every fifth left none: opening those as comments would show an empty queue."""
    session = page.session
    silent = [
        row.id
        for row in browsing.response_rows(
            session.workspace, browsing.response_ids(session.workspace, session.exercise_id)
        )
        if row.comments == 0
    ]
    with qtbot.waitSignal(page.worked_out, timeout=10_000):
        session.act(tagging.set_position, silent, "mixed")
    table = table_of(page, "position_counts")
    wanted: list[CommentFilter] = []
    session.responses_wanted.connect(wanted.append)
    with qtbot.assertNotEmitted(session.comments_wanted):
        page.open_cell(*place(table, "All respondents", "Mixed"))
    assert [set(each.response_ids or ()) for each in wanted] == [set(silent)]

    responses = ResponsesPage(session)
    qtbot.addWidget(responses)
    responses.show()
    responses.show_responses(wanted[0])
    tab = responses.responses
    assert set(tab.table.rows.pages.ids) == set(silent)
    assert tab.filters.figure.isVisible()
    assert "Mixed" in wanted[0].response_ids_title
    tab.filters.clear()
    assert len(tab.table.rows.pages.ids) > len(silent)
    assert not tab.filters.figure.isVisible()


def test_those_who_wrote_nothing_do_not_vanish(qtbot: QtBot, page: FindingsPage) -> None:
    """A figure of twelve leads to comments by nine: the list says so, and shows all twelve."""
    session = page.session
    table = table_of(page, "position_counts")
    with qtbot.waitSignal(session.comments_wanted) as heard:
        page.open_cell(*place(table, "All respondents", "Welcomed"))
    queue = QueuePanel(session)
    qtbot.addWidget(queue)
    queue.show()
    queue.show_filter(heard.args[0])
    known = browsing.behind(session.workspace, session.exercise_id, heard.args[0])
    assert (known.comments, known.writers, known.silent) == (9, 9, 3)
    assert queue.behind.text.endswith("9 comments by 9 respondents; 3 left no such comment")
    assert queue.behind.everyone.text() == "Show all 12 responses"
    with qtbot.waitSignal(session.responses_wanted) as asked:
        qtbot.mouseClick(queue.behind.everyone, Qt.MouseButton.LeftButton)
    responses = ResponsesPage(session)
    qtbot.addWidget(responses)
    responses.show()
    responses.show_responses(asked.args[0])
    assert len(responses.responses.table.rows.pages.ids) == 12
    assert responses.responses.filters.figure.text.endswith("12 responses by 12 respondents")


def test_a_figure_whose_people_all_wrote_offers_no_more(qtbot: QtBot, page: FindingsPage) -> None:
    """All who raised a theme wrote of it: nobody is missing."""
    session = page.session
    table = table_of(page, "themes")
    with qtbot.waitSignal(session.comments_wanted) as heard:
        page.open_cell(*place(table, "Travel", "Respondents"))
    queue = QueuePanel(session)
    qtbot.addWidget(queue)
    queue.show()
    queue.show_filter(heard.args[0])
    assert queue.behind.everyone.isHidden()
    assert "such comment" not in queue.behind.text


def test_a_bar_opens_what_its_cell_opens(qtbot: QtBot, page: FindingsPage) -> None:
    """Bars are a second way to the same comments; by keyboard too."""
    table = table_of(page, "themes")
    chart = table.chart
    assert chart is not None
    row, column = place(table, chart.categories[0], chart.series[0].name)
    page.view.chart.setFocus()
    with qtbot.waitSignal(page.session.comments_wanted) as heard:
        qtbot.keyClick(page.view.chart.canvas, Qt.Key.Key_Return)
    assert heard.args[0] == comments_behind(table, row, column)


def test_a_bar_of_positions_leads_to_their_numbers(qtbot: QtBot, page: FindingsPage) -> None:
    """The chart by group draws what stands in the table of numbers."""
    table = table_of(page, "position_by_group")
    chart = table.chart
    assert chart is not None
    welcomed = [series.name for series in chart.series].index("Welcomed")
    group = next(n for n, value in enumerate(chart.series[welcomed].values) if value)
    assert page.shown is not None
    (numbers,) = page.shown.fellows
    with qtbot.waitSignal(page.session.comments_wanted) as heard:
        page.open_bar(group, welcomed)
    cell = place(numbers, chart.categories[group], "Welcomed")
    assert set(heard.args[0].response_ids) == set(numbers.responses(*cell))


def test_the_board_s_sentences_stand_over_the_table_of_positions(page: FindingsPage) -> None:
    """Just those of the paper, and over no other table."""
    session = page.session
    sentences = positions.paragraphs(Material(session.workspace, session.exercise_id), 5)
    assert sentences
    table_of(page, "position_by_group")
    assert page.sentences.isVisible()
    assert page.sentences.text == "\n".join(sentences)
    table_of(page, "themes")
    assert not page.sentences.isVisible()


def test_a_copied_table_is_suppressed_as_all_that_leaves(qtbot: QtBot, page: FindingsPage) -> None:
    """Complete on screen, suppressed on the clipboard, by the threshold of the report."""
    session = page.session
    with qtbot.waitSignal(page.worked_out, timeout=10_000):
        session.act(save_plan, session.exercise_id, ReportPlan(rule=DisclosureRule(7)))
    table = table_of(page, "position_counts")
    row, column = place(table, "All respondents", "Concern")
    assert table.rows[row][column] == 6
    all_listed(page)
    table_of(page, "position_counts")
    with qtbot.waitSignal(session.said, timeout=10_000) as heard:
        qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert "below 7" in heard.args[0]
    data = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().splitlines()]
    assert lines[0] == [each.name for each in table.columns]
    everybody = next(line for line in lines if line[0] == "All respondents")
    assert everybody[column] == "[c]"
    assert "<table" in data.html()
    assert "<th" in data.html()


def test_a_change_works_the_findings_out_again(qtbot: QtBot, page: FindingsPage) -> None:
    """At once while it is shown, and the finding that was chosen stays chosen."""
    session = page.session
    table_of(page, "position_counts")
    everyone = browsing.response_ids(session.workspace, session.exercise_id)
    with qtbot.waitSignal(page.worked_out, timeout=10_000):
        session.act(tagging.set_position, everyone[:1], "mixed")
    assert page.list.chosen() == "position_counts"
    table = table_of(page, "position_counts")
    row, column = place(table, "All respondents", "Mixed")
    assert table.rows[row][column] == 1


def test_a_hidden_page_waits_until_it_is_shown(qtbot: QtBot, page: FindingsPage) -> None:
    """An officer who codes does not pay for tables that nobody sees."""
    session = page.session
    page.hide()
    qtbot.waitUntil(lambda: not session.runner.busy)
    everyone = browsing.response_ids(session.workspace, session.exercise_id)
    session.act(tagging.set_position, everyone[:1], "mixed")
    assert not session.runner.busy
    with qtbot.waitSignal(page.worked_out, timeout=10_000):
        page.show()


def test_without_responses_the_page_says_what_it_is_for(qtbot: QtBot, clinic: Session) -> None:
    """And offers the next step."""
    empty = made(planning.add_exercise(clinic.workspace, "Nothing yet"))
    clinic.choose_exercise(empty)
    page = FindingsPage(clinic)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.worked_out, timeout=10_000):
        page.show()
    assert page.empty.isVisible()
    assert not page.copy.isEnabled()
    with qtbot.waitSignal(clinic.page_wanted) as heard:
        qtbot.mouseClick(page.empty.action_button, Qt.MouseButton.LeftButton)
    assert heard.args == ["collect"]


def test_another_exercise_shows_its_own_findings(qtbot: QtBot, page: FindingsPage) -> None:
    """Nothing of the one before is left to be clicked."""
    empty = made(planning.add_exercise(page.session.workspace, "Nothing yet"))
    with qtbot.waitSignal(page.worked_out, timeout=10_000):
        page.session.choose_exercise(empty)
    assert page.empty.isVisible()
    assert page.table("reach_by_group") is None


def test_the_sample_s_first_finding_is_there_in_two_seconds(qtbot: QtBot, sample: Session) -> None:
    """420 responses and 830 comments; the wait is the officer's, libraries included."""
    began = time.monotonic()
    page = shown(qtbot, sample)
    assert time.monotonic() - began < 2
    assert page.shown is not None
    all_listed(page)
    assert page.list.count() > len(page.tables) > 15


def test_every_bar_of_the_sample_leads_to_its_cell(qtbot: QtBot, sample: Session) -> None:
    """Each drawn bar but those of the equality profile finds a cell with the people behind it."""
    tables = findings.findings(sample.workspace, sample.exercise_id)
    for table in tables:
        if table.chart is None or table.name.startswith("equality_"):
            continue
        for number, series in enumerate(table.chart.series):
            for category, value in enumerate(series.values):
                found = cell_of_bar(tables, table, category, number)
                assert found, (table.name, category, number)
                other, row, column = found
                head = str(other.rows[row][0])  # of a pair of themes, the first
                assert table.chart.categories[category].split(" + ")[0] == head
                assert bool(other.responses(row, column)) == bool(value), (table.name, category)
                if other is table and table.chart.kind is not ChartKind.STACKED:
                    assert value is None or other.rows[row][column] == value


def test_equality_figures_lead_to_no_response(qtbot: QtBot, sample: Session) -> None:
    """They are kept apart, and the page says so."""
    page = shown(qtbot, sample)
    all_listed(page)
    name = next(each.name for each in page.tables if each.name.startswith("equality_"))
    table_of(page, name)
    with qtbot.assertNotEmitted(sample.comments_wanted):
        page.open_cell(0, 1)
    assert "kept apart" in said(page)


def test_every_finding_stands_under_a_heading(sample: Session) -> None:
    """Closed questions, grids and the equality profile too, each once."""
    tables = findings.findings(sample.workspace, sample.exercise_id)
    grouped = dict(sections([entry_of(table) for table in tables]))
    assert sum(len(held) for held in grouped.values()) == len(tables)
    assert {"Who was heard", "Closed questions", "Themes", "Equality"} <= set(grouped)
    assert "codings" in [entry.name for entry in grouped["How it was done"]]
    assert all(each.name.startswith(("question_", "grid_")) for each in grouped["Closed questions"])


def test_a_copy_keeps_its_columns_whatever_is_in_a_cell(finding: Table) -> None:
    """Line ends and tabs would break a row in a spreadsheet; < and & a table in Word."""
    hostile = Table(
        "x", "A < B", "people", "", finding.columns, (("a\tb\nc <script>&", 1, 0.125, None),)
    )
    assert as_text(hostile).splitlines()[1] == "a b c <script>&\t1\t13%\t[x]"
    assert "&lt;script&gt;&amp;" in as_html(hostile)
    assert "<caption>A &lt; B</caption>" in as_html(hostile)


def test_in_a_narrow_window_the_list_opens_over_the_finding_and_goes_once_one_is_chosen(
    qtbot: QtBot, sample: Session
) -> None:
    """The finding has the room; with the list open one still sees what there is to choose."""
    page = shown(qtbot, sample)
    all_listed(page)
    page.resize(560, 700)
    qtbot.waitUntil(page.stack.choose.isVisible)
    assert not page.panel.isVisible()
    qtbot.mouseClick(page.stack.choose, Qt.MouseButton.LeftButton)
    assert page.panel.isVisible()
    page.list.choose("theme_by_position")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert not page.panel.isVisible()
    wait_for(lambda: page.shown is not None and page.shown.table.name == "theme_by_position")
    page.resize(1280, 800)
    qtbot.waitUntil(page.panel.isVisible)
    assert not page.stack.choose.isVisible()
