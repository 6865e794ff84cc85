"""The fingerprint of the data: tells in two years' time whether a paper was made from these."""

import hashlib
import sqlite3

from engage_app.progress import heed
from storage import fingerprint as stored


def fingerprint(connection: sqlite3.Connection, exercise_id: int) -> str:
    """The SHA-256 of everything that the paper counts, as 64 hexadecimal digits.

    The same in every copy of the data, whatever ids and order they have there; another one as
    soon as a single response, tag, answer, comment or accepted coding differs.
    """
    whole = hashlib.sha256()
    for kind in stored.RECORDS:
        heed()
        lines = sorted(stored.records(connection, exercise_id, kind))
        whole.update(f"{kind} {len(lines)}\n".encode())
        whole.update("\n".join(lines).encode("utf-8", "surrogatepass"))
        whole.update(b"\n")
    return whole.hexdigest()
