"""What travels between laptops is said for every table and every column."""

import pytest

from engage_app.services.workspace import Workspace
from storage.travelling import BY_TABLE, REFERRED, TRAVELLING, Travelling

STAYS = {
    "action",
    "action_change",
    "campaign_comment",
    "derived",
    "draft",
    "embedding",
    "import_profile",
    "record_version",
    "saved_filter",
    "suggestion_outcome",
    "_sqlite_migrations",
}
LEFT_BEHIND = {"comment": {"sentiment", "compound"}, "coding": {"uid"}}


def test_every_table_travels_or_is_known_to_stay(workspace: Workspace) -> None:
    """A table that a migration adds has to be put into one list or the other."""
    tables = workspace.connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite%'"
    )
    assert {name for (name,) in tables} == STAYS | set(BY_TABLE)


@pytest.mark.parametrize("spec", TRAVELLING, ids=lambda spec: str(spec.table))
def test_every_column_travels_or_is_known_to_stay(workspace: Workspace, spec: Travelling) -> None:
    """Blanks say what a column holds where nothing was said: NULL only where it may be NULL."""
    columns = {
        name: bool(required)
        for name, required in workspace.connection.execute(
            'SELECT name, "notnull" FROM pragma_table_info(?)', [spec.table]
        )
    }
    known = {"id", *spec.stored_columns, *LEFT_BEHIND.get(spec.table, ())}
    assert set(columns) == known | ({"uid"} if spec.has_uid else set())
    assert {name: blank is not None for name, blank in spec.blanks.items()} == {
        name: columns[name] for name in spec.blanks
    }


@pytest.mark.parametrize("spec", TRAVELLING, ids=lambda spec: str(spec.table))
def test_references_are_the_foreign_keys(workspace: Workspace, spec: Travelling) -> None:
    """And what is referred to comes before what refers to it, but for trees."""
    keys = workspace.connection.execute(f"PRAGMA foreign_key_list({spec.table})").fetchall()
    assert {key[3]: key[2] for key in keys} == spec.references
    order = list(BY_TABLE)
    assert all(
        table == spec.table or order.index(table) < order.index(spec.table)
        for table in spec.references.values()
    )


def test_what_is_referred_to_has_a_uid() -> None:
    assert all(BY_TABLE[table].has_uid for table in REFERRED)
