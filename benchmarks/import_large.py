"""Large survey files, inspected and imported: `python -m benchmarks.import_large [--rows 100000]`.

A CSV of 100,000 responses to 20 questions is made in the layout of each survey tool. Reading it
with pandas into text columns is the floor; a whole import may take four times as long, of which
reading should leave a part for the database. Both are processor seconds of the same run, the best
of three. Each layout is read in a process of its own, so that the peak of memory is its own too.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.large_layouts import LAYOUTS, LargeLayout

LIMIT = 4.0  # times pandas' processor seconds
MEMORY_LIMIT = 1_000.0  # MB
ROUNDS = 3
Made = TypeVar("Made")


def main() -> int:
    """Run it and print the figures; 1 where reading or memory takes more than it may."""
    parser = argparse.ArgumentParser(description="Large survey files, inspected and imported.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--layout", choices=LAYOUTS, help="this one, in this process")
    given = parser.parse_args()
    if given.layout:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["ENGAGE_DATA"] = folder
            return measure(given.layout, Path(folder), given.rows)
    print(f"{'layout':24}{'pandas':>8}{'inspect':>9}{'times':>7}{'memory':>10}", flush=True)
    arguments = [sys.executable, "-m", "benchmarks.import_large", "--rows", str(given.rows)]
    ended = [subprocess.run([*arguments, "--layout", name], check=False) for name in LAYOUTS]
    return int(any(each.returncode for each in ended))


def measure(name: str, folder: Path, rows: int) -> int:
    """Print the figures of one layout; 1 where a limit is passed."""
    from engage_app.services import importing

    layout = LAYOUTS[name]
    path, small = folder / f"{name}.csv", folder / "small.csv"
    layout.write(path, rows)
    layout.write(small, 10)
    importing.inspect(small)  # loads the readers
    _read_with_pandas(small, layout)
    floors, times = [], []
    for _ in range(ROUNDS):
        floors.append(_timed(lambda: _read_with_pandas(path, layout))[0])
        seconds, survey = _timed(lambda: importing.inspect(path))
        times.append(seconds)
        if (survey.tool, survey.responses) != (layout.tool, rows):
            raise ValueError(f"{name} was read as {survey.responses:,} responses by {survey.tool}")
    floor, reading = min(floors), min(times)
    peak = _peak_memory()
    ratio = reading / floor
    print(f"{name:24}{floor:7.2f}s{reading:8.2f}s{ratio:7.1f}{peak:7.0f} MB", flush=True)
    if name == "csv":
        peak = _import(path, folder, reading, floor)
    return int(ratio > LIMIT or peak > MEMORY_LIMIT)


def _import(path: Path, folder: Path, reading: float, floor: float) -> float:
    """Bring the file into a new workspace and print what that takes; the peak of memory in MB."""
    from engage_app.services import importing, planning, workspace

    opened = workspace.create(folder / "large.engage")
    exercise = planning.add_exercise(opened, "Large survey").created or 0
    survey = importing.inspect(path)
    seconds, result = _timed(lambda: importing.run_import(opened, exercise, survey))
    opened.close()
    peak = _peak_memory()
    print(
        f"  imported {result.added:,} responses in {seconds:.2f} s more, {peak:.0f} MB at most; whole:"
        f" {(reading + seconds) / floor:.1f} times pandas, {LIMIT:.0f} allowed",
        flush=True,
    )
    return peak


def _read_with_pandas(path: Path, layout: LargeLayout) -> None:
    import pandas as pd

    pd.read_csv(path, dtype=str, keep_default_na=False, sep=layout.delimiter)


def _timed(work: Callable[[], Made]) -> tuple[float, Made]:
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def _peak_memory() -> float:
    """MB; nothing (0) on Windows, which has no such figure in Python."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    sys.exit(main())
