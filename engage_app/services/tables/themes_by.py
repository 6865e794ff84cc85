"""Themes by place, by activity, by kind of activity, and by the answers to closed questions."""

from engage_app.domain.report import Table
from engage_app.services.tables.cross_table import crossed
from engage_app.services.tables.dimension_answers import QUESTION
from engage_app.services.tables.dimensions import crossed_questions, dimension
from engage_app.services.tables.material import Material
from engage_app.services.tables.questions import table_name


def by_place(material: Material) -> Table | None:
    """None where there are no themes, or nobody's place is known, or all have one."""
    return _by(material, "place", "theme_by_place", "Themes by place")


def by_activity(material: Material) -> Table | None:
    """None where there are no themes, or too few activities to compare, or too many to print."""
    return _by(material, "activity", "theme_by_activity", "Themes by activity")


def by_channel(material: Material) -> Table | None:
    """None where there are no themes, or all took part in one way."""
    return _by(material, "channel", "theme_by_channel", "Themes by kind of activity")


def by_answers(material: Material) -> list[Table]:
    """A table for each closed question with two to twelve choices, in the order asked."""
    found = []
    for question in crossed_questions(material):
        made = _by(
            material,
            f"{QUESTION}{question.name}",
            table_name("theme_by_answer", question),
            f"Themes by answer to “{question.label}”",
        )
        found += [made] if made else []
    return found


def _by(material: Material, columns: str, name: str, title: str) -> Table | None:
    across = dimension(material, columns)
    if not material.theme_tree.ids or not across.common:
        return None
    return crossed(material, dimension(material, "theme"), across, name=name, title=title)
