"""Beginning a pile of paper forms, and editing one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from engage_app.domain.activity import Activity
from engage_app.domain.paper_forms import Pile
from ui.pages.activity_choice import ActivityChoice
from ui.pages.activity_dialogs import Asking
from ui.theme import label
from ui.widgets.buttons import button
from ui.widgets.fields import number_box

MOST = 99_999
_TWICE = "Every form is keyed in a second time, best by somebody else, and every difference shown."


class PileDialog(Asking):
    """Asks for a pile's name, activity and number of forms, and whether they are keyed in twice.

    Args:
        pile: the one to edit; None begins one.

    Signals:
        removal_wanted: the pile, of which nothing was keyed in, is to go.
    """

    removal_wanted = Signal()

    def __init__(
        self, parent: QWidget, activities: Sequence[Activity] = (), pile: Pile | None = None
    ) -> None:
        words = ("Edit pile", "Save") if pile else ("Begin a pile of paper forms", "Begin pile")
        super().__init__(parent, *words)
        self.title = QLineEdit(pile.title if pile else "")
        self._new = pile is None
        self.title.setPlaceholderText("e.g. Library, first week of May")
        self.activity = ActivityChoice(activities, "Paper questionnaire")
        self.expected = number_box("How many forms", 0, MOST, (pile and pile.expected) or 0)
        self.expected.setSpecialValueText("Not counted")
        self.twice = QCheckBox("Key in every form &twice")
        self.twice.setChecked(bool(pile and pile.double_entry))
        self.form.addRow("&Name of the pile", self.title)
        if self._new:
            self.form.addRow("&Activity", self.activity)
        self.form.addRow("&How many forms", self.expected)
        self.form.addRow(self.twice)
        self.form.addRow(label(_TWICE, "hint", wrap=True))
        if pile is not None and not pile.keyed:
            remove = button("Remove pile", "quiet", icon="remove", on_click=self._remove)
            self.form.addRow(remove)
        self.title.setFocus()

    def _remove(self) -> None:
        self.removal_wanted.emit()
        self.reject()

    def fault(self) -> str:
        if not self.title.text().strip():
            return "A pile needs a name, so that you find its forms again."
        return self.activity.fault() if self._new else ""

    @property
    def count(self) -> int | None:
        """How many forms there are; None where nobody counted."""
        return self.expected.value() or None
