"""What the list of responses is narrowed by: words, group, activity, place, position."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from engage_app.domain.filters import CommentFilter
from engage_app.domain.stakeholders import in_tree_order
from engage_app.services import browsing, planning, tagging
from ui.pages.scale_choices import every_position
from ui.session import Session
from ui.theme import theme
from ui.widgets.behind_figure import BehindFigure
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.search_box import SearchBox

WITHOUT_GROUP = -1
_INDENT = "    "
_BOXES = (
    ("group_id", "Any group"),
    ("activity_id", "Any activity"),
    ("place_id", "Any place"),
    ("position", "Any position"),
)


class ResponseFilters(QWidget):
    """Search box and drop-downs.

    Signals:
        changed: another list is wanted.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.search = SearchBox("Search the comments")
        self.search.searched.connect(lambda _words: self._tell())
        self.boxes: dict[str, QComboBox] = {}
        self.clear_button = button("Clear filters", "quiet", on_click=self.clear)
        flow = FlowLayout(self, gap=theme.px(8))
        flow.addWidget(self.search)
        for name, any_words in _BOXES:
            self.boxes[name] = box = QComboBox()
            box.setAccessibleName(f"Filter: {any_words.removeprefix('Any ')}")
            box.addItem(any_words, None)
            box.setMaxVisibleItems(20)
            fit = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            box.setSizeAdjustPolicy(fit)
            box.setMinimumContentsLength(9)
            box.currentIndexChanged.connect(self._tell)
            flow.addWidget(box)
        flow.addWidget(self.clear_button)
        self.clear_button.hide()
        self._behind = CommentFilter()
        self.figure = BehindFigure(self.clear)
        session.exercise_changed.connect(self._forget_figure)
        theme.changed.connect(self._fit)
        self._fit()

    def fill(self) -> None:
        """Offer what the exercise has now, keeping what is chosen."""
        workspace, exercise_id = self._session.workspace, self._session.exercise_id
        offers: dict[str, list[tuple[str, object]]] = {
            "group_id": [
                ("Without a group", WITHOUT_GROUP),
                *(
                    (_INDENT * node.depth + node.group.name, node.group.id)
                    for node in in_tree_order(planning.groups(workspace, exercise_id))
                ),
            ],
            "activity_id": [(a.title, a.id) for a in planning.activities(workspace, exercise_id)],
            "place_id": [(p.name, p.id) for p in planning.places(workspace, exercise_id)],
            "position": [(p.label, p.code) for p in every_position(self._session)],
        }
        for name, choices in offers.items():
            _offer(self.boxes[name], choices)

    def wanted(self) -> CommentFilter:
        """What was asked for."""
        chosen = {name: box.currentData() for name, box in self.boxes.items()}
        behind = self._behind.response_ids
        wanted = CommentFilter(words=self.search.text().strip(), response_ids=behind, **chosen)
        if wanted.group_id != WITHOUT_GROUP:
            return wanted
        session = self._session
        ids = tuple(tagging.untagged(session.workspace, session.exercise_id))
        if behind is not None:
            ids = tuple(set(ids).intersection(behind))
        return replace(wanted, group_id=None, response_ids=ids)

    def show_behind(self, wanted: CommentFilter) -> None:
        """Ask for the responses behind a figure, and nothing else."""
        self._reset()
        self._behind = wanted
        self._tell()

    def narrowed(self) -> bool:
        """Whether anything is asked for."""
        chosen = any(box.currentIndex() > 0 for box in self.boxes.values())
        behind = self._behind.response_ids is not None
        return chosen or behind or bool(self.search.text().strip())

    def clear(self) -> None:
        """Ask for nothing: every response is listed."""
        self._reset()
        self._tell()
        self.search.setFocus()

    def _forget_figure(self) -> None:
        """Its responses are of another exercise."""
        self._behind = CommentFilter()
        self.figure.hide()

    def _reset(self) -> None:
        self._behind = CommentFilter()
        for field in (self.search, *self.boxes.values()):
            field.blockSignals(True)
        self.search.clear()
        for box in self.boxes.values():
            box.setCurrentIndex(0)
        for field in (self.search, *self.boxes.values()):
            field.blockSignals(False)

    def _tell(self) -> None:
        session, asked = self._session, self._behind.response_ids is not None
        known = (
            browsing.behind(session.workspace, session.exercise_id, self._behind) if asked else None
        )
        self.figure.show_title(self._behind, known)
        self.clear_button.setVisible(self.narrowed())
        self.changed.emit()

    def _fit(self) -> None:
        self.search.setMinimumWidth(theme.px(232))


def _offer(box: QComboBox, choices: list[tuple[str, object]]) -> None:
    kept = box.currentData()
    box.blockSignals(True)
    while box.count() > 1:
        box.removeItem(1)
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(kept), 0))
    box.blockSignals(False)
