"""How long work tells how far it is and hears that it should stop. No Qt here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Progress = Callable[[int, int], None]
"""Called with (done, total). It may raise Cancelled, and the work must then leave no trace."""


class Cancelled(Exception):  # noqa: N818 - not an error: the officer asked for it
    """The officer cancelled the work."""


def no_progress(done: int, total: int) -> None:
    """Watch nothing: for callers who neither show progress nor cancel."""


class _Last:
    """A Progress that can be told again what it was told last."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._told = (0, 0)

    def __call__(self, done: int, total: int) -> None:
        self._told = (done, total)
        self._progress(done, total)

    def again(self) -> None:
        self._progress(*self._told)


_heeded: ContextVar[_Last | None] = ContextVar("heeded", default=None)


@contextmanager
def heeding(progress: Progress) -> Iterator[Progress]:
    """While this lasts, `heed` asks `progress`; gives the Progress to tell in its stead."""
    told = _Last(progress)
    before = _heeded.set(told)
    try:
        yield told
    finally:
        _heeded.reset(before)


def heed() -> None:
    """Stop here, if whoever asked for the work wants it no more: for long loops far below those
    that know how far the whole is.

    Raises:
        Cancelled: the officer cancelled the work.
    """
    if (told := _heeded.get()) is not None:
        told.again()
