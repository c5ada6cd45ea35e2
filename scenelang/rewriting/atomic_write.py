"""Writes a file whole or not at all."""

from __future__ import annotations

import codecs
import os
import shutil
import tempfile
from pathlib import Path


def write_atomically(path: Path, text: str) -> None:
    """Puts `text` in the place of a file; a crash on the way leaves the old one as it was.

    A byte-order mark and the permissions of the old file are kept, a link stays a link.

    Raises:
        OSError: the system says no; the old file is as it was.
    """
    target = path.resolve()
    content = text.encode("utf-8")
    if target.exists() and target.read_bytes().startswith(codecs.BOM_UTF8):
        content = codecs.BOM_UTF8 + content
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, staged)
        else:
            staged.chmod(0o666 & ~_umask())
        staged.replace(target)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The permissions that new files do not get; the system tells only whoever sets them."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
