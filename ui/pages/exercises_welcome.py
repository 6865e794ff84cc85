"""The welcome: what Engage is for, three ways to begin, and the workspaces opened lately."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engage_app.services import workspace as workspaces
from ui.icons import application_icon
from ui.pages.card_button import CardButton
from ui.pages.exercise_dates import in_words
from ui.theme import label, theme
from ui.workspace_actions import WorkspaceActions

PURPOSE = (
    "Engage turns what people told you, in surveys and in conversations, into findings a board "
    "can rely on."
)
PRIVATE = "Everything stays in one file on this computer. Engage never goes online."


class WelcomePanel(QWidget):
    """Shown while no workspace is open."""

    def __init__(self, actions: WorkspaceActions) -> None:
        super().__init__()
        self._actions = actions
        self.new = CardButton(
            "add",
            "New workspace",
            "One file that holds all your exercises.",
            on_click=actions.new,
        )
        self.open = CardButton(
            "folder",
            "Open workspace",
            "Go on with an .engage file you or a colleague made.",
            on_click=actions.open,
        )
        self.sample = CardButton(
            "overview",
            "Try the sample exercise",
            "An exercise under way, to explore. Everything in it is invented.",
            on_click=actions.sample,
        )
        self.recent: list[CardButton] = []
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._recent = QVBoxLayout()
        self._recent_title = label("Recent workspaces", "heading")
        self._build()

    def _build(self) -> None:
        self._ways.setSpacing(theme.px(16))
        for card in (self.new, self.open, self.sample):
            self._ways.addWidget(card, 1)
        self._recent.setSpacing(theme.px(8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(16))
        layout.addLayout(_opening())
        layout.addSpacing(theme.px(8))
        layout.addLayout(self._ways)
        layout.addSpacing(theme.px(16))
        layout.addWidget(self._recent_title)
        layout.addLayout(self._recent)
        layout.addStretch(1)
        layout.addWidget(label(PRIVATE, "hint", wrap=True))

    def refresh(self) -> None:
        """Read the recent workspaces anew."""
        for card in self.recent:
            card.hide()
            card.deleteLater()
        self.recent = [self._recent_card(path) for path in workspaces.recent()]
        for card in self.recent:
            self._recent.addWidget(card)
        self._recent_title.setVisible(bool(self.recent))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ways to begin stand under each other where they'd be cramped side by side."""
        super().resizeEvent(event)
        cramped = event.size().width() < theme.px(640)
        self._ways.setDirection(
            QBoxLayout.Direction.TopToBottom if cramped else QBoxLayout.Direction.LeftToRight
        )

    def _recent_card(self, path: Path) -> CardButton:
        return CardButton(
            "exercises",
            path.stem,
            str(path.parent),
            aside=_last_saved(path),
            on_click=lambda: self._actions.open_path(path),
        )


def _opening() -> QHBoxLayout:
    mark = QLabel()
    side = theme.px(48)
    mark.setPixmap(application_icon().pixmap(QSize(side, side)))
    words = QVBoxLayout()
    words.setSpacing(theme.px(4))
    words.addWidget(label("Welcome to Engage", "heading"))
    words.addWidget(label(PURPOSE, "body", wrap=True))
    line = QHBoxLayout()
    line.setSpacing(theme.px(16))
    line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    return line


def _last_saved(path: Path) -> str:
    try:
        moment = datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - the officer's own time
    except OSError:
        return ""
    return in_words(moment.date().isoformat())
