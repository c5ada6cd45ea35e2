"""How a file of the project is named to an author."""

from __future__ import annotations

from pathlib import Path


def shown_path(path: Path) -> Path:
    """The path as seen from the current folder, where it lies in it; else the path as it is."""
    try:
        return path.relative_to(Path.cwd())
    except (ValueError, OSError):  # elsewhere; or the current folder is gone
        return path
