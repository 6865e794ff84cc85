"""The queue of comments at any size: its beginning at once, the rest when there is time.

A million comments take a second to filter, and a search for a word's first letter as long. An
officer who types or moves waits for neither: what fills the list is found within milliseconds.
"""

import contextlib
import re
import sqlite3
import unicodedata
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from engage_app.domain.filters import CommentFilter
from engage_app.progress import Cancelled, Progress
from storage.comment_conditions import (
    HOME,
    match_expression,
    of_exercise,
    searched,
    without_words,
)

SMALL = 10_000  # so many are filtered within a frame or two
BEGINNING = 200  # comments: several screens
PATIENCE = 0.012  # seconds for each way of finding the beginning
_CHECKED_EVERY = 2_000  # steps of SQLite's machine, about 0.1 ms
_AT_ONCE = 400


@dataclass(frozen=True)
class Beginning:
    """The first comments of a queue.

    Attributes:
        ids: in the order of the queue; of a search while typing, as good as exactly these.
        whole: whether they are all there are, and exactly.
    """

    ids: "array[int]"
    whole: bool


class _Enough(Exception):  # noqa: N818 - not an error
    """Time is up."""


def beginning(connection: sqlite3.Connection, exercise_id: int, wanted: CommentFilter) -> Beginning:
    """The first comments that pass, without waiting for more of them than fill a list."""
    (last,) = connection.execute("SELECT max(id) FROM comment").fetchone()
    if (last or 0) <= SMALL:
        return Beginning(every(connection, exercise_id, wanted), whole=True)
    best = Beginning(array("q"), whole=False)
    # Words typed to their end are in the search index; one just begun may be a million words.
    through = not match_expression(wanted.words) or _holding(wanted.words) is not None
    for way in (_looking_through, _by_indexes) if through else (_by_indexes,):
        found = way(connection, exercise_id, wanted)
        if found.whole or len(found.ids) >= BEGINNING:
            return found
        best = max(best, found, key=lambda each: len(each.ids))
    return best


def every(
    connection: sqlite3.Connection,
    exercise_id: int,
    wanted: CommentFilter,
    progress: Progress | None = None,
) -> "array[int]":
    """All the comments that pass, in the order they came in.

    Raises:
        Cancelled: `progress` said so; it is asked every now and then.
    """
    query, values = of_exercise(exercise_id, wanted)
    found = array("q")
    with _asking(connection, lambda: progress(0, 1) if progress else None):
        cursor = connection.execute(f"{query} ORDER BY comment.id", values)
        while some := cursor.fetchmany(5_000):
            found.extend(key for (key,) in some)
    return found


def uncoded_place(
    connection: sqlite3.Connection,
    ids: Sequence[int],
    start: int,
    stop: int,
    but: Collection[int] = (),
) -> int | None:
    """The place of the first of ids[start:stop], other than `but`, that has no accepted coding;
    None: all have."""
    for first in range(start, stop, _AT_ONCE):
        some = ids[first : min(first + _AT_ONCE, stop)]
        marks = ", ".join("?" * len(some))
        query = f"""SELECT DISTINCT comment_id FROM coding
            WHERE status = 'accepted' AND comment_id IN ({marks})"""
        coded = {key for (key,) in connection.execute(query, list(some))}
        for place, key in enumerate(some, first):
            if key not in coded and key not in but:
                return place
    return None


def few_codings(connection: sqlite3.Connection) -> bool:
    """Whether all codings are counted in an instant."""
    (last,) = connection.execute("SELECT max(id) FROM coding").fetchone()
    return (last or 0) <= SMALL


def coders(connection: sqlite3.Connection, exercise_id: int) -> list[str]:
    """Who or what put accepted codings there. Reads every coding: not for the window's thread."""
    query = """SELECT DISTINCT coder FROM coding JOIN theme ON theme.id = theme_id
        WHERE exercise_id = ? AND status = 'accepted' ORDER BY coder"""
    return [name for (name,) in connection.execute(query, [exercise_id])]


def _looking_through(
    connection: sqlite3.Connection, exercise_id: int, wanted: CommentFilter
) -> Beginning:
    """Look at one comment after the other: quick where many pass."""
    asked, values = without_words(wanted, one_by_one=True)
    holds = _holding(wanted.words)
    words = ", comment.text" if holds else ""
    query = f"SELECT comment.id{words} {_in_order(asked)}"

    def pick(some: list[tuple[int, str]]) -> Iterator[int]:
        return (row[0] for row in some if holds is None or holds(row[1]))

    found = _within_patience(connection, query, [exercise_id, *values], pick)
    # The search index has the last word on what a word is.
    return Beginning(found.ids, found.whole and holds is None)


def _by_indexes(
    connection: sqlite3.Connection, exercise_id: int, wanted: CommentFilter
) -> Beginning:
    """Begin with what was searched for, or with the rows that a condition's index names: quick
    where few pass."""
    match = match_expression(wanted.words)
    asked, values = without_words(wanted)
    if not match:
        query = f"SELECT comment.id {_in_order(asked)}"
        return _within_patience(connection, query, [exercise_id, *values])
    query = f"""SELECT comment.id FROM comment_search
        CROSS JOIN comment ON comment.id = comment_search.rowid {_response(asked)}
        WHERE comment_search MATCH ? AND {" AND ".join(["+" + HOME, *asked])}
        ORDER BY comment_search.rowid"""
    return _within_patience(connection, query, [match, exercise_id, *values])


def _in_order(asked: Sequence[str]) -> str:
    # The plus keeps SQLite from the index of questions, which would mean sorting them all first.
    where = " AND ".join(["+" + HOME, *asked])
    return f"FROM comment {_response(asked)} WHERE {where} ORDER BY comment.id"


def _response(asked: Sequence[str]) -> str:
    needed = any("response." in each for each in asked)
    return "CROSS JOIN response ON response.id = comment.response_id" if needed else ""


def _within_patience(
    connection: sqlite3.Connection,
    query: str,
    values: Sequence[object],
    pick: Callable[[list[tuple[int, str]]], Iterator[int]] | None = None,
) -> Beginning:
    """The first rows of a query, as far as it comes in time."""
    found = array("q")
    end = perf_counter() + PATIENCE

    def check() -> None:
        if perf_counter() > end:
            raise _Enough

    try:
        with _asking(connection, check):
            cursor = connection.execute(query, values)
            while some := cursor.fetchmany(50):
                found.extend(pick(some) if pick else (row[0] for row in some))
                check()
                if len(found) >= BEGINNING:
                    return Beginning(found, whole=False)
    except _Enough:
        return Beginning(found, whole=False)
    return Beginning(found, whole=True)


@contextlib.contextmanager
def _asking(connection: sqlite3.Connection, check: Callable[[], None]) -> Iterator[None]:
    """Inside, queries stop where `check` raises `Cancelled` or `_Enough`, which is raised then."""
    stopped: list[Exception] = []

    def handler() -> int:
        try:
            check()
        except (Cancelled, _Enough) as reason:
            stopped.append(reason)
        return len(stopped)

    connection.set_progress_handler(handler, _CHECKED_EVERY)
    try:
        yield
    except sqlite3.OperationalError:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _holding(words: str) -> Callable[[str], bool] | None:
    """Tells of a text whether it holds the words, nearly as the search index would; None where the
    index answers at once by itself, because nothing is only begun."""
    terms = searched(words)
    if not any(begins for _, begins in terms):
        return None
    patterns = [_pattern(term, begins=begins) for term, begins in terms]
    return lambda text: all(pattern.search(_plain(text)) for pattern in patterns)


def _pattern(term: str, *, begins: bool) -> re.Pattern[str]:
    words = r"[\W_]+".join(re.findall(r"[^\W_]+", _plain(term)))
    end = "" if begins else r"(?![^\W_])"
    return re.compile(rf"(?<![^\W_]){words}{end}")


def _plain(text: str) -> str:
    """Small letters without their marks."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(each for each in apart if not unicodedata.combining(each))
