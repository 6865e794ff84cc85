"""`engage merge`, `engage take`, `engage export`: exit codes and JSON that scripts rely on."""

import json
from pathlib import Path
from typing import Any

import pytest
from building import Small, add_response

from engage_app import cli
from engage_app.services import codebook
from engage_app.services import workspace as workspaces


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def printed_json(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def home(small: Small) -> Path:
    small.workspace.close()
    return small.workspace.path


def captured(small: Small, path: Path, name: str) -> None:
    """One contribution and another name for a theme."""
    workspace = workspaces.open_workspace(path, name)
    with workspace.acting("capture", small.exercise) as action:
        add_response(action, small, view=f"said to {name}", workshop=True)
    codebook.edit_theme(workspace, small.exercise, small.themes["Trust"], name=f"Trust in {name}")
    workspace.close()


def test_two_packages_come_home(
    small: Small, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Counts before and after, and what is to be decided; the second time, nothing."""
    packages = [tmp_path / f"table {number}.engage" for number in range(2)]
    for package in packages:
        assert run("take", home, package) == 0
        captured(small, package, package.stem)
    capsys.readouterr()
    assert run("merge", home, *packages, "--json") == 0
    told = printed_json(capsys)
    assert (told["before"]["comments"], told["after"]["comments"]) == (5, 7)
    assert [source["file"] for source in told["sources"]] == ["table 0.engage", "table 1.engage"]
    assert told["added"]["responses"] == 2
    assert told["unchanged"] is False
    (conflict,) = told["conflicts"]
    assert (conflict["kind"], conflict["what"]) == ("theme", "changed on several laptops")
    assert {version["fields"]["name"] for version in conflict["versions"]} == {
        "Trust in table 0",
        "Trust in table 1",
    }
    assert run("merge", home, *packages, "--json") == 0
    assert printed_json(capsys)["unchanged"] is True


def test_merge_tells_people_too(
    small: Small, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "table.engage"
    assert run("take", home, package, "--with-responses") == 0
    captured(small, package, "one")
    assert run("merge", home, package) == 0
    assert "comments: 5 before, 6 after" in capsys.readouterr().out
    assert run("merge", home, package) == 0
    assert "Everything was there already." in capsys.readouterr().out


def test_the_export_is_the_same_for_copies_that_hold_the_same(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.engage"
    assert run("backup", home, copy) == 0
    capsys.readouterr()
    exports = []
    for path in (home, copy):
        assert run("export", path, "--json") == 0
        exports.append(printed_json(capsys))
    assert exports[0] == exports[1]
    assert len(exports[0]["comment"]) == 5
    assert run("export", home) == 0
    assert "comment: 5" in capsys.readouterr().out


def test_what_cant_be_merged_is_an_error_with_a_sentence(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("merge", home, tmp_path / "none.engage") == 1
    assert "There is no workspace called" in capsys.readouterr().err
    assert run("merge", home, home) == 1
    assert run("take", home, home) == 1
    with pytest.raises(SystemExit) as wrong:
        run("merge", home)
    assert wrong.value.code == 2
