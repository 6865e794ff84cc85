"""Choosing quotations: what may be quoted, what of it, and which of them say most together."""
