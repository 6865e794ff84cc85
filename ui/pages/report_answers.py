"""Answers: you said, we did. The themes that weigh most and have no answer come first."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage_app.domain.answers import ThemeAnswer
from engage_app.domain.changes import Changes
from engage_app.services import answers
from ui.pages.report_answer_form import AnswerForm
from ui.pages.report_answers_rows import AnswerRow, Said, Weighed, arranged, weighed
from ui.pages.report_list import TwoLineList
from ui.pages.report_steps import PREPARED, ReportStep
from ui.pages.report_typing import Texts, Typing
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import fill, scrolled
from ui.widgets.panels import Panels

_OWN = frozenset({"theme_answer"})
SURFACE = "answers"


class AnswersTab(ReportStep):
    """The themes on top, and below them the answer to the one chosen."""

    shows: ClassVar[frozenset[str]] = _OWN | {"theme", "coding", "comment", "response"}

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.list = TwoLineList[AnswerRow]("Themes and their answers")
        self.form = AnswerForm()
        self.waiting = label(PREPARED, wrap=True)
        session.exercise_changed.connect(self._forget)
        self._weighed = Weighed()
        self._given: tuple[ThemeAnswer, ...] = ()
        self._row: AnswerRow | None = None
        self._said = Said(session, self._show_said)
        self.typing = Typing(
            session,
            SURFACE,
            self.form.fields,
            take=self.form.texts,
            put=self.form.put,
            file=self._file,
        )
        self.empty = EmptyState(
            "tag",
            "No theme to answer yet",
            "When comments are coded, the themes are listed here, those most people raised first.",
            action="Go to Code",
            on_action=lambda: session.page_wanted.emit("code"),
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        content = QWidget()
        content.setObjectName("scrolled")
        fill(self, scrolled(content))
        column = QVBoxLayout(content)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(8))
        self.hint = label(
            "What people said, and what comes of it. Themes without an answer come first.",
            "hint",
            wrap=True,
        )
        column.addWidget(self.hint)
        both = (self.list, self.form)
        self._panels = Panels(Qt.Orientation.Vertical, both, (200, 400), least=(48, 210))
        column.addWidget(self.waiting)
        column.addWidget(self._panels, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()
        self._forget()
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        form = self.form
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(form.answer.setFocus)
        form.status_chosen.connect(self._set_status)
        form.next_wanted.connect(self._next)
        form.more.clicked.connect(self._add)
        form.remove.clicked.connect(self._remove)
        form.up.clicked.connect(lambda: self._move(-1))
        form.down.clicked.connect(lambda: self._move(1))

    def go_to(self, key: str) -> None:
        """To a theme by its id, or to a draft by its key, as kept."""
        wanted = key.rsplit(":", 1)[-1]
        super().go_to(key)
        if wanted.isdigit():
            row = next((row for row in self.list.rows if row.theme_id == int(wanted)), None)
            if row is not None:
                self.list.choose(row.key)
                self.form.answer.setFocus()

    def _forget(self) -> None:
        """Nothing of this exercise is there yet."""
        self._panels.hide()
        self.empty.hide()
        self.waiting.show()

    def load(self) -> None:
        """Weigh the themes, in the background, and list them."""
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        self.session.runner.run(
            lambda _progress: weighed(workspace, exercise_id),
            lambda found: self._take(exercise_id, found),
            self.session.failed.emit,
        )

    def update_from(self, changes: Changes) -> None:
        """An answer alone changes no weight."""
        self._said.forget()
        if changes.tables & self.shows <= _OWN:
            self._list()
        else:
            self.load()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed is filed before another step or page comes."""
        self.typing.end()
        super().hideEvent(event)

    def _take(self, exercise_id: int, found: Weighed) -> None:
        if self.session.has_exercise and exercise_id == self.session.exercise_id:
            self._weighed = found
            self._list()

    def _list(self) -> None:
        self._given = answers.answers(self.session.workspace, self.session.exercise_id)
        rows = arranged(self._weighed, self._given)
        self.list.show_rows(rows, self._place_in(rows))
        self.waiting.hide()
        for each in (self._panels, self.hint):
            each.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        lacking = sum(row.main and row.answer is None for row in rows)
        self.counted.emit(f"{lacking} to answer" if lacking else "")

    def _choose(self, row: AnswerRow | None) -> None:
        before = self._row.key if self._row else None
        if row is None or row.key != before:
            self.typing.end()
        self._row = row
        if row is None:
            return
        if row.key != before or not self.typing.dirty:
            self.form.show_answer(row.title, row.answer, self._said.known(row.theme_id))
        if row.key != before:
            exercise_id = self.session.exercise_id
            answer_id = row.answer.id if row.answer else 0
            self.typing.begin(f"{exercise_id}:{answer_id}:{row.theme_id}")
        self._said.ask(row.theme_id)

    def _show_said(self, theme_id: int, said: str) -> None:
        if self._row is not None and self._row.theme_id == theme_id:
            self.form.said.setPlaceholderText(said)

    def _place_in(self, rows: Sequence[AnswerRow]) -> tuple[int, int]:
        """Where the cursor belongs: on the same answer; on the first one of a theme that had none
        a moment ago; on the theme where its answer is gone."""
        if self._row is None:
            return 0, 0
        theme_id, answer_id = self._row.key
        of_theme = [row.key for row in rows if row.theme_id == theme_id]
        if self._row.key in of_theme or not of_theme:
            return theme_id, answer_id
        return of_theme[-1]

    def _file(self) -> bool:
        """Write what the fields say; a first word on a theme adds an answer."""
        row, texts = self._row, self.form.texts()
        if row is None:
            return True
        if row.answer is None:
            return not any(text.strip() for text in texts.values()) or self._added(row, texts)
        exercise_id, answer_id = self.session.exercise_id, row.answer.id
        done = self.session.act(
            lambda held: answers.change(
                held, exercise_id, answer_id, status=None, theme_id=None, **texts
            )
        )
        return done is not None

    def _added(self, row: AnswerRow, texts: Texts) -> bool:
        """Answer the theme of a row."""
        exercise_id, status = self.session.exercise_id, self.form.chosen_status()
        done = self.session.act(
            lambda held: answers.add(held, exercise_id, row.theme_id, status, **texts)
        )
        return done is not None

    def _set_status(self) -> None:
        self.typing.settle()
        row, exercise_id = self._row, self.session.exercise_id
        status = self.form.chosen_status()
        if row is None:
            return
        if row.answer is None:
            self._added(row, {})
        else:
            answer_id = row.answer.id
            self.session.act(
                lambda held: answers.change(held, exercise_id, answer_id, status=status)
            )

    def _next(self) -> None:
        """On to the next theme without an answer, round to the first."""
        self.typing.settle()
        rows = self.list.rows
        at = self.list.currentRow()
        for row in (*rows[at + 1 :], *rows[: at + 1]):
            if row.answer is None or not row.answer.answer.strip():
                self.list.choose(row.key)
                self.form.answer.setFocus()
                return

    def _add(self) -> None:
        self.typing.settle()
        row, exercise_id = self._row, self.session.exercise_id
        if row is not None:
            done = self.session.act(lambda held: answers.add(held, exercise_id, row.theme_id))
            if done is not None and self.list.choose((row.theme_id, done.created)):
                self.form.answer.setFocus()

    def _remove(self) -> None:
        row = self._row
        if row is not None and row.answer is not None:
            self.typing.dirty = False
            self.session.act(answers.remove, self.session.exercise_id, row.answer.id)
            self.list.setFocus()

    def _move(self, steps: int) -> None:
        self.typing.settle()
        if self._row is not None and self._row.answer is not None:
            self.session.act(answers.move, self.session.exercise_id, self._row.answer.id, steps)
