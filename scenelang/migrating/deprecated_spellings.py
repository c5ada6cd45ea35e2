"""Spellings that are read with a warning, in the new one.

Which words these are is told by reading itself, word by word, so this step and the warning cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scenelang.parsing import OlderSpelling
from scenelang.reading import YamlNode, read_scenes
from scenelang.source import SourceText, SpanEdit


def respell(source: SourceText, trees: Sequence[YamlNode]) -> Iterator[SpanEdit]:
    """An edit for each older spelling in these scenes of the text, which is read once for all of them."""
    for found in read_scenes(source).diagnostics:
        if isinstance(found, OlderSpelling) and any(tree.place.contains(found.place) for tree in trees):
            yield SpanEdit(found.place, found.new)
