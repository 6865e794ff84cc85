"""Findings: the tables of an exercise, for the window as they are, for everybody else suppressed.

pandas is imported by what makes the tables, so only when the first table is asked for.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from engage_app.domain.disclosure import Claim, DisclosureRule
from engage_app.domain.report import Table
from engage_app.errors import NotPossible
from engage_app.progress import Progress, heed, no_progress
from engage_app.services import planning
from engage_app.services.workspace import Workspace
from storage.pausing import without_collecting

if TYPE_CHECKING:
    from engage_app.services.tables.material import Material

FINDINGS: tuple[tuple[str, str], ...] = (
    ("reach_by_group", "Who was heard"),
    ("reach_by_method", "Who took part, by method"),
    ("reach_by_activity", "How people took part"),
    ("sessions", "Sessions and correspondence"),
    ("not_heard", "Who was not heard"),
    ("position_by_group", "Position by stakeholder group"),
    ("position_counts", "Positions in numbers"),
    ("themes", "Themes"),
    ("theme_by_position", "Themes by position"),
    ("theme_by_group", "Themes by stakeholder group"),
    ("theme_by_subgroup", "Themes by sub-group"),
    ("theme_by_place", "Themes by place"),
    ("theme_by_activity", "Themes by activity"),
    ("theme_by_channel", "Themes by kind of activity"),
    ("theme_by_answers", "Themes by answers to closed questions"),
    ("theme_pairs", "Themes raised together"),
    ("sentiment_by_theme", "Sentiment by theme"),
    ("sentiment_by_group", "Sentiment by stakeholder group"),
    ("sentiment_by_position", "Sentiment by position"),
    ("sentiment_by_activity", "Sentiment by activity"),
    ("sentiment_by_place", "Sentiment by place"),
    ("closed_questions", "Closed questions"),
    ("reasons", "Reasons by answer"),
    ("changes", "Change since the exercise before"),
    ("equality", "Equality profile"),
    ("quotes", "Example quotations"),
    ("matrix", "Groups, positions and reasons"),
    ("theme_summary", "Themes and what is answered"),
    ("campaigns", "Texts sent by several"),
    ("codings", "Where the codings come from"),
    ("quantifier_key", "What the words mean"),
)
"""(name, title) of the findings, in order. Closed questions and the equality profile give a table
for each question, whose own names begin with `question_`, `grid_` or `equality_` (and `numbers` for all
that are answered with one), and so do themes by
answers, reasons and change (`theme_by_answer_`, `reasons_`, `change_`). A table of anything by sub-group,
place, activity or kind of activity is given only where there is something to compare."""

BY_QUESTION = {
    "theme_by_answer_": "theme_by_answers",
    "reasons_": "reasons",
    "change_": "changes",
    "question_": "closed_questions",
    "grid_": "closed_questions",
    "numbers": "closed_questions",
    "equality_": "equality",
}


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
def made(
    material: "Material",
    names: Collection[str] | None = None,
    progress: Progress = no_progress,
) -> tuple[Table, ...]:
    """The same from an exercise that is read already; `progress` is told of each finding."""
    from engage_app.services.tables.makers import MAKERS

    unknown = set(names or ()) - set(MAKERS)
    if unknown:
        raise ValueError(f"no such findings: {', '.join(sorted(unknown))}")
    wanted = [name for name, _ in FINDINGS if names is None or name in names]
    tables: list[Table] = []
    for number, name in enumerate(wanted):
        progress(number, len(wanted))
        heed()
        tables += filter(None, MAKERS[name](material))
    return tuple(tables)


def finding(workspace: Workspace, exercise_id: int, name: str) -> Table:
    """One table, by its own name.

    Raises:
        NotPossible: there is no such exercise, or no such table in it.
    """
    family = family_of(name)
    if family in dict(FINDINGS):
        for table in findings(workspace, exercise_id, [family]):
            if table.name == name:
                return table
    raise NotPossible(
        f"This exercise has no table called “{name}”.", action="Choose one from Findings."
    )


def family_of(name: str) -> str:
    """The finding, of FINDINGS, that gives a table of this name."""
    return next((family for start, family in BY_QUESTION.items() if name.startswith(start)), name)


def published(
    tables: Sequence[Table], rule: DisclosureRule, claims: Sequence[Claim] = ()
) -> tuple[Table, ...]:
    """The tables as they may leave the application: small numbers hidden in all of them together.

    Args:
        tables: every table that is to leave together.
        rule: which small numbers are hidden.
        claims: what sentences that leave with them tell.

    Raises:
        NotPossible: a number that is hidden follows from what isn't.
    """
    from analysis.disclosing.telling import Teller
    from engage_app.services.tables import coarser
    from engage_app.services.tables.alt_text import with_alt_text
    from engage_app.services.tables.finishing import finished, hides_bars

    kept, printed, recovered = coarser.published(tables, rule, claims)
    if recovered:
        first = recovered[0]
        where = f", {first.row}, {first.column}" if first.row else ""
        raise NotPossible(
            f"A small number could be worked out from the other figures: {first.table}{where}.",
            action="Choose a rule that hides fewer or rounds counts, or leave that table's finding "
            "out, and try again. Nothing has been written.",
            detail=repr([one.key for one in recovered]),
        )
    ready = finished(kept, printed, rule, Teller(kept, printed, rule, claims))
    done = {
        table.name: with_alt_text(table, hidden=hides_bars(before, after))
        for before, after, table in zip(kept, printed, ready, strict=True)
    }
    return tuple(done[table.name] for table in tables)


def findings_json(workspace: Workspace, exercise_id: int, rule: DisclosureRule) -> dict[str, Any]:
    """The suppressed tables as plain data: what `engage findings --json` prints.

    Those that a paper makes of words or of others come last, such as what is answered to themes.

    Raises:
        NotPossible: there is no such exercise.
    """
    from engage_app.domain.cover import CoverDetails
    from engage_app.services import reporting
    from engage_app.services.paper import workbook

    keys = [key for key, _ in reporting.SECTIONS]
    draft = reporting.draft(workspace, exercise_id, rule, keys, CoverDetails())
    return {
        "exercise": planning.exercise(workspace, exercise_id).title,
        "tables": [
            _plain(table) for table in (*workbook.every(draft).values(), *workbook.made(draft))
        ],
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
