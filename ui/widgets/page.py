"""What every page of the window has: a heading, its actions, room for messages, a body."""

from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.messages import Message, explain
from ui.theme import label, theme
from ui.widgets.banner import BannerArea
from ui.widgets.flow_layout import FlowLayout

MARGIN = 24  # pixels at 100 % text size
WIDEST_MARGIN = 32  # at any: what large text needs is room for itself


class Page(QWidget):
    """The base of a page: put widgets into `body`, buttons into the heading by `add_action`.

    Attributes:
        key: what the window calls it, e.g. "responses".
        title: in the navigation rail and over the page.
        icon_name: a file of resources/icons.
        within: the key of the page it belongs to, for one that has no entry in the rail.
        scrolls: whether the body scrolls as a whole; pages with long lists let those scroll.
        body: the layout of everything under the heading.
        banners: messages at the top.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon_name: ClassVar[str] = "info"
    within: ClassVar[str] = ""
    scrolls: ClassVar[bool] = False

    page_wanted = Signal(str)  # the key of another page

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.title)
        self.heading = label(self.title, "title", wrap=True)
        self.subtitle = label("", "subtitle", wrap=True)
        self.subtitle.hide()
        self.banners = BannerArea()
        self._header = _Header(self.heading, self.subtitle)
        outer = QVBoxLayout(self)
        side = min(theme.px(MARGIN), WIDEST_MARGIN)
        outer.setContentsMargins(side, side, side, 0 if self.scrolls else side)
        outer.setSpacing(theme.px(16))
        outer.addWidget(self._header)
        outer.addWidget(self.banners)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(16))
        if self.scrolls:
            outer.addWidget(self._scrolled(), 1)
        else:
            outer.addLayout(self.body, 1)

    def refresh(self) -> None:
        """Read again what is shown. The window calls it whenever the page comes to the front."""

    def open_at(self, surface: str, key: str) -> None:
        """Open one of the page's surfaces to type on, as `drafts.Draft` names them: it was asked
        for, or it was being typed on when Engage stopped. Pages that have some override this."""

    def set_subtitle(self, text: str) -> None:
        """Say in a line under the heading what is shown."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right of the heading; the primary one last."""
        self._header.buttons.addWidget(widget)

    def say(self, message: Message) -> None:
        """Tell the officer something at the top of the page."""
        self.banners.say(message)

    def fail(self, error: BaseException) -> None:
        """Tell the officer about an exception, in plain words."""
        message = explain(error)
        if message is not None:
            self.banners.say(message)

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        inner.setObjectName("page_body")
        inner.setLayout(self.body)
        self.body.setContentsMargins(0, 0, theme.px(12), theme.px(MARGIN))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area


class _Header(QWidget):
    """Heading and actions beside each other, or under each other where there isn't the room."""

    def __init__(self, heading: QLabel, subtitle: QWidget) -> None:
        super().__init__()
        self._heading = heading
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(heading)
        words.addWidget(subtitle)
        self._holder = QWidget()
        self.buttons = FlowLayout(self._holder, gap=theme.px(8), right=True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(16))
        self._row.addLayout(words, 1)
        self._row.addWidget(self._holder, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement for the width there is."""
        super().resizeEvent(event)
        needed: QSize = self.buttons.sizeHint()
        name = self._heading.fontMetrics().horizontalAdvance(self._heading.text())
        words = min(theme.px(220), name + theme.px(8))
        stacked = needed.width() + self._row.spacing() + words > event.size().width()
        direction = (
            QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        )
        if self._row.direction() != direction:
            self._row.setDirection(direction)
        self._holder.setMinimumWidth(0 if stacked else needed.width())
