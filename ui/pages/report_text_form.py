"""One drafted text to edit, with what the data changed since and the way back to the draft."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from engage_app.services.paper.edits import DraftedText


class TextForm(QWidget):
    """The words of a text, and what there is to know of them."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = label("", "heading", wrap=True)
        self.words = QPlainTextEdit()
        self.words.setAccessibleName("Text of the paper")
        self.words.setTabChangesFocus(True)
        self.words.setPlaceholderText("Empty: this is not printed")
        self.state = label("", "hint", wrap=True)
        self.unknown = label("", "error", wrap=True)
        self.back = button("Back to the draft", "quiet", icon="undo")
        self.changed = QFrame()
        self.changed.setProperty("surface", "card")
        self.changes = label("", wrap=True)
        self.take_new = button("Take the new draft")
        self.keep_mine = button("Keep mine")
        self.changed.hide()
        self._build()
        theme.changed.connect(self._fit)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Other words, or another size, need another height."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """As high as its lines need at this width: between panels nobody else asks for it."""
        self.words.setMinimumHeight(theme.px(120))
        needed = self._column.minimumHeightForWidth(max(self.width(), theme.px(240)))
        self.setMinimumHeight(max(needed, 0))

    def tell_kept(self) -> None:
        """What is being typed is safe, and when it goes into the paper."""
        self.state.setText("Kept as you type; filed when you leave the text.")
        self.back.show()

    def _build(self) -> None:
        inner = QVBoxLayout(self.changed)
        inner.setContentsMargins(*(theme.px(side) for side in (12, 10, 12, 10)))
        inner.setSpacing(theme.px(8))
        inner.addWidget(label("The figures have changed where you wrote", "strong", wrap=True))
        inner.addWidget(self.changes)
        line = QWidget()
        both = FlowLayout(line, gap=theme.px(8))
        both.addWidget(self.take_new)
        both.addWidget(self.keep_mine)
        inner.addWidget(line)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.heading)
        column.addWidget(self.changed)
        column.addWidget(self.words, 1)
        column.addWidget(self.unknown)
        column.addWidget(self.state)
        column.addWidget(self.back)

    def show_text(self, text: "DraftedText", *, typed: bool) -> None:
        """Show a text; where it is being typed on, the words stay as typed."""
        self.heading.setText(text.heading or "No longer in the paper")
        if not typed:
            self.put(text.edited or "" if text.gone else text.shown)
        self.words.setReadOnly(text.gone)
        self.changed.setVisible(text.stale)
        self.changes.setText("\n".join(text.changes))
        self.unknown.setVisible(bool(text.unknown))
        self.unknown.setText(f"No table prints {_listed(text.unknown)}: check it, or take it out.")
        self.state.setText(_state(text))
        self.back.setVisible(text.edited is not None)
        self.back.setText("Remove this text" if text.gone else "Back to the draft")

    def put(self, words: str) -> None:
        """Show these words, without telling; the cursor stays where nothing is new."""
        if words != self.words.toPlainText():
            self.words.blockSignals(True)
            self.words.setPlainText(words)
            self.words.blockSignals(False)


def _state(text: "DraftedText") -> str:
    if text.gone:
        return "You edited this, but the paper drafts it no longer, so it isn't printed."
    if text.edited is None:
        return "As drafted. Type to make it yours."
    return f"You edited this. Today’s draft: {' '.join(text.drafted.split())}"


def _listed(figures: tuple[str, ...]) -> str:
    shown = ", ".join(f"“{figure}”" for figure in figures[:-1])
    return f"{shown} or “{figures[-1]}”" if shown else f"“{''.join(figures)}”"
