"""A picture of every page, light and dark, with the sample open.

    python -m scripts.screens build/screens

docs/images/findings.png, which the README shows, is one of them.
"""

import os
import sys
import tempfile
from pathlib import Path

WIDTH, HEIGHT = 1280, 800
PAGES = (
    "exercises",
    "overview",
    "plan",
    "collect",
    "capture",
    "responses",
    "code",
    "findings",
    "report",
)


def main(folder: Path) -> int:
    """Write the pictures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as own:
        os.environ["ENGAGE_DATA"] = str(Path(own) / "settings")
        workspace = make_sample(Path(own) / "pbp-alignment.engage")
        for mode in ("light", "dark"):
            take(workspace, mode, folder)
    print(f"Wrote {len(list(folder.glob('*.png')))} pictures to {folder}")
    return 0


def make_sample(path: Path) -> Path:
    """A workspace with the sample exercise."""
    from engage_app.services import samples
    from engage_app.services import workspace as workspaces

    workspace = workspaces.create(path)
    samples.add_sample(workspace)
    workspace.close()
    return path


def take(path: Path, mode: str, folder: Path) -> None:
    """Open the window in these colours and picture each page."""
    from PySide6.QtCore import QCoreApplication, QEventLoop

    from ui.app import build, controller_of

    app, window = build()
    window.set_appearance(mode, 100)
    window.resize(WIDTH, HEIGHT)
    window.show()
    controller = controller_of(window)
    shoot(window, folder / f"welcome-{mode}.png")
    controller.actions.open_path(path)
    for key in PAGES:
        window.go_to(key)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 500)
        while controller.runner.busy:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 500)
        shoot(window, folder / f"{key}-{mode}.png")
    window.close()
    app.processEvents()


def shoot(window: object, path: Path) -> None:
    """Save what the window shows."""
    from PySide6.QtWidgets import QMainWindow

    assert isinstance(window, QMainWindow)
    window.grab().save(str(path))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/screens")))
