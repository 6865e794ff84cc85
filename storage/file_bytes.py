"""A whole file read at once, and what can happen to it meanwhile in sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engage_app.errors import EngageError, FileInUse


def bytes_of(
    path: Path, failed: type[EngageError], *, limit: int, wish: str, smaller: str = ""
) -> bytes:
    """What the file holds.

    Args:
        failed: the error to raise.
        limit: the most bytes it may have.
        wish: what to do where it is a folder.
        smaller: what to do where it is too large; empty: `wish`.

    Raises:
        EngageError: of the type `failed`, with a sentence, where it can't be read.
        FileInUse: another program holds it.
    """
    with watched(path, failed):
        if path.is_dir():
            raise failed(f"“{path.name}” is a folder.", action=wish)
        if path.stat().st_size > limit:
            size = f"{limit // 1_000_000} MB"
            raise failed(f"“{path.name}” is larger than {size}.", action=smaller or wish)
        return path.read_bytes()


@contextmanager
def watched(path: Path, failed: type[EngageError]) -> Iterator[None]:
    """What can happen to a file while it is read inside, as errors of the type `failed`."""
    try:
        yield
    except FileNotFoundError as error:
        raise failed(
            f"There is no file called “{path.name}” there.",
            action="Check whether it was moved or renamed.",
        ) from error
    except PermissionError as error:
        raise FileInUse(
            f"“{path.name}” is open in another program, or you may not read it.",
            action="Close it there, then try again.",
        ) from error
    except OSError as error:
        raise failed(
            f"“{path.name}” can't be read.",
            action="Check that its drive is connected.",
            detail=str(error),
        ) from error
