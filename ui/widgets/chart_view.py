"""A chart of a finding, on screen as in Word and Excel, but one can click on it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QBrush,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from engage_app.domain.palette import contrast
from engage_app.domain.report import SUPPRESSED, Chart, ChartKind
from ui.theme import theme
from ui.widgets.chart_layout import ChartLayout, Mark, Sheet, Words
from ui.widgets.tips import plain

_WIDTHS = 8  # at which a chart stays laid out
_EMPTY = Chart(ChartKind.BARS, "", (), (), "")


class ChartView(QScrollArea):
    """Draws a `Chart`; scrolls where it is larger than its room.

    Signals:
        bar_clicked: (category, series), by mouse or by Enter.
    """

    bar_clicked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chart")
        self._canvas = _Canvas()
        self._canvas.chosen.connect(self.bar_clicked)
        self.setWidget(self._canvas)
        self.setFocusProxy(self._canvas)
        self._canvas.marked.connect(self._bring_into_sight)
        theme.changed.connect(self._dress)

    def show(self, chart: Chart | None = None, missing: str = SUPPRESSED) -> None:
        """Show this chart; without one, become visible as any widget. `missing`: see ChartLayout."""
        if chart is None:
            super().show()
            return
        self._canvas.take(chart, missing)
        for widget in (self, self._canvas):
            widget.setAccessibleName(chart.title)
            widget.setAccessibleDescription(chart.alt_text)
        self._fit()
        self.verticalScrollBar().setValue(0)
        self.updateGeometry()

    @property
    def marks(self) -> list[Mark]:
        """The bars or cells, where they lie on the canvas."""
        return self._canvas.sheet.marks

    @property
    def canvas(self) -> QWidget:
        """What is drawn on."""
        return self._canvas

    def sizeHint(self) -> QSize:
        """Room for all categories."""
        width = theme.px(480)
        return QSize(width, self.height_at(width))

    def height_at(self, width: int) -> int:
        """The height at which nothing scrolls down, with room for a bar to scroll sideways."""
        return round(self._canvas.laid_out(width - 2).size.height()) + theme.px(14)

    def minimumSizeHint(self) -> QSize:
        """A few bars: the rest scrolls."""
        return QSize(theme.px(240), theme.px(140))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chart out anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._canvas.fit(self.viewport().width())

    def _dress(self) -> None:
        """Other colours, or another size of text."""
        self._canvas.forget_sheets()
        self._fit()

    def _bring_into_sight(self, place: QRectF) -> None:
        centre = place.center().toPoint()
        self.ensureVisible(centre.x(), centre.y(), theme.px(24), theme.px(32))


class _Canvas(QWidget):
    chosen = Signal(int, int)
    marked = Signal(QRectF)

    def __init__(self) -> None:
        super().__init__()
        self.chart, self._missing = _EMPTY, SUPPRESSED
        self.sheet = Sheet()
        self._sheets: dict[int, Sheet] = {}  # of the chart, by width: asked for again and again
        self._current = 0
        self._hovered: Mark | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def take(self, chart: Chart, missing: str) -> None:
        """Show another chart: the first bar is the current one."""
        self.chart, self._missing = chart, missing
        self._current, self._hovered = 0, None
        self.forget_sheets()

    def forget_sheets(self) -> None:
        """What was laid out holds no more."""
        self._sheets.clear()

    def laid_out(self, width: int) -> Sheet:
        """The chart at a width."""
        if width not in self._sheets:
            if len(self._sheets) > _WIDTHS:  # while a line is drawn with the mouse
                self._sheets.clear()
            self._sheets[width] = ChartLayout(self.chart, width, self._missing).lay_out()
        return self._sheets[width]

    def fit(self, width: int) -> None:
        """Lay out at a width."""
        self.sheet = self.laid_out(width)
        self._current = min(self._current, max(0, len(self.sheet.marks) - 1))
        self._hovered = None
        self.resize(self.sheet.size.toSize())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what lies in the part to be painted."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = QRectF(event.rect()).adjusted(-8, -8, 8, 8)
        for swatch, colour in self.sheet.swatches:
            self._fill(painter, swatch, colour)
        for mark in self.sheet.marks:
            if mark.place.intersects(seen):
                self._fill(painter, mark.place, mark.colour)
        if self.sheet.zero is not None:
            x, top, bottom = self.sheet.zero
            painter.setPen(QPen(theme.colour("edge"), 1))
            painter.drawLine(round(x), round(top), round(x), round(bottom))
        for words in self.sheet.words:
            if words.place.intersects(seen):
                self._write(painter, words)
        self._ring(painter)
        painter.end()

    def _fill(self, painter: QPainter, place: QRectF, colour: str) -> None:
        inside = place.adjusted(1, 0.5, -1, -0.5)  # neighbours stay apart, also in greyscale
        if not colour:
            painter.setPen(QPen(theme.colour("edge"), 1))
            painter.setBrush(QBrush(theme.colour("sunken")))
            painter.drawRect(inside)
            painter.setBrush(QBrush(theme.colour("edge"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(inside)
            return
        pale = contrast(theme.colour(colour).name(), theme.tokens.surface) < 3  # WCAG 1.4.11
        heat = self.chart.kind is ChartKind.HEAT
        outline = "line" if heat else "edge"
        painter.setPen(QPen(theme.colour(outline), 1) if pale or heat else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(colour))
        painter.drawRect(inside)

    def _write(self, painter: QPainter, words: Words) -> None:
        painter.setFont(theme.font(words.step, bold=words.bold))
        if words.ground:
            metrics = painter.fontMetrics()
            under = QRectF(metrics.boundingRect(words.text)).adjusted(-4, 0, 4, 0)
            under.moveCenter(words.place.center())
            painter.fillRect(under, theme.colour(words.ground))
        painter.setPen(theme.colour(words.colour))
        flags = words.side | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words.place, flags, words.text)

    def _ring(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._hovered is not None:
            painter.setPen(QPen(theme.colour("text"), 1.5))
            painter.drawRect(self._hovered.place)
        if self.hasFocus() and self.sheet.marks:
            place = self.sheet.marks[self._current].place
            painter.setPen(QPen(theme.colour("surface"), 5))
            painter.drawRect(place)
            painter.setPen(QPen(theme.colour("focus"), 2.5))
            painter.drawRect(place)

    def _at(self, x: float, y: float) -> Mark | None:
        for mark in self.sheet.marks:
            if mark.place.adjusted(-1, 0, 4, 0).contains(x, y):
                return mark
        return None

    def event(self, event: QEvent) -> bool:
        """Tooltips say what a bar stands for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self._at(event.pos().x(), event.pos().y())
            if mark is not None:
                QToolTip.showText(event.globalPos(), plain(mark.said), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Outline the bar under the pointer."""
        mark = self._at(event.position().x(), event.position().y())
        if mark is not self._hovered:
            self._hovered = mark
            hand = Qt.CursorShape.PointingHandCursor
            self.setCursor(hand if mark is not None else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has left."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a bar chooses it."""
        mark = self._at(event.position().x(), event.position().y())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = self.sheet.marks.index(mark)
            self.update()
            self.chosen.emit(mark.category, mark.series)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which bar the keys act on."""
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from bar to bar, Enter chooses."""
        keys = Qt.Key
        marks = self.sheet.marks
        if not marks:
            super().keyPressEvent(event)
        elif event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.chosen.emit(marks[self._current].category, marks[self._current].series)
        elif event.key() in (keys.Key_Left, keys.Key_Right):
            self._step(0, 1 if event.key() == keys.Key_Right else -1)
        elif event.key() in (keys.Key_Up, keys.Key_Down):
            self._step(1 if event.key() == keys.Key_Down else -1, 0)
        elif event.key() in (keys.Key_Home, keys.Key_End):
            self._go(0 if event.key() == keys.Key_Home else len(marks) - 1)
        else:
            super().keyPressEvent(event)

    def _step(self, down: int, across: int) -> None:
        now = self.sheet.marks[self._current]
        category, series = now.category + down, now.series + across
        same_row = [
            place for place, mark in enumerate(self.sheet.marks) if mark.category == category
        ]
        if same_row:
            self._go(min(same_row, key=lambda at: abs(self.sheet.marks[at].series - series)))

    def _go(self, place: int) -> None:
        self._current = place
        mark = self.sheet.marks[place]
        self.update()
        self.marked.emit(mark.place)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, mark.said))
