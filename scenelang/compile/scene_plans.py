"""Paths to scenes that are ready to be lowered: read, checked, their instances worked out.

Takes: paths of scenes.
Gives: checked or planned scenes, and everything that the stages said of them.
May assume: nothing; every stage looks for itself.
Never does: make an instance, or load numpy, Arrow or a tokenizer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.checking import CheckedScene, check_scene, find_project
from scenelang.compile.findings import Findings
from scenelang.compile.messages import SceneIdTaken
from scenelang.compile.scene_files import find_scene_files
from scenelang.diagnostics import Outcome
from scenelang.reading import load_source, read_scene
from scenelang.source import Span

if TYPE_CHECKING:
    from scenelang.expanding import InstancePlan


@dataclass(frozen=True, slots=True)
class PlannedScene:
    """A scene that is ready to be lowered: checked, and its instances worked out."""

    path: Path
    checked: CheckedScene
    plan: InstancePlan


def check_file(path: Path) -> Outcome[CheckedScene]:
    """Reads and checks one scene: everything that can be said without looking at its instances."""
    found = Findings()
    source = found.take(load_source(path))
    scene = found.take(read_scene(source)) if source is not None else None
    checked = found.take(check_scene(scene, find_project(path))) if scene is not None else None
    return Outcome(checked, found.sorted())


def plan_file(path: Path) -> Outcome[PlannedScene]:
    """Checks one scene and works out its instances."""
    found = Findings()
    checked = found.take(check_file(path))
    if checked is None or found.has_errors:
        return Outcome(None, found.sorted())
    plan = found.take(_plan(checked))
    return Outcome(None if plan is None else PlannedScene(path, checked, plan), found.sorted())


def _plan(checked: CheckedScene) -> Outcome[InstancePlan]:
    from scenelang.expanding import plan_instances  # noqa: PLC0415 - a scene that does not vary is linted without

    return plan_instances(checked)


def lint_file(path: Path) -> Outcome[CheckedScene]:
    """All that can be said of one file: checked, and planned where it varies."""
    found = Findings()
    checked = found.take(check_file(path))
    if checked is not None and not found.has_errors and checked.scene.vary is not None:
        found.take(_plan(checked))
    return Outcome(checked, found.sorted())


def lint_paths(paths: Iterable[Path]) -> Outcome[int]:
    """Lints every scene that the paths mean, ids across all of them; gives how many files there are."""
    found, ids = Findings(), _Ids()
    files = found.take(find_scene_files(paths))
    for path in files or ():
        checked = found.take(lint_file(path))
        if checked is not None:
            ids.add(checked, found)
    return Outcome(None if files is None else len(files), found.sorted())


def plan_paths(paths: Iterable[Path]) -> Outcome[tuple[PlannedScene, ...]]:
    """Checks and plans every scene that the paths mean, ids across all of them.

    The value is None only when a path is of no use; else it holds the scenes that have no error.
    """
    found, ids = Findings(), _Ids()
    files = found.take(find_scene_files(paths))
    scenes = []
    for path in files or ():
        planned = found.take(plan_file(path))
        if planned is not None:
            ids.add(planned.checked, found)
            scenes.append(planned)
    return Outcome(None if files is None else tuple(scenes), found.sorted())


class _Ids:
    """The scene ids met so far, and where."""

    def __init__(self) -> None:
        self._places: dict[str, Span] = {}

    def add(self, checked: CheckedScene, found: Findings) -> None:
        name = checked.scene.id
        first = self._places.setdefault(name.text, name.place)
        if first != name.place:
            found.add(SceneIdTaken(name.place, name.text, first))
