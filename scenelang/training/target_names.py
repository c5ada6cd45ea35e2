"""What hidden-layer targets name, each kind numbered for itself: axes, label classes, concepts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from scenelang.shards import Manifest

_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class TargetNames:
    """The names that rows point at by number, and which of them are axes, label classes and concepts.

    `names` stands as in the manifest. `classes` are labels with their values (`mood=glad`); each other
    group has the names alone. A name may be an axis and a concept at once.
    """

    names: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()

    @classmethod
    def of(cls, manifest: Manifest) -> Self:
        """The names of compiled shards."""
        return cls.among(manifest.names, (axis for axes in manifest.axes for axis in axes), manifest.concepts)

    @classmethod
    def among(cls, names: Iterable[str], axes: Iterable[str] = (), concepts: Iterable[str] = ()) -> Self:
        """These names, told apart: what has a `=` is a label's class."""
        names, axes, concepts = tuple(names), set(axes), set(concepts)
        return cls(
            names=names,
            axes=tuple(name for name in names if name in axes),
            classes=tuple(name for name in names if "=" in name),
            concepts=tuple(name for name in names if name in concepts),
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each label class."""
        return tuple(name.partition("=")[0] for name in self.classes)

    def numbers(self, kind: str) -> NDArray[np.int64]:
        """For each name, its number among those of a kind; -1 where it is none, and once more at the end.

        The last entry is what a target without a name (-1) finds.
        """
        group = {"tension": self.axes, "label": self.classes, "concept": self.concepts}[kind]
        place = {name: number for number, name in enumerate(group)}
        return np.array([*(place.get(name, _NOWHERE) for name in self.names), _NOWHERE], dtype=np.int64)
