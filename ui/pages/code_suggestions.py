"""What Engage suggests for the comment in the middle of the workbench, and how far to trust it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage_app.domain.coding import CodingStatus, Theme
from engage_app.domain.response import CommentDetail
from engage_app.services.suggesting import Acceptance, Suggestion
from ui.pages.code_parts import Proposal
from ui.pages.exercises_list import counted
from ui.suggesting import Suggesting
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.layouts import clear

SHOWN = 3
_MOMENT = 30  # milliseconds
_ENOUGH = 5  # comments judged before it is said how often
_LEAST = 0.1  # less likely ones only take up room
_PLAIN = "#8A98A3"


class SuggestionsPanel(QWidget):
    """The likeliest themes, each with why, and two buttons to decide.

    Signals:
        taken, refused: the id of a theme.
        order_wanted: show the comments first whose coding teaches most.
    """

    taken = Signal(int)
    refused = Signal(int)
    order_wanted = Signal()

    def __init__(self, source: Suggesting) -> None:
        super().__init__()
        self._source = source
        self._detail: CommentDetail | None = None
        self._themes: Mapping[int, Theme] = {}
        self._came_without_theme = False
        self._first_shown: Suggestion | None = None
        self._following: list[int] = []
        self._later = QTimer(self, singleShot=True, interval=_MOMENT)
        self._later.timeout.connect(self._catch_up)
        self._box = QWidget()
        self._rows = QVBoxLayout(self._box)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(8))
        self.standing = label("", "hint", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self._box)
        self.order = button("What teaches most first", "quiet", on_click=self.order_wanted.emit)
        self.order.setToolTip(
            "Lists uncoded comments, those first whose themes are least certain and that are unlike"
            " one another"
        )
        layout.addWidget(self.standing)
        layout.addWidget(self.order, 0, Qt.AlignmentFlag.AlignLeft)
        source.suggested.connect(self._suggested)
        source.learned.connect(self._learned)

    def show_comment(
        self, detail: CommentDetail | None, themes: Mapping[int, Theme], following: list[int]
    ) -> None:
        """Show what is suggested for a comment, and ask for those that come after it.

        Args:
            following: the ids of the next few comments of the queue.
        """
        same = detail and self._detail and detail.row.id == self._detail.row.id
        if not same:
            self._leave_comment()
            self._came_without_theme = detail is not None and not _accepted(detail)
            self._first_shown = None
        self._detail, self._themes, self._following = detail, themes, following
        if not same:
            self._box.hide()
        self._later.start()  # the comment is painted first: nobody waits for what is below it

    def _catch_up(self) -> None:
        """The comment has been in sight for a moment: ask, and show what is known."""
        if self._detail is not None:
            self._source.watch()
            self._source.ask([self._detail.row.id])  # alone: nobody waits for those that follow
            self._source.ask(self._following)
        self._show()

    def first(self) -> int:
        """The theme that Enter takes; 0 where there is none: the likeliest one while the comment
        has no theme, after that only one that Engage would pre-fill."""
        offered = self.offered()
        if not offered or self._detail is None:
            return 0
        return offered[0].theme if offered[0].prefill or not _accepted(self._detail) else 0

    def offered(self) -> list[Suggestion]:
        """What is suggested and not decided on yet, likeliest first."""
        if self._detail is None:
            return []
        decided = {coding.theme_id for coding in self._detail.codings}
        return [
            each
            for each in self._source.of(self._detail.row.id)
            if each.theme not in decided
            and each.theme in self._themes
            and (each.prefill or each.score >= _LEAST)
        ][:SHOWN]

    def _show(self) -> None:
        clear(self._rows)
        offered = self.offered()
        self._box.setVisible(bool(offered))
        self._note_first()
        if offered:
            self._rows.addWidget(label("Suggested", "strong"))
        first = self.first()
        for each in offered:
            shown = self._themes[each.theme]
            self._rows.addWidget(
                Proposal(
                    shown.name,
                    shown.colour or _PLAIN,
                    f"{each.score:.0%} likely. {each.why}",
                    first=each.theme == first,
                    accept=partial(self.taken.emit, each.theme),
                    reject=partial(self.refused.emit, each.theme),
                )
            )
        self.standing.setText(standing(self._source))
        self.standing.setVisible(bool(self._detail))
        self.order.setVisible(bool(self._detail) and self._source.known is not None)

    def _note_first(self) -> None:
        """The likeliest theme of all, proposed by a rule or not, is judged: if it came in time."""
        if self._detail is None or _accepted(self._detail) or self._first_shown is not None:
            return
        self._first_shown = next(
            (each for each in self._source.of(self._detail.row.id) if each.theme in self._themes),
            None,
        )

    def _suggested(self, comment_id: int) -> None:
        if self._detail is not None and self._detail.row.id == comment_id:
            self._note_first()
            if not self._later.isActive():
                self._show()

    def _learned(self) -> None:
        if self._detail is not None and self.isVisible():
            self._source.ask([self._detail.row.id])
            self._show()

    def _leave_comment(self) -> None:
        """Count how the first suggestion fared, where the comment got its first theme meanwhile."""
        detail = self._detail
        if detail and self._first_shown and self._came_without_theme and _accepted(detail):
            self._source.judged(detail.row.id, self._first_shown)


def standing(source: Suggesting) -> str:
    """In a sentence or two: what was learned from, and how often the first suggestion was taken."""
    if source.known is None:
        return "Suggestions are being prepared…" if source.learning else ""
    coded = source.known.coded
    said = (
        f"Learned from {counted(coded, 'coded comment')}."
        if coded
        else "From the codebook alone, until you have coded some comments."
    )
    return f"{said} {_how_often(source.acceptance)}".strip()


def _how_often(acceptance: Acceptance | None) -> str:
    if acceptance is None or acceptance.judged < _ENOUGH:
        return ""
    taken = f"You took the first suggestion {acceptance.taken} of {acceptance.judged} times."
    return f"{taken} {acceptance.hint.sentence}".strip()


def _accepted(detail: CommentDetail) -> bool:
    return any(coding.status is CodingStatus.ACCEPTED for coding in detail.codings)
