"""Versions of a codebook, as kept, and what became of its themes."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, fields

from engage_app.domain.codebook import CodebookContent, CodebookVersion, KeptTheme
from storage.codebook import themes

_LINEAGE = "codebook lineage"
_COLUMNS = tuple(each.name for each in fields(KeptTheme))


def content_now(connection: sqlite3.Connection, exercise_id: int) -> CodebookContent:
    """The codebook of an exercise as it is."""
    listed = themes(connection, exercise_id)
    uids = {theme.id: theme.uid for theme in listed}
    kept = []
    for theme in listed:
        facts = {name: getattr(theme, name) for name in _COLUMNS if name != "parent"}
        kept.append(KeptTheme(parent=uids.get(theme.parent_id or 0, ""), **facts))
    merged, split = lineage(connection, exercise_id)
    return CodebookContent(tuple(kept), merged, split, accepted(connection, exercise_id))


def accepted(connection: sqlite3.Connection, exercise_id: int) -> int:
    """How many codings of an exercise people have accepted."""
    (count,) = connection.execute(
        """SELECT count(*) FROM theme JOIN coding ON coding.theme_id = theme.id
        WHERE exercise_id = ? AND status = 'accepted'""",
        [exercise_id],
    ).fetchone()
    return int(count)


def versions(connection: sqlite3.Connection, exercise_id: int) -> list[CodebookVersion]:
    """The versions kept, oldest first."""
    rows = connection.execute(
        """SELECT id, made_at, made_by, note, content FROM codebook_version
        WHERE exercise_id = ? ORDER BY made_at, uid""",
        [exercise_id],
    )
    found = []
    for number, (key, made_at, made_by, note, stored) in enumerate(rows, 1):
        content = unpack(stored)
        live = sum(not theme.retired for theme in content.themes)
        found.append(CodebookVersion(key, number, made_at, made_by, note, live, content.coded))
    return found


def content_of(connection: sqlite3.Connection, version_id: int) -> CodebookContent | None:
    """What a version holds; None where there is no such version."""
    query = "SELECT content FROM codebook_version WHERE id = ?"
    row = connection.execute(query, [version_id]).fetchone()
    return unpack(row[0]) if row else None


def latest(connection: sqlite3.Connection, exercise_id: int) -> CodebookContent | None:
    """What the latest version holds; None where none was kept."""
    row = connection.execute(
        """SELECT content FROM codebook_version WHERE exercise_id = ?
        ORDER BY made_at DESC, uid DESC LIMIT 1""",
        [exercise_id],
    ).fetchone()
    return unpack(row[0]) if row else None


def pack(content: CodebookContent) -> str:
    """A codebook as stored; what is blank is left out."""
    kept = [{name: value for name, value in asdict(one).items() if value} for one in content.themes]
    facts = {
        "themes": kept,
        "merged": dict(content.merged),
        "split": dict(content.split),
        "coded": content.coded,
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def unpack(stored: str) -> CodebookContent:
    """A codebook from what is stored; columns of a later Engage are passed over."""
    facts = json.loads(stored)
    kept = []
    for row in facts["themes"]:
        known = {name: row[name] for name in _COLUMNS if name in row}
        kept.append(KeptTheme(**{**known, "keywords": tuple(known.get("keywords", ()))}))
    return CodebookContent(
        tuple(kept), facts.get("merged", {}), facts.get("split", {}), facts.get("coded", 0)
    )


def lineage(
    connection: sqlite3.Connection, exercise_id: int
) -> tuple[dict[str, str], dict[str, str]]:
    """(merged, split), as in CodebookContent. It outlives what it tells of: an entry whose theme
    came back by undo means nothing."""
    query = "SELECT value FROM derived WHERE exercise_id = ? AND name = ?"
    row = connection.execute(query, [exercise_id, _LINEAGE]).fetchone()
    facts = json.loads(row[0]) if row else {}
    return facts.get("merged", {}), facts.get("split", {})


def note_lineage(
    connection: sqlite3.Connection,
    exercise_id: int,
    *,
    merged: Mapping[str, str] | None = None,
    split: Mapping[str, str] | None = None,
    removed: tuple[str, ...] = (),
) -> None:
    """Remember what themes were merged into and split from; those removed are forgotten."""
    all_merged, all_split = lineage(connection, exercise_id)
    facts = {"merged": all_merged | dict(merged or {}), "split": all_split | dict(split or {})}
    for uid in removed:
        facts["merged"].pop(uid, None)
    if facts != {"merged": all_merged, "split": all_split}:
        connection.execute(
            """INSERT INTO derived (exercise_id, name, value) VALUES (?, ?, ?)
            ON CONFLICT (exercise_id, name) DO UPDATE SET value = excluded.value""",
            [exercise_id, _LINEAGE, json.dumps(facts)],
        )
