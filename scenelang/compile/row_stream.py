"""The rows of a build in the order in which they are written.

Takes: compiled files in their order, and an engine.
Gives: places in packs, and blocks of the scenes that are lowered in ranges.
May assume: nothing about errors.
Never does: hold the rows of more ranges than an engine has in flight; give rows once there was an error.

Up to the first scene that refers to others, or has too many instances, rows are given while other files are
still compiled.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, tee
from typing import NamedTuple

from scenelang.compile.compiled_file import CompiledFile, CompiledScene, PackedRows, Place, Rests
from scenelang.compile.engines.hands import Hands
from scenelang.compile.file_run import FileRun
from scenelang.compile.file_stream import FileStream
from scenelang.compile.keeping.piece_queue import Piece
from scenelang.compile.prerequisite_order import in_prerequisite_order
from scenelang.compile.range_lowering import RANGE, InstanceRange, LoweredRange, SaidOnce


class PlacedScene(NamedTuple):
    """A scene of a file, and where its rows lie; nowhere yet where it is deferred."""

    file: CompiledFile
    scene: CompiledScene
    rows: PackedRows | None

    @property
    def place(self) -> Place:
        """The scene as others know it."""
        return os.path.realpath(self.file.own.file), self.scene.id.place.start

    @property
    def rests_on(self) -> tuple[Rests, ...]:
        """What it rests on."""
        return self.scene.rests_on


class RowStream:
    """The rows of one build; `stream` gets what is said of ranges, and how many rows are left."""

    def __init__(self, stream: FileStream, engine: Hands) -> None:
        self._found = stream.found
        self._engine = engine
        self._hear = stream.hear
        self._ended: set[tuple[str, int]] = set()

    def pieces(self, files: Iterable[CompiledFile | FileRun]) -> Iterator[Piece]:
        """All rows, in order: file by file up to the first whose scenes may have to stand elsewhere."""
        coming = iter(files)
        for file in coming:
            if not isinstance(file, FileRun) and any(
                scene.deferred or scene.rests_on for scene in file.scenes
            ):
                yield from self._by_scene(_one_by_one(chain((file,), coming)))
            elif file.rows is not None and not self._found.has_errors:
                yield file.rows

    def _by_scene(self, files: Iterable[CompiledFile]) -> Iterator[Piece]:
        """All rows, scene by scene."""
        order = in_prerequisite_order(_scenes(files), _place, _rests)
        for placed in order:
            if placed.scene.deferred:
                yield from self._with_ranges([placed, *order])
                return
            if placed.rows is not None and not self._found.has_errors:
                yield placed.rows

    def _with_ranges(self, left: list[PlacedScene]) -> Iterator[Piece]:
        """The rows of the scenes that are left, the first of which is deferred."""
        to_come = sum(placed.scene.instances for placed in left if placed.scene.deferred)
        self._hear(0, to_come)
        self._engine.for_rows(to_come)
        ranges, asked = tee(self._ranges(left))
        lowered = zip(ranges, self._engine.ranges(asked), strict=True)
        by_scene = groupby(lowered, key=lambda each: _key(each[0]))
        for placed in left:
            if not placed.scene.deferred:
                if placed.rows is not None and not self._found.has_errors:
                    yield placed.rows
                continue
            key, results = next(by_scene)
            for range_, result in self._until_broken(key, results):
                to_come -= range_.stop - range_.start
                self._hear(range_.stop - range_.start, to_come)
                if result.rows is not None and not self._found.has_errors:
                    yield result.rows
        for _ in lowered:  # ranges that were begun before a scene turned out to be broken
            pass

    def _until_broken(
        self, key: tuple[str, int], results: Iterable[tuple[InstanceRange, LoweredRange]]
    ) -> Iterator[tuple[InstanceRange, LoweredRange]]:
        """The ranges of a scene up to the first with an error; one alone where there were errors before."""
        said, hopeless = SaidOnce(), self._found.has_errors
        for range_, result in results:
            self._found.extend(said.new(result.found))
            yield range_, result
            if result.broken or hopeless:
                self._ended.add(key)
                return

    def _ranges(self, placed: Iterable[PlacedScene]) -> Iterator[InstanceRange]:
        """The ranges of all deferred scenes; no more of a scene that turned out to be broken."""
        for file, scene, _ in placed:
            for start in range(0, scene.instances if scene.deferred else 0, RANGE):
                wanted = InstanceRange(file.own, scene.number, start, min(start + RANGE, scene.instances))
                if start and (_key(wanted) in self._ended or self._found.has_errors):
                    break
                yield wanted


def _one_by_one(files: Iterable[CompiledFile | FileRun]) -> Iterator[CompiledFile]:
    for file in files:
        if isinstance(file, FileRun):
            yield from file.compiled()
        else:
            yield file


def _scenes(files: Iterable[CompiledFile]) -> Iterator[PlacedScene]:
    for file in files:
        start = 0 if file.rows is None else file.rows.start
        for scene in file.scenes:
            stop = start + scene.rows
            packed = (
                PackedRows(file.rows.pack, start, stop) if file.rows is not None and stop > start else None
            )
            yield PlacedScene(file, scene, packed)
            start = stop


def _place(placed: PlacedScene) -> Place:
    return placed.place


def _rests(placed: PlacedScene) -> tuple[Rests, ...]:
    return placed.scene.rests_on


def _key(range_: InstanceRange) -> tuple[str, int]:
    return range_.own.file, range_.number
