"""Two texts of one file as a unified diff, on standard output."""

from __future__ import annotations

import sys
from difflib import unified_diff
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def print_diff(path: Path, before: str, after: str, what: str) -> None:
    """Prints what would change in a file; `what` says in brackets what the new text is.

    Lines are parted at line feeds, as `patch` parts them.
    """
    lines = unified_diff(_lines(before), _lines(after), fromfile=str(path), tofile=f"{path} ({what})")
    for line in lines:
        sys.stdout.write(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")


def _lines(text: str) -> list[str]:
    """The lines of a text with their breaks, parted at line feeds alone."""
    *whole, last = text.split("\n")
    return [*(f"{line}\n" for line in whole), *((last,) if last else ())]
