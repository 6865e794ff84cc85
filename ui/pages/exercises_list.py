"""The exercises of the open workspace, a card for each."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from engage_app.domain.exercise import Exercise, ExerciseSummary
from ui.pages.exercise_dates import span_in_words
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.chip import Chip
from ui.widgets.flow_layout import FlowLayout


def per_cent(part: int, whole: int) -> int:
    """A share as a whole per cent that says 0 and 100 only where they are true."""
    if whole == 0 or part == 0:
        return 0
    return 100 if part == whole else min(max(round(100 * part / whole), 1), 99)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun, e.g. "1 comment", "2,204 comments"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


class ExerciseCard(QFrame):
    """One exercise: what it is, where it stands, what it holds.

    Args:
        summary: what to show.
        chosen: whether it is the one every page shows.
        on_open: called with the exercise's id; a click anywhere on the card opens it too.
        on_edit: called with the exercise.
        on_take: called with the exercise's id, to take it along.
    """

    def __init__(
        self,
        summary: ExerciseSummary,
        *,
        chosen: bool,
        on_open: Callable[[int], object],
        on_edit: Callable[[Exercise], object],
        on_take: Callable[[int], object],
    ) -> None:
        super().__init__()
        self.summary = summary
        exercise = summary.exercise
        self.setProperty("surface", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._on_open = on_open
        self.open_button = button(
            "Go on" if chosen else "Open",
            "primary" if chosen else "secondary",
            on_click=lambda: on_open(exercise.id),
        )
        self.open_button.setAccessibleName(f"Open {exercise.title}")
        self.edit_button = button(
            "Edit details", "quiet", icon="edit", on_click=lambda: on_edit(exercise)
        )
        self.edit_button.setAccessibleName(f"Edit details of {exercise.title}")
        self.take_button = button(
            "Take along…", "quiet", icon="export", on_click=lambda: on_take(exercise.id)
        )
        self.take_button.setAccessibleName(f"Take {exercise.title} along")
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(side) for side in (20, 16, 20, 16)))
        layout.setSpacing(theme.px(12))
        layout.addWidget(label(self.summary.exercise.title, "heading", wrap=True))
        layout.addWidget(self._facts())
        layout.addLayout(self._coded())
        layout.addWidget(self._buttons())

    def _facts(self) -> QWidget:
        exercise, summary = self.summary.exercise, self.summary
        holder = QWidget()
        flow = FlowLayout(holder, gap=theme.px(12))
        flow.addWidget(Chip(exercise.status.value.capitalize(), _colour_of(exercise)))
        if exercise.invented:
            flow.addWidget(Chip("Invented sample"))
        facts = [
            span_in_words(exercise.opens_on, exercise.closes_on),
            counted(summary.responses, "response"),
            counted(summary.comments, "comment"),
        ]
        for fact in filter(None, facts):
            flow.addWidget(label(fact, "subtitle"))
        return holder

    def _coded(self) -> QHBoxLayout:
        summary = self.summary
        share = per_cent(summary.coded_comments, summary.comments)
        bar = QProgressBar()
        bar.setRange(0, 100)
        bar.setValue(share)
        bar.setTextVisible(False)
        words = f"{share}% of comments coded" if summary.comments else "Nothing to code yet"
        bar.setAccessibleName(words)
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(bar, 1)
        line.addWidget(label(words, "hint"))
        return line

    def _buttons(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=theme.px(8))
        flow.addWidget(self.open_button)
        flow.addWidget(self.edit_button)
        flow.addWidget(self.take_button)
        return holder

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the card opens its exercise."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self._on_open(self.summary.exercise.id)


class ExerciseList(QWidget):
    """All exercises of the workspace.

    Signals:
        opened: the id of the exercise to make the chosen one.
        edited: the Exercise whose details are to be edited.
        taken_along: the id of the exercise to take along.
    """

    opened = Signal(int)
    edited = Signal(object)
    taken_along = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[ExerciseCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(16))

    def show_exercises(self, summaries: Sequence[ExerciseSummary], chosen: int | None) -> None:
        """Show these, in the order given."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [
            ExerciseCard(
                summary,
                chosen=summary.exercise.id == chosen,
                on_open=self.opened.emit,
                on_edit=self.edited.emit,
                on_take=self.taken_along.emit,
            )
            for summary in summaries
        ]
        for card in self.cards:
            self._column.addWidget(card)


def _colour_of(exercise: Exercise) -> str:
    """The dot before a status; the word beside it says the same."""
    return {"planning": "muted", "open": "success", "closed": "warning", "reported": "primary"}[
        exercise.status.value
    ]
