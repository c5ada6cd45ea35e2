"""Paths to scenes that are ready to be lowered: read, checked, their instances worked out.

Takes: paths of scenes.
Gives: planned scenes, and everything that the stages said of them.
May assume: nothing; every stage looks for itself.
Never does: make an instance, or load numpy, Arrow or a tokenizer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scenelang.checking import CheckedScene, check_scene, find_project
from scenelang.compile.findings import Findings
from scenelang.compile.messages import SceneIdTaken
from scenelang.compile.scene_files import find_scene_files
from scenelang.diagnostics import Outcome
from scenelang.expanding import InstancePlan, plan_instances
from scenelang.reading import load_source, read_scene
from scenelang.source import Span


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
    """Checks one scene and works out its instances: all that `lint` says of a file."""
    found = Findings()
    checked = found.take(check_file(path))
    if checked is None or found.has_errors:
        return Outcome(None, found.sorted())
    plan = found.take(plan_instances(checked))
    return Outcome(None if plan is None else PlannedScene(path, checked, plan), found.sorted())


def plan_paths(paths: Iterable[Path]) -> Outcome[tuple[PlannedScene, ...]]:
    """Checks and plans every scene that the paths mean; ids are looked at across all of them.

    The value is None only when a path is of no use; else it holds the scenes that have no error.
    """
    found = Findings()
    files = found.take(find_scene_files(paths))
    if files is None:
        return Outcome(None, found.sorted())
    scenes = [scene for path in files if (scene := found.take(plan_file(path))) is not None]
    _say_taken_ids(scenes, found)
    return Outcome(tuple(scenes), found.sorted())


def _say_taken_ids(scenes: Sequence[PlannedScene], found: Findings) -> None:
    first: dict[str, Span] = {}
    for scene in scenes:
        name = scene.checked.scene.id
        if name.text in first:
            found.add(SceneIdTaken(name.place, name.text, first[name.text]))
        else:
            first[name.text] = name.place
