"""What a trainer reads where rows come through a feed, and where it goes on after a stop.

A feed knows its place to the row, so a run goes on without reading what it has read already. For the
trainer of transformers the whole run is one long epoch: how many lines a pass over packed rows makes changes
with its order, and only the feed knows.

Takes: a feed. Gives: the batches of a run, and a file `feed_state.json` in each checkpoint.
May assume: the trainer takes each batch once, in order. Never does: touch the random state.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import torch
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from scenelang.diagnostics import Refusal
from scenelang.feeding import Feed, Position
from scenelang.shards import Row
from scenelang.source import Span
from scenelang.training.feed_loader import FeedLoader
from scenelang.training.messages_folder import CheckpointNotWhole
from scenelang.training.messages_packing import FeedOfOtherDevices
from scenelang.training.placement import Item

FEED_FILE = "feed_state.json"
Collate = Callable[[Sequence[Item]], dict[str, Any]]


class RunLoader(FeedLoader):
    """The batches of a whole run; its length is that of the run, wherever it goes on from."""

    def __init__(self, feed: Feed, batches: int, **more: Any) -> None:
        # A generator of its own: drawing a seed for workers must not move the random state of the model.
        super().__init__(feed, generator=torch.Generator(), **more)
        self._batches = batches

    def __len__(self) -> int:
        return self._batches


class FedRun(TrainerCallback):
    """A feed in the hands of a trainer."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self._loader: RunLoader | None = None

    @classmethod
    def of(cls, rows: object, args: TrainingArguments) -> FedRun | None:
        """The feed among what a trainer may be given; its batches, and its place, go before the arguments.

        Raises:
            Refusal: the feed was opened for another device, or another number of them.
        """
        if not isinstance(rows, Feed):
            return None
        here, meant = (args.process_index, args.world_size), (rows.rank, rows.world)
        if here != meant:
            place = Span.start_of("feed")
            raise Refusal(FeedOfOtherDevices(place, *meant, *here))
        rows.endless = True
        found = cls(rows)
        args.ignore_data_skip = True  # the feed goes on at its own place
        args.per_device_train_batch_size = rows.batch
        if args.max_steps <= 0:
            args.max_steps = found.steps_of_passes(args.num_train_epochs, args.gradient_accumulation_steps)
        return found

    def loader(self, args: TrainingArguments, collate: Collate) -> RunLoader:
        """The batches of a run with these arguments."""
        self._loader = RunLoader(
            self.feed,
            args.max_steps * args.gradient_accumulation_steps,
            collate_fn=collate,
            num_workers=args.dataloader_num_workers,
            pin_memory=args.dataloader_pin_memory,
            prefetch_factor=args.dataloader_prefetch_factor,
            multiprocessing_context=args.dataloader_multiprocessing_context,
        )
        return self._loader

    def first_rows(self, count: int) -> tuple[list[Item], list[Row]]:
        """What stands in the first lines, and so many of their rows; the feed stays where it is."""
        place = self.feed.position
        items: list[Item] = [self.feed.rows[item] for item in next(iter(self.feed))[:count]]
        self.feed.stand_at(place)
        rows = chain.from_iterable([item] if isinstance(item, Row) else item for item in items)
        return items, list(rows)[:count]

    def steps_of_passes(self, passes: float, accumulation: int) -> int:
        """How many steps so many passes over the rows take, by the length of the first."""
        items = self.feed.cursor(Position()).left() * passes
        return max(1, math.ceil(items / (self.feed.batch * self.feed.world * accumulation)))

    def save(self, checkpoint: Path) -> None:
        """Writes the place after the last batch that was taken."""
        if self._loader is not None:
            state = json.dumps(self._loader.state_dict(), sort_keys=True)
            (checkpoint / FEED_FILE).write_text(state + "\n", encoding="utf-8")

    def load(self, checkpoint: Path) -> None:
        """Goes to the place that a checkpoint was written at.

        Raises:
            Refusal: the checkpoint does not say where, or says it of another feed.
        """
        try:
            state = json.loads((checkpoint / FEED_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            place = Span.start_of(checkpoint)
            found = CheckpointNotWhole(place, checkpoint=checkpoint.name, file=FEED_FILE)
            raise Refusal(found) from None
        self.feed.load_state_dict(state)

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **given: Any
    ) -> TrainerControl:
        """Says in passes over the rows how far the run is; for the trainer, all of it is one epoch."""
        del args, given
        if self._loader is not None:
            place = self._loader.state_dict()
            state.epoch = place["epoch"] + place["rows"] / self.feed.plan.rows
        return control
