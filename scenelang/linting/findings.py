"""What looks at files gave, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scenelang.diagnostics import Diagnostic
from scenelang.linting.ignoring.ignore_table import NO_IGNORES, IgnoreTable
from scenelang.linting.scene_facts import SceneFacts
from scenelang.model import Name

if TYPE_CHECKING:
    from scenelang.checking import CheckedScene
    from scenelang.linting.baseline import Baseline, KnownFinding


class FileFindings(NamedTuple):
    """What one look at a file gave: findings before anyone weighed them, and its scenes.

    `ids` are the ids of all its scenes, `facts` those of the sound ones, in order. `ignores` are its comments
    that silence findings. `asks` are the paths of lexicons and other files that its scenes name; `is_wide` is
    True where other scenes were looked for.
    """

    scenes: int = 0
    found: tuple[Diagnostic, ...] = ()
    ids: tuple[Name, ...] = ()
    facts: tuple[SceneFacts, ...] = ()
    checked: tuple[CheckedScene, ...] = ()
    ignores: IgnoreTable = NO_IGNORES
    asks: tuple[str, ...] = ()
    is_wide: bool = False


class LookedFile(NamedTuple):
    """What was found in one file before anyone weighed it, and its comments that silence findings."""

    path: Path
    found: tuple[Diagnostic, ...]
    ignores: IgnoreTable = NO_IGNORES


class BaselineState(NamedTuple):
    """A baseline after a run: what it holds, and what of that is there no more."""

    path: Path
    held: Baseline
    gone: Mapping[KnownFinding, int]


class Weighed(NamedTuple):
    """The findings to tell. `silenced` and `known` count those that comments and baselines hold back."""

    found: tuple[Diagnostic, ...] = ()
    silenced: int = 0
    known: int = 0
    baselines: tuple[BaselineState, ...] = ()
