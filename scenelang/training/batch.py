"""A batch as the losses see it: padded tokens, and supervised sites as flat tensors with an index.

The collator makes plain dictionaries, which every data loader can move to a device; these frozen views
name what is in them. Shapes: B rows, T tokens, S sites, P pairs (layer, site), L layers of the model,
M query slots a row in one layer, N keys, Q pulled and I feeding pairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from torch import Tensor


class _View:
    """A dataclass that can be made from a dictionary with more in it."""

    __slots__ = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """The view of the entries that have a field here."""
        return cls(**{one.name: values[one.name] for one in fields(cls)})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Places(_View):
    """Places whose logits are wanted, row by row and in each row from left to right.

    Position `place[n]` of row `row[n]`; `columns` are the positions wanted in any row, and `column[n]` is
    the place of `place[n]` among those.
    """

    row: Tensor
    place: Tensor
    columns: Tensor
    column: Tensor


@dataclass(frozen=True, slots=True)
class AttentionLayer(_View):
    """The supervised queries and keys of one layer.

    `slot_query` (B, M) holds token positions, padded with 0, and `slot_start` (B, M) the position at which
    the scene of each starts; site i of this layer asks slot `site_slot[i]` of B * M. Key n is position
    `key[n]` and belongs to site `key_site[n]` of this layer; `single` says that every site has exactly one
    key, in order.
    """

    layer: int
    slot_query: Tensor
    slot_start: Tensor
    site_slot: Tensor
    key: Tensor
    key_site: Tensor
    single: bool


@dataclass(frozen=True, slots=True)
class AttentionBatch(_View):
    """All attention sites of a batch, sorted by how their heads are pooled.

    `groups` are (pooling, first site, end site). `pair_cell` (P) is where a pair (layer, site) goes in an
    array of S * `width`, width being the most layers a band has; `cell_used` (S, width) says which cells
    hold a pair. Pairs stand layer by layer, as in `layers`.
    """

    layers: list[AttentionLayer]
    groups: list[tuple[str, int, int]]
    pair_cell: Tensor
    pair_layer: Tensor
    pair_site: Tensor
    cell_used: Tensor
    width: int
    weight: Tensor
    head_count: Tensor
    head_mask: Tensor
    origin: Tensor

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """The view of a collated dictionary, its layers included."""
        layers = [AttentionLayer.of(layer) for layer in values["layers"]]
        return cls(
            **{one.name: values[one.name] for one in fields(cls) if one.name != "layers"}, layers=layers
        )


@dataclass(frozen=True, slots=True)
class HiddenBatch(_View):
    """Hidden-layer sites of one kind.

    `layers` are (layer, number of pairs); the pairs stand in that order. `row` and `other` (P) index
    B * T positions; `token` (P) is the vocabulary id to read; `name` (P) the number of the axis or label
    class, `value` (P) the tension. `weight` (P) is the site's weight divided by the number of layers in
    its band, so that a site counts once.
    """

    layers: list[tuple[int, int]]
    row: Tensor
    other: Tensor
    token: Tensor
    name: Tensor
    value: Tensor
    weight: Tensor


@dataclass(frozen=True, slots=True)
class ConceptBatch(_View):
    """Sites of kind `concept`: places that are pulled to a concept's mean, and places that feed it.

    `layers` and `row` are those of all pairs, as in a `HiddenBatch`. The pairs `pulled` (Q) stand layer by
    layer, as `pulled_layers` counts them, with the concepts `name` and the weights `weight` (Q). The pairs
    `fed` (I) have `fed_layer`, `fed_name` and `own` (I): whether the place is itself pulled to the concept.
    """

    layers: list[tuple[int, int]]
    row: Tensor
    pulled: Tensor
    pulled_layers: list[tuple[int, int]]
    name: Tensor
    weight: Tensor
    fed: Tensor
    fed_layer: Tensor
    fed_name: Tensor
    own: Tensor
