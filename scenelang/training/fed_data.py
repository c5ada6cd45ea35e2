"""From the `data` of a recipe to a feed: which folders, in which order, in which lines.

Takes: a recipe and its opened folders. Gives: a feed for one device, or what is wrong.
May assume: `data.is_fed`. Never does: need torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice

from scenelang.diagnostics import Outcome
from scenelang.feeding import (
    AsWritten,
    Curriculum,
    Feed,
    Order,
    Pacing,
    Packing,
    Part,
    Shuffled,
    open_feed,
)
from scenelang.shards import ShardSet
from scenelang.training.recipe import Optimisation, Recipe
from scenelang.training.recipe_data import CurriculumSettings, DataSettings

_SAMPLE = 512


@dataclass(frozen=True, slots=True)
class Devices:
    """Which device this is, of how many."""

    rank: int = 0
    world: int = 1


def parts_of(data: DataSettings, folders: Sequence[ShardSet]) -> tuple[Part, ...]:
    """The parts that are read; `folders` has that of each part of the mix, or the one of the recipe."""
    if data.mix is None:
        return (Part(folders[0], data.split),)
    return tuple(
        Part(shards, data.split, part.stratum, part.weight)
        for part, shards in zip(data.mix, folders, strict=True)
    )


def order_of(data: DataSettings) -> Order:
    """The order, in the words of the feed."""
    if not isinstance(data.order, CurriculumSettings):
        return AsWritten() if data.order == "as_is" else Shuffled()
    pacing = data.order.pacing
    return Curriculum(
        data.order.by,
        data.order.descending,
        None if pacing is None else Pacing(pacing.kind, pacing.start, pacing.until, pacing.table),
    )


def packing_of(data: DataSettings) -> Packing | None:
    """The packing, in the words of the feed."""
    return None if data.packing is None else Packing(data.packing.tokens, data.packing.lookahead)


@dataclass(frozen=True, slots=True)
class FedLength:
    """How long a run is: its steps, and the rows that it reads on all devices."""

    steps: int
    rows: int


def open_run(
    recipe: Recipe, folders: Sequence[ShardSet], length: FedLength, devices: Devices
) -> Outcome[Feed]:
    """The feed of a run."""
    data, optimisation = recipe.data, recipe.optimisation
    return open_feed(
        parts_of(data, folders),
        batch=optimisation.batch,
        seed=optimisation.seed,
        order=order_of(data),
        packing=packing_of(data),
        rank=devices.rank,
        world=devices.world,
        run_rows=length.rows,
        endless=True,
    )


def length_of(recipe: Recipe, folders: Sequence[ShardSet], world: int) -> Outcome[FedLength]:
    """How long a run is, by the mean of the first lines that the seed would give.

    An order from the easy to the hard begins with what is no fair sample, so none is taken of it.
    """
    data, optimisation = recipe.data, recipe.optimisation
    opened, found = open_feed(
        parts_of(data, folders), batch=1, seed=optimisation.seed, packing=packing_of(data)
    )
    if opened is None:
        return Outcome(None, found)
    lines = [
        (item,) if isinstance(item, int) else item for item in chain.from_iterable(islice(opened, _SAMPLE))
    ]
    tokens = len(opened.rows.flat(chain.from_iterable(lines))["input_ids"]) / len(lines)
    rows = sum(map(len, lines)) / len(lines)
    lines_a_step = optimisation.batch * optimisation.accumulation * world
    steps = _steps(optimisation, tokens * lines_a_step)
    return Outcome(FedLength(steps, round(steps * lines_a_step * rows)), found)


def _steps(optimisation: Optimisation, tokens_a_step: float) -> int:
    if optimisation.steps is not None:
        return optimisation.steps
    assert optimisation.tokens is not None
    return max(1, -(-optimisation.tokens // max(1, round(tokens_a_step))))
