"""Identifiers for records that can travel between laptops."""

import hashlib
import secrets


def new_uid() -> str:
    """A random 128-bit identifier, in hex."""
    return secrets.token_hex(16)


def derived_uid(*parts: str) -> str:
    """The identifier, 128 bits in hex, of what these parts identify: the same on every laptop."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
