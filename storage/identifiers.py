"""Identifiers for records that can travel between laptops."""

import hashlib
import os
import secrets


def new_uid() -> str:
    """A random 128-bit identifier, in hex."""
    return secrets.token_hex(16)


def derived_uid(*parts: str) -> str:
    """The identifier, 128 bits in hex, of what these parts identify: the same on every laptop."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def new_uids(count: int) -> list[str]:
    """As `new_uid`, many at once: one call to the system instead of thousands."""
    text = os.urandom(16 * count).hex()
    return [text[start : start + 32] for start in range(0, len(text), 32)]
