"""Fields of the paper that are typed in: a draft behind the keys, filed when they are left."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from engage_app.errors import EngageError
from engage_app.services import drafts
from ui.session import Session
from ui.widgets.draft_keeper import DraftKeeper

Texts = dict[str, str]


class Typing(QObject):
    """Keeps what is typed on disk as a draft, and files it as one action when a field is left.

    Args:
        session: whose workspace keeps it.
        surface: as in `drafts.Draft`; what the Report page calls the step.
        fields: what is typed in.
        take: the texts as they stand in the fields.
        put: puts texts of a draft back.
        file: files them; tells whether that went well.
    """

    def __init__(
        self,
        session: Session,
        surface: str,
        fields: Sequence[QLineEdit | QPlainTextEdit],
        *,
        take: Callable[[], Texts],
        put: Callable[[Texts], object],
        file: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._session = session
        self._take, self._put, self._file = take, put, file
        self.dirty = False
        self.form: QWidget | None = None
        """Where it is decided whether what was typed is kept; without one, leaving a field is."""
        self._keeper = DraftKeeper(
            session, surface, "", lambda: dict(take()) if self.dirty else {}, page="report"
        )
        for field in fields:
            field.installEventFilter(self)
            if isinstance(field, QLineEdit):
                field.textEdited.connect(lambda _text: self._typed())
            else:
                field.textChanged.connect(self._typed)
        session.leaving.connect(self.settle)

    def begin(self, key: str) -> None:
        """The fields show another thing now; what a crash left of typing on it comes back."""
        self.dirty = False
        found = self._keeper.use(key)
        if found is not None:
            self._put({name: str(text) for name, text in found.content.items()})
            self.dirty = True

    def settle(self) -> bool:
        """File what was typed, if anything was; tells whether nothing is left unfiled."""
        if not self.dirty or not self._session.has_workspace:
            return True
        self.dirty = False
        surface, key = self._keeper.draft
        if not self._file():
            self.dirty = True
            return False
        self._keeper.filed()
        with suppress(EngageError):  # what stays behind says what is filed: it does no harm
            drafts.clear(self._session.workspace, surface, key)
        return True

    def end(self) -> None:
        """The fields are left, or are about to show something else."""
        self.settle()
        self._keeper.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was typed is filed when the cursor leaves it."""
        if event.type() == QEvent.Type.FocusOut and not self._inside():
            self.settle()
        return super().eventFilter(watched, event)

    def _inside(self) -> bool:
        """Whether the cursor is still in the form that keeps or cancels what was typed."""
        focus = QApplication.focusWidget()
        return self.form is not None and focus is not None and self.form.isAncestorOf(focus)

    def _typed(self) -> None:
        self.dirty = True
        self._keeper.typed()
