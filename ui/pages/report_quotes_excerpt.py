"""What of a long comment is printed: its words with […] where some are left out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from engage_app.services import quoting
from engage_app.services.quoting_desk import Proposal
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout

_LINES = 6
_RULE = (
    "Leave words out, but change none. Put […] or [...] where words between are left out; at the "
    "beginning and the end Engage puts it."
)


class ExcerptForm(QFrame):
    """The excerpt of one comment.

    Signals:
        closed: the officer is done with it.
        cancelled: what was typed is not to be kept.
    """

    closed = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._whole = ""
        self.box = QPlainTextEdit()
        self.box.setAccessibleName("Excerpt to print")
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(round(self.box.fontMetrics().lineSpacing() * _LINES))
        self.verdict = label("", "hint", wrap=True)
        self.done = button("Keep excerpt", "primary", on_click=self.closed.emit)
        self.all = button("Whole comment", "quiet", on_click=self.put_all)
        self.cancel = button("Cancel", "quiet", on_click=self.cancelled.emit)
        column = QVBoxLayout(self)
        margin = theme.px(14)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(6))
        column.addWidget(label("Excerpt", "strong"))
        column.addWidget(label(_RULE, "hint", wrap=True))
        column.addWidget(self.box)
        column.addWidget(self.verdict)
        line = QWidget()
        deeds = FlowLayout(line, gap=theme.px(4))
        for each in (self.done, self.all, self.cancel):
            deeds.addWidget(each)
        column.addWidget(line)
        self.box.textChanged.connect(self._judge)

    def show_quote(self, shown: Proposal) -> None:
        """Show what of a comment would be printed."""
        self._whole = shown.whole
        self.put({"excerpt": shown.text})

    def texts(self) -> dict[str, str]:
        """What was typed."""
        return {"excerpt": self.box.toPlainText()}

    def put(self, texts: dict[str, str]) -> None:
        """Show a text, without telling."""
        self.box.blockSignals(True)
        self.box.setPlainText(texts.get("excerpt", ""))
        self.box.blockSignals(False)
        self._judge()

    def put_all(self) -> None:
        """Begin again with all of the comment."""
        self.box.setPlainText(self._whole.strip())
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def fits(self) -> bool:
        """Whether what was typed can be kept."""
        return bool(quoting.as_printed(self._whole, self.box.toPlainText()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _judge(self) -> None:
        printed = quoting.as_printed(self._whole, self.box.toPlainText())
        self.verdict.setText(
            f"Printed as: “{printed}”"
            if printed
            else "These are not the comment's own words in their order, or too few or too many."
        )
        self.done.setEnabled(bool(printed))
