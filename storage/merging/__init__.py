"""Bringing together workspaces that were written apart: see docs/architecture.md."""
