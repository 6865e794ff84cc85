"""Questions made of what the exercise has already, and those that are asked alike everywhere."""

from collections.abc import Sequence

from engage_app.domain.activity import Place
from engage_app.domain.exercise import Position
from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.domain.ready_made import ReadyQuestion
from engage_app.domain.stakeholders import StakeholderGroup
from engage_app.services.questionnaire_adding import Meaning, NewQuestion


def position_question(scale: Sequence[Position]) -> NewQuestion:
    """Where people stand, on the exercise's own scale; each answer means that step."""
    return NewQuestion(
        "What is your view of the proposal?",
        QuestionType.SELECT_ONE,
        Role.POSITION,
        tuple(step.label for step in scale),
        meanings=tuple((step.label, Meaning("position", step.code)) for step in scale),
    )


def group_question(groups: Sequence[StakeholderGroup]) -> NewQuestion:
    """Who answers: a group without groups below it; each answer means that group."""
    above = {group.parent_id for group in groups}
    offered = {group.name: group.id for group in reversed(groups) if group.id not in above}
    names = [group.name for group in groups if offered.get(group.name) == group.id]
    return NewQuestion(
        "Which of these best describes you?",
        QuestionType.SELECT_ONE,
        Role.GROUP,
        tuple(names),
        meanings=tuple((name, Meaning("group", offered[name])) for name in names),
    )


def place_question(places: Sequence[Place]) -> NewQuestion:
    """Where people live: a place without places below it; each answer means that place."""
    above = {place.parent_id for place in places}
    offered = [place for place in places if place.id not in above]
    return NewQuestion(
        "Where do you live?",
        QuestionType.SELECT_ONE,
        Role.PLACE,
        tuple(place.name for place in offered),
        meanings=tuple((place.name, Meaning("place", place.id)) for place in offered),
    )


def ready_question(ready: ReadyQuestion) -> NewQuestion:
    """A question of `domain.ready_made`."""
    return NewQuestion(ready.label, ready.type, ready.role, ready.choices, hint=ready.hint)
