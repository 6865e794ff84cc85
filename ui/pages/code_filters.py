"""What narrows the queue of comments: drop-downs, and the figure one came from."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QPushButton, QWidget

from engage_app.domain.coding import Sentiment
from engage_app.domain.filters import CommentFilter
from engage_app.domain.stakeholders import in_tree_order
from engage_app.services import codebook, planning
from ui.pages.scale_choices import every_position
from ui.session import Session
from ui.theme import label, theme


class BehindFigure(QWidget):
    """Says that the queue holds just the comments behind a figure, and offers all again."""

    def __init__(self, forget: Callable[[], None]) -> None:
        super().__init__()
        self._words = label("", "hint", wrap=True)
        everything = QPushButton("Show all")
        everything.setProperty("kind", "quiet")
        everything.clicked.connect(forget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words, 1)
        layout.addWidget(everything)
        self.hide()

    def show_title(self, wanted: CommentFilter) -> None:
        """Show what lies behind which figure; hide where it is none."""
        self._words.setText(f"Behind “{wanted.response_ids_title}”")
        self.setVisible(wanted.response_ids is not None)


class FilterGrid(QWidget):
    """One drop-down for each thing comments can be filtered by."""

    def __init__(self, changed: Callable[[], None], clear: Callable[[], None]) -> None:
        super().__init__()
        self._boxes: dict[str, QComboBox] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        names = (
            ("theme_id", "Any theme"),
            ("group_id", "Any group"),
            ("activity_id", "Any activity"),
            ("question_id", "Any question"),
            ("place_id", "Any place"),
            ("position", "Any position"),
            ("sentiment", "Any sentiment"),
        )
        for number, (name, any_words) in enumerate(names):
            box = QComboBox()
            box.setAccessibleName(any_words.removeprefix("Any ").capitalize())
            box.addItem(any_words, None)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
            box.currentIndexChanged.connect(changed)
            self._boxes[name] = box
            layout.addWidget(box, number // 2, number % 2)
        nothing = QPushButton("Clear filters")
        nothing.setProperty("kind", "quiet")
        nothing.clicked.connect(clear)
        layout.addWidget(nothing, len(names) // 2, len(names) % 2)

    def active(self) -> int:
        """How many of them narrow the queue."""
        return sum(box.currentData() is not None for box in self._boxes.values())

    def fill(self, session: Session) -> None:
        """Offer what the exercise has now, keeping what is chosen."""
        workspace, exercise_id = session.workspace, session.exercise_id
        offers: dict[str, list[tuple[str, object]]] = {
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
        }
        for name, choices in offers.items():
            box = self._boxes[name]
            kept = box.currentData()
            box.blockSignals(True)
            while box.count() > 1:
                box.removeItem(1)
            for words, value in choices:
                box.addItem(words, value)
            box.setCurrentIndex(max(box.findData(kept), 0))
            box.blockSignals(False)

    def choose(self, wanted: CommentFilter) -> None:
        """Let the drop-downs say what is wanted."""
        for name, box in self._boxes.items():
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(getattr(wanted, name)), 0))
            box.blockSignals(False)

    def chosen(self, wanted: CommentFilter) -> CommentFilter:
        """`wanted` with what the drop-downs say."""
        values = {name: box.currentData() for name, box in self._boxes.items()}
        kept = wanted.accepted and values["theme_id"] == wanted.theme_id
        return replace(wanted, **{**values, "accepted": kept})
