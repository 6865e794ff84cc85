"""The position scale of an exercise: its steps, and changing them without losing an answer."""

from collections.abc import Sequence
from dataclasses import replace

from engage_app.domain.changes import Changes
from engage_app.domain.exercise import Position, Side
from engage_app.domain.scales import new_code, scale_text, step
from engage_app.errors import NotPossible
from engage_app.services import planning
from engage_app.services.workspace import Workspace
from storage import questionnaire as store

_NEEDED = {
    Side.FOR: "A scale needs a step for the proposal.",
    Side.AGAINST: "A scale needs a step against the proposal.",
    Side.BOTH: "A scale needs a step for mixed views: a group that is divided is reported there.",
}


def positions(workspace: Workspace, exercise_id: int) -> tuple[Position, ...]:
    """The exercise's position scale, retired steps among them."""
    return planning.exercise(workspace, exercise_id).positions


def offered(workspace: Workspace, exercise_id: int) -> tuple[Position, ...]:
    """The steps that may be chosen: those that aren't retired."""
    return tuple(each for each in positions(workspace, exercise_id) if not each.retired)


def step_usage(workspace: Workspace, exercise_id: int) -> dict[str, int]:
    """By the code of a step: responses that hold it; 0 where only a tagging rule means it."""
    return store.position_usage(workspace.connection, exercise_id)


def use_scale(workspace: Workspace, exercise_id: int, scale: Sequence[Position]) -> Changes:
    """Take another scale. Steps in use that it doesn't have are kept, retired."""
    codes = {each.code for each in scale}
    used = step_usage(workspace, exercise_id)
    kept = [
        replace(each, retired=True)
        for each in positions(workspace, exercise_id)
        if each.code in used and each.code not in codes
    ]
    return _save(workspace, exercise_id, [*scale, *kept])


def add_step(workspace: Workspace, exercise_id: int, label: str, side: Side) -> Changes:
    """Add a step as the last one.

    Raises:
        NotPossible: the label is blank, or another step bears it.
    """
    scale = positions(workspace, exercise_id)
    label = _label(label, scale)
    code = new_code(label, (each.code for each in scale))
    return _save(workspace, exercise_id, [*scale, step(code, label, side)])


def edit_step(
    workspace: Workspace,
    exercise_id: int,
    code: str,
    *,
    label: str | None = None,
    side: Side | None = None,
) -> Changes:
    """Rename a step or let it lean another way; the responses that hold it stay with it.

    Raises:
        NotPossible: the label is blank or another step's, or no step would lean that way any more.
    """
    scale = positions(workspace, exercise_id)
    others = [each for each in scale if each.code != code]
    changed = [
        step(
            each.code,
            each.label if label is None else _label(label, others),
            each.side if side is None else side,
            retired=each.retired,
        )
        if each.code == code
        else each
        for each in scale
    ]
    return _save(workspace, exercise_id, changed)


def move_step(workspace: Workspace, exercise_id: int, code: str, place: int) -> Changes:
    """Put a step before the `place`-th of the others."""
    scale = positions(workspace, exercise_id)
    order = [each for each in scale if each.code != code]
    order[place:place] = [each for each in scale if each.code == code]
    return _save(workspace, exercise_id, order)


def remove_step(workspace: Workspace, exercise_id: int, code: str) -> Changes:
    """Take a step away; one that responses hold or rules mean is retired instead.

    Raises:
        NotPossible: no step would lean that way any more.
    """
    used = code in step_usage(workspace, exercise_id)
    changed = [
        replace(each, retired=True) if each.code == code else each
        for each in positions(workspace, exercise_id)
        if used or each.code != code
    ]
    return _save(workspace, exercise_id, changed)


def bring_back_step(workspace: Workspace, exercise_id: int, code: str) -> Changes:
    """Offer a retired step again."""
    scale = positions(workspace, exercise_id)
    changed = [replace(each, retired=each.retired and each.code != code) for each in scale]
    return _save(workspace, exercise_id, changed)


def _save(workspace: Workspace, exercise_id: int, scale: Sequence[Position]) -> Changes:
    active = {each.side for each in scale if not each.retired}
    for side, sentence in _NEEDED.items():
        if side not in active:
            raise NotPossible(sentence, action="Add another such step first.")
    with workspace.acting("change position scale", exercise_id) as action:
        action.update("exercise", exercise_id, {"position_scale": scale_text(scale)})
    return action.changes()


def _label(label: str, others: Sequence[Position]) -> str:
    words = " ".join(label.split())
    if not words:
        raise NotPossible("A step of the scale needs words.", action="Type some, then try again.")
    for other in others:
        if other.label.casefold() == words.casefold():
            sentence = f"The scale has a step “{other.label}” already."
            if other.retired:
                raise NotPossible(sentence, action="It is retired: bring it back instead.")
            raise NotPossible(sentence, action="Choose other words.")
    return words
