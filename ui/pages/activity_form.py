"""The details of an activity; what is typed is saved when the cursor leaves the field."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QHideEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QLineEdit, QVBoxLayout, QWidget

from engage_app.domain.activity import FORMATS, Activity, ActivityKind, Place
from engage_app.domain.tree import in_order
from ui.pages.exercise_dates import DateField, in_words
from ui.pages.time_field import TimeField
from ui.theme import label, set_property, theme
from ui.widgets.choice_box import ChoiceBox

_TYPED = (
    "title", "date", "starts_at", "ends_at", "venue", "facilitator", "invited", "attended",
)  # fmt: skip
_SAMPLED = (
    "Tick this only where chance decided who was asked, from a list of everybody. Findings then say"
    " how far a share may be from that of everybody. Where people chose to take part, no such"
    " margin can be given."
)


class ActivityForm(QFrame):
    """Every detail but what has a part of its own.

    Signals:
        edited: {name of domain.Activity: value}, of the details that are others than shown.
    """

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.activity: Activity | None = None
        self.title = QLineEdit()
        self.kind = ChoiceBox("Kind")
        self.date = DateField()
        self.starts_at, self.ends_at = TimeField(), TimeField()
        self.venue, self.facilitator = QLineEdit(), QLineEdit()
        self.place, self.format = ChoiceBox("Place"), ChoiceBox("Format")
        self.invited, self.attended = _number("Not known"), _number("Not counted")
        self.sampled = QCheckBox("Those asked were drawn at &random")
        self.sampled.setAccessibleDescription(_SAMPLED)
        self.wrong = label("", "error", wrap=True)
        self.wrong.hide()
        self._fill()
        self._build()

    def _fill(self) -> None:
        for kind in ActivityKind:
            self.kind.addItem(kind.value.capitalize(), kind)
        self.format.addItem("Not said", "")
        for code, words in FORMATS.items():
            self.format.addItem(words, code)
        self.show_places(())
        for box in (self.kind, self.place, self.format):
            box.activated.connect(lambda _: self.commit())
        self.sampled.clicked.connect(lambda _: self.commit())
        for field in self._typed().values():
            field.editingFinished.connect(self.commit)

    def _build(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(theme.px(16))
        form.setVerticalSpacing(theme.px(8))
        rows: tuple[tuple[str, QWidget], ...] = (
            ("&Title", self.title),
            ("&Kind", self.kind),
            ("&Date", self.date),
            ("&Starts at", self.starts_at),
            ("E&nds at", self.ends_at),
            ("Ven&ue", self.venue),
            ("&Place", self.place),
            ("Fa&cilitator", self.facilitator),
            ("F&ormat", self.format),
            ("&Invited", self.invited),
            ("Attended", self.attended),
        )
        for words, field in rows:
            form.addRow(words, field)
            field.setAccessibleName(words.replace("&", ""))
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(8))
        column.addLayout(form)
        column.addWidget(self.sampled)
        column.addWidget(label(_SAMPLED, "hint", wrap=True))
        column.addWidget(self.wrong)

    def show_places(self, places: Sequence[Place]) -> None:
        """Offer these places, as a tree."""
        chosen = self.place.currentData()
        self.place.clear()
        self.place.addItem("Not said", None)
        for each in in_order(places):
            self.place.addItem("    " * each.depth + each.node.name, each.node.id)
        self.place.setCurrentIndex(max(self.place.findData(chosen), 0))

    def show_activity(self, activity: Activity | None) -> None:
        """Show an activity; words that are being typed into it stay."""
        before, given = self.activity, activity or Activity(0, "", ActivityKind.WORKSHOP, "")
        other = before is None or before.id != given.id
        self.activity = activity
        self.setEnabled(activity is not None)
        for name, field in self._typed().items():
            words = _words(given, name)
            was = "" if before is None else _words(before, name)
            if other or (words != field.text() and field.text() == was):
                field.setText(words)
                field.setCursorPosition(0)
        self.kind.setCurrentIndex(self.kind.findData(given.kind))
        self.format.setCurrentIndex(max(self.format.findData(given.format), 0))
        self.place.setCurrentIndex(max(self.place.findData(given.place_id), 0))
        self.sampled.setChecked(given.sampled)
        if other:
            self._say("", None)

    def show_saved(self) -> None:
        """Put back what is saved: what was typed can't be."""
        activity, self.activity = self.activity, None
        self.show_activity(activity)

    def commit(self) -> None:
        """Say what was entered, unless it can't be; then say why, and leave it to be mended."""
        if self.activity is None:
            return
        given = self.activity
        field, sentence = self._fault()
        self._say(sentence, field)
        unsaid = {"starts_at", "ends_at"} if field in (self.starts_at, self.ends_at) else set()
        if field is self.date:
            unsaid.add("date")
        entered = {name: value for name, value in self._entered().items() if name not in unsaid}
        fresh = {name: value for name, value in entered.items() if value != getattr(given, name)}
        if fresh:
            self.edited.emit(fresh)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the window closes: what was typed is saved first."""
        self.commit()
        super().hideEvent(event)

    def _entered(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            name: getattr(self, name).text().strip() for name in ("title", "venue", "facilitator")
        }
        found |= {"kind": self.kind.currentData(), "format": self.format.currentData()}
        found |= {"date": self.date.iso(), "place_id": self.place.currentData()}
        found |= {"starts_at": self.starts_at.time(), "ends_at": self.ends_at.time()}
        found["sampled"] = self.sampled.isChecked()
        for name in ("invited", "attended"):
            typed = getattr(self, name).text()
            found[name] = int(typed) if typed else None
        return found

    def _fault(self) -> tuple[QLineEdit | None, str]:
        if self.date.iso() is None:
            return self.date, f"“{self.date.text()}” is not a date. Write it like 16/5/2022."
        for field in (self.starts_at, self.ends_at):
            if field.time() is None:
                return field, f"“{field.text()}” is not a time. Write it like 14:30."
        start, end = self.starts_at.time(), self.ends_at.time()
        if start and end and end < start:
            return self.ends_at, f"It can't end at {end}, before it starts at {start}."
        return None, ""

    def _say(self, sentence: str, field: QWidget | None) -> None:
        self.wrong.setText(f"{sentence} It is not saved until this is mended." if sentence else "")
        self.wrong.setVisible(bool(sentence))
        for each in (self.date, self.starts_at, self.ends_at):
            set_property(each, "invalid", "true" if each is field else "false")

    def _typed(self) -> dict[str, QLineEdit]:
        return {name: getattr(self, name) for name in _TYPED}


def _words(activity: Activity, name: str) -> str:
    """A detail as its field shows it."""
    value = getattr(activity, name)
    if name == "date":
        return in_words(value)
    return "" if value is None else str(value)


def _number(unsaid: str) -> QLineEdit:
    field = QLineEdit()
    digits = QRegularExpression(r"\d{0,6}")  # an empty field is an answer
    field.setValidator(QRegularExpressionValidator(digits, field))
    field.setPlaceholderText(unsaid)
    return field
