"""Two small dialogs of the Activities tab: a new activity, and a series of one."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.activity import Activity, ActivityKind, Every, series_dates
from ui.pages.exercise_dates import DateField, in_words, read_date
from ui.pages.exercises_list import counted
from ui.theme import label, set_property, theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.fields import number_box

_EVERY = {
    Every.WEEK: "Every week",
    Every.FORTNIGHT: "Every fortnight",
    Every.MONTH: "Every month",
}
_GIVEN = ""  # not one of Every: the officer gives the dates
MOST = 200
_COPIED = (
    "Title, times, venue, place, facilitator, format and agenda are copied. Who was invited, who"
    " came and the notes are each activity's own."
)


class Asking(QDialog):
    """A form with a sentence for what can't be, and two buttons."""

    def __init__(self, parent: QWidget, title: str, done: str, intro: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setHorizontalSpacing(theme.px(16))
        self.form.setVerticalSpacing(theme.px(12))
        self.wrong = label("", "error", wrap=True)
        self.wrong.hide()
        buttons = QDialogButtonBox()
        self.done_button = buttons.addButton(done, QDialogButtonBox.ButtonRole.AcceptRole)
        set_property(self.done_button, "kind", "primary")
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        margin = theme.px(24)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.px(16))
        if intro:
            layout.addWidget(label(intro, wrap=True))
        layout.addLayout(self.form)
        layout.addWidget(self.wrong)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(theme.px(440))

    def accept(self) -> None:
        """Close, unless something typed can't be; then say what."""
        sentence = self.fault()
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        if not sentence:
            super().accept()

    def fault(self) -> str:
        """What can't be, in a sentence; empty where all is well."""
        raise NotImplementedError


class NewActivity(Asking):
    """Asks for the kind, title and date of an activity; the rest is filled in beside the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "New activity", "Add activity")
        self.kind = ChoiceBox("Kind")
        for kind in ActivityKind:
            self.kind.addItem(kind.value.capitalize(), kind)
        self.kind.setCurrentIndex(self.kind.findData(ActivityKind.WORKSHOP))
        self.title = QLineEdit()
        self.date = DateField()
        for words, field in (
            ("&Title", self.title),
            ("&Kind", self.kind),
            ("&Date, if it is known", self.date),
        ):
            self.form.addRow(words, field)
        self.title.setFocus()

    def fault(self) -> str:
        if not self.title.text().strip():
            return "An activity needs a title."
        if self.date.iso() is None:
            return f"“{self.date.text()}” is not a date. Write it like 16/5/2022."
        return ""


class SeriesDialog(Asking):
    """Asks for the dates of a series, by a rhythm or one by one."""

    def __init__(self, parent: QWidget, given: Activity) -> None:
        intro = f"“{given.title}” again. {_COPIED}"
        super().__init__(parent, "Duplicate for a series", "Make the series", intro)
        self._given = given
        self.every = ChoiceBox("How often")
        for each, words in _EVERY.items():
            self.every.addItem(words, each)
        self.every.addItem("On the dates I give", _GIVEN)
        self.more = number_box("How many more", 1, MOST, 3)
        self.typed = QPlainTextEdit()
        self.typed.setTabChangesFocus(True)
        self.typed.setAccessibleName("Dates, one on each line")
        self.typed.setPlaceholderText("One on each line, e.g. 16/5/2026")
        self.typed.setFixedHeight(round(self.typed.fontMetrics().lineSpacing() * 5 + theme.px(22)))
        self.coming = label("", "hint", wrap=True)
        self._build()
        self.every.currentIndexChanged.connect(lambda _: self._show())
        self.more.valueChanged.connect(lambda _: self._show())
        self.typed.textChanged.connect(self._show)
        if not given.date:  # there is nothing to count from
            self.every.setCurrentIndex(self.every.findData(_GIVEN))
            self.every.setEnabled(False)
        self._show()

    def _build(self) -> None:
        self.form.addRow("&How often", self.every)
        self.form.addRow("How many &more", self.more)
        self.form.addRow("&Dates", self.typed)
        self.form.addRow(self.coming)

    def dates(self) -> list[str]:
        """The dates asked for, ISO; those that are none are left out: see `fault`."""
        rhythm = self.every.currentData()
        if rhythm:
            return series_dates(self._given.date, Every(rhythm), self.more.value())
        read = [read_date(line) for line in self._lines()]
        return [iso for iso in read if iso]

    def fault(self) -> str:
        if self.every.currentData():
            try:
                self.dates()
            except (ValueError, OverflowError):
                return "The series can't be counted from this activity's date."
            return ""
        for line in self._lines():
            if not read_date(line):
                return f"“{line.strip()}” is not a date. Write it like 16/5/2022."
        if not self._lines():
            return "Give at least one date."
        if len(self._lines()) > MOST:
            return f"Give at most {MOST} dates at once."
        return ""

    def _lines(self) -> list[str]:
        return [line for line in self.typed.toPlainText().splitlines() if line.strip()]

    def _show(self) -> None:
        by_hand = not self.every.currentData()
        self.form.setRowVisible(self.more, not by_hand)
        self.form.setRowVisible(self.typed, by_hand)
        dates = [] if self.fault() else self.dates()
        words = counted(len(dates), "more activity", "more activities")
        last = f", the last on {_weekday(dates[-1])}" if dates else ""
        self.coming.setText(f"{words}{last}." if dates else "")
        self.done_button.setEnabled(bool(dates))


def _weekday(iso: str) -> str:
    return f"{date.fromisoformat(iso):%A} {in_words(iso)}"
