"""Writes what is known of each family of models: `scenelang/reading/model_families.json`.

    python tools/build_model_families.py          # write
    python tools/build_model_families.py --check  # say whether the file is in step, and exit with 1 if not

Every family of causal models that transformers can build is built without weights and looked at while it
reads a few tokens; see `scenelang/training/model_description.py`. What a configuration leaves unsaid
(defaults, the kinds of layers over the depth) is taken from the configuration classes.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import transformers
from transformers import CONFIG_MAPPING, AutoConfig
from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

from scenelang.reading.config_map import READ_NAMES, USUAL
from scenelang.signals import ModelMap
from scenelang.training.model_description import describe_config

OUT = Path(__file__).parents[1] / "scenelang" / "reading" / "model_families.json"

EXTRA: dict[str, dict[str, Any]] = {
    # What some classes do not fill in by themselves, or what shows a kind of layer that the default lacks.
    "bamba": {"attn_layer_indices": [9, 18, 27]},
    "deepseek_v2": {"num_experts_per_tok": 2, "n_group": 1, "topk_group": 1, "moe_intermediate_size": 1408},
    "granitemoehybrid": {"layer_types": ["linear_attention", "full_attention"] * 16},
    "hunyuan_v1_dense": {"head_dim": 128},
    "hunyuan_v1_moe": {"head_dim": 128, "moe_topk": 1},
    "lfm2": {"full_attn_idxs": [2, 5, 8, 10, 12, 14]},
    "ministral": {"head_dim": 128},
    "lfm2_moe": {"layer_types": ["conv", "conv", "full_attention", "conv"] * 8},
    "nemotron": {"head_dim": 128, "num_key_value_heads": 8},
}
HALVES = {"trocr", "reformer", "musicgen", "musicgen_melody", "got_ocr2", "git", "whisper"}
DEPTHS = (5, 12, 24, 37)


def main() -> int:
    """Writes the file, or compares it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    text = _text(dict(_families()))
    if not parser.parse_args().check:
        OUT.write_text(text, encoding="utf-8")
        return 0
    if OUT.read_text(encoding="utf-8") == text:
        return 0
    print(f"{OUT.name} is not what transformers {transformers.__version__} gives")
    return 1


def _text(families: dict[str, dict[str, Any]]) -> str:
    """One family a line, so that a difference is read as lines."""
    causal_names = sorted(MODEL_FOR_CAUSAL_LM_MAPPING_NAMES)
    parts = {name: part for name in causal_names if (part := _text_part(name, families))}
    causal = {name for name in MODEL_FOR_CAUSAL_LM_MAPPING_NAMES if _is_causal(CONFIG_MAPPING[name])}
    others = sorted(set(CONFIG_MAPPING) - set(families) - set(parts) - causal)
    lines = [f"  {json.dumps(name)}: {json.dumps(family)}" for name, family in families.items()]
    head = {
        "made_with": f"transformers {transformers.__version__}",
        "text_parts": parts,
        "not_causal": others,
    }
    body = ",\n".join(lines)
    return f'{json.dumps(head)[:-1]}, "families": {{\n{body}\n}}}}\n'


def _families() -> Iterator[tuple[str, dict[str, Any]]]:
    for name in sorted(MODEL_FOR_CAUSAL_LM_MAPPING_NAMES):
        config = _config(name)
        if config is None or not _is_text(config) or not _is_causal(config):
            continue
        model = describe_config(config)
        if model is None:
            print(f"{name}: not built", file=sys.stderr)
            continue
        yield name, _family(name, config, model)


def _config(name: str, **more: Any) -> Any:
    try:
        return AutoConfig.for_model(name, **{**EXTRA.get(name, {}), **more})
    except Exception as error:  # noqa: BLE001 - a configuration can make a library raise anything
        print(f"{name}: {type(error).__name__}", file=sys.stderr)
        return None


def _is_causal(config: Any) -> bool:
    """False for encoders that can be turned into decoders, and for the second half of a pair."""
    names = {field.name for field in dataclasses.fields(config)}
    paired = getattr(config, "is_encoder_decoder", False) is True or config.model_type in HALVES
    return not paired and not {"is_decoder", "add_cross_attention"} <= names


def _is_text(config: Any) -> bool:
    try:
        return config.get_text_config() is config
    except ValueError:
        return False


def _text_part(name: str, families: dict[str, Any]) -> list[str] | None:
    """The key and the family of the text part of a model that reads more than text."""
    if name in families:
        return None
    for key, config in CONFIG_MAPPING[name].sub_configs.items():
        family = getattr(config, "model_type", "")
        if key == "text_config" and family in families:
            return [key, family]
    return None


def _family(name: str, config: Any, model: ModelMap) -> dict[str, Any]:
    fresh = _config(name)
    names = {usual: own for usual, own in fresh.attribute_map.items() if usual in USUAL}
    found: dict[str, Any] = {"names": names} if names else {}
    found["defaults"] = _defaults(fresh, set(names.values()))
    depth = _depth(name)
    if depth:
        found["depth"] = depth
    found["layers"] = {
        layer.kind.value: {"attends": layer.attends, "parts": sorted(part.value for part in layer.parts)}
        for layer in model.layers
    }
    written = getattr(config, "sliding_window", None)
    windows = {layer.window for layer in model.layers if layer.kind.value == "sliding"}
    found["attention_function"] = model.attention_function
    found["window_extra"] = max(windows) - written if windows and written else 0
    found["sinks"] = model.sinks
    for gap in ("attention_gap", "residual_gap", "reads_gap"):
        found[gap] = getattr(model, gap).value
    plain = {"attention_function": "sdpa", "window_extra": 0, "sinks": False}
    return {key: value for key, value in found.items() if value not in (plain.get(key), "none")}


def _defaults(config: Any, own: set[str]) -> dict[str, Any]:
    """What a configuration of the class has where a file says nothing, by the names that are read."""
    fields = {field.name: field.default for field in dataclasses.fields(config)}
    plain = {name: value for name, value in fields.items() if name in READ_NAMES | own and _is_plain(value)}
    return {**plain, "tie_word_embeddings": bool(getattr(config, "tie_word_embeddings", False))}


def _is_plain(value: Any) -> bool:
    return isinstance(value, bool | int | float | str) and value is not None


def _depth(name: str) -> dict[str, Any]:
    """The pattern of kinds over the depth, where layers differ and no number in a configuration says how."""
    lists = []
    for count in DEPTHS:
        config = _config(name, num_hidden_layers=count)
        kinds = getattr(config, "layer_types", None) or getattr(config, "attention_layers", None)
        if not kinds or len(kinds) != count:
            return {}
        lists.append(list(kinds))
    if all(set(kinds) == {"full_attention"} for kinds in lists):
        return {}
    return next(_patterns(lists), {})


def _patterns(lists: Sequence[Sequence[str]]) -> Iterator[dict[str, Any]]:
    longest = lists[-1]
    for period in range(1, 9):
        for first in range(3):
            repeat = [
                longest[place + (-(-max(first - place, 0) // period)) * period] for place in range(period)
            ]
            for last in (None, longest[-1]):
                pattern = {"repeat": repeat, "start": list(longest[:first]), "last": last}
                if all(_drawn(pattern, len(kinds)) == list(kinds) for kinds in lists):
                    yield {key: value for key, value in pattern.items() if value}
                    return


def _drawn(pattern: dict[str, Any], count: int) -> list[str]:
    repeat, start = pattern["repeat"], pattern["start"]
    kinds = [start[place] if place < len(start) else repeat[place % len(repeat)] for place in range(count)]
    return [*kinds[:-1], pattern["last"]] if pattern["last"] else kinds


if __name__ == "__main__":
    sys.exit(main())
