"""Rows put aside beside a change, so that they can come back."""

import base64
import json
import zlib
from collections.abc import Iterator
from typing import Any

from storage.rows import Row

_AT_ONCE = 1_000  # rows packed or unpacked by one call, which holds the interpreter's lock
_BYTES = "base64 of bytes"


def pack(rows: list[Row] | None) -> bytes | None:
    """The rows as compressed JSON: lists of some rows, each in a line of its own."""
    if rows is None:
        return None
    packing = zlib.compressobj(1)
    packed = [
        packing.compress(json.dumps(some, ensure_ascii=False, default=_in_letters).encode() + b"\n")
        for some in _portions(rows)
    ]
    return b"".join([*packed, packing.flush()])


def _portions(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]


def unpack(packed: bytes | None) -> list[Row]:
    """The rows kept beside a change, as they were before or after it."""
    rows: list[Row] = []
    if packed is not None:
        for line in zlib.decompress(packed).splitlines():
            hook = _in_bytes if _BYTES.encode() in line else None
            rows += json.loads(line, object_hook=hook)
    return rows


def _in_letters(content: bytes) -> dict[str, str]:
    return {_BYTES: base64.b64encode(content).decode()}


def _in_bytes(found: Row) -> Any:
    return base64.b64decode(found[_BYTES]) if _BYTES in found else found
