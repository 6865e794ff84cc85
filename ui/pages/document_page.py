"""Entering a letter or an interview: paste, drop or choose it; look at its paragraphs; file it.

What is pasted and how it is split are a draft on disk within a second; closing keeps it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from engage_app.domain.pieces import Piece
from engage_app.errors import EngageError
from engage_app.progress import Progress
from engage_app.services import documents, planning
from engage_app.services.documents import Attachment, Document
from ui import dialogs
from ui.messages import Message, Tone
from ui.pages import document_draft as draft
from ui.pages.document_draft import pieces_of
from ui.pages.document_frame import DocumentFrame
from ui.pages.exercises_list import counted
from ui.session import Session
from ui.widgets.buttons import button
from ui.widgets.draft_keeper import DraftKeeper, at_what_time
from ui.words_typed import raw_words

SURFACE = "document"
FILES = "Letters and notes (*.docx *.pdf *.eml *.txt);;All files (*)"


def open_document_entry(
    session: Session, path: Path | None = None, parent: QWidget | None = None
) -> "DocumentEntry":
    """Open the entry of a letter or interview; `path` is read at once."""
    entry = DocumentEntry(session, parent or QApplication.activeWindow())
    entry.open()
    entry.begin(path)
    return entry


class DocumentEntry(DocumentFrame):
    """Two steps: the text, then its paragraphs with where they belong.

    Signals:
        filed: the id of the response that was made.
    """

    filed = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._document: Document | None = None
        self._path: Path | None = None
        self._waiting: dict[str, Any] = {}  # a draft that is being put back
        key = planning.exercise(session.workspace, session.exercise_id).uid
        self.keeper = DraftKeeper(session, SURFACE, key, self._typed, page="collect", parent=self)
        self._connect()

    def _connect(self) -> None:
        self.text.textChanged.connect(self._edited)
        self.pieces.changed.connect(self._edited)
        self.details.edited.connect(self._edited)
        self.session.failed.connect(self.fail)
        for each, slot in (
            (self.choose_button, self.choose_file),
            (self.split_button, self.split_text),
            (self.back_button, self.start_anew),
            (self.file_button, self.file),
        ):
            each.clicked.connect(lambda _=False, slot=slot: slot())
        for keys, inside, slot in (
            ("Ctrl+Return", self.text, self.split_text),
            ("Ctrl+O", self, self.choose_file),
            ("Ctrl+S", self, self.file),
        ):
            shortcut = QShortcut(QKeySequence(keys), inside)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._edited()

    def begin(self, path: Path | None = None) -> None:
        """Show the draft there is, or read a file."""
        self.details.offer()
        self.text.setFocus()
        found = self.keeper.begin()
        if found is None:
            if path is not None:
                self.take_file(path)
            return
        self._put_back(found.content)
        when = f"What you had begun at {at_what_time(found)} is here again."
        then = f" File it, or start anew and choose “{path.name}” again." if path else ""
        self.banners.say(
            Message(Tone.INFO, when + then), action="Start anew", on_action=self.start_over
        )

    def choose_file(self) -> None:
        """Ask for a file and read it."""
        chosen = dialogs.ask_open(self, "Choose a letter or notes", FILES)
        if chosen is not None:
            self.take_file(chosen)

    def take_file(self, path: Path) -> None:
        """Read a file in the background, and show its paragraphs."""
        if self.steps.currentIndex() == 1 or raw_words(self.text).strip():
            self._say_unfinished(path.name)
            return

        self.banners.clear()

        def done(document: Document) -> None:
            self._path = path
            self.details.suggest(document)
            self._show(document, pieces_of(document))
            self._warn_of_twins(document)
            self._edited()

        self.run_job(lambda progress: documents.read(path, progress), done, f"Reading {path.name}")

    def split_text(self) -> None:
        """Show the paragraphs of what was pasted or typed."""
        try:
            document = documents.from_text(raw_words(self.text))
        except EngageError as error:
            self.fail(error)
            return
        self.banners.clear()
        self._show(document, pieces_of(document))
        self._warn_of_twins(document)
        self._edited()

    def start_anew(self) -> None:
        """Back to the text: pasted text is there to be changed, a file is let go of."""
        self.steps.setCurrentIndex(0)
        self._document = self._path = None
        self.text.setFocus()
        self._edited()

    def start_over(self) -> None:
        """Let go of everything here."""
        self._waiting = {}
        self._empty()
        self.banners.clear()
        self.keeper.discard()

    def file(self) -> None:
        """File the paragraphs taken in, and be ready for the next letter."""
        document = self._document
        if document is None or self.steps.currentIndex() != 1:
            return
        if fault := self.details.fault():
            self.banners.say(Message(Tone.ERROR, fault))
            return
        session = self.session
        again = False
        if before := self._twins(document):
            again = dialogs.ask_sure(
                self,
                "The same document again",
                f"The same document is in “{before[0].activity}” already.",
                "File it again only if it was sent twice by different people.",
                yes="File it again",
                no="Don't file",
            )
            if not again:
                return
        changes = session.act(
            documents.file_document,
            session.exercise_id,
            document,
            self.details.filing(self.pieces.kept),
            again=again,
            draft=self.keeper.draft,
        )
        if changes and changes.created:
            self._filed(len(self.pieces.kept), changes.created)

    def _filed(self, comments: int, response_id: int) -> None:
        self._empty()
        self.keeper.filed()
        self.details.clear()
        self.details.offer()
        words = f"Filed as {counted(comments, 'comment')}."
        advice = "Undo takes it back. Go on with the next one, or close."
        self.banners.say(Message(Tone.SUCCESS, words, advice))
        self.filed.emit(response_id)

    def _empty(self) -> None:
        self._document = self._path = None
        self.steps.setCurrentIndex(0)
        self.text.clear()
        self.pieces.show_pieces(())
        self.text.setFocus()

    def _show(self, document: Document, pieces: Sequence[Piece]) -> None:
        self._document = document
        self.source.setText(document.subject or document.name)
        self.pieces.show_pieces(pieces)
        offered = [self._offer(attachment) for attachment in document.attachments]
        self.show_attachments(offered, document.unread)
        pasted = document.name == documents.PASTED
        self.back_button.setText("Back to the text" if pasted else "Leave this file")
        self.steps.setCurrentIndex(1)
        self.pieces.list.setFocus()

    def _offer(self, attachment: Attachment) -> QPushButton:
        made = button(f"Add the text of {attachment.name}", "quiet", icon="add")

        def done(document: Document) -> None:
            made.setEnabled(False)
            self.pieces.add(pieces_of(document))

        def read() -> None:
            def job(progress: Progress) -> Document:
                return documents.read_attachment(attachment, progress)

            self.run_job(job, done, f"Reading {attachment.name}")

        made.clicked.connect(lambda _=False: read())
        return made

    def _say_unfinished(self, name: str) -> None:
        words = "File what is here first, or start anew."
        self.banners.say(
            Message(Tone.WARNING, f"“{name}” was not opened.", words),
            action="Start anew",
            on_action=self.start_over,
        )

    def _twins(self, document: Document) -> list[documents.Original]:
        session = self.session
        return documents.filed_before(session.workspace, session.exercise_id, document)

    def _warn_of_twins(self, document: Document) -> None:
        if before := self._twins(document):
            words = f"The same document is in “{before[0].activity}” already."
            self.banners.say(Message(Tone.WARNING, words, "You can look at it here all the same."))

    def _edited(self) -> None:
        self.keeper.typed()
        self.split_button.setEnabled(bool(self.text.document().characterCount() > 1))
        kept = len(self.pieces.kept)
        self.file_button.setText(f"File {counted(kept, 'comment')}" if kept else "File comments")
        self.file_button.setEnabled(bool(kept))

    def _typed(self) -> dict[str, Any]:
        """What the draft keeps."""
        text = raw_words(self.text)
        if self._waiting:
            return self._waiting
        if self._document is None:
            return {"text": text} if text.strip() else {}
        entered = self.details.entered()
        return draft.content_of(text, self._path, self._document, self.pieces.pieces, entered)

    def _put_back(self, content: dict[str, Any]) -> None:
        """Show a draft again; the file it came from is read again if it is still the same."""
        self.text.setPlainText(str(content.get("text", "")))
        if not content.get("pieces"):
            return

        def done(found: draft.Restored) -> None:
            self._waiting = {}
            self._path = found.path
            self._show(found.document, found.pieces)
            self.details.show_entered(content.get("details", {}))
            if found.lost:
                words = f"“{found.lost}” is not where it was; the text you had is kept instead."
                self.banners.say(Message(Tone.WARNING, words))

        self._waiting = content
        self.run_job(lambda progress: draft.restored(content, progress), done, "Reading the draft")

    def add_text(self, text: str) -> None:
        """Take text that was dropped."""
        if self.steps.currentIndex() == 0:
            self.text.appendPlainText(text)

    def done(self, result: int) -> None:
        """Escape, Close or the window's own cross: a draft stays."""
        self.closed = True
        self.keeper.end()
        super().done(result)
