"""Coding a sample blind: one comment at a time, and nothing that anybody else made of it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QProgressBar, QSplitter, QVBoxLayout, QWidget

from engage_app.domain.second_coding import BlindComment, Sample, SampledComment
from engage_app.errors import EngageError
from engage_app.services import codebook, second_coding
from ui.pages.code_blind_comment import BlindCard
from ui.pages.code_blind_themes import BlindThemes
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout

_BESIDE_FROM = 430  # pixels at 100 % text size: less is too narrow for comment and codebook
_SHARES = (5, 3)
_HOW = (
    "A digit or / puts a theme on, Backspace takes the last one off. Enter: done, and the next one."
    " PgUp and PgDn turn the pages."
)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PASSING = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


class BlindCoding(QWidget):
    """The comments of a sample in random order, each with the themes its second coder puts on it.

    Signals:
        left: Escape, or the button: back to the samples.
    """

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sample_id = 0
        self._listed: list[SampledComment] = []
        self._place = 0
        self.comment: BlindComment | None = None
        self.back = button("Back to the samples", "quiet", on_click=self.left.emit)
        self.title = label("", "heading", wrap=True)
        self.progress = label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Comments coded")
        self.how = label(_HOW, "hint", wrap=True)
        self.card = BlindCard()
        self.themes = BlindThemes()
        self.done_button = button("Done, next comment", "primary", on_click=self.finish)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._arranged = False
        self._build()
        self._connect()

    def _build(self) -> None:
        heading = QWidget()
        line = FlowLayout(heading, theme.px(16))
        for widget in (self.back, self.title, self.progress):
            line.addWidget(widget)
        left = QWidget()
        below = QVBoxLayout(left)
        below.setContentsMargins(0, 0, theme.px(8), 0)
        below.setSpacing(theme.px(12))
        below.addWidget(self.card, 1)
        below.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._split.setChildrenCollapsible(False)
        for panel, stretch in ((left, 5), (self.themes, 3)):
            self._split.addWidget(panel)
            self._split.setStretchFactor(self._split.count() - 1, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(heading)
        column.addWidget(self.bar)
        column.addWidget(self.how)
        column.addWidget(self._split, 1)

    def _connect(self) -> None:
        self.themes.theme_chosen.connect(self.toggle)
        self.themes.left.connect(self.to_comment)
        self.themes.search.textChanged.connect(self._make_room)
        self.card.removed.connect(self.take_off)
        for keyboard in (self.card.text, self.themes.tree, self.themes.search):
            keyboard.installEventFilter(self)
        self.setFocusProxy(self.card.text)

    @property
    def sample_id(self) -> int:
        """The sample that is open; 0 where none is."""
        return self._sample_id

    def open_sample(self, sample_id: int) -> bool:
        """Show a sample at its first comment that isn't done; tells whether it is there."""
        self._sample_id = sample_id
        self._place = 0
        if not self.reread():
            return False
        self._place = next((n for n, each in enumerate(self._listed) if not each.done), 0)
        self._show()
        return True

    def close_sample(self) -> None:
        """Show no sample any more."""
        self._sample_id = 0
        self._listed = []
        self.comment = None

    def reread(self) -> bool:
        """Read anew, staying at the comment shown; False where the sample is gone."""
        session = self._session
        try:
            sample = second_coding.sample(session.workspace, self._sample_id)
        except EngageError:
            self.close_sample()
            return False
        self._listed = second_coding.comments(session.workspace, self._sample_id)
        self._place = min(self._place, len(self._listed) - 1)
        self.themes.show_themes(codebook.themes(session.workspace, session.exercise_id))
        self._tell_progress(sample)
        return self._show()

    def to_comment(self) -> None:
        """The keyboard goes to the comment."""
        self.card.text.setFocus()

    def toggle(self, theme_id: int) -> None:
        """Put a theme on the comment, or take it off where it is on it."""
        if self.comment is None or not theme_id:
            return
        on = self.comment.themes
        wanted = [each for each in on if each != theme_id] if theme_id in on else [*on, theme_id]
        self._code(wanted)

    def take_off(self, theme_id: int) -> None:
        """Take a theme off the comment."""
        if self.comment is not None and theme_id in self.comment.themes:
            self._code([each for each in self.comment.themes if each != theme_id])

    def finish(self) -> None:
        """This one is done, with or without a theme; on to the next that isn't."""
        if self.comment is None:
            return
        if not self.comment.compared and not self.comment.done:
            acted = self._session.act(
                second_coding.mark_done, self._sample_id, self.comment.id, done=True
            )
            if acted is None:
                return
            self.reread()
        self._next_open()

    def step(self, by: int) -> None:
        """To another comment, without saying that this one is done."""
        place = self._place + by
        if 0 <= place < len(self._listed):
            self._place = place
            self._show()
        self.to_comment()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.themes.search:
                return self._pressed_in_search(event)
            in_tree = watched is self.themes.tree
            return self._pressed(event, in_tree=in_tree) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pressed(event, in_tree=False):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Comment and codebook stand beside each other where both have room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= theme.px(_BESIDE_FROM)
        way = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._split.orientation() == way and self._arranged:
            return
        self._arranged = True
        self._split.setOrientation(way)
        self.how.setVisible(beside)  # below each other, the comment needs the room
        self.themes.set_compact(not beside)
        self._share()

    def _make_room(self) -> None:
        """Below the comment, what is found needs some room."""
        if self._split.orientation() == Qt.Orientation.Vertical:
            self._share()

    def _share(self) -> None:
        beside = self._split.orientation() == Qt.Orientation.Horizontal
        whole = self.width() if beside else self.height()
        shares = _SHARES if beside else (1, 1) if self.themes.search.text() else (1, 0)
        self._split.setSizes([whole * share // sum(shares) for share in shares])

    def _code(self, wanted: list[int]) -> None:
        if self.comment is not None:
            self._session.act(second_coding.code, self._sample_id, self.comment.id, wanted)
            self.reread()
        self.to_comment()

    def _next_open(self) -> None:
        """The next comment that isn't done, after this one or from the start."""
        order = [*range(self._place + 1, len(self._listed)), *range(self._place + 1)]
        place = next((each for each in order if not self._listed[each].done), None)
        if place is None:
            self._session.said.emit("Every comment of this sample is coded.")
            place = min(self._place + 1, len(self._listed) - 1)
        self._place = place
        self._show()
        self.to_comment()

    def _show(self) -> bool:
        """Show the comment at the place; False where there is none."""
        if not self._listed:
            return False
        key = self._listed[self._place].comment_id
        try:
            self.comment = second_coding.blind_comment(
                self._session.workspace, self._sample_id, key
            )
        except EngageError as error:
            self._session.failed.emit(error)
            return False
        of = f"Comment {self._place + 1:,} of {len(self._listed):,}"
        self.card.show_comment(self.comment, self.themes.themes, of)
        self.themes.setEnabled(not self.comment.compared)
        return True

    def _tell_progress(self, sample: Sample) -> None:
        self.title.setText(sample.title)
        self.progress.setText(f"{sample.done:,} of {sample.comments:,} coded")
        self.bar.setRange(0, max(sample.comments, 1))
        self.bar.setValue(sample.done)

    def _pressed_in_search(self, event: QKeyEvent) -> bool:
        if event.key() in _ENTERS:  # left to the field, it would go on to us: done, next one
            self.themes.take_found()
            return True
        if event.key() == Qt.Key.Key_Escape and not self.themes.search.text():
            self.to_comment()
            return True
        return False

    def _pressed(self, event: QKeyEvent, *, in_tree: bool) -> bool:
        """Do what a key asks; tells whether it asked anything."""
        if event.modifiers() & ~_PASSING:
            return False
        if event.text().isdigit():
            self.toggle(self.themes.theme_of_key(event.text()))
            return True
        if event.text() == "/":
            self.themes.start_finding()
            return True
        keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Backspace: self._take_last_off,
            Qt.Key.Key_Delete: self._take_last_off,
            Qt.Key.Key_PageUp: lambda: self.step(-1),
            Qt.Key.Key_PageDown: lambda: self.step(1),
            Qt.Key.Key_Escape: self.to_comment if in_tree else self.left.emit,
        }
        if not in_tree:  # in the tree Enter takes the theme there
            keys |= dict.fromkeys(_ENTERS, self.finish)
        wanted = keys.get(Qt.Key(event.key()))
        if wanted is not None:
            wanted()
        return wanted is not None

    def _take_last_off(self) -> None:
        if self.comment is not None and self.comment.themes:
            self.take_off(self.comment.themes[-1])
