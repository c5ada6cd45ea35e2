"""One file to rows, the full way: read, checked, planned, lowered.

Takes: a file and what is in it.
Gives: its `CompiledFile`; its rows go to a builder that files share.
May assume: nothing of the file.
Never does: stop at the first error of a file, or lower more than `DEFERRED` instances of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from scenelang.checking import CheckedScene, read_scene_file
from scenelang.compile.compiled_file import CompiledFile, CompiledScene, UsedFile
from scenelang.compile.rests_on import rests_on
from scenelang.compile.stored_names import StoredNames, digest_of, source_record
from scenelang.diagnostics import Diagnostic, Outcome, Refusal, Severity
from scenelang.expanding import InstancePlan, plan_instances
from scenelang.gathering import RuleLevels, SceneRun
from scenelang.lowering import LowerOptions, SceneTokenizer, lower_scene
from scenelang.model import LexiconFile, Scene
from scenelang.shards import BatchBuilder, SourceRecord
from scenelang.tokens import TokenProgram

DEFERRED = 2_000
"""A scene whose instances would bring its file above so many rows is lowered later, in ranges."""


class Lowering(NamedTuple):
    """How scenes become programs, the same for all scenes of a build; `instances` is None for all."""

    tokenizer: SceneTokenizer
    options: LowerOptions
    instances: int | None

    def wanted(self, plan: InstancePlan) -> int:
        """How many instances of a scene are compiled."""
        return len(plan) if self.instances is None else min(self.instances, len(plan))

    def programs(
        self, checked: CheckedScene, plan: InstancePlan, numbers: range
    ) -> Iterator[Outcome[TokenProgram]]:
        """The programs of some instances of a scene."""
        return lower_scene(checked, plan, self.tokenizer, self.options, numbers=numbers)


class FileCompiler:
    """Compiles files of one run; `builder` has the rows of all of them since it was last emptied."""

    def __init__(self, run: SceneRun, lowering: Lowering, names: StoredNames) -> None:
        self.run = run
        self.names = names
        self._lowering = lowering
        self._own: dict[str, UsedFile] = {}
        self.builder = BatchBuilder(self._record_of)

    def compile(self, file: str, content: bytes | None) -> tuple[CompiledFile, range]:
        """What a file gives, without the place of its rows, and those rows' numbers in the builder."""
        own = UsedFile(file, self.names.of(file), digest_of(content or b""))
        self._own[file] = own
        path, first = Path(file), len(self.builder)
        said, others = self.run.times_spoken_once, self.run.times_others_were_asked
        levels = self.run.levels(path)
        scenes, found = read_scene_file(path)
        look = _Look(levels, [*levels.applied(found)])
        for number, scene in enumerate(scenes or ()):
            self._scene(path, number, scene, look, len(self.builder) - first)
        compiled = CompiledFile(
            own=own,
            ids=tuple(scene.id for scene in scenes or () if "id" not in scene.unread),
            scenes=tuple(look.scenes),
            found=tuple(look.found),
            used=tuple(map(self._used, dict.fromkeys(look.used))),
            asks=tuple(word for scene in scenes or () for word in _asks(scene)),
            is_wide=self.run.times_others_were_asked > others,
            said_once=self.run.times_spoken_once > said,
        )
        return compiled, range(first, len(self.builder))

    def _scene(self, path: Path, number: int, scene: Scene, look: _Look, rows: int) -> None:
        """Checks, plans and lowers one scene of a file that has given some rows already."""
        checked, said = self.run.check(path, scene)
        look.hear(said)
        if checked is None:
            return
        plan, said = plan_instances(checked)
        look.hear(said)
        if plan is None:
            return
        wanted = self._lowering.wanted(plan)
        deferred = wanted > 1 and rows + wanted > DEFERRED
        rests = rests_on(checked, self.run.index(path)) if checked.prerequisites else ()
        look.scenes.append(CompiledScene(scene.id, number, wanted, deferred, rests))
        look.used += checked.files
        if not deferred:
            look.lower(self._lowering.programs(checked, plan, range(wanted)), self.builder)

    def _used(self, file: str) -> UsedFile:
        return self.names.used(file)

    def _record_of(self, file: str) -> SourceRecord:
        return source_record(self._own.get(file) or self.names.used(file))


class _Look:
    """What was found so far in one file."""

    def __init__(self, levels: RuleLevels, found: list[Diagnostic]) -> None:
        self.found = found
        self.scenes: list[CompiledScene] = []
        self.used: list[str] = []
        self._levels = levels

    def hear(self, said: tuple[Diagnostic, ...]) -> None:
        """Keeps what was said, as the project weighs it."""
        self.found += self._levels.applied(said)

    def lower(self, programs: Iterator[Outcome[TokenProgram]], builder: BatchBuilder) -> None:
        """Lowers a scene; the first instance with an error ends it."""
        found, _ = add_programs(programs, self._levels, builder)
        self.found += found


def add_programs(
    programs: Iterable[Outcome[TokenProgram]], levels: RuleLevels, builder: BatchBuilder
) -> tuple[list[Diagnostic], bool]:
    """Adds the programs of a scene; gives what was said, and whether an error ended it."""
    found: list[Diagnostic] = []
    for program, said in programs:
        weighed = tuple(levels.applied(said))
        found += weighed
        if any(one.severity is Severity.ERROR for one in weighed):
            return found, True
        if program is not None:
            try:
                builder.add(program)
            except Refusal as refusal:
                found.append(refusal.diagnostic)
                return found, True
    return found, False


def _asks(scene: Scene) -> Iterator[str]:
    """The files that a scene names, as it names them."""
    yield from (path.text for path in scene.use)
    for draw in scene.vary.draws if scene.vary is not None else ():
        if isinstance(draw.source, LexiconFile):
            yield draw.source.path.text
