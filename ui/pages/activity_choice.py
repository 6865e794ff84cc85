"""Which activity something belongs to: one that is there, or a new survey."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from engage_app.domain.activity import Activity, ActivityKind
from ui.theme import theme
from ui.widgets.choice_box import ChoiceBox

NEW = 0  # no activity's id


class ActivityChoice(QWidget):
    """A drop-down of activities, surveys first, whose last choice asks for the name of a new one."""

    def __init__(self, activities: Sequence[Activity], suggested: str) -> None:
        super().__init__()
        self.box = ChoiceBox("Activity")
        self.title = QLineEdit(suggested)
        self.title.setAccessibleName("Title of the new survey")
        surveys = [each for each in activities if each.kind is ActivityKind.SURVEY]
        others = [each for each in activities if each.kind is not ActivityKind.SURVEY]
        for activity in (*surveys, *others):
            kind = "" if activity.kind is ActivityKind.SURVEY else f" ({activity.kind.value})"
            self.box.addItem(activity.title + kind, activity.id)
        self.box.addItem("A new survey…", NEW)
        if not surveys:
            self.box.setCurrentIndex(self.box.count() - 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.box)
        column.addWidget(self.title)
        self.setFocusProxy(self.box)
        self.box.currentIndexChanged.connect(lambda _: self._show())
        self._show()

    @property
    def chosen(self) -> int | str:
        """The id of an activity, or the title of a new one."""
        key = self.box.currentData()
        return int(key) if key != NEW else self.title.text().strip()

    def fault(self) -> str:
        """What can't be, in a sentence; empty where all is well."""
        return "" if self.chosen else "A new survey needs a title."

    def _show(self) -> None:
        self.title.setVisible(self.box.currentData() == NEW)
