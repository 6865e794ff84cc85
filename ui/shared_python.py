"""How Python runs while there are jobs beside the window: its garbage collector, and its lock."""

import gc
import sys

_MANY, _TOO_MANY = 20_000, 1_000_000  # objects; the latter take some 150 MB
_TURN = 0.0005  # seconds a job keeps the interpreter's lock once the window asks for it


class SharedPython:
    """How Python runs while there are jobs beside the window.

    Its cyclic garbage collector runs in whichever thread happens to allocate, and would there take
    apart widgets that only the window's thread may touch: Qt then crashes, seldom and anywhere. So
    it rests while any job is under way; what it missed it finds afterwards.

    Where a job has left many objects, the libraries it loaded among them, going through them would
    hold the window up for 0.1 to 0.3 s: they are set aside until nobody is looking, or until there
    are too many of them.

    And a job hands the interpreter's lock to the window sooner than the usual 5 ms: the window
    asks for it again after every call to Qt, a dozen times to move a progress bar.
    """

    def __init__(self) -> None:
        self._runners: set[int] = set()
        self._usual = sys.getswitchinterval()
        self._aside = 0  # objects set aside since they were last gone through

    def share(self, runner: int) -> None:
        """A runner has a job under way."""
        self._runners.add(runner)
        gc.disable()
        sys.setswitchinterval(_TURN)

    def end(self, runner: int) -> None:
        """A runner has none any more."""
        self._runners.discard(runner)
        if not self._runners:
            made = gc.get_count()[0]
            if made > _MANY:
                gc.freeze()
                self._aside += made
                if self._aside > _TOO_MANY:
                    self.tidy()
            gc.enable()
            sys.setswitchinterval(self._usual)

    def tidy(self) -> None:
        """Look through what was set aside: called in the window's thread, while nobody looks."""
        if self._aside and not self._runners:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._aside = 0

    def leave(self, runner: int) -> None:
        """A runner is closed: nothing stays set aside."""
        self.end(runner)
        if not self._runners:
            gc.unfreeze()
            self._aside = 0
