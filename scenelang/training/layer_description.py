"""What each layer of a model is, by the model: what it showed while it ran, and which parts it has.

Takes: a model's anatomy, and a watch that has seen it run. Gives: one `LayerMap` a layer.
May assume: the watch is of that model. Never does: change the model.
"""

from __future__ import annotations

from typing import Any

from scenelang.diagnostics import Refusal
from scenelang.signals import LAYER_TYPES, LayerKind, LayerMap, Module
from scenelang.training.anatomy import ModelAnatomy
from scenelang.training.exposed_parameters import ExposedParameters
from scenelang.training.model_watch import ModelWatch

_LISTS = ("layer_types", "layers_block_type", "attention_layers")
_BOUNDED = (LayerKind.FULL, LayerKind.SLIDING)


def describe_layers(anatomy: ModelAnatomy, watch: ModelWatch, config: Any) -> tuple[LayerMap, ...]:
    """One map a layer."""
    listed = next((found for name in _LISTS if (found := getattr(config, name, None))), None)
    usual = "full_attention" if anatomy.head_count else "linear_attention"
    names = listed or [usual] * anatomy.layer_count
    exposed = ExposedParameters(anatomy)
    layers = []
    for number in range(anatomy.layer_count):
        kind, window = _sight(LAYER_TYPES.get(names[number], LayerKind.FULL), number, anatomy, watch, config)
        attends = number in watch.attention
        layers.append(LayerMap(kind, window, attends, _parts(exposed, number)))
    return tuple(layers)


def _sight(
    kind: LayerKind, number: int, anatomy: ModelAnatomy, watch: ModelWatch, config: Any
) -> tuple[LayerKind, int]:
    """The kind of a layer and its window; a window that bounds nothing makes no sliding layer."""
    shown = watch.attention.get(number)
    window = (shown.window if shown else None) or anatomy.windows[number]
    if kind is LayerKind.SLIDING and not window:
        window = int(getattr(config, "window_size", None) or 0)
    if kind in _BOUNDED:
        return (LayerKind.SLIDING, window) if window else (LayerKind.FULL, 0)
    if kind is LayerKind.CHUNKED:
        chunk = getattr(config, "attention_chunk_size", None) or 0
        return (LayerKind.CHUNKED, int(chunk)) if chunk else (LayerKind.FULL, 0)
    return (kind, window) if kind is LayerKind.HYBRID else (kind, 0)


def _parts(exposed: ExposedParameters, layer: int) -> frozenset[Module]:
    found = set()
    for part in (Module.ATTENTION, Module.MLP):
        try:
            exposed.of(((layer, part.value),))
        except Refusal:
            continue
        found.add(part)
    return frozenset(found)
