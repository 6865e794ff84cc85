"""Where a respondent stands, and the tone of the words: judged from the workbench."""

from collections.abc import Callable

from engage_app.domain.coding import Sentiment
from engage_app.domain.exercise import Position
from engage_app.services import sentiment, tagging
from ui.pages.code_comment import CommentPanel
from ui.pages.scale_choices import every_position
from ui.session import Session

_TONES = (Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE)


class Judging:
    """Records what an officer judges of the comment shown.

    Args:
        act: how the workbench does something to the comment shown.
        done: the keyboard goes back to the comments.
    """

    def __init__(
        self,
        session: Session,
        comment: CommentPanel,
        act: Callable[..., None],
        done: Callable[[], None],
    ) -> None:
        self._session, self._comment = session, comment
        self._act, self._done = act, done
        self._scale: tuple[Position, ...] | None = None
        comment.position_set.connect(self._set_position)
        comment.sentiment_set.connect(self._set_sentiment)

    def forget_scale(self) -> None:
        """The exercise's scale may be another one."""
        self._scale = None

    def offer_positions(self) -> None:
        """Offer the steps of the exercise's scale."""
        if self._scale is None:
            self._scale = every_position(self._session)
        self._comment.offer_positions(self._scale)

    def open_positions(self) -> None:
        """Let the officer choose where the respondent stands."""
        box = self._comment.position
        self._comment.area.ensureWidgetVisible(box)
        box.setFocus()
        box.showPopup()

    def next_sentiment(self) -> None:
        """Correct the tone to the one after it."""
        detail = self._comment.detail
        if detail is not None:
            tone = detail.row.sentiment
            place = (_TONES.index(tone) + 1) % len(_TONES) if tone else 0
            self._set_sentiment(_TONES[place].value)

    def _set_position(self, code: str) -> None:
        if detail := self._comment.detail:
            if code != detail.row.position or not code:
                self._act(tagging.set_position, [detail.row.response_id], code or None)
            self._done()

    def _set_sentiment(self, value: str) -> None:
        if detail := self._comment.detail:
            self._act(sentiment.correct, detail.row.id, Sentiment(value) if value else None)
