"""How to write keywords, on one screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.theme import label, theme

EXAMPLES = (
    ("parking", "the word, in any case; neither “carparking” nor “parked”"),
    ("waiting room", "these words one after another; a hyphen between them is the same"),
    ("wait*", "words that begin so: waits, waited, waiting. *room: that end so"),
    ("fund~", "the word in all its forms: fund, funds, funded, funding"),
    ("parking + cost", "comments with both, anywhere"),
    ("(bus, coach)", "any of them"),
    ("(bus, coach) + (late, cancel*)", "one of the first and one of the second"),
    ("bus NEAR late", "at most 5 words between, in either order; NEAR/2: at most 2"),
    ("wait* EXCEPT waiting room", "“wait…”, but not where it is part of “waiting room”"),
    ("parking NOT bicycle, scooter", "not in comments that say bicycle or scooter anywhere"),
    ("NOT bicycle", "on its own line (so too EXCEPT): for every keyword of this theme"),
    ("ONLY none, n/a", "comments that say nothing but one of these: “None.”, “N/A”"),
    ('"drop + go"', "in quotation marks a sign is only itself"),
)
_BEFORE = (
    "One keyword a line, or several with ; between. A comment is found if any of them finds it."
)
_AFTER = (
    "+ needs a space on both sides. NEAR, NOT, EXCEPT and ONLY are in capitals, the other words in"
    " small letters; a keyword all in capitals is a plain phrase. ONLY comes first, NOT and EXCEPT"
    " last."
)


_BELOW_FROM = 1.5  # text size from which what it means stands below a keyword, not beside it


class KeywordHelp(QDialog):
    """The notation of keywords, by examples."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("How to write keywords")
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(16))
        column.addWidget(label(_BEFORE, wrap=True))
        column.addWidget(self._table())
        column.addWidget(label(_AFTER, wrap=True))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setProperty("reading", True)
        area.setAccessibleName("How to write keywords")
        area.setWidget(inside)
        buttons = QDialogButtonBox()
        close = buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
        close.setProperty("kind", "primary")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        margin = theme.px(24)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.px(16))
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        screen = self.screen().availableGeometry()
        self.resize(min(theme.px(720), screen.width()), min(theme.px(640), screen.height()))

    def _table(self) -> QFrame:
        card = QFrame()
        card.setProperty("surface", "card")
        grid = QGridLayout(card)
        margin = theme.px(16)
        grid.setContentsMargins(margin, margin, margin, margin)
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(8))
        top = Qt.AlignmentFlag.AlignTop
        beside = theme.text_scale < _BELOW_FROM
        for row, (typed, meaning) in enumerate(EXAMPLES):
            place = (row, 1) if beside else (2 * row + 1, 0)
            grid.addWidget(label(typed, "strong", wrap=not beside), row * (2 - beside), 0, top)
            grid.addWidget(label(meaning, wrap=True), *place)
        grid.setColumnStretch(int(beside), 1)
        return card
