"""A process of its own for what would hold the interpreter's lock: NLTK's import, training.

A thread that imports NLTK freezes the window for its 0.4 s all the same; a process doesn't.
"""

import atexit
import multiprocessing
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from functools import cache
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


def here(function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Run in this process: for the command line, where nothing can freeze."""
    return function(*args, **kwargs)


def apart(function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Run in the worker process and wait for the result. Call it from a thread that may wait."""
    try:
        return _pool().submit(function, *args, **kwargs).result()
    except BrokenExecutor:  # the process was ended from outside: a new one may fare better
        stop()
        return _pool().submit(function, *args, **kwargs).result()


def stop() -> None:
    """End the worker process, if there is one."""
    if _pool.cache_info().currsize:
        _pool().shutdown(wait=False, cancel_futures=True)
        _pool.cache_clear()


@cache
def _pool() -> ProcessPoolExecutor:
    atexit.register(stop)
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
