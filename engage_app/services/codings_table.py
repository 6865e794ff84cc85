"""Codings as one table, for a spreadsheet or a script, and from one."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from engage_app.domain.coding import Origin, Span
from engage_app.domain.sharing import SharedCoding, SharedComment, SharedProject, SharedResponse
from engage_app.domain.sharing import SharedTheme as Theme
from engage_app.errors import NotPossible
from engage_app.services import codebook, sharing
from engage_app.services.sharing import OurComment, OurResponse
from engage_app.services.workspace import Workspace
from storage.exchange import coded
from storage.exchange.coded import Row
from storage.identifiers import derived_uid

_PATH = " > "
_THEMES = "|"


def write_table(
    workspace: Workspace, exercise_id: int, path: Path, *, proposals: bool = False
) -> Path:
    """Write every coding as a row of a CSV file, with who said it; returns the path.

    Comments without a coding have a row too. Personal details are covered.

    Args:
        proposals: codings that nobody has decided on yet, too.

    Raises:
        NotPossible: there are no comments yet, or the file can't be written there.
        FileInUse: another program has the file open.
    """
    from storage.exchange.codings_csv import write_codings

    responses = sharing.ours(workspace, exercise_id)
    if not responses:
        raise NotPossible("There are no comments in this exercise yet.")
    return write_codings(path, _rows(workspace, exercise_id, responses, proposals=proposals))


def as_project(workspace: Workspace, exercise_id: int, path: Path) -> SharedProject:
    """A table of codings, as `receiving` takes it; themes are known by their names.

    Raises:
        NotPossible: it has no columns for words and themes.
    """
    from storage.exchange.codings_csv import read_codings

    here = {theme.name.casefold(): theme.uid for theme in codebook.themes(workspace, exercise_id)}
    themes: dict[str, Theme] = {}
    comments: dict[tuple[str, str, str, str], dict[SharedCoding, None]] = {}
    for row in read_codings(path):
        said = row.get("comment") or row.get("text") or ""
        where = (row.get("response", ""), row.get("comment id", ""), row.get("question", ""), said)
        mine = comments.setdefault(where, {})
        if row.get("status", "accepted") not in ("accepted", ""):
            continue
        for name in (row.get("theme") or row.get("themes") or "").split(_THEMES):
            if name := name.strip():
                key = here.get(name.casefold()) or derived_uid("theme", name.casefold())
                themes.setdefault(key, Theme(key, name))
                origin = row.get("origin", "")
                by = Origin(origin) if origin in set(Origin) else Origin.OFFICER
                mine[SharedCoding(key, row.get("coder", ""), _passage(row, said), by)] = None
    responses = tuple(
        SharedResponse(
            derived_uid("row", *where),
            where[0],
            (SharedComment(where[1] or derived_uid(*where), where[2], where[3], tuple(codings)),),
        )
        for where, codings in comments.items()
        if codings
    )
    return SharedProject(path.stem, tuple(themes.values()), responses)


def _passage(row: Mapping[str, str], text: str) -> Span | None:
    words = row.get("passage", "")
    if not words:
        return None
    start = int(row["from"]) if row.get("from", "").isdecimal() else text.find(words)
    if text[start : start + len(words)] != words:
        start = text.find(words)
    return Span(start, start + len(words)) if start >= 0 else None


def _rows(
    workspace: Workspace, exercise_id: int, responses: list[OurResponse], *, proposals: bool
) -> Iterator[dict[str, str]]:
    paths = _paths(workspace, exercise_id)
    statuses = {"accepted", "proposed"} if proposals else {"accepted"}
    put: dict[int, list[Row]] = {}
    for row in coded.codings(workspace.connection, exercise_id):
        if row["status"] in statuses:
            put.setdefault(row["comment_id"], []).append(row)
    tones = {
        row["id"]: row["sentiment"] for row in coded.comments(workspace.connection, exercise_id)
    }
    for response in responses:
        about = {name.casefold(): response.details.get(name, "") for name in sharing.KNOWN[:5]}
        for comment in response.comments:
            said = {
                "response": response.name,
                **about,
                "question": comment.shared.question,
                "comment": comment.shared.text,
                "sentiment": tones.get(comment.id, ""),
                "comment id": comment.shared.key,
            }
            for row in put.get(comment.id) or [{}]:
                yield {**said, **_coding(row, comment, paths)}


def _coding(row: Row, comment: OurComment, paths: Mapping[int, tuple[str, ...]]) -> dict[str, str]:
    if not row:
        return {}
    path = paths[row["theme_id"]]
    passage = None if row["start"] is None else comment.words.span(Span(row["start"], row["stop"]))
    return {
        "theme": path[-1],
        "theme path": _PATH.join(path),
        "passage": comment.shared.text[passage.start : passage.end] if passage else "",
        "from": str(passage.start) if passage else "",
        "to": str(passage.end) if passage else "",
        "coder": row["coder"],
        "origin": row["origin"],
        "status": row["status"],
    }


def _paths(workspace: Workspace, exercise_id: int) -> dict[int, tuple[str, ...]]:
    """By theme, its name after those of the themes above it."""
    listed = {theme.id: theme for theme in codebook.themes(workspace, exercise_id)}

    def path(theme_id: int) -> tuple[str, ...]:
        theme = listed[theme_id]
        above = path(theme.parent_id) if theme.parent_id in listed and theme.parent_id else ()
        return (*above, theme.name)

    return {theme_id: path(theme_id) for theme_id in listed}
