"""A document is on disk wholly or not at all, and never over one that is open."""

import errno
from pathlib import Path

import pytest

from engage_app.errors import FileInUse, NotPossible
from storage.reports.saving import save, save_beside


def write(path: Path) -> None:
    path.write_bytes(b"new")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def held_as_on_windows(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Windows refuses to replace an open file, and nothing else here can be made to: only this
    one step is played, for the one file name."""
    whole = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "appendix.docx":
            raise PermissionError(13, "The process cannot access the file")
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    return Path("appendix.docx")


def test_saves_under_the_name_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "appendix.docx"
    assert save_beside(path, write) == path
    assert path.read_bytes() == b"new"
    assert files(tmp_path) == ["appendix.docx"]


def test_replaces_what_nobody_has_open(tmp_path: Path) -> None:
    path = tmp_path / "appendix.docx"
    path.write_bytes(b"old")
    assert save_beside(path, write) == path
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("appendix.docx", ".~lock.appendix.docx#"),
        ("appendix.docx", "~$appendix.docx"),
        ("appendix.docx", "~$pendix.docx"),
        ("reports.docx", "~$eports.docx"),
        ("a.docx", "~$a.docx"),
        ("summary.xlsx", "~$summary.xlsx"),
    ],
)
def test_an_open_file_is_left_alone(tmp_path: Path, name: str, lock: str) -> None:
    """LibreOffice and Microsoft Office each leave a lock file; Word shortens long names."""
    path = tmp_path / name
    path.write_bytes(b"open")
    (tmp_path / lock).touch()
    used = save_beside(path, write)
    assert used.name == f"{path.stem} (2){path.suffix}"
    assert used.read_bytes() == b"new"
    assert path.read_bytes() == b"open"


def test_a_lock_of_another_workbook_is_no_hindrance(tmp_path: Path) -> None:
    """Excel puts its sign before the whole name, so "~$mmary.xlsx" isn't that of summary.xlsx."""
    (tmp_path / "~$mmary.xlsx").touch()
    assert save_beside(tmp_path / "summary.xlsx", write).name == "summary.xlsx"


def test_a_copy_saved_beside_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "appendix.docx"
    (tmp_path / ".~lock.appendix.docx#").touch()
    mine = tmp_path / "appendix (2).docx"
    mine.write_bytes(b"edited by hand")
    assert save_beside(path, write).name == "appendix (3).docx"
    assert mine.read_bytes() == b"edited by hand"


def test_a_file_held_by_windows_is_saved_beside(tmp_path: Path, held_as_on_windows: Path) -> None:
    path = tmp_path / held_as_on_windows
    path.write_bytes(b"open")
    assert save_beside(path, write).name == "appendix (2).docx"
    assert files(tmp_path) == ["appendix (2).docx", "appendix.docx"]
    assert path.read_bytes() == b"open"


def test_saving_under_one_name_only_says_that_it_is_open(tmp_path: Path) -> None:
    path = tmp_path / "appendix.docx"
    path.write_bytes(b"open")
    (tmp_path / ".~lock.appendix.docx#").touch()
    with pytest.raises(FileInUse) as raised:
        save(path, write)
    assert raised.value.message == "“appendix.docx” is open in another program."
    assert raised.value.action == "Close it there, then try again, or save under another name."
    assert path.read_bytes() == b"open"


def test_saving_a_held_file_leaves_nothing_half_done(
    tmp_path: Path, held_as_on_windows: Path
) -> None:
    path = tmp_path / held_as_on_windows
    path.write_bytes(b"open")
    with pytest.raises(FileInUse):
        save(path, write)
    assert files(tmp_path) == ["appendix.docx"]


def test_a_writer_that_fails_halfway_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "appendix.docx"
    path.write_bytes(b"old")

    def fail(unfinished: Path) -> None:
        unfinished.write_bytes(b"half")
        raise ZeroDivisionError

    for saver in (save, save_beside):
        with pytest.raises(ZeroDivisionError):
            saver(path, fail)
    assert path.read_bytes() == b"old"
    assert files(tmp_path) == ["appendix.docx"]


def test_a_full_disk_gives_a_sentence_and_no_half_file(tmp_path: Path) -> None:
    def fill(unfinished: Path) -> None:
        unfinished.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(NotPossible, match=r"“a.xlsx” couldn't be saved, because the disk is full"):
        save_beside(tmp_path / "a.xlsx", fill)
    assert files(tmp_path) == []


def test_a_drive_that_can_only_be_read_gives_a_sentence(tmp_path: Path) -> None:
    """It names the folder, never the temporary file that couldn't be made there."""

    def refuse(unfinished: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(unfinished))

    with pytest.raises(NotPossible, match="Nothing may be saved in the folder"):
        save_beside(tmp_path / "a.xlsx", refuse)


def test_any_other_fault_is_told_in_plain_words(tmp_path: Path) -> None:
    """Not in the system's, which say nothing to an officer."""

    def refuse(unfinished: Path) -> None:
        raise OSError(errno.EIO, "Input/output error", str(unfinished))

    with pytest.raises(NotPossible, match=r"“a.xlsx” can't be written in the folder") as told:
        save_beside(tmp_path / "a.xlsx", refuse)
    assert "Input/output" not in str(told.value)
    with pytest.raises(NotPossible, match="too long for a file"):
        save_beside(tmp_path / f"{'a' * 300}.xlsx", refuse_name)


def refuse_name(unfinished: Path) -> None:
    """As a disk does whose names are shorter."""
    raise OSError(errno.ENAMETOOLONG, "File name too long", str(unfinished))


def test_a_folder_that_is_not_there_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="isn't there"):
        save_beside(tmp_path / "gone" / "a.xlsx", write)


def test_a_folder_of_that_name_gives_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(NotPossible, match="is a folder"):
        save_beside(tmp_path / "a.xlsx", write)
    assert files(tmp_path) == ["a.xlsx"]
