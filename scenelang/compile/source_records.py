"""What the manifest says of the files that went into a build.

Takes: planned scenes.
Gives: a record for each of their files, and for the archetypes, lexicons and recalled scenes that they used.
May assume: the files are there; the scenes were read from them a moment ago.
Never does: name a file by where the machine keeps it, so that builds elsewhere are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from scenelang.checking import find_project
from scenelang.compile.scene_plans import PlannedScene
from scenelang.parsing import archetype_folder
from scenelang.shards import SourceRecord

_SHIPPED = "scenelang/archetypes"


def source_records(scenes: Iterable[PlannedScene]) -> Mapping[str, SourceRecord]:
    """Records by the name that programs give to a file: the scenes' own files first, as they come."""
    scenes = tuple(scenes)
    own = {scene.checked.scene.file: _record(scene.path) for scene in scenes}
    names = {record.file for record in own.values()}
    used = sorted({file for scene in scenes for file in scene.checked.files} - own.keys())
    others = {file: _record(Path(file)) for file in used}
    others = {file: record for file, record in others.items() if record.file not in names}
    return {**own, **dict(sorted(others.items(), key=lambda each: each[1].file))}


def _record(path: Path) -> SourceRecord:
    return SourceRecord(file=_name(path), sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def _name(path: Path) -> str:
    """The file as seen from its project's root; an archetype of the library by a name of its own."""
    full = path.resolve()
    if full.parent == archetype_folder().resolve():
        return f"{_SHIPPED}/{full.name}"
    root = find_project(path).root.resolve()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else full.name
