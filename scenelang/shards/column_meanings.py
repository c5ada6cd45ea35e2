"""What every column of a shard holds, in words: for the reference, the dataset card and its features.

Takes: nothing.
Gives: a sentence for each column of `columns.py`, and for each group of columns.
May assume: nothing.
Never does: say what code does not do; tests hold every sentence to a column that is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, NamedTuple, TypeVar

import pyarrow as pa

from scenelang.shards.columns import (
    BAND_UNIT_NUMBERS,
    HEAD_RULE_NUMBERS,
    HIDDEN_KIND_NUMBERS,
    MODULE_NUMBERS,
    NUMBER_LISTS,
    TEXT_LISTS,
    shard_schema,
)

E = TypeVar("E", bound=Enum)

GROUP_MEANINGS: Final = {
    "row": "One value a row.",
    "tokens": "One item a token.",
    "source_ranges": "Two items a token: where its text begins and ends in the source file.",
    "tension": "One item a beat and axis: all axes of the first beat, then those of the next.",
    "tags": "One item a tag.",
    "binding": "One item a variable of `vary`.",
    "certificates": "One item a named span.",
    "certificate_ranges": "Two items a named span: its first token, and the one behind its last.",
    "prerequisites": "One item a scene that comes before this one.",
    "recalled": "One item a recalled text of another scene.",
    "recalled_ranges": "Two items a recalled text: its first token, and the one behind its last.",
    "attention": "One item a site of attention: a query position with a group of keys.",
    "attention_keys": "The keys of all sites, one group after the other.",
    "attention_key_offsets": "Where each site's keys begin in `attention_keys`, and where the last end.",
    "hidden": "One item a site of a hidden-layer target: a position.",
    "exposure": "One item a range of tokens that may move some layers only.",
}


def _numbered(numbers: Mapping[E, int]) -> str:
    return ", ".join(f"{number} {member.value}" for member, number in numbers.items())


_UNIT = f"What the bounds of the layer band are: {_numbered(BAND_UNIT_NUMBERS)}."
_LOW, _HIGH = "The lower bound of the layer band.", "The upper bound of the layer band."

COLUMN_MEANINGS: Final = {
    "scene": "The id of the scene.",
    "split": "`train` or `held_out`.",
    "archetype": "The archetype that the scene follows.",
    "stratum": "The scene's stratum.",
    "language": "The language of the text, as a BCP 47 tag.",
    "rendering": "`plain`, or `chat` where a chat template laid the text out.",
    "instance": "The number of the instance of `vary`, from 0.",
    "source": "The file that the scene is written in: an index into the manifest's `sources`.",
    "axes": "The tension axes: an index into the manifest's `axes`.",
    "curriculum": "How hard the row is: the mean of its tension's peak, mean and path length.",
    "tags": "The scene's tags.",
    "binding_names": "The variables of this instance.",
    "binding_values": "Their values.",
    "certificate_spans": "The names of the scene's spans.",
    "certificate_texts": "The text that each span marks.",
    "certificate_decoded": "What the tokens of each span decode to, alone.",
    "prerequisites": "The ids of scenes that come before this one in a curriculum.",
    "recalled_scenes": "The ids of the scenes whose text stands before this one's.",
    "recalled_files": "Their files, as the manifest names them.",
    "input_ids": "The numbers of the tokens.",
    "loss_weight": "What the cross-entropy of predicting each token is multiplied by.",
    "beat": "The number of the beat that each token is in, from 0; -1 in recalled text.",
    "avoid_weight": "The weight of the unlikelihood of each token; 0 where it may be said.",
    "source_ranges": "Offsets in code points; -1 where nobody wrote the text.",
    "tension": "Tension from 0 to 1.",
    "certificate_ranges": "Positions of tokens.",
    "recalled_ranges": "Positions of tokens.",
    "attention_query": "The position that looks.",
    "attention_away": "1 where it must look away from the keys, else 0.",
    "attention_band_unit": _UNIT,
    "attention_band_low": _LOW,
    "attention_band_high": _HIGH,
    "attention_head_rule": f"Which heads are meant: {_numbered(HEAD_RULE_NUMBERS)}.",
    "attention_head_count": "The k of `top k`, else 0.",
    "attention_head_mask": "For named heads: bit h is set for head h.",
    "attention_weight": "The weight of the site in the loss.",
    "attention_origin": "The line that asked for it: an index into the manifest's `origins`.",
    "attention_target": "The number of the target; its sites stand together.",
    "attention_keys": "Positions that are looked at.",
    "attention_key_offsets": "Offsets into the row's `attention_keys`.",
    "hidden_position": "The position after which the residual stream is looked at.",
    "hidden_kind": f"What is asked of it: {_numbered(HIDDEN_KIND_NUMBERS)}.",
    "hidden_band_unit": _UNIT,
    "hidden_band_low": _LOW,
    "hidden_band_high": _HIGH,
    "hidden_token": "For `reads`: the token that it must say; else -1.",
    "hidden_other": "For `mirrors`: the position that it must be like; else -1.",
    "hidden_name": "The concept, label or axis: an index into the manifest's `names`; else -1.",
    "hidden_value": "For `tension`: its value; else 0.",
    "hidden_weight": "The weight of the site in the loss; 0 for an instance that only shows its concept.",
    "hidden_origin": "The line that asked for it: an index into the manifest's `origins`.",
    "exposure_start": "The first token of the range.",
    "exposure_end": "The token behind the last.",
    "exposure_module": f"What the range may move: {_numbered(MODULE_NUMBERS)}.",
    "exposure_band_unit": _UNIT,
    "exposure_band_low": _LOW,
    "exposure_band_high": _HIGH,
}


class ColumnFacts(NamedTuple):
    """A column: its name, the type of its values or items, whether it has a list a row, and its group."""

    name: str
    kind: str
    is_list: bool
    group: str
    meaning: str


def column_facts() -> tuple[ColumnFacts, ...]:
    """All columns in the order of the schema."""
    groups = {name: group for group, names in NUMBER_LISTS.items() for name in names} | dict(TEXT_LISTS)
    return tuple(_facts(field, groups.get(field.name, "row")) for field in shard_schema())


def _facts(field: pa.Field, group: str) -> ColumnFacts:
    is_list = pa.types.is_list(field.type)
    kind = str(field.type.value_type if is_list else field.type)
    named = {"float": "float32", "double": "float64"}.get(kind, kind)
    return ColumnFacts(field.name, named, is_list, group, COLUMN_MEANINGS[field.name])
