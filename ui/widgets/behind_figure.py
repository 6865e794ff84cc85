"""Which figure a list was opened from."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from engage_app.domain.filters import CommentFilter
from ui.theme import label
from ui.widgets.buttons import button


class BehindFigure(QWidget):
    """Says that a list holds just what is behind a figure, and offers all again."""

    def __init__(self, forget: Callable[[], None]) -> None:
        super().__init__()
        self._words = label("", "hint", wrap=True)
        everything = button("Show all", "quiet", on_click=forget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words, 1)
        layout.addWidget(everything)
        self.hide()

    def show_title(self, wanted: CommentFilter) -> None:
        """Show what lies behind which figure, or which campaign; hide where it is none."""
        title = wanted.response_ids_title
        if wanted.response_ids is not None:
            quoted = title.endswith("”")  # it is a quotation: no marks about marks
            self._words.setText(f"Behind {title}" if quoted else f"Behind “{title}”")
        else:
            self._words.setText(f"One campaign: “{title}”" if title else "One campaign")
        self.setVisible(wanted.response_ids is not None or wanted.campaign is not None)

    def say(self, words: str) -> None:
        """Show what else the list holds instead of all."""
        self._words.setText(words)
        self.show()
