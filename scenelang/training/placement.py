"""Where the scenes of a batch stand: each in a line of its own, or several behind each other in one.

Takes: rows and packs of rows. Gives: the line and the first position of every scene, and what follows from
them: padded arrays, restarted positions, sites where their scenes are.
May assume: no pack is empty. Never does: let a site point out of its scene.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from scenelang.shards import Row
from scenelang.training.flat_sites import FlatAttention, FlatHidden, Ints

Item = Row | Sequence[Row]
"""What stands in one line of a batch: a row, or a pack of rows that must not see each other."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The place of each scene: `length` tokens from position `start` of line `line`.

    `lines` and `width` are the shape of the batch; `packed` says that scenes share lines.
    """

    line: Ints
    start: Ints
    length: Ints
    lines: int
    width: int
    packed: bool

    @classmethod
    def of(cls, items: Sequence[Item], in_one_line: bool = False) -> tuple[list[Row], Self]:
        """The rows of a batch one after the other, and their places.

        Args:
            items: rows and packs.
            in_one_line: put all of them into a single line, which needs no padding, where any is a pack.
        """
        packs = [[item] if isinstance(item, Row) else list(item) for item in items]
        rows = [row for pack in packs for row in pack]
        packed = not all(isinstance(item, Row) for item in items)
        packs = [rows] if packed and in_one_line else packs
        size = np.array([len(pack) for pack in packs])
        length = np.array([len(row.input_ids) for row in rows])
        before = np.cumsum(length) - length
        start = before - np.repeat(before[np.cumsum(size) - size], size)
        line = np.repeat(np.arange(len(packs)), size)
        return rows, cls(line, start, length, len(packs), int((start + length).max()), packed)

    @property
    def _inside(self) -> Ints:
        """The position of every token in its scene."""
        return np.arange(int(self.length.sum())) - np.repeat(
            np.cumsum(self.length) - self.length, self.length
        )

    def spread(self, parts: Sequence[NDArray[Any]], kind: Any, pad: int = 0) -> NDArray[Any]:
        """An array a scene, as the lines of one array, padded on the right."""
        padded = np.full((self.lines, self.width), pad, dtype=kind)
        padded[self._tokens] = np.concatenate(parts)
        return padded

    def targets(self, parts: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        """Weights of tokens in their lines; the first token of a scene has none, as nothing predicts it."""
        weight = self.spread(parts, np.float32)
        weight[self.line, self.start] = 0
        return weight

    @property
    def _tokens(self) -> tuple[Ints, Ints]:
        """Line and position of every token."""
        inside = self._inside
        return np.repeat(self.line, self.length), np.repeat(self.start, self.length) + inside

    def positions(self) -> Ints:
        """The position of each token in its scene; padding stands at 0, each token of it alone."""
        found = np.zeros((self.lines, self.width), dtype=np.int64)
        found[self._tokens] = self._inside
        return found

    def numbers(self) -> NDArray[np.int32]:
        """The number of each token's scene in its line; padding has -1."""
        first = np.searchsorted(self.line, self.line)
        found = np.full((self.lines, self.width), -1, dtype=np.int32)
        found[self._tokens] = np.repeat(np.arange(len(self.line)) - first, self.length)
        return found

    def bounds(self) -> NDArray[np.int32]:
        """Where scenes begin and end in a single line without padding."""
        return np.concatenate(([0], np.cumsum(self.length))).astype(np.int32)

    def attention(self, flat: FlatAttention) -> FlatAttention:
        """Sites of scenes as sites of lines."""
        start = self.start[flat.row]
        return replace(
            flat,
            row=self.line[flat.row],
            query=flat.query + start,
            keys=flat.keys + np.repeat(start, flat.key_count),
            start=start,
        )

    def hidden(self, flat: FlatHidden) -> FlatHidden:
        """Sites of scenes as sites of lines."""
        start = self.start[flat.row]
        return replace(
            flat, row=self.line[flat.row], position=flat.position + start, other=flat.other + start
        )
