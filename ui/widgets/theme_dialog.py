"""Editing a theme: its words, its keywords with a live count, its colour and its key."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.coding import Theme
from engage_app.services.codebook import ThemeDetails
from ui.models.theme_tree import colour_dot
from ui.theme import label, theme

COLOURS = (
    ("Blue", "#005EB8"),
    ("Dark blue", "#003087"),
    ("Purple", "#330072"),
    ("Plum", "#7C2855"),
    ("Maroon", "#8A1538"),
    ("Brown", "#704300"),
    ("Green", "#006747"),
    ("Teal", "#00686B"),
    ("Grey", "#425563"),
)
KEYWORD_HELP = (
    "One keyword or phrase a line. Whole words, any case. commission* finds words that begin so;"
    " fund~ finds all forms of the word."
)
_COUNT_AFTER = 250  # milliseconds after the last key


class ThemeDialog(QDialog):
    """Asks for the details of a theme.

    Args:
        theme_given: the theme to edit, or None for a new one.
        branches: (name, id) of what it may lie under; empty leaves its place alone.
        count: how many comments some keywords would match.
    """

    def __init__(
        self,
        parent: QWidget,
        theme_given: Theme | None,
        branches: list[tuple[str, int | None]],
        count: Callable[[str], int],
        parent_id: int | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Edit theme" if theme_given else "New theme")
        given = theme_given or Theme(0, "", "")
        self._count = count
        self.name = QLineEdit(given.name)
        self.branch = QComboBox()
        for words, key in branches:
            self.branch.addItem(words, key)
        self.branch.setCurrentIndex(max(self.branch.findData(parent_id), 0))
        self.definition = _words(given.definition, 2)
        self.use_when = _words(given.use_when, 2)
        self.avoid_when = _words(given.avoid_when, 2)
        self.example = _words(given.example, 2)
        self.keywords = _words("\n".join(given.keywords), 4)
        self.counted = label("", "hint", wrap=True)
        self.colour = QComboBox()
        for words, value in COLOURS:
            self.colour.addItem(colour_dot(value), words, value)
        if given.colour and self.colour.findData(given.colour) < 0:
            self.colour.addItem(colour_dot(given.colour), "As it is", given.colour)
        self.colour.setCurrentIndex(max(self.colour.findData(given.colour), 0))
        self.shortcut = QComboBox()
        for key in ("", *"1234567890"):
            self.shortcut.addItem(key or "None", key)
        self.shortcut.setCurrentIndex(max(self.shortcut.findData(given.shortcut), 0))
        self._build(show_branch=bool(branches))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_COUNT_AFTER)
        self._later.timeout.connect(self._recount)
        self.keywords.textChanged.connect(self._later.start)
        self._recount()

    def _build(self, *, show_branch: bool) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(theme.px(16))
        form.setVerticalSpacing(theme.px(10))
        form.addRow("&Name", self.name)
        if show_branch:
            form.addRow("&Under", self.branch)
        form.addRow("&Definition", self.definition)
        form.addRow("Use &when", self.use_when)
        form.addRow("Do not use when", self.avoid_when)
        form.addRow("&Example", self.example)
        form.addRow("&Keywords", self.keywords)
        form.addRow("", label(KEYWORD_HELP, "hint", wrap=True))
        form.addRow("", self.counted)
        form.addRow("&Colour", self.colour)
        form.addRow("Key", self.shortcut)
        buttons = QDialogButtonBox()
        save = buttons.addButton("Save", QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("kind", "primary")
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        margin = theme.px(24)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.px(16))
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.resize(theme.px(640), self.sizeHint().height())

    def details(self) -> ThemeDetails:
        """What was entered."""
        return {
            "name": self.name.text(),
            "definition": self.definition.toPlainText(),
            "use_when": self.use_when.toPlainText(),
            "avoid_when": self.avoid_when.toPlainText(),
            "example": self.example.toPlainText(),
            "keywords": self.keywords.toPlainText(),
            "colour": self.colour.currentData(),
            "shortcut": self.shortcut.currentData(),
        }

    def parent_id(self) -> int | None:
        """What it is to lie under."""
        chosen = self.branch.currentData()
        return int(chosen) if chosen is not None else None

    def _recount(self) -> None:
        typed = self.keywords.toPlainText()
        if not typed.strip():
            self.counted.setText("No keywords: this theme is put on comments by hand only.")
            return
        found = self._count(typed)
        self.counted.setText(
            "These keywords match 1 comment."
            if found == 1
            else f"These keywords match {found:,} comments."
        )


def _words(text: str, lines: int) -> QPlainTextEdit:
    box = QPlainTextEdit(text)
    box.setTabChangesFocus(True)
    box.setFixedHeight(round(box.fontMetrics().lineSpacing() * lines + theme.px(22)))
    box.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return box
