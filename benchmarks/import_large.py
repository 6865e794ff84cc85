"""A large survey file, inspected and imported: `python -m benchmarks.import_large`.

A CSV of 100,000 responses to 20 columns is made in a temporary folder. Reading it with pandas into
text is the floor; inspecting may take four times as long, in processor seconds of the same run.
"""

import argparse
import csv
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

CLOSED = 16  # questions answered on a scale; id, time and two open questions make it 20 columns
SCALE = ("Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree")
WORDS = (
    "the", "a", "clinic", "bus", "parking", "carers", "proposal", "council", "hospital", "support",
    "worried", "hopeful", "about", "evening", "weekend", "staff", "nurses", "because", "people",
)  # fmt: skip
LIMIT = 4.0  # times pandas' processor seconds
MEMORY_LIMIT = 1_000.0  # MB
Made = TypeVar("Made")


def main() -> int:
    """Run it and print the figures; 1 where inspecting or memory takes more than it may."""
    parser = argparse.ArgumentParser(description="A large survey file, inspected and imported.")
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENGAGE_DATA"] = folder
        path = Path(folder) / "large.csv"
        make_file(path, rows)
        return measure(path, Path(folder) / "large.engage")


def make_file(path: Path, rows: int) -> None:
    """A survey of that many responses, the same in every run."""
    rng = random.Random(1)
    closed = [f"Closed question number {number}?" for number in range(1, CLOSED + 1)]
    start = datetime(2022, 5, 16, 9)  # noqa: DTZ001 - an export's own clock
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Submitted", *closed, "What do you think?", "What else?"])
        for row in range(rows):
            opens = (" ".join(rng.choices(WORDS, k=rng.randint(5, 30))) for _ in range(2))
            at = start + timedelta(seconds=37 * row)
            writer.writerow([f"R{row}", at, *rng.choices(SCALE, k=CLOSED), *opens])


def measure(path: Path, workspace_path: Path) -> int:
    """Print the figures; 1 where a limit is passed."""
    import pandas as pd

    from engage_app.services import importing, planning, workspace

    floor = min(
        _timed(lambda: pd.read_csv(path, dtype=str, keep_default_na=False))[0] for _ in "12"
    )
    small = path.with_name("small.csv")
    make_file(small, 10)
    importing.inspect(small)  # loads the readers, as pandas is loaded above
    inspecting, survey = _timed(lambda: importing.inspect(path))
    print(f"pandas    {floor:8.2f} s")
    print(
        f"inspect   {inspecting:8.2f} s   {inspecting / floor:.1f} times pandas, {LIMIT:.0f} allowed"
    )
    opened = workspace.create(workspace_path)
    exercise = planning.add_exercise(opened, "Large survey").created or 0
    seconds, result = _timed(lambda: importing.run_import(opened, exercise, survey))
    opened.close()
    peak = _peak_memory()
    whole = (inspecting + seconds) / floor
    print(f"import    {seconds:8.2f} s   {result.added:,} responses")
    print(f"whole     {inspecting + seconds:8.2f} s   {whole:.1f} times pandas")
    print(f"memory    {peak:8.0f} MB  at most, {MEMORY_LIMIT:,.0f} allowed")
    return int(inspecting > LIMIT * floor or peak > MEMORY_LIMIT)


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
