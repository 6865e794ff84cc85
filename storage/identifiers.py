"""Identifiers for records that can travel between laptops."""

import secrets


def new_uid() -> str:
    """A random 128-bit identifier, in hex."""
    return secrets.token_hex(16)
