"""Codings to and from other programs by the File menu, through the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from building import Small, small_exercise
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engage_app.services import browsing, coding
from engage_app.services.workspace import Workspace
from ui import dialogs
from ui.codings_files import CodingsFiles
from ui.session import Session


@pytest.fixture
def small(workspace: Workspace) -> Small:
    """The small exercise, open, with one comment coded."""
    made = small_exercise(workspace)
    coding.add_coding(workspace, [made.comments[0]], made.themes["Trust"])
    return made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the officer is told in a box."""
    said: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _parent, _title, text, more: said.append(more))
    return said


def idle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.runner.busy, timeout=30_000)
    QApplication.processEvents()


def answering(path: Path | None) -> Callable[..., Path | None]:
    return lambda *_args, **_kwargs: path


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("coded.qdpx", "1 codings came in"),
        ("codings.csv", "1 codings came in"),
        ("for consult", "1 more wait for your review"),
    ],
)
def test_codings_go_out_and_come_back(
    qtbot: QtBot,
    session: Session,
    small: Small,
    tmp_path: Path,
    *,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    says: str,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    files = CodingsFiles(session, window)
    path = tmp_path / name
    monkeypatch.setattr(dialogs, "ask_save", answering(path))
    files.write()
    idle(qtbot, session)
    (one,) = browsing.comment_detail(session.workspace, small.comments[0]).codings
    coding.remove_codings(session.workspace, [one.id])
    chosen = next(path.glob("**/themes.json")) if path.is_dir() else path
    monkeypatch.setattr(dialogs, "ask_open", answering(chosen))
    with qtbot.waitSignal(session.changed):
        files.take()
    idle(qtbot, session)
    (back,) = browsing.comment_detail(session.workspace, small.comments[0]).codings
    assert back.theme_id == small.themes["Trust"]
    assert says in told[0]


def test_without_an_exercise_it_says_what_to_do(qtbot: QtBot, session: Session) -> None:
    session.choose_exercise(None)
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitSignal(session.said) as said:
        CodingsFiles(session, window).write()
    assert said.args == ["Choose an exercise first."]


def test_a_broken_file_is_told_in_a_sentence(
    qtbot: QtBot,
    session: Session,
    small: Small,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    path = tmp_path / "broken.qdpx"
    path.write_bytes(b"no archive")
    monkeypatch.setattr(dialogs, "ask_open", answering(path))
    with qtbot.waitSignal(session.failed) as failed:
        CodingsFiles(session, window).take()
    idle(qtbot, session)
    assert failed.args is not None
    assert "broken.qdpx" in str(failed.args[0])
