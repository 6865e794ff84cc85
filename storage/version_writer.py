"""Writing versions: a new dot in the place of the ones it has seen."""

import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from storage.records import Record, canonical, implicit_dot, loaded, with_base
from storage.rows import Row
from storage.travelling import Travelling
from storage.version_rows import BACK, FIELDS, Version, versions_of

_AT_ONCE = 5_000  # records
Images = Callable[[list[Row], list[Row]], None]


class VersionWriter:
    """Writes the versions of one action, all under one dot.

    Args:
        connection: in the action's transaction.
        images: told what records with more than one version were and are: undo needs it.
    """

    def __init__(self, connection: sqlite3.Connection, images: Images) -> None:
        self.connection = connection
        self._images = images
        self._mark = secrets.token_hex(6)
        self._now = time.time_ns() // 1_000_000

    @property
    def dot(self) -> str:
        """This action's: its moment in milliseconds, and at random."""
        return f"{self._now:011x}-{self._mark}"

    def supersede(self, spec: Travelling, records: Iterable[Record], *, removed: bool) -> None:
        """A new version in the place of each record as it was; of one that came in this same
        action only where it has a version.

        Args:
            records: as they were, very many perhaps; those without `ids` came in this action.
        """
        left = iter(records)
        while some := list(islice(left, _AT_ONCE)):
            self._supersede_some(spec, some, removed=removed)

    def _supersede_some(
        self, spec: Travelling, records: Sequence[Record], *, removed: bool
    ) -> None:
        there = versions_of(self.connection, spec.table, [each.key for each in records])
        kept = removed and not spec.secret
        fresh = []
        for record in records:
            if row := there.get(record.key):
                self.renew(spec, row, record, removed=removed)
            elif record.ids:
                text = canonical(spec, record.values)
                held = canonical(spec, record.values, record.quiet) if record.quiet else text
                told = (self.dot, implicit_dot(text), held if kept else "", int(removed))
                fresh.append((spec.table, record.key, *told))
        self.connection.executemany(
            "INSERT INTO record_version (table_name, record, dot, seen, held, removed)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            fresh,
        )

    def stayed(self, spec: Travelling, keys: Iterable[str]) -> None:
        """Of records that were taken for removed something is left: they are changed."""
        self.connection.execute(
            """UPDATE record_version SET removed = 0, held = '' WHERE table_name = ? AND dot = ?
            AND removed AND record IN (SELECT value FROM json_each(?))""",
            [spec.table, self.dot, json.dumps(list(keys))],
        )

    def come_back(self, spec: Travelling, records: list[Record]) -> None:
        """Rows came under keys that may have a version: of something removed, or changed."""
        keys = json.dumps([each.key for each in records])
        chosen = "table_name = ? AND record IN (SELECT value FROM json_each(?)) AND siblings"
        odd = self.connection.execute(
            f"SELECT {FIELDS} FROM record_version WHERE {chosen} <> ''", [spec.table, keys]
        ).fetchall()
        self.connection.execute(
            f"""UPDATE record_version SET dot = ?, removed = 0, held = '', base = '',
                seen = CASE dot WHEN ? THEN seen ELSE trim(seen || ' ' || dot) END
            WHERE {chosen} = ''""",
            [self.dot, self.dot, spec.table, keys],
        )
        for row in odd:
            self.renew(spec, Version.of(row), None, removed=False)

    def renew(
        self, spec: Travelling, row: Version, record: Record | None, *, removed: bool
    ) -> None:
        """A new dot in the place of the one shown.

        Args:
            record: as it was; None where it was gone and is there again.
        """
        before = row.held or (canonical(spec, record.values) if record else "")
        fresh = self.renewed(row, "" if removed else before)
        fresh.removed, fresh.held = int(removed), row.held if record else ""
        if record and row.base:
            first = with_base(loaded(spec, before), row.base)
            fresh.base = ""
            fresh.seen |= {implicit_dot(canonical(spec, first))}
        if removed:
            fresh.seen |= {dot for dot, _, _ in fresh.siblings}
            fresh.siblings, fresh.dot = [], self.dot  # the same for all that goes together
            shown = canonical(spec, record.values, record.quiet) if record else ""
            fresh.held = "" if spec.secret else row.held or shown
        self.rewrite(row, fresh)

    def renewed(self, row: Version, before: str) -> Version:
        """With a new dot; what stands beside it stays, but for what says the same as it did."""
        beside = [each for each in row.siblings if each[2] != before]
        dropped = {dot for dot, _, _ in row.siblings} - {dot for dot, _, _ in beside}
        seen, dot = row.seen | dropped, row.dot
        if not dot.endswith(self._mark):  # else changed in this action already
            seen |= {dot}
            dot = self._later_than(dot for dot, _, _ in beside)
        return replace(row, dot=dot, seen=seen, siblings=beside)

    def settle(self, spec: Travelling, record: Record) -> None:
        """What a record is takes the place of every version that stands beside it."""
        key = record.key
        for row in versions_of(self.connection, spec.table, [key]).values():
            self.renew(spec, row, record, removed=False)
            (now,) = versions_of(self.connection, spec.table, [key]).values()
            dots = {dot for dot, _, _ in now.siblings}
            dot = now.dot if now.dot >= max(dots, default="") else self._later_than(dots)
            alone = replace(now, dot=dot, seen=now.seen | dots, siblings=[], held="")
            self.rewrite(now, alone, tell=False)
            self._tell(row, alone)

    def put_beside(self, rows: Sequence[Row]) -> None:
        """Undoing: what stood beside a record, or its having been removed, is so again; under new
        dots, for the old ones were seen to go, and the same for what had the same."""
        renamed: dict[str, str] = {}

        def again(dot: str) -> str:
            return renamed.setdefault(dot, f"{self._now - 1:011x}-{self._mark}{len(renamed)}")

        for image in rows:
            query = f"SELECT {FIELDS} FROM record_version WHERE id = ?"
            row = Version.of(self.connection.execute(query, [image["id"]]).fetchone())
            fresh = self.renewed(row, "")
            fresh.held, fresh.removed = image["held"], image["removed"]
            fresh.siblings = [
                (again(dot), bool(gone), text)
                for dot, gone, text in json.loads(image["siblings"] or "[]")
            ]
            if fresh.removed == BACK:
                fresh.dot = again(image["dot"])
            self.rewrite(row, fresh)

    def rewrite(self, old: Version, new: Version, *, tell: bool = True) -> None:
        """Put one version in the place of another of the same record."""
        before, after = old.row(), new.row()
        assignments = ", ".join(f"{name} = ?" for name in after)
        self.connection.execute(
            f"UPDATE record_version SET {assignments} WHERE id = ?", [*after.values(), old.id]
        )
        if tell and before["siblings"] != after["siblings"]:
            self._tell(old, new)

    def _later_than(self, dots: Iterable[str]) -> str:
        """This action's dot, or one that follows those of a laptop whose clock is ahead."""
        latest = max((int(dot.partition("-")[0], 16) for dot in dots), default=0)
        return f"{max(self._now, latest + 1):011x}-{self._mark}"

    def _tell(self, old: Version, new: Version) -> None:
        names = ("dot", "siblings", "held", "removed")
        before, after = old.row(), new.row()
        self._images(
            [{"id": old.id, **{name: before[name] for name in names}}],
            [{"id": old.id, **{name: after[name] for name in names}}],
        )
