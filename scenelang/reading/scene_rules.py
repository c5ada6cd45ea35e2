"""The lines of `tension`, `logic`, `self`, `anchors`, `layers` and `expose`, handed to their small languages.

Takes: the node under one of these keys.
Gives: what its lines mean; a line that cannot be read is left out and reported.
May assume: the node has the form its key takes.
Never does: ask what a name stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from scenelang.diagnostics import Collector, Outcome
from scenelang.model import AttentionRule, Exposure, LayerRule, LogicStep, Reference, TensionAxis
from scenelang.parsing import (
    parse_attention_rule,
    parse_exposure,
    parse_layer_rule,
    parse_layer_rule_whole,
    parse_logic_step,
    parse_logic_step_named,
    parse_reference,
    parse_trajectory,
)
from scenelang.reading.comments import comment_cuts_rule
from scenelang.reading.deprecated import Where, renamed
from scenelang.reading.messages_parts import ExposedTwice, RuleForm
from scenelang.reading.messages_scene import EmptyText, WrongForm
from scenelang.reading.outer_shape import form_of
from scenelang.reading.scene_words import text_item, word
from scenelang.reading.yaml_tree import ScalarKind, YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence
from scenelang.signals import LayerBand, Module
from scenelang.source import ScalarText, SourceText

Line = TypeVar("Line")
ParseText = Callable[[ScalarText], Outcome[Line]]
ParseEntry = Callable[[ScalarText, ScalarText], Outcome[Line]]


def read_tension(node: YamlMapping, found: Collector) -> tuple[TensionAxis, ...]:
    """`axis: trajectory`, one line an axis."""
    axes: list[TensionAxis] = []
    for entry in node.entries:
        text = entry_text(entry, "a trajectory such as `0.2 -> 0.9 -> 0.1`", found)
        if text is None:
            continue
        outcome = parse_trajectory(word(entry.key), text)
        found.extend(outcome.diagnostics)
        if outcome.value is not None:
            axes.append(outcome.value)
    return tuple(axes)


def read_logic(node: YamlSequence, source: SourceText, found: Collector) -> tuple[LogicStep, ...]:
    """`premise, premise => conclusion`, perhaps named."""
    example = "premise, premise => conclusion"
    section = _Section("logic", example, parse_logic_step, parse_logic_step_named)
    return tuple(_lines(node, section, source, found))


def read_references(node: YamlSequence, source: SourceText, found: Collector) -> tuple[Reference, ...]:
    """`span VERB target`."""
    parse = partial(parse_reference, renamed=renamed(Where.VERB))
    return tuple(_lines(node, _Section("self", "answer answers question", parse), source, found))


def read_anchors(node: YamlSequence, source: SourceText, found: Collector) -> tuple[AttentionRule, ...]:
    """`query -> key, key @ layers heads w 1.0`."""
    return tuple(_lines(node, _Section("anchors", "answer -> question", parse_attention_rule), source, found))


def read_layers(node: YamlSequence, source: SourceText, found: Collector) -> tuple[LayerRule, ...]:
    """`at|before|last SPAN @ LAYERS: TARGET w 1.0`."""
    example = 'before answer @ middle: reads "not"'
    section = _Section("layers", example, parse_layer_rule_whole, parse_layer_rule)
    return tuple(_lines(node, section, source, found))


def read_exposure(node: YamlNode, found: Collector) -> tuple[Exposure, ...]:
    """`module @ layers`: one text, or a list of them."""
    parts: dict[tuple[Module, LayerBand], Exposure] = {}
    for item in node.items if isinstance(node, YamlSequence) else (node,):
        scalar = text_item(item, "expose", found)
        outcome = None if scalar is None else parse_exposure(scalar.text)
        found.extend(() if outcome is None else outcome.diagnostics)
        for part in (outcome and outcome.value) or ():
            first = parts.setdefault((part.module, part.layers), part)
            if first is not part:
                found.add(ExposedTwice(part.place, first.place))
    return tuple(parts.values())


def entry_text(entry: YamlEntry, wanted: str, found: Collector) -> ScalarText | None:
    """The text after a key; anything else is reported."""
    scalar = entry_scalar(entry, wanted, found)
    return None if scalar is None else scalar.text


def entry_scalar(entry: YamlEntry, wanted: str, found: Collector) -> YamlScalar | None:
    """The scalar after a key, which says something; anything else is reported."""
    value, name = entry.value, entry.name
    if not isinstance(value, YamlScalar):
        found.add(WrongForm(entry.key.place, name, "a text", form_of(value), wanted))
    elif value.kind is ScalarKind.NOTHING or not value.text.value.strip():
        found.add(EmptyText(value.place if not value.place.is_empty else entry.key.place, name))
    else:
        return value
    return None


@dataclass(frozen=True, slots=True)
class _Section(Generic[Line]):
    """A list of lines: its key, a line to show, and how a line is parsed as a text and as `key: value`."""

    name: str
    example: str
    parse_text: ParseText[Line]
    parse_entry: ParseEntry[Line] | None = None


def _lines(
    node: YamlSequence, section: _Section[Line], source: SourceText, found: Collector
) -> Iterator[Line]:
    for item in node.items:
        outcome = _line(item, section)
        if outcome is None:
            outcome = Outcome(None, (RuleForm(item.place, section.name, _seen(item), section.example),))
        scalar = _last_scalar(item)
        cut = None if scalar is None else comment_cuts_rule(source, scalar, outcome.diagnostics)
        if cut is not None:
            found.add(cut)
            continue
        found.extend(outcome.diagnostics)
        if outcome.value is not None:
            yield outcome.value


def _line(item: YamlNode, section: _Section[Line]) -> Outcome[Line] | None:
    if isinstance(item, YamlScalar) and item.kind is not ScalarKind.NOTHING:
        return section.parse_text(item.text)
    if section.parse_entry is None or not isinstance(item, YamlMapping) or len(item.entries) != 1:
        return None
    entry = item.entries[0]
    if not isinstance(entry.value, YamlScalar):
        return None
    return section.parse_entry(entry.key.text, entry.value.text)


def _last_scalar(item: YamlNode) -> YamlScalar | None:
    """What a comment might cut off: the whole line, or what stands behind its colon."""
    last = item.entries[-1].value if isinstance(item, YamlMapping) and item.entries else item
    return last if isinstance(last, YamlScalar) else None


def _seen(item: YamlNode) -> str:
    if isinstance(item, YamlMapping) and len(item.entries) > 1:
        return "a mapping of several keys"
    return form_of(item)
