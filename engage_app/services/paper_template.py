"""The organisation's own Word document, whose styles, page and header a paper takes."""

import hashlib
from pathlib import Path

from engage_app.domain.changes import Changes
from engage_app.domain.report import Report
from engage_app.errors import DocumentError
from engage_app.services.workspace import Workspace
from storage import paper_templates as store

_WISH = "Choose a Word document (.docx) with your organisation's styles."


def choose(workspace: Workspace, exercise_id: int, path: Path) -> Changes:
    """Take a document as the template of an exercise's papers, in place of the one there is.

    Raises:
        DocumentError: it can't be a template, and why.
        FileInUse: another program holds it.
    """
    content = read(path)
    with workspace.acting("choose template of the paper", exercise_id) as action:
        digest = hashlib.sha256(content).hexdigest()
        store.keep(action, exercise_id, path.name, digest, content)
    return action.changes()


def info(workspace: Workspace, exercise_id: int) -> str | None:
    """The name of the file that was chosen; None where papers are made from Engage's own."""
    return store.name_of(workspace.connection, exercise_id)


def content(workspace: Workspace, exercise_id: int) -> bytes:
    """The document that was chosen; nothing where there is none."""
    return store.content_of(workspace.connection, exercise_id)


def remove(workspace: Workspace, exercise_id: int) -> Changes:
    """Go back to Engage's own template. Undoable."""
    with workspace.acting("remove template of the paper", exercise_id) as action:
        store.forget(action, exercise_id)
    return action.changes()


def export_ours(path: Path) -> Path:
    """Save Engage's own template, with every style by its name, for the organisation to change.

    Returns:
        the path that was used: beside `path` where that file is open in another program.

    Raises:
        EngageError: it can't be written there.
    """
    from storage.reports.saving import save_beside
    from storage.reports.word_own_template import own_template

    document = own_template()

    def write(unfinished: Path) -> None:
        unfinished.write_bytes(document)

    return save_beside(path, write)


def read(path: Path) -> bytes:
    """A template from a file, looked over and tried out.

    Raises:
        DocumentError: it can't be a template, and why.
        FileInUse: another program holds it.
    """
    from storage.file_bytes import watched
    from storage.reports import template_guard

    with watched(path, DocumentError):
        if path.is_dir():
            raise DocumentError(f"“{path.name}” is a folder.", action=_WISH)
        with path.open("rb") as file:
            data = file.read(template_guard.LARGEST + 1)  # one more, so that it is refused
    template_guard.check(data, path.name)
    _try_out(data, path.name)
    return data


def _try_out(template: bytes, name: str) -> None:
    """Print a paper of nothing from it: a template that fails is to fail now, not on the day."""
    from storage.reports.word import word_bytes

    nothing = Report("Title", "", "", "", "", (), (), (), (), template=template)
    try:
        word_bytes(nothing)
    except Exception as error:  # whatever the library makes of a strange document
        raise DocumentError(
            f"A paper can't be made from “{name}”: Word documents aren't built like that.",
            action="Open it in Word, save it as a new Word document (.docx) and choose that.",
            detail=f"{type(error).__name__}: {error}",
        ) from error
