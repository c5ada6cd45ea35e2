"""Tags and drawn values that a comma alone parts, between brackets, where one number may have been meant.

Takes: the tree of a scene and the text that it stands in.
Gives: each run of such values.
May assume: the tree is that of the text.
Never does: speak of a list whose commas are all written so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from scenelang.reading import ScalarStyle, YamlMapping, YamlNode, YamlScalar, YamlSequence
from scenelang.source import SourceText

_DIGIT_AT_END = re.compile(r"\d\Z")
_DIGIT = re.compile(r"\d")


def tight_runs(scene: YamlMapping, source: SourceText) -> Iterator[list[YamlScalar]]:
    """The values of a scene's lists that stand together without a blank, where others have one."""
    for values in (scene.get("tags"), *_drawn_from(scene)):
        yield from _runs(values, source)


def _drawn_from(scene: YamlMapping) -> Iterator[YamlNode | None]:
    vary = scene.get("vary")
    draws = vary.get("draw") if isinstance(vary, YamlMapping) else None
    for entry in draws.entries if isinstance(draws, YamlMapping) else ():
        yield entry.value.get("from") if isinstance(entry.value, YamlMapping) else entry.value


def _runs(node: YamlNode | None, source: SourceText) -> Iterator[list[YamlScalar]]:
    if not isinstance(node, YamlSequence) or source.text[node.place.start] != "[":
        return
    items = [item for item in node.items if isinstance(item, YamlScalar)]
    tight = [_is_tight(left, right, source) for left, right in pairwise(items)]
    if all(tight):
        return
    start = 0
    for index, is_tight in enumerate((*tight, False)):
        if is_tight:
            continue
        run, start = items[start : index + 1], index + 1
        if len(run) > 1:
            yield run


def _is_tight(left: YamlScalar, right: YamlScalar, source: SourceText) -> bool:
    """True for a comma alone between two digits."""
    if left.style is not ScalarStyle.PLAIN or right.style is not ScalarStyle.PLAIN:
        return False
    between = source.text[left.place.end : right.place.start]
    ends_in_digit = _DIGIT_AT_END.search(left.text.value) is not None
    return between == "," and ends_in_digit and _DIGIT.match(right.text.value) is not None
