"""The words of a portion: what its rows call origins and names, beside those that all plans share.

Takes: plain scenes with their plans.
Gives: the vocabularies of a block, and the numbers of what only single scenes say.
May assume: all plans were made.
Never does: give a word two numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenelang.compile.plainly.plain_files import PlainFile
from scenelang.compile.plainly.ragged import Int, offsets_of
from scenelang.compile.plainly.sayings import Sayings
from scenelang.compile.plainly.shape_of_scene import bound_names
from scenelang.compile.plainly.target_rows import OWN_ID


class PortionWords(NamedTuple):
    """`bindings` has the origin of each premise that is bound, `binding_rows` where each scene's begin.

    `own_ids` has the number of each scene's id among the names; nothing where none bears it.
    """

    origins: tuple[str, ...]
    names: tuple[str, ...]
    bindings: NDArray[np.int64]
    binding_rows: Int
    own_ids: NDArray[np.int64]


def words_of(files: Sequence[PlainFile], sayings: Sayings) -> PortionWords:
    """The words of some scenes."""
    origins = dict(zip(sayings.origins.values(), range(len(sayings.origins)), strict=True))
    names = dict(zip(sayings.names.values(), range(len(sayings.names)), strict=True))
    bound = [f"binding.{name}" for file in files if file.plan.bindings for name in bound_names(file.scene)]
    numbers = [_number(origins, origin) for origin in bound]
    own = [_number(names, file.scene.id) if file.plan.bears_own_id else OWN_ID for file in files]
    return PortionWords(
        tuple(origins),
        tuple(names),
        np.array(numbers, np.int64),
        offsets_of(np.array([file.plan.bindings for file in files])),
        np.array(own, np.int64),
    )


def _number(known: dict[str, int], word: str) -> int:
    return known.setdefault(word, len(known))
