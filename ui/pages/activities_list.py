"""The calendar list: activities by month, each with its day, its hours, where, and how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSignalBlocker, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from engage_app.domain.activity import Activity
from ui.pages.exercise_dates import in_words
from ui.pages.exercises_list import counted
from ui.theme import theme
from ui.widgets.row_painting import paint_ground, write_line

LineRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
UNDATED = "No date yet"


@dataclass(frozen=True)
class ActivityLine:
    """An activity in the list.

    Attributes:
        when: "past", "today" or "coming"; empty where there is no date.
    """

    activity: Activity
    place: str
    responses: int
    when: str

    @property
    def kind(self) -> str:
        """The kind, in a word."""
        return self.activity.kind.value.capitalize()

    @property
    def facts(self) -> str:
        """Hours and where."""
        given = self.activity
        hours = f"{given.starts_at}–{given.ends_at}" if given.ends_at else given.starts_at
        parts = (hours, given.venue, self.place)
        return " · ".join(filter(None, parts))

    @property
    def numbers(self) -> str:
        """Heads and responses, where there are any."""
        attended = self.activity.attended
        heads = "" if attended is None else counted(attended, "head")
        responses = counted(self.responses, "response") if self.responses else ""
        return " · ".join(filter(None, (heads, responses)))

    @property
    def spoken(self) -> str:
        """The whole line, for a screen reader."""
        day = in_words(self.activity.date) or UNDATED
        when = {"today": "today", "coming": "still to come"}.get(self.when, "")
        return ", ".join(
            filter(None, (self.activity.title, day, when, self.kind, self.facts, self.numbers))
        )


def lines_of(
    activities: Sequence[Activity],
    places: Mapping[int, str],
    responses: Mapping[int, int],
    today: str,
) -> list[ActivityLine]:
    """The lines by date, those without one last."""
    ordered = sorted(activities, key=lambda each: (not each.date, each.date, each.starts_at))
    return [
        ActivityLine(
            each,
            places.get(each.place_id or 0, ""),
            responses.get(each.id, 0),
            _when(each.date, today),
        )
        for each in ordered
    ]


class ActivityList(QListView):
    """The activities under their months; headings can't be chosen.

    Signals:
        activity_chosen: the id of an activity; 0 where there is none.
    """

    activity_chosen = QtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_ActivityDelegate(self))
        self.setAccessibleName("Activities, by date")
        self.setMouseTracking(True)
        self.setSpacing(0)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.selectionModel().currentChanged.connect(
            lambda *_: self.activity_chosen.emit(self.chosen())
        )

    def show_lines(self, lines: Sequence[ActivityLine]) -> None:
        """Show these, keeping the one chosen; else the first that is not past, or the last."""
        kept, scrolled = self.chosen(), self.verticalScrollBar().value()
        with QSignalBlocker(self), QSignalBlocker(self.selectionModel()):
            self._rows.clear()
            month = None
            for line in lines:
                if (its := line.activity.date[:7]) != month:
                    month = its
                    self._rows.appendRow(_heading(its))
                self._rows.appendRow(_item(line))
        self.verticalScrollBar().setValue(scrolled)
        ids = [line.activity.id for line in lines]
        ahead = [line.activity.id for line in lines if line.when != "past"]
        self.choose(kept if kept in ids else next(iter(ahead or ids[-1:]), 0))

    def chosen(self) -> int:
        """The id of the activity chosen; 0 where there is none."""
        line = self.currentIndex().data(LineRole)
        return line.activity.id if isinstance(line, ActivityLine) else 0

    def choose(self, activity_id: int) -> None:
        """Choose an activity and bring it into sight."""
        index = QModelIndex()
        for row in range(self._rows.rowCount()):
            line = self._rows.index(row, 0).data(LineRole)
            if isinstance(line, ActivityLine) and line.activity.id == activity_id:
                index = self._rows.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.activity_chosen.emit(self.chosen())

    def texts(self) -> list[str]:
        """What a screen reader says of the rows, from top to bottom."""
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(self._rows.index(row, 0).data(role)) for row in range(self._rows.rowCount())]


class _ActivityDelegate(QStyledItemDelegate):
    """Paints a month, or an activity: the day in figures, then title, facts and numbers."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        body = QFontMetricsF(theme.font()).lineSpacing()
        small = QFontMetricsF(theme.font("small")).lineSpacing()
        line = index.data(LineRole)
        if not isinstance(line, ActivityLine):
            return QSize(160, round(body + theme.px(20)))
        return QSize(160, round(body + small * (2 if line.numbers else 1) + theme.px(26)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        area = QRectF(option.rect)
        line = index.data(LineRole)
        if isinstance(line, ActivityLine):
            self._activity(painter, area, option, line)
        else:
            painter.setFont(theme.font("body", bold=True))
            painter.setPen(theme.colour("muted"))
            words = area.adjusted(theme.px(14), theme.px(8), 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.restore()

    def _activity(
        self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, line: ActivityLine
    ) -> None:
        selected = paint_ground(painter, area, option)
        inner = area.adjusted(theme.px(14), theme.px(9), -theme.px(12), -theme.px(8))
        width = theme.px(48)
        quiet = theme.colour("on_soft" if selected else "muted")
        loud = theme.colour("on_soft" if selected else "text")
        self._day(
            painter, QRectF(inner.left(), inner.top(), width, inner.height()), line, loud, quiet
        )
        self._words(painter, inner.adjusted(width + theme.px(8), 0, 0, 0), line, loud, quiet)

    def _day(
        self, painter: QPainter, area: QRectF, line: ActivityLine, loud: QColor, quiet: QColor
    ) -> None:
        day = _day_of(line.activity.date)
        if day is None:
            return
        today = line.when == "today"
        painter.setFont(theme.font("body", bold=line.when != "past"))
        painter.setPen(quiet if line.when == "past" else loud)
        body = QFontMetricsF(theme.font()).lineSpacing()
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        above = QRectF(area.left(), area.top(), area.width(), body)
        painter.drawText(above, centre, str(day.day))
        painter.setFont(theme.font("small", bold=today))
        painter.setPen(loud if today else quiet)
        below = QRectF(area.left(), area.top() + body, area.width(), body)
        painter.drawText(below, centre, "Today" if today else f"{day:%a}")

    def _words(
        self, painter: QPainter, area: QRectF, line: ActivityLine, loud: QColor, quiet: QColor
    ) -> None:
        title, small = theme.font("body", bold=True), theme.font("small")
        painter.setPen(loud)
        top = area.top() + write_line(painter, area, title, line.activity.title) + theme.px(2)
        painter.setPen(quiet)
        beside = area.adjusted(0, top - area.top(), 0, 0)
        width = _chip(painter, beside, small, line.kind)
        write_line(painter, beside.adjusted(width + theme.px(8), 0, 0, 0), small, line.facts)
        step = QFontMetricsF(small).lineSpacing() + theme.px(2)
        write_line(painter, beside.adjusted(0, step, 0, 0), small, line.numbers)


def _chip(painter: QPainter, area: QRectF, font: QFont, text: str) -> float:
    """A word with an outline; returns its width."""
    metrics = QFontMetricsF(font)
    gap = theme.px(6)
    width = metrics.horizontalAdvance(text) + 2 * gap
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    around = QRectF(area.left() + 0.5, area.top() + 0.5, width, metrics.height())
    painter.drawRoundedRect(around, gap, gap)
    painter.restore()
    write_line(painter, area.adjusted(gap, 0, 0, 0), font, text)
    return width


def _when(day: str, today: str) -> str:
    if not day:
        return ""
    return "today" if day == today else "past" if day < today else "coming"


def _day_of(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def _heading(month: str) -> QStandardItem:
    first = _day_of(f"{month}-01")
    words = f"{first:%B %Y}" if first else UNDATED
    item = QStandardItem(words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
    return item


def _item(line: ActivityLine) -> QStandardItem:
    item = QStandardItem(line.activity.title)
    item.setData(line, LineRole)
    item.setData(line.spoken, Qt.ItemDataRole.AccessibleTextRole)
    return item
