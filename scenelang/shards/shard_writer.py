"""Token programs to a shard folder: streamed, atomic, the same bytes on every run.

Takes: token programs in their order, and what the manifest says of their sources.
Gives: a folder of Arrow IPC files with a manifest; the old build stays whole until the new one is.
May assume: programs of one tokenizer.
Never does: hold more than one record batch; write a time, a path of the machine or a random number.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from scenelang import __version__
from scenelang.diagnostics import Outcome, Refusal
from scenelang.shards.batch_builder import BatchBuilder
from scenelang.shards.build_folder import BuildFolder
from scenelang.shards.manifest import Manifest, ShardRecord, SourceRecord, TokenizerRecord, sealed
from scenelang.shards.messages import NoSpaceLeft, NothingToWrite, ShardsNotWritable
from scenelang.shards.shard_file_writer import ShardFileWriter
from scenelang.shards.tally import Tally
from scenelang.shards.vocabularies import Vocabularies
from scenelang.source import Span
from scenelang.tokens import TokenProgram

LANGUAGE_VERSION = 1
BATCH_ROWS = 2_000
SHARD_ROWS = 100_000
SHARD_BYTES = 256 * 2**20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


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
        vocab_size: int | None = None,
        sources: Mapping[str, SourceRecord] | None = None,
        shard_rows: int = SHARD_ROWS,
        shard_bytes: int = SHARD_BYTES,
    ) -> None:
        """Nothing is written before the context is entered.

        Args:
            out: The shard folder; made when it is not there.
            vocab_size: The tokenizer's, for the manifest; without it, one more than the highest id.
            sources: What the manifest says of each file, by the name that its programs carry. A file
                that is not in it is recorded by that name, without a digest.
            shard_rows: Rows after which a new shard begins, in whole record batches.
            shard_bytes: Bytes after which a new shard begins.
        """
        self._build = BuildFolder(out)
        self._vocab_size = vocab_size
        self._sources = dict(sources or {})
        self._source_numbers = {name: number for number, name in enumerate(self._sources)}
        self._limits = (shard_rows, shard_bytes)
        self._vocabularies = Vocabularies()
        self._batch = BatchBuilder(self._vocabularies, self._stored_file)
        self._tally = Tally()
        self._tokenizer: str | None = None
        self._highest_id = -1
        self._shard: ShardFileWriter | None = None
        self._shards: list[ShardRecord] = []

    def __enter__(self) -> Self:
        """Takes the folder.

        Raises:
            Refusal: the folder is not ours, is being written, or cannot be.
        """
        try:
            with self._system_errors():
                self._build.open()
        except BaseException:
            self._build.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Removes whatever was not published and lets the folder go."""
        if self._shard is not None:
            self._shard.abandon()
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
        self._batch.add(program, self._source_number(program.file))
        self._tally.add(program)
        if self._vocab_size is None:
            self._highest_id = max(self._highest_id, *program.ids)
        if len(self._batch) == BATCH_ROWS:
            self._flush()

    def _source_number(self, file: str) -> int:
        if file not in self._source_numbers:
            self._sources[file] = SourceRecord(file=file, sha256=None)
            self._source_numbers[file] = len(self._source_numbers)
        return self._source_numbers[file]

    def _stored_file(self, file: str) -> str:
        self._source_number(file)
        return self._sources[file].file

    def _flush(self) -> None:
        with self._system_errors():
            if self._shard is None:
                self._shard = ShardFileWriter(self._build.staging / "shard.arrow")
            self._shard.write(self._batch.take())
            rows, size = self._limits
            if self._shard.rows >= rows or self._shard.size >= size:
                self._end_shard()

    def _end_shard(self) -> None:
        if self._shard is not None:
            self._shards.append(self._shard.finish(len(self._shards)))
            self._shard = None

    def publish(self) -> Manifest:
        """Puts everything added in the place of the folder's old build.

        Raises:
            Refusal: no program was added, or the system says no; the old build is then untouched.
        """
        if len(self._batch):
            self._flush()
        with self._system_errors():
            self._end_shard()
            if not self._shards:
                raise Refusal(NothingToWrite(Span.start_of(self._build.folder), str(self._build.folder)))
            manifest = self._manifest()
            self._build.publish([shard.file for shard in self._shards], manifest.canonical())
        return manifest

    def _manifest(self) -> Manifest:
        vocab_size = self._highest_id + 1 if self._vocab_size is None else self._vocab_size
        return sealed(
            language_version=LANGUAGE_VERSION,
            scenelang=__version__,
            tokenizer=TokenizerRecord(fingerprint=self._tokenizer or "", vocab_size=vocab_size),
            sources=tuple(self._sources.values()),
            splits=self._tally.splits(),
            supervision=self._tally.supervision(),
            origins=self._vocabularies.origins.values(),
            names=self._vocabularies.names.values(),
            concepts=self._tally.concepts(),
            axes=self._vocabularies.axes.values(),
            shards=tuple(self._shards),
        )

    @contextmanager
    def _system_errors(self) -> Iterator[None]:
        """Says what the system refused, in words for people."""
        folder = self._build.folder
        try:
            yield
        except OSError as error:
            place = Span.start_of(folder)
            if error.errno in _FULL:
                raise Refusal(NoSpaceLeft(place, str(folder))) from error
            in_the_way = isinstance(error, FileExistsError | NotADirectoryError)
            reason = "a file is in the way" if in_the_way else error.strerror or str(error)
            raise Refusal(ShardsNotWritable(place, str(folder), reason)) from error


def write_shards(
    programs: Iterable[TokenProgram],
    out: Path,
    *,
    vocab_size: int | None = None,
    sources: Mapping[str, SourceRecord] | None = None,
    shard_rows: int = SHARD_ROWS,
) -> Outcome[Manifest]:
    """Writes programs as the one build of a folder; see `ShardWriter` for the arguments."""
    try:
        with ShardWriter(out, vocab_size=vocab_size, sources=sources, shard_rows=shard_rows) as writer:
            for program in programs:
                writer.add(program)
            return Outcome(writer.publish())
    except Refusal as refusal:
        return Outcome(None, (refusal.diagnostic,))
