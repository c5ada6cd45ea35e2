"""The rows of each part of a feed.

Takes: parts, and the rows of their folders, numbered through.
Gives: the numbers of each part's rows, ascending, or what is wrong with a part.
May assume: each folder stands once among the folders.
Never does: put rows in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scenelang.diagnostics import Diagnostic, Outcome, advice
from scenelang.feeding.feed_rows import FeedRows
from scenelang.feeding.messages import FeedOfTwoTokenizers, NothingToFeed, PartReadTwice
from scenelang.feeding.settings import Part
from scenelang.shards import MANIFEST_FILE, ShardSet
from scenelang.source import Span

Ints = NDArray[np.int64]


def folders_of(parts: Sequence[Part]) -> list[ShardSet]:
    """The shard folders of parts, each once: what has one digest is one folder."""
    found: dict[str, ShardSet] = {}
    for part in parts:
        found.setdefault(part.shards.manifest.digest, part.shards)
    return list(found.values())


def chosen_rows(parts: Sequence[Part], rows: FeedRows) -> Outcome[tuple[Ints, ...]]:
    """The rows of each part."""
    found = tuple(_of_other_tokenizers(rows.folders))
    if found:
        return Outcome(None, found)
    splits, strata = (_texts(rows, column) for column in ("split", "stratum"))
    folder_of = rows.reader.folder_of(np.arange(len(rows)))
    digests = [one.manifest.digest for one in rows.folders]
    chosen = []
    for part in parts:
        here = folder_of == digests.index(part.shards.manifest.digest)
        wanted = here & _equal(splits, part.split)
        if part.stratum is not None:
            wanted &= _equal(strata, part.stratum)
        chosen.append(np.flatnonzero(wanted))
    found = (*_empty(parts, chosen, rows), *_overlaps(chosen))
    return Outcome(None, found) if found else Outcome(tuple(chosen))


def _texts(rows: FeedRows, column: str) -> pa.ChunkedArray:
    return pa.chunked_array([batch.column(column) for batch in rows.reader.record_batches()])


def _equal(texts: pa.ChunkedArray, wanted: str) -> NDArray[np.bool_]:
    equal: NDArray[np.bool_] = pc.equal(texts, wanted).to_numpy()
    return equal


def _of_other_tokenizers(folders: Sequence[ShardSet]) -> Iterator[Diagnostic]:
    first = folders[0]
    expected = first.manifest.tokenizer.fingerprint
    for other in folders[1:]:
        found = other.manifest.tokenizer.fingerprint
        if found != expected:
            place = Span.start_of(other.folder / MANIFEST_FILE)
            yield FeedOfTwoTokenizers(place, found[:12], str(first.folder), expected[:12])


def _empty(parts: Sequence[Part], chosen: Sequence[Ints], rows: FeedRows) -> Iterator[Diagnostic]:
    for part, mine in zip(parts, chosen, strict=True):
        if not len(mine):
            yield _nothing(part, rows)


def _nothing(part: Part, rows: FeedRows) -> NothingToFeed:
    """Says what there is instead."""
    counts = {name: record.rows for name, record in part.shards.manifest.splits.items() if record.rows}
    there = ", ".join(f"{count:,} of split `{name}`" for name, count in counts.items())
    wanted = f"split `{part.split}`"
    help_line = f"name one of the splits: {', '.join(sorted(counts))}"
    if part.stratum is not None:
        wanted += f" and stratum `{part.stratum}`"
        strata = sorted(set(_texts(rows, "stratum").unique().to_pylist()))
        help_line = advice(part.stratum, strata, "strata of the shards")
    return NothingToFeed(Span.start_of(part.shards.folder / MANIFEST_FILE), wanted, there, help_line)


def _overlaps(chosen: Sequence[Ints]) -> Iterator[Diagnostic]:
    for second, others in enumerate(chosen):
        for first, mine in enumerate(chosen[:second]):
            common = len(np.intersect1d(mine, others, assume_unique=True))
            if common:
                yield PartReadTwice(Span.start_of("parts"), first + 1, second + 1, common)
