"""The map of a model by the model itself: built without weights, and looked at while it runs.

A model of the configuration is built on tensors that have a shape and no content, so that a model of any size
takes no memory and no time. It reads a few tokens; what its layers show then is what training will find.

Takes: a configuration, as transformers holds it or as it is written. Gives: a `ModelMap`.
May assume: nothing of the configuration. Never does: load weights, use a network.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch._subclasses.fake_tensor import FakeTensorMode
from transformers import CONFIG_MAPPING, AutoConfig, AutoModelForCausalLM, PreTrainedModel
from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

from scenelang.signals import ATTENDING, Gap, LayerMap, ModelMap
from scenelang.training.anatomy import ModelAnatomy, study
from scenelang.training.layer_description import describe_layers
from scenelang.training.model_watch import ModelWatch

T = TypeVar("T")


def describe_folder(path: Path) -> ModelMap | None:
    """The map of the model whose `config.json` this is, or lies in this folder.

    Returns:
        None where this version of transformers cannot build and run such a model.
    """
    config = _attempt(lambda: AutoConfig.from_pretrained(path, local_files_only=True))
    return None if config is None else describe_config(config)


def describe_written(written: Mapping[str, Any]) -> ModelMap | None:
    """The map of the model whose configuration is written out in settings; None as for a folder."""
    config = _attempt(lambda: CONFIG_MAPPING[written["model_type"]].from_dict(dict(written)))
    return None if config is None else describe_config(config)


def describe_config(config: Any) -> ModelMap | None:
    """The map of the model that a configuration means; None where it cannot be built and run."""
    mode = FakeTensorMode(allow_non_fake_inputs=True)
    model = _attempt(lambda: _build(config, mode))
    anatomy = None if model is None else _attempt(lambda: study(model))
    if anatomy is None:
        return None
    watch = ModelWatch(anatomy)
    return _map(anatomy, watch) if _attempt(lambda: watch.run(mode)) else None


def _build(config: Any, mode: FakeTensorMode) -> PreTrainedModel:
    text = config.get_text_config()
    chosen = text if text.model_type in MODEL_FOR_CAUSAL_LM_MAPPING_NAMES else config
    with mode, torch.random.fork_rng(devices=()):
        # Mixtures of experts multiply their groups of matrices in bfloat16 alone.
        return AutoModelForCausalLM.from_config(chosen, dtype=torch.bfloat16).eval()


def _attempt(action: Callable[[], T]) -> T | None:
    """What an action of transformers gives, in silence; None whatever it raises."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return action()
    except Exception:  # noqa: BLE001 - a configuration can make a library raise anything
        return None
    finally:
        logging.disable(before)


def _map(anatomy: ModelAnatomy, watch: ModelWatch) -> ModelMap:
    model, config = anatomy.model, anatomy.model.config.get_text_config()
    layers = describe_layers(anatomy, watch, config)
    shown = list(watch.attention.values())
    heads = shown[0].query.shape[1] if shown else anatomy.head_count
    return ModelMap(
        family=anatomy.family,
        layers=layers,
        width=anatomy.width,
        heads=heads,
        key_value_heads=shown[0].key.shape[1] if shown else _key_heads(config, heads),
        head_size=shown[0].query.shape[3] if shown else _head_size(config, heads),
        vocabulary=anatomy.vocabulary,
        context=max(anatomy.context, 0),
        attention_function=str(model.config._attn_implementation or "eager"),  # noqa: SLF001
        softcap=next((one.softcap for one in shown if one.softcap), None),
        logit_softcap=_first(config, "final_logit_softcapping", "logits_soft_cap"),
        sinks=any(one.sinks is not None for one in shown),
        tied=model.get_output_embeddings().weight is model.get_input_embeddings().weight,
        attention_gap=_attention_gap(layers, watch),
        residual_gap=Gap.NONE if watch.hidden else Gap.NOT_HANDED_ON,
        reads_gap=watch.reads_gap(),
    )


def _attention_gap(layers: tuple[LayerMap, ...], watch: ModelWatch) -> Gap:
    if watch.attention:
        return Gap.NONE
    if not any(layer.kind in ATTENDING for layer in layers):
        return Gap.NO_ATTENTION
    return Gap.OWN_CODE if watch.has_own_code else Gap.NOT_HANDED_ON


def _key_heads(config: Any, heads: int) -> int:
    if getattr(config, "multi_query", False) and not getattr(config, "new_decoder_architecture", False):
        return min(1, heads)
    return int(_first(config, "num_key_value_heads", "num_kv_heads") or heads)


def _head_size(config: Any, heads: int) -> int:
    return int(_first(config, "head_dim") or config.hidden_size // heads) if heads else 0


def _first(config: Any, *names: str) -> Any:
    """The first of these values that is there and not zero."""
    return next((value for name in names if (value := getattr(config, name, None))), None)
