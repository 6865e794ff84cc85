"""Values to pixels, and words to lines, for charts."""

from PySide6.QtGui import QFont, QTextLayout, QTextOption

from engage_app.domain.report import Chart
from engage_app.domain.stacks import hidden_of, shown_of


def wrapped(text: str, font: QFont, width: float) -> str:
    """The text with line breaks so that it fits a width: between words, in a word if need be."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    utf16 = text.encode("utf-16-le")  # Qt counts in these
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        lines.append(utf16[2 * start : 2 * (start + length)].decode("utf-16-le").strip())
    layout.endLayout()
    return "\n".join(lines)


class BarScale:
    """Values to pixels: from 0, or below it where a value is."""

    def __init__(self, chart: Chart, left: float, right: float, *, stacked: bool) -> None:
        self.end = right
        self._left = left
        values = [value for one in chart.series for value in one.values if value is not None]
        if stacked:
            totals = [
                shown_of(chart, place) + (hidden_of(chart, place) or 0.0)
                for place in range(len(chart.categories))
            ]
            self._low, high = 0.0, max([1.0 if chart.share else 0.0, *totals])
        else:
            self._low, high = min([0.0, *values]), max([0.0, *values])
        self._per_unit = max(1.0, right - left) / ((high - self._low) or 1.0)

    def at(self, value: float) -> float:
        """Where a value lies."""
        return self._left + (value - self._low) * self._per_unit
