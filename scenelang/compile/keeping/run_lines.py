"""Runs of files as lines of JSON, and back.

Takes: runs of plain files, and what they were compiled under.
Gives: a line of text for each; and the same from such a line.
May assume: nothing of what is read back: it may have been written by anybody.
Never does: make a value for a single file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple, TypeVar

from scenelang.compile.compiled_file import CompiledFile, PackedRows
from scenelang.compile.file_run import FileRun, run_of_one
from scenelang.compile.keeping.file_lines import Under, Used
from scenelang.gathering import NotKept

T = TypeVar("T")
RUN_START = "[["
"""How the line of a run begins; that of a file begins otherwise."""


class KeptRun(NamedTuple):
    """A run of files, their stamps, and the state of what their project gives to them.

    `raw` is the line that it was read from; empty where there is none.
    """

    run: FileRun
    stamps: tuple[str, ...]
    state: str
    raw: str = ""

    def cut(self, start: int, stop: int) -> KeptRun:
        """Some of the files."""
        if stop - start == len(self.stamps):
            return self
        return KeptRun(self.run.cut(start, stop), self.stamps[start:stop], self.state)

    def parts(self, wanted: Sequence[bool]) -> Iterator[KeptRun]:
        """The parts of the run whose files are wanted."""
        for start, stop in stretches(wanted, wanted.__getitem__):
            if wanted[start]:
                yield self.cut(start, stop)

    def line(self, used: dict[Used, int]) -> str:
        """The run as a line; `used` is the table of what went into rows, which grows."""
        run = self.run
        head = (run.folder, run.shown, self.state, *run.rows, used.setdefault(run.used, len(used)))
        texts = (run.files, self.stamps, run.digests, run.ids)
        return json.dumps([head, *texts, run.starts, run.ends, run.instances], separators=(",", ":"))


def read_run(line: str, used: list[Used]) -> KeptRun:
    """The run of a line.

    Raises:
        NotKept: it is no such line.
    """
    try:
        head, *columns = json.loads(line)
        folder, shown, state, pack, first, stop, number = head
        files, stamps, digests, ids, starts, ends, instances = map(tuple, columns)
        table = used[number]
    except (ValueError, TypeError, IndexError, RecursionError):
        raise NotKept from None
    _require(str, (folder, shown, state, pack), files, stamps, digests, ids)
    _require(int, (first, stop, number), starts, ends, instances)
    if {*map(len, columns)} != {len(files)} or not files or sum(instances) != stop - first:
        raise NotKept
    if first < 0 or number < 0 or min(instances) < 1:
        raise NotKept
    rows = PackedRows(pack, first, stop)
    run = FileRun(folder, shown, files, digests, ids, starts, ends, instances, rows, table)
    return KeptRun(run, stamps, state, line)


def stretches(values: Sequence[object], key: Callable[[int], object]) -> Iterator[tuple[int, int]]:
    """The parts of a sequence in which the key of a number is the same."""
    for _, numbers in groupby(range(len(values)), key):
        each = [*numbers]
        yield each[0], each[-1] + 1


def as_run(name: str, under: Under, file: CompiledFile) -> KeptRun | None:
    """A file as a run of its own; None where it is not plain."""
    run = None if under.outside or under.wide else run_of_one(name, file)
    return None if run is None else KeptRun(run, (under.stamp,), under.folder)


def merged(runs: Iterable[KeptRun]) -> Iterator[KeptRun]:
    """The same files in fewer runs: those that go on where the one before ends are one."""
    group: list[KeptRun] = []
    for run in runs:
        if group and not _goes_on(group[-1], run):
            yield _one_of(group)
            group = []
        group.append(run)
    if group:
        yield _one_of(group)


def _goes_on(last: KeptRun, then: KeptRun) -> bool:
    one, other = last.run, then.run
    same = last.state == then.state and one.folder == other.folder and one.shown == other.shown
    return same and one.used == other.used and one.rows[::2] == other.rows[:2]


def _one_of(group: list[KeptRun]) -> KeptRun:
    if len(group) == 1:
        return group[0]
    runs = [kept.run for kept in group]
    first = runs[0]
    run = FileRun(
        first.folder,
        first.shown,
        _chained(run.files for run in runs),
        _chained(run.digests for run in runs),
        _chained(run.ids for run in runs),
        _chained(run.starts for run in runs),
        _chained(run.ends for run in runs),
        _chained(run.instances for run in runs),
        first.rows._replace(stop=runs[-1].rows.stop),
        first.used,
    )
    return KeptRun(run, _chained(kept.stamps for kept in group), group[0].state)


def _chained(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(parts))


def _require(kind: type, *columns: tuple[object, ...]) -> None:
    if any({*map(type, column)} - {kind} for column in columns):
        raise NotKept
