"""A robot that waits for a window on a slow machine as long as it takes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

LONGEST = 60_000
"""Milliseconds: only what will never come waits so long. Speed is measured by benchmarks."""


class PatientBot(QtBot):
    """pytest-qt's robot, which gives up after five seconds, with more time."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = LONGEST) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = LONGEST, **how: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitSignals(
        self, signals: list[SignalInstance], *, timeout: int = LONGEST, **how: Any
    ) -> Any:
        return super().waitSignals(signals, timeout=timeout, **how)
