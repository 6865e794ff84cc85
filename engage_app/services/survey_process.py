"""A large survey file, held by a process of its own so that the window's never stands still.

Reading and importing take calls into C that hold the interpreter's lock for tenths of a second:
decoding 40 MB, counting 100,000 answers, letting go of 2,000,000 cells. So the cells stay in that
process, and come over only where somebody looks at them. Its own side: `survey_server`.
"""

import contextlib
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any, overload

from engage_app.errors import SurveyFileError
from engage_app.progress import Cancelled, Progress, no_progress
from engage_app.services.survey_server import LONG, STOP, Call, Cells, serve
from storage.surveys import cells
from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile

LARGE = 1_000_000  # bytes; a smaller file is read sooner than a process is started
_A_LOOK = 0.1  # seconds between two looks whether to stop
_PATIENCE = 10.0  # seconds in which the process should stop when it was asked to


class ProcessEnded(Exception):  # noqa: N818 - what happened
    """The process was ended before it answered: from outside, or as it wouldn't stop."""


class SurveyProcess:
    """The process that holds a survey. One thread talks with it at a time; the others wait."""

    def __init__(self, path: Path, definition: Path | None) -> None:
        self.name = path.name
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=serve, args=(theirs, path, definition), daemon=True, name=f"survey {path.name}"
        )
        self._process.start()
        theirs.close()
        self._lock = Lock()
        self._unwanted = False
        self._last: tuple[int, cells.Cells] | None = None

    def survey(self, progress: Progress) -> SurveyFile:
        """What it has read.

        Raises:
            SurveyFileError, FileInUse: as `importing.inspect`.
            ProcessEnded: it was.
        """
        long: dict[str, list[Any]] = {name: [] for name in LONG}
        with self._talking():
            for kind, what in self._heard(progress):
                if kind == "survey":
                    head, width = what
                    rest = {name: tuple(values) for name, values in long.items()}
                    length = len(rest["source_ids"])
                    columns = tuple(FarColumn(self, index, length) for index in range(width))
                    whole: SurveyFile = replace(head, columns=columns, **rest)
                    whole.span  # noqa: B018 - looked for here, not when the window asks for it
                    return whole
                long[kind] += what
        raise ProcessEnded

    def column(self, index: int) -> cells.Cells:
        """The cells of a column; the last one that was asked for is at hand.

        Raises:
            SurveyFileError: the process was ended.
        """
        if self._last is None or self._last[0] != index:
            self._last = index, cells.Cells(self._cells(Cells(index))[0])
        return self._last[1]

    def rows(self, rows: Sequence[int]) -> tuple[list[str], ...]:
        """The cells of some responses, column by column.

        Raises:
            SurveyFileError: the process was ended.
        """
        return tuple(self._cells(Cells(rows=rows)))

    def call(self, asked: Call, progress: Progress = no_progress) -> Any:
        """What a function finds or does there.

        Raises:
            Cancelled: progress said so, and it left no trace.
            ProcessEnded: it was; whether it was done by then is for the caller to find out.
            Exception: whatever the function raises.
        """
        with self._talking():
            self._pipe.send(asked)
            for kind, what in self._heard(_Stopping(progress, self._stop)):
                if kind == "cancelled":
                    raise Cancelled
                if kind == "done":
                    return what
        raise ProcessEnded

    def end(self) -> None:
        """End the process; not before it has answered what it was asked."""
        self._unwanted = True
        if self._lock.acquire(blocking=False):
            try:
                self._process.kill()
                self._pipe.close()
            finally:
                self._lock.release()

    def wait(self) -> None:
        """Wait until the process is gone."""
        self._process.join()

    def __del__(self) -> None:
        with contextlib.suppress(AttributeError, OSError, ValueError):  # it never began
            self.end()

    def _stop(self, asked: float) -> None:
        """Ask it to stop; the time it was asked first, or 0."""
        if not asked:
            self._pipe.send(STOP)
        elif time.monotonic() - asked > _PATIENCE:
            self._process.kill()

    def _cells(self, asked: Cells) -> list[list[str]]:
        columns: list[list[str]] = []
        try:
            with self._talking():
                self._pipe.send(asked)
                for kind, what in self._heard(no_progress):
                    if kind == "done":
                        return columns
                    if kind == "column":
                        columns.append([])
                    else:
                        columns[-1] += what
        except ProcessEnded as error:
            raise ended(self.name, "Reading") from error
        return columns

    def _heard(self, progress: Progress) -> Iterator[tuple[str, Any]]:
        """Message by message what it says; what it raised is raised here."""
        done = (0, 0)
        while True:
            progress(*done)
            if self._pipe.poll(_A_LOOK):
                kind, what = self._pipe.recv()
                if kind == "failed":
                    raise what
                if kind == "progress":
                    done = what
                else:
                    yield kind, what

    @contextlib.contextmanager
    def _talking(self) -> Iterator[None]:
        try:
            with self._lock:
                yield
        except (EOFError, OSError) as error:
            raise ProcessEnded from error
        finally:
            if self._unwanted:
                self.end()


class _Stopping:
    """A Progress that doesn't raise Cancelled but asks the process to stop."""

    def __init__(self, progress: Progress, stop: Callable[[float], None]) -> None:
        self._progress = progress
        self._stop = stop
        self._asked = 0.0

    def __call__(self, done: int, total: int) -> None:
        try:
            self._progress(done, total)
        except Cancelled:
            self._stop(self._asked)
            self._asked = self._asked or time.monotonic()


class FarColumn(Sequence[str]):
    """A column whose cells come over when somebody asks for them."""

    def __init__(self, process: SurveyProcess, index: int, length: int) -> None:
        self.process = process
        self._index = index
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        return self.process.column(self._index)[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self.process.column(self._index))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def inspect_apart(
    path: Path, progress: Progress = no_progress, *, definition: Path | None = None
) -> SurveyFile:
    """As `importing.inspect`, for a window's job: a large file is read in another process, which
    holds its cells until `let_go`.

    Raises:
        SurveyFileError: also where that process was ended from outside.
    """
    try:
        small = path.stat().st_size < LARGE
    except OSError:
        small = True  # the reader says what is the matter
    if small:
        return read_survey(path, definition, progress)
    process = SurveyProcess(path, definition)
    try:
        return process.survey(progress)
    except BaseException as error:
        process.end()
        process.wait()
        if isinstance(error, ProcessEnded):
            raise ended(path.name, "Reading") from error
        raise


def process_of(survey: SurveyFile) -> SurveyProcess | None:
    """The process that holds a survey's cells; None where they are here."""
    first = survey.columns[0] if survey.columns else None
    return first.process if isinstance(first, FarColumn) else None


def let_go(survey: SurveyFile) -> None:
    """The survey isn't wanted any more: end the process that holds it, where there is one."""
    if process := process_of(survey):
        process.end()


def rows_of(survey: SurveyFile, rows: Sequence[int]) -> tuple[list[str], ...]:
    """The cells of some responses, column by column.

    Args:
        rows: their indexes.

    Raises:
        SurveyFileError: the process that holds them was ended.
    """
    if process := process_of(survey):
        return process.rows(rows)
    return tuple([column[row] for row in rows] for column in survey.columns)


def ended(name: str, what: str) -> SurveyFileError:
    """What is said where the process was ended from outside."""
    return SurveyFileError(
        f"{what} “{name}” was ended from outside before it was done.",
        action="Nothing was saved. Choose the file again; close other programs if memory is short.",
    )
