"""What every written character of a scene is: where it stands, and what it belongs to; one column for each.

Takes runs of characters that lie side by side in a file. Gives a `CellTable`, made once per scene: a cell is
one written character, or one whole variable.
May assume that no cell is of two kinds. Never makes an object of each character.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scenelang.lowering.scene_text import NOWHERE
from scenelang.source import WrittenRun

Numbers: TypeAlias = NDArray[np.int64]


class Kind(NamedTuple):
    """What neighbouring characters share: their beat, and the spans around them by number, outer first.

    What does not weigh is never learned, whatever beat it counts to: another scene's text, a template's.
    `text` is 0 for the scene's own file, else the number of the recalled scene, from 1.
    """

    beat: int
    marks: tuple[int, ...] = ()
    weighs: bool = True
    text: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class CellTable:
    """The cells of a scene by number: where each starts and ends, and the number of its kind in `of`."""

    starts: Numbers
    ends: Numbers
    kinds: Numbers
    of: tuple[Kind, ...]

    def __len__(self) -> int:
        return len(self.kinds)

    def joined(self, kinds: Sequence[Kind]) -> CellTable:
        """The table with one more cell for each of these kinds, written by nobody."""
        nowhere = np.full(len(kinds), NOWHERE, np.int64)
        numbers = np.arange(len(self.of), len(self.of) + len(kinds), dtype=np.int64)
        return CellTable(
            np.concatenate((self.starts, nowhere)),
            np.concatenate((self.ends, nowhere)),
            np.concatenate((self.kinds, numbers)),
            (*self.of, *kinds),
        )


def cell_table(
    of: Iterable[Kind], kinds: Iterable[tuple[int, int, int]], runs: Sequence[WrittenRun]
) -> CellTable:
    """The table of runs of cells, numbered as they come.

    Args:
        of: All kinds.
        kinds: Which kind some cells are of, as often as there are such: kind, first cell, how many.
        runs: Where cells are written, or `NOWHERE`.
    """
    count, start, end = np.array(runs, np.int64).reshape(-1, 3).T
    behind = np.cumsum(count)
    inside = np.arange(count.sum()) - np.repeat(behind - count, count)
    of_cell = np.zeros(len(inside), np.int64)
    for kind, first, size in kinds:
        of_cell[first : first + size] = kind
    return CellTable(np.repeat(start, count) + inside, np.repeat(end, count) + inside, of_cell, tuple(of))


def cell_numbers(count: int) -> array[int]:
    """The numbers of so many cells, in order, in the form that renderings hold."""
    return array("i", np.arange(count, dtype=np.intc).tobytes())
