"""The words of a text field just as they were typed."""

import re

from PySide6.QtWidgets import QPlainTextEdit

_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n"})
_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")


def raw_words(field: QPlainTextEdit) -> str:
    """What stands in the field. `toPlainText` would make plain blanks of those that don't break."""
    return field.document().toRawText().translate(_LINE_ENDS)


def by_places(field: QPlainTextEdit) -> str:
    """The same with two letters for what Qt counts as two: its places fit this text."""
    return _TWO_UNITS.sub("\ufffd\ufffd", raw_words(field))


def letters_before(field: QPlainTextEdit, place: int) -> int:
    """How many letters (code points) stand before a place as Qt counts them."""
    return len(raw_words(field).encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore"))
