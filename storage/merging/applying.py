"""Writing what two copies are together: entries one by one, all other records in bulk."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.identifiers import new_uid
from storage.merging import large
from storage.merging.effects import UNIQUE
from storage.merging.entries import Entries, Entry, Name
from storage.records import ROWS, canonical, implicit_dot
from storage.redactions import look_again
from storage.trail import VERSIONS, Action
from storage.travelling import TRAVELLING, Travelling, Values
from storage.version_rows import BACK, GONE, Version

_OTHER_USERS = {"exercise": ("import_profile", "exercise_id")}
"""What doesn't travel and refers to what does."""


@dataclass
class Written:
    """How many records of each table one source brought, changed and took away."""

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)


class Applying:
    """Writes the joined state of one source into the workspace.

    Args:
        action: that joins; nothing it writes makes a version.
        entries: with their effects.
        step: called after each table.
    """

    def __init__(self, action: Action, entries: Entries, step: Callable[[], None]) -> None:
        self._action = action
        self._connection: sqlite3.Connection = action.connection
        self._entries = entries
        self._step = step
        self._ids: dict[Name, int] = {}
        self.written = Written()

    def write(self) -> None:
        """Write everything: what goes first, then each table after those it refers to."""
        self._action.defer_references()
        self._lose_equality_keys()
        for spec in reversed(TRAVELLING):
            self._take_away(spec)
        for spec in TRAVELLING:
            some = [entry for entry in self._entries.of(spec.table) if entry.present]
            self._number(spec, some)
            self._update(spec, [entry for entry in some if entry.ours])
            self._insert(spec, [entry for entry in some if not entry.ours])
            if spec.table in large.LARGE:
                self._note(spec.table, *large.bring_in(self._connection, spec))
            large.map_ids(self._connection, spec.table)
            self._write_versions(spec)
            self._step()

    def _note(self, table: str, first: int, last: int) -> None:
        if last >= first:
            self._action.note_added(table, first, last)
            if table != VERSIONS:
                self.written.added[table] += last - first + 1

    def _lose_equality_keys(self) -> None:
        """Of a respondent who has an equality key in each copy the smaller one stays, and with it
        its answers."""
        lost = set()
        for entry in self._entries.of("respondent"):
            for record in (entry.ours, entry.theirs):
                key = record and record.quiet["equality_key"]
                if key and key != entry.quiet["equality_key"]:
                    lost.add(key)
        self._connection.execute("DELETE FROM temp.lost")
        self._connection.executemany("INSERT INTO temp.lost VALUES (?)", ((key,) for key in lost))
        for entry in self._entries.of("equality_answer"):
            if entry.key.partition(" ")[0] in lost:
                entry.present = False
        gone = self._action.delete_where(
            "equality_answer", "equality_key IN (SELECT equality_key FROM temp.lost)"
        )
        self.written.removed["equality_answer"] += gone

    def _take_away(self, spec: Travelling) -> None:
        gone = [each for each in self._entries.of(spec.table) if each.ours and not each.present]
        ids = [key for entry in gone if entry.ours for key in entry.ours.ids]
        if user := _OTHER_USERS.get(spec.table):
            self._action.delete_by(*user, ids)
        self._action.delete_by(spec.table, "id", ids)
        self.written.removed[spec.table] += len(gone)

    def _number(self, spec: Travelling, some: Sequence[Entry]) -> None:
        """Give ids to the records that come, before anything refers to them."""
        query = f"SELECT coalesce(max(id), 0) FROM {spec.table}"
        (highest,) = self._connection.execute(query).fetchone()
        for entry in some:
            if not entry.row_id:
                highest += 1
                entry.row_id = highest
            if spec.has_uid:
                self._ids[spec.table, entry.key] = entry.row_id

    def _update(self, spec: Travelling, some: Sequence[Entry]) -> None:
        changed = [entry for entry in some if entry.ours and self._differs(entry)]
        if spec.several:
            self._update_several(spec, changed)
        elif changed:
            self._vacate(spec, changed)
            rows = {entry.row_id: self._row(entry) for entry in changed}
            self._action.update_many(spec.table, rows)
            self._carry(spec, changed)
        self.written.changed[spec.table] += len(changed)

    def _differs(self, entry: Entry) -> bool:
        ours = entry.ours
        return ours is not None and (ours.values, ours.quiet) != (entry.values, entry.quiet)

    def _vacate(self, spec: Travelling, changed: Sequence[Entry]) -> None:
        """Give up names that others of these records are going to bear."""
        if spec.table not in UNIQUE:
            return
        _, name = UNIQUE[spec.table]
        renamed = [
            entry
            for entry in changed
            if entry.ours and entry.ours.values[name] != entry.values[name]
        ]
        self._action.update_many(
            spec.table, {entry.row_id: {name: f"\x1f{entry.key}"} for entry in renamed}
        )

    def _update_several(self, spec: Travelling, changed: Sequence[Entry]) -> None:
        ids = [key for entry in changed if entry.ours for key in entry.ours.ids]
        self._action.delete_by(spec.table, "id", ids)
        self._insert_several(spec, changed)

    def _insert_several(self, spec: Travelling, some: Sequence[Entry]) -> None:
        names = (*spec.key, *spec.rows_columns)
        rows = []
        for entry in some:
            owners = zip(spec.key, entry.key.split(" "), strict=True)
            key = [self._id(spec.references[name], owner) for name, owner in owners]
            for row in entry.values[ROWS]:
                values = zip(spec.rows_columns, row, strict=True)
                rows.append((*key, *(self._stored(spec, name, value) for name, value in values)))
        self._action.insert_many(spec.table, names, rows)

    def _insert(self, spec: Travelling, some: Sequence[Entry]) -> None:
        if not some:
            return
        if spec.several:
            self._insert_several(spec, some)
        else:
            identity = spec.has_uid or spec.table == "coding"
            names = ("id", *(["uid"] if identity else []), *spec.stored_columns)
            extra = ("sentiment", "compound") if spec.table == "comment" else ()
            marks = ", ".join("?" * (len(names) + len(extra)))
            self._connection.executemany(
                f"INSERT INTO {spec.table} ({', '.join((*names, *extra))}) VALUES ({marks})",
                (self._whole(spec, entry, identity=identity) for entry in some),
            )
            self._action.note_added(spec.table, some[0].row_id, some[-1].row_id)
        self.written.added[spec.table] += len(some)

    def _whole(self, spec: Travelling, entry: Entry, *, identity: bool) -> list[Any]:
        row = self._row(entry)
        values: list[Any] = [entry.row_id]
        if identity:
            values.append(entry.key if spec.has_uid else new_uid())
        values += [row[name] for name in (*spec.blanks, *spec.references)]
        if spec.content:
            values.append(self._content(spec, entry))
        return values + (self._tone(entry) if spec.table == "comment" else [])

    def _row(self, entry: Entry) -> Values:
        """The columns of a record as stored, but for its id, uid and content."""
        spec = entry.spec
        values = {**entry.values, **entry.quiet}
        return {
            name: self._stored(spec, name, values.get(name, spec.blanks.get(name)))
            for name in (*spec.blanks, *spec.references)
        }

    def _stored(self, spec: Travelling, name: str, value: Any) -> Any:
        table = spec.references.get(name)
        return self._id(table, value) if table and value is not None else value

    def _id(self, table: str, key: str) -> int | None:
        name = (table, key)
        if name not in self._ids:
            query = f"SELECT id FROM main.{table} WHERE uid = ?"
            row = self._connection.execute(query, [key]).fetchone()
            if row is None:
                return None
            self._ids[name] = row[0]
        return self._ids[name]

    def _content(self, spec: Travelling, entry: Entry) -> bytes:
        """The bytes of a record that comes; empty where no copy has them any more."""
        query = f"SELECT {spec.content} FROM src.{spec.table} WHERE uid = ?"
        row = self._connection.execute(query, [entry.key]).fetchone()
        return row[0] if row else b""

    def _tone(self, entry: Entry) -> list[Any]:
        """The machine's sentiment of the same words, where the source has it."""
        row = self._connection.execute(
            "SELECT sentiment, compound FROM src.comment WHERE uid = ? AND text = ?",
            [entry.key, entry.values["text"]],
        ).fetchone()
        return list(row) if row else [None, None]

    def _carry(self, spec: Travelling, changed: Sequence[Entry]) -> None:
        """With other words comes their own sentiment, or none yet; personal details in them are
        looked for again."""
        if spec.table != "comment":
            return
        reworded = [e for e in changed if e.ours and e.ours.values["text"] != e.values["text"]]
        tones = {
            entry.row_id: dict(zip(("sentiment", "compound"), self._tone(entry), strict=True))
            for entry in reworded
        }
        self._action.update_many("comment", tones)
        for entry in reworded:
            look_again(self._connection, entry.row_id)

    def _write_versions(self, spec: Travelling) -> None:
        fresh: list[tuple[Any, ...]] = []
        changed: dict[int, Values] = {}
        for entry in self._entries.of(spec.table):
            version = version_of(entry)
            if version is None:
                continue
            if entry.version is None:
                fresh.append((spec.table, entry.key, *version.row().values()))
            elif entry.before != entry.state or _told(entry.version) != _told(version):
                changed[entry.version.id] = version.row()
        names = ("table_name", "record", "dot", "seen", "base", "siblings", "held", "removed")
        self._action.insert_many(VERSIONS, names, fresh)
        self._action.update_many(VERSIONS, changed)
        self._note(VERSIONS, *large.bring_versions(self._connection, spec.table))


def _told(version: Version) -> tuple[str, str, int]:
    return version.dot, version.held, version.removed


def version_of(entry: Entry) -> Version | None:
    """The version row that a joined record needs; None where it was never changed and shows what it
    holds."""
    dot, removed, text = entry.state.shown(entry.spec)
    shows = entry.present and canonical(entry.spec, entry.values) == text
    unchanged = implicit_dot(text) == dot and entry.state.seen == {dot}
    if entry.version is None and unchanged and (shows or entry.spec.secret):
        return None
    beside = [(each, *entry.state.siblings[each]) for each in entry.state.siblings if each != dot]
    before = entry.state.seen.difference(entry.state.siblings)
    held = "" if shows and not removed else text
    gone = (BACK if entry.present else GONE) if removed else 0
    theirs = entry.their_version
    if theirs and entry.state == entry.after and (theirs.held, theirs.removed) == (held, gone):
        return theirs  # word for word: next time it is seen to be the same at once
    return Version(0, entry.spec.table, entry.key, dot, before, "", beside, held, gone)
