"""Keeps what is being typed on disk, at most a second behind the keys.

    self.keeper = DraftKeeper(session, "document", str(activity_id), self._typed, page=self.key)
    self.editor.textChanged.connect(self.keeper.typed)

- when the surface comes into view: `draft = self.keeper.begin()`, and put back what it holds;
- when something is filed: pass `self.keeper.draft` to the service that files, which clears it in
  the same transaction; empty the fields; then `self.keeper.filed()`;
- when the surface is left: `self.keeper.end()`.
"""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from engage_app.errors import EngageError, WorkspaceBusy
from engage_app.services import drafts, resuming
from engage_app.services.drafts import Draft
from engage_app.services.workspace import Workspace
from ui.session import Session

BEHIND = 700  # milliseconds from the first key that isn't on disk yet
AGAIN = 150  # until the next try, where another program was writing


class DraftKeeper(QObject):
    """Saves a surface's draft while it is typed on, and remembers that this is the place.

    Args:
        session: whose workspace keeps it.
        surface: as in `drafts.Draft`.
        key: which one of that surface; `use` changes it.
        content: what to keep, plain JSON values; empty where nothing is typed.
        page: the key of the window's page to open again after a crash; empty: none is.

    Signals:
        saved: what is typed is on disk.
    """

    saved = Signal()

    def __init__(
        self,
        session: Session,
        surface: str,
        key: str,
        content: Callable[[], dict[str, Any]],
        *,
        page: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._surface, self._key, self._page = surface, key, page
        self._content = content
        self._at_work = False
        self._kept = False  # whether the disk holds a draft
        self._complained = False
        # Started by the first key, not again by each: typing on must not put it off.
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.save_now)
        session.leaving.connect(self.end)

    @property
    def draft(self) -> tuple[str, str]:
        """(surface, key): what a service that files is to clear."""
        return self._surface, self._key

    @property
    def at_work(self) -> bool:
        """Whether drafts are being kept: between `begin` and `end`."""
        return self._at_work

    def begin(self) -> Draft | None:
        """Keep drafts from now on; returns what was left here, for the surface to show again."""
        self._at_work = True
        session = self._session
        found = drafts.load(session.workspace, *self.draft)
        self._kept = found is not None
        if self._page and session.has_exercise:
            at = (session.exercise_id, self._page, *self.draft)
            resuming.note(session.workspace, *at)
        return found

    def use(self, key: str) -> Draft | None:
        """Go on under another key, as `begin`; what was typed under the one before is kept there.

        Empty the fields between: `end()`, empty them, `use(key)`.
        """
        self._timer.stop()
        self._key = key
        return self.begin()

    def typed(self) -> None:
        """Something was typed: within a second it is on disk. Connect it to `textChanged`."""
        if self._at_work and not self._timer.isActive():
            self._timer.start(BEHIND)

    def save_now(self, *, patiently: bool = False) -> bool:
        """Bring what is typed to disk; tells whether it is there.

        Args:
            patiently: wait for another writer rather than try again in a moment.
        """
        self._timer.stop()
        workspace = self._session.workspace
        try:
            with nullcontext() if patiently else workspace.hurrying():
                self._write(workspace)
        except EngageError as error:
            if isinstance(error, WorkspaceBusy) and not patiently:
                self._timer.start(AGAIN)
            else:
                self._complain(error)
            return False
        self._complained = False
        self.saved.emit()
        return True

    def filed(self) -> None:
        """What was typed has been filed, its draft cleared with it, and the fields are empty."""
        self._timer.stop()
        self._kept = False

    def discard(self) -> None:
        """The officer doesn't want the draft; empty the fields first."""
        self.save_now()

    def end(self) -> None:
        """The surface is left. Something unfinished stays, and so does the place to return to."""
        if not self._at_work:
            return
        if self._timer.isActive():
            self.save_now(patiently=True)
        self._at_work = False
        if self._page and not self._kept:
            resuming.forget()

    def _write(self, workspace: Workspace) -> None:
        content = self._content()
        if content:
            drafts.save(workspace, *self.draft, content)
        elif self._kept:
            drafts.clear(workspace, *self.draft)
        self._kept = bool(content)

    def _complain(self, error: EngageError) -> None:
        """Say so once, not with every key."""
        if not self._complained:
            self._complained = True
            self._session.failed.emit(error)


def at_what_time(draft: Draft) -> str:
    """When a draft was kept, as the clock on the wall said, e.g. "14:32"; with the day if earlier."""
    then = datetime.fromisoformat(draft.saved_at).astimezone()
    today = datetime.now().astimezone().date()
    return f"{then:%H:%M}" if then.date() == today else f"{then.day} {then:%B}, {then:%H:%M}"
