"""The exercise's position scale as pages offer it."""

from engage_app.domain.exercise import Position
from engage_app.services import scales
from ui.session import Session


def offered_positions(session: Session) -> list[tuple[str, str]]:
    """(words, code) of the steps that may be chosen."""
    steps = scales.offered(session.workspace, session.exercise_id)
    return [(step.label, step.code) for step in steps]


def every_position(session: Session) -> tuple[Position, ...]:
    """The whole scale, retired steps among them: responses may hold one."""
    return scales.positions(session.workspace, session.exercise_id)


def position_names(session: Session) -> dict[str, str]:
    """What the steps are called, by their codes."""
    return {step.code: step.label for step in every_position(session)}
