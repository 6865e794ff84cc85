"""The whole report, beside what its libraries take to load: `python -m benchmarks.report [--rows N]`.

Report, Word, Excel, HTML and PDF of the sample exercise and of a large one (100,000 responses with
campaigns, planned and nested groups, a hierarchy of themes), each from a fresh process. The floor,
in the same run, is a process that loads pandas, SciPy, Pillow, python-docx and openpyxl and
does nothing. Processor seconds, the best of three, and their ratio: on an idle machine they are
about the seconds an officer waits, where 5 and 30 are allowed. Memory is the peak of the process; the
longest silence is the most that went by before a Cancel would have been heard.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.report_workspace import make_realistic

if TYPE_CHECKING:
    from engage_app.domain.report import Report

ROUNDS = 3
SECONDS = {"sample": 5.0, "large": 30.0}  # to wait for all files, on an idle machine
RATIOS = {"sample": 7.0, "large": 20.0}  # times the floor
MEMORY = {"sample": 500.0, "large": 1_500.0}  # MB
SILENCE = 1.0  # seconds without asking whether to go on
ROOT = Path(__file__).resolve().parent.parent
FLOOR = (
    "import pandas, scipy.optimize, scipy.sparse.csgraph, docx, openpyxl\n"
    "import PIL.Image, PIL.ImageDraw, PIL.ImageFont, PIL.PngImagePlugin"
)
STEPS = ("report", "word", "excel", "html", "pdf")
Made = TypeVar("Made")


def main() -> int:
    """Run it and print the figures; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description="The whole report, from a fresh process.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--of", type=Path, help="this workspace, once, in this process")
    given = parser.parse_args()
    if given.of:
        print(json.dumps(measured(given.of)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENGAGE_DATA"] = folder
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        files = made(Path(folder), given.rows)
        floor = min(loading() for _ in range(given.rounds))
        print(f"Loading the libraries, the floor: {floor:.2f} processor seconds", flush=True)
        over = [reported(name, path, floor, given.rounds) for name, path in files.items()]
    return int(any(over))


def made(folder: Path, rows: int) -> dict[str, Path]:
    """The workspaces to report on: the sample, and a large one."""
    from engage_app.services import samples
    from engage_app.services import workspace as workspaces

    files = {"sample": folder / "sample.engage", "large": folder / "large.engage"}
    workspace = workspaces.create(files["sample"])
    samples.add_sample(workspace)
    workspace.close()
    make_realistic(files["large"], rows)
    return files


def loading() -> float:
    """Processor seconds of a process that loads the libraries and ends."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", FLOOR], check=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def reported(name: str, path: Path, floor: float, rounds: int) -> bool:
    """Print what the report of a workspace takes; whether a limit is passed."""
    command = [sys.executable, "-m", "benchmarks.report", "--of", str(path)]
    runs = [
        json.loads(subprocess.run(command, check=True, cwd=ROOT, capture_output=True).stdout)
        for _ in range(rounds)
    ]
    best = {key: min(run[key] for run in runs) for key in runs[0]}
    whole = sum(best[step] for step in STEPS)
    steps = ", ".join(f"{step} {best[step]:.2f}" for step in STEPS)
    print(f"{name}: {whole:.2f} processor seconds, {whole / floor:.1f} times the floor, "
          f"{RATIOS[name]:.0f} allowed ({steps})")  # fmt: skip
    print(f"  {best['wall']:.2f} seconds by the clock, {SECONDS[name]:.0f} on an idle machine; "
          f"{best['memory']:.0f} MB, {MEMORY[name]:.0f} allowed; "
          f"{best['asked']:.0f} times asked whether to go on, the longest silence "
          f"{best['silence']:.2f} s ({best['after']:.0%} of the way)", flush=True)  # fmt: skip
    return bool(
        whole > RATIOS[name] * floor
        or best["memory"] > MEMORY[name]
        or best["silence"] > SILENCE * max(whole / SECONDS[name], 1.0)
    )


def measured(path: Path) -> dict[str, float]:
    """What each step takes in this process: processor seconds, by step; `memory` in MB, `wall` in
    seconds; `asked`, how often Cancel would have been heard, and `silence`, the processor seconds
    of the longest stretch where it would not, with what share of the report was made `after` it."""
    from engage_app.progress import heeding
    from engage_app.services import covers, reporting
    from engage_app.services import workspace as workspaces

    begun = time.perf_counter()
    asked = [(time.process_time(), 0.0)]

    def progress(done: int, total: int) -> None:
        asked.append((time.process_time(), done / total if total else 1.0))

    workspace = workspaces.open_workspace(path)
    taken = {}
    with tempfile.TemporaryDirectory() as folder, heeding(progress) as told:
        taken["report"], report = timed(lambda: covers.planned_report(workspace, 1, told))
        for step, write in (
            ("word", reporting.write_word),
            ("excel", reporting.write_excel),
            ("html", reporting.write_html),
            ("pdf", _pdf),
        ):
            taken[step], _ = timed(partial(write, report, Path(folder) / step))
    workspace.close()
    gaps = [(later - one, share) for (one, share), (later, _) in pairwise(asked)]
    silence, after = max(gaps)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall = time.perf_counter() - begun
    return {
        **taken,
        "memory": peak,
        "wall": wall,
        "asked": len(asked),
        "silence": silence,
        "after": after,
    }


def _pdf(report: "Report", path: Path) -> Path:
    from PySide6.QtGui import QGuiApplication

    from ui.report_pdf import write_pdf

    application = QGuiApplication([])
    try:
        return write_pdf(report, path)
    finally:
        application.quit()


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """Processor seconds of this process, and what was made."""
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


if __name__ == "__main__":
    sys.exit(main())
