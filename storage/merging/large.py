"""Tables that may hold hundreds of thousands of rows: which of their records need to be looked at
one by one, and all the others brought in by one statement.

A record has to be looked at where both copies have it and one of them changed it, or where they
have it otherwise. The source is attached as `src`; `map_*` in temp lead from its ids to ours.
"""

import sqlite3

from storage.travelling import BY_TABLE, REFERRED, Travelling
from storage.version_rows import BACK, GONE

LARGE = frozenset(
    {
        "respondent",
        "contact_detail",
        "response",
        "response_group",
        "answer",
        "equality_answer",
        "comment",
        "coding",
    }
)
SIDES = ("main", "src")
_CARRIED = {"comment": ("sentiment", "compound")}
"""Columns that follow from others, and that would take time to work out again."""


def prepare(connection: sqlite3.Connection) -> None:
    """Make the temporary tables, empty."""
    connection.execute("CREATE TEMP TABLE busy (side TEXT, name TEXT, id INTEGER, key TEXT)")
    connection.execute("CREATE INDEX temp.busy_row ON busy (name, side, id)")
    connection.execute("CREATE TEMP TABLE wanted (key TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.execute("CREATE TEMP TABLE lost (equality_key TEXT PRIMARY KEY)")
    for table in sorted(REFERRED):
        connection.execute(
            f"CREATE TEMP TABLE map_{table} (theirs INTEGER PRIMARY KEY, ours INTEGER)"
        )


def discard(connection: sqlite3.Connection) -> None:
    """Drop the temporary tables."""
    for table in ("busy", "wanted", "lost", *(f"map_{table}" for table in sorted(REFERRED))):
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")


def map_ids(connection: sqlite3.Connection, table: str) -> None:
    """Lead from the source's rows to ours of the same uid, as far as we have them by now."""
    if table in REFERRED:
        connection.execute(f"DELETE FROM temp.map_{table}")
        connection.execute(
            f"""INSERT INTO temp.map_{table} SELECT theirs.id, ours.id
            FROM src.{table} AS theirs JOIN main.{table} AS ours ON ours.uid = theirs.uid"""
        )


def find_busy(connection: sqlite3.Connection, spec: Travelling) -> None:
    """Put the keys of the records to look at into `wanted`."""
    connection.execute("DELETE FROM temp.wanted")
    for side, other in (SIDES, SIDES[::-1]):
        connection.execute(
            f"""INSERT OR IGNORE INTO temp.wanted
            SELECT v.record FROM {side}.record_version AS v WHERE v.table_name = ? AND (
                {_owner_in(spec, other)}
                OR EXISTS (SELECT 1 FROM {other}.record_version AS o
                    WHERE o.table_name = v.table_name AND o.record = v.record)
                OR v.siblings <> '' OR v.removed = {BACK} OR (v.held <> '' AND NOT v.removed))""",
            [spec.table],
        )
    connection.execute(
        f"""DELETE FROM temp.wanted WHERE key IN (
            SELECT a.record FROM main.record_version AS a JOIN src.record_version AS b
            ON b.table_name = a.table_name AND b.record = a.record
            WHERE a.table_name = ? AND (a.dot, a.seen, a.base, a.siblings, a.held, a.removed)
                = (b.dot, b.seen, b.base, b.siblings, b.held, b.removed)
            AND a.siblings = '' AND (a.removed = {GONE} OR a.held = ''))""",
        [spec.table],
    )


def _owner_in(spec: Travelling, side: str) -> str:
    """Whether a file may have the record of version v: it has its owner."""
    if spec.has_uid:
        return f"EXISTS (SELECT 1 FROM {side}.{spec.table} WHERE uid = v.record)"
    owner = spec.references.get(spec.key[0])
    if owner:
        return f"EXISTS (SELECT 1 FROM {side}.{owner} WHERE uid = substr(v.record, 1, 32))"
    return f"""EXISTS (SELECT 1 FROM {side}.{spec.table}
        WHERE {spec.key[0]} = substr(v.record, 1, 32))"""


def rows_wanted(spec: Travelling, side: str) -> str:
    """A condition for the rows that may be records of `wanted`: theirs is the owner."""
    if spec.has_uid:
        return "uid IN (SELECT key FROM temp.wanted)"
    owners = "SELECT substr(key, 1, 32) FROM temp.wanted"
    owner = spec.references.get(spec.key[0])
    if owner:
        owners = f"SELECT id FROM {side}.{owner} WHERE uid IN ({owners})"
    return f"{spec.key[0]} IN ({owners})"


def differing(connection: sqlite3.Connection, spec: Travelling) -> list[tuple[int, int]]:
    """(our row, their row) of records that both have, and otherwise; of records of several rows
    one of either side, 0 where the other side has all of it."""
    if spec.several:
        return _differing_several(connection, spec)
    compared = [name for name in (*spec.blanks, *spec.references) if name not in spec.key]
    if not compared:
        return []
    unlike = " OR ".join(
        f"(theirs.{name} IS NOT NULL AND ours.{name} IS NOT theirs.{name})"
        if name in spec.quiet
        else f"ours.{name} IS NOT theirs.{name}"
        for name in compared
    )
    return connection.execute(
        f"""SELECT ours.id, theirs.id FROM ({_mapped(spec)}) AS theirs
        CROSS JOIN main.{spec.table} AS ours ON {_same(spec, spec.key)} WHERE {unlike}"""
    ).fetchall()


def _differing_several(connection: sqlite3.Connection, spec: Travelling) -> list[tuple[int, int]]:
    same_key, same_row = _same(spec, spec.key), _same(spec, (*spec.key, *spec.rows_columns))
    theirs = connection.execute(
        f"""SELECT 0, theirs.id FROM ({_mapped(spec)}) AS theirs
        WHERE EXISTS (SELECT 1 FROM main.{spec.table} AS ours WHERE {same_key})
        AND NOT EXISTS (SELECT 1 FROM main.{spec.table} AS ours WHERE {same_row})"""
    ).fetchall()
    (counts,) = connection.execute(
        f"SELECT (SELECT count(*) FROM main.{spec.table}), (SELECT count(*) FROM src.{spec.table})"
    ).fetchall()
    if not all(counts):
        return theirs
    connection.execute(f"CREATE TEMP TABLE answered AS {_mapped(spec)}")
    owner = spec.key[0]
    connection.execute(f"CREATE INDEX temp.answered_owner ON answered ({owner})")
    ours = connection.execute(
        f"""SELECT ours.id, 0 FROM main.{spec.table} AS ours
        WHERE EXISTS (SELECT 1 FROM temp.answered AS theirs WHERE {same_key})
        AND NOT EXISTS (SELECT 1 FROM temp.answered AS theirs WHERE {same_row})"""
    ).fetchall()
    connection.execute("DROP TABLE temp.answered")
    return theirs + ours


def colliding(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """(our response, theirs) of responses made apart that bear the same id of a survey tool."""
    return connection.execute(
        f"""SELECT ours.id, theirs.id FROM ({_mapped(BY_TABLE["response"])}) AS theirs
        CROSS JOIN main.response AS ours INDEXED BY response_source
            ON ours.activity_id = theirs.activity_id
            AND ours.source_id = theirs.source_id AND ours.source_id <> ''
        WHERE ours.uid <> theirs.uid"""
    ).fetchall()


def bring_in(connection: sqlite3.Connection, spec: Travelling) -> tuple[int, int]:
    """Add the source's records that nobody has to look at and that aren't here.

    Returns:
        First and last id of the rows that came; (1, 0) where there are none.
    """
    (highest,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {spec.table}").fetchone()
    carried = _CARRIED.get(spec.table, ())
    columns = [*spec.stored_columns, *carried]
    identity = ["uid"] if spec.has_uid or spec.table == "coding" else []
    source = ["theirs.uid"] if spec.has_uid else ["lower(hex(randomblob(16)))"] * len(identity)
    kept = f"""NOT EXISTS (SELECT 1 FROM main.{spec.table} AS ours WHERE {_same(spec, spec.key)})
        AND NOT EXISTS (SELECT 1 FROM temp.busy
            WHERE name = '{spec.table}' AND side = 'src' AND busy.id = theirs.id)"""
    if spec.table == "equality_answer":
        kept += " AND equality_key NOT IN (SELECT equality_key FROM temp.lost)"
    cursor = connection.execute(
        f"""INSERT INTO main.{spec.table} (id, {", ".join([*identity, *columns])})
        SELECT {highest} + row_number() OVER (ORDER BY theirs.id),
            {", ".join([*source, *(f"theirs.{name}" for name in columns)])}
        FROM ({_mapped(spec, carried)}) AS theirs WHERE {kept}"""
    )
    return highest + 1, highest + max(cursor.rowcount, 0)


def bring_versions(connection: sqlite3.Connection, table: str) -> tuple[int, int]:
    """Add the versions of records that only the source has heard of; ids as `bring_in`'s."""
    (highest,) = connection.execute("SELECT coalesce(max(id), 0) FROM record_version").fetchone()
    cursor = connection.execute(
        f"""INSERT INTO main.record_version
            (id, table_name, record, dot, seen, base, siblings, held, removed)
        SELECT {highest} + row_number() OVER (ORDER BY record), table_name, record, dot, seen, base,
            siblings, held, removed
        FROM src.record_version AS v WHERE table_name = ? AND NOT EXISTS (
            SELECT 1 FROM main.record_version AS o
            WHERE o.table_name = v.table_name AND o.record = v.record)""",
        [table],
    )
    return highest + 1, highest + max(cursor.rowcount, 0)


def used_rows(connection: sqlite3.Connection, table: str, side: str, ids: str) -> set[int]:
    """Which of these rows (ids as a JSON list) are referred to by rows nobody has to look at."""
    found: set[int] = set()
    for spec in BY_TABLE.values():
        if spec.table not in LARGE:
            continue
        for column, target in spec.references.items():
            if target != table or column in spec.loose:
                continue
            rows = connection.execute(
                f"""SELECT DISTINCT t.{column} FROM {side}.{spec.table} AS t
                WHERE t.{column} IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
                    SELECT 1 FROM temp.busy
                    WHERE name = ? AND side = ? AND busy.id = t.id)""",
                [ids, spec.table, side],
            )
            found.update(key for (key,) in rows)
    return found


def _mapped(spec: Travelling, carried: tuple[str, ...] = ()) -> str:
    """The source's rows with our ids in the place of its own; NULL where we have no such row."""
    chosen = ["t.id", *(["t.uid"] if spec.has_uid else [])]
    chosen += [f"t.{name}" for name in (*spec.blanks, *carried)]
    if spec.content:
        chosen.append(f"t.{spec.content}")
    joins = []
    for number, (column, table) in enumerate(spec.references.items()):
        chosen.append(f"m{number}.ours AS {column}")
        joins.append(f"LEFT JOIN temp.map_{table} AS m{number} ON m{number}.theirs = t.{column}")
    return f"SELECT {', '.join(chosen)} FROM src.{spec.table} AS t {' '.join(joins)}"


def _same(spec: Travelling, columns: tuple[str, ...]) -> str:
    """Whether rows `ours` and `theirs` agree; NULL is like NULL."""
    owner = spec.key[0]  # looked up in its index; of a question or group there are too many
    conditions = [f"ours.{owner} = theirs.{owner}"]
    conditions += [f"+ours.{name} IS theirs.{name}" for name in columns if name != owner]
    return " AND ".join(conditions)
