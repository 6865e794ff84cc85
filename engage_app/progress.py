"""How long work tells how far it is and hears that it should stop. No Qt here."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total). It may raise Cancelled, and the work must then leave no trace."""


class Cancelled(Exception):  # noqa: N818 - not an error: the officer asked for it
    """The officer cancelled the work."""


def no_progress(done: int, total: int) -> None:
    """Watch nothing: for callers who neither show progress nor cancel."""
