"""Spellings that are read with a warning, in the new one.

Which words these are is told by reading itself, word by word, so this step and the warning cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenelang.parsing import OlderSpelling
from scenelang.reading import YamlNode, read_scenes
from scenelang.source import SourceText, SpanEdit


def respell(source: SourceText, tree: YamlNode) -> Iterator[SpanEdit]:
    """An edit for each older spelling in one scene of the text."""
    for found in read_scenes(source).diagnostics:
        if isinstance(found, OlderSpelling) and tree.place.contains(found.place):
            yield SpanEdit(found.place, found.new)
