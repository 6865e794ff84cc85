"""The paper form in hand: keyed in, settled or corrected, its draft on disk within a second."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from engage_app.domain.paper_forms import Pile
from engage_app.domain.questionnaire import Question
from ui.messages import Message, Tone
from ui.pages.paper_filing import PaperFiling
from ui.pages.paper_form import FormPanel
from ui.pages.paper_piles import standing
from ui.pages.paper_settle import SettlePanel
from ui.pages.paper_task import SURFACE, PaperTask, Work
from ui.session import Session
from ui.widgets.banner import BannerArea
from ui.widgets.draft_keeper import DraftKeeper, at_what_time


class PaperHand(QStackedWidget):
    """The form to be keyed in or corrected, or the differences to settle.

    Args:
        banners: where the page tells something.
        page: its key, to open again after a crash.

    Signals:
        submitted: (answers to file, the questions kept as on the paper), by name and in words.
        skipped: another form instead.
        left: Escape.
    """

    submitted = Signal(object, str)
    skipped = Signal()
    left = Signal()

    def __init__(
        self, session: Session, filing: PaperFiling, banners: BannerArea, page: str
    ) -> None:
        super().__init__()
        self._filing, self._banners = filing, banners
        self._questions: list[Question] = []
        self.task: PaperTask | None = None
        self.form, self.settling = FormPanel(), SettlePanel()
        self.keeper = DraftKeeper(session, SURFACE, "", self.content, page=page, parent=self)
        for panel in (self.form, self.settling):
            self.addWidget(panel)
            panel.changed.connect(self.keeper.typed)
            panel.submitted.connect(self.submitted)
            panel.skipped.connect(self.skipped)
            panel.left.connect(self.left)

    def ask(self, questions: list[Question]) -> None:
        """Take this questionnaire; what is being keyed in stays."""
        if questions != self._questions:
            self._questions = questions
            self.form.ask(questions)

    def take(self, task: PaperTask, pile: Pile, *, keep: bool) -> None:
        """Take up a form; with `keep`, which is for a page in front, with the draft there is."""
        self.lay_down()
        self.task = task
        self._show(task, pile)
        if keep:
            self.begin()

    def lay_down(self) -> None:
        """What is being keyed in is kept as a draft; nothing is in hand."""
        self.keeper.end()
        self.task = None

    def begin(self) -> None:
        """Keep drafts of the form in hand; where there is one, put it back and say so."""
        task = self.task
        if task is None or self.keeper.at_work:
            return
        untouched = not self.content()
        found = self.keeper.use(task.key)
        if found is None or not untouched:
            return
        self.put_back(found.content)
        back = Message(Tone.INFO, f"Form {task.number} is as you left it at {at_what_time(found)}.")
        self._banners.say(back, action="Start anew", on_action=self.start_anew)

    def take_focus(self) -> None:
        """The keyboard goes to the first question."""
        self._panel().begin()

    def start_anew(self) -> None:
        """Let go of what was keyed in."""
        if self.task is not None:
            self._show_answers(self.task)
            self.keeper.discard()
            self._banners.clear()
            self.take_focus()

    def content(self) -> dict[str, Any]:
        """What a draft keeps; nothing where nothing was typed."""
        if self.task is None:
            return {}
        if self.task.work is Work.SETTLE:
            chosen = self.settling.chosen()
            return {"chosen": chosen} if chosen else {}
        answers = self.form.answers()
        return {"answers": answers} if answers else {}

    def put_back(self, content: Mapping[str, Any]) -> None:
        """Show what a draft kept."""
        if self.task is not None and self.task.work is Work.SETTLE:
            self.settling.restore(content.get("chosen", {}))
        else:
            self.form.put_back(content.get("answers", {}))

    def show_standing(self, pile: Pile) -> None:
        """Say how far the pile is."""
        for panel in (self.form, self.settling):
            panel.line.show_standing(standing(pile), pile.filed, pile.expected)

    def _panel(self) -> FormPanel | SettlePanel:
        settling = self.task is not None and self.task.work is Work.SETTLE
        return self.settling if settling else self.form

    def _show(self, task: PaperTask, pile: Pile) -> None:
        correcting = task.work is Work.CORRECT
        of = f"of {pile.expected:,}" if pile.expected else ""
        self._panel().line.show_number(task.number, "– correcting" if correcting else of)
        self.show_standing(pile)
        self._show_answers(task)
        self.setCurrentWidget(self._panel())

    def _show_answers(self, task: PaperTask) -> None:
        if task.work is Work.SETTLE:
            form, found, several = self._filing.to_settle(task)
            self.settling.show_form(self._questions, form.entries, found, several=several)
        else:
            correcting = task.work is Work.CORRECT
            self.form.show_form(self._filing.answers(task), correcting=correcting)
