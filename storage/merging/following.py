"""What follows for a source's entries from each other: what comes back, loops, names."""

import json
import sqlite3
from collections.abc import Iterable

from storage.merging import large
from storage.merging.effects import TREES, UNIQUE, Scoped, cut_loops, told_apart
from storage.merging.entries import Entries, Entry, Name
from storage.merging.joining import references_of
from storage.records import loaded
from storage.travelling import BY_TABLE, REFERRED


class Following:
    """Applies the effects to entries.

    Args:
        connection: with the source attached.
        entries: all that have to be looked at.
    """

    def __init__(self, connection: sqlite3.Connection, entries: Entries) -> None:
        self._connection = connection
        self._entries = entries
        self._elsewhere: dict[Name, bool] = {}

    def apply(self) -> None:
        """Work out what each record is to show."""
        self._bring_back(self._used_by_others())
        dots: set[str] = set()
        while (refused := self._removals_refused()) != dots or self._went_with(dots):
            self._entries.load_removed(refused - dots)
            dots = refused
            self._bring_back(self._went_with(dots))
        self._loosen()
        for table in TREES:
            self._cut_loops(table)
        for table in UNIQUE:
            self._tell_apart(table)

    def is_there(self, table: str, key: str) -> bool:
        """Whether a record is present once the copies are joined."""
        entry = self._entries.get(table, key)
        if entry is not None:
            return entry.present
        name = (table, key)
        if name not in self._elsewhere:
            query = f"""SELECT EXISTS (SELECT 1 FROM main.{table} WHERE uid = ?)
                OR EXISTS (SELECT 1 FROM src.{table} WHERE uid = ?)"""
            (found,) = self._connection.execute(query, [key, key]).fetchone()
            self._elsewhere[name] = bool(found)
        return self._elsewhere[name]

    def _used_by_others(self) -> list[Entry]:
        """Removed records that rows nobody has to look at refer to."""
        found: list[Entry] = []
        for table in sorted(REFERRED):
            removed = [entry for entry in self._entries.of(table) if not entry.present]
            for side in large.SIDES:
                rows = {
                    record.ids[0]: entry
                    for entry in removed
                    if (record := entry.ours if side == "main" else entry.theirs)
                }
                if rows:
                    ids = json.dumps(list(rows))
                    used = large.used_rows(self._connection, table, side, ids)
                    found += [rows[key] for key in used]
        return found

    def _removals_refused(self) -> set[str]:
        """The dots of removals that didn't come about: what they took is present."""
        return {
            dot
            for entry in self._entries.present()
            if len(entry.state.siblings) > 1 or entry.removed
            for dot, (gone, _) in entry.state.siblings.items()
            if gone
        }

    def _went_with(self, dots: set[str]) -> list[Entry]:
        """What was removed together with something that is present, and by nothing else: a
        response's comments and answers with the response."""
        found = []
        for entry in self._entries.removed_by(dots):
            values = loaded(entry.spec, entry.text)
            theirs = {
                dot
                for _, table, key in references_of(entry.spec, entry.key, values)
                if (owner := self._entries.get(table, key)) and owner.present
                for dot, (gone, _) in owner.state.siblings.items()
                if gone
            }
            if theirs.issuperset(entry.state.siblings):
                found.append(entry)
        return found

    def _bring_back(self, used: Iterable[Entry]) -> None:
        """Let what is removed but still used be there after all, and what that uses."""
        waiting = self._entries.present()
        for entry in used:
            self._return(entry, waiting)  # and what it refers to, below
        while waiting:
            entry = waiting.pop()
            for column, table, key in entry.references():
                if column in entry.spec.loose or self.is_there(table, key):
                    continue
                if self._entries.get(table, key) is None:
                    self._entries.add_missing(BY_TABLE[table], key)
                if target := self._entries.get(table, key):
                    self._return(target, waiting)

    def _return(self, entry: Entry, waiting: list[Entry]) -> None:
        if entry.present or not entry.text:
            return
        entry.present = True
        entry.values = loaded(entry.spec, entry.text)
        waiting.append(entry)

    def _loosen(self) -> None:
        for entry in self._entries.present():
            for column, table, key in entry.references():
                if column in entry.spec.loose and not self.is_there(table, key):
                    entry.values[column] = None

    def _cut_loops(self, table: str) -> None:
        present = {entry.key: entry for entry in self._entries.of(table) if entry.present}
        for key in cut_loops({key: each.values["parent_id"] for key, each in present.items()}):
            present[key].values["parent_id"] = None

    def _tell_apart(self, table: str) -> None:
        scope, name = UNIQUE[table]
        present = {
            entry.key: entry
            for entry in self._entries.of(table)
            if entry.present and entry.values[name]
        }
        named = {key: (each.values[scope], each.values[name]) for key, each in present.items()}
        for key, fresh in told_apart(named, lambda scoped: self._borne(table, scoped)).items():
            present[key].values[name] = fresh

    def _borne(self, table: str, scoped: Scoped) -> bool:
        """Whether a row that nobody has to look at bears a name already."""
        if table not in large.LARGE:
            return False
        scope, name = UNIQUE[table]
        owner = BY_TABLE[table].references[scope]
        return any(
            self._connection.execute(
                f"""SELECT 1 FROM {side}.{table} AS t
                JOIN {side}.{owner} AS owner ON owner.id = t.{scope}
                WHERE owner.uid = ? AND t.{name} = ? AND NOT EXISTS (
                    SELECT 1 FROM temp.busy WHERE name = ? AND side = ? AND busy.id = t.id)""",
                [*scoped, table, side],
            ).fetchone()
            for side in large.SIDES
        )
