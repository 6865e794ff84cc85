"""The process that reads a large survey file: it keeps the cells, and imports them when asked to.

Whatever goes through the pipe is small, or comes in portions that are unpacked in a millisecond.
"""

import contextlib
import gc
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engage_app.progress import Cancelled
from engage_app.services.workspace import Workspace
from storage import database
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile

STOP = "stop"
"""Sent while a Call is under way: to end it without a trace."""

LONG = ("source_ids", "submitted_at", "row_numbers", "complete")
"""What a SurveyFile has for each response, besides its cells."""

_PORTION = 10_000  # values sent at a time
Pipe = Connection  # of ("kind", what)


@dataclass(frozen=True)
class Cells:
    """Asks for some cells, column by column.

    Attributes:
        column: its index; None: of every column.
        rows: indexes of responses; None: of all of them.
    """

    column: int | None = None
    rows: Sequence[int] | None = None


@dataclass(frozen=True)
class Call:
    """Asks for a function of `services.importing` that takes (survey, …), or (workspace,
    exercise_id, survey, …) where a workspace is named.

    Attributes:
        given: by name, what else it takes.
        path: the workspace's.
        progress: whether the function takes a Progress.
    """

    name: str
    given: Mapping[str, Any] = field(default_factory=dict)
    path: Path | None = None
    officer: str = ""
    exercise_id: int = 0
    progress: bool = False


def serve(pipe: "Pipe[Any, Any]", path: Path, definition: Path | None) -> None:
    """Read the file, say what is in it, then do what is asked, until nobody listens any more."""
    gc.disable()  # there are millions of cells to go through, and the end is near
    with contextlib.suppress(EOFError, OSError):
        try:
            survey = read_survey(path, definition, _Telling(pipe))
        except Exception as error:  # the other side decides what to say
            pipe.send(("failed", _noted(error)))
            return
        for message in _summary(survey):
            pipe.send(message)
        while True:
            asked = pipe.recv()
            if isinstance(asked, Cells):
                _send_cells(pipe, survey, asked)
            elif isinstance(asked, Call):
                pipe.send(_answer(pipe, survey, asked))


class _Telling:
    """A Progress told to the other side, once for each whole per cent, that hears STOP."""

    def __init__(self, pipe: "Pipe[Any, Any]") -> None:
        self._pipe = pipe
        self._told = -1

    def __call__(self, done: int, total: int) -> None:
        if self._pipe.poll():
            self._pipe.recv()  # nothing else is said meanwhile
            raise Cancelled
        per_cent = done * 100 // total if total > 0 else 0
        if per_cent != self._told:
            self._told = per_cent
            self._pipe.send(("progress", (done, total)))


def _answer(pipe: "Pipe[Any, Any]", survey: SurveyFile, asked: Call) -> tuple[str, Any]:
    from engage_app.services import importing

    work = getattr(importing, asked.name)
    given = dict(asked.given)
    if asked.progress:
        given["progress"] = _Telling(pipe)
    try:
        if asked.path is None:
            return "done", work(survey, **given)
        connection = database.open_existing(asked.path)
        with contextlib.closing(Workspace(asked.path, asked.officer, connection)) as workspace:
            return "done", work(workspace, asked.exercise_id, survey, **given)
    except Cancelled:
        return "cancelled", None
    except Exception as error:  # the other side decides what to say
        return "failed", _noted(error)


def _noted(error: Exception) -> Exception:
    error.add_note(traceback.format_exc())
    return error


def _summary(survey: SurveyFile) -> Iterator[tuple[str, Any]]:
    """A survey without its cells."""
    for name in LONG:
        yield from ((name, some) for some in _portions(getattr(survey, name)))
    head = replace(survey, columns=(), source_ids=(), submitted_at=(), row_numbers=(), complete=())
    yield "survey", (head, len(survey.columns))


def _send_cells(pipe: "Pipe[Any, Any]", survey: SurveyFile, asked: Cells) -> None:
    columns = survey.columns if asked.column is None else survey.columns[asked.column :][:1]
    for column in columns:
        pipe.send(("column", None))
        cells = column if asked.rows is None else [column[row] for row in asked.rows]
        for some in _portions(cells):
            pipe.send(("cells", some))
    pipe.send(("done", None))


def _portions(values: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _PORTION):
        yield list(values[start : start + _PORTION])
