"""NLTK without what it imports for classifiers that nobody uses here: 0.3 s instead of 1.8.

`import nltk` imports scikit-learn, SciPy and matplotlib where they are installed, and does without
them where they aren't. While it is first imported, it is told that they aren't.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_NOT_NEEDED = ("sklearn", "scipy", "matplotlib")


@contextmanager
def nltk_alone() -> Iterator[None]:
    """Inside, import from NLTK. Not while another thread may import one of the others."""
    hidden = [name for name in _NOT_NEEDED if "nltk" not in sys.modules and name not in sys.modules]
    for name in hidden:
        # None is how Python is told that a module is missing.
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
