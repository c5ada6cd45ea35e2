"""Whether two YAML trees say the same, value by value.

Takes: two trees. Gives: the place in the second of the first value that differs, or None.
May assume: nothing. Never does: look at quotes, columns or comments.

Lines of the small languages may differ in blanks outside of their quotes; what they mean is compared where
scenes are.
"""

from __future__ import annotations

import re

from scenelang.reading import ScalarKind, YamlMapping, YamlNode, YamlScalar
from scenelang.source import Span

_RULED = frozenset({"tension", "logic", "self", "anchors", "layers", "expose"})
_RULED_IN_BEATS = frozenset({"kind", "weight", "expose", ""})
_RULED_IN_VARY = frozenset({"let", "where", "holdout", "range", ""})
_BLANK_OR_QUOTED = re.compile(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')|\s+", re.DOTALL)
_KEY = ""
"""What stands for a key in the way to it."""


def first_difference(before: YamlNode, after: YamlNode) -> Span | None:
    """Where the second tree first says something else; None where both say the same."""
    pending: list[tuple[YamlNode, YamlNode, tuple[str, ...]]] = [(before, after, ())]
    while pending:
        one, other, way = pending.pop()
        if isinstance(one, YamlScalar) and isinstance(other, YamlScalar):
            if not _is_same(one, other, way):
                return other.place
        elif isinstance(one, YamlMapping) and isinstance(other, YamlMapping):
            if len(one.entries) != len(other.entries):
                return other.place
            for left, right in zip(one.entries, other.entries, strict=True):
                pending.append((left.key, right.key, (*way, _KEY)))
                pending.append((left.value, right.value, (*way, left.name)))
        elif type(one) is not type(other) or len(getattr(one, "items", ())) != len(
            getattr(other, "items", ())
        ):
            return other.place
        else:
            items = zip(getattr(one, "items", ()), getattr(other, "items", ()), strict=True)
            pending += ((left, right, way) for left, right in items)
    return None


def _is_same(one: YamlScalar, other: YamlScalar, way: tuple[str, ...]) -> bool:
    if (one.kind, one.tag) != (other.kind, other.tag):
        return False
    if one.text.value == other.text.value:
        return True
    is_text = one.kind is ScalarKind.TEXT
    return is_text and _is_ruled(way) and _bare(one.text.value) == _bare(other.text.value)


def _is_ruled(way: tuple[str, ...]) -> bool:
    """Whether a value belongs to a small language, by the keys on the way to it."""
    section, *inner = way or ("",)
    if section == "beats":
        return bool(inner) and inner[-1] in _RULED_IN_BEATS
    if section == "vary":
        return "from" not in inner and any(part in _RULED_IN_VARY for part in inner)
    return section in _RULED


def _bare(text: str) -> str:
    return _BLANK_OR_QUOTED.sub(lambda found: found[1] or "", text)
