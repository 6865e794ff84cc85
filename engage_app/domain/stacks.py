"""How long what is hidden of a stacked bar is, where a reader may know it."""

import math

from engage_app.domain.report import Chart

_LEAST = 1e-9  # less is an error of adding up


def shown_of(chart: Chart, row: int) -> float:
    """How long the parts of a bar are that are shown; none is shorter than nothing."""
    return sum(max(value, 0.0) for value in _parts(chart, row) if value is not None)


def hidden_of(chart: Chart, row: int) -> float | None:
    """How long the hidden parts of a bar are together.

    Returns:
        None where nothing is hidden; 0 where it isn't told how long: because what is published
        doesn't say, or because one part alone is hidden, whose figure it would be.
    """
    gaps = _parts(chart, row).count(None)
    if not gaps:
        return None
    whole = 1.0 if chart.share else chart.lengths[row] if row < len(chart.lengths) else None
    left = (whole or 0.0) - shown_of(chart, row)
    return left if gaps > 1 and left > _LEAST else 0.0


def _parts(chart: Chart, row: int) -> list[float | None]:
    values = (one.values[row] if row < len(one.values) else None for one in chart.series)
    return [value if value is not None and math.isfinite(value) else None for value in values]
