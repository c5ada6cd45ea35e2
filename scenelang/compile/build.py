"""One build: its files compiled, its rows written, its shards published.

Takes: the files of a build, how they are lowered, and who does the work.
Gives: the manifest of the new build, or what was said against it.
May assume: the files were there a moment ago.
Never does: publish when any scene has an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from scenelang.compile.engines.hands import EngineWish, Hands
from scenelang.compile.file_compiler import Lowering
from scenelang.compile.file_stream import FileStream
from scenelang.compile.headway import Progress
from scenelang.compile.keeping import CompileCache, Packs, WrittenRows
from scenelang.compile.row_stream import RowStream
from scenelang.compile.stored_names import source_record
from scenelang.compile.worker import Worker, WorkerTask
from scenelang.diagnostics import Diagnostic
from scenelang.gathering import SceneRun
from scenelang.shards import (
    SHARD_BYTES,
    SHARD_ROWS,
    FileFormat,
    Manifest,
    ShardWriter,
    system_errors,
)


class ShardShape(NamedTuple):
    """How shards are cut and written; None is the default. `model` is what scenes were checked against."""

    rows: int | None = None
    size: int | None = None
    file_format: FileFormat = "arrow"
    model: str | None = None


class Orders(NamedTuple):
    """What a build was told: where its shards go, who does the work, how much of it at a time."""

    out: Path
    lowering: Lowering
    wish: EngineWish
    portion: int
    shape: ShardShape


class Build:
    """One build of some files. `has_begun` says whether its shard folder could be taken."""

    def __init__(self, files: Sequence[str], orders: Orders, progress: Progress | None = None) -> None:
        self.scenes = 0
        self.has_begun = False
        self.rows: WrittenRows | None = None
        self._run = SceneRun(files)
        self._files = tuple(files)
        self._orders = orders
        self._progress = progress

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """Everything that was said so far, in order."""
        return self._run.found.sorted()

    def anew(self) -> Build:
        """The same build from its beginning."""
        return Build(self._files, self._orders, self._progress)

    def publish(self, cache: CompileCache | None) -> Manifest | None:
        """Compiles and writes everything; None where anything has an error.

        Raises:
            Refusal: the shard folder is no place for shards, or somebody who did the work is lost.
            PackLost: rows that the cache speaks of are not there.
        """
        writer = self._writer()
        spare = writer.staging / "packs"
        packs = Packs(spare if cache is None else cache.packs.folder, spare)
        known = [None] * len(self._files) if cache is None else cache.known()
        stream = FileStream(self._files, known, self._run, cache, self._progress)
        task = WorkerTask(self._files, self._orders.lowering, packs.folder, spare)
        worker = Worker(task, packs)
        with Hands(self._orders.wish, worker, task) as hands:
            hands.for_files(len(stream.unknown()))
            with (
                writer,
                system_errors(self._orders.out),
                closing(hands),
            ):  # nobody writes packs behind the sweep
                self.has_begun = True
                self.rows = WrittenRows(writer, packs) if cache is None else cache.rows(writer, packs)
                return self._write(writer, stream, hands, worker)

    def _writer(self) -> ShardWriter:
        lowering, shape = self._orders.lowering, self._orders.shape
        return ShardWriter(
            self._orders.out,
            tokenizer=lowering.tokenizer.fingerprint,  # known before workers are copied, who need it too
            file_format=shape.file_format,
            model=shape.model,
            shard_rows=shape.rows or SHARD_ROWS,
            shard_bytes=shape.size or SHARD_BYTES,
        )

    def _write(
        self, writer: ShardWriter, stream: FileStream, hands: Hands, worker: Worker
    ) -> Manifest | None:
        """Writes all rows as they come; publishes them where there was no error."""
        assert self.rows is not None
        done = hands.portions(hands.cut(stream.unknown(), self._orders.portion))
        writer.of_vocabulary(self._orders.lowering.tokenizer.vocab_size)  # others are at work by now
        files = stream.compiled(done, worker)
        self.rows.write(RowStream(stream, hands).pieces(files))
        hands.dismiss()
        self.scenes = stream.scenes
        if stream.found.has_errors:
            return None
        writer.also_from(map(source_record, stream.used.values()))
        return writer.publish()
