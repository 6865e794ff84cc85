"""The window while findings are looked at and a report is made: `python -m benchmarks.report_window`.

The sample, and a large workspace of 100,000 responses, are taken through Findings and Report as an
officer would: a finding is chosen, filtered, compared; each step of the report is opened; something
changes in the data; all kinds of file are saved. A timer ticks in the window's event loop meanwhile:
see benchmarks.window_gaps. No gap may be over 200 ms; 100 ms is what is aimed at. What counts is the
processor time in a gap: by the clock it also holds what other programs took.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from benchmarks.report import made
from benchmarks.window_gaps import Watch, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from engage_app.domain.scope import FindingWanted
    from ui.main_window import MainWindow
    from ui.pages.findings import FindingsPage

LIMIT = 200.0  # milliseconds that the window may stand still
AIM = 100.0
STEPS = ("contents", "text", "answers", "quotes", "checks")


def main() -> int:
    """Run it and print the gaps; 1 where the window stood still for too long."""
    parser = argparse.ArgumentParser(description="The window while a report is made.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--of", type=Path, nargs="*", help="these workspaces, which are changed")
    parser.add_argument("--where", action="store_true", help="what went on in gaps")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ENGAGE_DATA"] = folder
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        paths = given.of or list(made(Path(folder), given.rows).values())
        return measure(paths, Path(folder), where=given.where)


def measure(paths: list[Path], folder: Path, *, where: bool) -> int:
    """Take each workspace through the window; 1 where a limit is passed."""
    from PySide6.QtCore import QTimer

    from engage_app.services import planning
    from ui.app import build, controller_of

    app, window = build()
    QTimer(app).start(20)  # `until` waits for events, of which there may be none
    window.resize(1280, 800)
    window.show()
    session = controller_of(window).session
    watch = Watch(AIM, where=where)
    for path in paths:
        print(path.name)
        session.open(path)
        session.choose_exercise(planning.exercises(session.workspace)[0].exercise.id)
        until(app, lambda: not session.runner.busy, settle=0.3)
        _findings(app, window, watch)
        _report(app, window, watch, folder)
    app.clipboard().clear()  # Qt must not find it full when Python has gone
    window.close()
    watch.stop()
    return int(watch.worst.all > LIMIT)


def _findings(app: "QApplication", window: "MainWindow", watch: Watch) -> None:
    """First visit, another finding, a filter, a comparison; then what fills itself in."""
    from engage_app.domain.scope import By, Comparison, FindingFilter
    from ui.app import controller_of
    from ui.pages.findings import FindingsPage

    runner = controller_of(window).session.runner
    with watch.phase("findings: first visit"):
        page = window.go_to("findings")
        assert isinstance(page, FindingsPage)
        until(app, lambda: page.shown is not None, settle=0.2)
    with watch.phase("findings: all listed"):
        until(app, lambda: not runner.busy, settle=0.2)
    for name in ("theme_by_group", "quotes", "matrix", "position_by_group"):
        with watch.phase(f"findings: {name}"):
            page.list.choose(name)
            until(app, partial(_is_shown, page, page.wanted), settle=0.2)
    asked = replace(page.wanted, only=FindingFilter(position="concern"))
    with watch.phase("findings: filtered"):
        page.bar.wanted.emit(asked)
        until(app, partial(_is_shown, page, asked), settle=0.2)
    compared = replace(asked, compare=Comparison(By.CHANNEL))
    with watch.phase("findings: compared"):
        page.bar.wanted.emit(compared)
        until(app, partial(_is_shown, page, compared), settle=0.2)
    with watch.phase("findings: copied"):
        page.copy_table()
        until(app, lambda: not runner.busy, settle=0.2)


def _is_shown(page: "FindingsPage", wanted: "FindingWanted") -> bool:
    return page.shown is not None and page.shown.wanted == wanted


def _report(app: "QApplication", window: "MainWindow", watch: Watch, folder: Path) -> None:
    """The preview, every step, a change in the data, all the files."""
    from engage_app.services import browsing, tagging
    from ui import dialogs
    from ui.app import controller_of
    from ui.pages.report import ReportPage

    session = controller_of(window).session
    runner = session.runner
    until(app, lambda: not runner.busy, settle=0.2)
    with watch.phase("report: first visit"):
        page = window.go_to("report")
        assert isinstance(page, ReportPage)
        until(app, lambda: not runner.busy and bool(page.checks.remarks), settle=0.3)
    for step in STEPS:
        with watch.phase(f"report: {step}"):
            page.open_at(step, "")
            until(app, lambda: not runner.busy, settle=0.3)
    page.open_at("cover", "")
    responses = browsing.response_ids(session.workspace, session.exercise_id)
    made: list[bool] = []
    page.previewed.connect(lambda: made.append(True))
    with watch.phase("report: the data changed"):
        if not session.act(tagging.set_position, list(responses[:1]), "concern"):
            session.act(tagging.set_position, list(responses[:1]), "welcomed")
        until(app, lambda: bool(made) and not runner.busy, settle=0.5)
    with watch.phase("report: all files saved"):
        with patch.object(dialogs, "ask_folder", lambda *_: folder):
            page.saving.ask_all()
        until(app, lambda: not runner.busy, settle=0.3)


if __name__ == "__main__":
    sys.exit(main())
