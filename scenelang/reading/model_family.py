"""What is known of each family of models before any of its configurations is read.

The facts stand in `model_families.json`, which `tools/build_model_families.py` writes by building a model of
each family without weights and looking at what it shows.

Takes: the name of a family. Gives: its facts, or None. May assume: the file fits this version.
Never does: load transformers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from scenelang.signals import ATTENDING, Gap, LayerKind, Module

_FILE = "model_families.json"
_BOTH = frozenset({Module.ATTENTION, Module.MLP})


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """What a layer of one kind shows in one family."""

    attends: bool
    parts: frozenset[Module]


@dataclass(frozen=True, slots=True)
class DepthPattern:
    """Kinds of layers where a configuration lists none: a start, what repeats by layer number, the end."""

    repeat: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    last: str | None = None

    def kinds(self, count: int) -> tuple[str, ...]:
        """The names of the kinds of `count` layers; empty where the family has no pattern."""
        if not self.repeat:
            return ()
        names = [
            self.start[number] if number < len(self.start) else self.repeat[number % len(self.repeat)]
            for number in range(count)
        ]
        if self.last is not None:
            names[-1:] = [self.last]
        return tuple(names)


@dataclass(frozen=True, slots=True)
class Family:
    """One family: what its configurations leave unsaid, and what its models show.

    `names` are its own words for what most families call `num_hidden_layers` and the like. `window_extra` is
    what its models add to the window that is written.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, object] = field(default_factory=dict)
    depth: DepthPattern = DepthPattern()
    layers: Mapping[LayerKind, LayerFacts] = field(default_factory=dict)
    attention_function: str = "sdpa"
    sinks: bool = False
    window_extra: int = 0
    attention_gap: Gap = Gap.NONE
    residual_gap: Gap = Gap.NONE
    reads_gap: Gap = Gap.NONE
    known: bool = True

    def facts(self, kind: LayerKind) -> LayerFacts:
        """What a layer of this kind shows; where none was seen, what such layers show as a rule."""
        found = self.layers.get(kind)
        if found is not None:
            return found
        attends = kind in ATTENDING and self.attention_gap is Gap.NONE
        return LayerFacts(attends, _BOTH if kind in ATTENDING else frozenset({Module.MLP}))


UNKNOWN = Family(known=False)
"""A family of which nothing is known."""


def find_family(name: str) -> Family | None:
    """The facts of a family; None where there are none."""
    written = _table()["families"].get(name)
    return None if written is None else _family(written)


def family_names() -> tuple[str, ...]:
    """Every family that is known, those that hold one under another name too."""
    table = _table()
    return (*table["families"], *table["text_parts"])


def text_part(name: str) -> tuple[str, str] | None:
    """For a model that reads more than text: the key of its text part, and that part's family."""
    found = _table()["text_parts"].get(name)
    return None if found is None else (found[0], found[1])


def is_not_causal(name: str) -> bool:
    """True for a family that does not write from left to right."""
    return name in _table()["not_causal"]


@cache
def _table() -> dict[str, Any]:
    return dict(json.loads(files("scenelang.reading").joinpath(_FILE).read_text("utf-8")))


def _family(written: dict[str, Any]) -> Family:
    depth = written.get("depth", {})
    return Family(
        names=written.get("names", {}),
        defaults=written.get("defaults", {}),
        depth=DepthPattern(tuple(depth.get("repeat", ())), tuple(depth.get("start", ())), depth.get("last")),
        layers={
            LayerKind(kind): LayerFacts(facts["attends"], frozenset(map(Module, facts["parts"])))
            for kind, facts in written.get("layers", {}).items()
        },
        attention_function=written.get("attention_function", "sdpa"),
        sinks=written.get("sinks", False),
        window_extra=written.get("window_extra", 0),
        attention_gap=Gap(written.get("attention_gap", Gap.NONE)),
        residual_gap=Gap(written.get("residual_gap", Gap.NONE)),
        reads_gap=Gap(written.get("reads_gap", Gap.NONE)),
    )
