"""Which items a model reads next: batch by batch, epoch by epoch, from any place on.

Takes: a plan, and how many items make a batch on how many ranks.
Gives: the batches of one rank, and a state from which any number of ranks goes on with the next item.
May assume: all ranks take the same number of batches.
Never does: read rows, or count what a loader fetched ahead as read.

Step `s` of `world` ranks takes the `batch * world` items after those of the steps before it, and rank `r`
every `world`-th of them from the `r`-th on. So a state is a place in one sequence, whoever reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenelang.diagnostics import Refusal
from scenelang.feeding.cursor import Cursor, Item, PackCursor, RowCursor
from scenelang.feeding.feed_rows import FeedRows
from scenelang.feeding.messages import StateOfAnotherFeed, StateUnreadable
from scenelang.feeding.plan import Plan
from scenelang.feeding.position import Position, differences, read_position
from scenelang.feeding.settings import Packing
from scenelang.source import Span


class Feed:
    """The batches of one rank: lists of items. It is a batch sampler for any data loader.

    `iter` begins where the feed stands, and ends with the batch that reaches the end of the epoch; that one
    is filled up with the first items of the next epoch, so that batches are full, and equally many on
    every rank. The feed moves on when an iterator has come to its end. One that was left before counts for
    nothing: the next starts where it did.

    Args:
        plan: the order of rows.
        rows: where the rows are, for whoever reads them.
        packing: whether rows are packed; `lengths` are then the tokens of every row.
        batch: items on each rank.
        rank: which rank this is, of `world`.
        endless: never stop at the end of an epoch.
    """

    def __init__(
        self,
        plan: Plan,
        rows: FeedRows,
        *,
        batch: int,
        packing: Packing | None = None,
        lengths: NDArray[np.int32] | None = None,
        rank: int = 0,
        world: int = 1,
        endless: bool = False,
    ) -> None:
        self.plan = plan
        self.rows = rows
        self.batch = batch
        self.rank = rank
        self.world = world
        self.endless = endless
        self._packing = packing
        self._lengths = lengths
        self._position = Position()
        self._latest: FeedIterator | None = None

    def __iter__(self) -> FeedIterator:
        """The batches from here to the end of the epoch."""
        self._latest = FeedIterator(self, self._position)
        return self._latest

    def __len__(self) -> int:
        """The batches that `iter` would give. With packing, the rest of the epoch is packed to know.

        Raises:
            TypeError: the feed is endless.
        """
        if self.endless:
            raise TypeError("an endless feed has no length")
        step = self.batch * self.world
        return (self.cursor(self._position).left() + step - 1) // step

    @property
    def position(self) -> Position:
        """Where the feed stands: behind the last batch that its latest iterator gave."""
        return self._position if self._latest is None else self._latest.position

    def cursor(self, position: Position) -> Cursor:
        """Goes through the items from a position on."""
        if self._packing is None or self._lengths is None:
            return RowCursor(self.plan, position)
        return PackCursor(self.plan, position, self._lengths, self._packing.tokens, self._packing.lookahead)

    def state_dict(self) -> dict[str, Any]:
        """Where the feed stands, as plain values of JSON; exact for any batch, ranks and workers."""
        return self.position.state(self.plan.settings)

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Goes to where a state was taken.

        Raises:
            Refusal: the state is of a feed with other rows or another order, or is none.
        """
        self.stand_at(self.position_in(state))

    def position_in(self, state: Mapping[str, Any]) -> Position:
        """The position that a state says.

        Raises:
            Refusal: the state is of a feed with other rows or another order, or is none.
        """
        place = Span.start_of("state of a feed")
        position = read_position(state)
        if position is None:
            raise Refusal(StateUnreadable(place))
        found = differences(state, self.plan.settings)
        if found:
            raise Refusal(StateOfAnotherFeed(place, "; ".join(found)))
        return position

    def stand_at(self, position: Position) -> None:
        """Goes to a position; iterators that were given before count no more."""
        self._position = position.settled(self.plan.rows)
        self._latest = None

    def finish(self, iterator: FeedIterator) -> None:
        """Moves on to where an iterator has come to its end, if it is the latest."""
        if iterator is self._latest:
            self._position = iterator.position


class FeedIterator:
    """The batches of one rank to the end of an epoch."""

    def __init__(self, feed: Feed, position: Position) -> None:
        self._feed = feed
        self._start(position)

    def _start(self, position: Position) -> None:
        self._cursor = self._feed.cursor(position)
        self._epoch = self._cursor.position.epoch

    def __iter__(self) -> FeedIterator:
        return self

    def __next__(self) -> list[Item]:
        """The next batch of this rank."""
        feed = self._feed
        if not feed.endless and self._cursor.position.epoch != self._epoch:
            feed.finish(self)
            raise StopIteration
        return self._cursor.take(feed.batch * feed.world)[feed.rank :: feed.world]

    @property
    def position(self) -> Position:
        """Behind the last batch that was given."""
        return self._cursor.position

    def state_dict(self) -> dict[str, Any]:
        """As the feed's."""
        return self.position.state(self._feed.plan.settings)

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """As the feed's; goes on from there to the end of that epoch.

        Raises:
            Refusal: the state is of a feed with other rows or another order, or is none.
        """
        self._start(self._feed.position_in(state))
