"""One pile of paper forms: keyed in, keyed in again, settled, looked at and corrected."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from engage_app.domain.form_values import Answers
from engage_app.domain.paper_forms import FormState, KeyedForm, Pile
from engage_app.domain.questionnaire import Question
from engage_app.services import paper_forms, paper_piles
from ui.messages import Message, Tone
from ui.pages.paper_filing import PaperFiling, outcome
from ui.pages.paper_form import on_keys
from ui.pages.paper_hand import PaperHand
from ui.pages.paper_list import FormsPanel
from ui.pages.paper_standing import StandingPanel, Steps
from ui.pages.paper_tabs import FORMS, PileTabs
from ui.pages.paper_task import PaperTask, Work
from ui.session import Session
from ui.theme import theme
from ui.widgets.banner import BannerArea


class PaperDesk(QWidget):
    """Tabs over the form in hand, the list of forms, or what comes next.

    Args:
        banners: where the page tells something.
        page: its key, to open again after a crash.

    Signals:
        left: Escape, with nothing to go back to.
        filed: how the pile stands is another.
    """

    left = Signal()
    filed = Signal()

    def __init__(self, session: Session, banners: BannerArea, page: str) -> None:
        super().__init__()
        self._session, self._banners = session, banners
        self.pile: Pile | None = None
        self.at_work = False
        self._numbers: list[int] = []
        self._came_from = Work.SETTLE
        self._filing = PaperFiling(session)
        self.tabs = PileTabs()
        self.hand = PaperHand(session, self._filing, banners, page)
        self.forms, self.standing = FormsPanel(), StandingPanel()
        self._stack = QStackedWidget()
        self._steps = Steps(
            one_more=self._one_more,
            second_entry=lambda: self.turn_to(Work.SECOND),
            settle=lambda: self.turn_to(Work.SETTLE),
            key_in=lambda: self.turn_to(Work.FIRST),
            responses=lambda: session.page_wanted.emit("responses"),
        )
        for panel in (self.hand, self.forms, self.standing):
            self._stack.addWidget(panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.turn_to)
        on_keys(self, ("Ctrl+PgDown",), lambda: self.tabs.step(1))
        on_keys(self, ("Ctrl+PgUp",), lambda: self.tabs.step(-1))
        self.hand.submitted.connect(self._file)
        self.hand.skipped.connect(self._skip)
        self.hand.left.connect(self._escape)
        self.forms.opened.connect(self._open)
        self.forms.remove_wanted.connect(self._remove)

    def ask(self, questions: list[Question]) -> None:
        """Take this questionnaire; what is being keyed in stays."""
        self.hand.ask(questions)

    def open_pile(self, pile: Pile, task: PaperTask | None = None) -> None:
        """Show a pile: what is next to do with it, or the form that was being worked on."""
        self.hand.lay_down()
        self.pile = pile
        self.tabs.show_pile(pile)
        if task is not None and self._filing.can_take(task):
            self.tabs.show_view(FORMS if task.work is Work.CORRECT else task.work)
            self._take(task)
        else:
            self._show(self.tabs.view)

    def clear(self) -> None:
        """No pile is on it any more."""
        self.hand.lay_down()
        self.pile = None

    def turn_to(self, view: str) -> None:
        """To another view of the pile, because the officer said so."""
        self.tabs.show_view(view)
        self._banners.clear()
        self._show(view)
        self.take_focus()

    def take_focus(self) -> None:
        """The keyboard goes to the work."""
        panel = self._stack.currentWidget()
        if panel is self.hand:
            self.hand.take_focus()
        else:
            (self.forms if panel is self.forms else self.standing).begin()

    def refresh(self, pile: Pile) -> None:
        """Something was changed elsewhere, undone or done again."""
        now = QApplication.focusWidget()
        here = now is not None and self._stack.isAncestorOf(now)
        before = self.hand.task
        self.pile = pile
        self.tabs.show_pile(pile)
        if before is None:
            self._show(self.tabs.view)
        elif before.work in (Work.FIRST, Work.SECOND):
            self._renumber(before)
        elif not self._filing.can_take(before):
            self._show(self.tabs.view)
        elif not self.hand.content():
            self._take(before)
        self.hand.show_standing(pile)
        if here and (self.hand.task is not before or not self._has_keyboard()):
            self.take_focus()

    def _has_keyboard(self) -> bool:
        now = QApplication.focusWidget()
        return now is not None and now.isVisible() and self.isAncestorOf(now)

    def _show(self, view: str) -> None:
        if self.pile is None:
            return
        if view == FORMS:
            self.hand.lay_down()
            self.forms.show_forms(self._filing.forms(self.pile.id))
            self._stack.setCurrentWidget(self.forms)
        else:
            self._next(self.pile, Work(view))

    def _next(self, pile: Pile, work: Work, after: int = 0) -> None:
        """Take up the next form, from the first again behind the last; or say that none is left."""
        self._numbers = self._filing.numbers(pile.id, work)
        later = [number for number in self._numbers if number > after]
        if self._numbers:
            self._take(PaperTask(pile.id, (later or self._numbers)[0], work))
            return
        self.hand.lay_down()
        say = {
            Work.SECOND: self.standing.show_second_done,
            Work.SETTLE: self.standing.show_settled,
        }.get(work, self.standing.show_keyed_in)
        say(pile, self._steps)
        self._stack.setCurrentWidget(self.standing)

    def _take(self, task: PaperTask) -> None:
        if self.pile is not None:
            self.hand.take(task, self.pile, keep=self.isVisible())
            self._stack.setCurrentWidget(self.hand)

    def _file(self, answers: Answers, note: str) -> None:
        task = self.hand.task
        if task is None:
            return
        self.at_work = True
        changes = self._filing.file(task, answers, note, self.hand.keeper.draft)
        self.at_work = False
        if changes is None:
            return
        self.hand.keeper.filed()
        self._banners.clear()
        differ = 0 if changes.created or task.work is not Work.SECOND else self._filing.differ(task)
        self._session.said.emit(outcome(task, changes, differ))
        self.pile = paper_piles.pile(self._session.workspace, task.pile_id)
        self.filed.emit()
        self.tabs.show_pile(self.pile)
        self._go_on(self.pile, task, differ)
        self.take_focus()

    def _go_on(self, pile: Pile, task: PaperTask, differ: int) -> None:
        """What comes after a form was filed."""
        if differ:
            self._came_from = task.work
            self.tabs.show_view(Work.SETTLE)
            self._take(PaperTask(task.pile_id, task.number, Work.SETTLE))
        elif task.work is Work.CORRECT:
            self._show(FORMS)
        elif task.work is Work.SETTLE and self._came_from is Work.SECOND:
            self._came_from = Work.SETTLE
            self.tabs.show_view(Work.SECOND)
            self._next(pile, Work.SECOND, task.number)
        else:
            self._next(pile, task.work, task.number)

    def _renumber(self, task: PaperTask) -> None:
        """A form may have come back by undo, or the one in hand have been keyed in by redo."""
        before, self._numbers = self._numbers, self._filing.numbers(task.pile_id, task.work)
        came_back = sorted(set(self._numbers) - set(before))
        kept = self.hand.content()
        if task.number not in self._numbers and self.pile is not None:
            if kept and self._numbers:  # the words go with the next number
                self.hand.start_anew()
            self._next(self.pile, task.work, task.number)
            if kept and self.hand.task is not None:
                self.hand.put_back(kept)
                self.hand.keeper.save_now()
        elif came_back and not kept:
            self._take(PaperTask(task.pile_id, came_back[0], task.work))

    def _skip(self) -> None:
        task = self.hand.task
        if task is not None and self.pile is not None:
            self._next(self.pile, task.work, task.number)
            self.take_focus()

    def _escape(self) -> None:
        task = self.hand.task
        if task is not None and task.work is Work.CORRECT:
            self.turn_to(FORMS)
        elif task is not None and task.work is Work.SETTLE and self._came_from is Work.SECOND:
            self._came_from = Work.SETTLE
            self.turn_to(Work.SECOND)
        else:
            self.left.emit()

    def _open(self, form: KeyedForm) -> None:
        """From the list: to look at it or correct it, or to settle it."""
        first = form.entries[0]
        pile_id = self.pile.id if self.pile else 0
        if form.state is FormState.TO_SETTLE:
            self.tabs.show_view(Work.SETTLE)
            self._take(PaperTask(pile_id, form.number, Work.SETTLE))
        else:
            self._take(PaperTask(pile_id, form.number, Work.CORRECT, first.id))
        self.take_focus()

    def _remove(self, form: KeyedForm) -> None:
        if self.pile and self._session.act(paper_forms.remove_form, self.pile.id, form):
            words = f"Form {form.number} was removed."
            self._banners.say(Message(Tone.SUCCESS, words, "Undo brings it back."))

    def _one_more(self) -> None:
        """The pile has more forms than were counted."""
        pile = self.pile
        if pile is None:
            return
        last = max((form.number for form in self._filing.forms(pile.id)), default=0)
        self._session.act(
            paper_piles.edit_pile,
            pile.id,
            title=pile.title,
            expected=max(last, pile.expected or 0) + 1,
            double_entry=pile.double_entry,
        )
        self.turn_to(Work.FIRST)
