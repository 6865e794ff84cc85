"""Guards against a Qt binding that would abort in an officer's hands."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_many_calls_that_return_nothing_survive(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference to None a call and aborts after thousands."""
    label = QLabel()
    qtbot.addWidget(label)

    for _ in range(200_000):
        label.setText("x")

    assert label.text() == "x"
