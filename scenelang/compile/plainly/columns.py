"""Rows of plain scenes as one record batch, column by column.

Takes: all that was worked out of a portion of scenes.
Gives: a record batch with the columns of shards, a row a scene.
May assume: all of it fits.
Never does: look for anything wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scenelang.compile.plainly.certificates import Certificates
from scenelang.compile.plainly.plan_of_shape import ShapePlan
from scenelang.compile.plainly.ragged import Int, offsets_of
from scenelang.compile.plainly.sayings import HoldSaying, LookSaying, Sayings
from scenelang.compile.plainly.site_arrays import HoldSites, LookSites
from scenelang.lowering import RenderingKind
from scenelang.plain import PlainScene
from scenelang.shards import number_array, shard_schema, text_array
from scenelang.tokens import Split

_ONCE = (Split.TRAIN.value, Split.HELD_OUT.value)
Columns = dict[str, pa.Array]


class TokenColumns(NamedTuple):
    """What each token is, in all rows; `rows` says where each row's begin."""

    rows: Int
    ids: NDArray[np.int32]
    weights: NDArray[np.float64]
    avoid: NDArray[np.float64] | None
    beats: NDArray[np.int16]
    sources: NDArray[np.int32]


class Portion(NamedTuple):
    """All that stands in the rows of some scenes. `hold_tokens` has the token that is read at each site."""

    scenes: Sequence[PlainScene]
    plans: Sequence[ShapePlan]
    tokens: TokenColumns
    looks: LookSites
    holds: HoldSites
    hold_tokens: NDArray[np.int32]
    certificates: Certificates
    sayings: Sayings


def record_batch(portion: Portion) -> pa.RecordBatch:
    """The rows of a portion."""
    columns: Columns = {
        **_of_rows(portion),
        **_of_tokens(portion.tokens),
        **_of_certificates(portion.certificates),
        **_of_looks(portion.looks, portion.sayings),
        **_of_holds(portion.holds, portion.hold_tokens, portion.sayings),
    }
    schema, rows = shard_schema(), len(portion.scenes)
    arrays = [
        columns[field.name] if field.name in columns else _nothing(field.type, rows) for field in schema
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _of_rows(portion: Portion) -> Columns:
    scenes, plans = portion.scenes, portion.plans
    rows = len(scenes)
    tags = np.array([0, *(len(scene.tags) for scene in scenes)]).cumsum()
    tension = offsets_of(np.array([len(plan.tension) for plan in plans]))
    return {
        "scene": text_array([scene.id for scene in scenes]),
        "split": text_array([_ONCE[scene.is_held_out] for scene in scenes]),
        "archetype": text_array([scene.archetype for scene in scenes]),
        "stratum": text_array([scene.stratum for scene in scenes]),
        "language": text_array([scene.language for scene in scenes]),
        "rendering": text_array([RenderingKind.PLAIN.value] * rows),
        "instance": number_array(np.zeros(rows, np.int32)),
        "source": number_array(np.arange(rows, dtype=np.int32)),
        "axes": number_array(np.array([plan.axes for plan in plans], np.int16)),
        "curriculum": number_array(np.array([plan.curriculum for plan in plans], np.float64)),
        "tags": _texts(tags, [tag for scene in scenes for tag in scene.tags]),
        "tension": _list(tension, np.concatenate([plan.tension for plan in plans])),
    }


def _of_tokens(tokens: TokenColumns) -> Columns:
    avoid = np.zeros(len(tokens.ids)) if tokens.avoid is None else tokens.avoid
    return {
        "input_ids": _list(tokens.rows, tokens.ids),
        "loss_weight": _list(tokens.rows, tokens.weights.astype(np.float32)),
        "beat": _list(tokens.rows, tokens.beats),
        "avoid_weight": _list(tokens.rows, avoid.astype(np.float32)),
        "source_ranges": _list(tokens.rows * 2, tokens.sources),
    }


def _of_certificates(proofs: Certificates) -> Columns:
    return {
        "certificate_spans": _texts(proofs.rows, proofs.spans),
        "certificate_texts": _texts(proofs.rows, proofs.texts),
        "certificate_decoded": _texts(proofs.rows, proofs.decoded),
        "certificate_ranges": _list(proofs.rows * 2, proofs.ranges),
    }


def _of_looks(sites: LookSites, sayings: Sayings) -> Columns:
    rows = sites.rows
    keys = offsets_of(sites.key_counts)
    counts = np.diff(rows) + 1
    entries = np.arange(rows[-1] + len(counts)) - np.repeat(np.arange(len(counts)), counts)
    key_offsets = (keys[entries] - np.repeat(keys[rows[:-1]], counts)).astype(np.int32)
    said = _said("attention", _LOOK_TYPES, sayings.looks.column, rows, sites.saying)
    return {
        **said,
        "attention_query": _list(rows, sites.query.astype(np.int32)),
        "attention_origin": _list(rows, sites.origin.astype(np.int32)),
        "attention_target": _list(rows, sites.target.astype(np.int32)),
        "attention_keys": _list(keys[rows], sites.keys.astype(np.int32)),
        "attention_key_offsets": _list(offsets_of(counts), key_offsets),
    }


def _of_holds(sites: HoldSites, tokens: NDArray[np.int32], sayings: Sayings) -> Columns:
    rows = sites.rows
    return {
        **_said("hidden", _HOLD_TYPES, sayings.holds.column, rows, sites.saying),
        "hidden_position": _list(rows, sites.position.astype(np.int32)),
        "hidden_other": _list(rows, sites.other.astype(np.int32)),
        "hidden_token": _list(rows, tokens),
        "hidden_name": _list(rows, sites.name.astype(np.int32)),
        "hidden_origin": _list(rows, sites.origin.astype(np.int32)),
    }


_LOOK_TYPES = dict(
    zip(
        LookSaying._fields,
        (np.int8, np.int8, np.float32, np.float32, np.int8, np.int16, np.int64, np.float32),
        strict=True,
    )
)
_HOLD_TYPES = dict(
    zip(
        HoldSaying._fields,
        (np.int8, np.int8, np.float32, np.float32, np.float32, np.float32),
        strict=True,
    )
)


def _said(group: str, types: Mapping[str, type], column: Any, rows: Int, saying: Int) -> Columns:
    """The columns of what targets say, an item a site."""
    return {
        f"{group}_{name}": _list(rows, column(place, kind)[saying])
        for place, (name, kind) in enumerate(types.items())
    }


def _list(offsets: Int, items: NDArray[Any]) -> pa.ListArray:
    return _lists(offsets, number_array(items))


def _texts(offsets: Int, items: Sequence[str]) -> pa.ListArray:
    return _lists(offsets, text_array(items))


def _lists(offsets: Int, items: pa.Array) -> pa.ListArray:
    kind = pa.list_(pa.field("item", items.type, nullable=False))
    return pa.ListArray.from_arrays(number_array(offsets.astype(np.int32)), items, type=kind)


def _nothing(kind: pa.ListType, rows: int) -> pa.ListArray:
    """A column of empty lists."""
    none = (
        text_array([])
        if kind.value_type == pa.utf8()
        else number_array(np.zeros(0, kind.value_type.to_pandas_dtype()))
    )
    return _lists(np.zeros(rows + 1, np.int64), none)
