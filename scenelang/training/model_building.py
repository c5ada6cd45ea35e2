"""A recipe's model: loaded from a folder or the Hub, or made small and fresh.

Takes: the recipe's `model`. Gives: a causal model of transformers, weights in float32.
Never does: touch the random state of whoever calls.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForCausalLM, PreTrainedModel
from transformers.utils.logging import disable_progress_bar

from scenelang.diagnostics import Refusal
from scenelang.source import Span
from scenelang.training.messages_model import ModelNotLoaded
from scenelang.training.recipe_model import ModelSource, TinyModel

_LOG = logging.getLogger(__name__)


def build_model(source: ModelSource, vocabulary: int, folder: Path = Path()) -> PreTrainedModel:
    """The model of a recipe.

    Args:
        source: the recipe's `model`.
        vocabulary: how many tokens the shards' tokenizer has; for tiny models that say nothing else.
        folder: where relative paths start.

    Raises:
        Refusal: the model cannot be loaded.
    """
    options: dict[str, Any] = {} if source.attention is None else {"attn_implementation": source.attention}
    if source.tiny is not None:
        return _fresh(source.tiny, vocabulary, options)
    assert source.from_ is not None
    hush_bars()
    local = folder / source.from_
    name = str(local) if local.exists() else source.from_
    if source.gguf_file is not None:
        options["gguf_file"] = source.gguf_file
    try:
        model = AutoModelForCausalLM.from_pretrained(name, dtype=torch.float32, **options)
    except (OSError, ValueError, ImportError, KeyError) as error:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise Refusal(ModelNotLoaded(Span.start_of(name), source=source.from_, reason=reason)) from error
    return model if source.gguf_file is None else as_plain_floats(model)


def hush_bars() -> None:
    """Switches off the bars of transformers where nobody sees them move: in a log they are noise."""
    if not sys.stderr.isatty():
        disable_progress_bar()


def as_plain_floats(model: PreTrainedModel) -> PreTrainedModel:
    """Takes back a loaded GGUF model's word that it is quantised, by which a trainer would refuse it.

    Its tensors were turned into plain floats while loading; only the marks are left.
    """
    model.is_quantized = False
    model.hf_quantizer = None
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    return model


def _fresh(tiny: TinyModel, vocabulary: int, options: dict[str, Any]) -> PreTrainedModel:
    config = tiny_config(tiny, vocabulary)
    with torch.random.fork_rng():
        torch.manual_seed(tiny.seed)
        return AutoModelForCausalLM.from_config(config, **options)


def tiny_config(tiny: TinyModel, vocabulary: int) -> Any:
    """The configuration of a tiny model, in the words of its family; no dropout anywhere."""
    spread = tiny.initializer_range if tiny.initializer_range is not None else 0.7 * tiny.width**-0.5
    shared = {
        "vocab_size": tiny.vocabulary or vocabulary,
        "initializer_range": spread,
        "tie_word_embeddings": tiny.tied,
        "bos_token_id": None,
        "eos_token_id": None,
        "pad_token_id": None,
    }
    return AutoConfig.for_model(tiny.family, **shared, **_sizes(tiny))


def _sizes(tiny: TinyModel) -> dict[str, Any]:
    inner = tiny.mlp or 4 * tiny.width
    if tiny.family == "gpt2":
        no_dropout = {"resid_pdrop": 0.0, "embd_pdrop": 0.0, "attn_pdrop": 0.0}
        return {
            "n_embd": tiny.width, "n_layer": tiny.layers, "n_head": tiny.heads, "n_inner": inner,
            "n_positions": tiny.context, **no_dropout,
        }  # fmt: skip
    sizes: dict[str, Any] = {
        "hidden_size": tiny.width,
        "num_hidden_layers": tiny.layers,
        "num_attention_heads": tiny.heads,
        "intermediate_size": inner,
        "max_position_embeddings": tiny.context,
    }
    if tiny.family == "gpt_neox":
        return {**sizes, "hidden_dropout": 0.0, "attention_dropout": 0.0}
    return {**sizes, "num_key_value_heads": tiny.kv_heads or tiny.heads, "head_dim": tiny.width // tiny.heads}
