"""What narrows the queue of comments: drop-downs, and the figure one came from."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.coding import Sentiment
from engage_app.domain.filters import CommentFilter, Noted
from engage_app.domain.stakeholders import in_tree_order
from engage_app.services import codebook, planning, queueing
from ui.pages.code_queue_reader import LANE
from ui.pages.scale_choices import every_position
from ui.session import Session
from ui.theme import theme
from ui.widgets.buttons import button

_BOXES = (
    ("theme_id", "Any theme"),
    ("group_id", "Any group"),
    ("activity_id", "Any activity"),
    ("question_id", "Any question"),
    ("place_id", "Any place"),
    ("position", "Any position"),
    ("sentiment", "Any sentiment"),
    ("coder", "Any coder"),
    ("in_campaign", "Campaign or not"),
    ("noted", "Flagged or not"),
    ("personal", "Any personal details"),
)
_SAID = {
    "in_campaign": "Campaign",
    "noted": "Flag and memo",
    "personal": "Personal details",
}


class FilterGrid(QWidget):
    """One drop-down for each thing comments can be filtered by."""

    def __init__(self, changed: Callable[[], None], clear: Callable[[], None]) -> None:
        super().__init__()
        self._boxes: dict[str, QComboBox] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        for number, (name, any_words) in enumerate(_BOXES):
            box = QComboBox()
            said = _SAID.get(name, any_words.removeprefix("Any ").capitalize())
            box.setAccessibleName(said)
            box.addItem(any_words, None)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(16)
            box.currentIndexChanged.connect(changed)
            self._boxes[name] = box
            layout.addWidget(box, number // 2, number % 2)
        nothing = button("Clear filters", "quiet", on_click=clear)
        layout.addWidget(nothing, len(_BOXES) // 2, len(_BOXES) % 2)

    def active(self) -> int:
        """How many of them narrow the queue."""
        return sum(box.currentData() is not None for box in self._boxes.values())

    def box(self, name: str) -> QComboBox:
        """The drop-down for a field of CommentFilter."""
        return self._boxes[name]

    def fill(self, session: Session) -> None:
        """Offer what the exercise has now, keeping what is chosen."""
        workspace, exercise_id = session.workspace, session.exercise_id
        offers: dict[str, Iterable[tuple[str, object]]] = {
            "theme_id": [(t.name, t.id) for t in codebook.themes(workspace, exercise_id)],
            "group_id": [
                ("   " * node.depth + node.group.name, node.group.id)
                for node in in_tree_order(planning.groups(workspace, exercise_id))
            ],
            "activity_id": [(a.title, a.id) for a in planning.activities(workspace, exercise_id)],
            "question_id": [
                (q.label, q.id)
                for q in planning.questions(workspace, exercise_id)
                if q.role == "comment"
            ],
            "place_id": [(p.name, p.id) for p in planning.places(workspace, exercise_id)],
            "position": [(p.label, p.code) for p in every_position(session)],
            "sentiment": [(s.value.capitalize(), s) for s in Sentiment],
            "in_campaign": [("Part of a campaign", True), ("Not part of one", False)],
            "noted": [("Flagged", Noted.FLAGGED), ("With a memo", Noted.MEMO)],
            "personal": [("Personal details to review", True)],
        }
        for name, choices in offers.items():
            self._offer(name, choices)

    def read_coders(self, session: Session) -> None:
        """Offer whoever has coded, once every coding has been looked at in the background."""
        workspace, exercise_id = session.workspace, session.exercise_id

        def offer(names: list[str]) -> None:
            if session.has_exercise and session.exercise_id == exercise_id:
                self._offer("coder", [(name, name) for name in names])

        session.runner.run(
            lambda _progress: queueing.coders(workspace, exercise_id), offer, lane=LANE
        )

    def choose(self, wanted: CommentFilter) -> None:
        """Let the drop-downs say what is wanted."""
        for name, box in self._boxes.items():
            value = getattr(wanted, name)
            box.blockSignals(True)
            if name == "coder" and value and box.findData(value) < 0:
                box.addItem(value, value)  # of a saved filter: names are read when they are shown
            box.setCurrentIndex(max(box.findData(value), 0))
            box.blockSignals(False)

    def chosen(self, wanted: CommentFilter) -> CommentFilter:
        """`wanted` with what the drop-downs say."""
        values = {name: box.currentData() for name, box in self._boxes.items()}
        kept = wanted.accepted and values["theme_id"] == wanted.theme_id
        return replace(wanted, **{**values, "accepted": kept})

    def _offer(self, name: str, choices: Iterable[tuple[str, object]]) -> None:
        box = self._boxes[name]
        kept = box.currentData()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for words, value in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(kept), 0))
        box.blockSignals(False)


class FilterPopup(QFrame):
    """The drop-downs over the queue, which keeps its height. Escape puts them away.

    Signals:
        closed: it has been put away.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, *parts: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # the button would open it again
        self.setObjectName("filters")
        self.setProperty("surface", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(16)] * 4)
        layout.setSpacing(theme.px(16))
        for part in parts:
            layout.addWidget(part)

    def open_under(self, button: QWidget) -> None:
        """Show it below a button, within the window."""
        self.adjustSize()
        window = button.window()
        corner = button.mapToGlobal(QPoint(0, button.height() + theme.px(4)))
        right = window.mapToGlobal(QPoint(window.width(), 0)).x() - self.width() - theme.px(8)
        self.move(max(min(corner.x(), right), window.mapToGlobal(QPoint(0, 0)).x()), corner.y())
        self.show()
        if first := self.findChild(QComboBox):
            first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()
