"""Where the parts of a causal language model are: its layers, its final norm, its way to the logits.

Takes: any causal model of transformers, bare or wrapped by peft. Gives: a `ModelAnatomy`.
May assume: decoder layers stand in one `ModuleList`. Never does: change the model.
"""

from __future__ import annotations

import inspect
import sys
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from scenelang.diagnostics import Refusal
from scenelang.source import Span
from scenelang.training.messages_model import AttentionOutOfReach

_NORM_NAMES = (
    "norm",
    "ln_f",
    "norm_f",
    "final_layer_norm",
    "final_layernorm",
    "final_norm",
    "embedding_norm",
    "ln_out",
)


@dataclass(frozen=True, slots=True)
class ModelAnatomy:
    """The parts of one model.

    `windows` has the sliding window of each layer, 0 where there is none. `takes_columns` and
    `takes_places` say how finely the model lets one choose the positions that reach the logits.
    """

    model: nn.Module
    family: str
    layers: nn.ModuleList
    norm: nn.Module | None
    head_count: int
    windows: tuple[int, ...]
    context: int
    vocabulary: int
    takes_columns: bool
    takes_places: bool

    @property
    def layer_count(self) -> int:
        """How many decoder layers there are."""
        return len(self.layers)

    @property
    def width(self) -> int:
        """The width of the residual stream."""
        return int(_text_config(self.model).hidden_size)

    def unembed(self, hidden: Tensor, detach_head: bool = False) -> Tensor:
        """Logits that the model would give if its last layer had left this residual stream.

        Args:
            hidden: (rows, width), the residual stream after some layer.
            detach_head: keep gradients away from the norm and the output embeddings.

        Returns:
            (rows, vocabulary) in float32.
        """
        assert self.norm is not None
        head = self.model.get_output_embeddings()
        # Some norms have no parameters at all.
        dtype = next((parameter.dtype for parameter in self.norm.parameters()), head.weight.dtype)
        normed = _apply(self.norm, hidden.to(dtype), detach_head)
        logits = _apply(head, normed.to(head.weight.dtype), detach_head).float()
        return _scaled(logits, _text_config(self.model))


def study(model: nn.Module) -> ModelAnatomy:
    """Finds the parts of a model.

    Raises:
        Refusal: no list of decoder layers is found.
    """
    bare = model.get_base_model() if hasattr(model, "get_base_model") else model
    config = _text_config(bare)
    family = str(config.model_type)
    count = int(config.num_hidden_layers)
    parent, layers = _layer_list(bare, count, family)
    return ModelAnatomy(
        model=bare,
        family=family,
        layers=layers,
        norm=next((getattr(parent, name) for name in _NORM_NAMES if hasattr(parent, name)), None),
        head_count=int(getattr(config, "num_attention_heads", 0)),
        windows=_windows(config, count),
        context=int(getattr(config, "max_position_embeddings", None) or 0),
        vocabulary=int(bare.get_input_embeddings().num_embeddings),
        takes_columns="logits_to_keep" in inspect.signature(bare.forward).parameters,
        # From transformers 5.2x on, `logits_to_keep` may be a mask of single places.
        takes_places=hasattr(sys.modules[type(bare).__module__], "slice_logits_to_keep"),
    )


def attention_modules(anatomy: ModelAnatomy) -> dict[int, nn.Module]:
    """The self-attention module of each layer that has one, by layer number."""
    found: dict[int, nn.Module] = {}
    for layer in anatomy.layers:
        for module in layer.modules():
            number = getattr(module, "layer_idx", None)
            if isinstance(number, int) and "Attention" in type(module).__name__:
                found.setdefault(number, module)
    return found


def _text_config(model: nn.Module) -> Any:
    config = model.config
    return config.get_text_config() if hasattr(config, "get_text_config") else config


def _layer_list(model: nn.Module, count: int, family: str) -> tuple[nn.Module, nn.ModuleList]:
    for parent in model.modules():
        for child in parent.children():
            if isinstance(child, nn.ModuleList) and len(child) == count:
                return parent, child
    reason = f"its {count} layers are not found"
    raise Refusal(AttentionOutOfReach(Span.start_of(family), family=family, reason=reason))


def _windows(config: Any, count: int) -> tuple[int, ...]:
    window = getattr(config, "sliding_window", None)
    if not window or getattr(config, "use_sliding_window", True) is False:
        return (0,) * count
    kinds = getattr(config, "layer_types", None) or ["sliding_attention"] * count
    return tuple(int(window) if "sliding" in kind else 0 for kind in kinds)


def _apply(module: nn.Module, states: Tensor, detached: bool) -> Tensor:
    if not detached:
        return module(states)
    weights = {name: parameter.detach() for name, parameter in module.named_parameters()}
    return torch.func.functional_call(module, weights, (states,))


def _scaled(logits: Tensor, config: Any) -> Tensor:
    """What some families do to their logits: cohere multiplies, granite divides, gemma caps."""
    scale = getattr(config, "logit_scale", None)
    if scale:
        logits = logits * scale
    divisor = getattr(config, "logits_scaling", None)
    if divisor:
        logits = logits / divisor
    cap = getattr(config, "final_logit_softcapping", None) or getattr(config, "logits_soft_cap", None)
    return logits if not cap else cap * torch.tanh(logits / cap)
