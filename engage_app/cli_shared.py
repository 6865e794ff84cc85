"""What several commands need."""
# ruff: noqa: T201 - a command line prints

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from engage_app.errors import NotPossible
from engage_app.services.workspace import Workspace


def exercise_id_of(workspace: Workspace, named: str | None) -> int:
    """The exercise of that number, uid or title; where none is named, the only one.

    Raises:
        NotPossible: there is none, or several.
    """
    from engage_app.services import planning

    exercises = [summary.exercise for summary in planning.exercises(workspace)]
    matching = [
        each
        for each in exercises
        if named is None
        or named in (str(each.id), each.uid)
        or named.casefold() == each.title.casefold()
    ]
    if len(matching) == 1:
        return matching[0].id
    titles = "; ".join(f"{each.id}: {each.title}" for each in exercises) or "none"
    if not matching:
        raise NotPossible(
            f"There is no exercise “{named}” in this workspace."
            if named
            else "This workspace holds no exercise.",
            action=f"Exercises here: {titles}.",
        )
    raise NotPossible(
        "This workspace holds several exercises.", action=f"Say which with --exercise: {titles}."
    )


@contextmanager
def only_our_words() -> Iterator[None]:
    """What libraries write to standard output by themselves, below Python, goes to standard error:
    the solver of disclosure control has been seen to print a line into a JSON document."""
    try:
        out, errors = sys.__stdout__, sys.__stderr__
        given = os.dup(out.fileno()) if out else -1
    except (OSError, ValueError):  # there is no such file: nothing can be spoilt
        yield
        return
    if given < 0 or not out or not errors:
        yield
        return
    out.flush()
    os.dup2(errors.fileno(), out.fileno())
    try:
        yield
    finally:
        out.flush()
        _flush_libraries()
        os.dup2(given, out.fileno())
        os.close(given)


def _flush_libraries() -> None:
    """Write out what C libraries hold back until the end."""
    import ctypes

    try:
        ctypes.CDLL("ucrtbase" if os.name == "nt" else None).fflush(None)
    except (OSError, AttributeError):  # another C library: it isn't known to print
        return


def print_json(document: object) -> None:
    """One JSON document on standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=1))
