"""What goes into a report: its sections, and how small a count of people may be shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from engage_app.services.reporting import SECTIONS
from ui.pages.report_fields import named
from ui.theme import label, theme
from ui.widgets.fields import number_box

_HIGHEST = 100
_THRESHOLD = "Hide counts of people below"


class ContentsForm(QWidget):
    """Sections to tick, and the suppression threshold.

    Signals:
        sections_chosen: a section was ticked or unticked.
        threshold_chosen: the threshold is another.
    """

    sections_chosen = Signal()
    threshold_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sections = {key: QCheckBox(heading) for key, heading in SECTIONS}
        self.threshold = number_box(_THRESHOLD, 0, _HIGHEST, 0)
        self.threshold.setMaximumWidth(theme.px(120))
        self.threshold.setKeyboardTracking(False)  # 10 is not 1 on the way
        self.warning = label(
            "Nothing is hidden now: this report must not be published.", "error", wrap=True
        )
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, theme.px(12), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(4))
        column.addWidget(label("Sections to include", "strong"))
        for box in self.sections.values():
            box.toggled.connect(lambda _ticked: self.sections_chosen.emit())
            column.addWidget(box)
        column.addSpacing(theme.px(16))
        column.addLayout(named(_THRESHOLD, self.threshold))
        column.addWidget(
            label(
                "They are printed as [c], with whatever else would give them away. Counts of "
                "organisations are not hidden.",
                "hint",
                wrap=True,
            )
        )
        column.addWidget(self.warning)
        column.addStretch(1)
        self.threshold.valueChanged.connect(self._other_threshold)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_choices(self, left_out: tuple[str, ...], threshold: int) -> None:
        """Show what was decided, without telling."""
        for key, box in self.sections.items():
            box.blockSignals(True)
            box.setChecked(key not in left_out)
            box.blockSignals(False)
        self.threshold.blockSignals(True)
        self.threshold.setValue(threshold)
        self.threshold.blockSignals(False)
        self.warning.setVisible(threshold <= 1)

    def left_out(self) -> tuple[str, ...]:
        """The keys of the sections that aren't ticked."""
        return tuple(key for key, box in self.sections.items() if not box.isChecked())

    def _other_threshold(self, value: int) -> None:
        self.warning.setVisible(value <= 1)
        self.threshold_chosen.emit()
