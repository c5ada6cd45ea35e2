"""What compiling one file gave: its scenes, where their rows lie, and everything that was said of it.

Takes: nothing; these are values. They go from one process to another, and into the cache.
Gives: all that is needed to order scenes, to write their rows, and to tell what is wrong.
May assume: nothing.
Never does: hold a row, or anything that needs a library to be read.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from scenelang.diagnostics import Diagnostic, Severity
from scenelang.model import Name

Place: TypeAlias = tuple[str, int]
"""A scene as others know it: the file that it lies in, links followed, and where in it its id begins."""

Rests: TypeAlias = tuple[Place, tuple[Place, ...]]
"""A scene, and those that it refers to directly, in order."""


class PackedRows(NamedTuple):
    """Rows `start` to `stop` of the pack of this name."""

    pack: str
    start: int
    stop: int


class UsedFile(NamedTuple):
    """A file that went into rows: where it lies, and what the manifest says of it."""

    file: str
    name: str
    sha256: str


class CompiledScene(NamedTuple):
    """One sound scene of a file.

    `number` counts the scenes of the file, sound or not. `instances` is how many rows it gives. A deferred
    scene has too many to be lowered at once: none of them is in the rows of its file. `rests_on` has the
    scene itself first where it refers to others, and then those beyond it that no file of the build holds.
    """

    id: Name
    number: int
    instances: int
    deferred: bool = False
    rests_on: tuple[Rests, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows it has among those of its file."""
        return 0 if self.deferred else self.instances


class CompiledFile(NamedTuple):
    """One file. `ids` are those of all its scenes, `scenes` the sound ones, both in order.

    `own` is the file itself, `used` are the others that went into its rows: archetypes, lexicons, recalled
    scenes. `rows` holds the rows of all scenes that are not deferred, one scene after the other; None where
    there are none. `found` is weighed as the project asks. `asks` are the paths of lexicons and other files
    that its scenes name; `is_wide` is True where other scenes were looked for. `said_once` is True where
    something was found that is said once in a run, by whichever file comes first.
    """

    own: UsedFile
    ids: tuple[Name, ...] = ()
    scenes: tuple[CompiledScene, ...] = ()
    rows: PackedRows | None = None
    found: tuple[Diagnostic, ...] = ()
    used: tuple[UsedFile, ...] = ()
    asks: tuple[str, ...] = ()
    is_wide: bool = False
    said_once: bool = False

    @property
    def can_be_kept(self) -> bool:
        """Whether another build may use it as it is."""
        sound = not any(one.severity is Severity.ERROR for one in self.found)
        return sound and not self.said_once and not any(scene.deferred for scene in self.scenes)
