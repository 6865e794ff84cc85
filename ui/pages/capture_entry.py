"""Where a contribution is typed: its chips, the line, and what Enter is about to do."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage_app.domain.contribution import Contribution
from ui.pages.capture_line import CaptureLine
from ui.pages.capture_marks import MarksRow, Pending, without_last
from ui.pages.capture_names import Names, Option
from ui.theme import label, theme

NOTHING = Pending()
QUOTATION = '"'


class EntryPanel(QWidget):
    """Holds what isn't filed yet. The page connects the signals of `line`.

    Signals:
        changed: words or marks are others.
    """

    changed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__()
        self.names = Names()
        self.pending = NOTHING
        self.editing: Contribution | None = None
        self.note = label("", "hint", wrap=True)
        self.note.hide()
        self.marks = MarksRow()
        self.line = CaptureLine(over)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for part in (self.note, self.marks, self.line):
            column.addWidget(part)
        self._connect()

    def _connect(self) -> None:
        line, reader = self.line, self.line.reader
        reader.taken.connect(self._take)
        reader.opened.connect(self._open)
        reader.closed.connect(self._close)
        line.group_key.connect(lambda number: self._pick("@", number))
        line.position_key.connect(lambda number: self._pick("!", number))
        line.chip_back.connect(lambda: self.set_marks(without_last(self.pending, self.names)))
        line.textChanged.connect(self.changed)
        self.marks.changed.connect(self.set_marks)

    def offer_names(self, names: Names) -> None:
        """What signs and keys may set."""
        self.names = names
        self.line.reader.offer(names.options)
        self.set_marks(self.pending.known(names))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to file."""
        return not self.line.words().strip()

    @property
    def untouched(self) -> bool:
        """Whether there is nothing that could be lost."""
        if self.editing is not None:
            same = self.pending == Pending.of(self.editing.marks)
            return same and self.line.words().strip() == self.editing.text
        return self.empty and self.pending == NOTHING

    def words_to_file(self) -> str:
        """The words; quotation marks that weren't those of a quote are put back as they stood."""
        words = self.line.words().strip()
        if not (self.pending.quote and self.pending.opened_by == QUOTATION):
            return words
        if words.count(QUOTATION) == 1 and words.endswith(QUOTATION):
            return words[:-1].strip()
        return f"{QUOTATION}{words}" if words.count(QUOTATION) % 2 else words

    def set_marks(self, pending: Pending) -> None:
        """Let these be set."""
        if pending != self.pending:
            self.pending = pending
            self.changed.emit()
        self.marks.show_marks(self.pending, self.names)

    def clear(self) -> None:
        """Nothing typed, nothing set, nothing corrected."""
        self.editing = None
        self.note.hide()
        self.line.show_words("")
        self.set_marks(NOTHING)

    def correct(self, given: Contribution, words: str | None = None) -> None:
        """Put a filed contribution on the line; `words` in place of its own."""
        self.editing = given
        self.line.show_words(given.text if words is None else words, recalled=words is None)
        self.set_marks(Pending.of(given.marks))
        self.note.setText("Correcting what was filed. Enter saves it, Esc leaves it as it was.")
        self.note.show()

    def keep_words(self) -> None:
        """What was being corrected is gone: its words may be filed as new ones."""
        self.editing = None
        self.note.hide()
        self.changed.emit()

    def as_draft(self) -> dict[str, Any]:
        """What to keep; empty where nothing could be lost."""
        if self.untouched:
            return {}
        return {
            "text": self.line.words(),
            "marks": self.pending.as_draft(),
            "editing": self.editing.id if self.editing else 0,
        }

    def show_draft(self, kept: dict[str, Any], editing: Contribution | None) -> None:
        """Put a draft back on the line."""
        words = str(kept.get("text", ""))
        if editing is not None:
            self.correct(editing, words)
        else:
            self.line.show_words(words)
        self.set_marks(Pending.from_draft(kept.get("marks", {})).known(self.names))

    def _take(self, option: Option) -> None:
        held = {"theme": self.pending.themes, "group": self.pending.groups}.get(option.kind, ())
        if option.value not in (*held, self.pending.position):
            self.set_marks(self.pending.toggled(option.kind, option.value))

    def _pick(self, sign: str, number: int) -> None:
        options = self.names.options.get(sign, ())
        if number <= len(options):
            option = options[number - 1]
            self.set_marks(self.pending.toggled(option.kind, option.value))

    def _open(self, sign: str) -> None:
        if sign == "+":
            self.set_marks(replace(self.pending, same_speaker=True))
        else:
            self.set_marks(replace(self.pending, quote=True, opened_by=sign))

    def _close(self, sign: str) -> None:
        if sign == "+":
            self.set_marks(replace(self.pending, same_speaker=False))
        else:
            self.set_marks(replace(self.pending, quote=False, opened_by=""))
