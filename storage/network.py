"""Is a file on a network folder? SQLite's write-ahead log can't work there."""

import sys
from pathlib import Path

_NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "davfs"} | {
    f"fuse.{kind}" for kind in ("sshfs", "gvfsd-fuse", "rclone")
}
_DRIVE_REMOTE = 4  # GetDriveTypeW


def on_network(path: Path) -> bool:
    """Whether the file lies on a network folder, as far as the system tells."""
    folder = path.resolve().parent  # a link may lead there
    if sys.platform == "win32":
        return _remote_drive(folder)
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    return _file_system(folder, mounts.read_text(encoding="utf-8", errors="replace")) in (
        _NETWORK_FILE_SYSTEMS
    )


def _file_system(folder: Path, mounts: str) -> str:
    """The kind of the file system that holds `folder`: the longest mount point above it."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def _remote_drive(folder: Path) -> bool:
    import ctypes

    if str(folder).startswith("\\\\"):
        return True
    windll = getattr(ctypes, "windll")  # noqa: B009 - unknown to type checkers elsewhere
    return bool(windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE)
