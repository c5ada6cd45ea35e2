"""The scenes of one side: those that compile, and those that do not with what is wrong.

Takes: paths, the folder that they are told from, and what messages call the side.
Gives: a `SceneSet`; nothing where a path is of no use.
May assume: nothing.
Never does: lower a scene.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scenelang.checking import find_project, read_scene_file
from scenelang.comparing.changes import Problem
from scenelang.comparing.sides import BrokenScene, SceneSide
from scenelang.compile import PlannedScene, plan_paths
from scenelang.diagnostics import Diagnostic, Outcome, Severity
from scenelang.gathering import find_scene_files
from scenelang.reading import load_source, shown_source
from scenelang.source import SourceText, Span

_SETTINGS = ("scenelang.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class SceneSet:
    """One side. `scenes` are by id; `broken` by id, or by file where a file has no id that could be read."""

    label: str
    scenes: Mapping[str, SceneSide]
    broken: Mapping[str, BrokenScene]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a side comes from: `name` is before or after, `root` the folder that its files are told from."""

    name: str
    label: str
    root: Path

    def told(self, file: str) -> str:
        """A file's path from the root on."""
        path = Path(file).absolute()
        return (path.relative_to(self.root) if path.is_relative_to(self.root) else Path(file)).as_posix()

    def without_root(self, message: str) -> str:
        """A message without the folder that the side happens to lie in."""
        return message.replace(f"{self.root.as_posix()}/", "")


def read_side(paths: Iterable[Path], origin: Origin) -> Outcome[SceneSet]:
    """The scenes that the paths mean, read and checked; no path at all is a side without scenes."""
    files, found = find_scene_files(paths)
    if files is None:
        return Outcome(None, found)
    planned, said = plan_paths(files)
    reader = _Reader(origin)
    scenes = {side.id: side for side in map(reader.side, planned or ())}
    errors = [one for one in said if one.severity is Severity.ERROR]
    broken = {one.id or one.file: one for one in reader.broken(files, set(scenes), errors)}
    return Outcome(SceneSet(origin.label, scenes, broken))


class _Reader:
    """Makes sides of scenes; what several of them rest on is read once."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._digest = cache(_digest)
        self._source = cache(_source_of)

    def side(self, planned: PlannedScene) -> SceneSide:
        """A scene that compiles."""
        source = self._source(planned.path)
        _, written = self._written(planned.path, source, planned.checked.scene.place.start)
        root = find_project(planned.path).root
        files = [*planned.checked.files, *(str(root / name) for name in _SETTINGS)]
        inputs = hashlib.sha256(written.encode("utf-8", errors="surrogatepass"))
        for digest in sorted(map(self._digest, files)):
            inputs.update(digest)
        file = self._origin.told(planned.path.as_posix())
        return SceneSide(planned, source, file, written, inputs.hexdigest())

    def broken(
        self, files: Sequence[Path], sound: set[str], errors: Sequence[Diagnostic]
    ) -> Iterable[BrokenScene]:
        """What is left of each file: its scenes that are not sound, or the whole of it."""
        names = {path.as_posix() for path in files}
        elsewhere = [one for one in errors if one.place.file not in names]
        for path in files:
            own = [one for one in errors if one.place.file == path.as_posix()]
            scenes = read_scene_file(path).value or ()
            source = self._source(path)
            told: list[Diagnostic] = []
            for scene in scenes:
                if scene.id.text in sound:
                    continue
                start, written = self._written(path, source, scene.place.start)
                inside = [one for one in own if start <= one.place.start <= start + len(written)]
                inside = inside or own or elsewhere
                told += inside
                yield self._broken_scene(scene.id.text, path, inside, written)
            outside = [one for one in own if one not in told]
            if outside:
                yield self._broken_scene("", path, outside, source.text)

    def _broken_scene(self, id_: str, path: Path, errors: Sequence[Diagnostic], written: str) -> BrokenScene:
        source, told = self._source(path), self._origin.without_root
        problems = tuple(
            Problem(self._origin.name, one.code, told(one.message), _line(source, one.place))
            for one in errors
        )
        return BrokenScene(id_, self._origin.told(path.as_posix()), problems, written)

    def _written(self, path: Path, source: SourceText, start: int) -> tuple[int, str]:
        """The part of a file that is a scene's, and where it begins: up to where the next one begins."""
        starts = sorted(scene.place.start for scene in read_scene_file(path).value or ())
        if len(starts) < 2:
            return 0, source.text
        after = [place for place in starts if place > start]
        begin = 0 if start == starts[0] else start
        return begin, source.text[begin : after[0] if after else len(source.text)]


def _source_of(path: Path) -> SourceText:
    return load_source(path).value or shown_source(path) or SourceText(path.as_posix(), "")


def _digest(file: str) -> bytes:
    try:
        return hashlib.sha256(Path(file).read_bytes()).digest()
    except OSError:
        return b""


def _line(source: SourceText, place: Span) -> int | None:
    is_own = place.file == source.name and source.text and place.start <= len(source.text)
    return source.position(place.start).line if is_own else None
