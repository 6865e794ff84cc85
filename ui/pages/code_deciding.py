"""What Enter, Backspace and the letters decide about the comment shown."""

from collections.abc import Callable

from engage_app.services import codebook, coding, notes
from ui.pages.code_codebook import CodebookPanel
from ui.pages.code_comment import CommentPanel
from ui.pages.code_queue import QueuePanel
from ui.session import Session


class Deciding:
    """Decides on proposals, takes themes off, flags, and goes on.

    Args:
        act: how the workbench does something to the comment shown.

    Attributes:
        takers: asked in turn on Enter once no proposal waits; the first that says it took
            something is the last one asked. Where none did, Enter goes on.
    """

    def __init__(
        self,
        session: Session,
        queue: QueuePanel,
        comment: CommentPanel,
        codebook_panel: CodebookPanel,
        *,
        act: Callable[..., None],
    ) -> None:
        self._session, self._act = session, act
        self._queue, self._comment, self._codebook = queue, comment, codebook_panel
        self.takers: list[Callable[[], bool]] = []
        comment.accepted.connect(lambda key: act(coding.accept, [key]))
        comment.rejected.connect(lambda key: act(coding.reject, [key]))
        comment.removed.connect(lambda key: act(coding.remove_codings, [key]))
        comment.notes.flag_wanted.connect(lambda _wanted: self.flag())
        codebook_panel.key_given.connect(self._give_key)

    def accept_or_next(self) -> None:
        """Accept the first proposal, or what is suggested; else go on."""
        if proposal := self._comment.first_proposal():
            self._act(coding.accept, [proposal])
        elif not any(take() for take in self.takers) and not self._queue.go_on():
            self._session.said.emit("That was the last comment in this list.")

    def reject_or_remove(self) -> None:
        """Reject the first proposal; where none waits, take the last theme off."""
        if proposal := self._comment.first_proposal():
            self._act(coding.reject, [proposal])
        elif last := self._comment.last_accepted():
            self._act(coding.remove_codings, [last])

    def skip(self) -> None:
        """Put the comment off to the end of the list."""
        if not self._queue.skip():
            self._session.said.emit("There is no other comment in this list.")

    def flag(self) -> None:
        """Flag the comment, or take the flag off."""
        if detail := self._comment.detail:
            self._act(notes.set_flag, detail.row.id, flagged=not detail.row.flagged)

    def _give_key(self, theme_id: int, digit: str) -> None:
        session, name = self._session, self._codebook.themes[theme_id].name
        if session.act(codebook.edit_theme, session.exercise_id, theme_id, shortcut=digit):
            said = f"The key {digit} puts “{name}” on a comment." if digit else "The key is free."
            session.said.emit(said)
