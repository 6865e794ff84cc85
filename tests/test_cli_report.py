"""`engage report`: every format, and the check of any document."""

from pathlib import Path

import pytest
from building import Small
from docx import Document

from engage_app import cli


def run(*arguments: object) -> int:
    """The exit code of a command."""
    return cli.main([str(argument) for argument in arguments])


def test_every_format_is_written_and_passes_its_check(
    small: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {name: tmp_path / f"paper.{name}" for name in ("docx", "xlsx", "html", "csv")}
    options = ("--word", files["docx"], "--excel", files["xlsx"])
    assert run("report", small.workspace.path, *options, "--html", files["html"]) == 0
    assert run("report", small.workspace.path, "--data", files["csv"]) == 0
    assert all(path.stat().st_size > 100 for path in files.values())
    capsys.readouterr()
    for name in ("docx", "xlsx", "html"):
        assert run("report", "--check", files[name]) == 0, capsys.readouterr().out


def test_a_document_with_faults_fails_its_check_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "paper.docx"
    document = Document()
    document.add_table(2, 2)
    document.save(str(path))
    assert run("report", path, "--check") == 1
    printed = capsys.readouterr().out
    assert "Fault: Table 1: The first row of Table 1 is not marked as its heading row." in printed
    assert "[WCAG 1.3.1]" in printed


def test_a_document_is_checked_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report", "--check", tmp_path / "missing.docx") == 1
    assert "missing.docx" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run("report", tmp_path / "paper.docx")
    with pytest.raises(SystemExit):
        run("report", tmp_path / "paper.docx", "--check", "--word", tmp_path / "other.docx")


def test_without_the_window_no_pdf(
    small: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report", small.workspace.path, "--pdf", tmp_path / "paper.pdf") == 1
    assert "--html" in capsys.readouterr().err


def test_nothing_is_written_over_what_it_is_made_from(
    small: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workspace under the name of a paper, one name twice, or an ending of another kind."""
    path = Path(small.workspace.path)
    before = path.read_bytes()
    paper = tmp_path / "paper.docx"
    for options in (
        ("--word", path),
        ("--word", tmp_path / "paper.xlsx"),
        ("--html", tmp_path / "a.html", "--word", paper, "--template", paper),
        ("--data", tmp_path / "a.txt"),
    ):
        assert run("report", path, *options) == 1
        assert "name" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*.html"))


def test_what_is_written_can_be_checked_at_once(
    small: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report", small.workspace.path, "--word", tmp_path / "p.docx", "--check") == 1
    printed = capsys.readouterr().out
    assert "Still to fill: Date of meeting" in printed
    assert "p.docx: " not in printed  # nothing stands in any reader's way


def test_another_rule_than_the_one_decided_is_warned_of(
    small: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two versions under two rules give away together what either hides."""
    for rule, warned in (("under-10", True), ("1-4", False)):
        page = str(tmp_path / f"{rule}.html")
        assert run("report", small.workspace.path, "--suppress", rule, "--html", page) == 0
        told = capsys.readouterr().out
        assert ("Don't send out versions under two rules" in told) == warned
        assert ("Decided for this exercise: counts of 1 to 4 people are hidden." in told) == warned
