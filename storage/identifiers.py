"""Identifiers for records that can travel between laptops."""

import os
import secrets


def new_uid() -> str:
    """A random 128-bit identifier, in hex."""
    return secrets.token_hex(16)


def new_uids(count: int) -> list[str]:
    """As `new_uid`, many at once: one call to the system instead of thousands."""
    text = os.urandom(16 * count).hex()
    return [text[start : start + 32] for start in range(0, len(text), 32)]


def rising_uids(count: int) -> list[str]:
    """Many identifiers, each greater than the one before: an index of them grows at one place.

    They share 96 random bits and are numbered. For what must not tell its order, take `new_uids`.
    """
    stem = secrets.token_hex(12)
    return [f"{stem}{number:08x}" for number in range(count)]
