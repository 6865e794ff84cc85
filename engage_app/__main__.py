"""Start: a window, or a command."""

import gc
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engage_app.domain.report import Report


def main() -> int:
    """Open the window where there is no command; else run the command."""
    arguments = sys.argv[1:]
    if not arguments:
        return _window()
    if len(arguments) == 1 and arguments[0].endswith(".engage"):
        return _window(Path(arguments[0]))  # a double click on a workspace
    from engage_app import cli

    code = cli.main(arguments, write_pdf=_write_pdf)
    if code == 0 and arguments[0] == "demo" and "--open" in arguments and _has_display():
        from engage_app.services.demonstration import workspace_in

        return _window(workspace_in(Path(arguments[1])))
    gc.freeze()  # the process ends: going through all that was loaded would take a quarter second
    return code


def _window(workspace: Path | None = None) -> int:
    from ui.app import run

    return run(workspace)


def _write_pdf(report: "Report", path: Path) -> Path:
    """Qt lays the pages out; it needs no display for that."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from ui.report_pdf import write_pdf

    application = QGuiApplication.instance() or QGuiApplication([])
    try:
        return write_pdf(report, path)
    finally:
        del application


def _has_display() -> bool:
    if platform.system() != "Linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
