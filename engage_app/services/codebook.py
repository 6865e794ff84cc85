"""The codebook: its themes, their keywords, and their place in the tree.

Splitting and retiring themes: codebook_changes. Every change of meaning keeps the version that
comments were coded with (codebook_versions) and says which to look at again (recoding).
"""

from collections.abc import Collection
from typing import TypedDict, Unpack

from engage_app.domain.changes import Changes
from engage_app.domain.coding import Theme
from engage_app.domain.quotation import PickStatus
from engage_app.domain.tree import descendants
from engage_app.errors import NotPossible
from engage_app.services import codebook_versions, recoding
from engage_app.services.workspace import Workspace
from storage import answers, exercises, quotes, second_coding
from storage import codebook as store
from storage import codebook_versions as history
from storage.identifiers import new_uid
from storage.trail import Action

_SAME = {
    "recode": "other.comment_id = one.comment_id",
    "second_coding": "other.comment_id = one.comment_id AND other.sample_id = one.sample_id",
    "quote_pick": "other.comment_id = one.comment_id",
    "theme_answer": "other.uid = one.uid",
}
"""By table, when a row says of another theme what one says already."""


_LOOKS = ("colour", "shortcut")


class ThemeDetails(TypedDict, total=False):
    """What can be said of a theme."""

    name: str
    definition: str
    use_when: str
    avoid_when: str
    example: str
    keywords: str  # patterns apart by semicolons or line ends
    colour: str
    shortcut: str


def themes(workspace: Workspace, exercise_id: int) -> list[Theme]:
    """The themes of an exercise, brothers in their order."""
    return store.themes(workspace.connection, exercise_id)


def theme_counts(workspace: Workspace, exercise_id: int) -> dict[int, tuple[int, int]]:
    """By theme: comments coded to it, comments with a proposal to review."""
    return store.theme_counts(workspace.connection, exercise_id)


def add_theme(
    workspace: Workspace,
    exercise_id: int,
    parent_id: int | None = None,
    **details: Unpack[ThemeDetails],
) -> Changes:
    """Add a theme as the last child of `parent_id`, or as a branch. `created` is its id.

    Comments coded before that it may belong on are to be looked at again (`recoding`).

    Raises:
        NotPossible: the name is blank or taken, or a keyword can't match anything.
    """
    values = checked(workspace, exercise_id, None, details)
    keywords = store.split_keywords(values.get("keywords", ""))
    name = values["name"]
    affected = recoding.for_new_theme(workspace, exercise_id, name, parent_id, keywords)
    with workspace.acting("add theme", exercise_id) as action:
        keep_version(workspace, action, exercise_id, f"before “{name}” was added")
        if shortcut := values.get("shortcut"):
            free_shortcut(workspace, exercise_id, action, None, shortcut)
        action.created = action.insert(
            "theme",
            {
                "uid": new_uid(),
                "exercise_id": exercise_id,
                "parent_id": parent_id,
                "sort": exercises.next_sort(workspace.connection, "theme", exercise_id),
                **values,
            },
        )
        recoding.queue(action, action.created, affected)
    return action.changes()


def edit_theme(
    workspace: Workspace, exercise_id: int, theme_id: int, **details: Unpack[ThemeDetails]
) -> Changes:
    """Change a theme; its codings stay. Coded comments that its new keywords match are to be
    looked at again.

    Raises:
        NotPossible: the name is blank or taken, or a keyword can't match anything.
    """
    values = checked(workspace, exercise_id, theme_id, details)
    former = next((one for one in themes(workspace, exercise_id) if one.id == theme_id), None)
    keywords = store.split_keywords(values.get("keywords", ""))
    affected = (
        recoding.for_keywords(workspace, exercise_id, former, keywords)
        if former and "keywords" in values
        else {}
    )
    with workspace.acting("edit theme", exercise_id) as action:
        if former and _means_otherwise(former, values):
            keep_version(workspace, action, exercise_id, f"before “{former.name}” was changed")
        if shortcut := values.get("shortcut"):
            free_shortcut(workspace, exercise_id, action, theme_id, shortcut)
        action.update("theme", theme_id, values)
        if former and keywords and not former.keywords:
            recoding.no_longer_guessed(action, former, affected)
        recoding.queue(action, theme_id, affected)
    return action.changes()


def move_theme(
    workspace: Workspace, exercise_id: int, theme_id: int, parent_id: int | None, place: int = -1
) -> Changes:
    """Put a theme under another (None: a branch of its own), before its `place`-th child.

    Raises:
        NotPossible: a theme can't go below itself.
    """
    listed = themes(workspace, exercise_id)
    if parent_id in descendants(theme_id, {theme.id: theme.parent_id for theme in listed}):
        raise NotPossible(
            "A theme can't be moved below itself.", action="Choose another place for it."
        )
    order = [each.id for each in listed if each.parent_id == parent_id and each.id != theme_id]
    order.insert(place if place >= 0 else len(order), theme_id)
    former = next((each for each in listed if each.id == theme_id), None)
    with workspace.acting("move theme", exercise_id) as action:
        if former and former.parent_id != parent_id:
            keep_version(workspace, action, exercise_id, f"before “{former.name}” was moved")
        action.update("theme", theme_id, {"parent_id": parent_id})
        action.update_many("theme", {each: {"sort": sort} for sort, each in enumerate(order)})
    return action.changes()


def written_for(
    workspace: Workspace, exercise_id: int, theme_ids: Collection[int]
) -> tuple[int, int]:
    """How many answers, and how many picked quotations, the report has for some themes: both go
    with them."""
    connection, wanted = workspace.connection, set(theme_ids)
    given = answers.answers(connection, exercise_id)
    picks = (each for each in quotes.picks(connection, exercise_id) if each.theme_id in wanted)
    picked = sum(each.status is PickStatus.PICKED for each in picks)
    return sum(each.theme_id in wanted for each in given), picked


def remove_theme(workspace: Workspace, exercise_id: int, theme_id: int) -> Changes:
    """Remove a theme, those below it, and their codings. Undoable.

    Retiring it (`codebook_changes.retire_theme`) keeps the codings.
    """
    listed = {theme.id: theme for theme in themes(workspace, exercise_id)}
    parents = {theme.id: theme.parent_id for theme in listed.values()}
    gone = sorted(descendants(theme_id, parents) & listed.keys())
    with workspace.acting("remove theme", exercise_id) as action:
        if gone:
            name = listed[theme_id].name
            keep_version(workspace, action, exercise_id, f"before “{name}” was removed")
        action.defer_references()
        for table in ("coding", "recode", "second_coding", "quote_pick", "theme_answer"):
            action.delete_by(table, "theme_id", gone)
        action.delete_by("theme", "id", gone)
        store.carry_outcomes(action.connection, gone, 0)
        uids = tuple(listed[key].uid for key in gone)
        history.note_lineage(action.connection, exercise_id, removed=uids)
    return action.changes()


def merge_themes(workspace: Workspace, exercise_id: int, gone: int, into: int) -> Changes:
    """Give the codings, keywords and children of one theme to another, and remove it.

    Raises:
        NotPossible: the two are the same, or the other lies below the one to go.
    """
    from analysis.keyword_advice import standing_alone

    listed = {theme.id: theme for theme in themes(workspace, exercise_id)}
    parents = {theme.id: theme.parent_id for theme in listed.values()}
    if into in descendants(gone, parents):
        raise NotPossible(
            "A theme can't be merged into itself or one below it.", action="Choose another theme."
        )
    both = (listed[into].keywords, listed[gone].keywords)  # each excludes for its own only
    keywords = dict.fromkeys(pattern for own in both for pattern in standing_alone(own))
    with workspace.acting("merge themes", exercise_id) as action:
        note = f"before “{listed[gone].name}” was merged into “{listed[into].name}”"
        keep_version(workspace, action, exercise_id, note)
        action.defer_references()
        moved = store.coding_ids(workspace.connection, gone)
        action.update_many("coding", {key: {"theme_id": into} for key in moved})
        for table, same in _SAME.items():
            said, others = store.rows_to_carry(action.connection, table, same, gone, into)
            action.delete_by(table, "id", said)
            action.update_many(table, {key: {"theme_id": into} for key in others})
        second_coding.merge_kept(action, gone, into)
        children = [each.id for each in listed.values() if each.parent_id == gone]
        action.update_many("theme", {key: {"parent_id": into} for key in children})
        action.update("theme", into, {"keywords": store.KEYWORD_SEPARATOR.join(keywords)})
        action.delete_by("coding", "id", store.doubled_codings(workspace.connection, into))
        action.delete_by("theme", "id", [gone])
        store.carry_outcomes(action.connection, [gone], into)
        merged = {listed[gone].uid: listed[into].uid}
        history.note_lineage(action.connection, exercise_id, merged=merged)
    return action.changes()


def keep_version(workspace: Workspace, action: Action, exercise_id: int, note: str) -> None:
    """Before a change of meaning: keep the codebook that comments were coded with."""
    codebook_versions.keep_used(action, workspace.officer, exercise_id, note)


def checked(
    workspace: Workspace, exercise_id: int, theme_id: int | None, details: ThemeDetails
) -> dict[str, str]:
    """The columns of a theme from what was typed.

    Raises:
        NotPossible: the name is blank or taken, or a keyword can't match anything.
    """
    from analysis.keywords import pattern_fault

    values = {name: str(value).strip() for name, value in details.items()}
    if "name" in values or theme_id is None:
        name = values.get("name", "")
        if not name:
            raise NotPossible("A theme needs a name.", action="Type one, then try again.")
        others = [each for each in themes(workspace, exercise_id) if each.id != theme_id]
        if name.casefold() in (other.name.casefold() for other in others):
            raise NotPossible(
                f"There is already a theme called “{name}”.", action="Choose another name."
            )
    if "keywords" in values:
        patterns = store.split_keywords(values["keywords"])
        for pattern in patterns:
            if fault := pattern_fault(pattern):
                raise NotPossible(
                    f"The keyword “{pattern}” can't match anything. {fault}",
                    action="Correct it, then save again.",
                )
        values["keywords"] = store.KEYWORD_SEPARATOR.join(patterns)
    return values


def free_shortcut(
    workspace: Workspace, exercise_id: int, action: Action, theme_id: int | None, shortcut: str
) -> None:
    """A key assigns one theme: whoever had this one gives it up."""
    for other in themes(workspace, exercise_id):
        if other.shortcut == shortcut and other.id != theme_id:
            action.update("theme", other.id, {"shortcut": ""})


def _means_otherwise(theme: Theme, values: dict[str, str]) -> bool:
    """Whether more than its colour or its key is to change."""
    now = {
        name: store.KEYWORD_SEPARATOR.join(theme.keywords) if name == "keywords" else str(value)
        for name, value in vars(theme).items()
    }
    return any(now[name] != value for name, value in values.items() if name not in _LOOKS)
