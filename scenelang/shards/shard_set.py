"""A compiled folder, opened: verified once, then rows by number.

Takes: the folder that `scenelang compile` wrote, and the tokenizer it must be for.
Gives: a `ShardSet`, or what is wrong with the folder.
May assume: that nobody changes shards in place; a new build replaces whole files.
Never does: read a shard whose digest is not the manifest's.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.diagnostics import Diagnostic, Outcome, Refusal
from scenelang.remote import is_url
from scenelang.shards.arrow_arrays import numbers_of, text_array
from scenelang.shards.columns import shard_schema
from scenelang.shards.manifest import MANIFEST_FILE, Manifest, ShardRecord
from scenelang.shards.manifest_file import read_manifest
from scenelang.shards.mapped_file import MappedFile
from scenelang.shards.messages import (
    ShardDamaged,
    ShardMissing,
    ShardsOfAnotherTokenizer,
)
from scenelang.shards.row import Row
from scenelang.shards.shard_file import ShardFile
from scenelang.source import Span


class ShardSet:
    """All rows of a shard folder, numbered from 0 in the order in which they were compiled.

    Rows are made on demand; their arrays are read-only views of mapped files. A set can be pickled, for
    the workers of a data loader: each opens the files for itself.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Maps the files of a folder that has been verified; call `open_shards` to verify and open."""
        self.folder = folder
        self.manifest = manifest
        self._files = [ShardFile(folder / shard.file) for shard in manifest.shards]
        self._starts = [0]
        for file in self._files:
            self._starts.append(self._starts[-1] + len(file))
        self._axis_counts = tuple(map(len, manifest.axes))
        self._indices: dict[str, NDArray[np.int64]] = {}

    @property
    def files(self) -> tuple[ShardFile, ...]:
        """The files of the folder, in order, as they were when it was opened."""
        return tuple(self._files)

    def __len__(self) -> int:
        return self._starts[-1]

    def __getitem__(self, index: int) -> Row:
        """The row of a number; negative ones count from the end.

        Raises:
            IndexError: there is no such row.
        """
        file, place = self._find(index)
        return file.row(place, self._axis_counts)

    def __iter__(self) -> Iterator[Row]:
        """All rows in order."""
        return (self[index] for index in range(len(self)))

    def _find(self, index: int) -> tuple[ShardFile, int]:
        number = index + len(self) if index < 0 else index
        if not 0 <= number < len(self):
            raise IndexError(f"row {index} of {len(self)}")
        shard = bisect_right(self._starts, number) - 1
        return self._files[shard], number - self._starts[shard]

    def indices(self, split: str) -> NDArray[np.int64]:
        """The numbers of all rows of a split, ascending; empty where the split has none."""
        if split not in self._indices:
            self._indices[split] = self._rows_where("split", split)
        return self._indices[split]

    def axes_of(self, index: int) -> tuple[str, ...]:
        """The tension axes of a row, in the order of the columns of its `tension`."""
        file, place = self._find(index)
        return self.manifest.axes[file.number("axes", place)]

    def language_of(self, index: int) -> str:
        """The language of a row's text."""
        file, place = self._find(index)
        return file.text("language", place)

    def rows_of(self, scene: str) -> NDArray[np.int64]:
        """The numbers of all rows of a scene, ascending; empty where there is none."""
        return self._rows_where("scene", scene)

    def _rows_where(self, column: str, text: str) -> NDArray[np.int64]:
        """The numbers of all rows with this text in a column, ascending."""
        import pyarrow.compute as pc  # noqa: PLC0415 - slow to load, and compiling needs none

        wanted = text_array([text])[0]
        parts = [numbers_of(pc.indices_nonzero(pc.equal(file.texts(column), wanted))) for file in self._files]
        starts = zip(parts, self._starts, strict=False)
        return np.concatenate([rows.astype(np.int64) + start for rows, start in starts])

    def scenes(self) -> tuple[str, ...]:
        """The ids of all scenes, in the order in which they come first."""
        return tuple(
            dict.fromkeys(name for file in self._files for name in file.texts("scene").unique().to_pylist())
        )

    def source_of(self, index: int) -> str:
        """The file that a row was written in, as the manifest names it."""
        file, place = self._find(index)
        return self.manifest.sources[file.number("source", place)].file

    def __reduce__(self) -> tuple[object, tuple[Path, Manifest]]:
        return type(self), (self.folder, self.manifest)


def open_shards(path: Path | str, expect_tokenizer: str | None = None) -> Outcome[ShardSet]:
    """Opens a shard folder after checking every byte of it.

    Args:
        path: The folder that holds `manifest.json`, or its URL; what lies at a URL is copied first.
        expect_tokenizer: The fingerprint of the tokenizer that will read the rows.

    Returns:
        The rows, or one finding for everything that is wrong.
    """
    if isinstance(path, str) and is_url(path):
        from scenelang.shards.elsewhere import open_elsewhere  # noqa: PLC0415 - most shards lie here

        return open_elsewhere(path, lambda folder: open_shards(folder, expect_tokenizer))
    path = Path(path)
    try:
        manifest = read_manifest(path)
    except Refusal as refusal:
        return Outcome(None, (refusal.diagnostic,))
    found = tuple(_check(path, manifest, expect_tokenizer))
    return Outcome(None, found) if found else Outcome(ShardSet(path, manifest))


def _check(path: Path, manifest: Manifest, expect_tokenizer: str | None) -> Iterator[Diagnostic]:
    fingerprint = manifest.tokenizer.fingerprint
    if expect_tokenizer is not None and fingerprint != expect_tokenizer:
        yield ShardsOfAnotherTokenizer(Span.start_of(path / MANIFEST_FILE), fingerprint, expect_tokenizer)
    for shard in manifest.shards:
        yield from check_shard(path / shard.file, shard)


def check_shard(path: Path, shard: ShardRecord) -> Iterator[Diagnostic]:
    """What is wrong with a shard as a file: its bytes, its columns, how many rows it has."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        yield ShardMissing(Span.start_of(path), shard.file)
        return
    except OSError as error:
        yield ShardDamaged(Span.start_of(path), shard.file, error.strerror or "it cannot be read")
        return
    if digest != shard.sha256:
        yield ShardDamaged(Span.start_of(path), shard.file, "its SHA-256 is not the one in the manifest")
    elif not _holds_what_the_manifest_says(path, shard):
        yield ShardDamaged(Span.start_of(path), shard.file, "its columns or rows are not of this format")


def _holds_what_the_manifest_says(path: Path, shard: ShardRecord) -> bool:
    try:
        file = MappedFile(path)
        return sum(file.batch_rows()) == shard.rows and file.schema().equals(shard_schema())
    except (pa.ArrowException, OSError):
        return False
