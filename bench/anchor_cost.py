"""What attention targets cost: a training step with and without them, at 2,048 tokens."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
import torch

from scenelang.shards import AttentionSites, Bands, Exposures, HiddenSites, Row
from scenelang.training import (
    LossSettings,
    ModelSource,
    SceneCollator,
    TinyModel,
    build_model,
    make_capturable,
    registered_terms,
    run_forward,
    study,
)

TOKENS, SCENE = 2048, 256
LAYERS, SUPERVISED, WIDTH, HEADS, VOCABULARY = 6, (1, 3, 5), 192, 6, 2048
ROUNDS = 9


def measure() -> list[dict[str, object]]:
    """Forward and backward with anchors on 3 of 6 layers, over the same without; medians, interleaved."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        plain, anchored = _steps()
        times: dict[str, list[float]] = {"plain": [], "anchored": []}
        for _ in range(2):
            plain()
            anchored()
        for number in range(ROUNDS):
            # The order turns, so that neither always runs on what the other left in the caches.
            pair = [("plain", plain), ("anchored", anchored)]
            for name, step in pair if number % 2 else reversed(pair):
                times[name].append(_time(step))
    finally:
        torch.set_num_threads(threads)
    ratio = statistics.median(times["anchored"]) / statistics.median(times["plain"])
    name = f"step with anchors on {len(SUPERVISED)} of {LAYERS} layers, {TOKENS} tokens / plain SDPA"
    return [{"name": name, "ratio": round(ratio, 3), "bar": 1.05, "better": "lower"}]


def _time(step: Callable[[], None]) -> float:
    started = time.process_time()
    step()
    return time.process_time() - started


def _steps() -> tuple[Callable[[], None], Callable[[], None]]:
    tiny = TinyModel(layers=LAYERS, width=WIDTH, heads=HEADS, vocabulary=VOCABULARY, context=TOKENS)
    model = build_model(ModelSource(tiny=tiny), VOCABULARY)
    anatomy = study(model)
    make_capturable(anatomy)
    batch = SceneCollator(anatomy)([_row()])
    settings = LossSettings()

    def step(terms: tuple[str, ...]) -> None:
        model.zero_grad(set_to_none=True)
        forward = run_forward(model, anatomy, batch, terms, settings)
        found = [registered_terms()[term](forward) for term in terms]
        sum(part.total / part.count for part in found).backward()

    return lambda: step(("cross_entropy",)), lambda: step(("cross_entropy", "attention"))


def _row() -> Row:
    """Eight scenes of 256 tokens in one row, with two anchors each in every supervised layer."""
    dice = np.random.default_rng(7)
    starts = np.arange(0, TOKENS, SCENE)
    query = np.repeat(np.concatenate((starts + SCENE - 1, starts + SCENE // 2)), len(SUPERVISED)).astype(
        np.int32
    )
    layer = np.tile(np.array(SUPERVISED, dtype=np.float32), 2 * len(starts))
    sites, none = len(query), np.zeros(0, dtype=np.int32)
    keys = (query[:, None] - np.arange(20, 25)).astype(np.int32).ravel()
    bands = Bands(np.ones(sites, dtype=np.int8), layer, layer)
    empty = Bands(none.astype(np.int8), none.astype(np.float32), none.astype(np.float32))
    zeros = np.zeros(sites, dtype=np.int32)
    return Row(
        scene="bench", instance=0, split="train", binding=(), archetype="", stratum="thinking", tags=(),
        input_ids=dice.integers(0, VOCABULARY, TOKENS).astype(np.int32),
        loss_weight=np.r_[0, np.ones(TOKENS - 1)].astype(np.float32),
        beat=np.zeros(TOKENS, dtype=np.int16), sources=np.full((TOKENS, 2), -1, dtype=np.int32),
        tension=np.zeros((1, 0), dtype=np.float32), curriculum=0.0,
        attention=AttentionSites(
            query=query, keys=keys, key_offsets=np.arange(0, 5 * sites + 1, 5, dtype=np.int32),
            away=np.zeros(sites, dtype=np.bool_), bands=bands, head_rule=zeros.astype(np.int8),
            head_count=zeros.astype(np.int16), head_mask=zeros.astype(np.int64),
            weight=np.ones(sites, dtype=np.float32), origin=zeros, target=zeros,
        ),
        hidden=HiddenSites(
            position=none, kind=none.astype(np.int8), bands=empty, token=none, other=none, name=none,
            value=none.astype(np.float32), weight=none.astype(np.float32), origin=none,
        ),
        certificates=(), avoid_weight=np.zeros(TOKENS, dtype=np.float32),
        exposures=Exposures(none, none, none.astype(np.int8), empty),
        prerequisites=(), recalled=(), rendering="plain",
    )  # fmt: skip


if __name__ == "__main__":
    print(measure())
