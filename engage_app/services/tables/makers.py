"""Who makes which finding. Imported when a finding is made: it brings pandas."""

from collections.abc import Callable, Sequence

from engage_app.domain.report import Table
from engage_app.services.tables import (
    appendices,
    change,
    closed,
    co_occurrence,
    crossed,
    equality,
    method,
    positions,
    quantifier_key,
    reach,
    reasons,
    sentiment_by,
    sessions,
    theme_positions,
    themes,
    themes_by,
    unheard,
    voices,
    ways,
)
from engage_app.services.tables.material import Material

Maker = Callable[[Material], Sequence[Table | None]]


def _alone(make: Callable[[Material], Table | None]) -> Maker:
    return lambda material: (make(material),)


_SINGLE: dict[str, Callable[[Material], Table | None]] = {
    "reach_by_group": reach.by_group,
    "reach_by_method": ways.by_method,
    "reach_by_activity": reach.by_activity,
    "sessions": sessions.sessions,
    "not_heard": unheard.not_heard,
    "position_by_group": positions.by_group,
    "position_counts": positions.counted,
    "themes": themes.by_theme,
    "theme_by_position": theme_positions.by_position,
    "theme_by_group": crossed.by_group,
    "theme_by_subgroup": crossed.by_subgroup,
    "theme_by_place": themes_by.by_place,
    "theme_by_activity": themes_by.by_activity,
    "theme_by_channel": themes_by.by_channel,
    "theme_pairs": co_occurrence.together,
    "sentiment_by_theme": sentiment_by.by_theme,
    "sentiment_by_group": sentiment_by.by_group,
    "sentiment_by_position": sentiment_by.by_position,
    "sentiment_by_activity": sentiment_by.by_activity,
    "sentiment_by_place": sentiment_by.by_place,
    "quotes": voices.quote_table,
    "matrix": appendices.matrix,
    "theme_summary": appendices.theme_summary,
    "campaigns": voices.campaign_table,
    "codings": method.coding_origins,
    "quantifier_key": quantifier_key.quantifier_key,
}
"""Findings of one table, or of none where there is nothing to show."""

MAKERS: dict[str, Maker] = {
    **{name: _alone(make) for name, make in _SINGLE.items()},
    "theme_by_answers": themes_by.by_answers,
    "closed_questions": closed.closed,
    "reasons": reasons.by_answer,
    "changes": change.since_last_time,
    "equality": equality.equality,
}
"""By the names in `services.findings.FINDINGS`."""
