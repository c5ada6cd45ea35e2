"""Which scalars of a scene hold a small language, and what sets the blanks in them.

Takes: the tree of a scene. Gives: its lines of small languages, and those that a model reads as they are.
May assume: nothing; where a scene has another form than it should, nothing is given.
Never does: parse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from scenelang.formatting.rule_blanks import SetBlanks, expression_blanks, rule_blanks, scalar_of
from scenelang.model import Name
from scenelang.parsing import (
    parse_attention_rule,
    parse_beat_head,
    parse_draw_names,
    parse_exposure,
    parse_expression,
    parse_layer_rule,
    parse_layer_rule_whole,
    parse_logic_step,
    parse_logic_step_named,
    parse_range,
    parse_reference,
    parse_trajectory,
    parse_weight,
)
from scenelang.reading import DEPRECATED, Where, YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence
from scenelang.source import Span

_BEAT_KEYS = frozenset({"kind", "text", "speaker", "weight", "stratum", "expose"})
_VERBS = {each.old: each.new for each in DEPRECATED if each.where is Where.VERB}


class Line(NamedTuple):
    """A scalar, and what sets its blanks; None for a text that a model reads, of which nothing may change."""

    scalar: YamlScalar
    set_blanks: SetBlanks | None


def lines_of(tree: YamlNode) -> Iterator[Line]:
    """All lines of small languages in a scene, and the texts that a model reads."""
    for name, value in _entries(tree):
        read = _SECTIONS.get(name.text.value)
        if read is not None:
            yield from read(value)


def _entries(node: YamlNode) -> Iterator[tuple[YamlScalar, YamlNode]]:
    if isinstance(node, YamlMapping):
        yield from ((entry.key, entry.value) for entry in node.entries)


def _items(node: YamlNode) -> tuple[YamlNode, ...]:
    return node.items if isinstance(node, YamlSequence) else ()


def _each(set_blanks: SetBlanks | None, node: YamlNode) -> Iterator[Line]:
    """A scalar, or those of a list."""
    for item in _items(node) or (node,):
        if isinstance(item, YamlScalar):
            yield Line(item, set_blanks)


def _values(set_blanks: SetBlanks, node: YamlNode) -> Iterator[Line]:
    for _, value in _entries(node):
        if isinstance(value, YamlScalar):
            yield Line(value, set_blanks)


def _beats(node: YamlNode) -> Iterator[Line]:
    for item in _items(node):
        if not isinstance(item, YamlMapping) or not item.entries:
            continue
        if item.entries[0].name in _BEAT_KEYS or item.entry("kind") is not None:
            yield from _long_beat(item)
            continue
        for head, text in _entries(item):
            yield Line(head, _HEAD)
            yield from (Line(text, None),) if isinstance(text, YamlScalar) else ()


def _long_beat(item: YamlMapping) -> Iterator[Line]:
    for key, value in _entries(item):
        if key.text.value in _OF_BEAT:
            yield from _each(_OF_BEAT[key.text.value], value)
        elif key.text.value == "text" and isinstance(value, YamlScalar):
            yield Line(value, None)


def _rules(whole: SetBlanks, apart: Callable[[YamlEntry], Iterator[Line]], node: YamlNode) -> Iterator[Line]:
    """Rules that are one text, or that YAML parts at their colon."""
    for item in _items(node):
        if isinstance(item, YamlScalar):
            yield Line(item, whole)
        elif isinstance(item, YamlMapping) and len(item.entries) == 1:
            yield from apart(item.entries[0])


def _named_step(entry: YamlEntry) -> Iterator[Line]:
    if isinstance(entry.value, YamlScalar):
        name = scalar_of(entry.name)
        yield Line(entry.value, rule_blanks(partial(parse_logic_step_named, name)))


def _layer_rule(entry: YamlEntry) -> Iterator[Line]:
    if isinstance(entry.value, YamlScalar):
        site, aim = scalar_of(entry.name), scalar_of(entry.value.text.value)
        yield Line(entry.key, rule_blanks(lambda text: parse_layer_rule(text, aim)))
        yield Line(entry.value, rule_blanks(partial(parse_layer_rule, site)))


def _nothing(_: YamlEntry) -> Iterator[Line]:
    return iter(())


def _vary(node: YamlNode) -> Iterator[Line]:
    for key, value in _entries(node):
        name = key.text.value
        if name == "draw":
            for names, source in _entries(value):
                yield Line(names, _DRAWN)
                yield from _source(source)
        elif name == "let":
            yield from _values(_EXPRESSION, value)
        elif name == "where":
            yield from _each(_EXPRESSION, value)
        elif name == "holdout":
            yield from (Line(each, _EXPRESSION) for each in _scalars_under("where", value))


def _source(source: YamlNode) -> Iterator[Line]:
    """The lines of a draw: its range, and the values that stand in the scene itself."""
    values = source
    for key, value in _entries(source):
        if key.text.value == "range":
            yield from _each(_RANGE, value)
        elif key.text.value == "from":
            values = value
    yield from (_each(None, values) if isinstance(values, YamlSequence) else ())


def _scalars_under(name: str, node: YamlNode) -> Iterator[YamlScalar]:
    for key, value in _entries(node):
        if key.text.value == name and isinstance(value, YamlScalar):
            yield value


_HEAD, _DRAWN, _RANGE = rule_blanks(parse_beat_head), rule_blanks(parse_draw_names), rule_blanks(parse_range)
_EXPRESSION, _EXPOSURE = expression_blanks(parse_expression), rule_blanks(parse_exposure)
_OF_BEAT: Mapping[str, SetBlanks] = {
    "kind": _HEAD,
    "weight": expression_blanks(parse_weight),
    "expose": _EXPOSURE,
}
_SECTIONS: Mapping[str, Callable[[YamlNode], Iterator[Line]]] = {
    "tension": partial(_values, rule_blanks(partial(parse_trajectory, Name("axis", Span("", 0, 0))))),
    "beats": _beats,
    "logic": partial(_rules, rule_blanks(parse_logic_step), _named_step),
    "self": partial(_rules, rule_blanks(partial(parse_reference, renamed=_VERBS)), _nothing),
    "anchors": partial(_rules, rule_blanks(parse_attention_rule), _nothing),
    "layers": partial(_rules, rule_blanks(parse_layer_rule_whole), _layer_rule),
    "expose": partial(_each, _EXPOSURE),
    "vary": _vary,
}
