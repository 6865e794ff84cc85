"""Coded comments to look at again, because the codebook changed since they were coded.

A new theme may belong on comments that were coded before it was there: on those that its keywords
match or, while it has none, on those coded to the theme above it, beside it or to “Other”.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from engage_app.domain.changes import Changes
from engage_app.domain.codebook import LookAgain, StandardKind
from engage_app.domain.coding import Theme
from engage_app.services.tables.wording import day
from engage_app.services.workspace import Workspace
from storage import codebook, recoding
from storage.trail import Action

Reasons = dict[int, str]
"""By comment, why it is to be looked at again."""


def waiting(workspace: Workspace, exercise_id: int) -> int:
    """How many comments are to be looked at again."""
    return recoding.waiting(workspace.connection, exercise_id)


def listed(workspace: Workspace, exercise_id: int, most: int = 200) -> list[LookAgain]:
    """The first of those to look at again, by theme; a comment may be there for several.
    Accepted personal details are covered in their words."""
    return recoding.listed(workspace.connection, exercise_id, most)


def reasons(workspace: Workspace, comment_id: int) -> list[LookAgain]:
    """Why a comment is to be looked at again; none where it isn't."""
    return recoding.reasons(workspace.connection, comment_id)


def done(workspace: Workspace, comment_ids: Sequence[int], theme_id: int | None = None) -> Changes:
    """These comments have been looked at, for the sake of one theme or of all."""
    with workspace.acting("look at again: done") as action:
        rows = recoding.row_ids(action.connection, comment_ids, theme_id)
        action.delete_by("recode", "id", rows)
    return action.changes()


def all_done(workspace: Workspace, exercise_id: int) -> Changes:
    """Nothing of the exercise is to be looked at again."""
    with workspace.acting("look at again: all done", exercise_id) as action:
        rows = recoding.rows_of_exercise(action.connection, exercise_id)
        action.delete_by("recode", "id", rows)
    return action.changes()


def look_again(workspace: Workspace, exercise_id: int, theme_id: int) -> Changes:
    """Put every comment coded to a theme on the list: its definition changed, say."""
    (name,) = (
        theme.name
        for theme in codebook.themes(workspace.connection, exercise_id)
        if theme.id == theme_id
    )
    why = f"You asked on {_today()} to look again at what is coded to “{name}”."
    with workspace.acting("look at again", exercise_id) as action:
        coded = recoding.coded_to(action.connection, [theme_id])
        queue(action, theme_id, dict.fromkeys(coded, why))
    return action.changes()


def queue(action: Action, theme_id: int, why: Mapping[int, str]) -> None:
    """Put comments on the list for the sake of a theme; of one that is there, the reason is new."""
    standing = recoding.standing(action.connection, theme_id)
    again = {standing[key]: {"reason": why[key]} for key in why if key in standing}
    action.update_many("recode", again)
    rows = [(key, theme_id, reason) for key, reason in why.items() if key not in standing]
    action.insert_many("recode", ("comment_id", "theme_id", "reason"), rows)


def for_new_theme(
    workspace: Workspace,
    exercise_id: int,
    name: str,
    parent_id: int | None,
    keywords: Collection[str],
) -> Reasons:
    """The comments that a theme about to be added may belong on."""
    if keywords:
        coded = recoding.coded_texts(workspace.connection, exercise_id, 0)
        return _matching(coded, keywords, (), f"“{name}” was added on {_today()}")
    listed = codebook.themes(workspace.connection, exercise_id)
    near = {theme.id: f"coded to “{theme.name}”" for theme in listed if _near(theme, parent_id)}
    coded_near = recoding.coded_to(workspace.connection, near)
    why = f"“{name}” was added on {_today()} without keywords; this comment is"
    return {comment: f"{why} {near[theme]}." for comment, theme in coded_near.items()}


def for_keywords(
    workspace: Workspace, exercise_id: int, theme: Theme, keywords: Collection[str]
) -> Reasons:
    """The comments that a theme may belong on by its keywords as they will be, and didn't by those
    before: taking an exclusion out widens what the others find."""
    if set(keywords) == set(theme.keywords):
        return {}
    coded = recoding.coded_texts(workspace.connection, exercise_id, theme.id)
    why = f"The keywords of “{theme.name}” changed on {_today()}"
    return _matching(coded, keywords, theme.keywords, why)


def no_longer_guessed(action: Action, theme: Theme, why: Mapping[int, str]) -> None:
    """A theme that had no keywords has some: of the comments put on the list for want of them,
    only those stay that its keywords match or that are coded to it."""
    coded = recoding.coded_to(action.connection, [theme.id])
    standing = recoding.standing(action.connection, theme.id)
    stale = [row for key, row in standing.items() if key not in why and key not in coded]
    action.delete_by("recode", "id", stale)


def after_split(name: str, into: str) -> str:
    """Why a comment whose coding moved in a split is to be looked at again."""
    return f"“{name}” was split on {_today()}: what was coded to it here went to “{into}”."


def _near(theme: Theme, parent_id: int | None) -> bool:
    above = parent_id is not None and theme.id == parent_id
    return above or theme.parent_id == parent_id or theme.kind == StandardKind.OTHER


def _matching(
    coded: Sequence[tuple[int, str]],
    keywords: Collection[str],
    before: Collection[str],
    why: str,
) -> Reasons:
    from analysis.keywords import find_keywords

    hits = find_keywords([text for _, text in coded], {0: keywords, 1: before})
    known = {hit.text for hit in hits if hit.theme == 1}
    return {
        coded[hit.text][0]: f"{why}: its {_named(hit.patterns)} here."
        for hit in hits
        if hit.theme == 0 and hit.text not in known
    }


def _named(patterns: Sequence[str]) -> str:
    names = ", ".join(f"“{pattern}”" for pattern in patterns[:3])
    return f"keyword {names} is" if len(patterns) == 1 else f"keywords {names} are"


def _today() -> str:
    return day(datetime.now(UTC).astimezone().date().isoformat())
