"""Where the text turns back on itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scenelang.model.name import Name
from scenelang.source import Span


class Verb(StrEnum):
    """How a span relates to what it refers to."""

    ANSWERS = "answers"
    RECALLS = "recalls"
    REVISES = "revises"
    CONFIRMS = "confirms"
    MIRRORS = "mirrors"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Reference:
    """`span VERB target`. The target is a span here, `scene-id#span`, or `scene-id`."""

    span: Name
    verb: Verb
    target: Name
    place: Span
