"""Editing a theme: its words, its keywords with what they find, its colour and its key."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.coding import Theme
from engage_app.services.codebook import ThemeDetails
from ui.models.theme_tree import colour_dot
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.keyword_field import KeywordField
from ui.widgets.keyword_preview import KeywordPreviewPanel

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
_NO_NAME = "A theme needs a name."
_BESIDE_FROM = 860  # pixels at 100 % text size: less is too narrow for two columns


class ThemeDialog(QDialog):
    """Asks for the details of a theme.

    Args:
        theme_given: the theme to edit, or None for a new one.
        branches: (name, id) of what it may lie under; empty leaves its place alone.
        count: how many comments some keywords would match; asked only without a session.
        session: where the comments are that keywords are tried on while they are typed.
    """

    def __init__(
        self,
        parent: QWidget,
        theme_given: Theme | None,
        branches: list[tuple[str, int | None]],
        count: Callable[[str], int],
        parent_id: int | None = None,
        *,
        session: Session | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Edit theme" if theme_given else "New theme")
        given = theme_given or Theme(0, "", "")
        self.name = QLineEdit(given.name)
        self.wrong = label(_NO_NAME, "error", wrap=True)
        self.branch = QComboBox()
        for words, key in branches:
            self.branch.addItem(words, key)
        self.branch.setCurrentIndex(max(self.branch.findData(parent_id), 0))
        self.definition = _words(given.definition, 2)
        self.use_when = _words(given.use_when, 2)
        self.avoid_when = _words(given.avoid_when, 2)
        self.example = _words(given.example, 2)
        self.field = KeywordField("\n".join(given.keywords))
        self.keywords = self.field.edit
        self.preview = KeywordPreviewPanel(count)
        self.counted = self.preview.counted
        self.colour = QComboBox()
        self.shortcut = QComboBox()
        self._fill_choices(given)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build(show_branch=bool(branches))
        if session is not None:
            self.preview.try_on(session, given.id)
        self.field.typed.connect(self.preview.look)
        self.finished.connect(self.preview.stop)
        self.name.textChanged.connect(self.wrong.hide)
        self.preview.look(self.keywords.toPlainText())

    def _fill_choices(self, given: Theme) -> None:
        for words, value in COLOURS:
            self.colour.addItem(colour_dot(value), words, value)
        if given.colour and self.colour.findData(given.colour) < 0:
            self.colour.addItem(colour_dot(given.colour), "As it is", given.colour)
        self.colour.setCurrentIndex(max(self.colour.findData(given.colour), 0))
        for key in ("", *"1234567890"):
            self.shortcut.addItem(key or "None", key)
        self.shortcut.setCurrentIndex(max(self.shortcut.findData(given.shortcut), 0))

    def _build(self, *, show_branch: bool) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(theme.px(16))
        form.setVerticalSpacing(theme.px(10))
        form.addRow("&Name", self.name)
        form.addRow("", self.wrong)
        self.wrong.hide()
        if show_branch:
            form.addRow("&Under", self.branch)
        form.addRow("&Definition", self.definition)
        form.addRow("Use &when", self.use_when)
        form.addRow("Don't use when", self.avoid_when)
        form.addRow("&Example", self.example)
        form.addRow("&Colour", self.colour)
        form.addRow("&Key", self.shortcut)
        words = QVBoxLayout()
        words.setSpacing(theme.px(12))
        words.addWidget(self.field)
        words.addWidget(self.preview, 1)
        self._columns.setSpacing(theme.px(24))
        details = QVBoxLayout()
        details.addLayout(form)
        details.addStretch(1)
        self._columns.addLayout(details, 1)
        self._columns.addLayout(words, 1)
        layout = QVBoxLayout(self)
        margin = theme.px(24)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.px(16))
        layout.addWidget(_scrolled(self._columns), 1)
        layout.addWidget(self._buttons())
        screen = self.screen().availableGeometry()
        self.resize(min(theme.px(1040), screen.width()), min(theme.px(720), screen.height()))

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        save = buttons.addButton("Save", QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("kind", "primary")
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The keywords stand beside the rest where there is room, else below it."""
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_BESIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != way:
            self._columns.setDirection(way)

    def accept(self) -> None:
        """Save, unless something is to be mended first; nothing typed is lost then."""
        if not self.name.text().strip():
            self.wrong.show()
            self.name.setFocus()
        elif self.field.faulty:
            self.field.go_to_fault()
        else:
            super().accept()

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


def _scrolled(columns: QBoxLayout) -> QScrollArea:
    """The fields, to be scrolled where large text leaves no room for all."""
    inside = QWidget()
    inside.setObjectName("scrolled")
    columns.setContentsMargins(theme.px(2), 0, theme.px(8), 0)
    inside.setLayout(columns)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def _words(text: str, lines: int) -> QPlainTextEdit:
    box = QPlainTextEdit(text)
    box.setTabChangesFocus(True)
    box.setFixedHeight(round(box.fontMetrics().lineSpacing() * lines + theme.px(22)))
    box.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return box
