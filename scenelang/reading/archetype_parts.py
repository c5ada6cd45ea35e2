"""The mappings of an archetype file: roles, axes, and what is said by beat kind, by signal, by role.

Takes: the node under one of these keys.
Gives: what its lines mean; a line that cannot be read is left out and reported.
May assume: the node has the form its key takes.
Never does: look at the archetype that this one extends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from scenelang.diagnostics import Collector, Outcome
from scenelang.model import NARRATOR, SYSTEM_BEAT, ChatRole, Expression, Name, Shape, Stratum, TensionAxis
from scenelang.parsing import parse_layer_band
from scenelang.reading.archetype_shape import BANDS, ROLES
from scenelang.reading.messages_archetype import KindNotInPattern, RoleNotInRoles
from scenelang.reading.messages_parts import BadNumber
from scenelang.reading.outer_shape import form_of, read_fields
from scenelang.reading.scene_rules import entry_scalar, read_tension
from scenelang.reading.scene_words import MAX_WEIGHT, choice, stratum, text_item, weight, word, words
from scenelang.reading.yaml_tree import YamlMapping, YamlScalar, YamlSequence
from scenelang.signals import LayerBand

Value = TypeVar("Value")
Roles = tuple[str, ...]
Kinds = frozenset[str]


def take(outcome: Outcome[Value], found: Collector) -> Value | None:
    """The value of an outcome, whose findings are kept."""
    found.extend(outcome.diagnostics)
    return outcome.value


def read_roles(node: YamlMapping | None, found: Collector) -> tuple[Roles | None, Roles | None]:
    """Required and optional roles, None where a list is not written."""
    if node is None:
        return None, None
    fields = read_fields(node, ROLES, found)
    required, optional = fields.sequence("required"), fields.sequence("optional")
    return _role_list(required, "required", found), _role_list(optional, "optional", found)


def _role_list(node: YamlSequence | None, key: str, found: Collector) -> Roles | None:
    return None if node is None else tuple(role.text for role in words(node, key, found))


def read_axes(
    node: YamlMapping | None, kinds: Kinds | None, found: Collector
) -> tuple[TensionAxis, ...] | None:
    """The axes with their usual trajectories, whose points stand at beats of the pattern."""
    if node is None:
        return None
    axes = read_tension(node, found)
    for axis in axes:
        trajectory = axis.trajectory
        for keyframe in trajectory.arguments if isinstance(trajectory, Shape) else trajectory.keyframes:
            if keyframe.beat is not None:
                _check_kind(keyframe.beat, kinds, found)
    return axes


def read_weights(
    node: YamlMapping | None, kinds: Kinds | None, found: Collector
) -> Iterator[tuple[Name, Expression]]:
    """`kind: weight`, one line a beat kind."""
    for entry in node.entries if node is not None else ():
        _check_kind(word(entry.key), kinds, found)
        if not isinstance(entry.value, YamlScalar):
            given = form_of(entry.value)
            wanted = f"a number from 0 to {MAX_WEIGHT}"
            found.add(BadNumber(entry.key.place, entry.name, wanted, given, "0.5"))
            continue
        value = weight(entry.value, entry.name, found)
        if value is not None:
            yield word(entry.key), value


def read_strata(
    node: YamlMapping | None, kinds: Kinds | None, found: Collector
) -> Iterator[tuple[Name, Stratum]]:
    """`kind: stratum`, one line a beat kind."""
    for entry in node.entries if node is not None else ():
        _check_kind(word(entry.key), kinds, found)
        scalar = entry_scalar(entry, "a stratum such as `noise`", found)
        value = None if scalar is None else stratum(scalar, found)
        if value is not None:
            yield word(entry.key), value


def read_bands(node: YamlMapping | None, found: Collector) -> Iterator[tuple[str, LayerBand]]:
    """`signal: layers`, one line a signal."""
    if node is None:
        return
    fields = read_fields(node, BANDS, found)
    for signal in BANDS.names:
        scalar = fields.scalar(signal)
        band = None if scalar is None else take(parse_layer_band(scalar.text), found)
        if band is not None:
            yield signal, band


def read_depth_bands(node: YamlSequence | None, found: Collector) -> tuple[LayerBand, ...] | None:
    """The layers of logic of depth 1, 2, ...; None where the list is not written."""
    if node is None:
        return None
    items = (text_item(item, "depth_bands", found) for item in node.items)
    bands = (take(parse_layer_band(item.text), found) for item in items if item is not None)
    return tuple(band for band in bands if band is not None)


def read_chat(
    node: YamlMapping | None, roles: Roles | None, found: Collector
) -> Iterator[tuple[Name, ChatRole]]:
    """`role: chat role`, one line a role; `roles` are those that there are, None where nobody knows yet."""
    for entry in node.entries if node is not None else ():
        if roles is not None and entry.name not in (*roles, NARRATOR):
            found.add(RoleNotInRoles(word(entry.key).place, entry.name, (*roles, NARRATOR)))
        scalar = entry_scalar(entry, "`system`, `user` or `assistant`", found)
        value = None if scalar is None else choice(scalar, entry.name, ChatRole, found)
        if value is not None:
            yield word(entry.key), value


def _check_kind(kind: Name, kinds: Kinds | None, found: Collector) -> None:
    if kinds is not None and kind.text not in kinds and kind.text != SYSTEM_BEAT:
        found.add(KindNotInPattern(kind.place, kind.text, tuple(sorted(kinds))))
