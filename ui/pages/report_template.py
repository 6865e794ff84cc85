"""Which Word document a paper takes its styles, page and header from."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.services import paper_template
from ui import dialogs
from ui.pages.live_tab import LiveTab
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout

_WORD = "Word documents (*.docx)"


class TemplatePart(LiveTab):
    """The organisation's own template, or Engage's; chosen, taken away, or had to be changed."""

    shows: ClassVar[frozenset[str]] = frozenset({"report_template"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.used = label("", wrap=True)
        self.choose = button("Choose a Word template…", on_click=self._choose)
        self.remove = button("Go back to Engage’s own", "quiet", on_click=self._remove)
        self.export = button("Save Engage’s own to change it…", "quiet", on_click=self._export)
        self._build()

    def _build(self) -> None:
        line = QWidget()
        commands = FlowLayout(line, gap=theme.px(4))
        for each in (self.choose, self.remove, self.export):
            commands.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(label("Word template", "strong"))
        column.addWidget(self.used)
        column.addWidget(line)

    def load(self) -> None:
        """Say which one is used."""
        name = paper_template.info(self.session.workspace, self.session.exercise_id)
        self.used.setText(
            f"The paper takes its styles, page and header from “{name}”."
            if name
            else "The paper has Engage’s own look. A Word document of your organisation gives it "
            "yours: its styles, page, header and logo."
        )
        self.remove.setVisible(bool(name))
        self.choose.setText("Choose another…" if name else "Choose a Word template…")

    def _choose(self) -> None:
        path = dialogs.ask_open(self, "Choose a Word template", _WORD)
        if path is None:
            return
        session = self.session
        workspace, exercise_id = session.workspace, session.exercise_id
        task = session.runner.run(  # it is tried out, which takes a moment
            lambda _progress: paper_template.choose(workspace, exercise_id, path),
            self._chosen,
            session.failed.emit,
            writes=True,
        )
        session.working.emit(task, f"Trying “{path.name}”")

    def _chosen(self, changes: Changes) -> None:
        if changes:
            self.session.changed.emit(changes)
        self.session.said.emit("The paper takes its look from your template now.")

    def _remove(self) -> None:
        self.session.act(paper_template.remove, self.session.exercise_id)
        self.choose.setFocus()

    def _export(self) -> None:
        folder = Path(self.session.workspace.path).parent
        path = dialogs.ask_save(
            self, "Save Engage’s template", folder / "Engage template.docx", _WORD
        )
        if path is None:
            return
        session = self.session
        task = session.runner.run(
            lambda _progress: paper_template.export_ours(path),
            lambda used: session.said.emit(f"Saved as “{used.name}” in {used.parent}."),
            session.failed.emit,
        )
        session.working.emit(task, f"Saving “{path.name}”")
