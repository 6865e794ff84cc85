"""Joining one source, attached as `src`, into the workspace."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from storage import covered_words
from storage.merging import large
from storage.merging.applying import Applying, Written
from storage.merging.entries import Entries
from storage.merging.following import Following
from storage.pausing import without_collecting
from storage.trail import Action
from storage.travelling import TRAVELLING

STEPS = len(TRAVELLING) + 1
"""How often `join_source` reports."""


@contextlib.contextmanager
def attached(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Inside, the file at `path` can be read as `src`. Not within a transaction."""
    connection.execute("ATTACH ? AS src", [str(path)])
    try:
        yield
    finally:
        connection.execute("DETACH src")


@without_collecting()
def join_source(action: Action, step: Callable[[], None]) -> Written:
    """Join the attached source into the workspace, as part of an action that joins.

    Args:
        action: after `joins`.
        step: called STEPS times.
    """
    connection = action.connection
    large.prepare(connection)
    covered_words.remember(connection, large.SIDES)
    try:
        for spec in TRAVELLING:
            large.map_ids(connection, spec.table)
        entries = Entries(connection)
        entries.load()
        Following(connection, entries).apply()
        step()
        applying = Applying(action, entries, step)
        applying.write()
        covered_words.note(connection)
    finally:
        covered_words.forget(connection)
        large.discard(connection)
    return applying.written
