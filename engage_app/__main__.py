"""Start: a window, or a command."""

import os
import platform
import sys
from pathlib import Path


def main() -> int:
    """Open the window where there is no command; else run the command."""
    arguments = sys.argv[1:]
    if not arguments:
        return _window()
    if len(arguments) == 1 and arguments[0].endswith(".engage"):
        return _window(Path(arguments[0]))  # a double click on a workspace
    from engage_app import cli

    code = cli.main(arguments)
    if code == 0 and arguments[0] == "demo" and "--open" in arguments and _has_display():
        from engage_app.services.demonstration import workspace_in

        return _window(workspace_in(Path(arguments[1])))
    return code


def _window(workspace: Path | None = None) -> int:
    from ui.app import run

    return run(workspace)


def _has_display() -> bool:
    if platform.system() != "Linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
