import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from engage_app.domain.report import Table
from ui.models.finding_table import FindingTable

ROLE = Qt.ItemDataRole
ACROSS = Qt.Orientation.Horizontal


@pytest.fixture
def model(qtbot: QtBot, finding: Table) -> FindingTable:
    made = FindingTable()
    tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Fatal, made
    )
    assert tester.parent() is made
    made.show(finding)
    return made


def test_cells_are_written_by_the_kind_of_their_column(model: FindingTable) -> None:
    rows = [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]

    assert rows == [
        ["Primary care", "1,240", "63%", "-0.12"],
        ["Voluntary sector", "[c]", "[c]", "[x]"],
    ]


def test_a_hidden_cell_says_why(model: FindingTable) -> None:
    assert "small number of people is hidden" in model.index(1, 1).data(ROLE.ToolTipRole)
    assert model.index(0, 1).data(ROLE.ToolTipRole) is None


def test_screen_readers_hear_the_column_and_words_for_a_marker(model: FindingTable) -> None:
    assert model.index(0, 2).data(ROLE.AccessibleTextRole) == "Welcomed: 63%"
    assert "confidential" in model.index(1, 2).data(ROLE.AccessibleTextRole)


def test_figures_stand_at_the_right_with_their_headings(model: FindingTable) -> None:
    right = Qt.AlignmentFlag.AlignRight.value
    for column, figure in ((0, False), (1, True), (3, True)):
        cell = model.index(0, column).data(ROLE.TextAlignmentRole)
        heading = model.headerData(column, ACROSS, ROLE.TextAlignmentRole)
        assert bool(int(cell) & right) is figure
        assert bool(heading & right) is figure


def test_a_heading_says_what_it_counts(model: FindingTable) -> None:
    assert model.headerData(2, ACROSS, ROLE.ToolTipRole) == "Welcomed\nShare of people"
    assert model.headerData(0, ACROSS, ROLE.ToolTipRole) == "Stakeholder group"


def test_an_empty_finding_has_neither_rows_nor_columns(qtbot: QtBot) -> None:
    model = FindingTable()

    assert (model.rowCount(), model.columnCount()) == (0, 0)
    assert model.data(QModelIndex()) is None
    assert model.headerData(0, ACROSS) is None
