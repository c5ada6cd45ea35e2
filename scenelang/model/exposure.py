"""Which parameters a scene or a beat may write to."""

from __future__ import annotations

from dataclasses import dataclass

from scenelang.signals import LayerBand, Module
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class Exposure:
    """`early`, `attention @ early`: only this module of these layers takes gradient from the text."""

    module: Module
    layers: LayerBand
    place: Span
