"""The common workload through the services, beside the floor in the same run.

    python -m benchmarks.workload [--rows 10000] [--bench ../shared/bench]

The floor is SQLite and Python with nothing around them (`floor.py` of the common workload): the
same survey, ten keyword rules, one cross table, one search. Processor seconds, and their ratio.
For the start, the floor is a bare PySide6 window.
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
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIMITS = {"start": 1.0, "import": 2.5, "rules": 2.5, "cross table": 0.2, "search": 0.01}
BARE_WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
ENGAGE_WINDOW = """
from PySide6.QtCore import QTimer
from ui.app import build
app, window = build()
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""


def main() -> int:
    """Run it and print a table; 1 where a step takes more than it may."""
    parser = argparse.ArgumentParser(description="The common workload, beside the floor.")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared" / "bench")
    chosen = parser.parse_args()
    if not (chosen.bench / "floor.py").exists():
        print(f"The common workload isn't at {chosen.bench}: say where with --bench.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENGAGE_DATA"] = folder
        floor = measure_floor(chosen.bench, Path(folder), chosen.rows)
        engage = measure_engage(Path(folder), chosen.rows)
    return report(floor, engage, full_size=chosen.rows == 10_000)


def measure_floor(bench: Path, folder: Path, rows: int) -> dict[str, float]:
    """Make the workload's files and run the floor on them; processor seconds by step."""
    run = [sys.executable, str(bench / "make_survey.py"), str(folder), str(rows)]
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
    run = [sys.executable, str(bench / "floor.py"), str(folder / "floor.db")]
    run += [str(folder / f"survey_{rows}.csv"), str(folder / "keywords.txt")]
    printed = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    steps = {line["step"]: line["cpu_s"] for line in map(json.loads, printed.splitlines())}
    return {
        "start": child_seconds(BARE_WINDOW)[0],
        "import": steps["import"],
        "rules": steps["autocode"],
        "cross table": steps["crosstab code x Stakeholder group (respondents)"],
        "search": steps["search parking"],
    }


def measure_engage(folder: Path, rows: int) -> dict[str, float]:
    """The same work through the services; processor seconds by step, `memory` in MB."""
    from engage_app.domain.filters import CommentFilter
    from engage_app.services import browsing, codebook, coding, findings, importing, planning
    from engage_app.services import workspace as workspaces

    start, memory = child_seconds(ENGAGE_WINDOW)
    taken = {"start": start, "memory": memory}
    workspace = workspaces.create(folder / "bench.engage")
    exercise_id = planning.add_exercise(workspace, "Benchmark").created or 0
    for keyword in (folder / "keywords.txt").read_text(encoding="utf-8").split():
        codebook.add_theme(workspace, exercise_id, name=keyword.title(), keywords=keyword)

    def bring_in() -> None:
        survey = importing.inspect(folder / f"survey_{rows}.csv")
        importing.run_import(workspace, exercise_id, survey)

    taken["import"] = seconds(bring_in)
    taken["rules"] = seconds(lambda: coding.apply_rules(workspace, exercise_id))
    accept_all(workspace)
    findings.finding(workspace, exercise_id, "theme_by_group")  # pandas loads, pages come in
    taken["cross table"] = seconds(
        lambda: findings.finding(workspace, exercise_id, "theme_by_group")
    )
    wanted = CommentFilter(words="parking ")
    taken["search"] = seconds(lambda: browsing.count_words(workspace, wanted.words))
    workspace.close()
    return taken


def accept_all(workspace: Any) -> None:
    """Only accepted codings count in a finding."""
    with workspace.acting("accept all") as action:
        action.connection.execute("UPDATE coding SET status = 'accepted'")


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of this process."""
    started = time.process_time()
    work()
    return time.process_time() - started


def child_seconds(program: str) -> tuple[float, float]:
    """Processor seconds and peak memory (MB) of a Python process: the second of two runs, when
    its files are in memory."""
    taken = 0.0
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return taken, peak_memory(program)


def peak_memory(program: str) -> float:
    """Peak memory of a Python process, in MB, as it says itself."""
    tail = "\nimport resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    printed = subprocess.run(
        [sys.executable, "-c", program + tail],
        check=True,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    ).stdout
    return float(printed.split()[-1])


def report(floor: dict[str, float], engage: dict[str, float], *, full_size: bool) -> int:
    """Print the table; 1 where a step takes more than it may (at full size)."""
    print(f"{'step':14}{'floor, s':>10}{'Engage, s':>11}{'ratio':>8}{'at most, s':>12}")
    over = []
    for step, limit in LIMITS.items():
        ratio = engage[step] / max(floor[step], 0.0005)
        print(f"{step:14}{floor[step]:10.3f}{engage[step]:11.3f}{ratio:8.1f}{limit:12.2f}")
        if engage[step] > limit:
            over.append(step)
    print(f"Memory of the window: {engage['memory']:.0f} MB (at most 200)")
    if over and full_size:
        print(f"Over the limit: {', '.join(over)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
