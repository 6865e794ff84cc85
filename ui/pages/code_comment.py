"""The comment in the middle of the Code page: its words, its codings, and what surrounds it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.coding import Coding, CodingStatus, Sentiment, Theme
from engage_app.domain.exercise import Position
from engage_app.domain.response import CommentDetail
from ui.pages.code_parts import Flow, Proposal, choices, pair
from ui.theme import label, theme
from ui.widgets.chip import Chip
from ui.widgets.layouts import clear
from ui.widgets.text_with_spans import ColouredSpan, TextWithSpans
from ui.widgets.tips import plain

_ORIGINS = {"rule": "keyword rule", "suggestion": "suggestion", "officer": "officer"}
BESIDE_FROM = 350  # pixels at 100 % text size
_PLAIN = "#8A98A3"  # a theme without a colour of its own


class CommentPanel(QWidget):
    """One comment with its context.

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

    def __init__(self) -> None:
        super().__init__()
        self.detail: CommentDetail | None = None
        self._themes: Mapping[int, Theme] = {}
        self._scale: tuple[Position, ...] = ()
        self.question = label("", "hint", wrap=True)
        self.text = TextWithSpans()
        self.text.setProperty("reading", True)
        self.text.setProperty("flush", True)
        self.text.document().setDocumentMargin(0)
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.document().documentLayout().documentSizeChanged.connect(self._fit_text)
        self.chips = Flow()
        self.proposals = QVBoxLayout()
        self.position = choices("Position of the respondent", "As answered")
        self.sentiment = choices("Sentiment of the comment", "As scored")
        self._boxes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.who = Flow()
        self.facts = label("", "hint", wrap=True)
        self.context = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        for tone in Sentiment:
            self.sentiment.addItem(tone.value.capitalize(), tone.value)
        self.position.activated.connect(lambda: self.position_set.emit(self.position.currentData()))
        self.sentiment.activated.connect(
            lambda: self.sentiment_set.emit(self.sentiment.currentData())
        )
        inside = QWidget()
        inside.setObjectName("scrolled")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, theme.px(8), 0)
        layout.setSpacing(theme.px(16))
        layout.addWidget(self._card())
        layout.addLayout(self.proposals)
        layout.addLayout(self._judgements())
        self.context.setSpacing(theme.px(12))
        layout.addLayout(self.context)
        layout.addStretch(1)
        area = QScrollArea()
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
        layout.addWidget(self.facts)
        layout.addWidget(self.question)
        layout.addWidget(self.text)
        layout.addWidget(self.chips)
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
        same = detail and self.detail and detail.row.id == self.detail.row.id
        self.detail, self._themes = detail, themes
        for box in (self.position, self.sentiment):
            box.setEnabled(detail is not None)
        if detail is None:
            self.question.setText("No comment here. Change the filters to see others.")
            self.text.show("", [])
            self.chips.fill([])
            self.who.fill([])
            self.facts.clear()
            clear(self.proposals)
            clear(self.context)
            return
        row = detail.row
        self.question.setText(row.question)
        self.who.fill(self._who(detail))
        self.text.show(row.text, list(self._spans(detail)))
        self.chips.fill(self._accepted_chips(detail))
        self._show_proposals(detail)
        self._show_judgements(detail)
        if not same:
            self._show_context(detail)

    def first_proposal(self) -> int:
        """The id of the first proposal; 0 where there is none."""
        return next((coding.id for coding in self._of(CodingStatus.PROPOSED)), 0)

    def last_accepted(self) -> int:
        """The id of the coding accepted last; 0 where there is none."""
        return max((coding.id for coding in self._of(CodingStatus.ACCEPTED)), default=0)

    def _fit_text(self) -> None:
        """The comment is as high as its words; the panel around it scrolls."""
        needed = self.text.document().size().height() + theme.px(16)
        if self.text.height() != round(needed):
            self.text.setFixedHeight(round(needed))

    def _of(self, status: CodingStatus) -> list[Coding]:
        codings = self.detail.codings if self.detail else ()
        return [coding for coding in codings if coding.status is status]

    def _who(self, detail: CommentDetail) -> list[QWidget]:
        row = detail.row
        chips: list[QWidget] = [Chip(name) for name in row.groups]
        facts = " · ".join(filter(None, (detail.organisation, row.activity, row.place)))
        self.facts.setText(facts)
        return chips

    def _spans(self, detail: CommentDetail) -> Iterable[ColouredSpan]:
        for coding in detail.codings:
            colour = self._colour(coding.theme_id)
            if coding.status is CodingStatus.ACCEPTED and coding.passage:
                yield ColouredSpan(coding.passage.start, coding.passage.end, colour)
            if coding.status is CodingStatus.PROPOSED:
                for match in coding.matches:
                    yield ColouredSpan(match.start, match.end, colour)

    def _accepted_chips(self, detail: CommentDetail) -> list[QWidget]:
        chips: list[QWidget] = []
        for coding in self._of(CodingStatus.ACCEPTED):
            name = self._name(coding.theme_id)
            if coding.passage:
                words = detail.row.text[coding.passage.start : coding.passage.end]
                name += f": “{words if len(words) < 30 else words[:28] + '…'}”"
            chip = Chip(name, self._colour(coding.theme_id), removable=True)
            chip.setToolTip(plain(f"Coded by {coding.coder} ({_ORIGINS[coding.origin]})"))
            chip.removed.connect(partial(self.removed.emit, coding.id))
            chips.append(chip)
        return chips or [label("No theme yet", "hint")]

    def _show_proposals(self, detail: CommentDetail) -> None:
        clear(self.proposals)
        proposed = self._of(CodingStatus.PROPOSED)
        if not proposed:
            return
        self.proposals.addWidget(label("Proposed", "strong"))
        for number, coding in enumerate(proposed):
            matched = ", ".join(
                f"“{detail.row.text[span.start : span.end]}”" for span in coding.matches
            )
            self.proposals.addWidget(
                Proposal(
                    self._name(coding.theme_id),
                    self._colour(coding.theme_id),
                    f"{_ORIGINS[coding.origin]} found {matched}" if matched else "",
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

    def _show_context(self, detail: CommentDetail) -> None:
        clear(self.context)
        if detail.other_comments:
            self.context.addWidget(label("What else this respondent said", "strong"))
            for question, text in detail.other_comments:
                self.context.addLayout(pair(question, text))
        answers = [answer for answer in detail.answers if answer.value]
        if answers:
            self.context.addWidget(label("Their other answers", "strong"))
            for answer in answers:
                self.context.addLayout(pair(answer.question, answer.value))

    def _name(self, theme_id: int) -> str:
        return self._themes[theme_id].name if theme_id in self._themes else "Removed theme"

    def _colour(self, theme_id: int) -> str:
        return (self._themes[theme_id].colour if theme_id in self._themes else "") or _PLAIN
