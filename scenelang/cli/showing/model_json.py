"""The map of a model as JSON for editors and scripts: an object that only ever grows.

Takes: a name, a `ModelMap`, and what it was read from. Gives: an object of plain values.
May assume: nothing. Never does: print.
"""

from __future__ import annotations

from scenelang.signals import ModelMap, pattern_text, verdicts


def model_json(name: str, model: ModelMap, read_from: str) -> dict[str, object]:
    """The map as an object; layers count from 0, and what there is none of is null.

    Args:
        name: what the model is called.
        model: its map.
        read_from: `config` or `model`.
    """
    return {
        "name": name,
        "read_from": read_from,
        "family": model.family,
        "layers": model.layer_count,
        "width": model.width,
        "heads": model.heads,
        "key_value_heads": model.key_value_heads,
        "head_size": model.head_size,
        "vocabulary": model.vocabulary,
        "context": model.context or None,
        "attention_function": model.attention_function,
        "softcap": model.softcap,
        "logit_softcap": model.logit_softcap,
        "sinks": model.sinks,
        "tied_embeddings": model.tied,
        "bands": {band: list(layers) for band, layers in model.bands.items()},
        "pattern": pattern_text([layer.kind.value for layer in model.layers]),
        "depth": [
            {"layer": number, "kind": layer.kind.value, "window": layer.window or None}
            for number, layer in enumerate(model.layers)
        ],
        "supervision": {
            one.kind.value: {"answer": one.answer.value, "why": one.why, "layers": list(one.layers)}
            for one in verdicts(model)
        },
    }
