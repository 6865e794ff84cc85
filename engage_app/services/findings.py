"""Findings: the tables of an exercise, for the window as they are, for everybody else suppressed.

pandas is imported by what makes the tables, so only when the first table is asked for.
"""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from engage_app.domain.report import Table
from engage_app.errors import NotPossible
from engage_app.services import planning
from engage_app.services.workspace import Workspace
from storage.pausing import without_collecting

if TYPE_CHECKING:
    from engage_app.services.tables.material import Material

FINDINGS: tuple[tuple[str, str], ...] = (
    ("reach_by_group", "Who was heard"),
    ("reach_by_activity", "How people took part"),
    ("position_by_group", "Position by stakeholder group"),
    ("position_counts", "Positions in numbers"),
    ("themes", "Themes"),
    ("theme_by_position", "Themes by position"),
    ("theme_by_group", "Themes by stakeholder group"),
    ("theme_by_subgroup", "Themes by sub-group"),
    ("closed_questions", "Closed questions"),
    ("equality", "Equality profile"),
    ("quotes", "Example quotations"),
    ("campaigns", "Texts sent by several"),
    ("codings", "Where the codings come from"),
)
"""(name, title) of the findings, in order. Closed questions and the equality profile give a table
for each question, whose own names begin with `question_`, `grid_` or `equality_`; themes by sub-group
give one only where groups have sub-groups."""

_BY_QUESTION = {
    "question_": "closed_questions",
    "grid_": "closed_questions",
    "equality_": "equality",
}

Maker = Callable[["Material"], Sequence[Table | None]]


def findings(
    workspace: Workspace, exercise_id: int, names: Collection[str] | None = None
) -> tuple[Table, ...]:
    """Tables of an exercise, in the order of FINDINGS, with every figure as it is.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        names: which findings, or all.

    Raises:
        NotPossible: there is no such exercise.
        ValueError: there is no such finding.
    """
    from engage_app.services.tables.material import Material

    return made(Material(workspace, exercise_id), names)


@without_collecting()
def made(material: "Material", names: Collection[str] | None = None) -> tuple[Table, ...]:
    """The same from an exercise that is read already."""
    makers = _makers()
    unknown = set(names or ()) - set(makers)
    if unknown:
        raise ValueError(f"no such findings: {', '.join(sorted(unknown))}")
    wanted = [name for name, _ in FINDINGS if names is None or name in names]
    return tuple(table for name in wanted for table in makers[name](material) if table)


def finding(workspace: Workspace, exercise_id: int, name: str) -> Table:
    """One table, by its own name.

    Raises:
        NotPossible: there is no such exercise, or no such table in it.
    """
    family = next((name_ for start, name_ in _BY_QUESTION.items() if name.startswith(start)), name)
    if family in dict(FINDINGS):
        for table in findings(workspace, exercise_id, [family]):
            if table.name == name:
                return table
    raise NotPossible(
        f"This exercise has no table called “{name}”.", action="Choose one from Findings."
    )


def position_paragraphs(
    workspace: Workspace, exercise_id: int, threshold: int = 0
) -> tuple[str, ...]:
    """The paragraphs on positions as a board reads them.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        threshold: groups with fewer respondents, a person among them, are not named.
    """
    from engage_app.services.tables import positions
    from engage_app.services.tables.material import Material

    return positions.paragraphs(Material(workspace, exercise_id), threshold)


def published(tables: Sequence[Table], threshold: int) -> tuple[Table, ...]:
    """The tables as they may leave the application: small numbers hidden in all of them together.

    Args:
        tables: every table that is to leave together.
        threshold: the smallest count of people that may be shown.
    """
    from analysis.disclosure import suppress

    return suppress(tables, threshold)


def findings_json(workspace: Workspace, exercise_id: int, threshold: int) -> dict[str, Any]:
    """The suppressed tables as plain data: what `engage findings --json` prints.

    Raises:
        NotPossible: there is no such exercise.
    """
    from engage_app.services.tables.material import Material

    material = Material(workspace, exercise_id, label_least=threshold)
    return {
        "exercise": planning.exercise(workspace, exercise_id).title,
        "tables": [_plain(table) for table in published(made(material), threshold)],
    }


def _plain(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "unit": table.unit,
        "base": table.base,
        "columns": [column.name for column in table.columns],
        "rows": [list(row) for row in table.rows],
        "notes": list(table.notes),
    }


def _makers() -> dict[str, Maker]:
    from engage_app.services.tables import (
        crossed,
        equality,
        method,
        positions,
        questions,
        reach,
        themes,
        voices,
    )

    single: dict[str, Callable[[Material], Table | None]] = {
        "reach_by_group": reach.by_group,
        "reach_by_activity": reach.by_activity,
        "position_by_group": positions.by_group,
        "position_counts": positions.counted,
        "themes": themes.by_theme,
        "theme_by_position": themes.by_position,
        "theme_by_group": crossed.by_group,
        "theme_by_subgroup": crossed.by_subgroup,
        "quotes": voices.quote_table,
        "campaigns": voices.campaign_table,
        "codings": method.coding_origins,
    }
    makers: dict[str, Maker] = {name: _alone(make) for name, make in single.items()}
    return {**makers, "closed_questions": questions.closed, "equality": equality.equality}


def _alone(make: "Callable[[Material], Table | None]") -> Maker:
    return lambda material: (make(material),)
