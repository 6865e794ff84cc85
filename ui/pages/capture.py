"""Typing a workshop: one page for the keyboard alone, from the first word to the last."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from engage_app.domain.changes import Changes
from engage_app.domain.contribution import Contribution
from engage_app.services import contributing
from ui.messages import Message, Tone
from ui.pages.capture_agenda import AgendaBar
from ui.pages.capture_entry import EntryPanel
from ui.pages.capture_filing import Filing
from ui.pages.capture_help import HelpStrip
from ui.pages.capture_keys import step_within, types_a_word
from ui.pages.capture_list import AT_ONCE, MOST, ContributionView
from ui.pages.capture_names import read_names
from ui.pages.capture_place import CapturePlace
from ui.pages.capture_setup import CaptureSetup
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.draft_keeper import DraftKeeper, at_what_time
from ui.widgets.page import Page

SURFACE = "workshop"
ROOM_FOR_KEYS = 680  # pixels of height at 100 % text size
# In lines of its own, so that no height hangs on its width.
NOTHING = "Nothing typed yet.\nEach contribution appears here as soon as it is filed."
_NAMES = {"stakeholder_group", "theme", "exercise"}
_SETUP = {"activity", "question", "agenda_item"}
_ROWS = {"comment", "response", "response_group", "coding"}


def open_capture(session: Session, activity_id: int | None = None) -> None:
    """Bring the page to the front, for an activity or for the one it was last used for."""
    key = "" if activity_id is None else str(activity_id)
    session.surface_wanted.emit(CapturePage.key, SURFACE, key)


class CapturePage(Page):
    """Setup at the top, what was said in the middle, the line at the bottom."""

    key = "capture"
    title = "Type a workshop"
    icon_name = "edit"
    within = "collect"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale: set[str] = {*_NAMES, *_SETUP, *_ROWS}
        self.setup = CaptureSetup()
        self.agenda = AgendaBar()
        self.list = ContributionView()
        self.entry = EntryPanel(self)
        self.help = HelpStrip()
        self.place = CapturePlace(session, self.setup, self.agenda)
        self.keeper = DraftKeeper(
            session, SURFACE, "", self.entry.as_draft, page=self.key, parent=self
        )
        self.filing = Filing(session, self.place, self.entry, self.list.rows, self.keeper)
        self.nothing = label(NOTHING, "subtitle")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._middle = QStackedWidget()
        self.keys = button("Keys", "quiet")
        self._keys_chosen = False
        self.done = button("Done", on_click=self.leave)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.keys.setCheckable(True)
        self.keys.setToolTip("Show or hide what the keys do")
        self.help.hide()
        self.add_action(self.keys)
        self.add_action(self.done)
        self._middle.addWidget(self.nothing)
        self._middle.addWidget(self.list)
        self._middle.setMinimumHeight(theme.px(32))
        self._middle.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.body.setSpacing(theme.px(8))
        for part in (self.setup, self.agenda, self._middle, self.entry, self.help):
            self.body.addWidget(part, int(part is self._middle))
        self.agenda.take_keys_of(self)

    def _connect(self) -> None:
        session, line, filing = self._session, self.entry.line, self.filing
        self.keys.toggled.connect(self.help.setVisible)
        self.agenda.offered.connect(self.help.offer_times)
        self.keys.clicked.connect(self._choose_keys)
        self.entry.changed.connect(self.keeper.typed)
        self.setup.left.connect(line.setFocus)
        self.setup.changed.connect(self._say_where)
        self.place.activity_left.connect(self._leave_activity)
        self.place.activity_changed.connect(self._show_activity)
        line.submitted.connect(filing.file)
        line.split_wanted.connect(filing.split)
        line.merge_wanted.connect(filing.merge)
        line.recall_wanted.connect(self._recall)
        line.undo_wanted.connect(session.undo)
        line.redo_wanted.connect(session.redo)
        line.cancelled.connect(self._cancel)
        filing.filed.connect(self._append)
        filing.rearranged.connect(self._read_rows)
        filing.place_missing.connect(self._ask_for_place)
        self.list.earlier_wanted.connect(self._read_earlier)
        self.list.correct_wanted.connect(self._correct)
        self.list.remove_wanted.connect(filing.remove)
        self.list.left.connect(line.setFocus)
        session.exercise_changed.connect(self._other_exercise)
        session.changed.connect(self._changed)

    def refresh(self) -> None:
        """Read what changed, and go on where it was left."""
        if not self._session.has_exercise:
            return
        self._read()
        self._say_where()
        self._begin()
        self._focus()

    def open_at(self, surface: str, key: str) -> None:
        """Go to an activity; none: stay with the one that is open."""
        if key.isdigit():
            self.place.choose_activity(int(key))
        self.refresh()

    def leave(self) -> None:
        """Back to Collect; what is on the line is kept."""
        self._session.page_wanted.emit(self.within)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays on the page: Escape leaves it."""
        return step_within(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Words typed anywhere go to the line; Escape goes there too, and leaves from there."""
        line = self.entry.line
        if event.key() == Qt.Key.Key_Escape:
            line.setFocus() if line.isEnabled() else self.leave()
        elif line.isEnabled() and not line.hasFocus() and types_a_word(event):
            line.setFocus()
            line.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A window with room shows the keys, unless the officer has said otherwise."""
        super().resizeEvent(event)
        if not self._keys_chosen:
            self.keys.setChecked(self.height() >= theme.px(ROOM_FOR_KEYS))

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever is on the line is on disk before another page is in front."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.keeper.end()

    def _read(self) -> None:
        stale, self._stale = self._stale, set()
        session = self._session
        if stale & _NAMES:
            names = read_names(session.workspace, session.exercise_id)
            self.entry.offer_names(names)
            self.list.offer_names(names)
            self.help.offer_names(names)
            self.place.offer_groups(names)
        if stale & _SETUP:
            self.place.read()
        if stale & _ROWS:
            self._read_rows()

    def _begin(self) -> None:
        """Keep drafts for this activity, and offer the one that is there."""
        activity_id = self.place.activity_id
        self.entry.setEnabled(activity_id is not None)
        if activity_id is None or self.keeper.at_work:
            return
        found = self.keeper.use(str(activity_id))
        if found is None or not self.entry.untouched:
            return
        editing = contributing.contribution(
            self._session.workspace, int(found.content.get("editing") or 0)
        )
        self.entry.show_draft(found.content, editing)
        back = Message(Tone.INFO, f"Your words from {at_what_time(found)} are back.")
        self.banners.say(back, action="Discard", on_action=self._discard)

    def _discard(self) -> None:
        self.entry.clear()
        self.keeper.discard()
        self.banners.clear()
        self.entry.line.setFocus()

    def _leave_activity(self) -> None:
        self.keeper.end()
        self.banners.clear()
        self.entry.clear()
        self.keeper.filed()  # what is shown is empty; what was typed is kept under its activity

    def _show_activity(self) -> None:
        self._read_rows()
        if self.isVisible():
            self._begin()
            self._focus()

    def _focus(self) -> None:
        field = self.place.first_missing()
        (self.entry.line if field is None else field).setFocus()

    def _say_where(self) -> None:
        group = self.setup.group.currentText() if self.place.groups else ""
        self.entry.marks.say_where(" · ".join(filter(None, (self.place.table, group))))

    def _choose_keys(self) -> None:
        self._keys_chosen = True

    def _ask_for_place(self) -> None:
        self.say(Message(Tone.INFO, "Say first what this is about.", self.place.missing()))
        self._focus()

    def _read_rows(self) -> None:
        activity_id = self.place.activity_id
        rows: list[Contribution] = []
        if activity_id is not None:
            several = min(max(AT_ONCE, len(self.list.rows.rows)), MOST)
            rows = contributing.latest(self._session.workspace, activity_id, limit=several)
        self.list.show_rows(rows)
        self._show_middle()

    def _read_earlier(self) -> None:
        rows = self.list.rows.rows
        activity_id = self.place.activity_id
        if rows and activity_id is not None:
            workspace = self._session.workspace
            self.list.prepend(contributing.latest(workspace, activity_id, before=rows[0]))

    def _append(self, row: Contribution) -> None:
        self.list.append(row)
        self.banners.clear()
        self._show_middle()

    def _show_middle(self) -> None:
        self._middle.setCurrentWidget(self.list if self.list.rows.rows else self.nothing)

    def _recall(self, by: int) -> None:
        """The contribution before or after the one on the line."""
        rows, editing = self.list.rows.rows, self.entry.editing
        ids = [row.id for row in rows]
        here = ids.index(editing.id) if editing and editing.id in ids else len(rows)
        if here == 0 and by < 0:
            self._read_earlier()
            here = len(self.list.rows.rows) - len(rows)
            rows = self.list.rows.rows
        place = here + by
        if place == len(rows) and editing:
            self.entry.clear()
        elif 0 <= place < len(rows):
            self._edit(rows[place], place)

    def _correct(self, comment_id: int) -> None:
        """From the list: only over an empty line, for words are never thrown away."""
        if not self.entry.untouched:
            self.say(Message(Tone.INFO, "File or clear what is on the line first."))
            return
        for place, row in enumerate(self.list.rows.rows):
            if row.id == comment_id:
                self._edit(row, place)
        self.entry.line.setFocus()

    def _edit(self, row: Contribution, place: int) -> None:
        self.entry.correct(row)
        index = self.list.rows.index(place)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _cancel(self) -> None:
        if self.entry.editing is not None:
            self.entry.clear()
            self.list.clearSelection()
        else:
            self.leave()

    def _other_exercise(self) -> None:
        self._leave_activity()
        self.place.reset()
        self._stale = {*_NAMES, *_SETUP, *_ROWS}
        self.list.show_rows([])

    def _changed(self, changes: Changes) -> None:
        if self.filing.at_work:
            return  # what was filed is shown without reading everything again
        self._stale |= changes.tables
        if self.isVisible() and self._session.has_exercise:
            self._read()
            editing = self.entry.editing
            if editing and contributing.contribution(self._session.workspace, editing.id) is None:
                self.entry.keep_words()
