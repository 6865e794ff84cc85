"""The two steps of entering a letter, laid out: the text; its paragraphs and where they belong."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.messages import Message, Tone, explain
from ui.pages.document_details import DocumentDetails
from ui.pages.document_pieces import PieceList
from ui.session import Session
from ui.tasks import Job
from ui.theme import label, theme
from ui.widgets.banner import BannerArea
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.layouts import clear
from ui.widgets.progress_strip import ProgressStrip

T = TypeVar("T")
_INTRO = (
    "Paste or type the text, drop a file here, or choose one: Word (.docx), PDF with text, an"
    " e-mail (.eml) or plain text. You see the comments before anything is saved."
)
_BESIDE = 800  # pixels at 100 % text size that both steps' parts need


class DocumentFrame(QDialog):
    """The widgets, and reading in the background while they wait."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.closed = self._busy = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Letter or interview")
        self.setAcceptDrops(True)
        self.banners = BannerArea()
        self.text = QPlainTextEdit()
        self.source = label("", "heading", wrap=True)
        self.pieces = PieceList()
        self.details = DocumentDetails(session)
        self.panels = QSplitter(Qt.Orientation.Horizontal)
        self.attachments = QWidget()
        self._attached = FlowLayout(self.attachments, gap=theme.px(8))
        self.strip = ProgressStrip(appears_after=0)
        self.steps = QStackedWidget()
        self.choose_button = button("Choose a file…", icon="folder")
        self.split_button = button("Split into comments", "primary")
        self.back_button = button("", "quiet")
        self.file_button = button("File comments", "primary")
        self.split_button.setToolTip("Split into comments (Ctrl+Enter)")
        self.file_button.setToolTip("File comments (Ctrl+S)")
        self.steps.addWidget(self._source())
        self.steps.addWidget(self._preview())
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(12))
        column.addWidget(self.banners)
        column.addWidget(self.steps, 1)
        column.addWidget(self.strip)
        self.resize(theme.px(1040), theme.px(720))

    def show_attachments(self, buttons: Sequence[QPushButton], unread: Sequence[str]) -> None:
        """Show what came with an e-mail."""
        clear(self._attached)
        for each in buttons:
            self._attached.addWidget(each)
        if unread:
            self._attached.addWidget(label(f"Not read: {', '.join(unread)}", "hint", wrap=True))
        self.attachments.setVisible(bool(buttons or unread))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below each other where there isn't the room beside: with large text, say."""
        super().resizeEvent(event)
        beside = event.size().width() >= theme.px(_BESIDE)
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self.panels.setOrientation(across if beside else down)
        self.panels.setMinimumHeight(theme.px(340 if beside else 940))

    def take_file(self, path: Path) -> None:
        """Read a file that was dropped."""
        raise NotImplementedError

    def add_text(self, text: str) -> None:
        """Take text that was dropped."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file, or text."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """One file at a time, or text."""
        data = event.mimeData()
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if len(files) > 1:
            words = "Drop one document at a time."
            self.banners.say(Message(Tone.WARNING, words, "Each is a response of its own."))
        elif files:
            self.take_file(Path(files[0]))
        elif data.hasText():
            self.add_text(data.text())

    def run_job(self, job: Job[T], done: Callable[[T], None], what: str) -> None:
        """Let a job read in the background; the steps wait for it."""
        if self._busy:
            return
        self._busy = True
        self.steps.setEnabled(False)
        self.setAcceptDrops(False)

        def ready(found: T) -> None:
            if not self.closed:
                self._over()
                done(found)

        task = self.session.runner.run(job, ready, self._failed)
        task.signals.cancelled.connect(self._over)
        self.strip.watch(task, what)

    def _failed(self, error: Exception) -> None:
        self._over()
        self.fail(error)

    def _over(self) -> None:
        self._busy = False
        self.steps.setEnabled(True)
        self.setAcceptDrops(True)

    def fail(self, error: BaseException) -> None:
        """Say what went wrong, here: the window lies behind."""
        if self.isVisible() and (message := explain(error)):
            self.banners.say(message)

    def _source(self) -> QWidget:
        self.text.setAccessibleName("Text of the letter or interview")
        self.text.setAcceptDrops(False)  # the window takes files and text alike
        self.text.setTabChangesFocus(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose_button)
        buttons.addStretch(1)
        buttons.addWidget(button("Close", "quiet", on_click=self.close))
        buttons.addWidget(self.split_button)
        title, intro = label(self.windowTitle(), "heading"), label(_INTRO, "subtitle", wrap=True)
        return _column(title, intro, self.text, buttons)

    def _preview(self) -> QWidget:
        self.panels.setChildrenCollapsible(False)
        self.panels.addWidget(_column(self.pieces, self.attachments))
        self.panels.addWidget(_scrolling(self.details))
        self.panels.setSizes([theme.px(620), theme.px(380)])
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(button("Close", "quiet", on_click=self.close))
        buttons.addWidget(self.file_button)
        return _column(self.source, _scrolling(self.panels), buttons)


def _column(*parts: QWidget | QHBoxLayout) -> QWidget:
    """Parts below each other; the largest takes what room there is."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(12))
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part, int(isinstance(part, QPlainTextEdit | QScrollArea | PieceList)))
        else:
            column.addLayout(part)
    return made


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
