"""What a configuration says of a model and what the model shows are the same, in many families."""

from __future__ import annotations

import dataclasses
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from families import FAMILIES
from transformers import AutoConfig

from scenelang.reading import read_model_config
from scenelang.signals import Answer, Gap, ModelMap, Supervision, verdict
from scenelang.training import describe_config, describe_folder, describe_written


@pytest.fixture(autouse=True)
def _in_silence() -> Any:
    """Some configurations of transformers speak of their numbers on the log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def differences(one: ModelMap, other: ModelMap) -> dict[str, tuple[Any, Any]]:
    names = [field.name for field in dataclasses.fields(one)]
    return {
        name: (getattr(one, name), getattr(other, name))
        for name in names
        if getattr(one, name) != getattr(other, name)
    }


def by_config(folder: Path) -> ModelMap:
    model, found = read_model_config(folder)
    assert model is not None, [one.message for one in found]
    assert found == ()
    return model


@pytest.mark.parametrize("name", FAMILIES)
def test_configuration_and_model_say_the_same(name: str, tmp_path: Path) -> None:
    family, sizes = FAMILIES[name]
    AutoConfig.for_model(family, **sizes).save_pretrained(tmp_path)
    model = describe_folder(tmp_path)
    assert model is not None
    assert differences(by_config(tmp_path), model) == {}


BARE = {
    # As the files on the Hub are written, which leave out what the family takes by itself.
    "gemma-2-2b": {
        "model_type": "gemma2", "hidden_size": 2304, "num_hidden_layers": 26, "num_attention_heads": 8,
        "num_key_value_heads": 4, "head_dim": 256, "sliding_window": 4096, "vocab_size": 256000,
        "max_position_embeddings": 8192, "attn_logit_softcapping": 50.0, "final_logit_softcapping": 30.0,
    },
    "gemma-3-1b": {
        "model_type": "gemma3_text", "hidden_size": 1152, "num_hidden_layers": 26, "num_attention_heads": 4,
        "num_key_value_heads": 1, "head_dim": 256, "sliding_window": 512, "sliding_window_pattern": 6,
        "vocab_size": 262144, "max_position_embeddings": 32768, "attn_logit_softcapping": None,
    },
    "Mistral-7B-v0.1": {
        "model_type": "mistral", "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32,
        "num_key_value_heads": 8, "sliding_window": 4096, "vocab_size": 32000,
        "max_position_embeddings": 32768, "tie_word_embeddings": False,
    },
    "Qwen2.5-0.5B": {
        "model_type": "qwen2", "hidden_size": 896, "num_hidden_layers": 24, "num_attention_heads": 14,
        "num_key_value_heads": 2, "sliding_window": 32768, "max_window_layers": 24,
        "use_sliding_window": False, "tie_word_embeddings": True, "vocab_size": 151936,
        "max_position_embeddings": 32768,
    },
    "SmolLM2-135M": {
        "model_type": "llama", "hidden_size": 576, "num_hidden_layers": 30, "num_attention_heads": 9,
        "num_key_value_heads": 3, "tie_word_embeddings": True, "vocab_size": 49152,
        "max_position_embeddings": 8192, "rope_theta": 100000, "torch_dtype": "bfloat16",
    },
    "gpt2": {
        "model_type": "gpt2", "n_ctx": 1024, "n_embd": 768, "n_head": 12, "n_layer": 12, "n_positions": 1024,
    },
    "pythia-70m": {
        "model_type": "gpt_neox", "hidden_size": 512, "num_hidden_layers": 6, "num_attention_heads": 8,
        "max_position_embeddings": 2048, "vocab_size": 50304, "tie_word_embeddings": False,
    },
    "Phi-3-mini-4k": {
        "model_type": "phi3", "hidden_size": 3072, "num_hidden_layers": 32, "num_attention_heads": 32,
        "num_key_value_heads": 32, "sliding_window": 2047, "vocab_size": 32064,
        "max_position_embeddings": 4096, "pad_token_id": 32000,
    },
    "gpt-oss-20b": {
        "model_type": "gpt_oss", "hidden_size": 2880, "num_hidden_layers": 24, "num_attention_heads": 64,
        "num_key_value_heads": 8, "head_dim": 64, "sliding_window": 128, "vocab_size": 201088,
        "num_local_experts": 32,
    },
    "a gemma 3 that sees": {
        "model_type": "gemma3",
        "text_config": {"model_type": "gemma3_text", "hidden_size": 2560, "num_hidden_layers": 34,
                        "num_attention_heads": 8, "num_key_value_heads": 4, "sliding_window": 1024},
        "vision_config": {"model_type": "siglip_vision_model", "hidden_size": 1152, "num_hidden_layers": 27},
    },
}  # fmt: skip


@pytest.mark.parametrize("name", BARE)
def test_what_a_file_leaves_out_is_what_transformers_takes(name: str, tmp_path: Path) -> None:
    path = tmp_path / "some.json"
    path.write_text(json.dumps(BARE[name]), encoding="utf-8")
    model = describe_folder(path)
    assert model is not None
    assert differences(by_config(path), model) == {}


def test_a_model_of_any_size_is_looked_at_without_its_weights() -> None:
    config = AutoConfig.for_model("llama", num_hidden_layers=126, hidden_size=16384, num_attention_heads=128)
    model = describe_config(config)
    assert model is not None
    assert (model.layer_count, model.heads, model.head_size) == (126, 128, 128)


def test_a_configuration_in_settings_is_looked_at_too() -> None:
    model = describe_written(BARE["SmolLM2-135M"])
    assert model is not None
    assert (model.layer_count, model.key_value_heads, model.tied) == (30, 3, True)


def test_a_model_that_cannot_be_built_has_no_description() -> None:
    assert describe_written({"model_type": "llama", "hidden_size": 100, "num_attention_heads": 3}) is None
    assert describe_written({"model_type": "no such family"}) is None
    assert describe_written({}) is None
    assert describe_written({"model_type": "llama", "num_hidden_layers": "twelve"}) is None


def test_gaps_are_those_that_training_finds() -> None:
    gaps = {}
    for name in ("falcon", "mamba", "stablelm", "xglm", "gpt_neo", "bloom", "lfm2"):
        model = describe_config(AutoConfig.for_model(FAMILIES[name][0], **FAMILIES[name][1]))
        assert model is not None
        gaps[name] = (model.attention_gap, model.residual_gap, model.reads_gap)
    nothing = Gap.NOT_HANDED_ON
    assert gaps == {
        "falcon": (Gap.OWN_CODE, nothing, nothing),
        "mamba": (Gap.NO_ATTENTION, nothing, nothing),
        "stablelm": (Gap.NOT_HANDED_ON, Gap.NONE, Gap.NONE),
        "xglm": (Gap.OWN_CODE, Gap.NONE, Gap.NO_NORM),
        "gpt_neo": (Gap.OWN_CODE, nothing, nothing),
        "bloom": (Gap.OWN_CODE, nothing, nothing),
        "lfm2": (Gap.NONE, Gap.NONE, Gap.NONE),
    }


def test_a_hybrid_takes_attention_where_it_has_some() -> None:
    model = describe_config(AutoConfig.for_model("jamba", **FAMILIES["jamba"][1]))
    assert model is not None
    found = verdict(model, Supervision.ATTENTION)
    assert (found.answer, found.layers) == (Answer.PARTLY, (1, 4))
    assert found.why == (
        "layers 1, 4 alone have attention that can be supervised; the others are linear (a running state)"
    )
