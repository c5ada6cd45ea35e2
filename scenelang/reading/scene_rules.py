"""The lines of `tension`, `logic`, `self`, `anchors` and `layers`, handed to their small languages.

Takes: the node under one of these keys.
Gives: what its lines mean; a line that cannot be read is left out and reported.
May assume: the node has the form its key takes.
Never does: ask what a name stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from scenelang.diagnostics import Collector, Outcome
from scenelang.model import AttentionRule, LayerRule, LogicStep, Reference, TensionAxis
from scenelang.parsing import (
    parse_attention_rule,
    parse_layer_rule,
    parse_layer_rule_whole,
    parse_logic_step,
    parse_logic_step_named,
    parse_reference,
    parse_trajectory,
)
from scenelang.reading.messages_parts import RuleForm
from scenelang.reading.messages_scene import EmptyText, WrongForm
from scenelang.reading.outer_shape import form_of
from scenelang.reading.scene_words import word
from scenelang.reading.yaml_tree import ScalarKind, YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence
from scenelang.source import ScalarText

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


def read_logic(node: YamlSequence, found: Collector) -> tuple[LogicStep, ...]:
    """`premise, premise => conclusion`, perhaps named."""
    example = "premise, premise => conclusion"
    section = _Section("logic", example, parse_logic_step, parse_logic_step_named)
    return tuple(_lines(node, section, found))


def read_references(node: YamlSequence, found: Collector) -> tuple[Reference, ...]:
    """`span VERB target`."""
    return tuple(_lines(node, _Section("self", "answer answers question", parse_reference), found))


def read_anchors(node: YamlSequence, found: Collector) -> tuple[AttentionRule, ...]:
    """`query -> key, key @ layers heads w 1.0`."""
    return tuple(_lines(node, _Section("anchors", "answer -> question", parse_attention_rule), found))


def read_layers(node: YamlSequence, found: Collector) -> tuple[LayerRule, ...]:
    """`at|before|last SPAN @ LAYERS: TARGET w 1.0`."""
    example = 'before answer @ middle: reads "not"'
    section = _Section("layers", example, parse_layer_rule_whole, parse_layer_rule)
    return tuple(_lines(node, section, found))


def entry_text(entry: YamlEntry, wanted: str, found: Collector) -> ScalarText | None:
    """The text after a key; anything else is reported."""
    value, name = entry.value, entry.name
    if not isinstance(value, YamlScalar):
        found.add(WrongForm(entry.key.place, name, "a text", form_of(value), wanted))
    elif value.kind is ScalarKind.NOTHING or not value.text.value.strip():
        found.add(EmptyText(value.place if not value.place.is_empty else entry.key.place, name))
    else:
        return value.text
    return None


@dataclass(frozen=True, slots=True)
class _Section(Generic[Line]):
    """A list of lines: its key, a line to show, and how a line is parsed as a text and as `key: value`."""

    name: str
    example: str
    parse_text: ParseText[Line]
    parse_entry: ParseEntry[Line] | None = None


def _lines(node: YamlSequence, section: _Section[Line], found: Collector) -> Iterator[Line]:
    for item in node.items:
        outcome = _line(item, section)
        if outcome is None:
            found.add(RuleForm(item.place, section.name, _seen(item), section.example))
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


def _seen(item: YamlNode) -> str:
    if isinstance(item, YamlMapping) and len(item.entries) > 1:
        return "a mapping of several keys"
    return form_of(item)
