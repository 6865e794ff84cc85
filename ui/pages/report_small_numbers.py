"""How small a count of people may be before it is hidden: a choice of rules, in plain words."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.disclosure import PRESETS, DisclosureRule
from ui.theme import label, theme
from ui.widgets.fields import number_box

OWN = "own"
_HIGHEST = 100
_BELOW, _ROUNDED = "Hide counts of people below", "Round the others to the nearest"
_SHORT = {
    "1-4": "Hide 1 to 4 people (usual)",
    "nhs": "NHS England: hide 1 to 7, round the rest to 5",
    "under-10": "Hide fewer than 10 people",
    OWN: "A rule of our own",
}
"""A radio button can't break its line, so the whole rule is told below."""


class SmallNumbers(QWidget):
    """One of the usual rules, or the officer's own.

    Signals:
        chosen: the rule is another.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rules: dict[str, QRadioButton] = {}
        self.below = _number(_BELOW, 0)
        self.rounded = _number(_ROUNDED, 1)
        self.noughts = QCheckBox("Hide noughts too")
        self.noughts.setAccessibleDescription(
            "A nought says that nobody of a group did or said something"
        )
        self.warning = label(
            "Nothing is hidden now: this report must not be published.", "error", wrap=True
        )
        self.meaning = label("", "hint", wrap=True)
        self._group = QButtonGroup(self)
        self._build()
        self.show_rule(DisclosureRule())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(label("Small numbers", "strong"))
        for key in (*PRESETS, OWN):
            rule = QRadioButton(_SHORT.get(key) or PRESETS[key][0])
            self.rules[key] = rule
            self._group.addButton(rule)
            column.addWidget(rule)
            rule.clicked.connect(self._picked)
        self._own = self._numbers()
        column.addWidget(self._own)
        column.addWidget(self.noughts)
        column.addWidget(self.meaning)
        column.addWidget(self.warning)
        self.noughts.clicked.connect(self._picked)
        for box in (self.below, self.rounded):
            box.valueChanged.connect(self._picked)

    def _numbers(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(theme.px(28), 0, 0, theme.px(4))
        grid.setSpacing(theme.px(8))
        for row, (words, box) in enumerate(((_BELOW, self.below), (_ROUNDED, self.rounded))):
            name = label(words, wrap=True)
            name.setBuddy(box)
            grid.addWidget(name, row, 0)
            grid.addWidget(box, row, 1)
        grid.setColumnStretch(0, 1)
        return inside

    def rule(self) -> DisclosureRule:
        """The rule chosen."""
        for key, (_, rule) in PRESETS.items():
            if self.rules[key].isChecked():
                return replace(rule, hide_zero=self.noughts.isChecked())
        return DisclosureRule(self.below.value(), self.rounded.value(), self.noughts.isChecked())

    def show_rule(self, rule: DisclosureRule) -> None:
        """Show a rule, without telling; one of the officer's own while that is being made stays
        where it is, though its numbers may be those of a usual one."""
        if rule != self.rule() or not self._group.checkedButton():
            plain = replace(rule, hide_zero=False)
            key = next((key for key, (_, one) in PRESETS.items() if one == plain), OWN)
            self.rules[key].setChecked(True)
        for box, value in ((self.below, rule.below), (self.rounded, rule.round_to)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
        self.noughts.setChecked(rule.hide_zero)
        self._follow()

    def _picked(self) -> None:
        self._follow()
        self.chosen.emit()

    def _follow(self) -> None:
        self._own.setVisible(self.rules[OWN].isChecked())
        rule = self.rule()
        self.warning.setVisible(rule.below <= 1)
        self.meaning.setVisible(rule.below > 1)
        self.meaning.setText(_in_words(rule))


def _in_words(rule: DisclosureRule) -> str:
    """What a rule does to the paper."""
    least = 0 if rule.hide_zero else 1
    hidden = f"{least} to {rule.below - 1}" if rule.below - 1 > least else str(least)
    rounded = (
        f" All other counts of people are rounded to the nearest {rule.round_to}."
        if rule.round_to > 1
        else ""
    )
    return (
        f"Counts of {hidden} people are printed as [c], and so is whatever else would give them "
        f"away.{rounded} Counts of organisations are not hidden. Send out versions under one rule "
        "only: two together give small numbers away."
    )


def _number(name: str, least: int) -> QSpinBox:
    box = number_box(name, least, _HIGHEST, least)
    box.setMaximumWidth(theme.px(96))
    box.setKeyboardTracking(False)  # 10 is not 1 on the way
    return box
