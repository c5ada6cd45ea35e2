"""Targets by place turned into targets by token, for many scenes at once.

Takes: the plans of scenes, and the tokens that their beats and spans own.
Gives: the columns of attention and of hidden-layer targets; scenes that a full look must be taken at.
May assume: every place is a beat or span of its scene.
Never does: report anything; a target that points nowhere makes its scene unsound here.

Every selector points at tokens side by side: it is a range, and stands here as its two ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenelang.compile.plainly.grid_arrays import GridArrays
from scenelang.compile.plainly.plan_of_shape import ShapePlan
from scenelang.compile.plainly.portion_words import PortionWords
from scenelang.compile.plainly.ragged import Int, offsets_of, owners_of, runs, within
from scenelang.compile.plainly.shape_of_scene import NO_RANK
from scenelang.compile.plainly.target_rows import AT_NUMBERS, NO_TEXT, OWN_ID
from scenelang.model import At


class Ranges(NamedTuple):
    """Where selectors point, counted over all texts: from `start` up to `stop`."""

    start: Int
    stop: Int


class LookSites(NamedTuple):
    """Attention targets, one site for each query and group of keys; positions are counted in their rows.

    `rows` says where each row's sites begin. `key_counts` is by site.
    """

    rows: Int
    query: Int
    keys: Int
    key_counts: Int
    saying: Int
    origin: Int
    target: Int


class HoldSites(NamedTuple):
    """Hidden-layer targets, one site for each position. `text` counts the texts that all scenes have read."""

    rows: Int
    position: Int
    other: Int
    saying: Int
    origin: Int
    name: Int
    text: Int


class Places:
    """Where each selector points, by how it selects and the unit that it selects from."""

    def __init__(self, grid: GridArrays, firsts: Int, units: Int) -> None:
        first, stop, last = grid.first, grid.stop, grid.last
        before = np.maximum(first - 1, np.repeat(firsts[:-1], np.diff(units)))
        # In the order of `At`: produce, read, last, first, before.
        self._starts = np.stack([before, first, last, first, before])
        self._stops = np.stack([stop - 1, stop, last + 1, first + 1, first])
        self._units = units

    def of(self, at: Int, rank: Int, scene: Int) -> Ranges:
        """The range of each selector."""
        unit = self._units[scene] + rank
        return Ranges(self._starts[at, unit], self._stops[at, unit])


def look_sites(
    plans: Sequence[ShapePlan], words: PortionWords, places: Places, firsts: Int, sound: NDArray[np.bool_]
) -> LookSites:
    """The sites of all attention targets; `sound` becomes false where one cannot be placed."""
    counts = np.array([len(plan.looks) for plan in plans])
    looks = np.concatenate([plan.looks for plan in plans]).astype(np.int64)
    keys = np.concatenate([plan.keys for plan in plans]).astype(np.int64)
    scene = owners_of(counts)
    at, rank, groups, saying, origin, binds = looks.T
    bound = np.flatnonzero(origin < 0)
    origin[bound] = words.bindings[words.binding_rows[scene[bound]] - 1 - origin[bound]]
    look_of_key = owners_of(groups)
    query = places.of(at, rank, scene)
    group = places.of(keys[:, 0], keys[:, 1], scene[look_of_key])
    wrong = group.stop - 1 > query.start[look_of_key]
    wrong |= group.stop <= group.start
    sound[scene[look_of_key[wrong]]] = False
    sound[scene[query.stop <= query.start]] = False
    first_key = offsets_of(groups)[:-1]
    same = (group.start[first_key] == query.start) & (group.stop[first_key] == query.stop)
    dropped = (binds == 1) & same
    queries = np.where(dropped, 0, np.maximum(query.stop - query.start, 0))
    sites = queries * groups
    look = owners_of(sites)
    step, which = np.divmod(within(sites), groups[look])
    key = first_key[look] + which
    key_counts = np.maximum(group.stop - group.start, 0)[key]
    row = scene[look]
    row_first = firsts[row]
    rows = np.searchsorted(row, np.arange(len(plans) + 1))
    kept = np.cumsum(~dropped)
    before = np.append(0, kept)[offsets_of(counts)[:-1]]
    return LookSites(
        rows,
        query.start[look] + step - row_first,
        runs(group.start[key] - row_first, key_counts),
        key_counts,
        saying[look],
        origin[look],
        (kept - 1 - before[scene])[look],
    )


def hold_sites(
    plans: Sequence[ShapePlan], words: PortionWords, places: Places, firsts: Int, sound: NDArray[np.bool_]
) -> HoldSites:
    """The sites of all hidden-layer targets; `sound` becomes false where one cannot be placed."""
    counts = np.array([len(plan.holds) for plan in plans])
    holds = np.concatenate([plan.holds for plan in plans]).astype(np.int64)
    scene = owners_of(counts)
    at, rank, other_rank, saying, origin, name, text = holds.T
    where = places.of(at, rank, scene)
    last = np.full(len(at), AT_NUMBERS[At.LAST])
    other = places.of(last, np.maximum(other_rank, 0), scene).start
    positions = np.maximum(where.stop - where.start, 0)
    sound[scene[positions == 0]] = False
    hold = owners_of(positions)
    row_first = firsts[scene[hold]]
    texts = offsets_of(np.array([len(plan.reads) for plan in plans]))
    matched = np.where(other_rank == NO_RANK, -1, other - firsts[scene])
    return HoldSites(
        np.searchsorted(scene[hold], np.arange(len(plans) + 1)),
        runs(where.start, positions) - row_first,
        matched[hold],
        saying[hold],
        origin[hold],
        np.where(name == OWN_ID, words.own_ids[scene], name)[hold],
        np.where(text == NO_TEXT, NO_TEXT, text + texts[scene])[hold],
    )
