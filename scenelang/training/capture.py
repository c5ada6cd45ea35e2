"""Queries, keys and residual streams, taken while the model runs on its own fast kernels.

The attention function that is registered under the name in use is wrapped in place: the name stays, so
masks, kernels and checks of transformers stay as they are. A `Capture` rides along as the keyword
`scene_capture` of `model(...)`; without one, the wrapper does nothing.

Takes: a model's anatomy. Gives: a model that fills the `Capture` it is called with.
May assume: keywords of `model(...)` reach its layers. Never does: hold anything after the call.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NoReturn

import torch
from torch import Tensor, nn

from scenelang.diagnostics import Refusal
from scenelang.signals import Gap
from scenelang.source import Span
from scenelang.training.anatomy import ModelAnatomy, attention_modules
from scenelang.training.messages_model import AttentionOutOfReach, CacheInUse, ReentrantCheckpointing

_KEYWORD = "scene_capture"
_MARK = "_scene_capture_of"


@dataclass(frozen=True, slots=True)
class LayerAttention:
    """What attention of one layer is computed from.

    `query` is (batch, heads, tokens, size), `key` (batch, key heads, tokens, size), both after rotary
    embedding. `mask` is what the kernel was given, None for plain causal attention. `sinks` are the extra
    logits (heads) that some models add to every row.
    """

    query: Tensor
    key: Tensor
    mask: Any
    scaling: float
    softcap: float | None
    sinks: Tensor | None
    window: int | None


@dataclass(slots=True)
class Capture:
    """What one forward pass shall keep, and what it kept. The first write of a layer wins."""

    attention_layers: frozenset[int] = frozenset()
    hidden_layers: frozenset[int] = frozenset()
    attention: dict[int, LayerAttention] = field(default_factory=dict)
    hidden: dict[int, Tensor] = field(default_factory=dict)
    with_gradients: bool = field(default_factory=torch.is_grad_enabled)

    @classmethod
    def of(cls, attention: Iterable[int] = (), hidden: Iterable[int] = ()) -> Capture:
        """A capture of these layers, numbered from 0."""
        return cls(frozenset(attention), frozenset(hidden))

    def keep_attention(self, layer: int, attention: LayerAttention) -> None:
        """Takes what a layer's attention is made of, if it is wanted and not there yet."""
        if layer not in self.attention_layers or layer in self.attention:
            return
        queries, keys = attention.query.shape[2], attention.key.shape[2]
        if keys != queries:
            raise Refusal(CacheInUse(Span.start_of("model"), keys=keys, queries=queries))
        self._refuse_lost_gradients()
        self.attention[layer] = attention

    def keep_hidden(self, layer: int, hidden: Tensor) -> None:
        """Takes the residual stream (batch, tokens, width) after a layer, if wanted and not there yet."""
        if layer not in self.hidden_layers or layer in self.hidden:
            return
        self._refuse_lost_gradients()
        self.hidden[layer] = hidden

    def _refuse_lost_gradients(self) -> None:
        if self.with_gradients and not torch.is_grad_enabled():
            raise Refusal(ReentrantCheckpointing(Span.start_of("model")))


def make_capturable(anatomy: ModelAnatomy, attention: bool = True, hidden: bool = True) -> None:
    """Prepares a model for `Capture`; doing it twice is doing it once.

    Raises:
        Refusal: the model's attention never passes through a registered function.
    """
    if attention:
        _wrap_attention_functions(anatomy)
    if not hidden:
        return
    for number, layer in enumerate(anatomy.layers):
        if not hasattr(layer, _MARK):
            layer.register_forward_hook(functools.partial(_after_layer, number), with_kwargs=True)
            setattr(layer, _MARK, True)


def _wrap_attention_functions(anatomy: ModelAnatomy) -> None:
    name = getattr(anatomy.model.config, "_attn_implementation", None) or "eager"
    modules = attention_modules(anatomy)
    if not modules:
        _refuse(anatomy, "its layers have no attention that says its layer number")
    for source in {_modelling_module(module): None for module in modules.values()}:
        _wrap_in(source, name, anatomy)


def _modelling_module(module: nn.Module) -> Any:
    return sys.modules[type(module).__module__]


def _wrap_in(source: Any, name: str, anatomy: ModelAnatomy) -> None:
    registry = getattr(source, "ALL_ATTENTION_FUNCTIONS", None)
    if registry is None:
        _refuse(anatomy, Gap.OWN_CODE.words)
    if name in registry:
        function = registry[name]
        if not hasattr(function, _MARK):
            # A local entry would shadow the shared one for this family alone; the shared one serves all.
            store = registry.__setitem__ if name in registry._local_mapping else registry.register  # noqa: SLF001
            store(name, _capturing(function))
        return
    # Eager attention is no registry entry: each family falls back on a function of its own module.
    function = getattr(source, "eager_attention_forward", None)
    if name != "eager" or function is None:
        _refuse(anatomy, f"its attention function `{name}` is not registered")
    if not hasattr(function, _MARK):
        source.eager_attention_forward = _capturing(function)


def _capturing(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def attend(
        module: nn.Module,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        attention_mask: Any = None,
        **options: Any,
    ) -> Any:
        capture = options.pop(_KEYWORD, None)
        if capture is not None:
            _keep(capture, module, (query, key), attention_mask, options)
        return function(module, query, key, value, attention_mask, **options)

    setattr(attend, _MARK, function)
    return attend


def _keep(
    capture: Capture, module: nn.Module, states: tuple[Tensor, Tensor], mask: Any, options: dict[str, Any]
) -> None:
    query, key = states
    scaling = options.get("scaling")
    capture.keep_attention(
        int(module.layer_idx),
        LayerAttention(
            query=query,
            key=key,
            mask=mask,
            scaling=float(scaling) if scaling is not None else query.shape[-1] ** -0.5,
            softcap=options.get("softcap"),
            sinks=options.get("s_aux"),
            window=options.get("sliding_window"),
        ),
    )


def _after_layer(number: int, _layer: nn.Module, _inputs: Any, keywords: dict[str, Any], output: Any) -> None:
    capture = keywords.get(_KEYWORD)
    if capture is not None:
        capture.keep_hidden(number, output[0] if isinstance(output, tuple) else output)


def _refuse(anatomy: ModelAnatomy, reason: str) -> NoReturn:
    raise Refusal(AttentionOutOfReach(Span.start_of(anatomy.family), family=anatomy.family, reason=reason))
