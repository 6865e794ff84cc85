"""One damaged export after another, read as `engage inspect` reads it, and judged."""

import json
import os
import random
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.fuzz_damage import damaged
from benchmarks.fuzz_samples import Sample, samples
from engage_app.errors import EngageError
from engage_app.services import importing

SECONDS = 2.0
MEGABYTES = 500.0
_BREAK_OFF = 20  # seconds after which an input is given up
_SELDOM = {"spss": 8, "spss_zsav": 8}  # read in a process of its own, which takes its time
_CLEAR, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
_DEFINED_TOO = 0.4  # how often the definition is damaged, where there is one


class _TooLong(BaseException):
    """No reader may catch it."""


@dataclass(frozen=True)
class Outcome:
    """What came of one input.

    Attributes:
        seconds: of the processor, which says the same on a machine that is busy.
        kind: "read", "refused", "failed", "slow" or "large".
        megabytes: the most that was held while it was read, in MB.
        detail: of a failure.
    """

    number: int
    sample: str
    kind: str
    seconds: float
    megabytes: float
    detail: str = ""


def run(numbers: Sequence[int], seed: int) -> list[Outcome]:
    """The outcomes of some inputs."""
    return [run_one(number, seed) for number in numbers]


def run_one(number: int, seed: int) -> Outcome:
    """Make an input, read it and look at what came out."""
    chance = random.Random(f"{seed}/{number}")
    sample = chance.choice(_drawn_from())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in _changed(chance, sample).items():
            (folder / file).write_bytes(content)
        definition = folder / sample.definition if sample.definition else None
        _forget_peak()  # making the input may itself have taken more
        begun = _seconds()
        kind, detail = _tried(folder / sample.main, definition)
        seconds = _seconds() - begun
    now = _megabytes()
    if kind in ("read", "refused") and seconds > SECONDS:
        kind = "slow"
    if kind in ("read", "refused") and now > MEGABYTES:
        kind = "large"
    return Outcome(number, sample.name, kind, seconds, now, detail)


@cache
def _drawn_from() -> tuple[Sample, ...]:
    often = max(_SELDOM.values())
    return tuple(s for s in samples() for _ in range(often // _SELDOM.get(s.name, 1)))


def _changed(chance: random.Random, sample: Sample) -> dict[str, bytes]:
    """The files of a sample, one of them damaged at least."""
    files = dict(sample.files)
    if len(files) == 1 or chance.random() > _DEFINED_TOO:
        files[sample.main] = damaged(chance, files[sample.main])
    else:
        other = chance.choice(sorted(set(files) - {sample.main}))
        files[other] = damaged(chance, files[other])
    return files


def _tried(path: Path, definition: Path | None) -> tuple[str, str]:
    try:
        with _time_limit():
            survey = importing.inspect(path, definition=definition)
            json.dumps(importing.as_json(survey), ensure_ascii=False).encode()
    except EngageError as refusal:
        return _judged(refusal)
    except _TooLong:
        return "failed", f"gave up after {_BREAK_OFF} s\n{traceback.format_exc()}"
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic in Rust is no Exception
        return "failed", traceback.format_exc()
    per_response = (survey.source_ids, survey.submitted_at, survey.row_numbers, survey.complete)
    if len({len(each) for each in per_response}) > 1 or len(set(survey.source_ids)) < len(
        survey.source_ids
    ):
        return "failed", "ids, times and rows don't fit together"
    names = [question.name for question in survey.questions]
    if len(set(names)) < len(names) or not all(names):
        return "failed", f"names of questions: {names}"
    return "read", ""


def _judged(refusal: EngageError) -> tuple[str, str]:
    """A refusal is a sentence, and says what to do."""
    if refusal.message.endswith((".", "”")) and refusal.action and "Traceback" not in str(refusal):
        return "refused", ""
    return "failed", f"no sentence: {refusal.message!r} {refusal.action!r}"


@contextmanager
def _time_limit() -> Iterator[None]:
    def stop(_signal: int, _frame: Any) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _BREAK_OFF)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _seconds() -> float:
    """The processor's time, that of processes started for reading included."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _forget_peak() -> None:
    """Let Linux count the peak anew from what is held now; elsewhere it is that of the process."""
    with suppress(OSError):
        _CLEAR.write_text("5")


def _megabytes() -> float:
    """The most that this process has held since, or one that it started for reading."""
    unit = 1e6 if sys.platform == "darwin" else 1e3
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    with suppress(OSError):
        lines = _STATUS.read_text().splitlines()
        own = next(int(line.split()[1]) / 1e3 for line in lines if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit)
