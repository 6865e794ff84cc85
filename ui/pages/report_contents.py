"""What goes into a report: its sections, and how small a count of people may be shown."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from engage_app.services.paper.sections import MAIN, SECTIONS
from ui.pages.report_formats import FORMATS, PDF_HINT, Format
from ui.pages.report_small_numbers import SmallNumbers
from ui.theme import label, theme
from ui.widgets.layouts import fill, scrolled

_REMEMBERED = "report/formats"


class ContentsForm(QWidget):
    """Sections to tick, the rule on small numbers, and the files to make.

    Signals:
        sections_chosen: a section was ticked or unticked.
        rule_chosen: the rule on small numbers is another.
    """

    sections_chosen = Signal()
    rule_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sections = {key: QCheckBox(heading) for key, heading in SECTIONS}
        self.small_numbers = SmallNumbers()
        self.formats = {each.ending: QCheckBox(each.words) for each in FORMATS}
        self._column = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(self._column)
        column = self._column
        column.setContentsMargins(0, theme.px(12), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(16))
        self._tick("Sections", [key for key in self.sections if not _appended(key)])
        self._tick("Appendices", [key for key in self.sections if _appended(key)])
        column.addWidget(self.small_numbers)
        self._offer_formats()
        column.addStretch(1)
        self.small_numbers.chosen.connect(self.rule_chosen)
        fill(self, scrolled(inside))

    def add_part(self, part: QWidget) -> None:
        """Put a part before the files to make."""
        self._column.insertWidget(self._column.count() - 2, part)

    def _tick(self, words: str, keys: Sequence[str]) -> None:
        if not keys:
            return
        part = QVBoxLayout()
        part.setSpacing(theme.px(4))
        part.addWidget(label(words, "strong"))
        for key in keys:
            self.sections[key].toggled.connect(lambda _ticked: self.sections_chosen.emit())
            part.addWidget(self.sections[key])
        self._column.addLayout(part)

    def _offer_formats(self) -> None:
        settings = QSettings()
        kept = str(settings.value(_REMEMBERED, " ".join(self.formats))).split()
        part = QVBoxLayout()
        part.setSpacing(theme.px(4))
        part.addWidget(label("What “Save all” makes", "strong"))
        for ending, box in self.formats.items():
            box.setChecked(ending in kept)
            box.toggled.connect(lambda _ticked: self._remember())
            part.addWidget(box)
        part.addWidget(label(PDF_HINT, "hint", wrap=True))
        self._column.addLayout(part)

    def _remember(self) -> None:
        ticked = [ending for ending, box in self.formats.items() if box.isChecked()]
        QSettings().setValue(_REMEMBERED, " ".join(ticked))

    def wanted_formats(self) -> tuple[Format, ...]:
        """The files to make when all are asked for."""
        return tuple(each for each in FORMATS if self.formats[each.ending].isChecked())

    def show_left_out(self, left_out: tuple[str, ...]) -> None:
        """Show what was decided, without telling."""
        for key, box in self.sections.items():
            box.blockSignals(True)
            box.setChecked(key not in left_out)
            box.blockSignals(False)

    def left_out(self) -> tuple[str, ...]:
        """The keys of the sections that aren't ticked."""
        return tuple(key for key, box in self.sections.items() if not box.isChecked())


def _appended(key: str) -> bool:
    """Whether a section stands among the appendices."""
    return key not in {main for main, _ in MAIN}
