"""The Second coder tab of Code: samples, coding one blind, and how far the two agree."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.second_coding import Sample
from engage_app.errors import EngageError
from engage_app.progress import Progress
from engage_app.services import codebook, second_coding, worker
from engage_app.services.second_coding import Agreement
from ui import dialogs
from ui.pages.code_agreement import AgreementPanel
from ui.pages.code_blind import BlindCoding
from ui.pages.code_disagreements import DisagreementsPanel
from ui.pages.code_sample_dialog import SampleDialog
from ui.pages.code_samples import SamplesPanel
from ui.pages.exercises_list import counted
from ui.pages.live_tab import LiveTab
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout

_SAMPLES, _EMPTY, _CODING, _COMPARING = range(4)


class SecondCoderTab(LiveTab):
    """The list of samples, or one of them being coded or compared."""

    shows = frozenset(
        {"coding_sample", "sample_comment", "second_coding", "coding", "theme", "comment"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.samples = SamplesPanel()
        self.empty = EmptyState(
            "code",
            "No second coder yet",
            "A colleague codes some comments again without seeing your themes. How far the two of"
            " you agree goes into the method page of the paper.",
            action="Draw a sample…",
            on_action=self.draw,
        )
        self.coding = BlindCoding(session)
        self.comparing = ComparePanel(session)
        self.pages: QStackedLayout = self.stack()
        for page in (self.samples, self.empty, self.coding, self.comparing):
            self.pages.addWidget(page)
        self.samples.draw_wanted.connect(self.draw)
        self.samples.code_wanted.connect(self.code)
        self.samples.compare_wanted.connect(self.compare)
        self.samples.removal_wanted.connect(self.remove)
        self.coding.left.connect(self.back)
        self.comparing.left.connect(self.back)
        self.pages.currentChanged.connect(self._keyboard)
        session.exercise_changed.connect(self._close)

    def load(self) -> None:
        """Read anew what is shown."""
        session = self.session
        listed = second_coding.samples(session.workspace, session.exercise_id)
        self.samples.show_samples(listed)
        shown = self.pages.currentIndex()
        if shown == _CODING and self.coding.sample_id and self.coding.reread():
            return
        if shown == _COMPARING and self.comparing.sample_id and self.comparing.reread():
            return
        self._to_list()

    def update_from(self, changes: Changes) -> None:
        """Codings of others are nothing to a second coder at work."""
        shown = self.pages.currentIndex()
        if shown != _CODING or changes.tables & (self.shows - {"coding"}):
            self.load()
        if self.comparing.sample_id and "theme" in changes.tables:
            self.comparing.work_out()

    def draw(self) -> None:
        """Ask how, and draw a sample."""
        session = self.session
        pool = partial(second_coding.pool_size, session.workspace, session.exercise_id)
        names = second_coding.colleagues(session.workspace, session.exercise_id)
        dialog = SampleDialog(self, pool, names)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # it is asked below
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        coder = dialog.coder.text()
        dialog.deleteLater()
        if not accepted:
            return
        made = session.act(second_coding.draw, session.exercise_id, "", coder, dialog.how())
        if made and made.created:
            self.samples.choose(made.created)
            self.samples.table.setFocus()

    def code(self, sample_id: int) -> None:
        """Open a sample for blind coding, where it was left."""
        if self.coding.open_sample(sample_id):
            self.pages.setCurrentIndex(_CODING)

    def compare(self, sample_id: int) -> None:
        """Keep the first coder's themes as they stand, and show how far the two agree."""
        session = self.session
        try:
            sample = second_coding.sample(session.workspace, sample_id)
            waiting = second_coding.to_compare(session.workspace, sample_id)
        except EngageError as error:
            session.failed.emit(error)
            return
        if waiting and not self._sure(sample, waiting):
            return
        if waiting and session.act(second_coding.compare, sample_id) is None:
            return
        if self.comparing.open_sample(sample_id):
            self.pages.setCurrentIndex(_COMPARING)

    def remove(self, sample_id: int) -> None:
        """Remove a sample. Undoable."""
        given = self.samples.samples[sample_id]
        if self.session.act(second_coding.remove_sample, sample_id):
            self.session.said.emit(f"“{given.title}” removed. Undo brings it back.")

    def back(self) -> None:
        """Back to the samples."""
        self.coding.close_sample()
        self.comparing.close_sample()
        self._to_list()
        self.load()

    def _sure(self, sample: Sample, waiting: int) -> bool:
        """A sample that is half coded is compared only if that is meant."""
        if sample.done == sample.comments:
            return True
        left = counted(sample.comments - sample.done, "comment")
        return dialogs.ask_sure(
            self,
            "Compare now?",
            f"{sample.coder} has {left} still to code. Compare what is done?",
            f"{counted(waiting, 'comment')} can't be coded blind any more once they were compared."
            " Undo takes the comparison back.",
            yes="Compare",
            no="Wait",
        )

    def _to_list(self) -> None:
        self.pages.setCurrentIndex(_SAMPLES if self.samples.samples else _EMPTY)
        self._keyboard()

    def _close(self) -> None:
        """Another exercise: its samples are others."""
        self.coding.close_sample()
        self.comparing.close_sample()
        self.pages.setCurrentIndex(_EMPTY)

    def _keyboard(self) -> None:
        """The keyboard goes where the work is."""
        places = (self.samples, self.empty.action_button, self.coding, self.comparing)
        place: QWidget = places[self.pages.currentIndex()]
        self.setFocusProxy(place)
        if self.isVisible():
            place.setFocus()


class ComparePanel(QWidget):
    """Agreement and disagreements of one sample."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.sample_id = 0
        self.back_button = button("Back to the samples", "quiet")
        self.left = self.back_button.clicked
        self.title = label("", "heading", wrap=True)
        self.agreement = AgreementPanel()
        self.disagreements = DisagreementsPanel()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.agreement, "Agreement")
        self.tabs.addTab(self.disagreements, "Disagreements")
        self.tabs.tabBar().setAccessibleName("Agreement or disagreements")
        self.tabs.tabBar().setExpanding(False)
        heading = QWidget()
        line = FlowLayout(heading, theme.px(16))
        line.addWidget(self.back_button)
        line.addWidget(self.title)
        self.copy_button = button(
            "Copy the table", "quiet", icon="copy", on_click=self.agreement.copy
        )
        line.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(heading)
        column.addWidget(self.tabs, 1)
        self.disagreements.settled.connect(self._settle)
        self.tabs.currentChanged.connect(lambda place: self.copy_button.setVisible(place == 0))
        self.setFocusProxy(self.tabs)

    def open_sample(self, sample_id: int) -> bool:
        """Show a sample; tells whether it is there."""
        self.sample_id = sample_id
        self.tabs.setCurrentIndex(0)
        self.agreement.show_waiting()
        if not self.reread():
            return False
        self.work_out()
        return True

    def close_sample(self) -> None:
        """Show no sample any more."""
        self.sample_id = 0

    def reread(self) -> bool:
        """Read the disagreements anew; False where the sample is gone. The figures stay what they
        were: settling doesn't change them."""
        session = self._session
        try:
            sample = second_coding.sample(session.workspace, self.sample_id)
        except EngageError:
            self.close_sample()
            return False
        if not sample.compared:  # the comparison was undone
            self.close_sample()
            return False
        themes = {each.id: each for each in codebook.themes(session.workspace, session.exercise_id)}
        rows = second_coding.disagreements(session.workspace, self.sample_id)
        self.title.setText(sample.title)
        self.disagreements.show_rows(rows, themes, sample.coder)
        self.tabs.setTabText(1, f"Disagreements ({len(rows):,})")
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_button.click()
        else:
            super().keyPressEvent(event)

    def work_out(self) -> None:
        """Work the figures out and show them."""
        # NLTK works in a process of its own: its import would hold the window up
        workspace, sample_id = self._session.workspace, self.sample_id

        def job(_progress: Progress) -> Agreement:
            return second_coding.agreement(workspace, sample_id, run=worker.apart)

        def show(found: Agreement) -> None:
            if self.sample_id == sample_id:
                self.agreement.show_agreement(found)

        def fail(error: Exception) -> None:
            self.agreement.show_nothing()
            self._session.failed.emit(error)

        task = self._session.runner.run(job, show, fail)
        self._session.working.emit(task, "Working out the agreement")

    def _settle(self, comment_id: int, themes: set[int]) -> None:
        self._session.act(second_coding.settle, self.sample_id, comment_id, themes)
