"""A population is one thing: where its figures are from, and the figures.

They are kept as a record of the source and one for each choice. Whatever is loaded in one action
has the versions of one dot, so that of two populations loaded on two laptops each record shows the
same one; here they are asked about, and settled, as one.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from storage.merging import conflicts as records
from storage.merging.conflicts import Conflict
from storage.merging.joining import State, changed_state
from storage.records import loaded, read
from storage.trail import Action
from storage.travelling import BY_TABLE, Values
from storage.version_rows import versions_of

_SOURCE, _COUNT = BY_TABLE["population_source"], BY_TABLE["population_count"]
_PEOPLE = "people"
_UNCHANGED = "0-"
"""What the dot of a record begins with that was never changed: it tells nothing of others."""


def as_one(connection: sqlite3.Connection, found: Sequence[Conflict]) -> list[Conflict]:
    """Conflicts with one for each population in the place of those of its records: its value has
    the figures in words besides, as `people`."""
    joined: list[Conflict] = []
    whole: dict[str, Conflict | None] = {}
    for each in found:
        if each.table not in (_SOURCE.table, _COUNT.table):
            joined.append(each)
            continue
        question = _question(connection, each)
        if question not in whole:
            whole[question] = _population(connection, question)
            joined += filter(None, [whole[question]])
        population = whole[question]
        if population is None or not each.versions.keys() <= population.versions.keys():
            joined.append(each)
    return joined


def settle(action: Action, conflict: Conflict, dot: str) -> None:
    """Let one of the populations be the only one: its source and its figures, and no others."""
    chosen = conflict.versions[dot]
    counts = _counts(action.connection, conflict.key)
    if chosen is not None:
        chosen = {name: value for name, value in chosen.items() if name != _PEOPLE}
    records.settle(action, replace(conflict, versions={dot: chosen}), dot)
    for _, row_id, state in counts:
        gone, text = state.siblings.get(dot, (True, ""))
        if gone:
            action.delete_by(_COUNT.table, "id", [row_id])
        else:
            action.update(_COUNT.table, row_id, {"people": loaded(_COUNT, text)["people"]})
            action.settle(_COUNT.table, row_id)


def is_population(conflict: Conflict) -> bool:
    """Whether it is one of those that `as_one` has put together."""
    return conflict.table == _SOURCE.table and any(
        _PEOPLE in (values or {}) for values in conflict.versions.values()
    )


def _question(connection: sqlite3.Connection, conflict: Conflict) -> str:
    """The uid of the question that a record is of."""
    if conflict.table == _SOURCE.table:
        return conflict.key
    query = """SELECT q.uid FROM choice AS c JOIN question AS q ON q.id = c.question_id
        WHERE c.uid = ?"""
    return str(connection.execute(query, [conflict.key]).fetchone()[0])


def _population(connection: sqlite3.Connection, question: str) -> Conflict | None:
    """The conflict of a question's population; None where its records must be asked about one by
    one, as they came from no one loading."""
    where = "question_id IN (SELECT id FROM question WHERE uid = ?)"
    source = next(read(connection, _SOURCE, where, [question]), None)
    version = versions_of(connection, _SOURCE.table, [question]).get(question)
    if source is None or version is None:
        return None
    state = changed_state(_SOURCE, source, version)
    if len(state.siblings) < 2 or any(dot.startswith(_UNCHANGED) for dot in state.siblings):
        return None
    shown, *_ = state.shown(_SOURCE)
    counts = _counts(connection, question)
    versions = {dot: _told(state, counts, dot) for dot in sorted(state.siblings, reverse=True)}
    if all(value == versions[shown] for value in versions.values()):
        return None
    versions = {shown: versions.pop(shown), **versions}
    return Conflict(_SOURCE.table, question, source.ids[0], used=False, versions=versions)


def _told(state: State, counts: Sequence[tuple[str, int, State]], dot: str) -> Values | None:
    """What one of the populations says; None where it was removed."""
    gone, text = state.siblings[dot]
    if gone:
        return None
    people = []
    for label, _, count in counts:
        without, figure = count.siblings.get(dot, (True, ""))
        if not without:
            people.append(f"{label}: {loaded(_COUNT, figure)['people']:,g}")
    return {**loaded(_SOURCE, text), _PEOPLE: "; ".join(people)}


def _counts(connection: sqlite3.Connection, question: str) -> list[tuple[str, int, State]]:
    """Label of the choice, row and state of each figure that is there, in the order of the
    choices."""
    rows = connection.execute(
        """SELECT c.uid, c.label FROM choice AS c JOIN question AS q ON q.id = c.question_id
        WHERE q.uid = ? ORDER BY c.sort, c.id""",
        [question],
    ).fetchall()
    keys = [key for key, _ in rows]
    where = "choice_id IN (SELECT id FROM choice WHERE uid IN (SELECT value FROM json_each(?)))"
    there = {each.key: each for each in read(connection, _COUNT, where, [json.dumps(keys)])}
    versions = versions_of(connection, _COUNT.table, keys)
    return [
        (label, there[key].ids[0], changed_state(_COUNT, there[key], versions[key]))
        for key, label in rows
        if key in there and key in versions
    ]
