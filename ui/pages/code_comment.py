"""The comment in the middle of the Code page: its words, its codings, and what surrounds it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.coding import CodingStatus, Sentiment, Theme
from engage_app.domain.exercise import Position
from engage_app.domain.response import CommentDetail
from engage_app.services import redacting
from ui.pages.code_again_note import LookAgainNote
from ui.pages.code_codings import (
    chip_facts,
    colour_of,
    name_of,
    of_status,
    spans,
    why_proposed,
)
from ui.pages.code_context import Context
from ui.pages.code_keys import KeyStrip
from ui.pages.code_notes import Memo, NoteButtons
from ui.pages.code_parts import ChipRow, Proposal, choices
from ui.pages.code_text import CommentText, legend
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.layouts import clear

BESIDE_FROM = 350  # pixels at 100 % text size
_SELECTED = (
    "The next theme goes on the words selected; X covers them outside this page."
    " Escape: the whole comment again."
)


class CommentPanel(QWidget):
    """One comment with its context.

    Attributes:
        suggestions: an empty layout below the proposals, for what is suggested.

    Signals:
        accepted, rejected, removed: the id of a coding.
        position_set: a code of the position scale; empty goes back to the answer.
        sentiment_set: "positive", "neutral", "negative"; empty goes back to the score.
    """

    accepted = Signal(int)
    rejected = Signal(int)
    removed = Signal(int)
    position_set = Signal(str)
    sentiment_set = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.detail: CommentDetail | None = None
        self._themes: Mapping[int, Theme] = {}
        self._scale: tuple[Position, ...] = ()
        self._session = session
        self.question = label("", "hint", wrap=True)
        self.text = CommentText()
        self.text.document().documentLayout().documentSizeChanged.connect(self._fit_text)
        self.text.selection_changed.connect(self._tell_selection)
        self.selected = label(_SELECTED, "hint", wrap=True)
        self.legend = label("", "hint", wrap=True)
        self.chips = ChipRow(coloured=True, none="No theme yet")
        self.again = LookAgainNote(session)
        self.proposals = QVBoxLayout()
        self.suggestions = QVBoxLayout()
        self.position = choices("Position of the respondent", "As answered")
        self.sentiment = choices("Sentiment of the comment", "As scored")
        self._boxes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.who = ChipRow(coloured=False)
        self.notes = NoteButtons()
        self.memo = Memo(session)
        self.facts = label("", "hint", wrap=True)
        self.context = Context()
        self.keys = KeyStrip()
        self.area = QScrollArea()
        self._build()

    def _build(self) -> None:
        for tone in Sentiment:
            self.sentiment.addItem(tone.value.capitalize(), tone.value)
        self.position.activated.connect(lambda: self.position_set.emit(self.position.currentData()))
        self.sentiment.activated.connect(
            lambda: self.sentiment_set.emit(self.sentiment.currentData())
        )
        self.chips.removed.connect(self.removed)
        self.notes.memo_wanted.connect(self.memo.open)
        self.selected.hide()
        self.legend.hide()
        inside = QWidget()
        inside.setObjectName("scrolled")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, theme.px(8), 0)
        layout.setSpacing(theme.px(16))
        layout.addWidget(self.again)
        layout.addWidget(self._card())
        layout.addLayout(self.proposals)
        layout.addLayout(self.suggestions)
        layout.addWidget(self.keys)
        layout.addLayout(self._judgements())
        layout.addWidget(self.context)
        layout.addStretch(1)
        area = self.area
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        inside.setMinimumWidth(0)
        area.setMinimumWidth(theme.px(260))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("surface", "card")
        layout = QVBoxLayout(card)
        margin = theme.px(16)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.px(12))
        layout.addWidget(self.who)
        about = QHBoxLayout()
        about.addWidget(self.facts, 1)
        about.addWidget(self.notes)
        layout.addLayout(about)
        layout.addWidget(self.question)
        layout.addWidget(self.text)
        layout.addWidget(self.legend)
        layout.addWidget(self.selected)
        layout.addWidget(self.chips)
        layout.addWidget(self.memo)
        return card

    def _judgements(self) -> QBoxLayout:
        line = self._boxes
        line.setSpacing(theme.px(16))
        for words, box in (("&Position", self.position), ("&Sentiment", self.sentiment)):
            name = QLabel(words)
            name.setBuddy(box)
            above = QVBoxLayout()
            above.setSpacing(theme.px(4))
            above.addWidget(name)
            above.addWidget(box)
            line.addLayout(above, 1)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The two fields stand beside each other where both have room for their words."""
        super().resizeEvent(event)
        beside = self.width() >= theme.px(BESIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._boxes.direction() != way:
            self._boxes.setDirection(way)

    def show_comment(self, detail: CommentDetail | None, themes: Mapping[int, Theme]) -> None:
        """Show a comment; None shows that there is none."""
        same = bool(detail and self.detail and detail.row.id == self.detail.row.id)
        self.detail, self._themes = detail, themes
        for box in (self.position, self.sentiment, self.notes):
            box.setEnabled(detail is not None)
        self.again.show_comment(detail.row.id if detail else 0)
        if detail is None:
            self._show_none()
            return
        row = detail.row
        if not same:
            self.area.verticalScrollBar().setValue(0)  # its words, before anything is decided
            self.question.setText(row.question)
        self._show_who(detail)
        self._show_text(detail, same=same)
        self.chips.show_chips(chip_facts(detail, self._themes))
        self._show_proposals(detail)
        self._show_judgements(detail)
        self.notes.show_flag(flagged=row.flagged)
        self.memo.show_memo(row.id, row.memo)
        if not same:
            self.context.show_context(detail)

    def _show_none(self) -> None:
        self.question.setText("No comment here. Change the filters to see others.")
        self.text.show_comment("", [])
        self.legend.hide()
        self.chips.show_chips([])
        self.who.show_chips([])
        self.facts.clear()
        self.notes.show_flag(flagged=False)
        self.memo.show_memo(0, "")
        clear(self.proposals)
        self.context.show_context(None)

    def _show_who(self, detail: CommentDetail) -> None:
        row = detail.row
        self.who.show_chips([(0, name, "", "") for name in row.groups])
        self.facts.setText(" · ".join(filter(None, (detail.organisation, row.activity, row.place))))

    def _show_text(self, detail: CommentDetail, *, same: bool) -> None:
        """The same words keep what is selected in them: a passage may take several themes."""
        found = redacting.of_comment(self._session.workspace, detail.row.id)
        marked = spans(detail, self._themes)
        self.text.show_comment(detail.row.text, marked, found, same=same)
        self.legend.setText(legend(found))
        self.legend.setVisible(bool(self.legend.text()))

    def first_proposal(self) -> int:
        """The id of the first proposal; 0 where there is none."""
        proposed = of_status(self.detail, CodingStatus.PROPOSED)
        return next((coding.id for coding in proposed), 0)

    def last_accepted(self) -> int:
        """The id of the coding accepted last; 0 where there is none."""
        accepted = of_status(self.detail, CodingStatus.ACCEPTED)
        return max((coding.id for coding in accepted), default=0)

    def _fit_text(self) -> None:
        """The comment is as high as its words; the panel around it scrolls."""
        needed = self.text.document().size().height() + theme.px(16)
        if self.text.height() != round(needed):
            self.text.setFixedHeight(round(needed))

    def _tell_selection(self) -> None:
        self.selected.setVisible(self.text.selected_span() is not None)

    def _show_proposals(self, detail: CommentDetail) -> None:
        clear(self.proposals)
        proposed = of_status(detail, CodingStatus.PROPOSED)
        if not proposed:
            return
        self.proposals.addWidget(label("Proposed", "strong"))
        for number, coding in enumerate(proposed):
            self.proposals.addWidget(
                Proposal(
                    name_of(self._themes, coding.theme_id),
                    colour_of(self._themes, coding.theme_id),
                    why_proposed(self._session.workspace, detail, coding),
                    first=number == 0,
                    accept=partial(self.accepted.emit, coding.id),
                    reject=partial(self.rejected.emit, coding.id),
                )
            )

    def offer_positions(self, scale: Sequence[Position]) -> None:
        """Offer the steps of the exercise's scale; a retired one only where it holds already."""
        if tuple(scale) == self._scale:
            return
        self._scale = tuple(scale)
        while self.position.count() > 1:
            self.position.removeItem(1)
        for step in scale:
            if not step.retired:
                self.position.addItem(step.label, step.code)

    def _show_judgements(self, detail: CommentDetail) -> None:
        self._offer_retired(detail.row.position)
        by_hand = detail.position_origin == "officer"
        self.position.setCurrentIndex(max(self.position.findData(detail.row.position), 0))
        self.position.setToolTip(
            "Recorded by an officer" if by_hand else "As the respondent answered"
        )
        tone = detail.row.sentiment
        self.sentiment.setCurrentIndex(max(self.sentiment.findData(tone.value if tone else ""), 0))
        score = "" if detail.row.compound is None else f"Score {detail.row.compound:+.2f}"
        self.sentiment.setToolTip(
            "Corrected by an officer" if detail.sentiment_corrected else score
        )

    def _offer_retired(self, code: str) -> None:
        for step in self._scale:
            place = self.position.findData(step.code)
            if step.retired and step.code == code and place < 0:
                self.position.addItem(f"{step.label} (retired)", step.code)
            elif step.retired and step.code != code and place >= 0:
                self.position.removeItem(place)
