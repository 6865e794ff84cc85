"""The records that have to be looked at one by one when a source is joined."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass, field

from storage.merging import large
from storage.merging.joining import State, join, references_of, state_of
from storage.records import Record, loaded, quiet_in, read
from storage.travelling import BY_TABLE, TRAVELLING, Travelling, Values
from storage.version_rows import GONE, Version, all_versions, versions_of

Name = tuple[str, str]
"""Table and key."""


@dataclass(slots=True)
class Entry:
    """One record, in both copies and joined.

    Attributes:
        version: our row of it, and theirs.
        before: what ours was; `after` is what theirs is.
        state: joined.
        text: the value shown, as text; what a removal took away where it is one.
        removed: whether a removal is shown.
        values: what the row is to show: `text`, but for what follows from other records.
        row_id: our row, or the one that it is going to be; 0 for none.
    """

    spec: Travelling
    key: str
    ours: Record | None
    theirs: Record | None
    version: Version | None
    their_version: Version | None
    before: State | None
    after: State | None
    state: State
    text: str
    removed: bool
    present: bool
    values: Values = field(default_factory=dict)
    quiet: Values = field(default_factory=dict)
    row_id: int = 0

    def references(self) -> list[tuple[str, str, str]]:
        """(column, table, key) of what it refers to, quiet columns included."""
        found = references_of(self.spec, self.key, self.values)
        return found + [
            (name, self.spec.references[name], key)
            for name, key in self.quiet.items()
            if key and name in self.spec.references
        ]


def entry_of(
    spec: Travelling,
    key: str,
    records: tuple[Record | None, Record | None],
    versions: tuple[Version | None, Version | None],
) -> Entry:
    """Join what the two copies have of a record."""
    ours, theirs = records
    before = state_of(spec, ours, versions[0])
    after = state_of(spec, theirs, versions[1])
    state = join(before, after)
    _, removed, text = state.shown(spec)
    values = loaded(spec, text) if text else {}
    removals = [value for gone, value in state.siblings.values() if gone]
    aside = [record.quiet for record in records if record]
    aside += [quiet_in(spec, value) for value in removals]
    quiet = {name: _least(spec, name, aside) for name in spec.quiet}
    return Entry(
        spec, key, ours, theirs, *versions, before, after, state, text, removed,
        present=bool(text) and not removed, values=values, quiet=quiet, row_id=ours.ids[0] if ours else 0,
    )  # fmt: skip


def _least(spec: Travelling, name: str, aside: Iterable[Values]) -> object:
    """The smallest of the values that copies have in a quiet column; blanks don't count."""
    blank = spec.blanks.get(name)
    told = [values[name] for values in aside if values.get(name) not in (None, blank)]
    return min(told) if told else blank


class Entries:
    """All entries of one source, by table and key."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables: dict[str, dict[str, Entry]] = {spec.table: {} for spec in TRAVELLING}

    def load(self) -> None:
        """Find the records to look at, and join them."""
        for spec in TRAVELLING:
            if spec.table in large.LARGE:
                large.find_busy(self._connection, spec)
                self._load_wanted(spec)
                self._load_rows(spec, large.differing(self._connection, spec))
            else:
                records = [self._records(spec, side) for side in large.SIDES]
                versions = [
                    all_versions(self._connection, spec.table, side) for side in large.SIDES
                ]
                self._add(spec, records, versions)
        self._load_rows(BY_TABLE["response"], large.colliding(self._connection))
        self._load_namesakes(BY_TABLE["response"])

    def add_missing(self, spec: Travelling, key: str) -> None:
        """Join a record of which no row is left in either copy."""
        versions = [versions_of(self._connection, spec.table, [key], side) for side in large.SIDES]
        self._add(spec, [{}, {}], versions)

    def load_removed(self, dots: Collection[str]) -> None:
        """Join what was removed under these dots and wasn't looked at yet."""
        chosen = "removed = ? AND dot IN (SELECT value FROM json_each(?)) AND table_name = ?"
        for spec in TRAVELLING:
            keys: set[str] = set()
            for side in large.SIDES:
                query = f"SELECT record FROM {side}.record_version WHERE {chosen}"
                parameters = [GONE, json.dumps(sorted(dots)), spec.table]
                keys.update(key for (key,) in self._connection.execute(query, parameters))
            for key in sorted(keys.difference(self._tables[spec.table])):
                self.add_missing(spec, key)

    def removed_by(self, dots: Set[str]) -> list[Entry]:
        """Those that are not there because of removals under these dots, and whose value is
        known."""
        return [
            entry
            for some in self._tables.values()
            for entry in some.values()
            if not entry.present
            and entry.removed
            and entry.text
            and dots >= {*entry.state.siblings}
        ]

    def get(self, table: str, key: str) -> Entry | None:
        """One entry, or None."""
        return self._tables[table].get(key)

    def of(self, table: str) -> list[Entry]:
        """The entries of a table, by key."""
        return [entry for _, entry in sorted(self._tables[table].items())]

    def present(self) -> list[Entry]:
        """All that are there."""
        return [each for some in self._tables.values() for each in some.values() if each.present]

    def _load_wanted(self, spec: Travelling) -> None:
        wanted = {key for (key,) in self._connection.execute("SELECT key FROM temp.wanted")}
        if not wanted:
            return
        records = []
        for side in large.SIDES:
            found = self._records(spec, side, large.rows_wanted(spec, side))
            records.append({key: record for key, record in found.items() if key in wanted})
        versions = [versions_of(self._connection, spec.table, wanted, side) for side in large.SIDES]
        self._add(spec, records, versions)

    def _load_rows(self, spec: Travelling, pairs: list[tuple[int, int]]) -> None:
        """Load the records of these rows: (ours, theirs); 0 for none."""
        keys: set[str] = set()
        for place, side in enumerate(large.SIDES):
            numbers = json.dumps([pair[place] for pair in pairs if pair[place]])
            where = "id IN (SELECT value FROM json_each(?))"
            keys.update(self._records(spec, side, where, [numbers]))
        fresh = [(key,) for key in keys if key not in self._tables[spec.table]]
        self._connection.execute("DELETE FROM temp.wanted")
        self._connection.executemany("INSERT INTO temp.wanted VALUES (?)", fresh)
        self._load_wanted(spec)

    def _load_namesakes(self, spec: Travelling) -> None:
        """Load the responses that bear a name which a response to look at has, or may get."""
        names = {
            loaded(spec, text)["source_id"]
            for entry in self.of(spec.table)
            for _, text in entry.state.siblings.values()
            if text
        }
        pairs = []
        for place, side in enumerate(large.SIDES):
            rows = self._connection.execute(
                f"""SELECT id FROM {side}.{spec.table} AS t WHERE source_id <> ''
                AND source_id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
                    SELECT 1 FROM temp.busy
                    WHERE name = ? AND side = ? AND busy.id = t.id)""",
                [json.dumps(sorted(names)), spec.table, side],
            ).fetchall()
            pairs += [(0, key) if place else (key, 0) for (key,) in rows]
        self._load_rows(spec, pairs)

    def _records(
        self, spec: Travelling, side: str, where: str = "1", parameters: list[str] | None = None
    ) -> dict[str, Record]:
        found: dict[str, Record] = {}
        for each in read(self._connection, spec, where, parameters or [], schema=side):
            if there := found.get(each.key):
                there.ids += each.ids
            else:
                found[each.key] = each
        return found

    def _add(
        self,
        spec: Travelling,
        records: Sequence[dict[str, Record]],
        versions: Sequence[dict[str, Version]],
    ) -> None:
        """Join what our side and theirs have."""
        (ours, theirs), (our_versions, their_versions) = records, versions
        for key in sorted({*ours, *theirs, *our_versions, *their_versions}):
            self._tables[spec.table][key] = entry_of(
                spec,
                key,
                (ours.get(key), theirs.get(key)),
                (our_versions.get(key), their_versions.get(key)),
            )
        if spec.table not in large.LARGE:
            return
        for side, some in zip(large.SIDES, records, strict=True):
            self._connection.executemany(
                "INSERT INTO temp.busy (side, name, id, key) VALUES (?, ?, ?, ?)",
                (
                    (side, spec.table, number, record.key)
                    for record in some.values()
                    for number in record.ids
                ),
            )
