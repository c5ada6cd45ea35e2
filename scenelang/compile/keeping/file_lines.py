"""Compiled files as lines of JSON, and back.

Takes: what compiling a file gave, and what it was compiled under.
Gives: a line of text; and both from such a line.
May assume: nothing of what is read back: it may have been written by anybody.
Never does: keep a row.

There may be many thousands, and each build reads them all: what nearly all files have in common is written
short. A name or place that is the file's own is empty; the files that went into rows are kept once, in a
table.
"""

from __future__ import annotations

import json
from functools import partial
from typing import NamedTuple, TypeAlias, cast

from scenelang.compile.compiled_file import CompiledFile, CompiledScene, PackedRows, Place, Rests, UsedFile
from scenelang.gathering import Json, NotKept, kept_findings, parts_of, read_findings, text_from
from scenelang.model import Name
from scenelang.source import Span

Used: TypeAlias = tuple[UsedFile, ...]


class Under(NamedTuple):
    """What a file was compiled under: its stamp, and the states of its surroundings.

    `folder` is the state of its settings and archetypes, `outside` that of the files that its scenes name,
    `wide` that of all other scenes; both are empty where it depends on none.
    """

    stamp: str
    folder: str
    outside: str
    wide: str


class Line(NamedTuple):
    """One line, as it is written. `stamp` to `wide` are what its file was compiled under, as in `Under`."""

    name: str
    stamp: str
    folder: str
    outside: str
    wide: str
    sha256: str
    asks: list[Json]
    place: str
    shown: str
    used: int
    rows: list[Json] | None
    scenes: list[Json]
    ids: list[Json] | None
    found: list[Json] | None
    is_wide: bool

    @property
    def under(self) -> Under:
        """What its file was compiled under."""
        return Under(*self[1:5])


def line_of(name: str, under: Under, file: CompiledFile, used: dict[Used, int]) -> str:
    """The line of a file; `used` is the table of what went into rows, which grows.

    Raises:
        NotKept: a finding has a field of another kind.
    """
    own = file.own
    same = file.ids == tuple(scene.id for scene in file.scenes)
    line = Line(
        name,
        *under,
        sha256=own.sha256,
        asks=[*file.asks],
        place="" if own.file == name else own.file,
        shown="" if own.name == name else own.name,
        used=used.setdefault(file.used, len(used)),
        rows=None if file.rows is None else [*file.rows],
        scenes=[_kept_scene(scene, name) for scene in file.scenes],
        ids=None if same else [_kept_name(each, name) for each in file.ids],
        found=parts_of(kept_findings(file.found)) or None,
        is_wide=file.is_wide,
    )
    return json.dumps(line, separators=(",", ":"))


def read_lines(lines: list[str]) -> list[Line]:
    """All lines at once.

    Raises:
        NotKept: these are none.
    """
    try:
        return [*map(Line._make, json.loads(f"[{','.join(lines)}]"))]
    except (ValueError, TypeError, RecursionError):
        raise NotKept from None


def read_file(line: Line, used: list[Used]) -> CompiledFile:
    """The file of a line.

    Raises:
        NotKept: it is no line of a file.
    """
    name = line.name
    try:
        scenes = tuple([_scene(each, name) for each in line.scenes])
        ids = [one.id for one in scenes] if line.ids is None else [*map(partial(_name, own=name), line.ids)]
        return CompiledFile(
            UsedFile(line.place or name, line.shown or name, line.sha256),
            tuple(ids),
            scenes,
            None if line.rows is None else PackedRows(*line.rows),  # type: ignore[arg-type]
            read_findings(line.found) if line.found else (),
            used[line.used],
            tuple(map(text_from, line.asks)) if line.asks else (),
            line.is_wide,
        )
    except (TypeError, ValueError, IndexError):
        raise NotKept from None


def kept_used(used: Used) -> Json:
    """The files that went into rows, as plain values."""
    return [[*each] for each in used]


def read_used(kept: Json) -> Used:
    """The files that went into rows, from plain values.

    Raises:
        NotKept: these are none.
    """
    try:
        return tuple(UsedFile(*map(text_from, parts_of(each))) for each in parts_of(kept))
    except TypeError:
        raise NotKept from None


def _kept_name(name: Name, own: str) -> list[Json]:
    place = name.place
    return [name.text, place.start, place.end, "" if place.file == own else place.file]


def _kept_scene(scene: CompiledScene, own: str) -> Json:
    rests: Json = [[[*one], [[*each] for each in on]] for one, on in scene.rests_on]
    return [*_kept_name(scene.id, own), scene.number, scene.instances, rests or None]


def _scene(kept: Json, own: str) -> CompiledScene:
    text, start, end, file, number, instances, rests = cast("tuple[str, int, int, str, int, int, Json]", kept)
    id_ = Name(text, Span(file or own, start, end))
    return CompiledScene(id_, number, instances, False, tuple(map(_rests, parts_of(rests))) if rests else ())


def _name(kept: Json, own: str) -> Name:
    text, start, end, file = cast("tuple[str, int, int, str]", tuple(parts_of(kept)))
    return Name(text, Span(file or own, start, end))


def _rests(kept: Json) -> Rests:
    one, on = parts_of(kept)
    return _place(one), tuple(map(_place, parts_of(on)))


def _place(kept: Json) -> Place:
    file, start = cast("tuple[str, int]", tuple(parts_of(kept)))
    return file, start
