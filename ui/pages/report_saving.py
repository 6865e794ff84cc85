"""Saving the paper: one button for Word, a menu for the other files, and what is told afterwards."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QMenu

from engage_app.progress import Progress
from engage_app.services import covers, planning
from ui import dialogs
from ui.messages import Message, Tone, explain
from ui.pages.report_formats import FORMATS, PDF_HINT, WORD, Format
from ui.session import Session
from ui.widgets.banner import Banner, BannerArea
from ui.widgets.buttons import button

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


Paths = tuple[tuple[Path, Path], ...]
"""Of each file, the path wanted and the path used."""


class Saving(QObject):
    """The buttons of a page that save its paper.

    Signals:
        checks_wanted: the officer wants to see what is left to see to.
        failed: an exception for the officer to read.
    """

    checks_wanted = Signal()
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        banners: BannerArea,
        formats: Callable[[], Sequence[Format]],
        settle: Callable[[], object],
        left: Callable[[], str],
    ) -> None:
        """`formats` are those that “Save all” makes; `settle` brings to disk what is typed; `left`
        tells how many faults and weak spots are left."""
        super().__init__(banners)
        self._session, self._banners = session, banners
        self._formats, self._settle, self._left = formats, settle, left
        self._folder: Path | None = None
        self.word = button(
            "Save the paper…", "primary", icon="export", on_click=lambda: self.ask(WORD)
        )
        self.word.setAccessibleDescription("Saves the paper as a Word document")
        self.more = button("Save as")
        self.more.setAccessibleName("Save as another kind of file")
        menu = QMenu(self.more)
        self.others: dict[str, QAction] = {}
        for each in FORMATS:
            if each is not WORD:
                action = menu.addAction(f"{each.words}…")
                action.triggered.connect(lambda _on=False, wanted=each: self.ask(wanted))
                self.others[each.ending] = action
        menu.addSeparator()
        self.all = menu.addAction("Save all…")
        self.all.triggered.connect(lambda _on=False: self.ask_all())
        self.more.setMenu(menu)

    def outdate(self) -> None:
        """What was told of files that were saved no longer holds: the paper has changed."""
        for banner in self._banners.findChildren(Banner):
            if banner.message.tone is Tone.SUCCESS:
                banner.dismiss()

    def allow(self, allowed: bool) -> None:
        """Whether there is anything to save."""
        for each in (self.word, self.more):
            each.setEnabled(allowed)

    def ask(self, wanted: Format) -> None:
        """Ask where to, and save one file."""
        folder, name = self._suggested()
        title = f"Save {wanted.words}"
        path = dialogs.ask_save(
            self._window, title, folder / f"{name}{wanted.ending}", wanted.filter
        )
        if path is None:
            return
        if path.suffix.lower() != wanted.ending:
            path = path.with_name(path.name + wanted.ending)
        self._save(((wanted, path),))

    def ask_all(self) -> None:
        """Ask for a folder, and save every kind of file that is ticked."""
        folder, name = self._suggested()
        chosen = dialogs.ask_folder(self._window, "Save all into a folder", folder)
        if chosen is None:
            return
        wanted = tuple((each, chosen / f"{name}{each.ending}") for each in self._formats())
        there = ", ".join(f"“{path.name}”" for _, path in wanted if path.exists())
        if there and not dialogs.ask_sure(
            self._window,
            "Save all",
            "Write over the files that are there?",
            f"In that folder: {there}.",
            yes="Write over them",
            no="Cancel",
        ):
            return
        self._save(wanted)

    @property
    def _window(self) -> BannerArea:
        return self._banners

    def _suggested(self) -> tuple[Path, str]:
        """A folder, and a name without what Windows won't have in one."""
        self._settle()
        workspace, exercise_id = self._session.workspace, self._session.exercise_id
        plan = covers.plan(workspace, exercise_id)
        title = plan.cover.title or planning.exercise(workspace, exercise_id).title
        name = " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:80].rstrip(". ") or "Report"
        return self._folder or workspace.path.parent, name

    def _save(self, wanted: Sequence[tuple[Format, Path]]) -> None:
        if not wanted:
            return
        self._folder = wanted[0][1].parent
        workspace, exercise_id = self._session.workspace, self._session.exercise_id
        used: list[tuple[Path, Path]] = []

        def job(progress: Progress) -> Paths:
            def building(done: int, total: int) -> None:
                progress(done, total * (1 + len(wanted)))  # writing takes a while too

            report = covers.planned_report(workspace, exercise_id, building)
            for number, (each, path) in enumerate(wanted, 1):
                progress(number, 1 + len(wanted))
                used.append((path, each.write(report, path)))
            return tuple(used)

        self._banners.clear()
        self.allow(False)
        task = self._session.runner.run(job, self._tell, lambda error: self._fail(error, used))
        task.signals.cancelled.connect(lambda: self._stop(used))
        task.signals.finished.connect(lambda: self.allow(True))
        names = "the paper and its files" if len(wanted) > 1 else f"“{wanted[0][1].name}”"
        self._session.working.emit(task, f"Saving {names}")

    def _stop(self, used: Sequence[tuple[Path, Path]]) -> None:
        """The officer cancelled: files written before stay, and none is half there."""
        told = _in_words(tuple(used)) if used else "Nothing was saved."
        self._banners.say(Message(Tone.INFO, f"Stopped. {told}"))

    def _fail(self, error: Exception, used: Sequence[tuple[Path, Path]]) -> None:
        """One file couldn't be written: say why, and which are there."""
        if used and (why := explain(error)) is not None:
            before = f"{why.advice} Before that: {_in_words(tuple(used))}".strip()
            self._banners.say(replace(why, advice=before))
        else:
            self.failed.emit(error)

    def _tell(self, paths: Paths) -> None:
        used = paths[0][1]
        left = self._left()
        more = [f"Left to see to: {left}."] if left else []
        if any(path.suffix == ".pdf" for _, path in paths):
            more.append(PDF_HINT)
        banner = self._banners.say(
            Message(Tone.SUCCESS, _in_words(paths), " ".join(more)),
            action="Open file" if len(paths) == 1 else "",
            on_action=lambda: _open(used),
        )
        row = banner.layout()
        if not isinstance(row, QHBoxLayout):
            return
        buttons = [button("Open folder", on_click=lambda: _open(used.parent))]
        if left:
            buttons.append(button("Show checks", on_click=self.checks_wanted.emit))
        for each in buttons:
            row.insertWidget(row.count() - 1, each, 0, Qt.AlignmentFlag.AlignVCenter)


def _in_words(paths: Paths) -> str:
    wanted, used = paths[0]
    beside = [(one, other) for one, other in paths if one != other]
    if len(paths) > 1:
        text = f"Saved {_names([other for _, other in paths])} in {used.parent}."
    else:
        text = f"Saved as “{used.name}” in {used.parent}."
    if not beside:
        return text
    wanted, used = beside[0]
    because = (
        f"“{wanted.name}” is open in another program, so the report was saved beside it as "
        f"“{used.name}”."
    )
    return because if len(paths) == 1 else f"{text} {because}"


def _names(files: Sequence[Path]) -> str:
    """Files by their names; those that differ in their endings only by one name and these."""
    if len({each.stem for each in files}) > 1:
        return ", ".join(f"“{each.name}”" for each in files)
    endings = [each.suffix for each in files]
    return f"“{files[0].stem}” as {', '.join(endings[:-1])} and {endings[-1]}"


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
