"""A form of a pile: read for the desk, and filed, settled or corrected from there."""

from engage_app.domain.changes import Changes
from engage_app.domain.form_values import Answer, Answers
from engage_app.domain.paper_forms import Difference, Entry, FormState, KeyedForm
from engage_app.services import paper_forms
from ui.pages.exercises_list import counted
from ui.pages.paper_task import PaperTask, Work
from ui.session import Session


class PaperFiling:
    """What the desk asks of the services."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def forms(self, pile_id: int) -> list[KeyedForm]:
        """The forms of a pile that were keyed in."""
        return paper_forms.forms(self._session.workspace, pile_id)

    def numbers(self, pile_id: int, work: Work) -> list[int]:
        """The numbers of the forms to work on next, in order."""
        if work is Work.SETTLE:
            waiting = [f for f in self.forms(pile_id) if f.state is FormState.TO_SETTLE]
            return [form.number for form in waiting]
        pass_ = 2 if work is Work.SECOND else 1
        return paper_forms.still_to_key(self._session.workspace, pile_id, pass_)

    def can_take(self, task: PaperTask) -> bool:
        """Whether there is such a form to work on."""
        if task.work is Work.CORRECT:
            return self.entry(task) is not None
        return task.number in self.numbers(task.pile_id, task.work)

    def entry(self, task: PaperTask) -> Entry | None:
        """The entry that a correction is of."""
        every = paper_forms.entries(self._session.workspace, task.pile_id)
        return next((entry for entry in every if entry.id == task.entry_id), None)

    def answers(self, task: PaperTask) -> dict[str, Answer]:
        """What a form to be corrected says; nothing for one to be keyed in."""
        entry = self.entry(task) if task.work is Work.CORRECT else None
        if entry is None:
            return {}
        session = self._session
        return paper_forms.answers_of(session.workspace, entry, session.exercise_id)

    def file(
        self, task: PaperTask, answers: Answers, note: str, draft: tuple[str, str]
    ) -> Changes | None:
        """Let the services keep it; None where that failed."""
        act = self._session.act
        if task.work is Work.SETTLE:
            return act(
                paper_forms.settle, task.pile_id, task.number, answers, note=note, draft=draft
            )
        if task.work is Work.CORRECT:
            entry = self.entry(task)
            if entry is None:
                return None
            return act(paper_forms.correct, task.pile_id, entry, answers, note=note, draft=draft)
        return act(
            paper_forms.enter,
            task.pile_id,
            task.number,
            answers,
            pass_=task.pass_,
            note=note,
            draft=draft,
        )

    def to_settle(self, task: PaperTask) -> tuple[KeyedForm, list[Difference], bool]:
        """The form to be settled, its differences, and whether others wait as well."""
        waiting = [f for f in self.forms(task.pile_id) if f.state is FormState.TO_SETTLE]
        form = next(form for form in waiting if form.number == task.number)
        found = paper_forms.disagreements(self._session.workspace, task.pile_id)
        return form, found[task.number], len(waiting) > 1

    def differ(self, task: PaperTask) -> int:
        """How many answers the entries of a form differ in."""
        found = paper_forms.disagreements(self._session.workspace, task.pile_id)
        return len(found.get(task.number, ()))


def outcome(task: PaperTask, changes: Changes, differ: int) -> str:
    """What came of filing, in a sentence."""
    form = f"Form {task.number}"
    if task.work is Work.CORRECT:
        return f"{form} corrected." if changes else f"{form} stays as it was."
    if task.work is Work.SETTLE:
        return f"{form} settled and filed."
    if differ:
        return f"{form}: {counted(differ, 'answer')} to settle."
    if not changes.created:
        return f"{form} keyed in once; it waits for its second entry."
    return f"{form}: both entries agree. Filed." if task.work is Work.SECOND else f"{form} filed."
