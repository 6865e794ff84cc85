"""Findings: tables and charts side by side; a click on any figure lists the comments behind it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from engage_app.domain.changes import Changes
from engage_app.domain.report import Table
from engage_app.domain.scope import FindingFilter, FindingWanted
from engage_app.services.finding_desk import Shown
from engage_app.services.saved_findings import SavedFinding
from ui.messages import Message, Tone
from ui.pages.findings_bar import FindingBar, going_on
from ui.pages.findings_list import FindingsPanel, entries
from ui.pages.findings_reader import Reader, titled
from ui.pages.findings_said import SHOWN, among
from ui.pages.findings_saving import Keeper
from ui.pages.findings_sentences import BoardSentences
from ui.pages.findings_stack import FindingsStack
from ui.pages.findings_worker import FindingsWorker, Opened
from ui.pages.population_button import PopulationButton
from ui.session import Session
from ui.theme import label
from ui.widgets.buttons import button
from ui.widgets.finding_view import FindingView
from ui.widgets.page import Page

_FIRST = "reach_by_group"


class FindingsPage(Page):
    """The list of findings on the left, the one chosen on the right.

    Signals:
        worked_out: the finding chosen is there, or it is known that there are none.
        complete: all others are listed too.
    """

    key = "findings"
    title = "Findings"
    icon_name = "findings"

    worked_out = Signal()
    complete = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._stale = True
        self._tables: dict[str, Table] = {}
        self._shown: Shown | None = None
        self._own = FindingWanted(_FIRST)  # as asked for where no saved finding is chosen
        self._edited: FindingWanted | None = None  # of a saved one
        self._limited = FindingFilter()  # as last asked, also past findings that can't be
        self.worker = FindingsWorker(session)
        self.keeper = Keeper(session, self)
        self.reader = Reader(session, self, self._tell, self.fail)
        self.panel = FindingsPanel()
        self.list = self.panel.list
        self.bar = FindingBar()
        self.view = FindingView()
        self.sentences = BoardSentences()
        self.note = label("", "hint", wrap=True)
        self.population = PopulationButton(session)
        self.copy = button("Copy table", icon="copy", on_click=self.copy_table)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.copy.setToolTip("Copy the table as it may leave Engage: small numbers are hidden")
        self.copy.setEnabled(False)
        self.add_action(self.population)
        self.add_action(self.copy)
        right = (self.bar, self.sentences, self.view, self.note)
        self.stack = FindingsStack(self.panel, right, self.view)
        self.empty = self.stack.empty
        self.empty.action_button.clicked.connect(lambda: self.session.page_wanted.emit("collect"))
        self.body.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.list.finding_chosen.connect(self._choose)
        for chosen in (self.list.itemClicked, self.list.itemActivated):
            chosen.connect(self.stack.chosen)
        self.view.cell_activated.connect(self.open_cell)
        self.view.bar_clicked.connect(self.open_bar)
        self.bar.wanted.connect(self._ask)
        self.bar.save_asked.connect(self._save)
        self.bar.printed.connect(lambda printed: self.keeper.put(self.saved, printed=printed))
        self.bar.deed.connect(lambda deed: self.keeper.do(self.saved, deed))
        self.keeper.kept.connect(self._choose_kept)
        self.worker.opened.connect(self._take_opened)
        self.worker.shown.connect(self._take)
        self.worker.listed.connect(self._take_tables)
        self.worker.complete.connect(self.complete)
        self.worker.failed.connect(self._failed)
        self.worker.stopped.connect(self._stopped)
        self.session.exercise_changed.connect(self._other_exercise)
        self.session.changed.connect(self._changed)

    @property
    def saved(self) -> SavedFinding | None:
        """The saved finding that is chosen."""
        return self.keeper.of(self.list.chosen())

    @property
    def wanted(self) -> FindingWanted:
        """What is asked for."""
        saved = self.saved
        return (self._edited or saved.wanted) if saved else self._own

    def refresh(self) -> None:
        """Work the finding out again, where something has changed since."""
        if self._stale and self.session.has_exercise:
            self._stale = False
            self.keeper.read()
            self.worker.open(self.wanted)

    def _choose(self, name: str) -> None:
        self.banners.clear()
        self._edited = None
        saved = self.saved
        if saved is None:
            self._own = going_on(self._own, name, self._limited)
        elif saved.missing:
            self._tell(f"It asks for {' and '.join(saved.missing)}: no longer there.")
        self._ask_again()

    def _ask(self, wanted: FindingWanted) -> None:
        saved = self.saved
        self._limited = wanted.only
        if saved is None:
            self._own = wanted
        else:
            self._edited = wanted if wanted != saved.wanted else None
        self._ask_again()

    def _ask_again(self) -> None:
        """Show what is there already at once; else work it out beside the window."""
        wanted = self.wanted
        self.bar.show_wanted(wanted, self.saved, edited=self._edited is not None)
        if self._shown is not None and self._shown.wanted == wanted:
            self._take(self._shown)
        else:
            self.worker.show(wanted)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The findings among all responses that are worked out, complete."""
        return tuple(self._tables.values())

    @property
    def shown(self) -> Shown | None:
        """The finding on screen."""
        return self._shown

    def table(self, name: str) -> Table | None:
        """A finding that is worked out: the one on screen, or one among all responses."""
        if self._shown is not None and name in (self._shown.table.name, self.list.chosen()):
            return self._shown.table
        return self._tables.get(name)

    def _take_opened(self, opened: Opened) -> None:
        self._tables = {}
        if opened.shown is None:
            self._shown = None
            self.copy.setEnabled(False)
            self.stack.setCurrentWidget(self.empty)
            self.worked_out.emit()
            return
        self.bar.fill(opened.choices)
        self.stack.setCurrentWidget(self.stack.panels)
        if opened.shown.wanted != self.wanted:  # what was asked for is no longer there
            self._own, self._edited = opened.shown.wanted, None
            self._limited = self._own.only
            self.list.setCurrentRow(-1)
        self._list()
        self._take(opened.shown)

    def _take(self, shown: Shown) -> None:
        if shown.wanted.plain:
            self._tables[shown.table.name] = shown.table
            self._list()
        if shown.wanted != self.wanted:
            return
        self._shown = shown
        if not self.list.chosen():
            self._choose_quietly(shown.wanted.finding)
        self.copy.setEnabled(True)
        self.population.show_table(shown.table)
        self.view.show(titled(shown.table, self.saved))
        self.sentences.say(shown.sentences)
        self.note.setText(among(shown))
        self.bar.show_wanted(self.wanted, self.saved, edited=self._edited is not None)
        self.worked_out.emit()

    def _take_tables(self, tables: tuple[Table, ...]) -> None:
        self._tables.update({table.name: table for table in tables})
        self._list()

    def _list(self) -> None:
        self.list.show_entries(entries(tuple(self._tables.values()), self.keeper.saved))

    def _choose_quietly(self, name: str) -> None:
        self.list.blockSignals(True)
        self.list.choose(name)
        self.list.blockSignals(False)

    def copy_table(self) -> None:
        """Put the table on the clipboard as it may leave Engage."""
        if self.worker.desk is not None:
            self.reader.copy(self.worker.desk, self.wanted, self.saved)

    def open_cell(self, row: int, column: int) -> None:
        """Show the comments behind a cell; a name stands for the first figure beside it."""
        if self._shown is not None:
            self.banners.clear()
            self.reader.open_cell(titled(self._shown.table, self.saved), row, column)

    def open_bar(self, category: int, series: int) -> None:
        """Show the comments behind a bar."""
        if self._shown is not None:
            self.banners.clear()
            self.reader.open_bar(self._shown, category, series)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self.worker.go_on()
        self.stack.take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.worker.rest()

    def _save(self) -> None:
        title = self._shown.table.title if self._shown else ""
        fresh = self._shown is not None and self._shown.wanted == self.wanted
        refused = self._shown.refused if self._shown and fresh else ""
        self.keeper.save(self.wanted, self.saved, self.bar.proposed(title), refused)

    def _choose_kept(self, name: str) -> None:
        """The officer goes on with the finding just saved, and from it to others in full."""
        self._own, self._limited = FindingWanted(self._own.finding), FindingFilter()
        self._edited = None
        self.list.choose(name)

    def _tell(self, text: str) -> None:
        self.say(Message(Tone.INFO, text))

    def _stopped(self) -> None:
        self._stale = True
        self._tell("Stopped. Come back to this page to work the finding out.")

    def _failed(self, error: Exception) -> None:
        if not self.worker.desk:
            self._stale = True  # the next visit tries again
        self._shown = None
        self.copy.setEnabled(False)
        self.sentences.say(())
        self.note.setText("")
        self.view.show(Table("", self.list.title(self.list.chosen()), "", "", (), ()))
        self.fail(error)

    def _changed(self, changes: Changes) -> None:
        if changes.tables & SHOWN:
            self._stale = True
            self.worker.close()
            if self.isVisible():
                self.refresh()
        elif "saved_finding" in changes.tables and self.session.has_exercise:
            self._other_saved()

    def _other_saved(self) -> None:
        """Saved findings came, went or have other names: the figures are the same."""
        before = self.list.chosen()
        self.keeper.read()
        if self.keeper.of(before) is None or self._edited == self.wanted:
            self._edited = None
        self._list()
        if before and not self.list.chosen():
            self._choose_quietly(self._own.finding)
        if self._shown is not None:
            self._ask_again()

    def _other_exercise(self) -> None:
        self._stale = True
        self.worker.close()
        self._tables, self._shown = {}, None
        self._own, self._edited = FindingWanted(_FIRST), None
        self._limited = FindingFilter()
        self.list.show_entries(())
        self.copy.setEnabled(False)
        self.banners.clear()
        self.stack.setCurrentWidget(self.stack.waiting)
        if self.isVisible():
            self.refresh()
