"""The Questionnaire tab: the questions on the left, the one chosen on the right."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.question_items import Item, items_of
from engage_app.domain.questionnaire import Question
from engage_app.services import choices, planning, questionnaire, scales
from engage_app.services.questionnaire import Usage
from ui.pages.live_tab import LiveTab
from ui.pages.plan_add_question import AddQuestionDialog, kinds
from ui.pages.plan_fields import scrolling
from ui.pages.plan_files import FilesButton
from ui.pages.plan_question_form import QuestionForm
from ui.pages.plan_question_words import item_row
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.draft_keeper import DraftKeeper
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.ordered_list import OrderedList

_ADD_KEY = "Ctrl+Shift+N"  # anywhere on the tab; Ins does it in the list
_INTRO = "What you ask, in the order you ask it. Drag a question to move it."


LEAST_HEIGHT = 150  # pixels at 100 % text size, of the list; with less the column scrolls


class QuestionnaireTab(LiveTab):
    """Editing a questionnaire, also while responses come in. Everything is undoable."""

    shows = frozenset(
        {"question", "choice", "answer", "comment", "equality_answer", "paper_entry", "exercise"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._questions: list[Question] = []
        self.items: list[Item] = []
        self._used = Usage()
        self.list = OrderedList("Questions")
        self.files = FilesButton(session)
        self.form = QuestionForm()
        self.keeper = DraftKeeper(session, "plan", "", self.form.unsaved, parent=self)
        self.buttons: dict[str, QPushButton] = {}
        self.empty = EmptyState(
            "plan",
            "No questions yet",
            "Here you write what you ask: for paper, for a survey on this laptop, or to take to a"
            " survey tool. A survey that you import brings its own questions.",
            action="Add question",
            on_action=self.add,
        )
        self.empty_import = button("Import a questionnaire…", on_click=self.files.import_file)
        self._stack = self.stack()
        self._build()
        self._connect()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(label(_INTRO, "hint", wrap=True))
        above = QWidget()
        flow = FlowLayout(above, gap=theme.px(8))
        self.buttons["Add question"] = button(
            "Add question", "primary", icon="add", on_click=self.add
        )
        self._say_key()
        self.buttons["Preview"] = button("Preview", on_click=self.preview)
        self.buttons["Preview"].setToolTip("As respondents will see it (Ctrl+P)")
        for each in (self.buttons["Add question"], self.buttons["Preview"], self.files):
            flow.addWidget(each)
        column.addWidget(above)
        column.addWidget(self.list, 1)
        below = QWidget()
        flow = FlowLayout(below, gap=theme.px(4))
        for words, slot in (
            ("Move up", lambda: self.list.move_by(-1)),
            ("Move down", lambda: self.list.move_by(1)),
            ("Duplicate", self.duplicate),
            ("Remove", self.remove),
        ):
            self.buttons[words] = button(words, "quiet", on_click=slot)
            flow.addWidget(self.buttons[words])
        column.addWidget(below)
        panels = QSplitter(Qt.Orientation.Horizontal)
        panels.setChildrenCollapsible(False)
        self.list.setMinimumHeight(theme.px(LEAST_HEIGHT))
        panels.addWidget(scrolling(left))
        panels.addWidget(scrolling(self.form))
        panels.setStretchFactor(0, 2)
        panels.setStretchFactor(1, 3)
        panels.setSizes([theme.px(420), theme.px(620)])
        self._stack.addWidget(panels)
        self._stack.addWidget(self._nothing())

    def _say_key(self) -> None:
        """Let the key add a question, also where there is none yet, and the buttons name it."""
        adding = QShortcut(QKeySequence(_ADD_KEY), self)
        adding.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        adding.activated.connect(self.add)
        native = adding.key().toString(QKeySequence.SequenceFormat.NativeText)
        for each in (self.buttons["Add question"], self.empty.action_button):
            each.setToolTip(f"Add question ({native})")

    def _nothing(self) -> QWidget:
        """The empty page, with its second way to begin right under the first."""
        column = self.empty.layout()
        if isinstance(column, QVBoxLayout):
            below = column.indexOf(self.empty.action_button) + 1
            column.insertWidget(below, self.empty_import, 0, Qt.AlignmentFlag.AlignHCenter)
        return self.empty

    def _connect(self) -> None:
        self.list.chosen.connect(lambda _key: self._show())
        self.list.moved.connect(self._move)
        self.files.brought.connect(self.list.choose)
        for words, keys, slot in (
            ("Add question…", "Ins", self.add),
            ("Duplicate", "Ctrl+D", self.duplicate),
            ("Remove", "Del", self.remove),
            ("Preview", "Ctrl+P", self.preview),
        ):
            self.list.add_command(words, keys, slot)
        form = self.form
        form.edited.connect(self._edit)
        form.typed.connect(self.keeper.typed)
        self.session.leaving.connect(form.commit)
        form.scale_wanted.connect(lambda labels: self._on_item(choices.use_choices, labels))
        form.reasons.explained.connect(
            lambda closed: self._on_item(questionnaire.set_explains, closed)
        )
        form.choices.added.connect(lambda labels: self._on_item(choices.add_choices, labels))
        form.choices.renamed.connect(lambda key, text: self._act(choices.rename_choice, key, text))
        form.choices.moved.connect(lambda key, place: self._act(choices.move_choice, key, place))
        form.choices.removed.connect(lambda key: self._act(choices.remove_choice, key))
        form.choices.restored.connect(lambda key: self._act(choices.bring_back_choice, key))
        form.rows.added.connect(lambda labels: self._on_item(questionnaire.add_rows, labels))
        form.rows.renamed.connect(self._rename_row)
        form.rows.moved.connect(lambda key, place: self._act(questionnaire.move_row, key, place))
        form.rows.removed.connect(lambda key: self._act(questionnaire.remove, [key]))
        form.rows.restored.connect(lambda key: self._act(questionnaire.bring_back, [key]))

    def load(self) -> None:
        """Read the questionnaire anew, keeping the question chosen."""
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        self._questions = planning.questions(workspace, exercise_id)
        self._used = questionnaire.usage(workspace, exercise_id)
        self.items = items_of(self._questions)
        self._stack.setCurrentIndex(0 if self.items else 1)
        self.list.show_rows([item_row(n, item) for n, item in enumerate(self.items, 1)])
        self._show()

    def current(self) -> Item | None:
        """The question or grid chosen."""
        return next((item for item in self.items if item.ids[0] == self.list.current()), None)

    def add(self) -> None:
        """Ask for a new question and put it behind the one chosen."""
        session = self.session
        workspace, exercise_id = session.workspace, session.exercise_id
        offered = kinds(
            scales.offered(workspace, exercise_id),
            planning.groups(workspace, exercise_id),
            planning.places(workspace, exercise_id),
        )
        dialog = AddQuestionDialog(self, offered)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._add(dialog))
        dialog.open()

    def duplicate(self) -> None:
        """Add a copy of the question chosen behind it."""
        self._created(self._on_item(questionnaire.duplicate))

    def remove(self) -> None:
        """Take the question chosen away, or bring it back where it is retired. Undoable."""
        item = self.current()
        if item is None:
            return
        if item.retired:
            self._act(questionnaire.bring_back, item.ids)
            return
        changes = self._act(questionnaire.remove, item.ids)
        if changes:
            kept = changes.label == "retire question"
            words = "is asked no longer; its answers stay" if kept else "removed"
            self.session.said.emit(f"“{item.title}” {words}. Undo brings it back.")

    def preview(self) -> None:
        """Show the questionnaire as respondents will see it."""
        from ui.widgets.questionnaire_preview import QuestionnairePreview

        session = self.session
        exercise = planning.exercise(session.workspace, session.exercise_id)
        preview = QuestionnairePreview(
            exercise.title,
            self._questions,
            exercise.privacy_notice,
            self,
            proposal=exercise.proposal,
        )
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.open()

    def _add(self, dialog: AddQuestionDialog) -> None:
        item = self.current()
        after = item.ids[0] if item is not None else None
        self._created(self._act(questionnaire.add_question, dialog.wanted(), after=after))

    def _created(self, changes: Changes | None) -> None:
        if changes and changes.created:
            self.list.choose(changes.created)
            item = self.current()
            field = self.form.choices if item and item.first.closed else self.form.words
            if item and item.is_grid:
                field = self.form.rows
            field.setFocus()

    def _move(self, key: object, place: int) -> None:
        self._act(questionnaire.move, key, place)

    def _rename_row(self, key: object, text: str) -> None:
        self._act(questionnaire.edit_question, key, label=text)

    def _edit(self, details: dict[str, Any]) -> None:
        if self._on_item(questionnaire.edit_question, **details) is None:
            self._show()  # what was typed can't be: what is saved comes back
        if self.keeper.at_work:
            self.keeper.save_now()  # the draft goes, as far as it is saved

    def _on_item(self, write: Callable[..., Changes], *args: Any, **kwargs: Any) -> Changes | None:
        """Let a service change the question that the form shows."""
        item = self.form.item
        if item is None or not self.session.has_exercise:
            return None
        return self._act(write, item.ids[0], *args, **kwargs)

    def _act(self, write: Callable[..., Changes], *args: Any, **kwargs: Any) -> Changes | None:
        session = self.session
        return session.act(write, session.exercise_id, *args, **kwargs)

    def _show(self) -> None:
        item = self.current()
        for words, each in self.buttons.items():
            each.setEnabled(item is not None or words == "Add question")
        self.form.setEnabled(item is not None)
        if item is None:
            return
        retired = item.retired
        self.buttons["Remove"].setText("Bring back" if retired else "Remove")
        allowed = questionnaire.allowed(item, self._used)
        number = self.items.index(item) + 1
        other = self.form.item is None or self.form.item.ids[0] != item.ids[0]
        if other and self.keeper.at_work:
            self.keeper.end()
        self.form.show_item(item, allowed, self._used, self._questions, number)
        if (other or not self.keeper.at_work) and self.isVisible():
            self._take_up(item)

    def _take_up(self, item: Item) -> None:
        """What was typed of a question and not saved, before a crash say, is there again."""
        draft = self.keeper.use(f"question {item.ids[0]}")
        if draft is not None:
            self.form.restore(draft.content)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        item = self.current()
        if item is not None and self.session.has_exercise and not self.keeper.at_work:
            self._take_up(item)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the window closes: what was typed is saved first."""
        self.form.commit()
        if self.session.has_workspace:
            self.keeper.end()
        super().hideEvent(event)
