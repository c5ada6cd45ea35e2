"""What hidden-layer targets name, each kind numbered for itself: axes, label classes, concepts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from scenelang.shards import ConceptRecord
from scenelang.signals import LayerBand

_NOWHERE = -1


class NamedWords(Protocol):
    """What rows name by number: a manifest, or the rows of a feed."""

    @property
    def names(self) -> tuple[str, ...]:
        """All names, by number."""

    @property
    def axes(self) -> tuple[tuple[str, ...], ...]:
        """The sets of tension axes."""

    @property
    def concepts(self) -> Mapping[str, ConceptRecord]:
        """What is known of each concept."""


@dataclass(frozen=True, slots=True)
class TargetNames:
    """The names that rows point at by number, and which of them are axes, label classes and concepts.

    `names` stands as in the manifest. `classes` are labels with their values (`mood=glad`); each other
    group has the names alone. A name may be an axis and a concept at once. `pulling` are the bands in which
    anything is pulled to any concept: there the means of all concepts are needed, the pulled one and those
    that it is told from. Without any, an instance shows its concept in its own band alone.
    """

    names: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    pulling: tuple[LayerBand, ...] = ()

    @classmethod
    def of(cls, words: NamedWords) -> Self:
        """The names of compiled shards, as their manifest or rows of several folders know them."""
        axes = (axis for axes in words.axes for axis in axes)
        pulling = (one.band for record in words.concepts.values() for one in record.bands)
        return cls.among(words.names, axes, words.concepts, pulling)

    @classmethod
    def among(
        cls,
        names: Iterable[str],
        axes: Iterable[str] = (),
        concepts: Iterable[str] = (),
        pulling: Iterable[LayerBand] = (),
    ) -> Self:
        """These names, told apart: what has a `=` is a label's class."""
        names, axes, concepts = tuple(names), set(axes), set(concepts)
        return cls(
            names=names,
            axes=tuple(name for name in names if name in axes),
            classes=tuple(name for name in names if "=" in name),
            concepts=tuple(name for name in names if name in concepts),
            pulling=tuple(dict.fromkeys(pulling)),
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
