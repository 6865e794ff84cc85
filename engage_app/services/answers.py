"""Answers to themes: you said, we did. Each change is one action that Undo takes back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engage_app.domain.answers import AnswerStatus, ThemeAnswer
from engage_app.domain.changes import Changes
from engage_app.errors import NotPossible
from engage_app.services.workspace import Workspace
from storage import answers as store
from storage import codebook
from storage.identifiers import new_uid

if TYPE_CHECKING:
    from engage_app.services.tables.material import Material

WEIGHS = 0.1
"""The share of the respondents with a coded comment from which a theme should have an answer."""

_TEXTS = ("said", "answer", "owner", "due_on")


@dataclass(frozen=True)
class Unanswered:
    """A theme that weighs much and has no answer; `respondents` and `share` are as they are, for
    the officer's eyes."""

    theme_id: int
    name: str
    respondents: int
    share: float


def answers(workspace: Workspace, exercise_id: int) -> tuple[ThemeAnswer, ...]:
    """The answers of an exercise, in the order they are printed."""
    return tuple(store.answers(workspace.connection, exercise_id))


def add(
    workspace: Workspace,
    exercise_id: int,
    theme_id: int,
    status: AnswerStatus = AnswerStatus.WILL_DO,
    **texts: str,
) -> Changes:
    """Answer a theme, after the answers there are; `created` is the answer's id.

    Args:
        texts: any of `said`, `answer`, `owner`, `due_on`.

    Raises:
        NotPossible: the theme is none of the exercise's.
    """
    _check_theme(workspace, exercise_id, theme_id)
    row = {"theme_id": theme_id, "status": status.value, **_checked(texts)}
    with workspace.acting("answer theme", exercise_id) as action:
        sort = store.next_sort(action.connection, exercise_id)
        action.created = action.insert("theme_answer", {"uid": new_uid(), "sort": sort, **row})
    return action.changes()


def change(
    workspace: Workspace,
    exercise_id: int,
    answer_id: int,
    *,
    status: AnswerStatus | None = None,
    theme_id: int | None = None,
    **texts: str,
) -> Changes:
    """Change an answer; what isn't given stays.

    Raises:
        NotPossible: the answer or the theme is none of the exercise's.
    """
    _find(workspace, exercise_id, answer_id)
    values: dict[str, Any] = _checked(texts)
    if status is not None:
        values["status"] = status.value
    if theme_id is not None:
        _check_theme(workspace, exercise_id, theme_id)
        values["theme_id"] = theme_id
    with workspace.acting("edit answer", exercise_id) as action:
        if values:
            action.update("theme_answer", answer_id, values)
    return action.changes()


def remove(workspace: Workspace, exercise_id: int, answer_id: int) -> Changes:
    """Take an answer away.

    Raises:
        NotPossible: the answer is none of the exercise's.
    """
    _find(workspace, exercise_id, answer_id)
    with workspace.acting("remove answer", exercise_id) as action:
        action.delete_by("theme_answer", "id", [answer_id])
    return action.changes()


def move(workspace: Workspace, exercise_id: int, answer_id: int, steps: int) -> Changes:
    """Move an answer among the others: down for positive steps, up for negative ones.

    Raises:
        NotPossible: the answer is none of the exercise's.
    """
    moved = _find(workspace, exercise_id, answer_id)
    listed = list(answers(workspace, exercise_id))
    place = listed.index(moved)
    listed.remove(moved)
    listed.insert(min(max(place + steps, 0), len(listed)), moved)
    with workspace.acting("move answer", exercise_id) as action:
        order = {each.id: {"sort": number} for number, each in enumerate(listed)}
        action.update_many("theme_answer", order)
    return action.changes()


def drafted_said(workspace: Workspace, exercise_id: int, theme_id: int) -> str:
    """What the paper prints as said where the officer wrote nothing, in published figures.

    Raises:
        NotPossible: the theme is none of the exercise's.
    """
    from engage_app.services import drafted
    from engage_app.services.paper.responses import said_of

    _check_theme(workspace, exercise_id, theme_id)
    return said_of(drafted.draft_of(workspace, exercise_id), theme_id)


def unanswered(workspace: Workspace, exercise_id: int) -> tuple[Unanswered, ...]:
    """The themes that weigh most and have no answer of their own or above them, largest first."""
    from engage_app.services.tables.material import Material

    return unanswered_of(Material(workspace, exercise_id))


def unanswered_of(material: "Material") -> tuple[Unanswered, ...]:
    """The same of an exercise that is read already."""
    from engage_app.services.tables.themes import telling_themes

    base = int(material.said.answered.sum())
    given = store.answers(material.connection, material.exercise_id)
    answered = {each.theme_id for each in given if each.answer.strip()}
    found = []
    for theme_id in telling_themes(material):
        tree = material.theme_tree
        if answered & {theme_id, *tree.lineage(theme_id)}:
            continue
        raised = int(material.said.respondents[:, tree.ids.index(theme_id)].sum())
        if raised and raised >= WEIGHS * base:
            name = material.themes[theme_id].name
            found.append(Unanswered(theme_id, name, raised, raised / base))
    return tuple(sorted(found, key=lambda one: -one.respondents))


def _find(workspace: Workspace, exercise_id: int, answer_id: int) -> ThemeAnswer:
    for each in answers(workspace, exercise_id):
        if each.id == answer_id:
            return each
    raise NotPossible("That answer is no longer there.", action="Look at the list again.")


def _check_theme(workspace: Workspace, exercise_id: int, theme_id: int) -> None:
    if theme_id not in {each.id for each in codebook.themes(workspace.connection, exercise_id)}:
        raise NotPossible("That theme is no longer there.", action="Choose another one.")


def _checked(texts: dict[str, str]) -> dict[str, Any]:
    unknown = set(texts) - set(_TEXTS)
    if unknown:
        raise TypeError(f"an answer has no {', '.join(sorted(unknown))}")
    return {name: text.strip() for name, text in texts.items()}
