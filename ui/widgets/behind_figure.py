"""Which figure a list was opened from, and how many comments and people lie behind it."""

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from engage_app.domain.filters import Behind, CommentFilter
from engage_app.services.tables.wording import number_of
from ui.theme import label, theme
from ui.widgets.buttons import button

_BESIDE_FROM = 480  # pixels at 100 % text size: narrower, the buttons stand under the words


class BehindFigure(QWidget):
    """Says that a list holds just what is behind a figure, and offers all again.

    Args:
        forget: lists everything again.
        responses: of a list of comments: lists all responses behind the figure instead, also of
            those who wrote none of the comments.
    """

    def __init__(
        self, forget: Callable[[], None], responses: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        self._of_comments = responses is not None
        self._words = label("", "hint", wrap=True)
        self.everyone = button("", "quiet", on_click=responses or forget)
        self.everyone.hide()
        everything = button("Show all", "quiet", on_click=forget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.everyone)
        buttons.addWidget(everything)
        buttons.addStretch(1)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._words, 1)
        self._layout.addLayout(buttons)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list the buttons stand under the words."""
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_BESIDE_FROM) or self.everyone.isHidden()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() != way:
            self._layout.setDirection(way)

    def show_title(self, wanted: CommentFilter, behind: Behind | None = None) -> None:
        """Show what lies behind which figure, or which campaign; hide where it is none.

        Args:
            wanted: what is listed.
            behind: how much lies behind the figure.
        """
        title = wanted.response_ids_title
        silent = behind.silent if behind and self._of_comments else 0
        if wanted.response_ids is not None:
            quoted = title.endswith("”")  # it is a quotation: no marks about marks
            words = f"Behind {title}" if quoted else f"Behind “{title}”"
            self._words.setText(f"{words}: {self._counted(behind)}" if behind else words)
        else:
            self._words.setText(f"One campaign: “{title}”" if title else "One campaign")
        self.everyone.setVisible(bool(silent))
        if behind and silent:
            self.everyone.setText(f"Show all {number_of(behind.responses, 'response')}")
        self.setVisible(wanted.response_ids is not None or wanted.campaign is not None)

    def say(self, words: str) -> None:
        """Show what else the list holds instead of all."""
        self._words.setText(words)
        self.everyone.hide()
        self.show()

    def _counted(self, behind: Behind) -> str:
        if not self._of_comments:
            people = number_of(behind.respondents, "respondent")
            return f"{number_of(behind.responses, 'response')} by {people}"
        wrote = f"{number_of(behind.comments, 'comment')} by "
        wrote += number_of(behind.writers, "respondent")
        return f"{wrote}; {behind.silent:,} left no such comment" if behind.silent else wrote
