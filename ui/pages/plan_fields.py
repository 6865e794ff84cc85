"""Forms of the Plan page: a name above each field, and a mark that says all is saved."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.theme import label, set_property, theme

SAVED = "Saved. Each change is saved when you leave its field."
TYPING = "Not saved yet: leave the field to save it."


class SavedMark(QLabel):
    """Says whether what is typed is saved."""

    def __init__(self) -> None:
        super().__init__(SAVED)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "hint")
        self.setWordWrap(True)

    def typing(self) -> None:
        """Something is typed that isn't saved."""
        self.setText(TYPING)

    def saved(self) -> None:
        """All is saved."""
        self.setText(SAVED)


class FieldBlock(QWidget):
    """A field under its name, with a hint, and a sentence where what it holds can't be saved."""

    def __init__(self, name: str, field: QWidget, hint: str = "") -> None:
        super().__init__()
        self.field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self.name = QLabel(name)
        self.name.setBuddy(field.focusProxy() or field)  # a holder takes no focus by its letter
        self.name.setProperty("role", "strong")
        self.hint = label(hint, "hint", wrap=True)
        self.wrong = label("", "error", wrap=True)
        if not field.accessibleName():
            field.setAccessibleName(name.replace("&", ""))
        field.setAccessibleDescription(hint)
        for part in (self.name, field, self.hint, self.wrong):
            column.addWidget(part)  # first: shown without a parent it would be a window
        self.hint.setVisible(bool(hint))
        self.wrong.hide()

    def say_wrong(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence says all is well."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        set_property(self.field, "invalid", "true" if sentence else "false")

    def say_hint(self, words: str) -> None:
        """Show another hint, or none."""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))


class Columns(QWidget):
    """Two columns, or one under the other where there isn't the room.

    Args:
        wide: pixels at 100 % text size from which there is room for two.
        left, right: widgets, and how much of the width each takes.
    """

    def __init__(self, wide: int, left: tuple[QWidget, int], right: tuple[QWidget, int]) -> None:
        super().__init__()
        self._wide = wide
        self._parts = (left[0], right[0])
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(16))
        for widget, share in (left, right):
            self._row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of them: they may go under each other."""
        widest = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement for the width there is."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme.px(self._wide)
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
            self.updateGeometry()


def card() -> tuple[QFrame, QVBoxLayout]:
    """A card with a column in it."""
    made = QFrame()
    made.setProperty("surface", "card")
    column = QVBoxLayout(made)
    margin = theme.px(16)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(theme.px(12))
    return made, column


def scrolling(inside: QWidget) -> QScrollArea:
    """An area that scrolls: at 200 % text forms are taller than a screen."""
    inside.setObjectName("scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
