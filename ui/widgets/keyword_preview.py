"""What the keywords being typed find: how many comments, by keyword, and some of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engage_app.services.keyword_preview import (
    KeywordFinder,
    KeywordPreview,
    TypedKeyword,
    check_keywords,
)
from engage_app.services.workspace import Workspace
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.keyword_examples import KeywordExamples
from ui.widgets.keyword_search import KeywordSearch

_NONE = "No keywords: this theme is put on comments by hand only."
_ONLY_EXCLUDES = "There is nothing to look for yet: every line only leaves comments out."
_NONE_ABLE = "Nothing to look for until this is mended."
_ALL = "All together"
_ROWS = 5


class KeywordPreviewPanel(QWidget):
    """Counts and comments; choosing a keyword in the table shows its comments only.

    Tell it by `try_on` where the comments are, by `look` what was typed, by `stop` when it is over.

    Args:
        count: how many comments keywords find; asked only where `try_on` wasn't called.

    Signals:
        has_details: whether there is more to see than a sentence.
    """

    has_details = Signal(bool)

    def __init__(self, count: Callable[[str], int] | None = None) -> None:
        super().__init__()
        self._count = count
        self._search: KeywordSearch | None = None
        self._where: tuple[Workspace, int] | None = None
        self._checked: list[TypedKeyword] = []
        self._coded_before = False
        self.counted = label("", "strong", wrap=True)
        self.details = QWidget()
        self.table = QTableWidget(0, 2)
        self.shown = label("", "hint", wrap=True)
        self.examples = KeywordExamples()
        self._preview: KeywordPreview | None = None
        self._build()

    def _build(self) -> None:
        self.table.setHorizontalHeaderLabels(["Keyword", "Comments"])
        self.table.setAccessibleName("Comments by keyword")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if count := self.table.horizontalHeaderItem(1):
            count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.currentCellChanged.connect(lambda row, *_: self._show_examples(row))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.counted)
        column.addWidget(self.details, 1)
        column.addStretch(0)
        below = QVBoxLayout(self.details)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.px(8))
        below.addWidget(self.table)
        below.addWidget(self.shown)
        below.addWidget(self.examples, 1)
        below.addStretch(0)
        self.examples.setMinimumHeight(theme.px(150))
        self._show_parts()

    @property
    def busy(self) -> bool:
        """Whether the answer to what was typed last is still to come."""
        return self._search is not None and self._search.busy

    def try_on(self, session: Session, theme_id: int = 0) -> None:
        """Try keywords on the comments of the exercise that is open. Going from theme to theme,
        they are read once.

        Args:
            theme_id: the theme the keywords are of; 0 for a new one.
        """
        self._coded_before = bool(theme_id)
        where = (session.workspace, session.exercise_id)
        if self._search is not None and self._where == where:
            self._search.turn_to(theme_id)
            return
        self.stop()
        self._where = where
        finder = KeywordFinder(session.workspace, session.exercise_id, theme_id)
        self._search = KeywordSearch(self, finder, session.runner)
        self._search.found.connect(self._show)
        self._search.reading.connect(self._show_reading)
        self._search.failed.connect(self._say)

    def stop(self) -> None:
        """No more answers; the comments that were read are let go."""
        if self._search is not None:
            self._search.stop()
            self._search = None

    def look(self, typed: str) -> None:
        """Find out what these keywords find, and show it once that is known."""
        self._checked = check_keywords(typed)
        if not self._able:
            self._say(_nothing(self._checked))
        elif self._search is not None:
            self.counted.setText("Counting…")  # what was found before stays in sight meanwhile
            self._search.ask(typed)
        elif self._count is not None:
            found = self._count(typed)
            self._say(_found(KeywordPreview(found, found, 0), coded_before=False))

    @property
    def _able(self) -> bool:
        return any(not each.fault and not each.excludes for each in self._checked)

    def _show_reading(self, done: int, total: int) -> None:
        if self._able and total:
            self.counted.setText(f"Reading {total:,} comments: {done * 100 // total} %")

    def _say(self, sentence: str) -> None:
        """Show just this."""
        self.counted.setText(sentence)
        self._preview = None
        self._show_parts()

    def _show(self, preview: KeywordPreview) -> None:
        if not self._able:
            return  # meanwhile there is nothing to look for
        self.counted.setText(_found(preview, coded_before=self._coded_before))
        chosen = self._chosen()
        self._preview = preview
        rows = [(_ALL, preview.comments)] if len(preview.keywords) > 1 else []
        rows += [(each.keyword, each.comments) for each in preview.keywords]
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for row, (keyword, comments) in enumerate(rows):
            self._fill(row, keyword, comments)
        names = [name for name, _ in rows]
        row = names.index(chosen) if chosen in names else 0
        self.table.setCurrentCell(row, 0)
        self.table.blockSignals(False)
        self.table.resizeRowsToContents()
        self._show_parts()
        self._show_examples(row)

    def _fill(self, row: int, keyword: str, comments: int) -> None:
        count = QTableWidgetItem(f"{comments:,}")
        count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(row, 0, QTableWidgetItem(keyword))
        self.table.setItem(row, 1, count)

    def _chosen(self) -> str:
        item = self.table.item(self.table.currentRow(), 0)
        return item.text() if item else ""

    def _show_examples(self, row: int) -> None:
        if self._preview is None or row < 0:
            return
        of_all = len(self._preview.keywords) > 1
        if of_all and row == 0:
            examples, total = self._preview.examples, self._preview.comments
        else:
            one = self._preview.keywords[row - of_all]
            examples, total = one.examples, one.comments
        self.examples.show_examples(examples)
        self.shown.setText(
            f"{len(examples)} of the {total:,} comments" if len(examples) < total else ""
        )
        self.shown.setVisible(bool(self.shown.text()))
        self.examples.setVisible(bool(examples))

    def _show_parts(self) -> None:
        there = self._preview is not None and bool(self._preview.keywords)
        for part in (self.table, self.shown, self.examples):
            part.setVisible(there)
        self.has_details.emit(there)
        rows = min(self.table.rowCount(), _ROWS)
        high = sum(self.table.rowHeight(row) for row in range(rows))
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + high + 4)


def _nothing(checked: Sequence[TypedKeyword]) -> str:
    """Why there is nothing to look for."""
    if not checked:
        return _NONE
    return _NONE_ABLE if any(each.fault for each in checked) else _ONLY_EXCLUDES


def _found(preview: KeywordPreview, *, coded_before: bool) -> str:
    if not preview.comments:
        return "Found in no comment."
    comments = "1 comment" if preview.comments == 1 else f"{preview.comments:,} comments"
    if not coded_before:
        return f"Found in {comments}."
    if not preview.without:
        return f"Found in {comments}; all of them have this theme."
    them = "it doesn't" if preview.comments == 1 else f"{preview.without:,} of them don't"
    if preview.without == 1 < preview.comments:
        them = "1 of them doesn't"
    left = f" ({preview.rejected:,} were rejected and stay so)" if preview.rejected else ""
    return f"Found in {comments}; {them} have this theme yet{left}."
