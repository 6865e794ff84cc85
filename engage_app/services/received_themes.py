"""The themes of another program among ours: found again by identifier or name, or added."""

from collections.abc import Sequence

from engage_app.domain.sharing import SharedTheme
from engage_app.services import codebook
from engage_app.services.workspace import Workspace
from storage import exercises
from storage.trail import Action

_DETAILS = ("definition", "use_when", "avoid_when", "example", "keywords", "colour")


def add(
    workspace: Workspace, action: Action, exercise_id: int, themes: Sequence[SharedTheme]
) -> tuple[dict[str, int], int]:
    """By key, the ids of the themes here; and how many were added. What is said of a theme that is
    here already stays as it is, where anything is said."""
    here = codebook.themes(workspace, exercise_id)
    by_uid = {theme.uid: theme.id for theme in here}
    by_name = {theme.name.casefold(): theme.id for theme in here}
    known = {theme.id: theme for theme in here}
    ids: dict[str, int] = {}
    claimed: set[int] = set()
    sort = exercises.next_sort(action.connection, "theme", exercise_id)
    added = 0
    for theme in themes:
        found = by_uid.get(theme.key) or by_name.get(theme.name.casefold())
        if found and found not in claimed:
            blanks = {
                name: getattr(theme, name)
                for name in _DETAILS
                if getattr(theme, name) and found in known and not getattr(known[found], name)
            }
            if blanks:
                action.update("theme", found, blanks)
        else:
            name = _free(theme, themes, by_name)
            found = action.insert(
                "theme",
                {
                    "uid": theme.key,
                    "exercise_id": exercise_id,
                    "parent_id": ids.get(theme.parent),
                    "sort": sort + added,
                    "name": name,
                    "retired": int(theme.retired),
                    **{each: getattr(theme, each) for each in _DETAILS},
                },
            )
            by_name[name.casefold()] = found
            added += 1
        claimed.add(found)
        ids[theme.key] = found
    return ids, added


def _free(theme: SharedTheme, themes: Sequence[SharedTheme], taken: dict[str, int]) -> str:
    """Its name, or with that of the theme above it where two are called alike."""
    above = next((each.name for each in themes if each.key == theme.parent), "")
    name, number = theme.name, 1
    if name.casefold() in taken and above:
        name = f"{theme.name} ({above})"
    stem = name
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number})"
    return name
