"""Many plain files as one value: a build in which little has changed makes no object for each of the others.

Takes: columns, one entry a file.
Gives: the files as a whole, a part of them, or each as a `CompiledFile`.
May assume: all columns are of one length.
Never does: make the record of a file that nobody asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from scenelang.compile.compiled_file import CompiledFile, CompiledScene, PackedRows, UsedFile
from scenelang.model import Name
from scenelang.source import Span


@dataclass(frozen=True, slots=True)
class FileRun:
    """Files of one folder that stand side by side in a build, whose rows lie side by side in a pack.

    Each has one scene, which is sound, rests on no other, names no file and asks nothing of other scenes;
    nothing was said of it. `folder` is what the names of all files begin with, `shown` what they begin with
    in the manifest; `files` are the ends of these names. `starts` and `ends` are where their ids stand.
    """

    folder: str
    shown: str
    files: tuple[str, ...]
    digests: tuple[str, ...]
    ids: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    instances: tuple[int, ...]
    rows: PackedRows
    used: tuple[UsedFile, ...]

    @property
    def count(self) -> int:
        """How many files these are."""
        return len(self.files)

    def names(self) -> tuple[str, ...]:
        """The files, as a build names them."""
        folder = self.folder
        return tuple([folder + file for file in self.files])

    def cut(self, start: int, stop: int) -> FileRun:
        """Some of the files."""
        part = slice(start, stop)
        first = self.rows.start + sum(self.instances[:start])
        instances = self.instances[part]
        return FileRun(
            self.folder,
            self.shown,
            self.files[part],
            self.digests[part],
            self.ids[part],
            self.starts[part],
            self.ends[part],
            instances,
            PackedRows(self.rows.pack, first, first + sum(instances)),
            self.used,
        )

    def compiled(self) -> Iterator[CompiledFile]:
        """The files one by one."""
        stops = accumulate(self.instances, initial=self.rows.start)
        for number, start in zip(range(self.count), stops, strict=False):
            name = self.folder + self.files[number]
            id_ = Name(self.ids[number], self._place(number))
            rows = self.instances[number]
            yield CompiledFile(
                own=UsedFile(name, self.shown + self.files[number], self.digests[number]),
                ids=(id_,),
                scenes=(CompiledScene(id_, 0, rows),),
                rows=PackedRows(self.rows.pack, start, start + rows),
                used=self.used,
            )

    def place_of(self, id_: str) -> Span:
        """Where an id stands."""
        return self._place(self.ids.index(id_))

    def _place(self, number: int) -> Span:
        return Span(self.folder + self.files[number], self.starts[number], self.ends[number])


def run_of_one(name: str, file: CompiledFile) -> FileRun | None:
    """A file as a run of its own; None where it is not plain."""
    rows, own = file.rows, file.own
    if rows is None or len(file.scenes) != 1 or file.found or file.asks or file.is_wide or file.said_once:
        return None
    (scene,) = file.scenes
    place = scene.id.place
    is_plain = file.ids == (scene.id,) and place.file == name == own.file and scene.number == 0
    end = name.rpartition("/")[2]
    if not is_plain or scene.rests_on or rows.stop - rows.start != scene.rows or not own.name.endswith(end):
        return None
    return FileRun(
        name.removesuffix(end),
        own.name.removesuffix(end),
        (end,),
        (own.sha256,),
        (scene.id.text,),
        (place.start,),
        (place.end,),
        (scene.instances,),
        rows,
        file.used,
    )
