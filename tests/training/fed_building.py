"""Shards of rows of many lengths, feeds over them, and trainers that say what they read."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
from run_building import PLACE, program

from scenelang.feeding import Part, open_feed
from scenelang.shards import open_shards, write_shards
from scenelang.signals import HeadRule, LayerBand
from scenelang.tokens import AttentionTarget, HiddenKind, HiddenTarget, Split
from scenelang.training import (
    Cadence,
    LossSettings,
    ModelSource,
    Optimisation,
    Recipe,
    SceneTrainer,
    TinyModel,
    build_model,
    training_arguments,
)

VOCABULARY = 64


def long_program(number: int, **more: Any) -> Any:
    """A scene of 4 to 12 tokens that its first token tells from all others."""
    dice = np.random.default_rng(number)
    length = int(dice.integers(4, 13))
    ids = (number % VOCABULARY, *dice.integers(0, VOCABULARY, size=length - 1).tolist())
    last, band = length - 1, LayerBand.percent(50)
    look = AttentionTarget((last,), ((0, 1),), False, band, HeadRule(), 1.0, "logic.1", PLACE)
    read = HiddenTarget((last,), band, HiddenKind.READS, 1.0, "logic.1", PLACE, token=ids[0])
    fields = {
        "ids": ids,
        "scene": f"scene-{number}",
        "split": Split.TRAIN,
        "pieces": ("x",) * length,
        "weights": (0.0, *(1.0,) * (length - 1)),
        "beats": (0,) * length,
        "sources": ((-1, -1),) * length,
        "stratum": "thinking" if number % 3 else "saying",
        "axes": ("doubt",),
        "tension": ((0.5,),),
        "curriculum": float(dice.random()),
        "attention": (look,),
        "hidden": (read,),
    }
    return dataclasses.replace(program(number), **{**fields, **more})


def shards_of(folder: Path, count: int = 40, first: int = 0, **more: Any) -> Path:
    programs = [long_program(number, **more) for number in range(first, first + count)]
    assert write_shards(programs, folder, vocab_size=VOCABULARY).errors == ()
    return folder


def feed_of(folder: Path, **more: Any) -> Any:
    shards = open_shards(folder).value
    assert shards is not None
    settings: dict[str, Any] = {"batch": 4, "seed": 3}
    opened = open_feed([Part(shards)], **{**settings, **more})
    assert opened.diagnostics == ()
    return opened.value


def dropping_model(family: str = "llama") -> Any:
    """A tiny model whose attention drops out, so that its random state shows in its weights."""
    tiny = TinyModel(family=family, layers=2, width=16, heads=2, mlp=32, context=32, vocabulary=VOCABULARY)
    model = build_model(ModelSource(tiny=tiny), VOCABULARY)
    for layer in model.model.layers:
        layer.self_attn.attention_dropout = 0.2
    return model


class Reads:
    """A collator that keeps which scenes it was given, line by line."""

    def __init__(self, collate: Any) -> None:
        self.collate = collate
        self.batches: list[list[tuple[str, ...]]] = []

    def __call__(self, items: Any) -> Any:
        packs = [item if isinstance(item, tuple) else (item,) for item in items]
        self.batches.append([tuple(row.scene for row in pack) for pack in packs])
        return self.collate(items)


def fed_trainer(
    out: Path,
    feed: Any,
    *,
    steps: int,
    save: int | None = None,
    accumulation: int = 1,
    model: Any = None,
    **more: Any,
) -> Any:
    optimisation = Optimisation(
        steps=steps, batch=2, accumulation=accumulation, learning_rate=1e-2, schedule="cosine", warmup=1
    )
    cadence = Cadence(log=1, save=save, keep=99)
    arguments = training_arguments(optimisation, cadence, out, steps, use_cpu=True, **more)
    trainer = SceneTrainer(model or dropping_model(), arguments, feed, losses=LossSettings())
    trainer.data_collator = Reads(trainer.data_collator)
    return trainer


def recipe_of(shards: Path, data: Any = None, **more: Any) -> Recipe:
    fields = {
        "model": {"tiny": {"layers": 2, "width": 16, "heads": 2, "context": 32}},
        "data": {"shards": str(shards), "held_out": None, **(data or {})},
        "optimisation": {"steps": 4, "batch": 2, "precision": "fp32"},
        "cadence": {"log": 1, "save": 2},
        "out": "runs/fed",
    }
    return Recipe.model_validate({**fields, **more})
