"""The views of a pile of paper forms, as tabs that say how many wait behind them."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QTabBar

from engage_app.domain.paper_forms import Pile
from ui.pages.paper_task import Work

FORMS = "forms"  # the view that is no work on a form
_TABS: dict[str, str] = {
    Work.FIRST: "&Key in",
    Work.SECOND: "Se&cond entry",
    Work.SETTLE: "Se&ttle",
    FORMS: "For&ms",
}


class PileTabs(QTabBar):
    """Key in, second entry, settle, forms; those of double entry only where it is.

    Signals:
        chosen: the view that the officer turned to: a Work, or FORMS.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setExpanding(False)
        self.setAccessibleName("What is done with the pile")
        for words in _TABS.values():
            self.addTab(words)
        self.currentChanged.connect(lambda _at: self.chosen.emit(self.view))

    @property
    def view(self) -> str:
        """The view in front."""
        return list(_TABS)[self.currentIndex()]

    def show_view(self, view: str) -> None:
        """Bring a tab to the front; says nothing of it."""
        with QSignalBlocker(self):
            self.setCurrentIndex(list(_TABS).index(view))

    def show_pile(self, pile: Pile) -> None:
        """Say how many forms wait behind each."""
        twice = pile.double_entry or pile.to_settle > 0 or pile.keyed_once > 0
        counts = {Work.SECOND: pile.keyed_once, Work.SETTLE: pile.to_settle, FORMS: pile.keyed}
        with QSignalBlocker(self):
            for place, (view, words) in enumerate(_TABS.items()):
                count = counts.get(view, 0)
                self.setTabText(place, f"{words} ({count:,})" if count else words)
                self.setTabVisible(place, twice or view in (Work.FIRST, FORMS))
            if not self.isTabVisible(self.currentIndex()):
                self.setCurrentIndex(0)

    def step(self, by: int) -> None:
        """To the tab beside."""
        shown = [at for at in range(self.count()) if self.isTabVisible(at)]
        place = shown.index(self.currentIndex()) + by
        if 0 <= place < len(shown):
            self.setCurrentIndex(shown[place])
