"""A batch cut by what its losses may move: the parts that exposure makes of it.

Takes: a collated batch, the sites of every kind, the groups of its tokens. Gives: one dictionary a part.
Never does: cut a batch in which nothing is exposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scenelang.training.flat_sites import Ints
from scenelang.training.token_groups import TokenGroups


@dataclass(frozen=True, slots=True)
class KindSites:
    """The sites of one kind: the row and position that each stands at, and how to lay some of them out."""

    kind: str
    row: Ints
    position: Ints
    weight: float
    lay_out: Callable[[Ints | slice], dict[str, Any]]


def parts_by_reach(
    batch: Mapping[str, Any], kinds: Sequence[KindSites], groups: TokenGroups
) -> Iterator[dict[str, Any]]:
    """The batch once more, cut by what its losses may move; parts without a target are left out.

    A token's own loss goes by the token; an attention or hidden target by the token it stands at.
    """
    said = groups.group[batch["target_row"].numpy(), batch["target_place"].numpy() + 1]
    avoided = np.zeros(0, dtype=np.int64)
    if "avoid" in batch:
        place = batch["avoid"]["avoided_row"].numpy(), batch["avoid"]["avoided_place"].numpy() + 1
        avoided = groups.group[place]
    standing = [(sites, groups.group[sites.row, sites.position]) for sites in kinds]
    for number, reach in enumerate(groups.reaches):
        part: dict[str, Any] = {"reach": reach}
        for name, group in (("said", said), ("avoided", avoided)):
            if (group == number).any():
                part[name] = np.flatnonzero(group == number)
        for sites, group in standing:
            if (group == number).any():
                part[sites.kind] = sites.lay_out(np.flatnonzero(group == number))
        if len(part) > 1:
            yield part
