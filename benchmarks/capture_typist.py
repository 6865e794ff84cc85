"""Somebody who types a workshop into the real window, in a process that may be killed.

    python -m benchmarks.capture_typist LOG FIRST COUNT [--open WORKSPACE] [--slowly]

Whatever it has done goes to LOG at once: `opened`, `restored` with the words that were back,
`key` after each key of a contribution typed slowly, `filed` after Enter has returned. Times are
of the machine's monotonic clock, the same in every process.
"""

import argparse
import json
import os
import random
import sys
import time
from pathlib import Path

_SAID = (
    "the bus is never on time and parking costs more than café staff earn we trust them"
    " nobody asked us carers need one number it’s too far for my mother 😀 good idea if beds follow"
)
_WORDS = _SAID.split()
_SIGNS = ("", "", "", "#parking ", "!concern ", "@residents ")
ACTIVITY = "Village hall"


def said(number: int) -> tuple[str, str]:
    """(keys, words): what is typed as contribution `number`, and what is to be filed of it."""
    chance = random.Random(number)
    words = " ".join([f"[{number}]", *chance.choices(_WORDS, k=chance.randint(2, 9))])
    return f"{words} {chance.choice(_SIGNS)}".rstrip(" ") + " ", words


def said_slowly(number: int) -> str:
    """A contribution that is killed before its end."""
    chance = random.Random(-number)
    return " ".join([f"[{number}]", *chance.choices(_WORDS, k=120)])


def main() -> int:
    """Type until it is done, or until somebody kills it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("log", type=Path)
    parser.add_argument("first", type=int)
    parser.add_argument("count", type=int)
    parser.add_argument("--open", type=Path)
    parser.add_argument("--slowly", action="store_true")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    typist = Typist(chosen.log, chosen.open)
    typist.look()
    for number in range(chosen.first, chosen.first + chosen.count):
        typist.file(number)
    if chosen.slowly:
        typist.type_slowly(chosen.first + chosen.count)
    typist.close()
    return 0


class Typist:
    """The window, and the keys pressed in it."""

    def __init__(self, log: Path, workspace: Path | None) -> None:
        from ui.app import build, controller_of

        self._log = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._app, self._window = build(workspace)
        self._window.resize(1280, 800)
        self._window.show()
        self._controller = controller_of(self._window)
        self._wait(lambda: self._controller.session.has_exercise)
        if workspace is not None:
            self._controller.session.surface_wanted.emit("capture", "workshop", "")
        self._wait(lambda: self._window.current_key == "capture")
        page = self._window.current_page
        from ui.pages.capture import CapturePage

        assert isinstance(page, CapturePage)
        self._page, self._line = page, page.entry.line

    def look(self) -> None:
        """Say what is there, and take it off: the words are typed again."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self._say("opened", self._page.setup.activity.combo.currentText())
        self._say("restored", self._line.words())
        QTest.keyClick(self._line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(self._line, Qt.Key.Key_Delete)
        for _ in range(6):
            QTest.keyClick(self._line, Qt.Key.Key_Backspace)  # chips
        assert self._page.entry.untouched

    def file(self, number: int) -> None:
        """Type a contribution, press Enter, and say so."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        for letter in said(number)[0]:
            self._press(letter)
        QTest.keyClick(self._line, Qt.Key.Key_Return)
        if self._line.words():
            raise SystemExit(f"{number} was not filed")
        self._say("filed", number)
        self._app.processEvents()

    def type_slowly(self, number: int) -> None:
        """Type on and on, with the time between keys that a person needs."""
        from PySide6.QtTest import QTest

        for place, letter in enumerate(said_slowly(number), 1):
            self._press(letter)
            self._say("key", place)
            QTest.qWait(12)

    def close(self) -> None:
        """As an officer closes it."""
        self._window.close()
        os.close(self._log)

    def _press(self, letter: str) -> None:
        """Its key; a letter that no key bears comes as an input method brings it."""
        from PySide6.QtGui import QInputMethodEvent
        from PySide6.QtTest import QTest

        if letter.isascii():
            QTest.keyClicks(self._line, letter)
            return
        event = QInputMethodEvent()
        event.setCommitString(letter)
        self._app.sendEvent(self._line, event)

    def _say(self, what: str, value: object) -> None:
        line = json.dumps([what, value, time.monotonic()], ensure_ascii=False)
        os.write(self._log, f"{line}\n".encode())

    def _wait(self, condition: object) -> None:
        assert callable(condition)
        end = time.monotonic() + 30
        while not condition():
            self._app.processEvents()
            if time.monotonic() > end:
                raise SystemExit("waited too long")


if __name__ == "__main__":
    sys.exit(main())
