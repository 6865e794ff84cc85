"""Where an officer was typing, so that Engage opens there again after a crash.

One small file beside the settings: written when a surface is opened to type on, removed when it is
left with nothing unfinished. What was typed is in the workspace: see `drafts`.
"""

import contextlib
import json
from dataclasses import asdict, dataclass, fields

from engage_app.services.workspace import Workspace
from engage_app.settings import data_folder
from storage import exercises

_NAME = "last-place.json"


@dataclass(frozen=True)
class LastPlace:
    """A surface of the window that was being typed on.

    Attributes:
        workspace: the path of its file.
        exercise: the exercise's uid.
        page: the key of the window's page.
        surface: as in `drafts.Draft`.
        key: as in `drafts.Draft`.
    """

    workspace: str
    exercise: str
    page: str
    surface: str
    key: str


def note(workspace: Workspace, exercise_id: int, page: str, surface: str, key: str) -> None:
    """Remember that this surface is being typed on, in place of the one before.

    A settings folder that can't be written is no reason to stop: the draft itself is elsewhere.
    """
    found = exercises.exercise(workspace.connection, exercise_id)
    path = str(workspace.path.absolute())
    place = LastPlace(path, found.uid if found else "", page, surface, key)
    if place == last():
        return
    folder = data_folder()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{_NAME}.part"
        part.write_text(json.dumps(asdict(place), ensure_ascii=False), encoding="utf-8")
        part.replace(folder / _NAME)


def last() -> LastPlace | None:
    """The surface that was being typed on when Engage stopped; None where all was finished."""
    try:
        stored = json.loads((data_folder() / _NAME).read_text(encoding="utf-8"))
        return LastPlace(**{each.name: str(stored[each.name]) for each in fields(LastPlace)})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget() -> None:
    """Nothing is being typed any more."""
    with contextlib.suppress(OSError):
        (data_folder() / _NAME).unlink(missing_ok=True)


def exercise_of(workspace: Workspace, place: LastPlace) -> int | None:
    """The exercise of a place, by the uid it bears in every copy; None where it is gone."""
    for each in exercises.exercises(workspace.connection):
        if each.exercise.uid == place.exercise:
            return each.exercise.id
    return None
