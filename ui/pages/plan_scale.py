"""The position scale of an exercise: its steps, which way each leans, and ready-made scales."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.exercise import Position, Side
from engage_app.domain.scales import READY_SCALES, SIDE_LABELS
from engage_app.services import scales
from ui.pages.plan_fields import FieldBlock
from ui.pages.responses_tagging import counted
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.line_list import LineList
from ui.widgets.ordered_list import ListRow

_ABOUT = (
    "Where people may stand on the proposal, in the order the paper takes it. A step that is in"
    " use is retired, not deleted: what was recorded stays."
)


class ScaleEditor(QWidget):
    """Changing the scale of the session's exercise; each change is one step of undo."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._scale: tuple[Position, ...] = ()
        self.steps = LineList("step", "Steps of the position scale")
        self.side = ChoiceBox("Which way the step leans")
        self.side_block = FieldBlock("The step chosen &means", self.side)
        self.ready = button("Ready-made scales", "quiet")
        self._build()
        steps = self.steps
        steps.added.connect(self._add)
        steps.renamed.connect(lambda code, text: self._act(scales.edit_step, code, label=text))
        steps.moved.connect(lambda code, place: self._act(scales.move_step, code, place))
        steps.removed.connect(lambda code: self._act(scales.remove_step, code))
        steps.restored.connect(lambda code: self._act(scales.bring_back_step, code))
        steps.list.chosen.connect(lambda _code: self._show_side())
        self.side.activated.connect(lambda _at: self._lean())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(label("Position scale", "heading"))
        column.addWidget(label(_ABOUT, "hint", wrap=True))
        column.addWidget(self.steps)
        column.addWidget(self.side_block)
        for side in Side:
            self.side.addItem(SIDE_LABELS[side], side.value)
        menu = QMenu(self)
        for words, scale in READY_SCALES.items():
            menu.addAction(words).triggered.connect(
                lambda _=False, steps=scale: self._act(scales.use_scale, steps)
            )
        self.ready.setMenu(menu)
        self.steps.commands.addWidget(self.ready)

    def load(self) -> None:
        """Read the scale anew."""
        session = self._session
        self._scale = scales.positions(session.workspace, session.exercise_id)
        used = scales.step_usage(session.workspace, session.exercise_id)
        self.steps.show_rows([_row(step, used.get(step.code, 0)) for step in self._scale])
        self._show_side()

    def _show_side(self) -> None:
        step = self._chosen()
        self.side_block.setEnabled(step is not None)
        if step is not None:
            self.side.setCurrentIndex(self.side.findData(step.side.value))

    def _chosen(self) -> Position | None:
        code = self.steps.list.current()
        return next((step for step in self._scale if step.code == code), None)

    def _lean(self) -> None:
        step, side = self._chosen(), Side(self.side.currentData())
        if step is not None and step.side is not side:
            self._act(scales.edit_step, step.code, side=side)

    def _add(self, labels: list[str]) -> None:
        """New steps lean as the one chosen does, until the officer says otherwise."""
        step = self._chosen()
        for words in labels:
            self._act(scales.add_step, words, step.side if step else Side.NEITHER)
            self.steps.list.choose(self.steps.list.rows[-1].key if self.steps.list.rows else None)

    def _act(self, write: Callable[..., Changes], *args: Any, **kwargs: Any) -> None:
        session = self._session
        if session.act(write, session.exercise_id, *args, **kwargs) is None:
            self.load()  # what was asked can't be: what is saved comes back


def _row(step: Position, responses: int) -> ListRow:
    notes = ["retired"] if step.retired else []
    notes.append(SIDE_LABELS[step.side])
    if responses:
        notes.append(counted(responses))
    return ListRow(step.code, step.label, " · ".join(notes), step.retired)
