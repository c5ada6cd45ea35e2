"""Planned scenes to shards: lowered in a stream, written as they come.

Takes: planned scenes, a shard folder, a tokenizer.
Gives: the manifest of the new build, or what lowering and the disk said against it.
May assume: scenes without errors, each id once.
Never does: publish when any instance has an error.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeAlias

from scenelang.compile.scene_plans import PlannedScene
from scenelang.compile.source_records import source_records
from scenelang.diagnostics import Outcome, Refusal, Severity
from scenelang.gathering import Findings
from scenelang.lowering import LowerOptions, SceneTokenizer, lower_scene
from scenelang.shards import Manifest, ShardWriter
from scenelang.tokens import TokenProgram

Progress: TypeAlias = Callable[[int, int, int], None]
"""Called now and then with: scenes done, scenes in all, rows written."""

_ROWS_BETWEEN_REPORTS = 500


class Lowering(NamedTuple):
    """How scenes become programs, the same for all scenes of a build."""

    tokenizer: SceneTokenizer
    options: LowerOptions
    instances: int | None

    def programs(self, scene: PlannedScene) -> Iterator[Outcome[TokenProgram]]:
        """The programs of a scene's first instances, or of all."""
        count = len(scene.plan) if self.instances is None else min(self.instances, len(scene.plan))
        return lower_scene(scene.checked, scene.plan, self.tokenizer, self.options, numbers=range(count))


def build_shards(
    scenes: Sequence[PlannedScene],
    out: Path,
    lowering: Lowering,
    progress: Progress | None,
) -> Outcome[Manifest]:
    """Lowers every instance of every scene and writes them as the new build of `out`."""
    build = _Build(lowering, progress, len(scenes))
    vocab_size = lowering.tokenizer.vocab_size
    try:
        with (
            _garbage_left_alone(),
            ShardWriter(out, vocab_size=vocab_size, sources=source_records(scenes)) as writer,
        ):
            for scene in scenes:
                build.write(scene, writer)
            manifest = None if build.found.has_errors else writer.publish()
    except Refusal as refusal:
        build.found.add(refusal.diagnostic)
        manifest = None
    return Outcome(manifest, build.found.sorted())


class _Build:
    """What is the same for every scene of a build, what was found so far, and how far it is."""

    def __init__(self, lowering: Lowering, progress: Progress | None, scenes: int) -> None:
        self.found = Findings()
        self._lowering = lowering
        self._progress = progress
        self._scenes = scenes
        self._done = 0
        self._rows = 0

    def write(self, scene: PlannedScene, writer: ShardWriter) -> None:
        """Lowers the instances of a scene; the first with an error ends its scene, not the look at others."""
        self._report()
        for outcome in self._lowering.programs(scene):
            said = tuple(scene.levels.applied(outcome.diagnostics))
            self.found.extend(said)
            if any(one.severity is Severity.ERROR for one in said):
                break
            if outcome.value is not None and not self.found.has_errors:
                writer.add(outcome.value)
                self._rows += 1
                if self._rows % _ROWS_BETWEEN_REPORTS == 0:
                    self._report()
        self._done += 1
        self._report()

    def _report(self) -> None:
        if self._progress is not None:
            self._progress(self._done, self._scenes, self._rows)


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Keeps the collector of reference cycles away: programs make none, and it walks all scenes each time."""
    was_on = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_on:
            gc.enable()
