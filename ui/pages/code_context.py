"""What else the respondent said and answered, below the comment."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engage_app.domain.response import CommentDetail
from ui.pages.code_parts import selectable
from ui.theme import label, theme


class Context(QWidget):
    """Questions with their answers. Lines are used again for the next comment: making a label
    takes longer than giving it other words."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self._comments = _Pairs("What else this respondent said")
        self._answers = _Pairs("Their other answers")
        column.addWidget(self._comments)
        column.addWidget(self._answers)

    def show_context(self, detail: CommentDetail | None) -> None:
        """Show what surrounds a comment; None: nothing."""
        self._comments.show_pairs(list(detail.other_comments) if detail else [])
        answers = detail.answers if detail else ()
        self._answers.show_pairs([(each.question, each.value) for each in answers if each.value])


class _Pairs(QWidget):
    """Questions above their answers, under a heading."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._lines: list[tuple[QWidget, QLabel, QLabel]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        self._column.addWidget(label(heading, "strong", wrap=True))
        self.hide()

    def show_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Show these only; none hides the heading too."""
        while len(self._lines) < len(pairs):
            self._lines.append(self._add())
        for place, (holder, question, answer) in enumerate(self._lines):
            if place < len(pairs):
                question.setText(pairs[place][0])
                answer.setText(pairs[place][1])
            if holder.isHidden() != (place >= len(pairs)):
                holder.setHidden(place >= len(pairs))
        self.setVisible(bool(pairs))

    def _add(self) -> tuple[QWidget, QLabel, QLabel]:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        question, answer = label("", "hint", wrap=True), selectable("")
        column.addWidget(question)
        column.addWidget(answer)
        self._column.addWidget(holder)
        return holder, question, answer
