"""Processes of their own for what would hold the interpreter's lock: NLTK's import, training.

A thread that imports NLTK freezes the window for its 0.4 s all the same; a process doesn't. What is
asked for while somebody looks at a comment has a process to itself, so that it never waits behind
the training of what comes next.
"""

import atexit
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, ProcessPoolExecutor
from typing import ParamSpec, TypeVar

from engage_app.progress import Cancelled

Given = ParamSpec("Given")
Result = TypeVar("Result")
_LESSONS = ("learning", "suggesting")
_pools: dict[str, ProcessPoolExecutor] = {}
_ended: dict[str, int] = {}  # how often a process was ended on purpose


def here(function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Run in this process: for the command line, where nothing can freeze."""
    return function(*args, **kwargs)


def apart(function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Run in the worker process and wait for the result. Call it from a thread that may wait."""
    return _run("common", function, *args, **kwargs)


def learning(
    function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
) -> Result:
    """As `apart`, in the process that learns from codings: it may be busy for half a minute."""
    return _run("learning", function, *args, **kwargs)


def suggesting(
    function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
) -> Result:
    """As `apart`, in the process that holds what was learned: it answers at once."""
    return _run("suggesting", function, *args, **kwargs)


def stop() -> None:
    """End the processes, if there are any; what they were at is of no use to anybody now."""
    _end(list(_pools))


def stop_learning() -> None:
    """End what learns and what holds what was learned: the workspace it comes from is left.

    Whoever waits for one of them is told `Cancelled`.
    """
    _end([name for name in _LESSONS if name in _pools])


def _end(names: Sequence[str]) -> None:
    for name in names:
        _ended[name] = _ended.get(name, 0) + 1
        pool = _pools.pop(name)
        processes = list((getattr(pool, "_processes", None) or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()


def _run(
    name: str, function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
) -> Result:
    begun = _ended.get(name, 0)
    try:
        return _pool(name).submit(function, *args, **kwargs).result()
    except (BrokenExecutor, CancelledError) as error:
        if _ended.get(name, 0) != begun:
            raise Cancelled from error
        # The process was ended from outside: a new one may fare better.
        broken = _pools.pop(name, None)
        if broken is not None:
            broken.shutdown(wait=False, cancel_futures=True)
        return _pool(name).submit(function, *args, **kwargs).result()


def _pool(name: str) -> ProcessPoolExecutor:
    if name not in _pools:
        if not _pools:
            atexit.register(stop)
        _pools[name] = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
    return _pools[name]
