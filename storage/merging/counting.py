"""How much a workspace holds, kind by kind."""

import sqlite3

KINDS: dict[str, tuple[str, ...]] = {
    "exercises": ("exercise",),
    "activities": ("activity",),
    "questions": ("question",),
    "stakeholder groups": ("stakeholder_group",),
    "places": ("place",),
    "themes": ("theme",),
    "respondents": ("respondent",),
    "responses": ("response",),
    "comments": ("comment",),
    "codings": ("coding",),
    "photos and documents": ("photo", "document"),
}
"""By kind, in the officer's words, the tables that hold it."""
OTHER = "other details"
"""Answers, tags, rules, choices and the like, together."""
KIND_OF = {table: kind for kind, tables in KINDS.items() for table in tables}


def counts(connection: sqlite3.Connection, schema: str = "main") -> dict[str, int]:
    """How many records of each kind there are."""
    return {
        kind: sum(
            connection.execute(f"SELECT count(*) FROM {schema}.{table}").fetchone()[0]
            for table in tables
        )
        for kind, tables in KINDS.items()
    }
