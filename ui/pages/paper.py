"""Paper forms: the piles on the left, the form in hand on the right, for the keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.paper_forms import Pile
from engage_app.services import paper_piles, planning
from ui.pages.paper_desk import PaperDesk
from ui.pages.paper_pile_dialog import PileDialog
from ui.pages.paper_piles import PileList
from ui.pages.paper_task import SURFACE, PaperTask, task_of
from ui.session import Session
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page

NARROW = 840  # pixels at 100 % text size below which piles and form take turns
LOW = 480  # and of height, below which the form needs all there is
_ASKED = {"question", "choice"}
_SHOWN = {
    "paper_pile",
    "paper_entry",
    "activity",
    "answer",
    "comment",
    "equality_answer",
    "contact_detail",
    *_ASKED,
}


def open_paper_forms(session: Session, pile_id: int | None = None) -> None:
    """Bring the page to the front, at a pile or where it was left."""
    key = "" if pile_id is None else str(pile_id)
    session.surface_wanted.emit(PaperPage.key, SURFACE, key)


class PaperPage(Page):
    """Piles, and the desk they are worked off on."""

    key = "paper"
    title = "Paper forms"
    icon_name = "edit"
    within = "collect"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._picking = False
        self.piles = PileList()
        self.desk = PaperDesk(session, self.banners, self.key)
        self.begin_button = button("Begin a pile", icon="add", on_click=self.begin_pile)
        self.edit_button = button("Edit pile", "quiet", icon="edit", on_click=self.edit_pile)
        self.all_button = button("All piles", "quiet", on_click=self._pick)
        self.done_button = button("Done", on_click=self.leave)
        self.no_questions = EmptyState(
            "plan",
            "There is no questionnaire yet",
            "Paper forms are keyed in question by question. Write down first what the paper asks.",
            action="Write the questionnaire",
            on_action=lambda: session.surface_wanted.emit("plan", "questionnaire", ""),
        )
        self.no_piles = EmptyState(
            "edit",
            "Key in filled-in paper forms",
            "Forms that came from one place are a pile. Engage numbers them, checks what is keyed"
            " in, and counts it against the pile.",
            action="Begin a pile",
            on_action=self.begin_pile,
        )
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        for each in (self.all_button, self.edit_button, self.begin_button, self.done_button):
            self.add_action(each)
        self.work = QSplitter(Qt.Orientation.Horizontal)
        self.work.setChildrenCollapsible(False)
        self.work.addWidget(self.piles)
        self.work.addWidget(self.desk)
        self.work.setStretchFactor(1, 1)
        self.work.setSizes([theme.px(280), theme.px(900)])
        for panel in (self.no_questions, self.no_piles, self.work):
            self._stack.addWidget(panel)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.piles.pile_chosen.connect(self._show_pile)
        self.piles.opened.connect(self._work_on)
        self.desk.left.connect(self.leave)
        self.desk.filed.connect(self._read_piles)
        self._session.exercise_changed.connect(self._other_exercise)
        self._session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read what changed, and go on with the form in hand."""
        if not self._session.has_exercise:
            return
        if self._stale:
            self._read()
        self.desk.hand.begin()
        self._focus()

    def open_at(self, surface: str, key: str) -> None:
        """Open a pile, or the form of it that was being worked on."""
        task = task_of(key)
        pile_id = task.pile_id if task else int(key) if key.isdecimal() else 0
        pile = self._pile(pile_id)
        if pile is not None and self._stack.currentWidget() is self.work:
            self._choose(pile, task)
            self.desk.hand.begin()
            self._focus()

    def begin_pile(self) -> None:
        """Ask for a new pile."""
        session = self._session
        activities = planning.activities(session.workspace, session.exercise_id)
        dialog = PileDialog(self, activities)
        dialog.accepted.connect(lambda: self._begun(dialog))
        dialog.open()

    def edit_pile(self) -> None:
        """Ask for the name and count of the pile in front."""
        pile = self._pile(self.piles.chosen())
        if pile is None:
            return
        dialog = PileDialog(self, pile=pile)
        dialog.accepted.connect(lambda: self._edited(dialog, pile.id))
        dialog.removal_wanted.connect(lambda: self._remove(pile.id))
        dialog.open()

    def leave(self) -> None:
        """Back to Collect; what is being keyed in is kept."""
        self._session.page_wanted.emit(self.within)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Piles and form beside each other, or one of them."""
        super().resizeEvent(event)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is being keyed in is on disk before another page is in front."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.desk.hand.keeper.end()

    def _read(self) -> None:
        """Read the piles and the questionnaire; the form in hand stays where it still is one."""
        self._stale = False
        session = self._session
        questions = planning.questions(session.workspace, session.exercise_id)
        self.desk.ask(questions)
        self._read_piles()
        pile = self._pile(self.piles.chosen())
        if not any(not question.retired for question in questions):
            self._put(self.no_questions)
        elif pile is None:
            self._put(self.no_piles)
        else:
            self._put(self.work)
            here = self.desk.pile
            if here is None or here.id != pile.id:
                self._choose(pile)
            else:
                self.desk.refresh(pile)

    def _read_piles(self) -> None:
        session = self._session
        self.piles.show_piles(paper_piles.piles(session.workspace, session.exercise_id))
        self._say_pile()

    def _put(self, panel: QWidget) -> None:
        if panel is not self.work:
            self.desk.clear()
        self._stack.setCurrentWidget(panel)
        self._fit()

    def _pile(self, pile_id: int) -> Pile | None:
        return self.piles.pile(pile_id)

    def _choose(self, pile: Pile, task: PaperTask | None = None) -> None:
        self._picking = False
        self.piles.show_chosen(pile.id)
        self.desk.open_pile(pile, task)
        self._say_pile()

    def _say_pile(self) -> None:
        pile = self._pile(self.piles.chosen())
        names = (pile.title, pile.activity) if pile else ()
        self.set_subtitle(" · ".join(dict.fromkeys(names)))
        self._fit()

    def _show_pile(self, pile_id: int) -> None:
        """Another pile is chosen, with arrows too: the keyboard stays in the list."""
        pile = self._pile(pile_id)
        if pile is not None:
            self.banners.clear()
            self.desk.open_pile(pile)
            self._say_pile()

    def _work_on(self, pile_id: int) -> None:
        if self._pile(pile_id) is not None:
            self._picking = False
            self._fit()
            self.desk.hand.begin()
            self.desk.take_focus()

    def _pick(self) -> None:
        self._picking = True
        self._fit()
        self.piles.setFocus()

    def _begun(self, dialog: PileDialog) -> None:
        session = self._session
        changes = session.act(
            paper_piles.begin_pile,
            session.exercise_id,
            dialog.activity.chosen,
            dialog.title.text(),
            expected=dialog.count,
            double_entry=dialog.twice.isChecked(),
        )
        if changes and changes.created:
            self.open_at(SURFACE, str(changes.created))

    def _edited(self, dialog: PileDialog, pile_id: int) -> None:
        self._session.act(
            paper_piles.edit_pile,
            pile_id,
            title=dialog.title.text(),
            expected=dialog.count,
            double_entry=dialog.twice.isChecked(),
        )
        self._focus()

    def _remove(self, pile_id: int) -> None:
        self._session.act(paper_piles.remove_pile, pile_id)
        self._focus()

    def _focus(self) -> None:
        """The keyboard goes where the work is."""
        panel = self._stack.currentWidget()
        if panel is self.work:
            self.desk.take_focus()
        elif isinstance(panel, EmptyState):
            panel.action_button.setFocus()

    def _fit(self) -> None:
        """In a small window the form has the room: the rest is a step away."""
        narrow = self.width() < theme.px(NARROW)
        working = self._stack.currentWidget() is self.work
        alone = working and narrow and not self._picking
        self.piles.setVisible(not alone)
        self.desk.setVisible(not narrow or not self._picking)
        self.all_button.setVisible(alone)
        self.begin_button.setVisible(working and not alone)
        self.edit_button.setVisible(working and not alone)
        self.subtitle.setVisible(bool(self.subtitle.text()) and self.height() >= theme.px(LOW))

    def _other_exercise(self) -> None:
        self.desk.clear()
        self.banners.clear()
        self._stale = True
        if self.isVisible() and self._session.has_exercise:
            self._read()

    def _changed(self, changes: Changes) -> None:
        if self.desk.at_work or not changes.tables & _SHOWN:
            return
        if self.isVisible() and self._session.has_exercise:
            self._read()
        else:
            self._stale = True
