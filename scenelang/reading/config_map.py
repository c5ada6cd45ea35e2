"""The map of a model by the values of its configuration.

Takes: values, and what is known of the family. Gives: a `ModelMap`; none where values are missing or wrong.
May assume: the values are those of the part that speaks of text. Never does: look at a model.
"""

from __future__ import annotations

from typing import NamedTuple

from scenelang.diagnostics import Outcome
from scenelang.reading.config_layers import DEPTH_NAMES, layer_maps, listed_kinds
from scenelang.reading.config_values import ConfigValues
from scenelang.reading.messages_model import ConfigWithoutValue
from scenelang.reading.model_family import Family
from scenelang.signals import ATTENDING, Gap, LayerMap, ModelMap

USUAL = {
    "num_hidden_layers": ("n_layer", "n_layers", "num_layers"),
    "hidden_size": ("n_embd", "d_model"),
    "num_attention_heads": ("n_head", "n_heads", "num_heads"),
    "num_key_value_heads": ("num_kv_heads", "n_head_kv"),
    "head_dim": ("kv_channels",),
    "vocab_size": (),
    "max_position_embeddings": ("n_positions", "max_seq_len", "context_length", "model_max_length", "n_ctx"),
}
"""What most families call their sizes, and what else some call them."""

_LATENT = ("qk_nope_head_dim", "qk_rope_head_dim")
_CAP, _LOGIT_CAPS = "attn_logit_softcapping", ("final_logit_softcapping", "logits_soft_cap")
_TIED = ("tie_word_embeddings", "tie_embedding")
_MOST_LAYERS = 4096
_NEEDED = (
    ("how many layers the model has", "num_hidden_layers", 12),
    ("how wide the model is", "hidden_size", 768),
    ("how many tokens the model knows", "vocab_size", 32000),
)

READ_NAMES = DEPTH_NAMES.union(
    USUAL, *USUAL.values(), _LATENT, _LOGIT_CAPS, _TIED, (_CAP, "multi_query", "new_decoder_architecture")
)
"""Every name that is looked for in a configuration."""


def map_config(values: ConfigValues, name: str, family: Family) -> Outcome[ModelMap]:
    """The map of a model of the family `name`."""
    names = _Names(family)
    sizes = _sizes(values, names)
    heads = _heads(values, names, sizes.width)
    layers = layer_maps(values, family, sizes.layers, attention=heads.queries > 0) if sizes.layers else ()
    model = ModelMap(
        family=name,
        layers=layers,
        width=sizes.width,
        heads=heads.queries,
        key_value_heads=heads.keys,
        head_size=heads.size,
        vocabulary=sizes.vocabulary,
        context=max(values.number(*names("max_position_embeddings"), least=-1) or 0, 0),
        attention_function=family.attention_function,
        softcap=values.real(_CAP),
        logit_softcap=values.real(*_LOGIT_CAPS),
        sinks=family.sinks,
        tied=values.switch(*_TIED) or False,
        attention_gap=_attention_gap(family, layers),
        residual_gap=family.residual_gap,
        reads_gap=family.reads_gap,
        known=family.known,
    )
    return Outcome(None if values.problems else model, tuple(values.problems))


class _Names(NamedTuple):
    """How a family calls what most families call something; what any family does, where it is not known."""

    family: Family

    def __call__(self, usual: str) -> tuple[str, ...]:
        own = self.family.names.get(usual)
        if own is not None:
            return own, usual
        return (usual,) if self.family.known else (usual, *USUAL[usual])


class _Sizes(NamedTuple):
    layers: int
    width: int
    vocabulary: int


class _Heads(NamedTuple):
    queries: int
    keys: int
    size: int


def _sizes(values: ConfigValues, names: _Names) -> _Sizes:
    """What every map needs; 0 for what is not there or wrong, which is then reported."""
    found = []
    for what, usual, example in _NEEDED:
        known = len(values.problems)
        number = values.number(*names(usual), least=1)
        if usual == "num_hidden_layers" and (number is None or _counts_by_list(values)):
            number = len(listed_kinds(values) or ()) or number
        if number is None and len(values.problems) == known:
            spelt = ", ".join(f"`{name}`" for name in names(usual))
            shown = f'"{names(usual)[0]}": {example}'
            values.problems.append(ConfigWithoutValue(values.beginning, what, spelt, shown))
        found.append(number or 0)
    sizes = _Sizes(*found)
    if sizes.layers > _MOST_LAYERS:
        reason = f"a model cannot have {sizes.layers} layers; up to {_MOST_LAYERS} are read"
        values.disagree(names("num_hidden_layers")[0], reason)
        return sizes._replace(layers=0)
    return sizes


def _counts_by_list(values: ConfigValues) -> bool:
    """True where the list of layers goes before their number."""
    return values.has("hybrid_override_pattern") or values.has("layers_block_type")


def _heads(values: ConfigValues, names: _Names, width: int) -> _Heads:
    queries = values.number(*names("num_attention_heads")) or 0
    if not queries:
        return _Heads(0, 0, 0)
    written = values.number(*names("num_key_value_heads"), least=1)
    one_key = values.switch("multi_query") and not values.switch("new_decoder_architecture")
    keys = 1 if one_key else written or queries
    size = values.number(*names("head_dim"), least=1)
    latent = [values.number(name) for name in _LATENT]
    if None not in latent:
        # Keys are unfolded from one latent vector, so that each query head has keys of its own.
        keys, size = queries, sum(part or 0 for part in latent)
    if queries % keys:
        reason = f"{queries} attention heads do not share {keys} key-value heads evenly"
        values.disagree(names("num_key_value_heads")[0], reason)
    return _Heads(queries, keys, size or width // queries)


def _attention_gap(family: Family, layers: tuple[LayerMap, ...]) -> Gap:
    if layers and not any(layer.kind in ATTENDING for layer in layers):
        return Gap.NO_ATTENTION
    return family.attention_gap
