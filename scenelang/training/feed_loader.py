"""A torch loader over a feed that knows what it has delivered, however far its workers are ahead.

Takes: a feed, and what any `DataLoader` takes beside dataset and sampler.
Gives: collated batches; a state that is exact to the item.
May assume: batches are delivered in the order in which they were drawn.
Never does: count what a worker has fetched and nobody has got.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from torch.utils.data import DataLoader

from scenelang.feeding import Feed, Item, Position

_REMEMBERED = 1024


class FeedLoader(DataLoader[Any]):
    """The batches of a feed, read by workers.

    Each `iter` goes on behind the last batch that was delivered, to the end of that epoch; leaving a loop
    and beginning another loses no item and repeats none.

    Args:
        feed: which items are read, and where from.
        collate_fn: makes a batch of what `feed.rows` gives for a list of items.
        flat: give `collate_fn` a `FlatBatch` instead of a list of rows or packs.
        more: everything else that `DataLoader` takes, but what would change the order.
    """

    def __init__(
        self, feed: Feed, *, collate_fn: Callable[[Any], Any] | None = None, flat: bool = False, **more: Any
    ) -> None:
        self._noting = _Noting(feed)
        self._feed = feed
        self._log: deque[tuple[int, Position]] = deque([(0, feed.position)], _REMEMBERED)
        dataset = _FlatRows(feed.rows) if flat else feed.rows
        super().__init__(
            dataset,
            batch_sampler=self._noting,
            collate_fn=collate_fn or _as_it_is,
            **{**more, "in_order": True},
        )

    def __iter__(self) -> Iterator[Any]:
        """The batches from the last delivered one to the end of the epoch."""
        delivered, position = self._log[-1]
        self._feed.stand_at(position)
        for batch in super().__iter__():
            delivered += 1
            self._log.append((delivered, self._noting.drawn.popleft()))
            yield batch
        self._feed.stand_at(self._log[-1][1])

    def __len__(self) -> int:
        """The batches that `iter` would give now."""
        self._feed.stand_at(self._log[-1][1])
        return len(self._feed)

    def state_dict(self) -> dict[str, Any]:
        """Behind the last batch that was delivered."""
        return self._log[-1][1].state(self._feed.plan.settings)

    def state_after(self, batches: int) -> dict[str, Any]:
        """Behind so many batches, counted from the making of this loader or the last loaded state.

        Raises:
            ValueError: fewer have been delivered, or more than a thousand since.
        """
        for delivered, position in self._log:
            if delivered == batches:
                return position.state(self._feed.plan.settings)
        raise ValueError(f"{self._log[-1][0]} batches have been delivered, and not {batches} just before")

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Goes to where a state was taken, by a loader with any number of workers, ranks and rows.

        Raises:
            Refusal: the state is of a feed with other rows or another order, or is none.
        """
        self._feed.load_state_dict(state)
        self._log.clear()
        self._log.append((0, self._feed.position))


class _Noting:
    """The batches of a feed, and the feed's position behind each that was drawn and not delivered."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self.drawn: deque[Position] = deque()

    def __iter__(self) -> Iterator[list[Item]]:
        self.drawn = drawn = deque[Position]()
        batches = iter(self._feed)
        for items in batches:
            drawn.append(batches.position)
            yield items

    def __len__(self) -> int:
        return len(self._feed)


class _FlatRows:
    """Rows as flat batches."""

    def __init__(self, rows: Any) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, item: Item) -> Any:
        return self._rows.flat([item])

    def __getitems__(self, items: list[Item]) -> Any:
        return self._rows.flat(items)


def _as_it_is(batch: Any) -> Any:
    return batch
