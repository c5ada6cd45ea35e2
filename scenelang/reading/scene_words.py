"""Single words and numbers of a scene's outer form: names, choices, counts, weights, truth values.

Takes: a scalar that stands where such a word belongs.
Gives: a value with its place, or None; every fault is reported.
May assume: the scalar is not empty in YAML's sense.
Never does: ask what a name stands for.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import TypeVar

from scenelang.diagnostics import Collector
from scenelang.model import Constant, Expression, Name, Stratum
from scenelang.parsing import parse_weight
from scenelang.reading.messages_parts import BadNumber, NotAChoice, NotTrueOrFalse
from scenelang.reading.messages_scene import BadName, EmptyText, UnknownStratum, WrongForm
from scenelang.reading.outer_shape import form_of
from scenelang.reading.yaml_tree import ScalarKind, ScalarValue, YamlNode, YamlScalar, YamlSequence

Choice = TypeVar("Choice", bound=StrEnum)

MAX_WEIGHT = 1000
_JOINTS = "-."
_UNSEEN = frozenset(
    map(chr, (0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)))
) | frozenset(map(chr, range(0xE0100, 0xE01F0)))
"""Marks and letters by their kind that nobody sees: two names that look the same would be two."""
_NAME_RULE = "letters of any script, digits and `_`, with a single `-` or `.` between them"
_VARIABLE_RULE = "letters of any script, digits and `_`, with no digit in front"


def word(scalar: YamlScalar) -> Name:
    """The scalar's text as a name; its place leaves quotes out."""
    return Name(scalar.text.value, scalar.text.span(0, len(scalar.text.value)))


def plain_name(scalar: YamlScalar, what: str, found: Collector) -> Name | None:
    """A name as references can hold it; anything else is reported at its first bad sign."""
    return _checked(scalar, what, _NAME_RULE, _first_bad_sign(scalar.text.value), found)


def is_name(text: str) -> bool:
    """True for a text that can be the name of a scene, an archetype, a speaker or an axis."""
    return bool(text) and _first_bad_sign(text) is None


def variable_name(scalar: YamlScalar, found: Collector) -> Name | None:
    """A name that `${name}` and expressions can hold."""
    text = scalar.text.value
    bad = 0 if text[:1].isdigit() else _first_bad_sign(text, "")
    return _checked(scalar, "a variable", _VARIABLE_RULE, bad, found)


def _checked(scalar: YamlScalar, what: str, rule: str, bad: int | None, found: Collector) -> Name | None:
    text = scalar.text
    if not text.value:
        found.add(EmptyText(scalar.place, what))
        return None
    if bad is None:
        return word(scalar)
    found.add(BadName(text.span(bad, bad + 1), text.value, what, rule))
    return None


def _first_bad_sign(text: str, joints: str = _JOINTS) -> int | None:
    for index, sign in enumerate(text):
        if sign in joints:
            neighbours = text[index - 1 : index] + text[index + 1 : index + 2]
            if len(neighbours) < 2 or neighbours[0] in joints:
                return index
        # Marks (M) are parts of letters in many scripts.
        elif sign != "_" and (unicodedata.category(sign)[0] not in "LMN" or sign in _UNSEEN):
            return index
    return None


def note(scalar: YamlScalar, key: str, found: Collector) -> Name | None:
    """A text for readers, whatever its signs; an empty one is reported."""
    if scalar.text.value.strip():
        return word(scalar)
    found.add(EmptyText(scalar.place, key))
    return None


def words(node: YamlNode, name: str, found: Collector) -> tuple[Name, ...]:
    """The texts of a list, or the one text that stands in its place."""
    items = node.items if isinstance(node, YamlSequence) else (node,)
    texts = (text_item(item, name, found) for item in items)
    return tuple(word(item) for item in texts if item is not None)


def text_item(item: YamlNode, name: str, found: Collector) -> YamlScalar | None:
    """A list's item as a text; an empty one, a list or a mapping is reported."""
    if not isinstance(item, YamlScalar):
        found.add(WrongForm(item.place, name, "texts alone", form_of(item), "one text an item"))
        return None
    if item.kind is ScalarKind.NOTHING or not item.text.value:
        found.add(EmptyText(item.place, name))
        return None
    return item


def weight(scalar: YamlScalar, name: str, found: Collector) -> Expression | None:
    """A number from 0 up, no larger than any use could need, or an expression of tension axes."""
    if not scalar.is_text:
        return _fixed_weight(scalar, scalar.value, name, found)
    outcome = parse_weight(scalar.text)
    found.extend(outcome.diagnostics)
    if isinstance(outcome.value, Constant):
        return _fixed_weight(scalar, outcome.value.value, name, found)
    return outcome.value


def _fixed_weight(scalar: YamlScalar, value: ScalarValue, name: str, found: Collector) -> Constant | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and isinstance(value, int | float) and 0 <= value <= MAX_WEIGHT:
        return Constant(float(value), scalar.place)
    found.add(BadNumber(scalar.place, name, f"a number from 0 to {MAX_WEIGHT}", scalar.text.value, "0.5"))
    return None


def choice(scalar: YamlScalar, name: str, kind: type[Choice], found: Collector) -> Choice | None:
    """One of a few words that the language knows."""
    written = scalar.text.value
    allowed = tuple(each.value for each in kind)
    if written in allowed:
        return kind(written)
    found.add(NotAChoice(word(scalar).place, written, name, allowed))
    return None


def stratum(scalar: YamlScalar, found: Collector) -> Stratum | None:
    """What kind of matter something is."""
    written = scalar.text.value
    strata = tuple(each.value for each in Stratum)
    if written in strata:
        return Stratum(written)
    found.add(UnknownStratum(scalar.place, written, strata))
    return None


def whole_number(scalar: YamlScalar, name: str, least: int, example: str, found: Collector) -> int | None:
    """A whole number from `least` up."""
    value = scalar.value
    if scalar.kind is ScalarKind.INTEGER and isinstance(value, int) and value >= least:
        return value
    found.add(BadNumber(scalar.place, name, f"a whole number from {least} up", scalar.text.value, example))
    return None


def truth(scalar: YamlScalar, name: str, found: Collector) -> bool:
    """`true` or `false`; anything else is reported and counts as false."""
    if scalar.kind is ScalarKind.TRUTH:
        return bool(scalar.value)
    found.add(NotTrueOrFalse(scalar.place, name))
    return False
