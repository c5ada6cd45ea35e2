"""Single words and numbers of a scene's outer form: names, counts, weights, truth values.

Takes: a scalar that stands where such a word belongs.
Gives: a value with its place, or None; every fault is reported.
May assume: the scalar is not empty in YAML's sense.
Never does: ask what a name stands for.
"""

from __future__ import annotations

import unicodedata

from scenelang.diagnostics import Collector
from scenelang.model import Name
from scenelang.reading.messages_parts import BadNumber, NotTrueOrFalse
from scenelang.reading.messages_scene import BadName, EmptyText, WrongForm
from scenelang.reading.outer_shape import form_of
from scenelang.reading.yaml_tree import ScalarKind, YamlNode, YamlScalar, YamlSequence

MAX_WEIGHT = 1000
_JOINTS = "-."
_NAME_RULE = "letters of any script, digits and `_`, with a single `-` or `.` between them"
_VARIABLE_RULE = "letters of any script, digits and `_`, with no digit in front"


def word(scalar: YamlScalar) -> Name:
    """The scalar's text as a name; its place leaves quotes out."""
    return Name(scalar.text.value, scalar.text.span(0, len(scalar.text.value)))


def plain_name(scalar: YamlScalar, what: str, found: Collector) -> Name | None:
    """A name as references can hold it; anything else is reported at its first bad sign."""
    return _checked(scalar, what, _NAME_RULE, _first_bad_sign(scalar.text.value), found)


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
        elif sign != "_" and unicodedata.category(sign)[0] not in "LMN":
            return index
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


def weight(scalar: YamlScalar, name: str, found: Collector) -> float | None:
    """A number from 0 up, and no larger than any use could need."""
    value = scalar.value
    is_number = scalar.kind in (ScalarKind.INTEGER, ScalarKind.DECIMAL)
    if is_number and isinstance(value, int | float) and 0 <= value <= MAX_WEIGHT:
        return float(value)
    found.add(BadNumber(scalar.place, name, f"a number from 0 to {MAX_WEIGHT}", scalar.text.value, "0.5"))
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
