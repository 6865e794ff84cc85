"""Putting a finished document on disk: wholly or not at all, and never over an open one.

The document is written to a temporary file in the same folder, which then takes the place of the
old one in a single step. Where another program holds the old one, the new one is saved beside it
under the next free name, so that neither the officer's open file nor the new work is lost.
"""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

from engage_app.errors import FileInUse, NotPossible

Write = Callable[[Path], None]
"""Writes a document to the path it is given."""

_MOST_NAMES = 999
_WORD = {".docx", ".doc", ".docm", ".dotx", ".rtf"}


def save_beside(path: Path, write: Write) -> Path:
    """Save to `path`, or beside it as "name (2).docx" where another program has it open.

    Returns:
        the path that was used.

    Raises:
        NotPossible: the folder is missing, full or may not be written to.
        FileInUse: every name tried is open in another program.
    """
    unfinished = _write_unfinished(path, write)
    try:
        if not _taken(path):
            try:
                _put(unfinished, path)
            except FileInUse:
                pass  # the sentence is for `save`; here the next name answers it
            else:
                return path
        for other in _names_beside(path):
            if _put_new(unfinished, other):
                return other
        raise _in_use(path)
    finally:
        _discard(unfinished)


def save_bytes_beside(path: Path, content: bytes) -> Path:
    """The same for a document that is finished in memory."""
    return save_beside(path, lambda unfinished: _write_bytes(unfinished, content))


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def save(path: Path, write: Write) -> Path:
    """Save to `path` and nowhere else; what was there stays as it was if anything fails.

    Raises:
        FileInUse: another program has it open.
        NotPossible: the folder is missing, full or may not be written to.
    """
    if _taken(path):
        raise _in_use(path)
    unfinished = _write_unfinished(path, write)
    try:
        _put(unfinished, path)
    finally:
        _discard(unfinished)
    return path


def _taken(path: Path) -> bool:
    """Whether an office program has left its lock beside the file.

    LibreOffice writes `.~lock.NAME#`. Microsoft Office writes `~$NAME`, where Word puts the two
    signs over the start of a long name: `~$pendix.docx` for appendix.docx.
    """
    name = path.name
    locks = [f".~lock.{name}#", f"~${name}"]
    if path.suffix.lower() in _WORD and len(path.stem) >= 7:
        locks.append(f"~${name[2 if len(path.stem) >= 8 else 1 :]}")
    return any((path.parent / lock).exists() for lock in locks)


def _names_beside(path: Path) -> Iterator[Path]:
    """Free names: a file already there may be the officer's own edit, and is left alone."""
    for number in range(2, _MOST_NAMES):
        other = path.with_name(f"{path.stem} ({number}){path.suffix}")
        if not other.exists() and not _taken(other):
            yield other


def _write_unfinished(path: Path, write: Write) -> Path:
    if os.path.isdir(path):  # noqa: PTH112 - unlike a Path's, never raises: the name may be too long
        raise NotPossible(
            f"“{path.name}” is a folder, not a file.", action="Save under another name."
        )
    unfinished = path.with_name(f".{uuid4().hex}{path.suffix}")
    try:
        write(unfinished)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:
        _discard(unfinished)
        raise _not_writable(path, error) from error
    except BaseException:
        _discard(unfinished)
        raise
    return unfinished


def _discard(unfinished: Path) -> None:
    with contextlib.suppress(OSError):  # where nothing may be written, nothing was left either
        unfinished.unlink()


def _put(unfinished: Path, path: Path) -> None:
    try:
        unfinished.replace(path)
    except PermissionError as error:
        raise _in_use(path) from error
    except OSError as error:
        raise _not_writable(path, error) from error


def _put_new(unfinished: Path, path: Path) -> bool:
    try:
        unfinished.replace(path)
    except PermissionError:
        return False
    except OSError as error:
        raise _not_writable(path, error) from error
    return True


def _in_use(path: Path) -> FileInUse:
    return FileInUse(
        f"“{path.name}” is open in another program.",
        action="Close it there, then try again, or save under another name.",
    )


def _not_writable(path: Path, error: OSError) -> NotPossible:
    folder = path.parent
    if not folder.is_dir():
        sentence = f"The folder “{folder}” isn't there."
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        sentence = f"Nothing may be saved in the folder “{folder}”."
    elif error.errno == errno.ENAMETOOLONG:
        sentence = f"The name “{path.name}” is too long for a file."
        return NotPossible(sentence, action="Save under a shorter name.", detail=repr(error))
    elif error.errno == errno.ENOSPC:
        sentence = f"“{path.name}” couldn't be saved, because the disk is full."
    else:
        sentence = f"“{path.name}” can't be written in the folder “{folder}”."
    return NotPossible(sentence, action="Save it in another folder.", detail=repr(error))
