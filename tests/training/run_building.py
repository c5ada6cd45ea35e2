"""Shards of a small scene, and recipes that train on them."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from scenelang.shards import write_shards
from scenelang.signals import HeadRule, LayerBand
from scenelang.source import Span
from scenelang.tokens import AttentionTarget, HiddenKind, HiddenTarget, Split, TokenProgram
from scenelang.training import Recipe

PLACE = Span("copy.scene", 0, 4)


def program(number: Any, hidden: Any = ()) -> Any:
    """A scene whose last token repeats its first."""
    ids = (number % 8, 9, 10 + number % 2, 11, number % 8)
    return TokenProgram(
        scene="copy",
        file="copy.scene",
        instance=number,
        binding=(),
        split=Split.HELD_OUT if number % 5 == 4 else Split.TRAIN,
        archetype="",
        stratum="thinking",
        language="en",
        tags=(),
        tokenizer="f" * 64,
        ids=ids,
        pieces=("x",) * 5,
        weights=(0.0, 0.0, 0.0, 0.0, 1.0),
        beats=(0,) * 5,
        sources=((-1, -1),) * 5,
        axes=(),
        tension=((),),
        curriculum=0.0,
        attention=(
            AttentionTarget((3,), ((0,),), False, LayerBand.percent(50), HeadRule(), 1.0, "logic.1", PLACE),
        ),
        hidden=(
            HiddenTarget((3,), LayerBand.percent(50), HiddenKind.READS, 1.0, "logic.1", PLACE, token=ids[0]),
            *hidden,
        ),
        certificates=(),
    )


def recipe(shards: Any, **more: Any) -> Any:
    fields = {
        "model": {"tiny": {"layers": 2, "width": 16, "heads": 2, "context": 16}},
        "data": {"shards": str(shards)},
        "optimisation": {"steps": 60, "batch": 16, "learning_rate": 0.01, "precision": "fp32", "threads": 1},
        "cadence": {"log": 20, "evaluate": 30, "save": 30},
        "out": "runs/copy",
    }
    return Recipe.model_validate({**fields, **more})


def named(kind: HiddenKind, name: str, value: str = "", weight: float = 1.0) -> HiddenTarget:
    band = LayerBand.percent(50)
    return HiddenTarget((2,), band, kind, weight, "layers.1", PLACE, name=name, value=value)


def shards_with(folder: Path, sites: Any, **more: Any) -> Path:
    """Shards of four rows, the even ones with the first of these sites and the odd ones with the second."""
    programs = [
        dataclasses.replace(program(number, sites[number % len(sites)]), **more) for number in range(4)
    ]
    assert write_shards(programs, folder / "shards", vocab_size=16).errors == ()
    return folder / "shards"


SHORT: dict[str, Any] = {"optimisation": {"steps": 3, "batch": 2, "precision": "fp32"}, "cadence": {"log": 1}}
