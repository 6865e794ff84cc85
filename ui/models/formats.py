"""How a value of a finding is written, alike in tables and charts."""

from engage_app.domain.figures import figure
from engage_app.domain.report import NOT_AVAILABLE, Chart, Kind, Value


def written(value: Value, kind: Kind) -> str:
    """A cell as the officer reads it: 0.454 as "45%", 1234 as "1,234", 0.636 as "0.64".

    Text and markers stay as they are. Halves go up, as Excel rounds them. A number that isn't
    there is "[x]", a text that isn't there nothing.
    """
    if value is None:
        return "" if kind is Kind.TEXT else NOT_AVAILABLE
    if isinstance(value, str):
        return value
    return figure(value, kind)


def kind_of(chart: Chart) -> Kind:
    """How the values of a chart are written."""
    if chart.share:
        return Kind.SHARE
    known = (value for series in chart.series for value in series.values if value is not None)
    return Kind.COUNT if all(float(value).is_integer() for value in known) else Kind.SCORE
