"""An archetype file to an archetype.

Takes: the text of a file such as `archetypes/discovery.yaml`.
Gives: an `Archetype`, or None where its name or its pattern cannot be read.
May assume: nothing.
Never does: look at any scene.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import TypeVar

from scenelang.diagnostics import Collector, Outcome
from scenelang.model import (
    Archetype,
    BeatPattern,
    Constant,
    Expression,
    Name,
    PatternBeat,
    Shape,
    TensionAxis,
)
from scenelang.parsing import parse_beat_pattern, parse_layer_band
from scenelang.reading.archetype_shape import ARCHETYPE, ROLES
from scenelang.reading.messages_parts import ArchetypeNameDiffers, BadNumber, KindNotInPattern
from scenelang.reading.messages_scene import WrongForm
from scenelang.reading.outer_shape import Fields, form_of, read_fields
from scenelang.reading.read_tree import read_tree
from scenelang.reading.scene_rules import read_tension
from scenelang.reading.scene_words import MAX_WEIGHT, plain_name, text_item, weight, word, words
from scenelang.reading.yaml_tree import YamlMapping, YamlScalar, YamlSequence
from scenelang.signals import LayerBand
from scenelang.source import SourceText

Value = TypeVar("Value")


def read_archetype(source: SourceText) -> Outcome[Archetype]:
    """Reads one archetype file, which carries the name of its archetype."""
    tree = read_tree(source)
    found = Collector(tree.diagnostics)
    archetype = None
    if isinstance(tree.value, YamlMapping):
        archetype = _read(read_fields(tree.value, ARCHETYPE, found), source.name, found)
    elif tree.value is not None:
        form = form_of(tree.value)
        found.add(
            WrongForm(tree.value.place, "archetype", "a mapping of keys", form, "`archetype: discovery`, …")
        )
    return Outcome(archetype, found.sorted())


def _read(fields: Fields, file: str, found: Collector) -> Archetype | None:
    name = _name(fields.scalar("archetype"), file, found)
    purpose, beats = fields.scalar("purpose"), fields.scalar("beats")
    required, optional = _roles(fields.mapping("roles"), found)
    axes = fields.mapping("axes")
    axis_lines = () if axes is None else read_tension(axes, found)
    pattern = None if beats is None else _take(parse_beat_pattern(beats.text), found)
    kinds = None if pattern is None else frozenset(kinds_of(pattern))
    _check_keyframes(axis_lines, kinds, found)
    weights = tuple(_weights(fields.mapping("weights"), kinds, found))
    first_band = fields.scalar("first_band")
    band = None if first_band is None else _take(parse_layer_band(first_band.text), found)
    depth_bands = _depth_bands(fields.sequence("depth_bands"), found)
    if name is None or pattern is None or purpose is None:
        return None
    return Archetype(
        name.text,
        purpose.text.value,
        required,
        optional,
        axis_lines,
        pattern,
        weights,
        band,
        depth_bands,
        file,
    )


def kinds_of(pattern: BeatPattern) -> Iterator[str]:
    """The beat kinds of a pattern in the order of its text, perhaps more than once."""
    if isinstance(pattern, PatternBeat):
        yield pattern.kind.text
        return
    for part in pattern.parts:
        yield from kinds_of(part)


def _take(outcome: Outcome[Value], found: Collector) -> Value | None:
    found.extend(outcome.diagnostics)
    return outcome.value


def _name(scalar: YamlScalar | None, file: str, found: Collector) -> Name | None:
    name = None if scalar is None else plain_name(scalar, "the name of an archetype", found)
    expected = PurePath(file).stem
    if name is not None and name.text != expected:
        found.add(ArchetypeNameDiffers(name.place, name.text, expected))
    return name


def _roles(node: YamlMapping | None, found: Collector) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if node is None:
        return (), ()
    fields = read_fields(node, ROLES, found)
    return _role_list(fields, "required", found), _role_list(fields, "optional", found)


def _role_list(fields: Fields, key: str, found: Collector) -> tuple[str, ...]:
    node = fields.sequence(key)
    return () if node is None else tuple(role.text for role in words(node, key, found))


def _check_keyframes(axes: tuple[TensionAxis, ...], kinds: frozenset[str] | None, found: Collector) -> None:
    for axis in axes:
        trajectory = axis.trajectory
        keyframes = trajectory.arguments if isinstance(trajectory, Shape) else trajectory.keyframes
        for keyframe in keyframes:
            if keyframe.beat is not None:
                _check_kind(keyframe.beat, kinds, found)


def _check_kind(kind: Name, kinds: frozenset[str] | None, found: Collector) -> None:
    if kinds is not None and kind.text not in kinds:
        found.add(KindNotInPattern(kind.place, kind.text, tuple(sorted(kinds))))


def _weights(
    node: YamlMapping | None, kinds: frozenset[str] | None, found: Collector
) -> Iterator[tuple[str, Expression]]:
    for entry in node.entries if node is not None else ():
        _check_kind(word(entry.key), kinds, found)
        if not isinstance(entry.value, YamlScalar):
            given = form_of(entry.value)
            found.add(
                BadNumber(entry.key.place, entry.name, f"a number from 0 to {MAX_WEIGHT}", given, "0.5")
            )
            continue
        number = weight(entry.value, entry.name, found)
        if number is not None:
            yield entry.name, Constant(number, entry.value.place)


def _depth_bands(node: YamlSequence | None, found: Collector) -> tuple[LayerBand, ...] | None:
    if node is None:
        return None
    items = (text_item(item, "depth_bands", found) for item in node.items)
    bands = (_take(parse_layer_band(item.text), found) for item in items if item is not None)
    return tuple(band for band in bands if band is not None)
