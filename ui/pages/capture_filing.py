"""What Enter and its neighbours do: file, correct, split, merge, remove."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from engage_app.domain.changes import Changes
from engage_app.domain.contribution import Marks
from engage_app.services import contributing
from ui.pages.capture_entry import EntryPanel
from ui.pages.capture_list import ContributionList
from ui.pages.capture_marks import Pending
from ui.pages.capture_place import CapturePlace
from ui.session import Session
from ui.widgets.draft_keeper import DraftKeeper


class Filing(QObject):
    """Takes what stands on the line to the workspace, and frees the line.

    Signals:
        filed: a Contribution that is new, and the last.
        rearranged: contributions are others than shown.
        place_missing: there is no activity or question to file it under.
    """

    filed = Signal(object)
    rearranged = Signal()
    place_missing = Signal()

    def __init__(
        self,
        session: Session,
        place: CapturePlace,
        entry: EntryPanel,
        rows: ContributionList,
        keeper: DraftKeeper,
    ) -> None:
        super().__init__(entry)
        self._session = session
        self._place = place
        self._entry = entry
        self._rows = rows
        self._keeper = keeper
        self.at_work = False

    def file(self) -> None:
        """What is on the line is filed, or corrected; where that fails it stays on the line."""
        entry = self._entry
        if entry.empty:
            return
        words = entry.words_to_file()
        if entry.editing is None:
            self._contribute(words)
            return
        marks = self._marks(entry.pending)
        done = self._write(contributing.correct, entry.editing.id, words, marks)
        if done is not None:
            self._free()
            self.rearranged.emit()

    def split(self) -> None:
        """At the cursor: two contributions out of one that was filed; on a new one, the part
        before the cursor is filed and the rest stays on the line."""
        entry, at = self._entry, self._entry.line.cursor_place()
        words = entry.line.words()
        if entry.editing is None:
            if words[:at].strip() and words[at:].strip():
                self._contribute(words[:at].strip(), words[at:].lstrip())
            return
        done = self._write(contributing.split, entry.editing.id, at, words)
        if done is not None:
            self._free()
            self.rearranged.emit()

    def merge(self) -> None:
        """Put what is on the line to the contribution before it."""
        entry, rows = self._entry, self._rows.rows
        if entry.editing is None and not entry.empty:
            if rows:  # filed too soon: it comes back to the line with what was typed since
                words = entry.line.words()
                entry.correct(rows[-1], f"{rows[-1].text} {words.lstrip()}")
            return
        if entry.editing is not None:
            done = self._write(
                contributing.merge_with_previous, entry.editing.id, entry.line.words()
            )
        elif rows:
            done = self._write(contributing.merge_with_previous, rows[-1].id)
        else:
            return
        if done is not None:
            self._free()
            self.rearranged.emit()

    def remove(self, comment_id: int) -> None:
        """Take a contribution out; Undo brings it back."""
        changes = self._session.act(contributing.remove, comment_id)
        if changes:
            self._session.said.emit("Removed. Ctrl+Z brings it back.")

    def _contribute(self, words: str, rest: str = "") -> None:
        place, pending = self._place, self._entry.pending
        if place.activity_id is None or place.question_id is None:
            self.place_missing.emit()
            return
        rows = self._rows.rows
        same = rows[-1].id if pending.same_speaker and rows else None
        groups = pending.groups or (() if same else place.groups)
        changes = self._write(
            contributing.contribute,
            place.activity_id,
            place.question_id,
            words,
            groups=groups,
            position=pending.position,
            themes=pending.themes,
            quote=pending.quote,
            table=place.table,
            same_speaker_as=same,
        )
        if changes is None or changes.created is None:
            return
        self._free(rest)
        row = contributing.contribution(self._session.workspace, changes.created)
        if row is not None:
            self.filed.emit(row)

    def _write(self, write: Callable[..., Changes], *args: Any, **marks: Any) -> Changes | None:
        """Let a service write; its draft goes in the same transaction. None where it failed."""
        self.at_work = True
        try:
            return self._session.act(write, *args, **marks, draft=self._keeper.draft)
        finally:
            self.at_work = False

    def _free(self, rest: str = "") -> None:
        self._entry.clear()
        self._keeper.filed()
        if rest:
            self._entry.line.show_words(rest)
            self._keeper.save_now()

    def _marks(self, pending: Pending) -> Marks:
        editing = self._entry.editing
        table = editing.marks.table if editing else ""
        return Marks(pending.groups, pending.position, pending.themes, pending.quote, table)
