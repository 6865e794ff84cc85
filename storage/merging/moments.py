"""When a version of a record was made, and by whom, as far as this workspace knows."""

import sqlite3
from datetime import UTC, datetime, timedelta

_EARLIER = timedelta(milliseconds=100)  # an action is noted just before its versions are made
_LATER = timedelta(milliseconds=1)


def moment(dot: str) -> datetime | None:
    """When the version with this dot was made, by that laptop's clock; None of a record that is
    as it was first filed."""
    milliseconds, _, _ = dot.partition("-")
    if not milliseconds or not int(milliseconds, 16):
        return None
    return datetime.fromtimestamp(int(milliseconds, 16) / 1000, UTC)


def maker(connection: sqlite3.Connection, table: str, row_id: int, dot: str) -> str:
    """Who made a version in this workspace; empty where it came from another one."""
    at = moment(dot)
    if at is None:
        return ""
    row = connection.execute(
        """SELECT who FROM action JOIN action_change ON action_id = action.id
        WHERE table_name = ? AND ? BETWEEN first_id AND last_id AND at BETWEEN ? AND ?
            AND kind <> 'insert' AND NOT joins AND state IN ('done', 'kept')
        ORDER BY at DESC LIMIT 1""",
        [table, row_id, *(_stamp(each) for each in (at - _EARLIER, at + _LATER))],
    ).fetchone()
    return str(row[0]) if row else ""


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
