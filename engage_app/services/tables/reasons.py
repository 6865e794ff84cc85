"""Reasons by answer: the themes of an open question by what was chosen in the closed one."""

from functools import partial

import numpy as np

from analysis.reasons import restricted
from analysis.themes import Raised
from engage_app.domain.questionnaire import Question
from engage_app.domain.reasons import explained
from engage_app.domain.report import Table
from engage_app.services.tables.categories import Category, Dimension, keyed, tree_sums
from engage_app.services.tables.cross_table import crossed
from engage_app.services.tables.dimension_answers import answered
from engage_app.services.tables.material import Material
from engage_app.services.tables.questions import table_name
from engage_app.services.tables.themes import theme_name

_BOTH = "All who answered both questions"


def by_answer(material: Material) -> list[Table]:
    """A table for each open question that gives the reasons for a closed one."""
    if not material.theme_tree.ids:
        return []
    return [_table(material, *pair) for pair in explained(material.questions)]


def _table(material: Material, asked: Question, closed: Question) -> Table:
    columns = answered(material, closed)
    return crossed(
        material,
        _themes_of(material, asked),
        Dimension(
            columns.name,
            columns.label,
            columns.categories,
            _named(columns.base),
            whole=columns.whole,
        ),
        name=table_name("reasons", asked),
        title=f"Reasons, by answer to “{closed.label}”",
        notes=(
            f"The themes are those of the comments given in answer to “{asked.label}”, the columns "
            f"the answers to “{closed.label}”. Only respondents who answered both are counted.",
        ),
    )


def _named(base: Category) -> Category:
    return Category(_BOTH, base.mask, base.key)


def _themes_of(material: Material, asked: Question) -> Dimension:
    """The themes of the comments on one question, among those who made one that is coded."""
    questions = material.comments["question_id"].to_numpy()[material.said.comment_rows]
    said = restricted(material.said, questions == asked.id)
    categories = tuple(
        _theme(material, said, asked, n) for n in range(len(material.theme_tree.ids))
    )
    base = Category(_BOTH, said.answered, ("coded in question", asked.id))
    return Dimension(
        f"reasons:{asked.name}",
        "Theme",
        categories,
        keyed(material, base),
        *tree_sums(material.theme_tree),
    )


def _theme(material: Material, said: Raised, asked: Question, number: int) -> Category:
    """A theme as raised in answer to a question; where nobody raised it elsewhere besides, it is
    the same figure as that of the theme itself."""
    theme_id = material.theme_tree.ids[number]
    mask = said.respondents[:, number]
    same = bool(np.array_equal(mask, material.said.respondents[:, number]))
    return Category(
        theme_name(material, theme_id),
        mask,
        ("respondents", "theme", theme_id) if same else ("theme in question", theme_id, asked.id),
        behind=partial(said.responses, theme_id),
    )
