"""The instances of a scene that has too many to be lowered at once, some of them at a time.

Takes: a range of the instances of one scene of a file.
Gives: their rows, and what was said of them.
May assume: the file was compiled in this build.
Never does: lower from a file that has changed since; hold more than one range.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from scenelang.checking import CheckedScene, read_scene_file
from scenelang.compile.compiled_file import UsedFile
from scenelang.compile.file_compiler import Lowering, add_programs
from scenelang.compile.messages import SourceChanged
from scenelang.compile.stored_names import StoredNames, digest_of, source_record
from scenelang.diagnostics import Diagnostic
from scenelang.expanding import InstancePlan, plan_instances
from scenelang.gathering import RuleLevels, SceneRun
from scenelang.lowering import cause_of
from scenelang.shards import BatchBuilder, RowBlock, SourceRecord
from scenelang.source import Span

RANGE = 1_024
"""So many instances are lowered at a time: two chunks of the tokenizer."""


class InstanceRange(NamedTuple):
    """Instances `start` to `stop` of scene `number` of a file, as it was when it was compiled."""

    own: UsedFile
    number: int
    start: int
    stop: int


class LoweredRange(NamedTuple):
    """What a range gave; `rows` is None where it has an error. `broken` ends its scene."""

    rows: RowBlock | None
    found: tuple[Diagnostic, ...]
    broken: bool


class RangeLowering:
    """Lowers ranges; what it knows of the last scene stays for the next range of it."""

    def __init__(self, run: SceneRun, lowering: Lowering, names: StoredNames) -> None:
        self._run = run
        self._lowering = lowering
        self._names = names
        self._own: UsedFile | None = None
        self._known: tuple[UsedFile, int] | None = None
        self._scene: tuple[CheckedScene, InstancePlan, RuleLevels] | None = None
        self._builder = BatchBuilder(self._record_of)

    def lower(self, wanted: InstanceRange) -> LoweredRange:
        """Lowers a range of instances; the first with an error ends it."""
        if self._known != (wanted.own, wanted.number):
            self._known, self._scene = None, self._open(wanted)
            self._known, self._own = (wanted.own, wanted.number), wanted.own
        if self._scene is None:
            self._known = None
            return LoweredRange(None, (SourceChanged(Span.start_of(wanted.own.file), wanted.own.file),), True)
        checked, plan, levels = self._scene
        programs = self._lowering.programs(checked, plan, range(wanted.start, wanted.stop))
        found, broken = add_programs(programs, levels, self._builder)
        rows = self._builder.take_block()
        return LoweredRange(None if broken else rows, tuple(found), broken)

    def _open(self, wanted: InstanceRange) -> tuple[CheckedScene, InstancePlan, RuleLevels] | None:
        """The scene of a range with its plan; None where it is no longer there as it was."""
        path = Path(wanted.own.file)
        try:
            if digest_of(path.read_bytes()) != wanted.own.sha256:
                return None
        except OSError:
            return None
        scenes = read_scene_file(path).value or ()
        checked = self._run.check(path, scenes[wanted.number]).value if wanted.number < len(scenes) else None
        plan = None if checked is None else plan_instances(checked).value
        return None if checked is None or plan is None else (checked, plan, self._run.levels(path))

    def _record_of(self, file: str) -> SourceRecord:
        own = self._own
        used = own if own is not None and own.file == file else self._names.used(file)
        return source_record(used)


class SaidOnce:
    """Leaves out of the findings of one scene's ranges what an earlier range of it said."""

    def __init__(self) -> None:
        self._causes: set[tuple[object, ...]] = set()

    def new(self, found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
        """The findings whose cause was not told yet."""
        new = [one for one in found if cause_of(one) not in self._causes]
        self._causes.update(map(cause_of, found))
        return new
