"""Rows to a shard folder: streamed, atomic, the same bytes on every run.

Takes: blocks of rows, or token programs, in their order, and the other files that went into them.
Gives: a folder of Arrow IPC or Parquet files with a manifest; the old build stays whole until the new one is.
May assume: rows of one tokenizer.
Never does: hold more than one record batch; write a time, a path of the machine or a random number; let
    the bytes depend on how the rows were cut into blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa

from scenelang import __version__
from scenelang.diagnostics import Outcome, Refusal
from scenelang.shards.batch_builder import BatchBuilder
from scenelang.shards.build_folder import BuildFolder
from scenelang.shards.columns import shard_schema
from scenelang.shards.dataset_card import write_card
from scenelang.shards.kept_shard import KeptShard
from scenelang.shards.manifest import (
    FileFormat,
    Manifest,
    SealedManifest,
    SourceRecord,
    TokenizerRecord,
    sealed,
)
from scenelang.shards.messages import NothingToWrite
from scenelang.shards.row_block import RowBlock
from scenelang.shards.row_cutter import RowCutter
from scenelang.shards.shard_series import ShardLimits, ShardSeries
from scenelang.shards.system_errors import system_errors
from scenelang.shards.vocabularies import Vocabularies
from scenelang.source import Span
from scenelang.tokens import TokenProgram

LANGUAGE_VERSION = 1
BATCH_ROWS = 1_000
SHARD_ROWS = 100_000
SHARD_BYTES = 16 * 2**20


class ShardWriter:
    """A build in progress. Use as a context: what is not published when it ends is removed.

    Example:
        ```python
        with ShardWriter(Path("build/shards")) as writer:
            for program in programs:
                writer.add(program)
            manifest = writer.publish()
        ```
    """

    def __init__(
        self,
        out: Path,
        *,
        tokenizer: str | None = None,
        vocab_size: int | None = None,
        sources: Mapping[str, SourceRecord] | None = None,
        file_format: FileFormat = "arrow",
        model: str | None = None,
        shard_rows: int = SHARD_ROWS,
        shard_bytes: int = SHARD_BYTES,
    ) -> None:
        """Nothing is written before the context is entered.

        Args:
            out: The shard folder; made when it is not there.
            tokenizer: The fingerprint of the rows' tokenizer; without it, that of the first program.
            vocab_size: The tokenizer's, for the manifest; without it, one more than the highest id.
            sources: What the manifest says of the files of programs, by the name that programs carry. A
                file that is not in it is recorded by that name, without a digest.
            file_format: What the shards are: Arrow IPC files, or Parquet files.
            model: The name of the model that the scenes were checked against, for the manifest.
            shard_rows: Rows after which a new shard begins, in whole record batches.
            shard_bytes: Bytes after which a new shard begins, in whole record batches too.
        """
        self._build = BuildFolder(out)
        self._tokenizer = tokenizer
        self._vocab_size = vocab_size
        self._format: FileFormat = file_format
        self._model = model
        self._records = dict(sources or {})
        self._builder = BatchBuilder(self._record_of)
        self._schema = shard_schema()
        self._words = Vocabularies()
        self._cutter = RowCutter(BATCH_ROWS, self._words)
        limits = ShardLimits(BATCH_ROWS, shard_rows, shard_bytes)
        self._series = ShardSeries(self._build.staging, file_format, limits, self._words)
        self._others = dict.fromkeys(self._records.values())

    def of_vocabulary(self, size: int) -> None:
        """Says how many ids the tokenizer has, where that is counted only once the writer is made."""
        self._vocab_size = size

    @property
    def staging(self) -> Path:
        """A folder of this build inside the shard folder, from entering the context to its end."""
        return self._build.staging

    def __enter__(self) -> Self:
        """Takes the folder.

        Raises:
            Refusal: the folder is not ours, is being written, or cannot be.
        """
        try:
            with system_errors(self._build.folder):
                self._build.open()
        except BaseException:
            self._build.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Removes whatever was not published and lets the folder go."""
        self._series.abandon()
        self._build.close()

    def add(self, program: TokenProgram) -> None:
        """Takes the next program.

        Raises:
            Refusal: the disk is full, or a target cannot be stored.
            ValueError: the program comes from another tokenizer than the ones before.
        """
        if self._tokenizer is None:
            self._tokenizer = program.tokenizer
        elif program.tokenizer != self._tokenizer:
            raise ValueError(f"programs of two tokenizers: {self._tokenizer} and {program.tokenizer}")
        self._builder.add(program)
        self.also_from(self._record_of(recalled.file) for recalled in program.recalled)
        if len(self._builder) == BATCH_ROWS:
            self._take_programs()

    def add_block(self, block: RowBlock) -> None:
        """Takes the next rows.

        Raises:
            Refusal: the disk is full.
            ValueError: the block has other columns than shards.
        """
        if not block.batch.schema.equals(self._schema):
            raise ValueError("a block has other columns than shards")
        self._take_programs()
        self._take(block)

    def also_from(self, records: Iterable[SourceRecord]) -> None:
        """Takes files that went into the build beside those of its rows; the manifest lists them last."""
        self._others.update(dict.fromkeys(records))

    def _record_of(self, file: str) -> SourceRecord:
        return self._records.get(file) or SourceRecord(file=file, sha256=None)

    def _take_programs(self) -> None:
        if len(self._builder):
            self._take(self._builder.take_block())

    def _take(self, block: RowBlock) -> None:
        for batch in self._cutter.add(block):
            self._write(batch)

    def _write(self, batch: pa.RecordBatch) -> None:
        with system_errors(self._build.folder):
            self._build.require_room(batch.nbytes)
            self._series.write(batch)

    def mark(self) -> str | None:
        """What stands for all that the next shard depends on beside its rows; None inside a shard."""
        self._take_programs()
        return self._series.mark() if self._series.at_start and not self._cutter.rows else None

    def adopt(self, shard: KeptShard) -> bool:
        """Takes over a shard that lies in the folder, in the place of the rows that it holds.

        The caller knows that the rows that come next are those of the shard, and that its file is as it
        was written.

        Returns:
            Whether it was taken over: False inside a shard, and where its mark is not `mark()`.
        """
        return self.mark() is not None and self._series.adopt(shard, self._build.folder)

    def kept(self) -> tuple[KeptShard, ...]:
        """All shards so far, as another build may take them over."""
        return tuple(self._series.shards)

    def publish(self) -> Manifest:
        """Puts everything added in the place of the folder's old build.

        Raises:
            Refusal: no row was added, or the system says no; the old build is then untouched.
        """
        self._take_programs()
        for batch in self._cutter.rest():
            self._write(batch)
        folder = self._build.folder
        with system_errors(folder):
            self._series.end_shard()
            if not self._series.shards:
                raise Refusal(NothingToWrite(Span.start_of(folder), str(folder)))
            manifest, content = self._sealed()
            beside = write_card(self._build.staging, folder, manifest)
            self._build.publish([shard.file for shard in manifest.shards], content, beside)
        return manifest

    def _sealed(self) -> SealedManifest:
        tally, words = self._series.tally, self._words.words()
        vocab_size = tally.highest_id + 1 if self._vocab_size is None else self._vocab_size
        return sealed(
            language_version=LANGUAGE_VERSION,
            scenelang=__version__,
            file_format=self._format,
            model=self._model,
            tokenizer=TokenizerRecord(fingerprint=self._tokenizer or "", vocab_size=vocab_size),
            sources=self._sources(),
            splits=tally.splits(),
            supervision=tally.supervision(words.origins),
            origins=words.origins,
            names=words.names,
            concepts=tally.concepts(words.names),
            axes=words.axes,
            shards=tuple(shard.record for shard in self._series.shards),
        )

    def _sources(self) -> tuple[SourceRecord, ...]:
        """The files of rows as rows use them, then the others by name."""
        own = self._words.sources.values()
        names = {record.file for record in own}
        others = sorted(
            (record for record in self._others if record.file not in names),
            key=lambda record: (record.file, record.sha256 or ""),
        )
        return (*own, *others)


def write_shards(
    programs: Iterable[TokenProgram],
    out: Path,
    *,
    vocab_size: int | None = None,
    sources: Mapping[str, SourceRecord] | None = None,
    file_format: FileFormat = "arrow",
    shard_rows: int = SHARD_ROWS,
) -> Outcome[Manifest]:
    """Writes programs as the one build of a folder; see `ShardWriter` for the arguments."""
    try:
        with ShardWriter(
            out, vocab_size=vocab_size, sources=sources, file_format=file_format, shard_rows=shard_rows
        ) as writer:
            for program in programs:
                writer.add(program)
            return Outcome(writer.publish())
    except Refusal as refusal:
        return Outcome(None, (refusal.diagnostic,))
