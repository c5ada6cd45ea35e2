"""Targets of a shape as rows of whole numbers, so that those of many scenes lie in one table.

Takes: nothing; these are values.
Gives: what stands in each row, and the numbers that stand for what is none.
May assume: nothing.
Never does: hold a word; words go by the numbers of `Sayings`.
"""

from __future__ import annotations

from typing import NamedTuple

from scenelang.model import At

AT_NUMBERS = {at: number for number, at in enumerate(At)}
NO_NAME = -1
OWN_ID = -2
"""Stands for the scene's own id where a target bears it for its name."""
NO_TEXT = -1


class Look(NamedTuple):
    """An attention target: where its query is, how many keys it has, and what it says.

    The origin of a binding is -1 for the first of the scene's premises, and so on.
    """

    at: int
    rank: int
    keys: int
    saying: int
    origin: int
    binds: bool


class Hold(NamedTuple):
    """A hidden-layer target; `text` counts the texts that the scene has read."""

    at: int
    rank: int
    other: int
    saying: int
    origin: int
    name: int
    text: int
