"""Paths to scenes that are ready to be lowered: read, checked, their instances worked out.

Takes: paths of scenes.
Gives: checked or planned scenes, and everything that the stages said of them.
May assume: nothing; every stage looks for itself.
Never does: make an instance, or load numpy, Arrow or a tokenizer.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.checking import CheckedScene
from scenelang.compile.compiled_file import Place, Rests
from scenelang.compile.prerequisite_order import in_prerequisite_order
from scenelang.compile.rests_on import rests_on
from scenelang.diagnostics import Outcome
from scenelang.gathering import RuleLevels, SceneRun, find_scene_files

if TYPE_CHECKING:
    from scenelang.expanding import InstancePlan


@dataclass(frozen=True, slots=True)
class PlannedScene:
    """A scene that is ready to be lowered: checked, and its instances worked out.

    `levels` say what is to be made of findings about it.
    """

    path: Path
    checked: CheckedScene
    plan: InstancePlan
    levels: RuleLevels


def check_file(path: Path) -> Outcome[tuple[CheckedScene, ...]]:
    """Reads and checks the scenes of one file: all that can be said without looking at their instances.

    The value has the scenes without an error; it is None where there is none.
    """
    run = SceneRun((path,))
    checked = tuple(run.file(path))
    return Outcome(checked or None, run.found.sorted())


def plan_file(path: Path) -> Outcome[tuple[PlannedScene, ...]]:
    """Checks the scenes of one file and works out their instances; None where no scene is sound."""
    run = SceneRun((path,))
    scenes = _planned(run)
    return Outcome(tuple(scenes) or None, run.found.sorted())


def plan_paths(paths: Iterable[Path]) -> Outcome[tuple[PlannedScene, ...]]:
    """Checks and plans every scene that the paths mean, ids across all of them.

    Each scene stands behind those that it refers to. The value is None only when a path is of no use; else
    it holds the scenes that have no error.
    """
    files, found = find_scene_files(paths)
    if files is None:
        return Outcome(None, found)
    run = SceneRun(files)
    scenes = _planned(run)
    order = in_prerequisite_order(scenes, _place, lambda scene: _rests(scene, run))
    return Outcome(tuple(order), run.found.sorted())


def _place(scene: PlannedScene) -> Place:
    return os.path.realpath(scene.path), scene.checked.scene.id.place.start


def _rests(scene: PlannedScene, run: SceneRun) -> tuple[Rests, ...]:
    return rests_on(scene.checked, run.index(scene.path)) if scene.checked.prerequisites else ()


def _planned(run: SceneRun) -> list[PlannedScene]:
    """The scenes of a run that are ready to be lowered."""
    scenes = []
    for path, checked in run.scenes():
        plan, said = _plan(checked)
        levels = run.levels(path)
        run.found.extend(levels.applied(said))
        if plan is not None:
            scenes.append(PlannedScene(path, checked, plan, levels))
    return scenes


def _plan(checked: CheckedScene) -> Outcome[InstancePlan]:
    from scenelang.expanding import plan_instances  # noqa: PLC0415 - a scene that does not vary is linted without

    return plan_instances(checked)
