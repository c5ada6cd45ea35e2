"""The rows of an arm: those of the shards, or the same with targets drawn anew.

Takes: a shard set and what is random. Gives: rows by number, the same ones at each asking.
May assume: seeds and row numbers are not negative. Never does: change text, weights of tokens, or order.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenelang.experimenting.plan_arm import Randomised
from scenelang.probing import keys_drawn_anew, read_tokens, reads_drawn_anew
from scenelang.shards import Row, ShardSet

_SAMPLE = 2000


class ArmRows:
    """Rows of a shard set as an arm sees them.

    Args:
        shards: all rows.
        randomise: which targets are drawn anew, for each row and seed once and for all.
        seed: the seed of the draw.
    """

    def __init__(self, shards: ShardSet, randomise: Randomised, seed: int) -> None:
        self._shards = shards
        self._randomise = randomise
        self._seed = seed

    def __len__(self) -> int:
        return len(self._shards)

    def __getitem__(self, index: int, /) -> Row:
        row = self._shards[index]
        if self._randomise == "none":
            return row
        random = np.random.default_rng((self._seed, index))
        if self._randomise == "attention_keys":
            return keys_drawn_anew(row, random)
        return reads_drawn_anew(row, self._tokens, random)

    @cached_property
    def _tokens(self) -> NDArray[np.int32]:
        """What `reads` targets ask for in the first training rows; 2,000 rows name every one of a lexicon."""
        return read_tokens(self._shards[int(index)] for index in self._shards.indices("train")[:_SAMPLE])
