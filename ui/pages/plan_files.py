"""Questionnaires from other programs' files, and into them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from engage_app.errors import EngageError
from engage_app.services import exchange
from ui import dialogs
from ui.pages.plan_question_words import brought_words
from ui.session import Session


class FilesButton(QPushButton):
    """A button with what can be done with files of questionnaires.

    Signals:
        told: a Message for the top of the page.
        brought: the id of the first question of a file that came in.
    """

    told = Signal(object)
    brought = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__("Files")
        self._session = session
        self.setProperty("kind", "quiet")
        menu = QMenu(self)
        for words, slot in (
            ("Import a questionnaire…", self.import_file),
            ("Save as an XLSForm…", self.save_file),
        ):
            menu.addAction(words).triggered.connect(lambda _=False, call=slot: call())
        self.setMenu(menu)

    def import_file(self) -> None:
        """Ask for a questionnaire's file and add its questions."""
        path = dialogs.ask_open(self, "Choose a questionnaire", dialogs.QUESTIONNAIRES)
        if path is None:
            return
        session = self._session
        exercise_id = session.exercise_id

        def read(found: exchange.Questionnaire) -> None:
            if session.has_exercise and session.exercise_id == exercise_id:
                self._take(found)

        reading = session.runner.run(
            lambda progress: exchange.read_questionnaire(path, progress), read, session.failed.emit
        )
        session.working.emit(reading, f"Reading {path.name}")

    def save_file(self) -> None:
        """Ask where to, and write the questionnaire as an XLSForm."""
        session = self._session
        suggested = session.workspace.path.with_name("questionnaire.xlsx")
        path = dialogs.ask_save(self, "Save questionnaire", suggested, dialogs.XLSFORMS)
        if path is None:
            return
        try:
            written = exchange.write_xlsform(session.workspace, session.exercise_id, path)
        except EngageError as error:
            session.failed.emit(error)
        else:
            session.said.emit(f"The questionnaire is in “{written.name}”.")

    def _take(self, found: exchange.Questionnaire) -> None:
        session = self._session
        changes = session.act(exchange.add_questionnaire, session.exercise_id, found)
        if changes and changes.created:
            self.brought.emit(changes.created)
            self.told.emit(brought_words(found))
