"""Who the embedded server runs as: PostgreSQL refuses to be root, so root starts it under another account."""

import os
from pathlib import Path

try:
    import pwd
except ImportError:  # Windows; postgres.programs() says so first
    pwd = None


def of(folder: Path):
    """The account for the server of `folder`: the owner of its data, else nobody. None: our own, not root."""
    if os.geteuid() != 0:
        return None
    data = folder / "data"
    return pwd.getpwuid(data.stat().st_uid) if data.exists() else pwd.getpwnam("nobody")


def let_reach(folder: Path, *, installed: Path) -> None:
    """When we are root: let the account pass through the folders above the data and the `installed` programs.

    Passing through (x) shows nobody what is in them; the data itself stays closed to all but its owner.
    """
    if os.geteuid() != 0:
        return
    for path in [folder, *folder.parents, installed, *installed.parents]:
        _allow(path, mode=0o001)
    if (installed / "bin" / "postgres").stat().st_mode & 0o005 != 0o005:
        for path in installed.rglob("*"):
            _allow(path, mode=path.stat().st_mode >> 6 & 0o005)


def _allow(path: Path, *, mode: int) -> None:
    before = path.stat().st_mode
    if before & mode != mode:
        path.chmod(before | mode)
