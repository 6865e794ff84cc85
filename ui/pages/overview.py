"""Overview: where the exercise stands, and what to do next."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent

from engage_app.domain.changes import Changes
from engage_app.domain.coding import Sentiment
from engage_app.domain.filters import CodingState, CommentFilter
from engage_app.domain.palette import SENTIMENT_COLOURS
from engage_app.domain.report import Table
from engage_app.domain.scales import colours_of
from ui.messages import Message, Tone
from ui.pages.exercise_dates import span_in_words
from ui.pages.exercises_list import counted, per_cent
from ui.pages.overview_bars import BarRow, BarTable
from ui.pages.overview_parts import BarPanel, CardGrid, NextStepCard, TwoColumns
from ui.pages.overview_standing import (
    GroupReach,
    NextStep,
    Standing,
    group_reach,
    heard_of_planned,
    next_step,
    reach_table,
    standing,
)
from ui.pages.together_line import ConflictsLine
from ui.session import Session
from ui.widgets.banner import Banner
from ui.widgets.card import StatCard
from ui.widgets.page import Page

INVENTED = "Every comment in this exercise is invented."
_TONES = (Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE)
_SHOWN = {
    "exercise", "activity", "response", "respondent", "response_group", "comment", "theme",
    "coding", "stakeholder_group", "question",
}  # fmt: skip


class OverviewPage(Page):
    """Cards with counts, the next step, reach against plan, positions and tone."""

    key = "overview"
    title = "Overview"
    icon_name = "overview"
    scrolls = True

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._asked = 0  # only the answer to the last question asked is shown
        self._table: Table | None = None
        self._groups: list[GroupReach] = []
        self._codes: list[str] = []  # of the positions shown
        self.invented = Banner(Message(Tone.INFO, INVENTED))
        self.invented.dismiss_button.hide()
        self.conflicts = ConflictsLine(session)
        self.step = NextStepCard()
        self.responses = StatCard("responses")
        self.comments = StatCard("comments")
        self.coded = StatCard("of comments coded")
        self.to_review = StatCard("comments with proposals to review")
        self.groups = StatCard("planned groups heard")
        self.reach = BarTable(
            "Reach by stakeholder group", ("Stakeholder group", "Planned", "Heard"), fits=False
        )
        self.positions = BarTable("Positions", ("Position", "Responses"), fits=True)
        self.tones = BarTable("Sentiment", ("Sentiment", "Comments"), fits=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        cards = (self.responses, self.comments, self.coded, self.to_review, self.groups)
        for card in cards:
            card.set_clickable(True)
        self.reach_panel = BarPanel(
            "Reach against plan",
            "Respondents heard from each stakeholder group. Click a row for their comments.",
            self.reach,
        )
        positions = BarPanel(
            "Position on the proposal",
            "Where respondents stand, as they answered or an officer noted. Counts responses.",
            self.positions,
        )
        tones = BarPanel(
            "Tone of the words",
            "Sentiment is scored by machine to sort comments. It is not a position. "
            "Counts comments.",
            self.tones,
        )
        self.body.addWidget(self.invented)
        self.body.addWidget(self.conflicts)
        self.body.addWidget(self.step)
        self.body.addWidget(CardGrid(cards))
        self.body.addWidget(TwoColumns(self.reach_panel, (positions, tones)), 1)

    def _connect(self) -> None:
        session = self._session
        for card, state in (
            (self.comments, CodingState.ANY),
            (self.coded, CodingState.CODED),
            (self.to_review, CodingState.TO_REVIEW),
        ):
            card.clicked.connect(partial(self._show_state, state))
        self.responses.clicked.connect(lambda: session.page_wanted.emit("responses"))
        self.groups.clicked.connect(self._go_to_reach)
        self.step.taken.connect(self.take)
        self.reach.row_chosen.connect(self._show_group)
        self.positions.row_chosen.connect(self._show_position)
        self.tones.row_chosen.connect(self._show_tone)
        session.exercise_changed.connect(self._mark_stale)
        session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Count what changed, in the background; what was shown stays until the counts are there."""
        session = self._session
        self.conflicts.refresh()
        if not session.has_exercise or not self._stale:
            return
        self._stale = False
        self._asked += 1
        workspace, exercise_id = session.workspace, session.exercise_id
        for job, show in (
            (partial(standing, workspace, exercise_id), self._show_standing),
            (lambda _progress: reach_table(workspace, exercise_id), self._show_reach),
        ):
            session.runner.run(job, partial(self._take_answer, show, self._asked), self._failed)

    def take(self, step: NextStep) -> None:
        """Go where a next step leads."""
        if step.wanted is not None:
            self._session.show_comments(step.wanted)
        else:
            self._session.page_wanted.emit(step.page)

    def _show_standing(self, now: Standing) -> None:
        summary = now.summary
        exercise = summary.exercise
        self.heading.setText(exercise.title)
        dates = span_in_words(exercise.opens_on, exercise.closes_on)
        parts = (exercise.status.value.capitalize(), dates, exercise.organisation)
        self.set_subtitle(" · ".join(filter(None, parts)))
        self.invented.setVisible(exercise.invented)
        self.step.show_step(next_step(now))
        activities = counted(now.activities, "activity", "activities")
        self.responses.show_figure(f"{summary.responses:,}", f"from {activities}")
        scored = sum(now.sentiments.values())
        waiting = summary.comments - scored
        self.comments.show_figure(
            f"{summary.comments:,}", f"{waiting:,} without a sentiment yet" if waiting else ""
        )
        self.coded.show_figure(
            f"{per_cent(summary.coded_comments, summary.comments)}%",
            f"{summary.coded_comments:,} of {summary.comments:,}",
        )
        self.to_review.show_figure(f"{now.to_review:,}", "Only accepted themes count")
        self._show_positions(now)
        self.tones.show_rows(
            [
                _bar(tone.value.capitalize(), now.sentiments[tone], scored, SENTIMENT_COLOURS[tone])
                for tone in _TONES
            ]
        )

    def _show_positions(self, now: Standing) -> None:
        whole = now.summary.responses
        scale = now.summary.exercise.positions
        colours = colours_of(scale)
        self._codes = [each.code for each in scale]
        rows = [
            _bar(each.label, now.positions[each.code], whole, colours[each.code]) for each in scale
        ]
        not_stated = whole - sum(now.positions.values())
        self.positions.show_rows([*rows, _bar("Not stated", not_stated, whole, "muted")])

    def _show_reach(self, table: Table) -> None:
        self._table = table
        self._groups = group_reach(table)
        heard, planned = heard_of_planned(self._groups)
        if planned:
            self.groups.show_figure(f"{heard} of {planned}", _silent(planned - heard))
        else:
            self.groups.show_figure("–", "No group has a number to hear yet")
        self.reach.show_rows([_reach_bar(group) for group in self._groups])
        self.reach_panel.setVisible(bool(self._groups))

    def _go_to_reach(self) -> None:
        self.reach.setFocus()
        if self._groups and not self.reach.currentIndex().isValid():
            self.reach.selectRow(0)

    def _show_state(self, state: CodingState, _checked: bool = False) -> None:
        self._session.show_comments(CommentFilter(state=state))

    def _show_group(self, place: int) -> None:
        group = self._groups[place]
        if self._table is None or not group.heard:
            self._session.said.emit(f"Nobody was heard from {group.name} yet.")
            return
        heard = [column.name for column in self._table.columns].index("Heard")
        behind = self._table.responses(group.row, heard)
        self._session.show_comments(
            CommentFilter(response_ids=behind, response_ids_title=f"Heard: {group.name}")
        )

    def _show_position(self, place: int) -> None:
        if place < len(self._codes):
            self._session.show_comments(CommentFilter(position=self._codes[place]))

    def _show_tone(self, place: int) -> None:
        self._session.show_comments(CommentFilter(sentiment=_TONES[place]))

    def _take_answer(self, show: Callable[[Any], None], asked: int, answer: object) -> None:
        if asked == self._asked:
            show(answer)

    def _failed(self, error: Exception) -> None:
        self._session.failed.emit(error)

    def _changed(self, changes: Changes) -> None:
        if changes.tables & _SHOWN:
            self._mark_stale()

    def _mark_stale(self) -> None:
        self._stale = True
        self._asked += 1  # answers under way are about what was
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew what changed while another page was in front."""
        super().showEvent(event)
        self.refresh()


def _bar(name: str, count: int, whole: int, colour: str) -> BarRow:
    return BarRow(name, (f"{count:,}",), count / whole if whole else None, colour)


def _reach_bar(group: GroupReach) -> BarRow:
    plan = "–" if group.planned is None else f"{group.planned:,}"
    share = group.heard / group.planned if group.planned else None
    return BarRow(group.name, (plan, f"{group.heard:,}"), share)


def _silent(groups: int) -> str:
    return f"{counted(groups, 'group')} not heard yet" if groups else "Everyone planned was heard"
