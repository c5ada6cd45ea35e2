"""Rows of the shards to one padded batch, with everything that the losses ask for.

Takes: rows. Gives: a dictionary of tensors (see `batch`), on the CPU.
May assume: rows come from one set of shards. Never does: pass an attention mask: padding stands on the
right, so causal attention never sees it, and the fast kernels stay in use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from scenelang.diagnostics import Refusal
from scenelang.shards import Row
from scenelang.source import Span
from scenelang.tokens import HiddenKind
from scenelang.training import messages
from scenelang.training.anatomy import ModelAnatomy
from scenelang.training.attention_layout import lay_out_attention
from scenelang.training.band_table import BandTable
from scenelang.training.flat_sites import (
    FlatHidden,
    flatten_attention,
    flatten_hidden,
    take_hidden,
)
from scenelang.training.site_checks import SiteChecks

TERMS = ("cross_entropy", "attention", "reads", "mirrors")
"""The loss terms, in the order of a batch's `counts`."""
_KINDS = tuple(kind.value for kind in HiddenKind)


class SceneCollator:
    """Makes batches for one model.

    Args:
        anatomy: the model's parts; bands, heads and windows are checked against them.
        terms: the loss terms whose sites are wanted; sites of others are passed over.
        leave_out: kinds of targets that may be dropped in silence.
        origins: the names of origins, as the manifest lists them.
        pad: the token id written on padding.
    """

    def __init__(
        self,
        anatomy: ModelAnatomy,
        terms: Iterable[str] = TERMS,
        leave_out: Iterable[str] = (),
        origins: Sequence[str] = (),
        pad: int = 0,
    ) -> None:
        self._checks = SiteChecks(anatomy, origins)
        self._terms = frozenset(terms)
        self._leave_out = frozenset(leave_out)
        self._pad = pad
        self._bands = BandTable(anatomy.layer_count)

    def __call__(self, rows: Sequence[Row]) -> dict[str, Any]:
        """One batch.

        Raises:
            Refusal: a target does not fit the model, or no term handles its kind.
        """
        batch = self.tokens(rows)
        counts = dict.fromkeys(TERMS, 0.0)
        counts["cross_entropy"] = float(batch["target_weight"].sum())
        if "attention" in self._terms and "attention" not in self._leave_out:
            self._add_attention(rows, batch, counts)
        self._add_hidden(rows, batch, counts)
        batch["counts"] = torch.tensor([counts[term] for term in TERMS])
        return batch

    def tokens(self, rows: Sequence[Row]) -> dict[str, Any]:
        """The part of a batch that plain training needs: tokens and what is to be predicted.

        Target n is predicted at position `target_place[n]` of row `target_row[n]`, rows in order.
        `columns` (C) are the positions wanted in any row, `target_column` the place among those.
        """
        lengths = np.array([len(row.input_ids) for row in rows])
        self._checks.length(rows, int(lengths.max()))
        inside = np.arange(int(lengths.max())) < lengths[:, None]
        ids = np.full(inside.shape, self._pad, dtype=np.int64)
        ids[inside] = np.concatenate([row.input_ids for row in rows])
        weight = np.zeros(inside.shape, dtype=np.float32)
        weight[inside] = np.concatenate([row.loss_weight for row in rows])
        self._checks.vocabulary(ids)
        row, column = np.nonzero(weight[:, 1:])
        # At least one column: a head that gets no position at all is refused by some models.
        columns, place = (
            np.unique(column, return_inverse=True) if len(column) else (np.zeros(1, np.int64), column)
        )
        return {
            "input_ids": torch.from_numpy(ids),
            "columns": torch.from_numpy(columns),
            "target_row": torch.from_numpy(row),
            "target_place": torch.from_numpy(column),
            "target_column": torch.from_numpy(place.ravel()),
            "target_token": torch.from_numpy(ids[row, column + 1]),
            "target_weight": torch.from_numpy(weight[row, column + 1]),
            "token_count": int(lengths.sum()),
        }

    def _add_attention(self, rows: Sequence[Row], batch: dict[str, Any], counts: dict[str, float]) -> None:
        flat = flatten_attention(rows)
        if not len(flat.query):
            return
        layers = self._bands.resolve(flat.bands, self._checks.band(rows, flat))
        self._checks.heads(rows, flat)
        self._checks.windows(rows, flat, layers)
        batch["attention"] = _tensors(lay_out_attention(flat, layers, len(rows)))
        counts["attention"] = float(flat.weight.sum())

    def _add_hidden(self, rows: Sequence[Row], batch: dict[str, Any], counts: dict[str, float]) -> None:
        flat = flatten_hidden(rows)
        for number in np.unique(flat.kind).tolist():
            kind = _KINDS[number]
            if kind in self._leave_out:
                continue
            if kind not in TERMS:
                raise Refusal(messages.KindWithoutLoss(Span.start_of("recipe"), kind=kind))
            part = take_hidden(flat, np.flatnonzero((flat.kind == number) & (flat.weight > 0)))
            if kind not in self._terms or not len(part.position):
                continue
            layers = self._bands.resolve(part.bands, self._checks.band(rows, part))
            batch[kind] = _tensors(_lay_out_hidden(part, layers, batch["input_ids"].shape[1]))
            counts[kind] = float(part.weight.sum())


def _lay_out_hidden(flat: FlatHidden, layers: NDArray[np.bool_], length: int) -> dict[str, Any]:
    """The arrays of a `HiddenBatch`."""
    pair_layer, pair_site = np.nonzero(layers.T)
    sizes = np.bincount(pair_layer, minlength=layers.shape[1])
    first = flat.row[pair_site] * length
    return {
        "layers": [(layer, int(sizes[layer])) for layer in np.flatnonzero(sizes).tolist()],
        "row": first + flat.position[pair_site],
        "other": first + flat.other[pair_site],
        "token": flat.token[pair_site],
        "weight": (flat.weight / layers.sum(axis=1))[pair_site].astype(np.float32),
    }


def _tensors(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _tensors(item) for name, item in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_tensors(item) for item in value]
    return torch.from_numpy(value) if isinstance(value, np.ndarray) else value
