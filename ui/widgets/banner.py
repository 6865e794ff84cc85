"""What a page has to tell, said at its top rather than in a box that must be closed first."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.icons import Picture, set_icon
from ui.messages import Message, Tone
from ui.theme import label, theme
from ui.widgets.buttons import button, icon_button

_NAMES = {
    Tone.INFO: "Information",
    Tone.SUCCESS: "Done",
    Tone.WARNING: "Warning",
    Tone.ERROR: "Problem",
}


class Banner(QFrame):
    """One message with its icon, what to do about it, and perhaps a button."""

    def __init__(
        self,
        message: Message,
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.message = message
        self.setObjectName("banner")
        self.setProperty("tone", message.tone.value)
        self.setAccessibleName(f"{_NAMES[message.tone]}: {message.text} {message.advice}".strip())
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(side) for side in (14, 10, 10, 10)))
        row.setSpacing(theme.px(12))
        top = _TOP if message.advice else _MIDDLE
        row.addWidget(Picture(_picture(message.tone), message.tone.value), 0, top)
        row.addLayout(self._words(), 1)
        if action:
            row.addWidget(button(action, on_click=on_action), 0, _MIDDLE)
        self.dismiss_button = icon_button("close", "Dismiss this message", on_click=self.dismiss)
        set_icon(self.dismiss_button, "close", message.tone.value, 16)
        row.addWidget(self.dismiss_button, 0, _MIDDLE)

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self._sentence(self.message.text, "strong"))
        if self.message.advice:
            words.addWidget(self._sentence(self.message.advice, "body"))
        return words

    def _sentence(self, text: str, role: str) -> QWidget:
        sentence = label(text, role, wrap=True)
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return sentence

    def dismiss(self) -> None:
        """Go away."""
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape dismisses it."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)


class BannerArea(QWidget):
    """The place for banners at the top of a page; takes no room while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self.hide()

    def say(
        self,
        message: Message,
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> Banner:
        """Show a message in place of the one before, and let screen readers speak it."""
        self.clear()
        banner = Banner(message, action=action, on_action=on_action)
        banner.destroyed.connect(self._close_up)
        self._column.addWidget(banner)
        self.show()
        spoken = QAccessibleAnnouncementEvent(self, banner.accessibleName())
        if message.tone in (Tone.ERROR, Tone.WARNING):
            spoken.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(spoken)
        return banner

    def clear(self) -> None:
        """Say nothing any more."""
        for banner in self.findChildren(Banner):
            banner.setParent(None)
            banner.deleteLater()
        self.hide()

    def _close_up(self) -> None:
        if not self.findChildren(Banner):
            self.hide()


_TOP = Qt.AlignmentFlag.AlignTop
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def _picture(tone: Tone) -> str:
    return {Tone.SUCCESS: "success", Tone.INFO: "info"}.get(tone, "warning")
