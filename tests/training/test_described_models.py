"""What a description promises of a model is what a batch finds in it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import torch
from row_building import Hold, Look, Scene, row_of
from transformers import AutoConfig, AutoModelForCausalLM

from scenelang.diagnostics import Refusal
from scenelang.signals import Answer, LayerBand, Supervision, verdict
from scenelang.training import (
    LossSettings,
    SceneCollator,
    describe_config,
    make_capturable,
    run_forward,
    study,
)
from scenelang.training.start_check import check_model

SIZES = {
    "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 5, "num_attention_heads": 4,
    "num_key_value_heads": 2, "vocab_size": 64, "max_position_embeddings": 64, "pad_token_id": 0,
    "bos_token_id": 1, "eos_token_id": 2, "initializer_range": 0.5,
}  # fmt: skip
FAMILIES: dict[str, dict[str, Any]] = {
    "llama": SIZES,
    "qwen3": {**SIZES, "head_dim": 8},
    "gemma2": {**SIZES, "head_dim": 8, "sliding_window": 4},
    "gemma3_text": {**SIZES, "head_dim": 8, "sliding_window": 4},
    "mistral": {**SIZES, "sliding_window": 4},
    "phi3": SIZES,
    "olmo": SIZES,
    "olmo2": SIZES,
    "cohere": SIZES,
    "granite": {**SIZES, "logits_scaling": 3.0},
    "starcoder2": SIZES,
    "smollm3": SIZES,
    "gpt2": {"n_embd": 32, "n_layer": 5, "n_head": 4, "n_positions": 64, "vocab_size": 64},
    "lfm2": {**SIZES, "full_attn_idxs": [1, 3]},
    "jamba": {**SIZES, "attn_layer_period": 3, "attn_layer_offset": 1, "num_experts": 2},
    "recurrent_gemma": {**SIZES, "head_dim": 8, "lru_width": 32, "attention_window_size": 4},
    "bamba": {**SIZES, "attn_layer_indices": [2], "mamba_n_heads": 8, "mamba_d_head": 8},
}
WHOLE = LayerBand.percent(0, 100)


@pytest.fixture(autouse=True)
def _in_silence() -> Iterator[None]:
    """Models of running states say on the log that faster kernels are not installed."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_promised_is_found(family: str) -> None:
    config = AutoConfig.for_model(family, **FAMILIES[family])
    described = describe_config(config)
    assert described is not None
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_config(AutoConfig.for_model(family, **FAMILIES[family])).float()
    anatomy = study(model)
    make_capturable(anatomy)
    terms = ["attention", "reads"]
    scene = Scene([3, 9, 27, 4, 5], looks=[Look(4, (3,), WHOLE)], holds=[Hold(3, band=WHOLE, token=7)])
    batch = SceneCollator(anatomy, terms)([row_of(scene)])
    assert tuple(one["layer"] for one in batch["attention"]["layers"]) == described.attending
    forward = run_forward(model, anatomy, batch, terms, LossSettings())
    assert tuple(sorted(forward.capture.attention)) == described.attending
    assert sorted(forward.capture.hidden) == list(range(described.layer_count))
    for shown in forward.capture.attention.values():
        assert shown.query.shape[1::2] == (described.heads, described.head_size)
        assert shown.key.shape[1] == described.key_value_heads
        assert shown.softcap == described.softcap
    assert verdict(described, Supervision.READS).answer is Answer.YES
    check_model(model, anatomy, batch, terms, LossSettings())


def test_a_target_in_layers_without_attention_is_refused() -> None:
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_config(AutoConfig.for_model("jamba", **FAMILIES["jamba"]))
    anatomy = study(model)
    scene = Scene([3, 9, 27, 4, 5], looks=[Look(4, (3,), LayerBand.index(2, 3))])
    with pytest.raises(Refusal, match="SL601 layer 2 of the model shows no queries and keys"):
        SceneCollator(anatomy)([row_of(scene)])
