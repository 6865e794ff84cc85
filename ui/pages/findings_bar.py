"""The line over a finding: what it is limited to, what it is split by, and what is kept of it."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QToolButton, QVBoxLayout, QWidget

from engage_app.domain.scope import CHIPS, CROSSED, By, Comparison, FindingFilter, FindingWanted
from engage_app.domain.scope import value_words as words_of
from engage_app.services.finding_desk import Choices
from engage_app.services.finding_tables import can_be_compared, why_not
from engage_app.services.saved_findings import SavedFinding
from ui.pages.code_filters import FilterPopup
from ui.pages.findings_filters import FilterFields
from ui.theme import label, theme
from ui.widgets.buttons import button, icon_button
from ui.widgets.chip import Chip
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.tips import plain

ROWS, COLUMNS = "theme", "position"
"""What is crossed until the officer says otherwise."""


class FindingBar(QWidget):
    """Filter, comparison, and what is done with a saved finding.

    Signals:
        wanted: a FindingWanted, whenever the officer has changed something.
        save_asked: the finding is to be kept.
        printed: whether a saved finding goes to the report.
        deed: "rename", "remove", "up" or "down", of the saved finding.
    """

    wanted = Signal(object)
    save_asked = Signal()
    printed = Signal(bool)
    deed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._wanted = FindingWanted("")
        self._choices = Choices()
        self.filter = button("Filter", "secondary")
        self.filter.setCheckable(True)
        self.fields = FilterFields()
        self.popup = FilterPopup(self, label("Count only", "strong"), self.fields)
        self.compare = ChoiceBox("Compare by")
        self.rows = ChoiceBox("Rows")
        self.columns = ChoiceBox("Columns")
        self.save = button("Save…", "secondary", on_click=self.save_asked.emit)
        self.in_report = QCheckBox("In the &report")
        self.more = icon_button("more", "More for this saved finding")
        self.chips: list[Chip] = []
        self.why = label("", "hint", wrap=True)
        self._menu()
        self._lay_out()
        self._connect()

    def _menu(self) -> None:
        menu = QMenu(self.more)
        for words, deed in (
            ("Re&name…", "rename"),
            ("Move &up", "up"),
            ("Move &down", "down"),
            ("Re&move", "remove"),
        ):
            menu.addAction(words).triggered.connect(
                lambda _checked=False, deed=deed: self.deed.emit(deed)
            )
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _lay_out(self) -> None:
        for box in (self.compare, self.rows, self.columns):
            box.setMinimumContentsLength(20)
            box.setMinimumWidth(theme.px(120))  # large text: narrower than its words
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, gap=theme.px(8))
        self._chip_holder = QWidget()
        self._chip_flow = FlowLayout(self._chip_holder, gap=theme.px(8))
        parts = (self.filter, self.rows, self.columns, self.compare, self.save)
        for part in (*parts, self.in_report, self.more):
            self._flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for each in (self._holder, self._chip_holder, self.why):
            column.addWidget(each)
        self._chip_holder.hide()
        self.why.hide()

    def _connect(self) -> None:
        self.filter.toggled.connect(self._open)
        self.popup.closed.connect(lambda: self.filter.setChecked(False))
        self.fields.wanted.connect(self._limit)
        self.compare.activated.connect(self._compare)
        self.rows.activated.connect(self._cross)
        self.columns.activated.connect(self._cross)
        self.in_report.clicked.connect(self.printed)

    def fill(self, choices: Choices) -> None:
        """Offer what the exercise has now."""
        self._choices = choices
        self.fields.fill(choices)
        self.compare.clear()
        self.compare.addItem("Compare by…", None)
        for words, by in choices.comparisons:
            asked = by.by is By.QUESTION
            name = f"“{words}”" if asked else words[:1].lower() + words[1:]
            self.compare.addItem(f"Compare by {name}", by)
            place = self.compare.count() - 1
            self.compare.setItemData(place, plain(name), Qt.ItemDataRole.ToolTipRole)
        for box, words in ((self.rows, "Rows"), (self.columns, "Columns")):
            box.clear()
            for name, each in choices.dimensions:
                box.addItem(f"{words}: {each}", name)

    def show_wanted(
        self, wanted: FindingWanted, saved: SavedFinding | None, *, edited: bool
    ) -> None:
        """Say what is asked for, and offer what can be done with it."""
        self._wanted = wanted
        why = why_not(wanted.finding)
        self.filter.setEnabled(not why)
        self.filter.setText("Filter" if not wanted.only else f"Filter ({len(wanted.only.asked)})")
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.fields.show_filter(wanted.only)
        crossed = wanted.finding == CROSSED
        for box, value in ((self.rows, wanted.rows), (self.columns, wanted.columns)):
            box.setVisible(crossed)
            box.setCurrentIndex(max(box.findData(value), 0))
        self.compare.setVisible(not crossed)
        self.compare.setEnabled(can_be_compared(wanted.finding))
        self.compare.setCurrentIndex(self._place_of(wanted.compare))
        self.compare.setToolTip(plain(self.compare.currentText()) if wanted.compare else "")
        self.save.setVisible(saved is None or edited)
        self.save.setEnabled(not wanted.plain)
        self.save.setToolTip(
            "" if not wanted.plain else "Filter or compare it first: the report has it as it is"
        )
        self.in_report.setVisible(saved is not None)
        self.in_report.setChecked(saved is not None and saved.in_report)
        self.in_report.setEnabled(not edited)
        self.more.setVisible(saved is not None)
        self._show_chips(wanted.only)

    def proposed(self, title: str) -> str:
        """A name for what is asked for: its title, whom it is limited to, what it is split by."""
        wanted, names = self._wanted, self._choices.names or {}
        only = ", ".join(words_of(wanted.only, each, names) for each in wanted.only.asked)
        by = next((words for words, by in self._choices.comparisons if by == wanted.compare), "")
        if by and wanted.compare and wanted.compare.by is not By.QUESTION:
            by = by[:1].lower() + by[1:]
        more = ", ".join([*([only] if only else []), *([f"by {by}"] if by else [])])
        return f"{title} – {more}" if more and more not in title else title

    def _place_of(self, by: Comparison | None) -> int:
        found = (n for n in range(self.compare.count()) if self.compare.itemData(n) == by)
        return next(found, 0)

    def _show_chips(self, only: FindingFilter) -> None:
        self._chip_flow.clear()
        self.chips = []
        for name in only.asked:
            words = words_of(only, name, self._choices.names or {})
            chip = Chip(f"Only {CHIPS[name].lower()}: {words}", removable=True)
            chip.removed.connect(lambda name=name: self._limit(self._wanted.only.without(name)))
            self._chip_flow.addWidget(chip)
            self.chips.append(chip)
        self._chip_holder.setVisible(bool(self.chips))

    def _open(self, wanted: bool) -> None:
        if wanted:
            self.popup.open_under(self.filter)
        else:
            self.popup.hide()

    def _limit(self, only: FindingFilter) -> None:
        self.wanted.emit(replace(self._wanted, only=only))

    def _compare(self) -> None:
        self.wanted.emit(replace(self._wanted, compare=self.compare.currentData()))

    def _cross(self) -> None:
        rows, columns = self.rows.currentData(), self.columns.currentData()
        self.wanted.emit(replace(self._wanted, rows=rows, columns=columns))


def going_on(before: FindingWanted, name: str, limited: FindingFilter) -> FindingWanted:
    """Another finding, split as the one before and limited as last asked, as far as it can be."""
    only = limited if not why_not(name) else FindingFilter()
    if name == CROSSED:
        return FindingWanted(name, only, None, before.rows or ROWS, before.columns or COLUMNS)
    return FindingWanted(name, only, before.compare if can_be_compared(name) else None)
