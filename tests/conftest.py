"""What every test may use: a workspace of its own, and settings that are nobody's."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from building import Small, small_exercise
from hypothesis import settings

from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace

if TYPE_CHECKING:
    from patience import PatientBot
    from PySide6.QtWidgets import QApplication

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` accepts what golden files would show now."""
    parser.addoption("--update-golden", action="store_true", help="accept a change of golden files")


# A slow machine is no failure: speed is measured by benchmarks.
settings.register_profile("engage", deadline=None)
settings.load_profile("engage")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and logs go to the test's own folder, never to the developer's."""
    monkeypatch.setenv("ENGAGE_DATA", str(tmp_path / "engage-data"))


@pytest.fixture
def qtbot(qapp: "QApplication", request: pytest.FixtureRequest) -> "PatientBot":
    """pytest-qt's robot, with the patience that a slow machine needs."""
    from patience import PatientBot

    return PatientBot(request)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new, empty workspace, closed afterwards."""
    opened = workspaces.create(tmp_path / "test.engage", officer="Test Officer")
    yield opened
    opened.close()


@pytest.fixture
def small(workspace: Workspace) -> Small:
    """A small exercise in the workspace: see building.py."""
    return small_exercise(workspace)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the sample exercise, id 1, made once. Tests only read it, or take a copy."""
    from engage_app.services import samples

    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENGAGE_DATA", str(folder / "engage-data"))
        opened = workspaces.create(folder / "sample.engage")
        samples.add_sample(opened)
        opened.close()
    return folder / "sample.engage"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of that name in tests/golden, or accept it as the file."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{name} is new: look at it, then pytest --update-golden"
        assert text == path.read_text(encoding="utf-8")

    return compare
