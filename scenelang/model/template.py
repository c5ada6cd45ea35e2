"""A short quoted text that may hold variables: what a layer must read."""

from __future__ import annotations

from dataclasses import dataclass

from scenelang.model.beat_text import Literal, Variable
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class Template:
    """`"Kel"` or `"${b}"`; escapes are resolved. `place` includes the quotes."""

    pieces: tuple[Literal | Variable, ...]
    place: Span
