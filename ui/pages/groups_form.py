"""One stakeholder group: its name, how the paper names a part of it, how many to hear."""

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QHideEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout

from engage_app.domain.stakeholders import StakeholderGroup
from ui.pages.responses_tagging import counted
from ui.theme import label, theme

_PART_HELP = (
    "How the paper names a part of the group where its members differ, for example “elements of"
    " existing PBP teams”. Left empty, the paper says “some” and the group’s name."
)


class GroupForm(QFrame):
    """The details of a group; what is typed is saved when the cursor leaves the field.

    Signals:
        edited: (name, part name, planned or None), where any of them is another than shown.
    """

    edited = Signal(str, str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.group: StakeholderGroup | None = None
        self.name = QLineEdit()
        self.part_name = QLineEdit()
        self.planned = QLineEdit()
        digits = QRegularExpression(r"\d{0,6}")  # an empty field is an answer: no number planned
        self.planned.setValidator(QRegularExpressionValidator(digits, self.planned))
        self.planned.setPlaceholderText("No number planned")
        self.heard = label("", wrap=True)
        self.title = label("", "heading", wrap=True)
        self.column = QVBoxLayout(self)
        self._build()
        for field in (self.name, self.part_name, self.planned):
            field.editingFinished.connect(self.commit)

    def _build(self) -> None:
        margin = theme.px(16)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(theme.px(4))
        self.column.addWidget(self.title)
        self.column.addWidget(self.heard)
        for words, field, help_text in (
            ("&Name", self.name, ""),
            ("&Part of the group", self.part_name, _PART_HELP),
            ("Planne&d to hear", self.planned, "People or organisations. Left empty, none is set."),
        ):
            name = QLabel(words)
            name.setBuddy(field)
            name.setProperty("role", "strong")
            self.column.addSpacing(theme.px(12))
            self.column.addWidget(name)
            self.column.addWidget(field)
            field.setAccessibleName(words.replace("&", ""))
            field.setAccessibleDescription(help_text)
            if help_text:
                self.column.addWidget(label(help_text, "hint", wrap=True))

    def show_group(self, group: StakeholderGroup | None, heard: tuple[int, int]) -> None:
        """Show a group and (responses that carry it, with those below it)."""
        other = group is None or self.group is None or group.id != self.group.id
        self.group = group
        self.setEnabled(group is not None)
        given = group or StakeholderGroup(0, "", "")
        self.title.setText(given.name or "No group chosen")
        planned = "" if given.planned is None else str(given.planned)
        self.part_name.setPlaceholderText(f"some {given.name}" if given.name else "")
        for field, text in (
            (self.name, given.name),
            (self.part_name, given.part_name),
            (self.planned, planned),
        ):
            if other or field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        self.heard.setText(_heard(*heard) if group else "")

    def commit(self) -> None:
        """Say what was typed, where it is another than what is shown."""
        if self.group is None:
            return
        typed = self.planned.text().strip()
        planned = int(typed) if typed else None
        name, part_name = self.name.text().strip(), self.part_name.text().strip()
        if (name, part_name, planned) != (
            self.group.name,
            self.group.part_name,
            self.group.planned,
        ):
            self.edited.emit(name, part_name, planned)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the window closes: what was typed is saved first."""
        self.commit()
        super().hideEvent(event)


def _heard(own: int, with_below: int) -> str:
    if not with_below:
        return "No response heard yet."
    if not own:
        return f"{counted(with_below)} heard, all in the groups below it."
    if own == with_below:
        return f"{counted(own)} heard."
    return f"{counted(own)} heard; {with_below:,} with the groups below it."
