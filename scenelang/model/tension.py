"""How an axis of tension moves over the beats of a scene."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from scenelang.model.name import Name
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class Keyframe:
    """A value in 0..1, keyed to a beat (`0.9 @ turn`) or free (`0.9`)."""

    value: float
    beat: Name | None
    place: Span


@dataclass(frozen=True, slots=True)
class Path:
    """`0.2 -> 0.9 @ turn -> 0.1`: keyframes in order, linear between. One keyframe is a constant."""

    keyframes: tuple[Keyframe, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """`rise(0.1, 0.9)`, `fall(0.9, 0.1)`, `peak(0.2, 0.9 @ turn)`, `hold(0.5)`."""

    name: Name
    arguments: tuple[Keyframe, ...]


Trajectory: TypeAlias = Path | Shape


@dataclass(frozen=True, slots=True)
class TensionAxis:
    """One axis and its trajectory."""

    axis: Name
    trajectory: Trajectory
    place: Span
