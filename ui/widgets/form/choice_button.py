"""Radio buttons and check boxes whose words wrap, in both densities.

Qt's own cut their words off where there isn't the room: at 200 % text size that is most of them.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from engage_app.domain.questionnaire import Choice
from ui.theme import theme
from ui.widgets.form.density import MEASURES, Density

if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    _Base = object  # what it is mixed into is the button
_TICK = ((0.24, 0.52), (0.43, 0.70), (0.77, 0.32))  # shares of the box
_NARROWEST = 140  # pixels at 100 % text size


class _Wrapped(_Base):
    """Paints a choice: its mark, the key that picks it, its words over as many lines as they need."""

    round = True

    def dress(self, choice: Choice, key: str, density: Density, *, bare: bool, name: str) -> None:
        """Say what it stands for; a bare one lies in a table under its words."""
        self.choice, self.key, self.density, self.bare = choice, key, density, bare
        self.setText(choice.label.replace("&", "&&"))
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFont(theme.font(MEASURES[density].step))
        theme.changed.connect(self._redress)

    def set_bare(self, bare: bool) -> None:
        """Whether its words stand elsewhere."""
        self.bare = bare
        self.updateGeometry()

    def _redress(self) -> None:
        self.setFont(theme.font(MEASURES[self.density].step))
        self.updateGeometry()

    @property
    def large(self) -> bool:
        """Whether it is a respondent's."""
        return self.density is Density.RESPONDENT

    def nextCheckState(self) -> None:
        """A radio button that is on stays on."""
        self.setChecked(True if self.round else not self.isChecked())

    def hitButton(self, place: QPoint) -> bool:
        """Everywhere: words are as good as the mark."""
        return bool(self.rect().contains(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its group knows what keys mean; Space is Qt's."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def hasHeightForWidth(self) -> bool:
        """Narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height its words need."""
        measures = MEASURES[self.density]
        words = 0 if self.bare else self._words_height(width - self._words_left() - self._pad())
        mark = theme.px(measures.indicator)
        return max(theme.px(measures.target), max(words, mark) + 2 * self._pad())

    def sizeHint(self) -> QSize:
        """All its words in one line."""
        width = self._words_left() + self._pad()
        if not self.bare:
            width += self.fontMetrics().horizontalAdvance(self.choice.label) + theme.px(4)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A few words wide."""
        width = min(self.sizeHint().width(), theme.px(_NARROWEST))
        return QSize(width, theme.px(MEASURES[self.density].target))

    def event(self, event: QEvent) -> bool:
        """Show where the pointer is."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return bool(super().event(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, mark, key, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        mark = self._mark()
        self._paint_mark(painter, QRectF(mark))
        if not self.bare:
            self._paint_words(painter, mark)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        area = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        boxed = self.large and not self.bare
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if boxed or self.underMouse():
            ground = "soft" if boxed and self.isChecked() else "surface" if boxed else "hover"
            painter.setBrush(theme.colour("hover" if self.underMouse() else ground))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), theme.px(3) if self.large else 2))
        elif boxed:
            edge = "primary" if self.isChecked() else "edge"
            painter.setPen(QPen(theme.colour(edge), 2 if self.isChecked() else 1))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(area, theme.px(6), theme.px(6))

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        checked = self.isChecked()
        painter.setPen(
            QPen(theme.colour("primary" if checked else "edge"), 2 if self.large else 1.3)
        )
        painter.setBrush(theme.colour("primary" if checked else "surface"))
        if self.round:
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        if not checked:
            return
        ink = theme.colour("on_primary")
        if self.round:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            inset = box.width() * 0.28
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
        else:
            pen = QPen(ink, box.width() / 8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPolyline(
                QPolygonF(
                    [
                        QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                        for x, y in _TICK
                    ]
                )
            )

    def _paint_words(self, painter: QPainter, mark: QRect) -> None:
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if self.key:
            painter.setPen(theme.colour("muted"))
            painter.drawText(
                QRect(mark.right() + theme.px(7), 0, self._key_width(), self.height()),
                flags,
                self.key,
            )
        left = self._words_left()
        chosen = self.large and self.isChecked() and not self.underMouse()
        painter.setPen(theme.colour("on_soft" if chosen else "text"))
        area = QRect(left, 0, self.width() - left - self._pad(), self.height())
        painter.drawText(area, flags | self._wrap(area.width()), self.choice.label)

    def _pad(self) -> int:
        return theme.px(MEASURES[self.density].pad)

    def _mark(self) -> QRect:
        side = theme.px(MEASURES[self.density].indicator)
        left = (self.width() - side) // 2 if self.bare else self._pad()
        return QRect(left, (self.height() - side) // 2, side, side)

    def _key_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("00") + theme.px(5) if self.key else 0

    def _words_left(self) -> int:
        side = theme.px(MEASURES[self.density].indicator)
        return self._pad() + side + (0 if self.bare else theme.px(8) + self._key_width())

    def _wrap(self, width: int) -> int:
        """Between words, but inside one that is wider than all the room."""
        measure = self.fontMetrics().horizontalAdvance
        fits = all(measure(word) <= width for word in self.choice.label.split())
        return int(Qt.TextFlag.TextWordWrap if fits else Qt.TextFlag.TextWrapAnywhere)

    def _words_height(self, width: int) -> int:
        room = QRect(0, 0, max(width, 1), 100_000)
        return int(
            self.fontMetrics().boundingRect(room, self._wrap(width), self.choice.label).height()
        )


class OneButton(_Wrapped, QRadioButton):
    """One choice of which one is taken."""

    def __init__(
        self, choice: Choice, key: str, density: Density, *, bare: bool = False, name: str = ""
    ) -> None:
        super().__init__()
        self.setAutoExclusive(False)  # its group is: the answer can be taken back
        self.dress(choice, key, density, bare=bare, name=name or choice.label)


class ManyButton(_Wrapped, QCheckBox):
    """One choice of which several may be taken."""

    round = False

    def __init__(
        self, choice: Choice, key: str, density: Density, *, bare: bool = False, name: str = ""
    ) -> None:
        super().__init__()
        self.dress(choice, key, density, bare=bare, name=name or choice.label)


ChoiceButton = OneButton | ManyButton
