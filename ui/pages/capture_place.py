"""Which activity, question, table and group is typed for, and remembering it."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engage_app.domain.activity import Activity, ActivityKind
from engage_app.errors import EngageError
from engage_app.services import activities, contributing, drafts, planning
from ui.pages.capture_agenda import AgendaBar
from ui.pages.capture_names import Names
from ui.pages.capture_nearest import nearest
from ui.pages.capture_setup import CaptureSetup
from ui.pages.exercise_dates import in_words
from ui.session import Session

REMEMBERED = "workshop setup"  # not a draft of words, kept in the same place
_NOT_TYPED = (ActivityKind.SURVEY, ActivityKind.CORRESPONDENCE)


class CapturePlace(QObject):
    """Fills the fields at the top, and knows what they hold.

    Signals:
        activity_left: another activity is about to be shown.
        activity_changed: another activity is shown.
    """

    activity_left = Signal()
    activity_changed = Signal()

    def __init__(self, session: Session, setup: CaptureSetup, agenda: AgendaBar) -> None:
        super().__init__(setup)
        self._session = session
        self._setup = setup
        self._agenda = agenda
        self.activity_id: int | None = None
        self.question_id: int | None = None
        setup.activity.chosen.connect(self.choose_activity)
        setup.activity.named.connect(self._new_activity)
        setup.question.chosen.connect(self._choose_question)
        setup.question.named.connect(self._new_question)
        setup.table.editingFinished.connect(self._remember)
        setup.group.chosen.connect(self._remember)

    @property
    def table(self) -> str:
        """The table that is typed at, or empty."""
        return self._setup.table_name

    @property
    def groups(self) -> tuple[int, ...]:
        """The group of whoever speaks, unless a contribution says otherwise."""
        group_id = self._setup.group_id
        return () if group_id is None else (group_id,)

    def reset(self) -> None:
        """Nothing is picked: another exercise is open."""
        self.activity_id = self.question_id = None
        self._setup.table.clear()

    def offer_groups(self, names: Names) -> None:
        """Offer the stakeholder groups of the exercise."""
        options = names.options.get("@", ())
        self._setup.offer_groups(
            (
                f"{option.detail} › {option.name}" if option.detail else option.name,
                int(option.value),
            )
            for option in options
        )

    def read(self) -> None:
        """Read activities, questions and the agenda anew; what is picked stays where it can."""
        session = self._session
        listed = planning.activities(session.workspace, session.exercise_id)
        typed = [one for one in listed if one.kind not in _NOT_TYPED or one.id == self.activity_id]
        asked = contributing.open_questions(session.workspace, session.exercise_id)
        if other := self.activity_id not in {one.id for one in typed}:
            self.activity_left.emit()
            today = datetime.now().astimezone().date()
            self.activity_id = nearest(typed, today, self._last_typed)
            self._recall()
        if self.question_id not in {one.id for one in asked}:
            self.question_id = asked[0].id if asked else None
        self._setup.activity.offer([(_words(one), one.id) for one in typed], self.activity_id)
        self._setup.question.offer([(one.label, one.id) for one in asked], self.question_id)
        self._show_activity()
        if other:
            self.activity_changed.emit()

    def choose_activity(self, activity_id: int) -> None:
        """Type for this activity from now on."""
        if activity_id != self.activity_id:
            self.activity_left.emit()
            self.activity_id = activity_id
            self._recall()
            self.read()
            self.activity_changed.emit()

    def first_missing(self) -> QWidget | None:
        """The field that must be filled before anything can be filed."""
        if self.activity_id is None:
            return self._setup.activity
        return self._setup.question if self.question_id is None else None

    def missing(self) -> str:
        """What to do about it, in a sentence."""
        if self.activity_id is None:
            return "Name the workshop at the top."
        return "Write the question that is discussed at the top."

    def _choose_question(self, question_id: int) -> None:
        self.question_id = question_id
        self._remember()

    def _new_activity(self, title: str) -> None:
        session = self._session
        exercise_id, kind = session.exercise_id, ActivityKind.WORKSHOP
        changes = session.act(
            lambda workspace: planning.add_activity(workspace, exercise_id, kind, title)
        )
        if changes and changes.created:
            self.choose_activity(changes.created)
            self._setup.activity.settled.emit()

    def _new_question(self, label: str) -> None:
        session = self._session
        changes = session.act(contributing.add_question, session.exercise_id, label)
        if changes and changes.created:
            self.question_id = changes.created
            self._remember()
            self.read()
            self._setup.question.settled.emit()

    def _last_typed(self, activity_id: int) -> str:
        rows = contributing.latest(self._session.workspace, activity_id, limit=1)
        return rows[-1].captured_at if rows else ""

    def _show_activity(self) -> None:
        workspace, here = self._session.workspace, self.activity_id
        agenda = () if here is None else activities.contents(workspace, here).agenda
        self._agenda.show_items(agenda)
        self._setup.offer_tables([] if here is None else contributing.tables(workspace, here))

    def _remember(self) -> None:
        """Keep what is picked, so that it is there again after a crash."""
        if self.activity_id is None or not self._session.has_workspace:
            return
        content = {
            "question": self.question_id,
            "table": self.table,
            "group": self._setup.group_id,
        }
        try:
            with self._session.workspace.hurrying():
                key = str(self.activity_id)
                drafts.save(self._session.workspace, REMEMBERED, key, content)
        except EngageError:
            return  # a convenience: the fields themselves say what is picked

    def _recall(self) -> None:
        """What was picked when this activity was last typed for."""
        if self.activity_id is None or not self._session.has_workspace:
            return
        kept = drafts.load(self._session.workspace, REMEMBERED, str(self.activity_id))
        if kept is not None:
            self.question_id = kept.content.get("question")
            self._setup.table.setText(str(kept.content.get("table") or ""))
            self._setup.group.show_value(kept.content.get("group"))


def _words(activity: Activity) -> str:
    return f"{activity.title} · {in_words(activity.date)}" if activity.date else activity.title
