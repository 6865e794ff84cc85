"""Python's search for unreachable objects, paused while millions of cells are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Pause the cyclic garbage collector, which would go through every new cell again and again.

    The memory of what is no longer referred to is given back all the same; only cycles wait. A
    collector that is paused already stays so.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
