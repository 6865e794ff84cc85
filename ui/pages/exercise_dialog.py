"""Starting an exercise, and editing its details."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.exercise import Exercise, Status
from ui.pages.exercise_dates import DateField
from ui.theme import label, set_property, theme

SCRATCH = "From scratch"
_NO_TITLE = "An exercise needs a title."
_TEMPLATE_HELP = (
    "A template brings a questionnaire, stakeholder groups, places, activities and a codebook. The"
    " wording was written for Engage; you can change all of it."
)


class ExerciseDialog(QDialog):
    """Asks for the details of an exercise.

    Args:
        parent: the window asked from.
        given: the exercise to edit, or None for a new one.
    """

    def __init__(self, parent: QWidget, given: Exercise | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Edit details" if given else "New exercise")
        self._new = given is None
        known = given or Exercise(0, "", "")
        self.template = QComboBox()
        self.title = QLineEdit(known.title)
        self.purpose = _words(known.purpose)
        self.proposal = _words(known.proposal)
        self.organisation = QLineEdit(known.organisation)
        self.owner = QLineEdit(known.owner)
        self.opens_on = DateField(known.opens_on)
        self.closes_on = DateField(known.closes_on)
        self.status = QComboBox()
        self.privacy_notice = _words(known.privacy_notice)
        self.retain_until = DateField(known.retain_until)
        self.wrong = label("", "error", wrap=True)
        self.wrong.hide()
        self.title.textChanged.connect(self._mended)
        self._fill(known)
        self._build()

    def _fill(self, known: Exercise) -> None:
        from engage_app.services.templates import TEMPLATES

        self._titles = {"": "", **TEMPLATES}
        self.template.addItem(SCRATCH, "")
        for name, words in TEMPLATES.items():
            self.template.addItem(words, name)
        self.template.currentIndexChanged.connect(self._suggest_title)
        for status in Status:
            self.status.addItem(status.value.capitalize(), status.value)
        self.status.setCurrentIndex(self.status.findData(known.status.value))

    def _build(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(theme.px(16))
        form.setVerticalSpacing(theme.px(12))
        if self._new:
            form.addRow("&Begin", self.template)
            form.addRow("", label(_TEMPLATE_HELP, "hint", wrap=True))
        form.addRow("&Title", self.title)
        form.addRow("&Purpose", self.purpose)
        form.addRow("P&roposal", self.proposal)
        form.addRow("&Organisation", self.organisation)
        form.addRow("O&wner", self.owner)
        form.addRow("Open&s on", self.opens_on)
        form.addRow("&Closes on", self.closes_on)
        if not self._new:
            form.addRow("St&atus", self.status)
            form.addRow("Privacy &notice", self.privacy_notice)
            form.addRow("&Keep answers until", self.retain_until)
        layout = QVBoxLayout(self)
        margin = theme.px(24)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.px(16))
        layout.addWidget(_scrolled(form), 1)
        layout.addWidget(self.wrong)
        layout.addLayout(self._buttons())
        self.resize(theme.px(640), theme.px(560 if self._new else 680))
        self.title.setFocus()

    def _buttons(self) -> QHBoxLayout:
        buttons = QDialogButtonBox()
        words = "Start exercise" if self._new else "Save"
        self.save = buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
        set_property(self.save, "kind", "primary")
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(buttons)
        return line

    def accept(self) -> None:
        """Close, unless something typed can't be saved; then say what, and go there."""
        field, sentence = self._fault()
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        if field is None:
            super().accept()
        else:
            set_property(field, "invalid", "true")
            field.setFocus()

    def _mended(self) -> None:
        """What was said to be missing is being typed."""
        if self.title.text().strip() and self.wrong.text() == _NO_TITLE:
            self.wrong.hide()
            self.wrong.setText("")
            set_property(self.title, "invalid", "false")

    def details(self) -> dict[str, Any]:
        """What was entered, by the names of domain.Exercise; dates in ISO."""
        found: dict[str, Any] = {
            "title": self.title.text().strip(),
            "purpose": self.purpose.toPlainText().strip(),
            "proposal": self.proposal.toPlainText().strip(),
            "organisation": self.organisation.text().strip(),
            "owner": self.owner.text().strip(),
            "opens_on": self.opens_on.iso() or "",
            "closes_on": self.closes_on.iso() or "",
        }
        if not self._new:
            found["status"] = self.status.currentData()
            found["privacy_notice"] = self.privacy_notice.toPlainText().strip()
            found["retain_until"] = self.retain_until.iso() or ""
        return found

    def template_name(self) -> str:
        """The template to begin with; empty begins from scratch."""
        return str(self.template.currentData())

    def _fault(self) -> tuple[QWidget | None, str]:
        if not self.title.text().strip():
            return self.title, _NO_TITLE
        for field in (self.opens_on, self.closes_on, self.retain_until):
            if field.iso() is None:
                return field, f"“{field.text()}” is not a date. Write it like 16/5/2022."
        first, last = self.opens_on.iso(), self.closes_on.iso()
        if first and last and last < first:
            return self.closes_on, "It can't close before it opens."
        return None, ""

    def _suggest_title(self) -> None:
        if self.title.text().strip() in self._titles.values():  # not the officer's own words
            self.title.setText(self._titles[self.template_name()])


def _scrolled(form: QFormLayout) -> QScrollArea:
    """The form in an area that scrolls: at 200 % text it is taller than a screen."""
    inside = QWidget()
    inside.setObjectName("scrolled")
    form.setContentsMargins(0, 0, theme.px(12), 0)
    inside.setLayout(form)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def _words(text: str) -> QPlainTextEdit:
    box = QPlainTextEdit(text)
    box.setTabChangesFocus(True)
    # no higher: below them stand the owner and the dates
    box.setFixedHeight(round(box.fontMetrics().lineSpacing() * 3 + theme.px(22)))
    return box
