"""Other programs' files of codebooks and codings, each known by the end of its name."""

from pathlib import Path

from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import codings_table, receiving, sharing
from engage_app.services.receiving import Received
from engage_app.services.workspace import Workspace

FORMATS: tuple[tuple[str, str], ...] = (
    (".qdpx", "Coded project (REFI-QDA) for QualCoder, NVivo, MAXQDA, ATLAS.ti"),
    (".qdc", "Codebook (REFI-QDA)"),
    (".csv", "Codings as a table"),
    ("", "Folder for ThemeFinder and Consult"),
)
"""The end of a file's name, and what it holds; a name without one is a folder's."""


def write(
    workspace: Workspace, exercise_id: int, path: Path, progress: Progress = no_progress
) -> Path:
    """Write what the end of the name asks for; returns the path.

    Raises:
        NotPossible: the end of the name is none of FORMATS, there is nothing to write, or it can't
            be written there.
        FileInUse: another program has the file open.
    """
    progress(0, 1)
    match path.suffix.casefold():
        case ".qdpx":
            written = sharing.write_project(workspace, exercise_id, path)
        case ".qdc":
            written = sharing.write_codebook(workspace, exercise_id, path)
        case ".csv":
            written = codings_table.write_table(workspace, exercise_id, path)
        case "":
            written = sharing.write_themefinder(workspace, exercise_id, path)
        case _:
            raise _unknown(path)
    progress(1, 1)
    return written


def take(
    workspace: Workspace, exercise_id: int, path: Path, progress: Progress = no_progress
) -> Received:
    """Bring in what a file or a folder holds.

    Raises:
        NotPossible: it is not there, none of FORMATS, or damaged.
    """
    progress(0, 1)
    if not path.exists():
        raise NotPossible(f"There is no “{path.name}” there.", action="Choose another file.")
    if path.is_dir() or path.name == "themes.json":
        return receiving.take_themefinder(workspace, exercise_id, _whole_folder(path))
    match path.suffix.casefold():
        case ".qdpx":
            return receiving.take_project(workspace, exercise_id, path)
        case ".qdc":
            return receiving.take_codebook(workspace, exercise_id, path)
        case ".csv":
            return receiving.take_codings(workspace, exercise_id, path)
    raise _unknown(path)


def _whole_folder(path: Path) -> Path:
    """The folder that holds inputs and outputs, of a file in it; what is no such file stays."""
    return next((each for each in path.parents if (each / "outputs").is_dir()), path)


def _unknown(path: Path) -> NotPossible:
    ends = ", ".join(end for end, _ in FORMATS if end)
    return NotPossible(
        f"“{path.name}” is none of the kinds of file that codings travel in.",
        action=f"Its name should end in {ends}, or be a folder's.",
    )
