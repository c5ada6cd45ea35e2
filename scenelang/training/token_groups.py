"""Tokens of a batch by what their loss may move: exposure, resolved for one model.

Takes: rows with exposed ranges. Gives: a number for every token, and what each number may move.
May assume: ranges lie in their rows. Never does: loop over tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from scenelang.shards import Row
from scenelang.signals import LayerBand, Module
from scenelang.training.band_table import BandTable
from scenelang.training.flat_sites import Ints

_MODULES = tuple(Module)
_ALL = _MODULES.index(Module.ALL)

Reach = tuple[tuple[int, str], ...]
"""What may be moved: (layer, module) pairs in order, the module being a value of `Module`."""


@dataclass(frozen=True, slots=True)
class TokenGroups:
    """The group of each token (rows, tokens); group 0 moves everything, group n moves `reaches[n]`."""

    group: Ints
    reaches: tuple[Reach, ...]


def token_groups(
    rows: Sequence[Row],
    length: int,
    bands: BandTable,
    refuse: Callable[[int], Callable[[int, LayerBand], NoReturn]],
) -> TokenGroups | None:
    """The groups of a batch; None where nothing is exposed.

    Args:
        rows: the batch.
        length: how many tokens a padded row has.
        bands: resolves bands for the model.
        refuse: for a row's number, what to call with a band that the model does not have.
    """
    reaches: dict[Reach, int] = {(): 0}
    group = np.zeros((len(rows), length), dtype=np.int64)
    for number, row in enumerate(rows):
        if len(row.exposures.start):
            layers = bands.resolve(row.exposures.bands, refuse(number))
            distinct, place = np.unique(_cells(row, layers), axis=0, return_inverse=True)
            numbers = [reaches.setdefault(_reach(cells), len(reaches)) for cells in distinct]
            group[number, : len(row.input_ids)] = np.array(numbers)[place.ravel()]
    return TokenGroups(group, tuple(reaches)) if len(reaches) > 1 else None


def _cells(row: Row, layers: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What each token may move: (tokens, layers, modules); nothing said where it may move everything."""
    cells = np.zeros((len(row.input_ids), layers.shape[1], len(_MODULES)), dtype=np.bool_)
    exposed = row.exposures
    for start, end, module, mine in zip(exposed.start, exposed.end, exposed.module, layers, strict=True):
        cells[start:end, :, module] |= mine
    whole = cells[:, :, _ALL].copy()
    cells &= ~whole[:, :, None]
    cells[:, :, _ALL] = whole
    return cells


def _reach(cells: NDArray[np.bool_]) -> Reach:
    return tuple(
        (int(layer), _MODULES[int(module)].value) for layer, module in zip(*np.nonzero(cells), strict=True)
    )
