"""A page in large type that says one thing and offers what to do next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.theme import label, theme
from ui.widgets.buttons import Weight
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form.pages import large_button, readable_column

Offer = tuple[str, Weight, Callable[[], object]]


class Notice(QWidget):
    """A title, a sentence, and buttons; the first has the keyboard when it is shown."""

    def __init__(self, title: str, sentence: str, offers: Sequence[Offer]) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.title = label(title, "title", wrap=True)
        self.sentence = label(sentence, "lead", wrap=True)
        self.column: QBoxLayout = readable_column(self)
        self.column.setSpacing(theme.px(16))
        self.column.addStretch(2)
        self.column.addWidget(self.title)
        self.column.addWidget(self.sentence)
        self.column.addSpacing(theme.px(8))
        self.buttons = [large_button(*offer) for offer in offers]
        holder = QWidget()
        row = FlowLayout(holder, gap=theme.px(16))
        for each in self.buttons:
            row.addWidget(each)
        self.column.addWidget(holder)
        self.column.addStretch(3)

    def take_focus(self) -> None:
        """Give the first button the keyboard, and let screen readers say what the page says."""
        for each in self.buttons[:1]:
            each.setFocus(Qt.FocusReason.OtherFocusReason)
        spoken = f"{self.title.text()}. {self.sentence.text()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))
