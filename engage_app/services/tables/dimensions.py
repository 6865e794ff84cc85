"""What the respondents of an exercise can be told apart by, for tables of anything by anything.

Equality questions are no dimension: their answers are kept apart, so that nobody can be looked up
by them.
"""

from collections.abc import Callable
from functools import partial

from engage_app.domain.questionnaire import Question
from engage_app.domain.reasons import can_be_crossed
from engage_app.services.tables import dimension_answers as answers
from engage_app.services.tables import dimension_trees as trees
from engage_app.services.tables.categories import Dimension, known
from engage_app.services.tables.dimension_answers import QUESTION, of_question
from engage_app.services.tables.material import Material

DIMENSIONS: dict[str, tuple[str, Callable[[Material], Dimension]]] = {
    "theme": ("Theme", trees.theme),
    "group": (trees.GROUP, partial(trees.groups, full=False)),
    "subgroup": (trees.IN_FULL, partial(trees.groups, full=True)),
    "place": ("Place", trees.place),
    "activity": ("Activity", answers.activity),
    "channel": ("Kind of activity", answers.channel),
    "position": ("Position", answers.position),
    "sentiment": ("Sentiment", answers.sentiment),
    "kind": ("Person or organisation", answers.kind),
}
"""Name to label and maker, of those that every exercise has; `offered` adds its questions."""


def crossed_questions(material: Material) -> list[Question]:
    """The closed questions that are dimensions: none on equality, groups or consent."""
    return [one for one in material.questions if can_be_crossed(one)]


def offered(material: Material) -> tuple[tuple[str, str], ...]:
    """(name, label) of every dimension of the exercise, each closed question among them."""
    fixed = ((name, label) for name, (label, _) in DIMENSIONS.items())
    asked = ((f"{QUESTION}{one.name}", one.label) for one in crossed_questions(material))
    return (*fixed, *asked)


def dimension(material: Material, name: str) -> Dimension:
    """A dimension by its name: one of DIMENSIONS, or "question:" and a closed question's name.

    Raises:
        ValueError: there is no such dimension.
    """
    made = known(material).dimensions
    if name not in made:
        made[name] = _made(material, name)
    return made[name]


def _made(material: Material, name: str) -> Dimension:
    if name in DIMENSIONS:
        return DIMENSIONS[name][1](material)
    for question in crossed_questions(material):
        if name == f"{QUESTION}{question.name}":
            return of_question(material, question)
    raise ValueError(f"no such dimension: {name}")
