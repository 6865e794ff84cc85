"""Contributions typed through the real window, killed again and again: none lost, none twice.

    python -m benchmarks.soak_capture [--contributions 10000] [--kills 50] [--seed 4]

A child process types (see capture_typist.py) and is killed with SIGKILL at random moments; half
of the kills come amid fast filing, half while something long is typed slowly. After each kill the
workspace is read: every contribution whose Enter had returned is there exactly once; of what was
being typed at most the last second is gone; and Engage opens again on the same page, the draft on
its line.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.capture_typist import ACTIVITY, said, said_slowly

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Findings:
    """What the soak found.

    Attributes:
        filed: acknowledged contributions.
        lags: seconds of typing lost at each kill amid slow typing.
        unheard: contributions on disk whose Enter was killed before it returned.
    """

    filed: int = 0
    kills: int = 0
    restored: int = 0
    unheard: int = 0
    lags: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def main() -> int:
    """Run it and print what was found; 1 where something was lost or doubled."""
    parser = argparse.ArgumentParser(description="Contributions typed and killed.")
    parser.add_argument("--contributions", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=4)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = soak(Path(folder), chosen.contributions, chosen.kills, chosen.seed)
    print(f"{found.filed:,} contributions acknowledged, {found.kills} kills")
    print(f"{found.unheard} more on disk whose Enter hadn't returned when the kill came")
    print(f"{found.restored} drafts back on the line after a restart")
    if found.lags:
        print(f"typing lost at a kill: at most {max(found.lags):.2f} s, of {len(found.lags)} kills")
    for problem in found.problems:
        print(f"PROBLEM: {problem}")
    return 1 if found.problems else 0


def soak(folder: Path, contributions: int, kills: int, seed: int) -> Findings:
    """Type, kill and look, until all is typed."""
    workspace = make_workspace(folder / "hall.engage")
    chance, found = random.Random(seed), Findings()
    cuts = sorted(chance.sample(range(1, contributions), kills))
    expected = ""
    for turn, cut in enumerate([*cuts, contributions]):
        begun = on_disk(workspace)
        first = sum(begun.values())
        last = turn == len(cuts)
        count = max(cut - first, 0)
        slowly = not last and turn % 2 == 1
        log = folder / f"log-{turn}"
        if last:
            child = start(folder, log, (first, count), None, None if turn else workspace)
            if child.wait(timeout=3600):
                raise SystemExit(f"the typist ended with {child.returncode}")
        else:
            child = start(folder, log, (first, count), slowly, None if turn else workspace)
            kill_amid(child, log, (first, count), chance, slowly=slowly)
            found.kills += 1
        expected = look(workspace, read_log(log), (first, count), expected, found)
    whole = on_disk(workspace)
    if whole != Counter(said(number)[1] for number in range(contributions)):
        found.problems.append("the workspace doesn't hold what was typed")
    return found


def make_workspace(path: Path) -> Path:
    """A workspace with a workshop, a question, and something for the signs to mean."""
    os.environ["ENGAGE_DATA"] = str(path.parent / "settings")
    from engage_app.domain.activity import ActivityKind
    from engage_app.services import codebook, contributing, planning
    from engage_app.services import workspace as workspaces

    workspace = workspaces.create(path, "Officer")
    exercise = planning.add_exercise(workspace, "Clinic move").created or 0
    planning.add_activity(workspace, exercise, ActivityKind.WORKSHOP, ACTIVITY)
    contributing.add_question(workspace, exercise, "What matters to you?")
    codebook.add_theme(workspace, exercise, None, name="Parking", keywords="")
    planning.add_group(workspace, exercise, "Residents")
    workspace.close()
    return path


def start(
    folder: Path, log: Path, span: tuple[int, int], slowly: bool | None, workspace: Path | None
) -> "subprocess.Popen[bytes]":
    """A typist of its own.

    Args:
        slowly: whether it types something long in the end; None: it is not to be killed.
        workspace: to open; None: it opens where it was.
    """
    first, count = span
    # Where the kill comes amid filing, there is more to file.
    asked = [first, count + 10_000 if slowly is False else count]
    command = [sys.executable, "-m", "benchmarks.capture_typist", str(log), *map(str, asked)]
    command += ["--open", str(workspace)] if workspace else []
    command += ["--slowly"] if slowly else []
    env = {**os.environ, "ENGAGE_DATA": str(folder / "settings"), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)


def kill_amid(
    child: "subprocess.Popen[bytes]",
    log: Path,
    span: tuple[int, int],
    chance: random.Random,
    *,
    slowly: bool,
) -> None:
    """Let it type, and kill it a random moment after its last contribution, or amid the next."""
    first, count = span
    try:
        wait_for(log, ("key", 1) if slowly else ("filed", first + count - 1), child, count)
        time.sleep(chance.uniform(0.5, 3.0) if slowly else chance.uniform(0.0, 0.06))
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()


def wait_for(
    log: Path, wanted: tuple[str, int], child: "subprocess.Popen[bytes]", count: int
) -> None:
    """Wait until the log says so."""
    if not count and wanted[0] == "filed":
        wanted = ("restored", -1)
    end = time.monotonic() + 120 + count
    while not any(
        what == wanted[0] and (wanted[1] < 0 or value == wanted[1])
        for what, value, _ in read_log(log, 4000)
    ):
        if child.poll() is not None:
            raise SystemExit(f"the typist ended with {child.returncode}")
        if time.monotonic() > end:
            raise SystemExit("the typist does not get on")
        time.sleep(0.002)


def look(
    workspace: Path, log: list[list[Any]], span: tuple[int, int], expected: str, found: Findings
) -> str:
    """Compare the workspace with what the log acknowledges; returns the draft that is there."""
    first, count = span
    held, filed = on_disk(workspace), [value for what, value, _ in log if what == "filed"]
    found.filed += len(filed)
    for number in range(first + len(filed)):
        times = held[said(number)[1]]
        if times != 1:
            found.problems.append(f"contribution {number} is there {times} times")
    beyond = sum(held.values()) - first - len(filed)
    found.unheard += beyond
    if beyond not in (0, 1):
        found.problems.append(f"{beyond} contributions more than were typed")
    places = [value for what, value, _ in log if what == "opened"]
    if places != [ACTIVITY]:
        found.problems.append(f"opened {places}")
    restored = [value for what, value, _ in log if what == "restored"]
    if restored != [expected]:
        found.problems.append(f"restored {restored}, where {expected!r} was kept")
    found.restored += bool(expected)
    draft = draft_on_disk(workspace)
    keys = {value: at for what, value, at in log if what == "key"}
    if keys:
        whole = said_slowly(first + count)
        missed = len(draft) + 1
        lag = max(keys.values()) - keys[missed] if missed in keys else 0.0
        found.lags.append(lag)
        if not whole.startswith(draft) or lag > 1.0:
            found.problems.append(f"the draft is {lag:.2f} s behind, or holds other words")
    return draft


def read_log(log: Path, last: int = 0) -> list[list[Any]]:
    """The whole lines of a log, or of so many bytes at its end."""
    if not log.exists():
        return []
    with log.open("rb") as file:
        if last:
            file.seek(max(log.stat().st_size - last, 0))
            if file.tell():
                file.readline()
        lines = file.read().decode().split("\n")[:-1]
    return [json.loads(line) for line in lines]


def on_disk(workspace: Path) -> "Counter[str]":
    """How often each contribution is in the workspace."""
    with closing(sqlite3.connect(workspace)) as connection:
        return Counter(text for (text,) in connection.execute("SELECT text FROM comment"))


def draft_on_disk(workspace: Path) -> str:
    """The words of the draft, or none."""
    query = "SELECT content FROM draft WHERE surface = 'workshop'"
    with closing(sqlite3.connect(workspace)) as connection:
        row = connection.execute(query).fetchone()
    return str(json.loads(row[0])["text"]) if row else ""


if __name__ == "__main__":
    sys.exit(main())
