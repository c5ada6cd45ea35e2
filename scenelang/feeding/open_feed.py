"""From shards and settings to a feed: everything is checked before the first row is read.

Takes: parts, an order, a packing, and who reads.
Gives: a feed that stands at its beginning, or all that is wrong with what was asked.
May assume: shards that were opened, and so verified.
Never does: read tokens.

What is held for it: 8 bytes a row for the numbers of the chosen rows, 4 more where rows are packed. A
shuffle holds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray

from scenelang.diagnostics import Diagnostic, Outcome, advice
from scenelang.feeding.chosen_rows import chosen_rows, folders_of
from scenelang.feeding.feed import Feed
from scenelang.feeding.feed_rows import FeedRows
from scenelang.feeding.make_plan import Asked, make_plan
from scenelang.feeding.messages import (
    ListedNowhere,
    OrderSaysNothing,
    PacingUnsound,
    PackingUnsound,
    RowLongerThanPack,
    WeightsUnsound,
)
from scenelang.feeding.refuse_impossible import (
    refuse_impossible_counts,
    refuse_impossible_order,
    refuse_impossible_packing,
    refuse_impossible_parts,
    refuse_impossible_run,
)
from scenelang.feeding.row_scores import named_in, row_scores
from scenelang.feeding.settings import Curriculum, Order, Packing, Part, Shuffled
from scenelang.source import Span

Ints = NDArray[np.int64]


def open_feed(
    parts: Sequence[Part],
    *,
    batch: int,
    seed: int = 0,
    order: Order | None = None,
    packing: Packing | None = None,
    rank: int = 0,
    world: int = 1,
    run_rows: int | None = None,
    endless: bool = False,
) -> Outcome[Feed]:
    """Makes a feed of some parts of some shard folders.

    Args:
        parts: what is read.
        batch: items on each rank: rows, or packs of rows.
        seed: what every shuffling comes from.
        order: how rows are ordered; shuffled unless given. In a mixture it holds within each part.
        packing: puts several rows into one item.
        rank: which rank this is, of `world`.
        world: how many ranks read together.
        run_rows: how many rows the whole run reads on all ranks; a pacing needs it.
        endless: never stop at the end of an epoch.

    Returns:
        The feed, or a finding for each thing that is wrong.

    Raises:
        TypeError: an argument, or a field of one, is of a kind that it cannot be.
        ValueError: there are no parts, no such batch, rank or world, no such score or kind of pacing.
    """
    refuse_impossible_parts(parts)
    refuse_impossible_counts(batch=batch, seed=seed, rank=rank, world=world)
    refuse_impossible_order(order)
    refuse_impossible_packing(packing)
    refuse_impossible_run(run_rows=run_rows, endless=endless)
    asked = Asked(tuple(parts), Shuffled() if order is None else order, seed, packing, run_rows)
    found = tuple(_unsound(asked))
    if found:
        return Outcome(None, found)
    rows = FeedRows(folders_of(parts))
    chosen = chosen_rows(parts, rows)
    if chosen.value is None:
        return Outcome(None, chosen.diagnostics)
    heaps = chosen.value if asked.weighted else (np.sort(np.concatenate(chosen.value)),)
    lengths = None if packing is None else rows.reader.lengths()
    found = (*_order_problems(asked.order, rows, heaps), *_long_rows(rows, heaps, lengths, packing))
    if found:
        return Outcome(None, found)
    plan = make_plan(asked, rows, heaps)
    feed = Feed(
        plan, rows, batch=batch, packing=packing, lengths=lengths, rank=rank, world=world, endless=endless
    )
    return Outcome(feed)


def _unsound(asked: Asked) -> Iterator[Diagnostic]:
    weights = [part.weight for part in asked.parts]
    given = [weight for weight in weights if weight is not None]
    if given and (len(given) < len(weights) or not all(0 < weight < inf for weight in given)):
        shown = ", ".join("none" if weight is None else f"{float(weight):g}" for weight in weights)
        yield WeightsUnsound(Span.start_of("parts"), shown)
    if asked.pacing is not None:
        flaw = asked.pacing.flaw() or ("" if (asked.run_rows or 0) > 0 else "the run has no known length")
        if flaw:
            yield PacingUnsound(Span.start_of("order"), flaw)
    packing = asked.packing
    if packing is not None and min(packing.tokens, packing.lookahead) < 1:
        yield PackingUnsound(Span.start_of("packing"), packing.tokens, packing.lookahead)


def _order_problems(order: Order, rows: FeedRows, heaps: Sequence[Ints]) -> Iterator[Diagnostic]:
    if not isinstance(order, Curriculum):
        return
    place = Span.start_of("order")
    if not isinstance(order.by, str):
        there = named_in(rows, np.sort(np.concatenate(heaps)))
        unmet = [entry for entry in order.by if entry not in there]
        if unmet:
            yield from (ListedNowhere(place, one, advice(one, there, "scenes and tags")) for one in unmet)
            return
    by = order.by if isinstance(order.by, str) else "a list"
    scores = row_scores(order.by, rows)
    for score, count in _constant([scores[heap] for heap in heaps]).items():
        yield OrderSaysNothing(place, by, count, score)


def _constant(scores: Sequence[NDArray[np.float64]]) -> dict[float, int]:
    """The scores, and how many rows have each, where no heap has two rows that differ; else none."""
    counts: dict[float, int] = {}
    for mine in scores:
        if mine.min() != mine.max():
            return {}
        counts[float(mine[0])] = counts.get(float(mine[0]), 0) + len(mine)
    return {score: count for score, count in counts.items() if count > 1}


def _long_rows(
    rows: FeedRows, heaps: Sequence[Ints], lengths: NDArray[np.int32] | None, packing: Packing | None
) -> Iterator[Diagnostic]:
    if lengths is None or packing is None:
        return
    chosen = np.concatenate(heaps)
    tokens = lengths[chosen]
    longest = int(tokens.argmax())
    if tokens[longest] > packing.tokens:
        number = int(chosen[longest])
        row = rows.row(number)
        yield RowLongerThanPack(
            Span.start_of(rows.source_of(number)),
            row.scene,
            row.instance,
            int(tokens[longest]),
            packing.tokens,
            int((tokens > packing.tokens).sum()),
            len(tokens),
        )
