"""The columns of a shard: their names, their types, and which of them have equal lengths.

Every column is flat: a number, a text, or a list of one of them. Columns of one group have, in every row,
lists of one length, so a reader looks up one pair of offsets for all of them. Docs and shards use these
names; a change of any is a new format version.
"""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from scenelang.signals import HeadRuleKind, LayerUnit, Module
from scenelang.tokens import HiddenKind

ROW_TEXTS: Final = ("scene", "split", "archetype", "stratum", "language", "rendering")

ROW_NUMBERS: Final = {"instance": "i", "source": "i", "axes": "h", "curriculum": "d"}
"""`source` and `axes` are indexes into the manifest's `sources` and `axes`."""

TEXT_LISTS: Final = {
    "tags": "tags",
    "binding_names": "binding",
    "binding_values": "binding",
    "certificate_spans": "certificates",
    "certificate_texts": "certificates",
    "certificate_decoded": "certificates",
    "prerequisites": "prerequisites",
    "recalled_scenes": "recalled",
    "recalled_files": "recalled",
}
"""Columns that are lists of texts, and the group that each is in."""

NUMBER_LISTS: Final = {
    "tokens": {"input_ids": "i", "loss_weight": "f", "beat": "h", "avoid_weight": "f"},
    "source_ranges": {"source_ranges": "i"},
    "tension": {"tension": "f"},
    "certificate_ranges": {"certificate_ranges": "i"},
    "recalled_ranges": {"recalled_ranges": "i"},
    "attention": {
        "attention_query": "i",
        "attention_away": "b",
        "attention_band_unit": "b",
        "attention_band_low": "f",
        "attention_band_high": "f",
        "attention_head_rule": "b",
        "attention_head_count": "h",
        "attention_head_mask": "q",
        "attention_weight": "f",
        "attention_origin": "i",
        "attention_target": "i",
    },
    "attention_keys": {"attention_keys": "i"},
    "attention_key_offsets": {"attention_key_offsets": "i"},
    "hidden": {
        "hidden_position": "i",
        "hidden_kind": "b",
        "hidden_band_unit": "b",
        "hidden_band_low": "f",
        "hidden_band_high": "f",
        "hidden_token": "i",
        "hidden_other": "i",
        "hidden_name": "i",
        "hidden_value": "f",
        "hidden_weight": "f",
        "hidden_origin": "i",
    },
    "exposure": {
        "exposure_start": "i",
        "exposure_end": "i",
        "exposure_module": "b",
        "exposure_band_unit": "b",
        "exposure_band_low": "f",
        "exposure_band_high": "f",
    },
}
"""Columns that are lists of numbers, by group. Ranges are pairs, one after the other."""

BAND_UNIT_NUMBERS: Final = {unit: number for number, unit in enumerate(LayerUnit)}
HEAD_RULE_NUMBERS: Final = {kind: number for number, kind in enumerate(HeadRuleKind)}
HIDDEN_KIND_NUMBERS: Final = {kind: number for number, kind in enumerate(HiddenKind)}
MODULE_NUMBERS: Final = {module: number for number, module in enumerate(Module)}
HIGHEST_HEAD: Final = 62

ARROW_TYPES: Final = {
    "b": pa.int8(),
    "h": pa.int16(),
    "i": pa.int32(),
    "q": pa.int64(),
    "f": pa.float32(),
    "d": pa.float64(),
}
"""Arrow's types by the codes of Python's `array`."""


def shard_schema() -> pa.Schema:
    """The Arrow schema of every shard."""
    fields = [pa.field(name, pa.utf8(), nullable=False) for name in ROW_TEXTS]
    fields += [pa.field(name, ARROW_TYPES[code], nullable=False) for name, code in ROW_NUMBERS.items()]
    fields += [_list_field(name, pa.utf8()) for name in TEXT_LISTS]
    for group in NUMBER_LISTS.values():
        fields += [_list_field(name, ARROW_TYPES[code]) for name, code in group.items()]
    return pa.schema(fields)


def _list_field(name: str, item: pa.DataType) -> pa.Field:
    return pa.field(name, pa.list_(pa.field("item", item, nullable=False)), nullable=False)
