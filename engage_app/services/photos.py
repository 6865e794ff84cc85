"""Photos of flip charts that hang on an activity."""

from collections.abc import Sequence
from pathlib import Path

from engage_app.domain.activity import Photo
from engage_app.domain.changes import Changes
from engage_app.errors import EngageError, NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import activities
from engage_app.services.workspace import Workspace
from storage import photos as store
from storage.photos import SmallPhoto

__all__ = ["Photo", "SmallPhoto"]


def photos(workspace: Workspace, activity_id: int) -> list[Photo]:
    """The photos of an activity, in order."""
    return store.photos(workspace.connection, activity_id)


def picture(workspace: Workspace, photo_id: int) -> bytes:
    """A photo as a JPEG.

    Raises:
        NotPossible: it isn't there any more.
    """
    found = store.content(workspace.connection, photo_id)
    if found is None:
        raise _gone()
    return found


def read_photos(
    paths: Sequence[Path], progress: Progress = no_progress
) -> tuple[list[SmallPhoto], list[EngageError]]:
    """Make photos small and free them of place and time; nothing is written.

    Returns:
        Those that could be read, and what is wrong with the others.
    """
    read: list[SmallPhoto] = []
    wrong: list[EngageError] = []
    for number, path in enumerate(paths):
        progress(number, len(paths))
        try:
            read.append(store.small_photo(path))
        except EngageError as error:
            wrong.append(error)
    progress(len(paths), len(paths))
    return read, wrong


def read_pasted(data: bytes) -> SmallPhoto:
    """The same of a picture that was pasted.

    Raises:
        DocumentError: it can't be read.
    """
    return store.small(data, "Pasted picture")


def add_photos(workspace: Workspace, activity_id: int, read: Sequence[SmallPhoto]) -> Changes:
    """Hang photos on an activity; those that hang there already are left out.

    Raises:
        NotPossible: the activity is gone, or all of them hang there already.
    """
    exercise_id, _, title = activities.home(workspace, activity_id)
    known = store.known(workspace.connection, activity_id)
    fresh = {photo.sha256: photo for photo in read if photo.sha256 not in known}
    if read and not fresh:
        raise NotPossible(f"“{title}” has that photo already.", action="Choose another one.")
    with workspace.acting("add photos", exercise_id) as action:
        for sort, photo in enumerate(fresh.values(), len(known)):
            made = store.add(action, activity_id, sort, photo)
            action.created = action.created or made
    return action.changes()


def set_caption(workspace: Workspace, photo_id: int, caption: str) -> Changes:
    """Say what a photo shows.

    Raises:
        NotPossible: it isn't there any more.
    """
    with workspace.acting("change caption", _home(workspace, photo_id)) as action:
        action.update("photo", photo_id, {"caption": " ".join(caption.split())})
    return action.changes()


def remove_photo(workspace: Workspace, photo_id: int) -> Changes:
    """Take a photo off its activity. Undoable.

    Raises:
        NotPossible: it isn't there any more.
    """
    with workspace.acting("remove photo", _home(workspace, photo_id)) as action:
        action.delete_by("photo", "id", [photo_id])
    return action.changes()


def _home(workspace: Workspace, photo_id: int) -> int:
    found = store.home(workspace.connection, photo_id)
    if found is None:
        raise _gone()
    return found


def _gone() -> NotPossible:
    return NotPossible("That photo is not there any more.", action="Choose another one.")
