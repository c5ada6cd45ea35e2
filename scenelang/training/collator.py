"""Rows of the shards to one padded batch, with everything that the losses ask for.

Takes: rows, and packs of rows, which share a line. Gives: a dictionary of tensors (see `batch`), on the CPU.
May assume: rows come from one set of shards. Never does: pass an attention mask: padding stands on the
right, so causal attention never sees it, and the fast kernels stay in use; scenes of a pack are told apart
by positions that start anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import torch

from scenelang.diagnostics import Refusal
from scenelang.shards import Row
from scenelang.source import Span
from scenelang.tokens import HiddenKind
from scenelang.training import messages
from scenelang.training.anatomy import ModelAnatomy
from scenelang.training.attention_layout import lay_out_attention
from scenelang.training.band_table import BandTable
from scenelang.training.batch_parts import KindSites, parts_by_reach
from scenelang.training.flat_sites import (
    FlatAttention,
    FlatHidden,
    Ints,
    flatten_attention,
    flatten_hidden,
    take_attention,
    take_hidden,
)
from scenelang.training.hidden_layout import lay_out_concepts, lay_out_hidden
from scenelang.training.placement import Item, Placement
from scenelang.training.sequence_inputs import in_one_line, sequence_inputs
from scenelang.training.site_checks import SiteChecks
from scenelang.training.target_names import TargetNames
from scenelang.training.token_groups import TokenGroups, token_groups
from scenelang.training.token_places import avoided_tokens, said_tokens

TERMS = ("cross_entropy", "attention", "reads", "mirrors", "avoid", "tension", "label", "concept")
"""The loss terms, in the order of a batch's `counts`."""
_KINDS = tuple(kind.value for kind in HiddenKind)
_NAMED = ("tension", "label", "concept")
_EVERYWHERE = slice(None)


class SceneCollator:
    """Makes batches for one model.

    Args:
        anatomy: the model's parts; bands, heads and windows are checked against them.
        terms: the loss terms whose sites are wanted; sites of others are passed over.
        leave_out: kinds of supervision that may be dropped in silence.
        origins: the names of origins, as the manifest lists them.
        names: the names of axes, labels and concepts, as the manifest lists them.
        pad: the token id written on padding.
    """

    def __init__(
        self,
        anatomy: ModelAnatomy,
        terms: Iterable[str] = TERMS,
        leave_out: Iterable[str] = (),
        origins: Sequence[str] = (),
        *,
        names: TargetNames | None = None,
        pad: int = 0,
    ) -> None:
        names = names or TargetNames()
        self._checks = SiteChecks(anatomy, origins)
        self._leave_out = frozenset(leave_out)
        self._terms = frozenset(terms) - self._leave_out
        self._numbers = {kind: names.numbers(kind) for kind in _NAMED}
        self._pad = pad
        self._anatomy = anatomy
        self._bands = BandTable(anatomy.layer_count)
        self._pulling = self._bands.union(names.pulling)

    def __call__(self, items: Sequence[Item]) -> dict[str, Any]:
        """One batch.

        Raises:
            Refusal: a target does not fit the model, or no term handles its kind.
        """
        rows, places = self._place(items)
        batch = self._tokens(rows, places)
        counts = dict.fromkeys(TERMS, 0.0)
        counts["cross_entropy"] = float(batch["target_weight"].sum())
        avoided = self._avoided(rows, places, batch)
        if avoided is not None:
            batch["avoid"] = _tensors(avoided)
            counts["avoid"] = float(avoided["weight"].sum())
        kinds = list(self._kinds(rows, places))
        for sites in kinds:
            batch[sites.kind] = _tensors(sites.lay_out(_EVERYWHERE))
            counts[sites.kind] = sites.weight
        groups = self._groups(rows, places)
        parts = [] if groups is None else list(parts_by_reach(batch, kinds, groups))
        if any(part["reach"] for part in parts):
            batch["parts"] = _tensors(parts)
        batch["counts"] = torch.tensor([counts[term] for term in TERMS])
        return batch

    def tokens(self, items: Sequence[Item]) -> dict[str, Any]:
        """The part of a batch that plain training needs: tokens and what is to be predicted.

        Target n is predicted at position `target_place[n]` of row `target_row[n]`, rows in order.
        `columns` (C) are the positions wanted in any row, `target_column` the place among those.
        `sequence` is what a model must be told of packs, and is missing where there is none.
        """
        return self._tokens(*self._place(items))

    def _place(self, items: Sequence[Item]) -> tuple[list[Row], Placement]:
        return Placement.of(items, in_one_line(self._anatomy))

    def _tokens(self, rows: Sequence[Row], places: Placement) -> dict[str, Any]:
        self._checks.length(rows, int(places.length.max()))
        ids = places.spread([row.input_ids for row in rows], np.int64, self._pad)
        self._checks.vocabulary(ids)
        said = said_tokens(ids, places.targets([row.loss_weight for row in rows]))
        batch = {
            "input_ids": torch.from_numpy(ids),
            **_tensors(said),
            "token_count": int(places.length.sum()),
        }
        if places.packed:
            batch["sequence"] = _tensors(sequence_inputs(self._anatomy, places))
        return batch

    def _avoided(
        self, rows: Sequence[Row], places: Placement, batch: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        if "avoid" not in self._terms:
            return None
        weight = places.targets([row.avoid_weight for row in rows])
        said = batch["target_row"].numpy(), batch["target_place"].numpy()
        return avoided_tokens(batch["input_ids"].numpy(), weight, *said)

    def _groups(self, rows: Sequence[Row], places: Placement) -> TokenGroups | None:
        if "exposure" in self._leave_out:
            return None
        refuse = partial(self._checks.exposed_band, rows)
        found = token_groups(rows, int(places.length.max()), self._bands, refuse)
        if found is None:
            return None
        mine = [group[:length] for group, length in zip(found.group, places.length, strict=True)]
        return TokenGroups(places.spread(mine, np.int64), found.reaches)

    def _kinds(self, rows: Sequence[Row], places: Placement) -> Iterator[KindSites]:
        """The sites of every kind that a term asks for."""
        flat = flatten_attention(rows) if "attention" in self._terms else None
        looks = None if flat is None or not len(flat.query) else self._attention(rows, places, flat)
        if looks is not None:
            yield looks
        hidden = flatten_hidden(rows)
        for number in np.unique(hidden.kind).tolist():
            kind = _KINDS[number]
            if kind in self._leave_out:
                continue
            if kind not in TERMS:
                raise Refusal(messages.KindWithoutLoss(Span.start_of("recipe"), kind=kind))
            # An instance of a concept weighs nothing and is not for nothing: it feeds the concept's mean.
            weighs = (hidden.weight > 0) | (kind == "concept")
            part = take_hidden(hidden, np.flatnonzero((hidden.kind == number) & weighs))
            if kind in self._terms and len(part.position):
                yield self._hidden(rows, places, part, kind)

    def _attention(self, rows: Sequence[Row], places: Placement, flat: FlatAttention) -> KindSites | None:
        layers = self._bands.resolve(flat.bands, self._checks.band(rows, flat))
        self._checks.heads(rows, flat)
        layers = self._checks.in_sight(rows, flat, layers)
        seen = np.flatnonzero(layers.any(axis=1))
        if not len(seen):
            return None
        if len(seen) < len(flat.query):
            flat, layers = take_attention(flat, seen), layers[seen]
        flat = places.attention(flat)

        def lay_out(sites: Ints | slice) -> dict[str, Any]:
            mine = flat if isinstance(sites, slice) else take_attention(flat, sites)
            return lay_out_attention(mine, layers[sites], places.lines)

        return KindSites("attention", flat.row, flat.query, float(flat.weight.sum()), lay_out)

    def _hidden(self, rows: Sequence[Row], places: Placement, flat: FlatHidden, kind: str) -> KindSites:
        layers = self._bands.resolve(flat.bands, self._checks.band(rows, flat))
        if kind in _NAMED:
            flat = self._checks.named(rows, flat, kind, self._numbers[kind])
        if kind == "concept" and self._pulling.any():
            # An instance shows its concept wherever a place may have to be compared with it.
            layers = np.where(flat.weight[:, None] > 0, layers, self._pulling)
        flat = places.hidden(flat)
        arrays = lay_out_concepts if kind == "concept" else lay_out_hidden

        def lay_out(sites: Ints | slice) -> dict[str, Any]:
            mine = flat if isinstance(sites, slice) else take_hidden(flat, sites)
            return arrays(mine, layers[sites], places.width)

        return KindSites(kind, flat.row, flat.position, float(flat.weight.sum()), lay_out)


def _tensors(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _tensors(item) for name, item in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_tensors(item) for item in value]
    return torch.from_numpy(value) if isinstance(value, np.ndarray) else value
