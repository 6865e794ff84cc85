"""Where an import begins, and the imports so far."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engage_app.services.importing import ImportRecord
from ui.icons import Picture
from ui.pages.collect_ways import WaysPanel
from ui.pages.exercise_dates import in_words
from ui.pages.exercises_list import counted
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button

ASK = "Drop the export of a survey, or a letter, here"
KINDS = (
    "As the survey tool wrote it: Microsoft Forms, SmartSurvey, Citizen Space, LimeSurvey, Qualtrics,"
    " SPSS and others, or any Excel or CSV table. Nothing is saved yet. A letter or an e-mail is opened"
    " to be split into comments."
)


class DropArea(QWidget):
    """Says that a file can be dropped, and offers to choose one. The page takes the drop."""

    def __init__(
        self,
        choose: Callable[[], object],
        ask: str = ASK,
        kinds: str = KINDS,
        action: str = "Choose a file",
    ) -> None:
        super().__init__()
        self._lit = False
        self.button: QPushButton = button(action, "primary", icon="folder", on_click=choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(side) for side in (24, 24, 24, 24)))
        column.setSpacing(theme.px(8))
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(Picture("import", "link", 40), 0, centre)
        for words, role in ((ask, "heading"), (kinds, "subtitle")):
            line = label(words, role, wrap=True)
            line.setAlignment(centre)
            column.addWidget(line)
        column.addSpacing(theme.px(8))
        column.addWidget(self.button, 0, centre)
        column.addStretch(1)

    def light(self, lit: bool) -> None:
        """Show that a file is over it."""
        self._lit = lit
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A dashed outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("primary" if self._lit else "edge"), 2 if self._lit else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour("soft" if self._lit else "surface"))
        corner = theme.px(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), corner, corner)
        painter.end()


class ImportRow(QFrame):
    """One import, with what takes it out again."""

    def __init__(
        self, record: ImportRecord, updated: int, undo: Callable[[ImportRecord], object]
    ) -> None:
        super().__init__()
        self.record = record
        self.setProperty("surface", "card")
        self.undo_button = button("Undo import", icon="undo", on_click=lambda: undo(record))
        self.undo_button.setAccessibleName(f"Undo import of {record.file_name}")
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(label(record.file_name, "strong", wrap=True))
        facts = (
            record.tool,
            _done(record, updated),
            f"imported {in_words(record.imported_at)}",
            f"part of “{record.activity}”",
        )
        words.addWidget(label(" · ".join(facts), "hint", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(side) for side in (16, 12, 16, 12)))
        row.setSpacing(theme.px(16))
        row.addLayout(words, 1)
        row.addWidget(self.undo_button)


class HomePanel(QScrollArea):
    """The drop area, the other ways of collecting, and the imports so far.

    Signals:
        undo_wanted: an ImportRecord to take out.
        responses_wanted: show what was captured here.
    """

    undo_wanted = Signal(object)
    responses_wanted = Signal()

    def __init__(self, choose: Callable[[], object], session: Session) -> None:
        super().__init__()
        self.drop = DropArea(choose)
        self.ways = WaysPanel(session)
        self.rows: list[ImportRow] = []
        self.captured = button("", "quiet", on_click=self.responses_wanted.emit)
        self.captured.setToolTip("See them on the Responses page")
        self.captured.hide()
        self._title = label("Imports so far", "heading")
        self._none = label("Nothing has been imported into this exercise yet.", "subtitle")
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(8))
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(16))
        column.addWidget(self.drop)
        column.addSpacing(theme.px(8))
        column.addWidget(self.ways)
        column.addWidget(self.captured, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(theme.px(8))
        column.addWidget(self._title)
        column.addWidget(self._none)
        column.addLayout(self._list)
        column.addStretch(1)
        self.drop.setMinimumHeight(theme.px(240))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def show_captured(self, contributions: int, activities: int) -> None:
        """Say how much was captured here: typed, filled in or taken from letters."""
        said = counted(contributions, "contribution")
        self.captured.setText(
            f"Captured here: {said} in {counted(activities, 'activity', 'activities')}"
        )
        self.captured.setVisible(bool(contributions))

    def show_imports(self, records: Sequence[ImportRecord], updated: Mapping[int, int]) -> None:
        """Show these, the latest first.

        Args:
            updated: by the import's id, how many earlier responses it changed.
        """
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [
            ImportRow(record, updated.get(record.id, 0), self.undo_wanted.emit)
            for record in records
        ]
        for row in self.rows:
            self._list.addWidget(row)
        self._none.setVisible(not self.rows)


def _done(record: ImportRecord, updated: int) -> str:
    """What an import did, e.g. "12 responses, 3 updated"."""
    if not updated:
        return counted(record.responses, "response")
    if not record.responses:
        return f"{counted(updated, 'response')} updated"
    return f"{counted(record.responses, 'response')}, {updated:,} updated"
