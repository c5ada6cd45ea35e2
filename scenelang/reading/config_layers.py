"""What each layer of a configuration is: full or sliding attention, a running state, something between.

Takes: the values of a configuration and its family. Gives: one `LayerMap` a layer.
May assume: the number of layers is known. Never does: look at a model.
"""

from __future__ import annotations

from collections.abc import Container

from scenelang.reading.config_values import ConfigValues
from scenelang.reading.model_family import Family
from scenelang.signals import LAYER_TYPES, LayerKind, LayerMap

_SIGNS = {"M": "linear_attention", "*": "full_attention", "E": "moe", "-": "mlp"}
_FULL, _SLIDING = "full_attention", "sliding_attention"
_LISTS = ("layer_types", "layers_block_type", "attention_layers")
_PERIODS = (
    "sliding_window_pattern",
    "global_attn_every_n_layers",
    "full_attention_interval",
    "layer_group_size",
)
_WINDOWS = ("sliding_window", "attention_window_size", "sliding_window_size", "window_size")

DEPTH_NAMES = frozenset(
    {*_LISTS, *_PERIODS, *_WINDOWS, "hybrid_override_pattern", "attention_chunk_size", "use_sliding_window",
     "max_window_layers", "attn_layer_indices", "full_attn_idxs", "attn_layer_period", "attn_layer_offset"}
)  # fmt: skip
"""The names that are looked for here."""


def layer_maps(values: ConfigValues, family: Family, count: int, *, attention: bool) -> tuple[LayerMap, ...]:
    """One map a layer; none where the kinds of layers do not go with their number.

    Args:
        values: the configuration.
        family: what is known of its family.
        count: how many layers there are.
        attention: False where the configuration has no attention heads.
    """
    names = _kind_names(values, family, count) if attention else ("linear_attention",) * count
    listed = next((name for name in _LISTS if values.has(name)), _LISTS[0])
    strange = next((name for name in names if name not in LAYER_TYPES), None)
    if strange is not None:
        values.disagree(listed, f"`{strange}` is no kind of layer that is known")
    if len(names) != count:
        values.disagree(listed, f"`{listed}` lists {len(names)} layers, and the model has {count}")
    if strange is not None or len(names) != count:
        return ()
    bounds = {_SLIDING: _window(values, family), "chunked_attention": values.number("attention_chunk_size")}
    bounds |= {"local": bounds[_SLIDING], "hybrid_sliding": bounds[_SLIDING]}
    return tuple(_layer(family, name, bounds.get(name) or 0) for name in names)


def listed_kinds(values: ConfigValues) -> tuple[str, ...] | None:
    """The kinds of layers as a configuration lists them, one a layer; None where it lists none."""
    listed = values.words(*_LISTS)
    signs = values.word("hybrid_override_pattern")
    if listed is None and signs is not None:
        return tuple(_SIGNS.get(sign, sign) for sign in signs)
    return listed


def _layer(family: Family, name: str, window: int) -> LayerMap:
    kind = LAYER_TYPES[name]
    if not window and kind in (LayerKind.SLIDING, LayerKind.CHUNKED):
        kind = LayerKind.FULL
    facts = family.facts(kind)
    return LayerMap(kind, window, facts.attends, facts.parts)


def _window(values: ConfigValues, family: Family) -> int:
    """How many tokens a sliding layer sees; 0 where none is to slide."""
    if values.switch("use_sliding_window") is False:
        return 0
    window = max(values.number(*_WINDOWS, least=-1) or 0, 0)
    return window + family.window_extra if window else 0


def _kind_names(values: ConfigValues, family: Family, count: int) -> tuple[str, ...]:
    listed = listed_kinds(values)
    if listed is not None:
        return listed
    chosen = _full_layers(values, family, count)
    if chosen is not None:
        full, rest = chosen
        return tuple(_FULL if number in full else rest for number in range(count))
    pattern = family.depth.kinds(count)
    return pattern or (_SLIDING if _window(values, family) else _FULL,) * count


def _full_layers(values: ConfigValues, family: Family, count: int) -> tuple[Container[int], str] | None:
    """The layers that see everything, where numbers name them, and what the others are."""
    named = values.numbers("full_attn_idxs")
    if named is not None:
        return named, "conv"
    named = values.numbers("attn_layer_indices")
    if named is not None:
        return named, "linear_attention"
    period, offset = values.number("attn_layer_period", least=1), values.number("attn_layer_offset") or 0
    if period is not None:
        return range(offset % period, count, period), "linear_attention"
    first = values.number("max_window_layers")
    if first is not None:
        return range(first if _window(values, family) else count), _SLIDING
    each = values.number(*_PERIODS, least=1)
    if each is None:
        return None
    other = next((name for name in family.depth.repeat if name != _FULL), _SLIDING)
    return range(each - 1, count, each), other
