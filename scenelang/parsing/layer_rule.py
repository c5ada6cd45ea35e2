"""Layer rules: `before answer @ 60%: reads "not"`.

Takes: a rule in one string, or site and target apart, as YAML reads `site: target`.
Gives: a `LayerRule`. May assume: nothing. Never does: ask whether spans, concepts or axes exist.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scenelang.diagnostics import Outcome
from scenelang.model import (
    ConceptTarget,
    Label,
    LayerRule,
    LayerTarget,
    Mirrors,
    Name,
    Positions,
    Reads,
    Teacher,
    TensionTarget,
)
from scenelang.parsing.band import read_band
from scenelang.parsing.positions import read_site, read_weight
from scenelang.parsing.rules import LAYER_RULE, SITE, TARGET
from scenelang.parsing.syntax import Leaf, Node
from scenelang.parsing.template import read_quoted, read_template
from scenelang.parsing.transcript import Transcript, read_rule
from scenelang.signals import LayerBand
from scenelang.source import ScalarText


class _Site(NamedTuple):
    where: Positions
    layers: LayerBand | None


class _Aim(NamedTuple):
    target: LayerTarget
    weight: float


def parse_layer_rule(site: ScalarText, target: ScalarText) -> Outcome[LayerRule]:
    """Reads a rule whose site and target stand apart; both are read, whatever is wrong with one."""
    where = read_rule(SITE, site, _site)
    aim = read_rule(TARGET, target, _aim)
    findings = (*where.diagnostics, *aim.diagnostics)
    if where.value is None or aim.value is None:
        return Outcome(None, findings)
    return Outcome(LayerRule(*where.value, *aim.value, site.place.join(target.place)), findings)


def parse_layer_rule_whole(text: ScalarText) -> Outcome[LayerRule]:
    """Reads a rule in one string: `site: target`."""
    return read_rule(LAYER_RULE, text, _rule)


def _rule(node: Node, transcript: Transcript) -> LayerRule | None:
    where = _site(node.node(0), transcript)
    aim = _aim(node.node(1), transcript)
    return None if where is None else LayerRule(*where, *aim, transcript.scalar.place)


def _site(node: Node, transcript: Transcript) -> _Site | None:
    where = read_site(node.node(0), transcript)
    band = node.maybe_node(1)
    layers = None if band is None else read_band(band, transcript)
    return None if where is None else _Site(where, layers)


def _aim(node: Node, transcript: Transcript) -> _Aim:
    target = node.node(0)
    weight = read_weight(node.maybe_node(1), transcript)
    return _Aim(_TARGETS[target.rule](target, transcript), weight)


def _label(node: Node, transcript: Transcript) -> Label:
    return Label(transcript.name(node.leaf(1)), _label_value(node.leaf(2), transcript))


def _label_value(leaf: Leaf, transcript: Transcript) -> Name:
    if leaf.kind == "STRING":
        return Name(read_quoted(leaf, transcript), transcript.place(leaf))
    return transcript.name(leaf)


_TARGETS: dict[str, Callable[[Node, Transcript], LayerTarget]] = {
    "reads": lambda node, transcript: Reads(read_template(node.leaf(1), transcript)),
    "concept": lambda node, transcript: ConceptTarget(transcript.name(node.leaf(1))),
    "mirrors": lambda node, transcript: Mirrors(transcript.name(node.leaf(1))),
    "label": _label,
    "tension": lambda node, transcript: TensionTarget(transcript.name(node.leaf(1))),
    "teacher": lambda _node, _transcript: Teacher(),
}
