"""Which of the files that a command line names are scenes, and may be given ids.

Takes: files.
Gives: those that are meant as scenes; a finding for each other one.
May assume: nothing.
Never does: look into a file whose name ends in `.scene`; one that cannot be opened is left to the next stage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from scenelang.checking import SCENE_SUFFIX
from scenelang.diagnostics import Outcome
from scenelang.gathering import is_archetype
from scenelang.reading import YamlMapping, load_source, read_trees
from scenelang.rewriting.messages import NoScene
from scenelang.source import Span

_VERSION = "scene"
_NO_CONTENT = r"\A(?:[ \t\r]*+(?:#[^\n]*+|---[^\n]*+)?+\n)*+"
_SAYS_SCENE = re.compile(rf"""{_NO_CONTENT}[ ]?\{{?[ ]?["']?scene["']?[ ]?:""")
_OF_ARCHETYPES = "an archetype has no id; leave it out"
_OF_OTHERS = "name scenes alone; if this is one, begin it with `scene: 1`"


def only_scenes(files: Iterable[Path]) -> Outcome[tuple[Path, ...]]:
    """The scenes among some files: by the ending of the name, or by the key `scene`."""
    scenes, others = [], []
    for path in files:
        if path.name.endswith(SCENE_SUFFIX):
            scenes.append(path)
        elif is_archetype(path):
            others.append(NoScene(Span.start_of(path), path.as_posix(), _OF_ARCHETYPES))
        elif _says_scene(path):
            scenes.append(path)
        else:
            others.append(NoScene(Span.start_of(path), path.as_posix(), _OF_OTHERS))
    return Outcome(tuple(scenes), tuple(others))


def _says_scene(path: Path) -> bool:
    """Whether a file has the key `scene`, or begins like it where it is no YAML."""
    source = load_source(path).value
    if source is None:
        return True
    trees = read_trees(source).value
    if trees is None:
        return _SAYS_SCENE.search(source.text) is not None
    return any(isinstance(tree, YamlMapping) and tree.entry(_VERSION) is not None for tree in trees)
