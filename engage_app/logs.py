"""A rotating log: record ids and file names, never what a respondent wrote."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

log = logging.getLogger("engage")


def start(folder: Path) -> None:
    """Write the log to `folder`; one that can't be written costs only the log."""
    if log.handlers:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "engage.log", maxBytes=500_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
