"""The lock on a computer that was handed to respondents: a PIN that only the officer knows.

It lies in a file beside the settings, as a salted scrypt hash with the place it was set for, so that
the questionnaire comes back locked after a crash. Wrong tries are counted there too: to start
Engage again doesn't forget them.
"""

import hashlib
import hmac
import json
import os
import re
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from engage_app.errors import NotPossible
from engage_app.services.workspace import Workspace
from engage_app.settings import data_folder
from storage import exercises

SHORTEST, LONGEST = 4, 12
FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = 30, 900  # seconds
_NAME = "self-completion.json"
_WORDS = ("workspace", "exercise", "activity", "salt", "hashed")


@dataclass(frozen=True)
class Lock:
    """What the computer was handed over for, and with which PIN.

    Attributes:
        workspace: the path of its file.
        exercise: the exercise's uid.
        activity: the activity's uid.
        salt: hex; `hashed` is hex of scrypt over it and the PIN.
        wrong: wrong PINs so far.
        not_before: when the next PIN is looked at, in seconds since 1970.
    """

    workspace: str
    exercise: str
    activity: str
    salt: str
    hashed: str
    wrong: int = 0
    not_before: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """What became of a PIN: `opened`, or wrong, or not looked at for `wait` more seconds."""

    opened: bool
    wait: int = 0
    tries_left: int = 0


def problem_with(pin: str) -> str:
    """Why a PIN can't be taken, in a sentence; empty where it can."""
    if not re.fullmatch(rf"[0-9]{{{SHORTEST},{LONGEST}}}", pin, re.ASCII):
        return f"A PIN has {SHORTEST} to {LONGEST} digits."
    if len(set(pin)) == 1 or pin in "01234567890" or pin in "09876543210":
        return "That PIN is too easy to guess."
    return ""


def lock(workspace: Workspace, activity_id: int, pin: str) -> None:
    """Lock this computer to one activity's questionnaire.

    Raises:
        NotPossible: the PIN can't be taken, the activity is gone, or the settings can't be written.
    """
    if problem := problem_with(pin):
        raise NotPossible(problem, action="Choose another one.")
    row = workspace.connection.execute(
        "SELECT uid, exercise_id FROM activity WHERE id = ?", [activity_id]
    ).fetchone()
    exercise = exercises.exercise(workspace.connection, row[1]) if row else None
    if row is None or exercise is None:
        raise NotPossible("That activity isn't there any more.", action="Choose another one.")
    salt = os.urandom(16).hex()
    path = str(workspace.path.absolute())
    _write(Lock(path, exercise.uid, row[0], salt, _hashed(pin, salt)))


def locked() -> Lock | None:
    """The lock that is on, or None."""
    try:
        stored = json.loads(_file().read_text(encoding="utf-8"))
        words = {name: str(stored[name]) for name in _WORDS}
        return Lock(**words, wrong=int(stored["wrong"]), not_before=float(stored["not_before"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def place_of(workspace: Workspace, found: Lock) -> tuple[int, int] | None:
    """The ids of the exercise and the activity of a lock; None where they are gone."""
    row = workspace.connection.execute(
        "SELECT a.exercise_id, a.id FROM activity a JOIN exercise e ON e.id = a.exercise_id"
        " WHERE a.uid = ? AND e.uid = ?",
        [found.activity, found.exercise],
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else None


def waiting(*, now: float | None = None) -> int:
    """For how many seconds no PIN is looked at."""
    found = locked()
    ahead = found.not_before - (time.time() if now is None else now) if found else 0.0
    return min(
        max(0, -int(-ahead // 1)), LONGEST_WAIT
    )  # a clock set back locks nobody out for ever


def try_pin(pin: str, *, now: float | None = None) -> Verdict:
    """Take the lock off, if this is the PIN. After too many wrong ones, each costs a wait.

    Raises:
        NotPossible: the settings can't be written.
    """
    now = time.time() if now is None else now
    found = locked()
    if found is None:
        return Verdict(opened=True)  # somebody who can reach the settings took it off
    if wait := waiting(now=now):
        return Verdict(opened=False, wait=wait)
    if hmac.compare_digest(_hashed(pin, found.salt), found.hashed):
        release()
        return Verdict(opened=True)
    wrong = found.wrong + 1
    over = wrong - FREE_TRIES
    wait = min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT) if over >= 0 else 0
    _write(replace(found, wrong=wrong, not_before=now + wait if wait else 0.0))
    return Verdict(opened=False, wait=wait, tries_left=max(0, -over))


def release() -> None:
    """Take the lock off: the PIN was right, or there is nothing left to lock."""
    try:
        _file().unlink(missing_ok=True)
    except OSError as error:
        raise _not_written() from error


def _hashed(pin: str, salt: str) -> str:
    # 16 MB and some 50 ms a try
    return hashlib.scrypt(pin.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1).hex()


def _file() -> Path:
    return data_folder() / _NAME


def _write(lock_: Lock) -> None:
    path = _file()
    part = path.with_name(f"{_NAME}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(asdict(lock_)), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise _not_written() from error


def _not_written() -> NotPossible:
    return NotPossible(
        "The lock can't be kept, because Engage's settings folder can't be written.",
        action="Ask your IT support, then try again.",
    )
