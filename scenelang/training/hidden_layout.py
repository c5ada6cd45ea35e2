"""Hidden-layer sites of a batch, laid out by layer: the arrays of `HiddenBatch` and `ConceptBatch`.

Takes: flat sites of one kind and the layers of each. Gives: arrays, pairs (layer, site) layer by layer.
May assume: bands fit the model. Never does: loop over sites.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenelang.training.flat_sites import FlatHidden, Ints


def lay_out_hidden(flat: FlatHidden, layers: NDArray[np.bool_], length: int) -> dict[str, Any]:
    """The arrays of a `HiddenBatch`.

    Args:
        flat: the sites.
        layers: (sites, layers), which layers each site speaks of.
        length: how many positions a row of the batch has.
    """
    pair_layer, pair_site = np.nonzero(layers.T)
    first = flat.row[pair_site] * length
    return {
        "layers": _counted(pair_layer),
        "row": first + flat.position[pair_site],
        "other": first + flat.other[pair_site],
        "token": flat.token[pair_site],
        "name": flat.name[pair_site],
        "value": flat.value[pair_site],
        "weight": (flat.weight / layers.sum(axis=1))[pair_site].astype(np.float32),
    }


def lay_out_concepts(flat: FlatHidden, layers: NDArray[np.bool_], length: int) -> dict[str, Any]:
    """The arrays of a `ConceptBatch`: sites that weigh something are pulled, the others feed."""
    pair_layer, pair_site = np.nonzero(layers.T)
    weight = (flat.weight / layers.sum(axis=1))[pair_site].astype(np.float32)
    pulled, fed = np.flatnonzero(weight > 0), np.flatnonzero(weight == 0)
    # A place and a concept as one number, to find the places that are both.
    named = (flat.row * length + flat.position) * (int(flat.name.max(initial=0)) + 1) + flat.name
    own = np.isin(named, named[flat.weight > 0])
    return {
        "layers": _counted(pair_layer),
        "row": flat.row[pair_site] * length + flat.position[pair_site],
        "pulled": pulled,
        "pulled_layers": _counted(pair_layer[pulled]),
        "name": flat.name[pair_site[pulled]],
        "weight": weight[pulled],
        "fed": fed,
        "fed_layer": pair_layer[fed],
        "fed_name": flat.name[pair_site[fed]],
        "own": own[pair_site[fed]],
    }


def _counted(pair_layer: Ints) -> list[tuple[int, int]]:
    """Each layer with its number of pairs."""
    sizes = np.bincount(pair_layer)
    return [(layer, int(sizes[layer])) for layer in np.flatnonzero(sizes).tolist()]
