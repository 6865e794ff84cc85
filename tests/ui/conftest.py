"""Windows without a screen, dressed alike, with settings that are nobody's."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from engage_app.domain.report import Chart, ChartKind, Column, Kind, Series, Table
from ui.theme import apply_theme

if TYPE_CHECKING:
    from building import Small
    from village_hall import Hall

    from ui.session import Session


@pytest.fixture(autouse=True)
def _own_qt_settings(tmp_path: Path) -> None:
    """What the window remembers goes to the test's own folder."""
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(tmp_path / "qt-settings"))


@pytest.fixture(autouse=True, scope="session")
def _clipboard_emptied() -> Iterator[None]:
    """Without a screen Qt frees what was copied after Python is gone, and stumbles over it."""
    yield
    if QApplication.instance():
        QApplication.clipboard().clear()


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in light colours at 100 %, and again afterwards."""
    apply_theme(qapp, "light", 1.0)
    yield qapp
    apply_theme(qapp, "light", 1.0)


@pytest.fixture
def hall(dressed: QApplication, tmp_path: Path) -> "Iterator[Hall]":
    """A village hall: see village_hall.py."""
    from village_hall import Hall

    made = Hall(tmp_path / "hall.engage")
    yield made
    made.runner.close()
    made.session.close()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Settings of a file of their own."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def finding() -> Table:
    """A finding with a count, a share, a score, and a suppressed cell."""
    chart = Chart(
        ChartKind.STACKED,
        "Position by group",
        ("Primary care", "Voluntary, community, faith and social enterprise organisations"),
        (
            Series("Welcomed", (0.625, None), "#005EB8"),
            Series("Concern", (0.375, None), "#822B00"),
        ),
        "Primary care mostly welcomed the proposal.",
        "Share of respondents",
        share=True,
    )
    return Table(
        "position_by_group",
        "Position by stakeholder group",
        "respondents",
        "1,243 respondents who answered",
        (
            Column("Stakeholder group", width=3),
            Column("Respondents", Kind.COUNT, "people"),
            Column("Welcomed", Kind.SHARE, "people"),
            Column("Mean tone", Kind.SCORE),
        ),
        (("Primary care", 1240, 0.625, -0.1249), ("Voluntary sector", "[c]", "[c]", None)),
        ("Shares are of those with a view.",),
        chart,
    )


@pytest.fixture
def session(dressed: QApplication, small: "Small") -> "Iterator[Session]":
    """A session with the small exercise open: what a test file's own `small` makes of it."""
    from ui.session import Session
    from ui.tasks import TaskRunner

    opened = Session(TaskRunner())
    assert opened.open(Path(small.workspace.path))
    opened.choose_exercise(small.exercise)
    yield opened
    opened.runner.close()
    opened.close()
