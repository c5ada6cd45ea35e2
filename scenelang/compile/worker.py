"""What one worker of a build does, in whichever process it is.

Takes: portions of files, and ranges of instances.
Gives: what came of them; the rows of files go to packs.
May assume: all workers of a build were made from the same task.
Never does: know of other workers. What is said once in a run is marked, for whoever sees all files.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from scenelang.compile.compiled_file import CompiledFile, CompiledScene, PackedRows, UsedFile
from scenelang.compile.file_compiler import FileCompiler, Lowering
from scenelang.compile.keeping import Packs
from scenelang.compile.plainly import PlainBatch, PlainCompiler
from scenelang.compile.range_lowering import InstanceRange, LoweredRange, RangeLowering
from scenelang.compile.stored_names import StoredNames
from scenelang.gathering import SceneRun
from scenelang.lowering import RenderingKind
from scenelang.source import file_content

PORTION = 512
"""So many files are compiled at a time: the tokenizer is fastest with as many texts at once."""
_ROWS_AT_ONCE = 2_000
_MANY = 64
"""Reading so many files leaves garbage in cycles that is worth a search; plain files leave none."""


class WorkerTask(NamedTuple):
    """What a worker must know: all files of the run, how they become rows, and where rows go.

    Packs go to `packs`, and to `spare` where the system refuses that.
    """

    files: tuple[str, ...]
    lowering: Lowering
    packs: Path
    spare: Path


class Worker:
    """Compiles files and lowers ranges. Plain files go the fast way, together; the others the full one."""

    def __init__(self, task: WorkerTask, packs: Packs | None = None) -> None:
        """Makes the worker ready; `packs` are those of the task where somebody has opened them already."""
        lowering = task.lowering
        run, names = SceneRun(task.files), StoredNames()
        self.packs = packs or Packs(task.packs, task.spare)
        self._names = names
        self._plain = (
            PlainCompiler(run, lowering.tokenizer, lowering.options) if _is_plain(lowering) else None
        )
        self._files = FileCompiler(run, lowering, names)
        self._ranges = RangeLowering(run, lowering, names)
        self._used: dict[tuple[str, ...], tuple[UsedFile, ...]] = {}

    def portion(self, files: Sequence[str]) -> tuple[CompiledFile, ...]:
        """What some files give, in their order.

        Raises:
            OSError: packs cannot be written.
        """
        contents = [file_content(file) for file in files]
        plain = self._plainly(files, [content or b"" for content in contents])
        left = [number for number, file in enumerate(plain) if file is None]
        fully = self._fully([(files[number], contents[number]) for number in left])
        if len(left) > _MANY:
            gc.collect()
        return tuple(next(fully) if file is None else file for file in plain)

    def lower(self, wanted: InstanceRange) -> LoweredRange:
        """What a range of instances gives."""
        return self._ranges.lower(wanted)

    def _plainly(self, files: Sequence[str], contents: Sequence[bytes]) -> list[CompiledFile | None]:
        """What plain files give; None for all others."""
        batch = None if self._plain is None else self._plain.compile(files, contents)
        if batch is None or batch.block is None:
            return [None] * len(files)
        self._used.clear()
        pack = self.packs.write(batch.block)
        return [self._plain_file(batch, pack, number, file) for number, file in enumerate(files)]

    def _plain_file(self, batch: PlainBatch, pack: str, number: int, file: str) -> CompiledFile | None:
        row, id_ = batch.rows[number], batch.ids[number]
        if batch.block is None or id_ is None or row < 0:
            return None
        source, others = batch.block.sources[row], batch.used[number]
        used = self._used.get(others)
        if used is None:
            used = self._used[others] = tuple(map(self._names.used, others))
        return CompiledFile(
            UsedFile(file, source.file, source.sha256 or ""),
            (id_,),
            (CompiledScene(id_, 0, 1),),
            PackedRows(pack, row, row + 1),
            used=used,
        )

    def _fully(self, left: Sequence[tuple[str, bytes | None]]) -> Iterator[CompiledFile]:
        """What files give the full way. All are compiled before the first is given."""
        if not left:
            return iter(())
        done: list[CompiledFile] = []
        pending: list[tuple[CompiledFile, range]] = []
        for file, content in left:
            pending.append(self._files.compile(file, content))
            if len(self._files.builder) >= _ROWS_AT_ONCE:
                done += self._packed(pending)
        return iter(done + self._packed(pending))

    def _packed(self, pending: list[tuple[CompiledFile, range]]) -> list[CompiledFile]:
        """Puts the rows of some files into a pack; gives the files with their places in it."""
        block = self._files.builder.take_block()
        pack = self.packs.write(block) if block.rows else ""
        done = [_placed(file, pack, rows) for file, rows in pending]
        pending.clear()
        return done


def _is_plain(lowering: Lowering) -> bool:
    """Whether plain files may go the fast way: it knows neither chats nor models."""
    options = lowering.options
    return options.rendering is RenderingKind.PLAIN and options.model is None


def _placed(file: CompiledFile, pack: str, rows: range) -> CompiledFile:
    return file._replace(rows=PackedRows(pack, rows.start, rows.stop)) if rows else file
