"""Where a file lies decides how SQLite may keep its journal."""

from pathlib import Path

import pytest

from storage import network

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /home/officer nfs4 rw 0 0
/dev/sdb1 /home/officer/local ext4 rw 0 0
//server/share /mnt/shared\\040drive cifs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/tmp", "ext4"),  # noqa: S108 - a name only
        ("/home/officer/exercises", "nfs4"),
        ("/home/officer/local/exercises", "ext4"),
        ("/home/officers", "ext4"),
        ("/mnt/shared drive/exercises", "cifs"),
    ],
)
def test_the_innermost_mount_decides(folder: str, kind: str) -> None:
    assert network._file_system(Path(folder), MOUNTS) == kind


def test_a_folder_of_this_machine_is_no_network(tmp_path: Path) -> None:
    assert network.on_network(tmp_path / "work.engage") is False
