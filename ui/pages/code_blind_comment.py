"""A comment as its second coder sees it: its words, where they come from, her own themes."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from engage_app.domain.coding import Theme
from engage_app.domain.second_coding import BlindComment
from ui.pages.code_parts import Flow, pair
from ui.theme import label, theme
from ui.widgets.chip import Chip
from ui.widgets.layouts import clear
from ui.widgets.text_with_spans import TextWithSpans

COMPARED = "Compared with the first coder's themes, so it can't be coded blind any more."
_NONE = "No theme yet. Enter without one says that none fits."
_NONE_FITS = "Done: no theme fits."


class BlindCard(QWidget):
    """One comment with its context.

    Signals:
        removed: the id of a theme to take off.
    """

    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.place = label("", "strong")
        self.where = label("", "hint", wrap=True)
        self.question = label("", "hint", wrap=True)
        self.text = TextWithSpans()
        self.text.setProperty("reading", True)
        self.text.setProperty("flush", True)
        self.text.document().setDocumentMargin(0)
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.document().documentLayout().documentSizeChanged.connect(self._fit_text)
        self.chips = Flow()
        self.state = label("", "hint", wrap=True)
        self._context = QVBoxLayout()
        self._shown = 0
        self._build()

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("surface", "card")
        inside = QVBoxLayout(card)
        margin = theme.px(16)
        inside.setContentsMargins(margin, margin, margin, margin)
        inside.setSpacing(theme.px(12))
        for widget in (self.place, self.question, self.text, self.chips, self.state, self.where):
            inside.addWidget(widget)
        scrolled = QWidget()
        scrolled.setObjectName("scrolled")
        column = QVBoxLayout(scrolled)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(16))
        column.addWidget(card)
        self._context.setSpacing(theme.px(12))
        column.addLayout(self._context)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(scrolled)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._area = area

    def show_comment(self, comment: BlindComment, themes: Mapping[int, Theme], of: str) -> None:
        """Show a comment; `of` is which one it is of how many."""
        self.place.setText(of)
        places = [", ".join(comment.groups), comment.place, comment.activity]
        self.where.setText(" · ".join(filter(None, places)))
        self.question.setText(comment.question)
        self.text.show(comment.text, [])
        self.chips.fill([self._chip(themes[each]) for each in comment.themes if each in themes])
        self.state.setText(_state(comment))
        self.state.setVisible(bool(self.state.text()))
        if comment.id != self._shown:
            self._shown = comment.id
            self._show_context(comment)
            self._area.verticalScrollBar().setValue(0)

    def _chip(self, given: Theme) -> Chip:
        chip = Chip(given.name, given.colour, removable=True)
        chip.removed.connect(lambda: self.removed.emit(given.id))
        return chip

    def _show_context(self, comment: BlindComment) -> None:
        clear(self._context)
        said = [*comment.other_comments]
        said += [(each.question, each.value or "Left blank") for each in comment.answers]
        if said:
            self._context.addWidget(label("The same respondent also said", "heading", wrap=True))
        for question, words in said:
            self._context.addLayout(pair(question, words))

    def _fit_text(self) -> None:
        """The comment is as high as its words; the panel around it scrolls."""
        needed = round(self.text.document().size().height() + theme.px(16))
        if self.text.height() != needed:
            self.text.setFixedHeight(needed)


def _state(comment: BlindComment) -> str:
    if comment.compared:
        return COMPARED
    if comment.themes:
        return "Done." if comment.done else ""
    return _NONE_FITS if comment.done else _NONE
