"""Typed settings: what an officer chooses for every workspace. How the window looks is kept by the
window itself, in the same folder."""

import getpass
import json
import os
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

RECENT_LIMIT = 8


@dataclass(frozen=True)
class Settings:
    """Settings of this officer on this computer.

    Attributes:
        officer: the name put to codings and actions.
        suppress_below: counts of people smaller than this are hidden in what leaves Engage.
        recent: workspaces opened lately, latest first.
    """

    officer: str = ""
    suppress_below: int = 5
    recent: tuple[str, ...] = field(default=())


def data_folder() -> Path:
    """Where settings and logs are kept; `ENGAGE_DATA` moves it."""
    if chosen := os.environ.get("ENGAGE_DATA"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "Engage"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Engage"
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "engage"


def load() -> Settings:
    """The settings on disk; what is missing or damaged takes its default."""
    try:
        stored = json.loads((data_folder() / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stored = {}
    default = Settings(officer=_user_name())
    known = {
        name: value
        for name, value in (stored.items() if isinstance(stored, dict) else ())
        if name in asdict(default) and _sound(name, value)
    }
    if "recent" in known:
        known["recent"] = tuple(str(path) for path in stored["recent"])
    return Settings(**{**asdict(default), **known})


def save(settings: Settings) -> None:
    """Write the settings, whole or not at all."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / "settings.json.part"
    part.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
    part.replace(folder / "settings.json")


def _sound(name: str, value: object) -> bool:
    match name:
        case "suppress_below":
            return type(value) is int and value >= 0
        case "recent":
            return isinstance(value, list)
        case _:
            return isinstance(value, str)


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "officer"
