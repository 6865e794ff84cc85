"""Exceptions into plain words. An officer never sees a traceback."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from uuid import uuid4

from engage_app.errors import EngageError
from engage_app.progress import Cancelled

log = logging.getLogger("engage")


class Tone(StrEnum):
    """What kind of thing a message says."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Message:
    """Something to tell the officer.

    Attributes:
        text: what happened, in one sentence.
        advice: what to do about it, in one sentence, or empty.
        reference: for a fault of ours, how to find it in the log.
    """

    tone: Tone
    text: str
    advice: str = ""
    reference: str = ""


def explain(error: BaseException) -> Message | None:
    """What to tell the officer about an exception, and a line in the log for us.

    Returns:
        None where there is nothing to say: the officer cancelled.
    """
    if isinstance(error, Cancelled):
        return None
    if isinstance(error, EngageError):
        log.warning("%s: %s", type(error).__name__, error.detail or error.message)
        return Message(Tone.ERROR, error.message, error.action)
    reference = uuid4().hex[:6].upper()
    log.error("fault %s: %s", reference, _trail(error))
    return Message(
        Tone.ERROR,
        "Sorry, something went wrong in Engage. What you had entered is saved.",
        f"Please try again. If it comes back, tell your support team the reference {reference}.",
        reference,
    )


def install_exception_hook(show: Callable[[Message], None]) -> None:
    """Let whatever nobody caught be logged, and shown by `show` in the window's thread.

    Args:
        show: takes a message; called only for exceptions of the main thread, those of others
            are logged.
    """

    def in_main(
        kind: type[BaseException], error: BaseException, trail: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trail)
            return
        message = explain(error)
        if message is not None:
            show(message)

    def in_thread(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            explain(failure.exc_value)

    sys.excepthook = in_main
    threading.excepthook = in_thread


def _trail(error: BaseException) -> str:
    """Where it happened. Not the exception's text: that may hold a respondent's words."""
    lines = []
    current: BaseException | None = error
    while current is not None:
        frames = "".join(traceback.format_tb(current.__traceback__))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}\n{frames}")
        current = current.__cause__ or current.__context__
    return "caused by ".join(lines)
