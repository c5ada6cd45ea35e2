"""Older spellings that are still read, each with a warning, until the next version of the language.

`scenelang migrate` writes the new ones in their place. What is retired here must never come to mean anything
else within its version of the language.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Where(Enum):
    """What an older spelling is."""

    SCENE_KEY = "a key of a scene"
    VERB = "a verb under `self`"


@dataclass(frozen=True, slots=True)
class Deprecated:
    """One older spelling. `since` is the version of scenelang that knows the new one."""

    where: Where
    old: str
    new: str
    since: str


DEPRECATED: tuple[Deprecated, ...] = (
    Deprecated(Where.SCENE_KEY, "speakers", "cast", "0.1.0"),
    Deprecated(Where.VERB, "contradicts", "revises", "0.1.0"),
)
"""Every older spelling that is still read."""


def renamed(where: Where) -> dict[str, str]:
    """The new spelling of each older one of this kind."""
    return {each.old: each.new for each in DEPRECATED if each.where is where}
