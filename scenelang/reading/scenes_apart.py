"""Two scenes in one document, because nobody wrote `---` between them.

Takes: the trees of a file and what was said of them. Gives: the trees cut off where a second scene begins,
and one message for it in place of one for every repeated key.
May assume: the messages about repeated keys belong to these trees. Never does: read what stands under a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scenelang.diagnostics import Diagnostic
from scenelang.reading.messages_slips import SceneWithoutMarker
from scenelang.reading.messages_yaml import DuplicateKey
from scenelang.reading.yaml_tree import YamlMapping, YamlNode

_VERSION = "scene"


def scenes_apart(
    trees: Iterable[YamlNode | None], said: Iterable[Diagnostic]
) -> tuple[tuple[YamlNode | None, ...], tuple[Diagnostic, ...]]:
    """The trees up to where a second scene begins in them, and what is said instead."""
    found = tuple(said)
    nodes = []
    for tree in trees:
        node, found = _first_scene(tree, found) if isinstance(tree, YamlMapping) else (tree, found)
        nodes.append(node)
    return tuple(nodes), found


def _first_scene(tree: YamlMapping, said: tuple[Diagnostic, ...]) -> tuple[YamlNode, tuple[Diagnostic, ...]]:
    """Two keys or more come again: a `scene` that comes again alone is only written twice."""
    repeated = tuple(_repeated_keys(tree, said))
    scenes = [found for found in repeated if found.name == _VERSION]
    if not scenes or len(scenes) == len(repeated):
        return tree, said
    start = scenes[0].place.start
    markers = (SceneWithoutMarker(found.place, found.first) for found in scenes)
    kept = (found for found in said if found not in repeated or found.place.start < start)
    entries = tuple(entry for entry in tree.entries if entry.key.place.start < start)
    return replace(tree, entries=entries), (*kept, *markers)


def _repeated_keys(tree: YamlMapping, said: Iterable[Diagnostic]) -> Iterator[DuplicateKey]:
    """The keys of the whole that come again; those of its parts are left out."""
    keys = {entry.key.place for entry in tree.entries}
    return (found for found in said if isinstance(found, DuplicateKey) and found.first in keys)
