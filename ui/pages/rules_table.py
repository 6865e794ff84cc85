"""The choices of a question, how many gave each, and what each means."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.pages.find_combo import FindCombo
from ui.theme import theme
from ui.widgets.tips import plain

_MEANS = 2  # column
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class RuleRow:
    """A choice; `value` is the group's id or the position's code that it means, or None."""

    choice_id: int
    label: str
    responses: int
    value: int | str | None


class RulesTable(QTableWidget):
    """One row for each choice, with a drop-down of what it means.

    Signals:
        ruled: (id of the choice, value or None), when another meaning was chosen.
    """

    ruled = Signal(int, object)

    def __init__(self) -> None:
        super().__init__(0, 3)
        self.listed: list[RuleRow] = []
        self._combos: list[FindCombo] = []
        self.setAccessibleName("What each answer means")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.changed.connect(self._fit)
        self._fit()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column in (0, _MEANS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.activated.connect(lambda index: self.combo(index.row()).setFocus())

    def show_rules(self, rows: Sequence[RuleRow], meaning: str, offers: QAbstractItemModel) -> None:
        """Show what the choices mean; the drop-downs stay where the choices are the same.

        Args:
            rows: in the order of the choices.
            meaning: heading of the last column, e.g. "Means group".
            offers: what a choice may mean, shared by all rows; the first stands for nothing.
        """
        for column, words in enumerate(("Answer", "Responses with it", meaning)):
            heading = QTableWidgetItem(words)
            heading.setTextAlignment(_RIGHT if column == 1 else _LEFT)
            self.setHorizontalHeaderItem(column, heading)
        same = [row.choice_id for row in rows] == [row.choice_id for row in self.listed]
        self.listed = list(rows)
        if not same:
            self._make_rows(meaning)
        for place, row in enumerate(rows):
            self._fill(place, row)
            combo = self._combos[place]
            if combo.model() is not offers:
                combo.take_offers(offers)
            combo.show_value(row.value)

    def combo(self, place: int) -> FindCombo:
        """The drop-down of a row."""
        return self._combos[place]

    def current_rule(self) -> RuleRow | None:
        """The row the officer is in."""
        place = self.currentRow()
        return self.listed[place] if 0 <= place < len(self.listed) else None

    def _make_rows(self, meaning: str) -> None:
        self.setRowCount(0)
        self.setRowCount(len(self.listed))
        self._combos = []
        for place, row in enumerate(self.listed):
            for column in (0, 1):
                self.setItem(place, column, QTableWidgetItem())
            combo = FindCombo(f"{meaning}: {row.label}")
            combo.entered.connect(lambda place=place: self.setCurrentCell(place, 0))
            combo.chosen.connect(lambda value, key=row.choice_id: self.ruled.emit(key, value))
            self._combos.append(combo)
            self.setCellWidget(place, _MEANS, _with_margins(combo))
        if self.listed:
            self.setCurrentCell(0, 0)

    def _fill(self, place: int, row: RuleRow) -> None:
        label, count = self.item(place, 0), self.item(place, 1)
        if label is not None and count is not None:
            label.setText(row.label)
            label.setToolTip(plain(row.label))
            count.setText(f"{row.responses:,}")
            count.setTextAlignment(_RIGHT)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(48))


def _with_margins(combo: FindCombo) -> QWidget:
    holder = QWidget()
    holder.setFocusProxy(combo)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, theme.px(8), 0)
    row.addWidget(combo)
    return holder
