"""How hard each row is, for curricula: by tension, depth of logic, prerequisites, or an author's list.

Takes: the rows of all folders of a feed.
Gives: one number a row; a greater one comes later.
May assume: the columns of shards.
Never does: hold more than one record batch, beside eight bytes a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.feeding.feed_rows import FeedRows
from scenelang.shards import list_items, list_offsets

Scores = NDArray[np.float64]

_LOGIC: Final = "logic."
_BAND: Final = ("attention_band_unit", "attention_band_low", "attention_band_high")


def row_scores(by: str | tuple[str, ...], rows: FeedRows) -> Scores:
    """The score of every row of all folders."""
    if not isinstance(by, str):
        return _ranks_in_list(by, rows)
    return _SCORES[by](rows)


def named_in(rows: FeedRows, chosen: NDArray[np.int64] | None = None) -> dict[str, None]:
    """Every id of a scene, and every tag as `#tag`, of all rows or of some, whose numbers ascend."""
    found: dict[str, None] = {}
    start = 0
    for batch in rows.reader.record_batches():
        stop = start + batch.num_rows
        named = batch.select(["scene", "tags"])
        if chosen is not None:
            first, last = np.searchsorted(chosen, (start, stop))
            named = named.take(pa.array(chosen[first:last] - start))
        found.update(dict.fromkeys(named.column("scene").unique().to_pylist()))
        found.update(dict.fromkeys(f"#{tag}" for tag in named.column("tags").flatten().unique().to_pylist()))
        start = stop
    return found


def _tension(rows: FeedRows) -> Scores:
    return np.concatenate([batch.column("curriculum").to_numpy() for batch in rows.reader.record_batches()])


def _depth(rows: FeedRows) -> Scores:
    """The distinct bands of a row's logic: each depth of a chain lives in a band of its own."""
    of_folder = [
        np.array([*(name.startswith(_LOGIC) for name in folder.manifest.origins), False])
        for folder in rows.folders
    ]
    both = zip(rows.reader.batch_folders().tolist(), rows.reader.record_batches(), strict=True)
    return np.concatenate([_bands_of_rows(batch, of_folder[folder]) for folder, batch in both])


def _bands_of_rows(batch: pa.RecordBatch, logic: NDArray[np.bool_]) -> Scores:
    sites = np.flatnonzero(logic[list_items(batch.column("attention_origin"))])
    offsets = list_offsets(batch.column("attention_origin"))
    row = np.searchsorted(offsets, sites, "right") - 1
    bands = np.stack([row, *(list_items(batch.column(name))[sites] for name in _BAND)])
    counts = np.bincount(np.unique(bands, axis=1)[0].astype(np.int64), minlength=batch.num_rows)
    return counts.astype(np.float64)


def _prerequisites(rows: FeedRows) -> Scores:
    """The longest chain of scenes of the feed that come before the row's own."""
    before: dict[str, tuple[str, ...]] = {}
    for batch in rows.reader.record_batches():
        scenes = batch.column("scene").dictionary_encode()
        _, firsts = np.unique(scenes.indices.to_numpy(), return_index=True)
        for name, first in zip(scenes.dictionary.to_pylist(), firsts.tolist(), strict=True):
            before.setdefault(name, tuple(batch.column("prerequisites")[first].as_py()))
    return _of_scenes(rows, chain_lengths(before))


def chain_lengths(before: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """For each scene, how many must come before it one after the other; those that are absent do not count.

    Circles, which no compiled project has, leave the scenes as they stand.
    """
    present = {scene: [one for one in names if one in before] for scene, names in before.items()}
    try:
        order = tuple(TopologicalSorter(present).static_order())
    except CycleError:
        order = tuple(before)
    lengths: dict[str, int] = {}
    for scene in order:
        known = (lengths[one] for one in before[scene] if one in lengths)
        lengths[scene] = 1 + max(known, default=-1)
    return lengths


def _of_scenes(rows: FeedRows, scores: Mapping[str, float]) -> Scores:
    parts = []
    for batch in rows.reader.record_batches():
        scenes = batch.column("scene").dictionary_encode()
        values = np.array([scores[name] for name in scenes.dictionary.to_pylist()], np.float64)
        parts.append(values[scenes.indices.to_numpy()])
    return np.concatenate(parts)


def _ranks_in_list(entries: Sequence[str], rows: FeedRows) -> Scores:
    """The place of the first entry that names the row's scene or one of its tags."""
    rank = {entry: float(place) for place, entry in reversed(list(enumerate(entries)))}
    last = float(len(entries))
    scenes = _of_scenes(rows, {name: rank.get(name, last) for name in named_in(rows)})
    tags = np.concatenate([_ranks_by_tag(batch, rank, last) for batch in rows.reader.record_batches()])
    ranks: Scores = np.minimum(scenes, tags)
    return ranks


def _ranks_by_tag(batch: pa.RecordBatch, rank: Mapping[str, float], last: float) -> Scores:
    found = np.full(batch.num_rows, last)
    column = batch.column("tags")
    offsets = list_offsets(column)
    tags = column.flatten().dictionary_encode()
    ranks = np.array([rank.get(f"#{tag}", last) for tag in tags.dictionary.to_pylist()], np.float64)
    row = np.repeat(np.arange(batch.num_rows), np.diff(offsets))
    np.minimum.at(found, row, ranks[tags.indices.to_numpy()] if len(ranks) else np.zeros(0))
    return found


_SCORES: Final[dict[str, Callable[[FeedRows], Scores]]] = {
    "tension": _tension,
    "depth": _depth,
    "prerequisites": _prerequisites,
}
