"""The report as the board will read it: words one can select, tables, charts."""

from dataclasses import replace
from html import escape
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QPixmap, QResizeEvent, QTextBlock, QTextDocument, QTextOption
from PySide6.QtWidgets import QTextBrowser

from engage_app.domain.report import Chart
from ui.pages.report_html import CHART, PLACE, RichReport
from ui.theme import theme
from ui.widgets.chart_view import ChartView

_WIDEST = 720  # pixels at 100 % text size: about the width of a page
_MARGIN = 32
_NARROW = 640
_AFTER = 150  # milliseconds without another width


class ReportPreview(QTextBrowser):
    """Shows a RichReport; the place being read is kept when another version comes.

    A long paper takes Qt half a second to lay out with its charts. So it is never asked for all of
    it at once: Qt goes on below what is in sight whenever nothing else is to be done, and the
    charts are drawn before it gets there, one at a time.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Preview of the report")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)  # tables keep their words whole
        self._rich = RichReport()
        self._drawn: dict[tuple[Chart, int], QPixmap] = {}
        self._sought: tuple[str, ...] = ()
        self._reading = 0  # where to, once so much is laid out
        # One that comes and goes would lay all of it out again, narrower.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().rangeChanged.connect(self._go_on_reading)
        self.verticalScrollBar().actionTriggered.connect(self._read_elsewhere)
        self._drawing = QTimer(self, interval=0)
        self._drawing.timeout.connect(self._draw_one)
        self._resized = QTimer(self, singleShot=True, interval=_AFTER)
        self._resized.timeout.connect(self._lay_out)
        theme.changed.connect(self._redraw)

    @property
    def pictures(self) -> int:
        """How many charts the report holds."""
        return len(self._rich.charts)

    def show_report(self, rich: RichReport) -> None:
        """Show this report."""
        if (rich.html, rich.charts) != (self._rich.html, self._rich.charts):
            self._rich = rich
            kept = set(rich.charts)
            self._drawn = {key: made for key, made in self._drawn.items() if key[0] in kept}
            self._lay_out()
        sought, self._sought = self._sought, ()
        if sought:
            self.go_to_words(sought)

    def show_sentence(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self._rich, self._sought, self._reading = RichReport(), (), 0
        self._resized.stop()
        self.setPlainText(sentence)

    def go_to_text(self, key: str) -> None:
        """Bring the drafted text of this key into sight, if it is printed."""
        if f'name="{PLACE}{escape(key)}"' in self._rich.html:
            self.scrollToAnchor(f"{PLACE}{key}")
        elif key.startswith("cover."):
            self.verticalScrollBar().setValue(0)

    def go_to_words(self, sought: tuple[str, ...]) -> None:
        """Bring into sight the first of these that is printed as a quotation or a heading; where
        the best one isn't yet, the next preview is looked through too."""
        self._sought = sought
        for words in sought:
            flat = " ".join(words.split())
            block = self.document().begin()
            while block.isValid():
                if _prints(block, flat):
                    if words == sought[0]:
                        self._sought = ()
                    top = self.document().documentLayout().blockBoundingRect(block).top()
                    self.verticalScrollBar().setValue(round(top) - theme.px(48))
                    return
                block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Draw a chart when the document asks for it."""
        address = name.toString() if isinstance(name, QUrl) else name
        if kind == QTextDocument.ResourceType.ImageResource.value and address.startswith(CHART):
            return self._picture(self._rich.charts[int(address.removeprefix(CHART))])
        return super().loadResource(kind, name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Charts are as wide as the page, once its edge is no longer being drawn."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._rich.html:
            self._resized.start()

    @property
    def _width(self) -> int:
        """Of a chart."""
        return min(self.viewport().width() - 2 * self._margin - 2, theme.px(_WIDEST))

    def _draw_one(self) -> None:
        """The next chart that isn't drawn yet."""
        width = self._width
        for chart in self._rich.charts:
            if (chart, width) not in self._drawn:
                self._picture(chart)
                return
        self._drawing.stop()

    def _picture(self, chart: Chart) -> QPixmap:
        width = self._width
        key = (chart, width)
        if key not in self._drawn:
            view = ChartView()
            view.setStyleSheet("QScrollArea { border: none; }")
            view.resize(max(width, theme.px(240)), theme.px(600))
            view.show(replace(chart, title=""))  # its caption is over it
            view.grab()  # lays it out at this width
            self._drawn[key] = _within(view.canvas.grab(), width)
            view.deleteLater()
        return self._drawn[key]

    @property
    def _margin(self) -> int:
        """Less where the page is narrow."""
        return theme.px(_MARGIN if self.viewport().width() > theme.px(_NARROW) else _MARGIN // 2)

    def _redraw(self) -> None:
        """Once the window has its new colours and sizes: both at once would hold it up."""
        self._drawn.clear()
        if self._rich.html:
            self._resized.start()

    def _lay_out(self) -> None:
        self._resized.stop()
        bar = self.verticalScrollBar()
        reading = self._reading or bar.value()
        document = self.document()
        document.setDefaultStyleSheet(_style())
        document.setDocumentMargin(self._margin)
        self.setHtml(self._rich.html)
        self._reading = reading
        self._go_on_reading()
        self._drawing.start()

    def _go_on_reading(self) -> None:
        """Go back to where the officer was, as far as it is laid out."""
        bar, reading = self.verticalScrollBar(), self._reading
        if reading:
            bar.setValue(min(reading, bar.maximum()))
            self._reading = reading if bar.maximum() < reading else 0

    def _read_elsewhere(self) -> None:
        """The officer scrolls."""
        self._reading = 0


def _prints(block: QTextBlock, words: str) -> bool:
    """Whether a block is this quotation, or this heading after its number."""
    text = " ".join(block.text().split())
    if block.blockFormat().headingLevel():
        return text.endswith(words)
    return text.strip("“”") == words


def _within(picture: QPixmap, width: int) -> QPixmap:
    """A chart with many columns is wider than the page, and is made smaller as on paper."""
    ratio = picture.devicePixelRatio()
    if picture.width() <= width * ratio:
        return picture
    smooth = Qt.TransformationMode.SmoothTransformation
    return picture.scaledToWidth(round(width * ratio), smooth)


def _style() -> str:
    ink = theme.tokens
    body, small = theme.font().pointSizeF(), theme.font("small").pointSizeF()
    return f"""
        body, p, li, td, th {{ color: {ink.text}; font-size: {body}pt; }}
        p, ul {{ margin-top: 0; margin-bottom: {theme.px(10)}px; }}
        p.organisation {{ color: {ink.muted}; font-weight: 600; }}
        p.title {{ font-size: {body * 1.9}pt; font-weight: 700; color: {ink.link}; }}
        p.subtitle {{ font-size: {body * 1.2}pt; color: {ink.muted}; }}
        h2 {{ font-size: {body * 1.5}pt; color: {ink.link};
              margin-top: {theme.px(28)}px; margin-bottom: {theme.px(8)}px; }}
        h3 {{ font-size: {body * 1.2}pt; margin-top: {theme.px(18)}px;
              margin-bottom: {theme.px(6)}px; }}
        h4 {{ font-size: {body}pt; }}
        p.quote {{ margin-left: {theme.px(24)}px; margin-bottom: {theme.px(2)}px;
                   font-style: italic; }}
        p.attribution {{ margin-left: {theme.px(24)}px; color: {ink.muted}; }}
        p.caption {{ font-weight: 700; margin-top: {theme.px(12)}px;
                     margin-bottom: {theme.px(2)}px; }}
        p.note {{ color: {ink.muted}; font-size: {small}pt; margin-bottom: {theme.px(2)}px; }}
        table {{ border-collapse: collapse; border-color: {ink.line}; border-style: solid;
                 margin-top: {theme.px(6)}px; margin-bottom: {theme.px(6)}px; }}
        th {{ background-color: {ink.hover}; font-weight: 600; }}
        table.figures td, table.figures th {{ font-size: {small}pt; }}
        table.wide td, table.wide th {{ font-size: {small * 0.85}pt; }}
        table.widest td, table.widest th {{ font-size: {small * 0.74}pt; }}
    """
