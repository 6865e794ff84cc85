"""One activity in full: details, who came, agenda, notes, photos."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from engage_app.domain.activity import Activity, ActivityKind, AgendaItem, Place
from engage_app.domain.stakeholders import StakeholderGroup
from engage_app.services import activities, activity_parts
from engage_app.services.activities import ActivityContents
from ui.pages.activity_form import ActivityForm
from ui.pages.activity_parts import AgendaGrid, HeadGrid
from ui.pages.activity_photos import ActivityPhotos
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.draft_keeper import DraftKeeper, at_what_time
from ui.widgets.words_field import WordsField

SURFACE = "activity"
_TYPED = (ActivityKind.WORKSHOP, ActivityKind.MEETING)
_ORGANISATIONS = "One on each line: the organisations that were there."
_AGENDA = "Type in the last line to add an item. A workshop times each one that has minutes."


class ActivityPanel(QWidget):
    """What is known of the activity chosen; each part is saved when it is left."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._groups: Sequence[StakeholderGroup] = ()
        self._contents: ActivityContents | None = None
        self.heading = label("", "heading", wrap=True)
        self.capture = button("Capture feedback…", icon="edit", on_click=self._capture)
        self.capture.setToolTip("Type what is said, with the keyboard alone")
        self.form = ActivityForm()
        self.heads = HeadGrid()
        self.no_groups = label("This exercise has no stakeholder groups yet.", "hint", wrap=True)
        self.total = label("", "hint", wrap=True)
        self.cautions = label("", "hint", wrap=True)
        self.organisations = WordsField("Organisations present", 3)
        self.agenda = AgendaGrid()
        self.notes = WordsField("Notes", 6)
        self.keeper = DraftKeeper(session, SURFACE, "", self._typed, parent=self)
        self.photos = ActivityPhotos(session)
        self._build()
        self._connect()

    @property
    def activity(self) -> Activity | None:
        """The activity shown."""
        return self._contents.activity if self._contents else None

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(12), theme.px(8))
        column.setSpacing(theme.px(12))
        column.addWidget(self.heading)
        column.addWidget(self.capture, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.form)
        came = (self.heads, self.no_groups, self.total, self.cautions)
        column.addWidget(_card("Who came", "", *came))
        column.addWidget(_card("Organisations present", _ORGANISATIONS, self.organisations))
        column.addWidget(_card("Agenda", _AGENDA, self.agenda))
        column.addWidget(_card("Notes", "", self.notes))
        column.addWidget(self.photos)
        column.addStretch(1)

    def _connect(self) -> None:
        self.form.edited.connect(self._edit)
        self.heads.counted.connect(self._count)
        self.organisations.left.connect(self._name)
        self.agenda.changed.connect(self._plan)
        self.notes.left.connect(self._note)
        self.notes.textChanged.connect(self.keeper.typed)
        self._session.leaving.connect(self.commit)
        self._session.workspace_changed.connect(self._forget)

    def offer(self, groups: Sequence[StakeholderGroup], places: Sequence[Place]) -> None:
        """Offer these groups and places."""
        self._groups = groups
        self.form.show_places(places)

    def show_activity(self, activity_id: int) -> None:
        """Show an activity, by its id; 0 shows none. What is typed into the one before is saved."""
        before = self.activity
        if before is not None and before.id != activity_id:
            self.commit()
            self.keeper.end()
        found = activities.contents(self._session.workspace, activity_id) if activity_id else None
        other = before is None or found is None or before.id != found.activity.id
        self._contents = found
        self.setEnabled(found is not None)
        self.heading.setText(found.activity.title if found else "No activity chosen")
        self.capture.setVisible(bool(found and found.activity.kind in _TYPED))
        self.form.show_activity(found.activity if found else None)
        self.heads.show_heads(self._groups, found.headcounts if found else {})
        self.agenda.show_items(found.agenda if found else ())
        names = "\n".join(found.organisations) if found else ""
        self.organisations.show_words(names, anew=other)
        self.notes.show_words(found.activity.notes if found else "", anew=other)
        if found and other:
            self._take_up(found.activity)
        self.photos.show_photos(found.activity.id if found else 0)
        self._say(found)

    def _say(self, found: ActivityContents | None) -> None:
        heads = sum(found.headcounts.values()) if found else 0
        for part in (self.heads, self.total):
            part.setVisible(bool(self._groups))
        self.no_groups.setVisible(not self._groups)
        self.total.setText(f"{heads:,} heads counted in all." if heads else "")
        self.total.setVisible(bool(heads))
        said = activities.cautions(found) if found else []
        self.cautions.setText(" ".join(said))
        self.cautions.setVisible(bool(said))

    def commit(self) -> None:
        """Save what is being typed."""
        self.form.commit()
        self.heads.commit()
        self.agenda.commit()
        self.organisations.commit()
        self.notes.commit()

    def _capture(self) -> None:
        from ui.pages.capture import open_capture

        if self.activity is not None:
            self.commit()
            open_capture(self._session, self.activity.id)

    def _forget(self) -> None:
        """Another workspace: its activities bear the same numbers."""
        self._contents = None
        self.form.activity = None
        for field in (self.organisations, self.notes):
            field.show_words("", anew=True)

    def _take_up(self, activity: Activity) -> None:
        """Notes that a crash left unsaved stand in the field again, and are saved from there."""
        draft = self.keeper.use(activity.uid)
        if draft is not None and draft.content.get("notes", activity.notes) != activity.notes:
            self.notes.setPlainText(str(draft.content["notes"]))
            self._session.said.emit(f"Notes typed at {at_what_time(draft)} are here again.")

    def _typed(self) -> dict[str, Any]:
        """Notes can grow long before the cursor leaves them."""
        saved = self.activity.notes if self.activity else ""
        words = self.notes.toPlainText()
        return {"notes": words} if words != saved else {}

    def _note(self, words: str) -> None:
        self._edit({"notes": words})
        if self.activity is not None and self._session.has_workspace:
            self.keeper.save_now()  # what is saved needs no draft

    def _edit(self, details: dict[str, Any]) -> None:
        if self.activity is None or not self._session.has_exercise:
            return
        if self._session.act(activities.edit_activity, self.activity.id, **details) is None:
            self.form.show_saved()  # what was typed can't be

    def _count(self, heads: dict[int, int]) -> None:
        if self.activity is not None and self._session.has_exercise:
            self._session.act(activity_parts.set_headcounts, self.activity.id, heads)

    def _name(self, words: str) -> None:
        if self.activity is not None and self._session.has_exercise:
            names = words.splitlines()
            self._session.act(activity_parts.set_organisations, self.activity.id, names)

    def _plan(self, items: list[AgendaItem]) -> None:
        if self.activity is None or not self._session.has_exercise:
            return
        if self._session.act(activity_parts.set_agenda, self.activity.id, items) is None:
            self.show_activity(self.activity.id)


def _card(title: str, help_text: str, *parts: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("surface", "card")
    column = QVBoxLayout(card)
    margin = theme.px(16)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(theme.px(8))
    column.addWidget(label(title, "strong"))
    if help_text:
        column.addWidget(label(help_text, "hint", wrap=True))
    for part in parts:
        column.addWidget(part)
    return card
