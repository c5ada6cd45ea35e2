"""Which files of the runs that an index holds still stand side by side in a build, and are as they were.

Takes: runs, the files of a build, and their stamps.
Gives: the parts of the runs that hold, by the place of their first file; and all others.
May assume: the stamps are those of the files, in order.
Never does: look at each file of a run that is as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from scenelang.compile.keeping.file_lines import Line
from scenelang.compile.keeping.run_lines import KeptRun, stretches
from scenelang.gathering import NO_STAMP, Json, stamp


class BuildFiles:
    """The files of a build with their stamps, and where each stands."""

    def __init__(self, files: Sequence[str], stamps: Sequence[str]) -> None:
        self.files = tuple(files)
        self.stamps = tuple(stamps)
        self.at: Mapping[str, int] = {name: place for place, name in enumerate(self.files)}

    def unchanged(self, kept: KeptRun, names: tuple[str, ...]) -> Iterator[tuple[int, KeptRun]]:
        """The parts of a run that stand side by side and have the same stamps, each with its place."""
        first, count = self.at.get(names[0]), len(names)
        if first is not None and NO_STAMP not in kept.stamps:
            here = slice(first, first + count)
            if self.files[here] == names and self.stamps[here] == kept.stamps:
                yield first, kept
                return
        places = [self._place(name, word) for name, word in zip(names, kept.stamps, strict=True)]
        for start, stop in stretches(places, lambda number: places[number] - number):
            if places[start] >= 0:
                yield places[start], kept.cut(start, stop)

    def _place(self, name: str, word: str) -> int:
        """Where a file stands that is as it was; below zero for another."""
        place = self.at.get(name, -1)
        return place if place >= 0 and self.stamps[place] == word != NO_STAMP else -1

    def others(self, kept: KeptRun) -> Iterator[KeptRun]:
        """The parts of a run whose files are there, and not of this build."""
        return kept.parts([name not in self.at and bool(stamp(name)) for name in kept.run.names()])

    def in_packs(self, lines: Iterable[Line], runs: Iterable[KeptRun]) -> Iterator[tuple[str, int]]:
        """The packs of files of this build, each with a number of files in it."""
        for line in lines:
            if line.rows and line.name in self.at:
                yield str(line.rows[0]), 1
        for kept in runs:
            yield kept.run.rows.pack, sum(map(self.at.__contains__, kept.run.names()))

    def stamp(self, name: str) -> str:
        """The stamp of a file of the build."""
        return self.stamps[self.at[name]]


def as_line(kept: KeptRun, number: int, used: int) -> Line:
    """One file of a run as its line would be if it stood alone; `used` is the number of what it uses."""
    run = kept.run
    file, rows = run.files[number], run.cut(number, number + 1).rows
    name, shown = run.folder + file, run.shown + file
    scene: Json = [run.ids[number], run.starts[number], run.ends[number], "", 0, run.instances[number], None]
    return Line(
        name,
        *(kept.stamps[number], kept.state, "", ""),
        sha256=run.digests[number],
        asks=[],
        place="",
        shown="" if shown == name else shown,
        used=used,
        rows=[*rows],
        scenes=[scene],
        ids=None,
        found=None,
        is_wide=False,
    )
