"""Where everything in a chart goes, at a width. It draws nothing: see chart_view."""

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF

from engage_app.domain.palette import series_colour, text_on
from engage_app.domain.report import NO_FIGURE, SUPPRESSED, Chart, ChartKind
from engage_app.domain.stacks import hidden_of
from ui.models.formats import kind_of, written
from ui.theme import theme
from ui.tokens import blend
from ui.widgets.chart_scale import BarScale, wrapped

LEFT, RIGHT, CENTRE = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignHCenter,
)
_WIDE = 10_000.0


@dataclass(frozen=True)
class Words:
    """Text in its place; `colour` is a token or "#RRGGBB"."""

    place: QRectF
    text: str
    colour: str = "text"
    side: Qt.AlignmentFlag = LEFT
    step: str = "body"
    bold: bool = False
    ground: str = ""  # laid under the words, where they stand on hatching


@dataclass(frozen=True)
class Mark:
    """A bar, a part of one, or a cell: something to click. `colour` is empty where hidden."""

    place: QRectF
    category: int
    series: int
    colour: str
    said: str


@dataclass
class Sheet:
    """A chart laid out."""

    words: list[Words] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    swatches: list[tuple[QRectF, str]] = field(default_factory=list)
    zero: tuple[float, float, float] | None = None  # x, top and bottom of the line bars start at
    size: QSizeF = field(default_factory=QSizeF)


class ChartLayout:
    """Lays one chart out at one width, in the theme of this moment.

    Args:
        missing: what stands where a value is None: SUPPRESSED, hatched, or NO_FIGURE, where there
            is nobody to have one.
    """

    def __init__(self, chart: Chart, width: float, missing: str = SUPPRESSED) -> None:
        self.chart = chart
        self._missing = missing
        self._blank = "surface" if missing == NO_FIGURE else ""  # nothing hidden, nothing hatched
        self.sheet = Sheet()
        self._kind = kind_of(chart)
        self._pad = theme.px(16)
        self._inner = max(width - 2 * self._pad, theme.px(160))
        self._y = float(self._pad)
        self._body = QFontMetricsF(theme.font())
        self._small = QFontMetricsF(theme.font("small"))
        self._bold = QFontMetricsF(theme.font(bold=True))
        self._right = self._pad + self._inner

    def lay_out(self) -> Sheet:
        """Title, legend, rows or cells, and the label of the axis."""
        self._title()
        if self.chart.kind is ChartKind.HEAT:
            self._heat()
        else:
            if len(self.chart.series) > 1:
                self._legend()
            self._rows()
        self._axis()
        self.sheet.size = QSizeF(self._right + self._pad, self._y + self._pad)
        return self.sheet

    def _say(self, category: int, series: int) -> str:
        figure = self._written(category, series)
        parts = [self.chart.categories[category], "no figure" if figure == NO_FIGURE else figure]
        if len(self.chart.series) > 1:
            parts.insert(1, self.chart.series[series].name)
        return ", ".join(parts)

    def _written(self, category: int, series: int) -> str:
        value = self._value(category, series)
        return self._missing if value is None else written(value, self._kind)

    def _value(self, category: int, series: int) -> float | None:
        values = self.chart.series[series].values
        return values[category] if category < len(values) else None

    def _colour(self, series: int) -> str:
        return series_colour(series, self.chart.series[series].colour)

    def _height(self, metrics: QFontMetricsF, text: str) -> float:
        return metrics.lineSpacing() * (text.count("\n") + 1)

    def _title(self) -> None:
        text = wrapped(self.chart.title, theme.font(bold=True), self._inner)
        height = self._height(self._bold, text)
        place = QRectF(self._pad, self._y, self._inner, height)
        self.sheet.words.append(Words(place, text, bold=True))
        self._y += height + theme.px(12)

    def _legend(self) -> None:
        side, gap, line = theme.px(12), theme.px(6), self._small.height() + theme.px(4)
        x = float(self._pad)
        for number, series in enumerate(self.chart.series):
            width = side + gap + self._small.horizontalAdvance(series.name) + theme.px(2)
            if x > self._pad and x + width > self._right:
                x, self._y = float(self._pad), self._y + line
            square = QRectF(x, self._y + (line - side) / 2, side, side)
            self.sheet.swatches.append((square, self._colour(number)))
            place = QRectF(x + side + gap, self._y, min(width, self._inner), line)
            self.sheet.words.append(Words(place, series.name, step="small"))
            x += width + theme.px(14)
        self._y += line + theme.px(10)

    def _label_width(self, share: float) -> float:
        widest = max(
            (self._body.horizontalAdvance(name) for name in self.chart.categories), default=0.0
        )
        return min(widest + 2, self._inner * share)

    def _rows(self) -> None:
        beside = self._inner >= theme.px(400)
        label_width = self._label_width(0.38) if beside else self._inner
        start = self._pad + (label_width + theme.px(12) if beside else 0.0)
        stacked = self.chart.kind is ChartKind.STACKED
        value_width = 0.0 if stacked else self._value_width()
        bars = BarScale(self.chart, start, self._right - value_width, stacked=stacked)
        thickness = theme.px(22) if stacked or len(self.chart.series) == 1 else theme.px(14)
        deep = thickness if stacked else thickness * max(1, len(self.chart.series))
        top = self._y
        for category, whole in enumerate(self.chart.categories):
            name = wrapped(whole, theme.font(), label_width)
            height = self._height(self._body, name)
            if beside:
                row = max(height, deep)
                self._label(name, QRectF(self._pad, self._y, label_width, row), RIGHT)
                bar_top = self._y + (row - deep) / 2
            else:
                self._label(name, QRectF(self._pad, self._y, label_width, height), LEFT)
                bar_top = self._y + height + theme.px(2)
                row = bar_top + deep - self._y
            if stacked:
                self._stack(category, bars, bar_top, thickness)
            else:
                self._bars(category, bars, bar_top, thickness)
            self._y += row + theme.px(10)
        if beside and not stacked:
            self.sheet.zero = (bars.at(0.0), top - theme.px(4), self._y - theme.px(6))

    def _label(self, name: str, place: QRectF, side: Qt.AlignmentFlag) -> None:
        self.sheet.words.append(Words(place, name, side=side))

    def _value_width(self) -> float:
        return theme.px(10) + max(
            (
                self._body.horizontalAdvance(self._written(category, series))
                for category in range(len(self.chart.categories))
                for series in range(len(self.chart.series))
            ),
            default=0.0,
        )

    def _bars(self, category: int, bars: BarScale, top: float, thickness: float) -> None:
        zero = bars.at(0.0)
        for series in range(len(self.chart.series)):
            value = self._value(category, series)
            stub = theme.px(0 if self._blank else 36)
            end = zero + stub if value is None else bars.at(value)
            left, right = min(zero, end), max(zero, end)
            place = QRectF(left, top + series * thickness, right - left, thickness - 1)
            colour = self._blank if value is None else self._colour(series)
            self._mark(place, category, series, colour)
            text_place = QRectF(right + theme.px(6), place.top(), _WIDE, thickness)
            text = self._written(category, series)
            self.sheet.words.append(Words(text_place, text, bold=value is not None))

    def _stack(self, category: int, bars: BarScale, top: float, thickness: float) -> None:
        done = 0.0
        hidden = []
        for series in range(len(self.chart.series)):
            value = self._value(category, series)
            if value is None:
                hidden.append(series)
                continue
            left, right = bars.at(done), bars.at(done + value)
            done += value
            place = QRectF(left, top, right - left, thickness)
            colour = self._colour(series)
            self._mark(place, category, series, colour)
            self._inside(place, self._written(category, series), text_on(colour))
        if not hidden:
            return
        # What is hidden has one place for all its parts: their sizes must not be guessed.
        left = bars.at(done)
        length = hidden_of(self.chart, category)
        right = bars.at(done + length) if length else min(left + theme.px(36), bars.end)
        place = QRectF(left, top, max(right - left, theme.px(28)), thickness)
        if self._blank and done:  # the other parts are the whole
            return
        self._mark(place, category, hidden[0], self._blank)
        self._inside(place, self._missing, "text")

    def _inside(self, place: QRectF, text: str, colour: str) -> None:
        if self._small.horizontalAdvance(text) + theme.px(6) <= place.width():
            ground = "sunken" if text == SUPPRESSED else ""
            self.sheet.words.append(Words(place, text, colour, CENTRE, "small", ground=ground))

    def _mark(self, place: QRectF, category: int, series: int, colour: str) -> None:
        said = self._say(category, series)
        self.sheet.marks.append(Mark(place, category, series, colour, said))

    def _heat(self) -> None:
        longest = max(
            (
                self._small.horizontalAdvance(word)
                for one in self.chart.series
                for word in one.name.split()
            ),
            default=0.0,
        )
        least = max(theme.px(48), min(longest + theme.px(8), theme.px(112)))
        spare = self._inner - theme.px(12) - least * len(self.chart.series)
        # Names give way to columns down to a few words a line; then the chart scrolls.
        label_width = min(self._label_width(0.34), max(spare, theme.px(144)))
        start = self._pad + label_width + theme.px(12)
        width = max(least, (self._right - start) / max(1, len(self.chart.series)))
        self._right = max(self._right, start + width * len(self.chart.series))
        inner = width - theme.px(6)
        names = [wrapped(one.name, theme.font("small"), inner) for one in self.chart.series]
        tall = max((self._height(self._small, name) for name in names), default=0.0)
        for number, name in enumerate(names):
            height = self._height(self._small, name)
            left = start + number * width + theme.px(3)
            place = QRectF(left, self._y + tall - height, inner, height)
            self.sheet.words.append(Words(place, name, "muted", CENTRE, "small"))
        self._y += tall + theme.px(6)
        most = max(
            (value for series in self.chart.series for value in series.values if value), default=1.0
        )
        for category, whole in enumerate(self.chart.categories):
            name = wrapped(whole, theme.font(), label_width)
            height = self._height(self._body, name)
            row = max(height + theme.px(6), theme.px(30))
            self._label(name, QRectF(self._pad, self._y, label_width, row), RIGHT)
            for number in range(len(names)):
                place = QRectF(start + number * width, self._y, width, row)
                self._cell(place, category, number, most)
            self._y += row

    def _cell(self, place: QRectF, category: int, series: int, most: float) -> None:
        value = self._value(category, series)
        ground = theme.tokens.surface
        share = 0.0 if value is None else max(0.0, value / most)
        colour = self._blank if value is None else blend(theme.tokens.link, ground, share)
        self._mark(place, category, series, colour)
        ink = "text" if value is None else text_on(colour)
        self._inside(place, self._written(category, series), ink)

    def _axis(self) -> None:
        if not self.chart.axis:
            return
        self._y += theme.px(2)
        text = wrapped(self.chart.axis, theme.font("small"), self._inner)
        height = self._height(self._small, text)
        place = QRectF(self._pad, self._y, self._inner, height)
        self.sheet.words.append(Words(place, text, "muted", LEFT, "small"))
        self._y += height
