"""The form of the cover: every field of a board paper, and what is still to fill."""

from collections.abc import Callable, Sequence
from dataclasses import fields

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage_app.domain.cover import TO_BE_CONFIRMED, CoverDetails
from engage_app.domain.exercise import Exercise
from engage_app.services.paper.cover import LABELS, filled
from ui.pages.report_fields import Answer, Choice, Field, ForumList, Line, Lines, named
from ui.theme import label, theme
from ui.widgets.chip import Chip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.layouts import fill, scrolled

SAVED_WITHIN = 1000  # milliseconds: what is being typed is on disk by then
_LONG = {"purpose": 4, "executive_summary": 6, "recommendations": 3, "conflicts": 2}
_ANSWERS = {
    "quality_impact",
    "equality_impact",
    "privacy_impact",
    "financial_impact",
    "associated_risks",
    "on_risk_register",
}
_HINTS = {
    "date_of_meeting": "As printed, for example 27 July 2022",
    "executive_summary": "Leave empty, and Engage writes it from the findings",
    "conflicts": "None, or what they are",
}


class CoverForm(QWidget):
    """The fields of a CoverDetails.

    Signals:
        settled: there is something to save: a field was left, or typing has gone on for a second.
    """

    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, Field] = {}
        self.forums = ForumList()
        self.blanks = _Blanks(self.go_to)
        self._dirty = False
        self._later = QTimer(self, singleShot=True, interval=SAVED_WITHIN)
        self._later.timeout.connect(self._settle)
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, theme.px(12), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(16))
        column.addWidget(self.blanks)
        for each in fields(CoverDetails):
            if each.name == "forums":
                column.addLayout(named(LABELS[each.name], self.forums))
                continue
            field = self._field(each.name)
            self._fields[each.name] = field
            column.addLayout(named(LABELS[each.name], field.widget))
            field.widget.installEventFilter(self)
            if isinstance(field, Answer):
                field.line.installEventFilter(self)
        column.addStretch(1)
        self.forums.edited.connect(self._edited)
        self.forums.left.connect(self._settle)
        self._area = scrolled(inside)
        fill(self, self._area)

    def _field(self, name: str) -> Field:
        if name == "confidential":
            return Choice(self._edited)
        if name in _ANSWERS:
            return Answer(self._edited)
        if name in _LONG:
            return Lines(self._edited, _LONG[name])
        return Line(self._edited)

    def show_details(self, details: CoverDetails, exercise: Exercise) -> None:
        """Show a cover; what is printed where it says nothing stands greyed."""
        for name, field in self._fields.items():
            field.show(getattr(details, name))
        self.forums.show_records(details.forums)
        printed = filled(CoverDetails(), exercise, summary="")
        for name, field in self._fields.items():
            given = printed[name] if printed[name] != TO_BE_CONFIRMED else ""
            field.hint(_HINTS.get(name) or given)
        self._dirty = False
        self._later.stop()

    def details(self) -> CoverDetails:
        """What was entered."""
        entered = {name: field.text() for name, field in self._fields.items()}
        return CoverDetails(**entered, forums=self.forums.records())

    def widget_of(self, name: str) -> QWidget:
        """The field of this name of CoverDetails."""
        return self.forums if name == "forums" else self._fields[name].widget

    def go_to(self, name: str) -> None:
        """Bring a field into sight and put the cursor in it."""
        widget = self.widget_of(name)
        self._area.ensureWidgetVisible(widget, 0, theme.px(48))
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def dirty(self) -> bool:
        """Whether something entered is not on disk yet."""
        return self._dirty

    def keep_dirty(self) -> None:
        """It couldn't be saved: try again when the next field is left."""
        self._dirty = True

    def flush(self) -> None:
        """Let what is being typed be saved now."""
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was typed is saved when the cursor leaves it."""
        if event.type() == QEvent.Type.FocusOut:
            self._settle()
        return super().eventFilter(watched, event)

    def _edited(self) -> None:
        self._dirty = True
        if not self._later.isActive():  # not put off by the next key
            self._later.start()

    def _settle(self) -> None:
        self._later.stop()
        if self._dirty:
            self._dirty = False
            self.settled.emit()


class _Blanks(QWidget):
    """What the cover still lacks, each a way to its field."""

    def __init__(self, go_to: Callable[[str], object]) -> None:
        super().__init__()
        self._go_to = go_to
        self.names: list[str] = []
        self._title = label("", "strong", wrap=True)
        self._hint = label("Each of these will read “To be confirmed”.", "hint", wrap=True)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=theme.px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for widget in (self._title, self._hint, self._chips):
            column.addWidget(widget)

    def show_blanks(self, labels: Sequence[str]) -> None:
        """Show what is still to fill, by the labels of the cover."""
        by_label = {text: name for name, text in LABELS.items()}
        names = [by_label[text] for text in labels]
        self._hint.setVisible(bool(names))
        self._chips.setVisible(bool(names))
        count = len(names)
        self._title.setText(
            f"Still to fill: {count}" if count else "Every field of the cover is filled."
        )
        if names == self.names:
            return
        self.names = names
        self._flow.clear()
        for name in names:
            chip = Chip(LABELS[name], pressable=True)
            chip.pressed.connect(lambda name=name: self._go_to(name))
            self._flow.addWidget(chip)
        self._chips.updateGeometry()
