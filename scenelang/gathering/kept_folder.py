"""The folder in which a project keeps what earlier runs found out.

Takes: the root of a project. Gives: the folder, made where it is wanted and gone where it is empty.
May assume: nothing.
Never does: delete what somebody else put there.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

CACHE_FOLDER = ".scenelang"
_IGNORED = ".gitignore"


def make_kept_folder(root: Path) -> Path:
    """The folder of a project, which git leaves alone.

    Raises:
        OSError: the system says no.
    """
    folder = root / CACHE_FOLDER
    folder.mkdir(exist_ok=True)
    ignored = folder / _IGNORED
    if not ignored.exists():
        ignored.write_text("*\n", encoding="utf-8")
    return folder


def leave_kept_folder(root: Path) -> None:
    """Removes the folder where nothing is kept any more."""
    folder = root / CACHE_FOLDER
    with contextlib.suppress(OSError):
        if {entry.name for entry in folder.iterdir()} <= {_IGNORED}:
            (folder / _IGNORED).unlink(missing_ok=True)
            folder.rmdir()


def forget_kept(root: Path, name: str) -> int | None:
    """Deletes one thing that is kept, a file or a folder, and says how many bytes it had; None without it."""
    place = root / CACHE_FOLDER / name
    try:
        if place.is_dir() and not place.is_symlink():
            size = sum(each.lstat().st_size for each in place.rglob("*") if not each.is_dir())
            shutil.rmtree(place)
        else:
            size = place.lstat().st_size
            place.unlink()
    except OSError:
        return None
    leave_kept_folder(root)
    return size
