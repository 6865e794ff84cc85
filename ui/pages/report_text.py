"""Text: the drafted paragraphs of the paper, edited in place; edits stay when figures change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage_app.services import drafted
from ui.pages.report_list import TwoLineList
from ui.pages.report_steps import PREPARED, ReportStep
from ui.pages.report_text_form import TextForm
from ui.pages.report_typing import Texts, Typing
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.layouts import fill, scrolled
from ui.widgets.panels import Panels

if TYPE_CHECKING:
    from engage_app.services.paper.edits import DraftedText

SURFACE = "text"
_FIXED = (
    "Paragraphs of the preview that aren't in the list can't be edited: they are made from the rules "
    "of the paper, and say what is asked, what is counted and how far it holds."
)


@dataclass(frozen=True)
class TextRow:
    """A drafted text in the list."""

    text: "DraftedText"

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.text.key

    @property
    def title(self) -> str:
        """The section, and what became of the text."""
        heading = self.text.heading or "No longer in the paper"
        marks = ", ".join(marks_of(self.text))
        return f"{heading} · {marks}" if marks else heading

    @property
    def standing(self) -> str:
        """How it begins."""
        shown = self.text.edited or "" if self.text.gone else self.text.shown
        return " ".join(shown.split())[:200] or "Taken out"


def marks_of(text: "DraftedText") -> tuple[str, ...]:
    """What an officer should know of a text before opening it."""
    marks = (
        (text.edited is not None and not text.gone, "edited"),
        (text.stale, "figures changed"),
        (bool(text.unknown), "figure to check"),
        (text.gone, "not drafted now"),
    )
    return tuple(words for so, words in marks if so)


class TextTab(ReportStep):
    """The texts on top, and below them the one chosen, to be edited.

    What is listed comes with the preview: both are of one making of the paper.
    """

    shows: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.list = TwoLineList[TextRow]("Texts of the paper")
        self.form = TextForm()
        self.waiting = label("", wrap=True)
        self.fixed = label(_FIXED, "hint", wrap=True)
        self._row: TextRow | None = None
        self._wanted = ""
        self.typing = Typing(
            session, SURFACE, (self.form.words,), take=self._texts, put=self._put, file=self._file
        )
        self._build()

    def _build(self) -> None:
        content = QWidget()
        content.setObjectName("scrolled")
        fill(self, scrolled(content))
        column = QVBoxLayout(content)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(
            label(
                "Engage drafts these from the findings. What you write over them stays, and its "
                "figures follow the data.",
                "hint",
                wrap=True,
            )
        )
        both = (self.list, self.form)
        self.panels = Panels(Qt.Orientation.Vertical, both, (230, 370), least=(48,))
        column.addWidget(self.waiting)
        column.addWidget(self.panels, 1)
        column.addWidget(self.fixed)
        self.forget()
        self.setFocusProxy(self.list)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self.form.words.setFocus)
        self.form.back.clicked.connect(self._restore)
        self.form.take_new.clicked.connect(self._restore)
        self.form.keep_mine.clicked.connect(self._keep_mine)
        self.form.words.textChanged.connect(self._mark)

    def forget(self, why: str = PREPARED) -> None:
        """Show no text but why: none of this exercise is there yet, or can be."""
        self.waiting.setText(why)
        self.waiting.show()
        self.panels.hide()

    def show_texts(self, texts: Sequence["DraftedText"]) -> None:
        """Show the texts of the paper as it is previewed; what is being typed stays."""
        at = self._wanted or (self._row.key if self._row else "")
        self._wanted = ""
        self.waiting.hide()
        self.panels.show()
        self.list.show_rows([TextRow(text) for text in texts], at)
        waiting = sum(text.stale for text in texts)
        self.counted.emit(f"{waiting} changed" if waiting else "")

    def go_to(self, key: str) -> None:
        """To a text by its key, or to a draft by the key it is kept under."""
        exercise_id, _, kept = key.partition(":")
        wanted = kept if exercise_id.isdigit() and kept else key
        super().go_to(wanted)
        if not wanted:
            return
        if self.list.choose(wanted):
            self.form.words.setFocus()
        else:
            self._wanted = wanted  # it comes with the preview

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed is filed before another step or page comes."""
        self.typing.end()
        super().hideEvent(event)

    def _choose(self, row: TextRow | None) -> None:
        before = self._row.key if self._row else None
        other = row is None or row.key != before
        if other:
            self.typing.end()
        self._row = row
        self.form.setVisible(row is not None)
        if row is None:
            return
        self.form.show_text(row.text, typed=self.typing.dirty)
        if other:
            self.typing.begin(f"{self.session.exercise_id}:{row.key}")
            self.place_shown.emit(row.key)

    def _mark(self) -> None:
        """What is typed is the officer's at once, though it is filed later."""
        item = self.list.currentItem()
        if self._row is None or self._row.text.gone or item is None:
            return
        self.form.tell_kept()
        if self._row.text.edited is None:
            heading = self._row.text.heading or "No longer in the paper"
            item.setText(f"{heading} · edited\n{self._row.standing}")

    def _texts(self) -> Texts:
        return {"words": self.form.words.toPlainText()}

    def _put(self, texts: Texts) -> None:
        self.form.put(texts.get("words", ""))

    def _file(self) -> bool:
        row = self._row
        if row is None or row.text.gone or not self.session.has_exercise:
            return True
        return self._write(row.text, self.form.words.toPlainText())

    def _write(self, text: "DraftedText", words: str) -> bool:
        exercise_id = self.session.exercise_id
        done = self.session.act(lambda held: drafted.keep(held, exercise_id, text, words))
        return done is not None

    def _restore(self) -> None:
        """Let it read as drafted; what is in the field goes, and Undo brings it back."""
        row, exercise_id = self._row, self.session.exercise_id
        if row is None:
            return
        self.typing.settle()
        self.session.act(lambda held: drafted.restore(held, exercise_id, row.key))
        self.form.words.setFocus()

    def _keep_mine(self) -> None:
        """The officer has seen what changed; the words stay."""
        self.typing.settle()
        if self._row is not None:
            self._write(self._row.text, self.form.words.toPlainText())
            self.form.words.setFocus()
