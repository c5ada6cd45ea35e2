"""How far a change reaches: not at all, into what is said about scenes, into targets, into the text."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class ChangeClass(StrEnum):
    """What a change is for a model, from nothing to the most."""

    NONE = "none"  # nothing changed
    METADATA = "metadata"  # the model sees the same: tags, names, comments, layout
    SUPERVISION = "supervision"  # the same text, with other weights, targets or curriculum
    TEXT = "text"  # other text, or other scenes

    @property
    def rank(self) -> int:
        """How far it reaches, from 0."""
        return _ORDER.index(self)


_ORDER = tuple(ChangeClass)


def widest(classes: Iterable[ChangeClass]) -> ChangeClass:
    """The one that reaches farthest; `none` of none."""
    return max(classes, key=lambda each: each.rank, default=ChangeClass.NONE)
