"""Typing the keywords of a theme: what is wrong with them in place, what they find beside them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from engage_app.services.keyword_preview import TypedKeyword, check_keywords
from ui.theme import label, set_property, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.keyword_help import KeywordHelp

_LINES = 5
_PLACEHOLDER = "One keyword or phrase a line"


class KeywordField(QWidget):
    """The keywords, with faults underlined and told below.

    Args:
        edit: the field to type them in, if not one of its own.

    Signals:
        typed: what is in the field now.
    """

    typed = Signal(str)

    def __init__(self, keywords: str, edit: QPlainTextEdit | None = None) -> None:
        super().__init__()
        self.edit = edit or QPlainTextEdit()
        self.edit.setPlainText(keywords)
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(_PLACEHOLDER)
        self.edit.setAccessibleName("Keywords")
        self.help = button("How to write keywords", "quiet", icon="info", on_click=self.show_help)
        self.says = label("", "error", wrap=True)
        self.checked: list[TypedKeyword] = []
        title = label("Ke&ywords", "strong")
        title.setBuddy(self.edit)
        line = QWidget()
        heading = FlowLayout(line, gap=theme.px(8))  # the help goes below where text is large
        heading.addWidget(title)
        heading.addWidget(self.help)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(line)
        column.addWidget(self.edit)
        column.addWidget(self.says)
        self.edit.textChanged.connect(self._check)
        theme.changed.connect(self._dress)
        self._dress()
        self._check()

    @property
    def faulty(self) -> bool:
        """Whether a keyword can't match as it stands."""
        return any(each.fault for each in self.checked)

    def show_help(self) -> None:
        """How keywords are written, in a window of its own."""
        shown = KeywordHelp(self)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.open()

    def go_to_fault(self) -> None:
        """Put the cursor where something is to be mended."""
        for each in self.checked:
            if each.fault:
                self.edit.setTextCursor(self._cursor(each))
                self.edit.setFocus()
                return

    def _check(self) -> None:
        typed = self.edit.toPlainText()
        self.checked = check_keywords(typed)
        self._dress()
        self.typed.emit(typed)

    def _dress(self) -> None:
        room = self.edit.fontMetrics().lineSpacing() * _LINES + theme.px(22)
        self.edit.setFixedHeight(round(room))
        wrong = next((each for each in self.checked if each.fault), None)
        odd = next((each for each in self.checked if each.note), None)
        told = wrong or odd
        self.says.setText(f"“{told.keyword}”: {told.fault or told.note}" if told else "")
        self.says.setVisible(told is not None)
        set_property(self.says, "role", "error" if wrong else "hint")
        self.edit.setAccessibleDescription(self.says.text())
        faulty = [each for each in self.checked if each.fault]
        self.edit.setExtraSelections([self._underlined(each) for each in faulty])

    def _underlined(self, keyword: TypedKeyword) -> QTextEdit.ExtraSelection:
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(theme.colour("error"))
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(keyword)
        selection.format = look
        return selection

    def _cursor(self, keyword: TypedKeyword) -> QTextCursor:
        """A keyword selected; offsets are code points, Qt's are UTF-16."""
        typed = self.edit.toPlainText()
        cursor = QTextCursor(self.edit.document())
        cursor.setPosition(len(typed[: keyword.start].encode("utf-16-le")) // 2)
        end = len(typed[: keyword.end].encode("utf-16-le")) // 2
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor
