"""How far a build is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias


class Headway(NamedTuple):
    """How far a build is: files, then the rows of scenes that are lowered in ranges.

    `rows` are those that are done. `rows_to_come` are those that are left once all files are done; None
    before that. `scenes` are the sound scenes of the files that are done.
    """

    files: int
    all_files: int
    scenes: int = 0
    rows: int = 0
    rows_to_come: int | None = None


Progress: TypeAlias = Callable[[Headway], None]
"""Called now and then while a build goes on, and once when it is done."""
