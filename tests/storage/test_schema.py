"""The schema that the migrations add up to, reviewed like code."""

from collections.abc import Callable

from engage_app.services.workspace import Workspace


def test_the_schema_is_the_one_reviewed(
    workspace: Workspace, golden: Callable[[str, str], None]
) -> None:
    """A shipped step is never edited: a change here comes with a step of its own."""
    statements = workspace.connection.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'comment_search_%' ORDER BY type = 'trigger', tbl_name, type DESC, name"
    )
    golden("schema.sql", "".join(f"{sql.strip()};\n" for (sql,) in statements))


def test_tables_hold_what_their_columns_say(workspace: Workspace) -> None:
    """STRICT tables: a number never ends up where words belong."""
    loose = workspace.connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND NOT strict AND name NOT LIKE 'sqlite%' AND name <> '_sqlite_migrations'"
    ).fetchall()
    assert loose == []
