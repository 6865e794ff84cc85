"""Reads the marks typed among the words of a contribution, and takes them off the words."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from engage_app.domain.shorthand import ESCAPE, OPENERS, SIGNS, begins_word, matching, meant
from ui.pages.capture_names import Option
from ui.pages.capture_popup import NamePopup
from ui.words_typed import by_places

LONGEST = 80  # letters after a sign; a name is shorter


class SignReader(QObject):
    """Follows the keys on a line. Only what is typed is read: pasted words stay as they are.

    Signals:
        taken: an Option whose sign and letters have been taken off the words.
        opened: one of OPENERS, taken off the beginning of the words.
        closed: one of OPENERS, typed once more: it was meant as it stands.
    """

    taken = Signal(object)
    opened = Signal(str)
    closed = Signal(str)

    def __init__(self, line: QPlainTextEdit, popup: NamePopup) -> None:
        super().__init__(line)
        self._line = line
        self._popup = popup
        self._options: Mapping[str, Sequence[Option]] = {}
        self._sign: QTextCursor | None = None  # just before the sign; moves with the text
        self._opener = ""  # the last one taken off, while nothing else has been typed
        popup.clicked_on.connect(self._take)

    def offer(self, options: Mapping[str, Sequence[Option]]) -> None:
        """What each sign may set."""
        self._options = options
        self.forget()

    def forget(self) -> None:
        """What is being typed is words."""
        self._sign = None
        self._popup.hide()

    def handle(self, event: QKeyEvent) -> bool:
        """Take the keys that are for the list of names; tells whether it was one."""
        if not self._popup.isVisible():
            return False
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._popup.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                return self.take_chosen()
            case Qt.Key.Key_Escape:
                self.forget()
            case _:
                return False
        return True

    def take_chosen(self) -> bool:
        """Take the name that is chosen in the list; tells whether there was one."""
        option = self._popup.chosen() if self._popup.isVisible() else None
        if option is not None:
            self._take(option)
        return option is not None

    def typed(self, sign: str) -> None:
        """A letter has come into the line, before the cursor."""
        text, cursor = by_places(self._line), self._line.textCursor().position()
        at, opener = cursor - 1, self._opener
        self._opener = ""
        if at == 0 and sign in OPENERS:
            self._open(sign, again=sign == opener)
        elif text[at - 1 : at] == ESCAPE and sign in SIGNS + OPENERS and begins_word(text, at - 1):
            self._remove(at - 1, 1)
            self.forget()
        elif self._sign is not None and sign in SIGNS and text[self._place() : cursor] == sign * 2:
            self._remove(at, 1)  # typed twice: it is meant as it stands
            self.forget()
        elif sign in SIGNS and begins_word(text, at):
            self._sign = QTextCursor(self._line.document())
            self._sign.setPosition(at)
            self._sign.setKeepPositionOnInsert(True)
            self.follow()
        else:
            self.follow()

    def follow(self) -> None:
        """The cursor moved, or letters went: is a mark still being typed?"""
        if self._sign is None:
            return
        text, cursor = by_places(self._line), self._line.textCursor().position()
        place = self._place()
        letters = text[place + 1 : cursor]
        sign = text[place : place + 1]
        if not sign or sign not in SIGNS or cursor <= place or _too_far(letters):
            self.forget()
            return
        options = self._options.get(sign, ())
        names = [option.name for option in options]
        found = meant(letters, names)
        if found is not None:
            self._take(options[found.choice], place + 1 + found.length)
            return
        fitting = [options[number] for number in matching(letters, names)]
        if not fitting:
            self.forget()  # words after all, such as “#1 priority”
            return
        self._popup.offer(fitting, self._above(), first=bool(letters))

    def _open(self, sign: str, *, again: bool) -> None:
        if again:
            self.closed.emit(sign)
            return
        self._remove(0, 1)
        self._opener = sign
        self.opened.emit(sign)

    def _take(self, option: Option, end: int | None = None) -> None:
        if self._sign is None:
            return
        place = self._place()
        stop = self._line.textCursor().position() if end is None else end
        self.forget()
        self._remove(place, stop - place)
        self.taken.emit(option)

    def _place(self) -> int:
        return self._sign.position() if self._sign is not None else -1

    def _remove(self, place: int, length: int) -> None:
        cursor = QTextCursor(self._line.document())
        cursor.setPosition(place)
        cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        # Undo would bring the sign back beside what it has set already.
        self._line.document().clearUndoRedoStacks()

    def _above(self) -> QRect:
        cursor = QTextCursor(self._line.document())
        cursor.setPosition(self._place())
        here = self._line.cursorRect(cursor)
        over = self._popup.over
        corner = self._line.viewport().mapTo(over, QPoint(here.left(), 0))
        return QRect(corner, here.size())


def _too_far(letters: str) -> bool:
    return len(letters) > LONGEST or "\n" in letters or letters[:1].isspace()
