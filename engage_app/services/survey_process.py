"""A large survey file, read in a process of its own so that the window's never stands still.

Reading takes calls into C that hold the interpreter's lock for tenths of a second: decoding 40 MB,
counting 100,000 answers, letting go of 2,000,000 cells. The cells come over in portions, each of
which is unpacked in a millisecond.
"""

import multiprocessing
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engage_app.errors import SurveyFileError
from engage_app.progress import Progress, no_progress
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile

LARGE = 1_000_000  # bytes; a smaller file is read sooner than a process is started
_PORTION = 10_000  # cells sent at a time
_A_LOOK = 0.1  # seconds between two looks whether to stop
_LONG = ("source_ids", "submitted_at", "row_numbers", "complete")  # one value for each response


def inspect_apart(
    path: Path, progress: Progress = no_progress, *, definition: Path | None = None
) -> SurveyFile:
    """As `importing.inspect`, for a window's job: a large file is read in another process.

    Raises:
        SurveyFileError: also where that process was ended from outside.
    """
    try:
        small = path.stat().st_size < LARGE
    except OSError:
        small = True  # the reader says what is the matter
    if small:
        return read_survey(path, definition, progress)
    ours, theirs = multiprocessing.Pipe(duplex=False)
    started = multiprocessing.get_context("spawn").Process(
        target=_read, args=(theirs, path, definition), daemon=True
    )
    started.start()
    theirs.close()
    try:
        return _received(ours, progress)
    except EOFError as error:
        raise SurveyFileError(
            f"Reading “{path.name}” was ended from outside before it was done.",
            action="Nothing was saved. Choose the file again; close other programs if memory is short.",
        ) from error
    finally:
        started.kill()  # it is over, or nobody wants to hear of it any more
        started.join()
        ours.close()


def _received(ours: "Connection[Any, Any]", progress: Progress) -> SurveyFile:
    """What the other process sends, put together."""
    long: dict[str, list[Any]] = {name: [] for name in _LONG}
    columns: list[list[str]] = []
    done = (0, 0)
    while True:
        while not ours.poll(_A_LOOK):
            progress(*done)
        kind, what = ours.recv()
        match kind:
            case "progress":
                done = what
            case "failed":
                raise what
            case "column":
                columns.append(what)
            case "cells":
                columns[-1] += what
            case "survey":
                rest = {name: tuple(values) for name, values in long.items()}
                whole: SurveyFile = replace(what, columns=tuple(columns), **rest)
                return whole
            case _:
                long[kind] += what
        progress(*done)


def _read(theirs: "Connection[Any, Any]", path: Path, definition: Path | None) -> None:
    """In the other process: read, and send what was found."""
    told = -1

    def progress(done: int, total: int) -> None:
        nonlocal told
        per_cent = done * 100 // total if total > 0 else 0
        if per_cent != told:
            told = per_cent
            theirs.send(("progress", (done, total)))

    try:
        for message in _messages(read_survey(path, definition, progress)):
            theirs.send(message)
    except BrokenPipeError:
        return  # nobody listens any more
    except Exception as error:  # the other side decides what to say
        error.add_note(traceback.format_exc())
        theirs.send(("failed", error))


def _messages(survey: SurveyFile) -> Iterator[tuple[str, Any]]:
    for name in _LONG:
        yield from ((name, some) for some in _portions(getattr(survey, name)))
    for column in survey.columns:
        yield "column", []
        yield from (("cells", some) for some in _portions(column))
    head = replace(survey, columns=(), source_ids=(), submitted_at=(), row_numbers=(), complete=())
    yield "survey", head


def _portions(values: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _PORTION):
        yield list(values[start : start + _PORTION])
