"""What a run reads: the folders that its recipe names, and their rows in its order.

Takes: a recipe and the folder its paths start from. Gives: opened folders; rows, or a feed, with the
arguments of a run of that length. May assume: nothing about the folders; each is verified as it is opened.
Never does: read a row but to know how long rows are.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from transformers import TrainingArguments

from scenelang.diagnostics import Diagnostic, Outcome
from scenelang.feeding import Feed
from scenelang.shards import ShardSet, open_shards
from scenelang.training.arguments import steps_of, training_arguments
from scenelang.training.dataset import SceneDataset
from scenelang.training.fed_data import Devices, length_of, open_run
from scenelang.training.recipe import Recipe

Reading = tuple[SceneDataset | Feed, TrainingArguments]
T = TypeVar("T")


class Stopped(Exception):
    """There will be no run; carries what is said about it."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__()
        self.diagnostics = diagnostics


def open_folder(place: Path | str, folder: Path, expect_tokenizer: str | None = None) -> ShardSet:
    """Opens shards; `place` is a path from `folder` on, or a URL.

    Raises:
        Stopped: they cannot be opened.
    """
    return _value(open_shards(folder / place if isinstance(place, Path) else place, expect_tokenizer))


def folders_of(recipe: Recipe, folder: Path, shards: ShardSet) -> list[ShardSet]:
    """What is read: the shards of the recipe, or those of each part of its mix.

    Raises:
        Stopped: some cannot be opened, or are of another tokenizer.
    """
    if recipe.data.mix is None:
        return [shards]
    tokenizer = shards.manifest.tokenizer.fingerprint
    known = {recipe.data.shards: shards}
    for place in (part.shards for part in recipe.data.mix):
        if place is not None and place not in known:
            known[place] = open_folder(place, folder, tokenizer)
    return [known[part.shards or recipe.data.shards] for part in recipe.data.mix]


def reading_of(recipe: Recipe, folders: Sequence[ShardSet], out: Path) -> Reading:
    """The rows of a run in its order, and the arguments of a run of its length.

    Raises:
        Stopped: there is no such order or packing of these rows.
        Refusal: the split is empty.
    """
    if not recipe.data.is_fed:
        rows = SceneDataset.of_split(folders[0], recipe.data.split, recipe.data.in_memory)
        return rows, _arguments(recipe, out, steps_of(recipe.optimisation, rows))
    length = _value(length_of(recipe, folders, int(os.environ.get("WORLD_SIZE", "1"))))
    arguments = _arguments(recipe, out, length.steps)
    devices = Devices(arguments.process_index, arguments.world_size)
    return _value(open_run(recipe, folders, length, devices)), arguments


def _arguments(recipe: Recipe, out: Path, steps: int) -> TrainingArguments:
    workers = recipe.data.workers
    return training_arguments(recipe.optimisation, recipe.cadence, out, steps, dataloader_num_workers=workers)


def _value(outcome: Outcome[T]) -> T:
    if outcome.value is None:
        raise Stopped(outcome.diagnostics)
    return outcome.value
