"""Asking how a sample for a second coder is to be drawn."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QWidget

from engage_app.domain.second_coding import STRATA_IN_WORDS, Draw, Strata
from engage_app.services import second_coding
from ui.pages.activity_dialogs import Asking
from ui.pages.exercises_list import counted
from ui.theme import label
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.fields import number_box

MOST = 99_999
_USUAL = 100
_SEEDS = 1_000_000
_INTRO = (
    "A colleague codes some comments again, without seeing what anybody put on them. How far the"
    " two of you agree says how far the coding can be relied on."
)
_SEED = "The seed lets you draw the same sample again. It goes into the method page."


class SampleDialog(Asking):
    """Asks for the colleague, the size, how to draw, and the seed.

    Args:
        pool: how many comments there are to draw from, for a coder and a draw.
        colleagues: names to complete what is typed with; a coder is known by the name.
    """

    def __init__(
        self, parent: QWidget, pool: Callable[[str, Draw], int], colleagues: Sequence[str] = ()
    ) -> None:
        super().__init__(parent, "Draw a sample for a second coder", "Draw sample", _INTRO)
        self._pool = pool
        self._known: dict[tuple[str, bool, bool], int] = {}
        self.coder = QLineEdit()
        names = QCompleter(colleagues, self)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.coder.setCompleter(names)
        self.coder.setPlaceholderText("e.g. Sam Lee")
        self.size_box = number_box("How many comments", 1, MOST, _USUAL)
        self.strata = ChoiceBox("How to draw")
        for strata in Strata:
            self.strata.addItem(STRATA_IN_WORDS[strata].capitalize(), strata)
        self.coded = QCheckBox("Only comments that have a &theme already")
        self.coded.setChecked(True)
        self.campaigns = QCheckBox("Of a campaign's te&xts, one only")
        self.campaigns.setChecked(True)
        self.seed = number_box("Seed", 0, _SEEDS - 1, secrets.randbelow(_SEEDS))
        self.room = label("", "strong", wrap=True)
        self.advice = label("", "hint", wrap=True)
        self._lay_out()
        self._connect()
        self._tell()
        self.coder.setFocus()

    def _lay_out(self) -> None:
        self.form.addRow("Your &colleague's name", self.coder)
        self.form.addRow("How &many comments", self.size_box)
        self.form.addRow(self.room)
        self.form.addRow(self.advice)
        self.form.addRow("&Drawn", self.strata)
        self.form.addRow(self.coded)
        self.form.addRow(self.campaigns)
        self.form.addRow("S&eed", self.seed)
        self.form.addRow(label(_SEED, "hint", wrap=True))

    def _connect(self) -> None:
        self.size_box.valueChanged.connect(self._tell)
        self.strata.activated.connect(self._tell)
        self.coded.toggled.connect(self._tell)
        self.campaigns.toggled.connect(self._tell)
        self.coder.editingFinished.connect(self._tell)

    def how(self) -> Draw:
        """How to draw."""
        return Draw(
            size=self.size_box.value(),
            strata=Strata(self.strata.currentData()),
            seed=self.seed.value(),
            coded_only=self.coded.isChecked(),
            one_of_each_campaign=self.campaigns.isChecked(),
        )

    def fault(self) -> str:
        if not self.coder.text().strip():
            return "A sample is for somebody: type your colleague's name."
        if not self._room():
            return "There is no comment to draw from."
        return ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """High enough for sentences that wrap: a form layout doesn't ask for that itself."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        if needed > self.height():
            self.resize(self.width(), needed)

    def _room(self) -> int:
        """How many there are; counted once for each way to draw."""
        how = replace(self.how(), strata=Strata.NONE)
        coder = self.coder.text().strip()
        key = (coder, how.coded_only, how.one_of_each_campaign)
        if key not in self._known:
            self._known[key] = self._pool(coder, how)
        return self._known[key]

    def _tell(self) -> None:
        """What there is to draw from, and what a sample of this size can tell."""
        room = self._room()
        there = "There is 1 comment" if room == 1 else f"There are {counted(room, 'comment')}"
        self.room.setText(f"{there} to draw from.")
        self.advice.setText(second_coding.size_advice(min(self.size_box.value(), room)))
        self._fit()
