"""What is known of single files, from earlier builds and from this one.

Takes: an index, and the surroundings of a build.
Gives: compiled files that still hold; and the lines of the next index.
May assume: nothing of the index, which may have been written by anybody.
Never does: give a file that was compiled from other bytes, or under other settings.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scenelang.compile.compiled_file import CompiledFile
from scenelang.compile.file_run import FileRun
from scenelang.compile.keeping.file_lines import (
    Line,
    Under,
    Used,
    kept_used,
    line_of,
    read_file,
    read_lines,
    read_used,
)
from scenelang.compile.keeping.index_file import Index
from scenelang.compile.keeping.known_runs import BuildFiles, as_line
from scenelang.compile.keeping.packs import Packs
from scenelang.compile.keeping.run_lines import RUN_START, KeptRun, as_run, merged, read_run
from scenelang.compile.keeping.surroundings import Surroundings, digest_of_file
from scenelang.compile.keeping.thin_packs import thin_packs
from scenelang.gathering import NO_STAMP, Json, NotKept, is_settled, stamp, text_from

_LONG_TABLE = 1_000


class _Kept(NamedTuple):
    """A file that goes into the next index; `raw` is its line, where that is as it was.

    `under` is None where it is what stands in that line.
    """

    raw: str
    under: Under | None
    file: CompiledFile


class KnownFiles:
    """The files of one build, as far as they are known."""

    def __init__(self, index: Index, around: Surroundings, packs: Packs, stamps: Mapping[str, str]) -> None:
        self._around = around
        self._packs = packs
        self._build = BuildFiles(around.files, [stamps.get(name) or stamp(name) for name in around.files])
        self._raw: dict[str, str] = {}
        self._lines: dict[str, Line] = {}
        self._runs: list[KeptRun] = []
        self._table: list[Used] = []
        self._kept: dict[str, _Kept] = {}
        self._kept_runs: list[KeptRun] = []
        self._asked: dict[str, tuple[tuple[str, ...], bool]] = {}
        self._met: set[str] = set()
        self._there: dict[str, bool] = {}
        with contextlib.suppress(NotKept):
            self._table = [read_used(each) for each in index.used]
            raw = [line for line in index.files if not line.startswith(RUN_START)]
            lines = read_lines(raw)
            self._runs = [read_run(line, self._table) for line in index.files if line.startswith(RUN_START)]
            self._lines = {line.name: line for line in lines}
            self._raw = {line.name: raw for line, raw in zip(lines, raw, strict=True)}
        self._thin = thin_packs(self._build.in_packs(self._lines.values(), self._runs))

    def known(self) -> list[CompiledFile | FileRun | None]:
        """What is known of all files, in order: of one, of several side by side, or nothing of one."""
        runs: dict[int, KeptRun] = {}
        for kept in self._runs:
            if self._holds(kept.run.rows.pack):
                self._look_at(kept, runs)
        found: list[CompiledFile | FileRun | None] = []
        at, files = 0, self._build.files
        while at < len(files):
            kept_run = runs.get(at)
            if kept_run is None:
                found.append(self._find(files[at]))
                at += 1
            else:
                self._kept_runs.append(kept_run)
                found.append(kept_run.run)
                at += kept_run.run.count
        return found

    def _look_at(self, kept: KeptRun, runs: dict[int, KeptRun]) -> None:
        """Adds the parts of a run that are as they were; the others are looked at one by one."""
        names, left = kept.run.names(), kept.run.count
        if kept.state != self._around.of_folder(names[0]):
            return
        for place, part in self._build.unchanged(kept, names):
            runs[place] = part
            left -= part.run.count
        if left:
            used = self._table.index(kept.run.used)
            for number, name in enumerate(names):
                if name in self._build.at and name not in self._lines:
                    self._lines[name] = as_line(kept, number, used)

    def _find(self, name: str) -> CompiledFile | None:
        """A file that has not changed, nor anything that it depends on."""
        line = self._lines.get(name)
        if line is None:
            return None
        word = self._build.stamp(name)
        if line.stamp != word and digest_of_file(name) != line.sha256:
            return None
        if line.stamp == word and not (line.asks or line.wide):  # as nearly all are
            under, is_same = None, line.folder == self._around.of_folder(name)
        else:
            under = self._same_under(name, word, line)
            is_same = under is not None
        if not is_same:
            return None
        try:
            file = read_file(line, self._table)
        except NotKept:
            return None
        if file.rows is not None and not self._holds(file.rows.pack):
            return None
        raw = self._raw.get(name, "") if under is None or under.stamp == line.stamp else ""
        self._kept[name] = _Kept(raw, under, file)
        if file.asks or file.is_wide:
            self._asked[name] = (file.asks, file.is_wide)
        return file

    def _same_under(self, name: str, word: str, line: Line) -> Under | None:
        """What a file would be compiled under; None where that is not what it was compiled under."""
        now = self._under(name, word, tuple(map(text_from, line.asks)), is_wide=bool(line.wide))
        return now if now is not None and now[1:] == line.under[1:] else None

    def _holds(self, pack: str) -> bool:
        known = self._there.get(pack)
        if known is None:
            known = self._there[pack] = pack not in self._thin and self._packs.has(pack)
        return known

    def keep(self, name: str, file: CompiledFile) -> None:
        """Keeps what compiling a file gave, where that can be."""
        self._asked[name] = (file.asks, file.is_wide)
        self._met.add(name)
        if file.can_be_kept:
            word = self._build.stamp(name)
            under = self._under(name, word, file.asks, is_wide=file.is_wide)
            if under is not None:
                self._kept[name] = _Kept("", under, file)

    def _under(self, name: str, word: str, asks: tuple[str, ...], *, is_wide: bool) -> Under | None:
        settled = word if is_settled(word, self._around.started) else NO_STAMP
        return self._around.under(name, settled, asks, is_wide=is_wide)

    def packs_in_use(self) -> frozenset[str]:
        """The packs with rows of this build."""
        files = (kept.file.rows.pack for kept in self._kept.values() if kept.file.rows is not None)
        return frozenset((*files, *(kept.run.rows.pack for kept in self._kept_runs)))

    def asked(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        """The folders whose scenes name files, and what they name."""
        named = {(name.rpartition("/")[0], asks) for name, (asks, _) in self._asked.items() if asks}
        return sorted(named)

    @property
    def is_wide(self) -> bool:
        """Whether a file of the build asked about other scenes."""
        return any(is_wide for _, is_wide in self._asked.values())

    def saw_all(self) -> bool:
        """Whether it is known of all files of the build what they depend on."""
        in_runs = sum(kept.run.count for kept in self._kept_runs)
        return len(self._met | self._kept.keys()) + in_runs == len(self._build.files)

    def written(self) -> tuple[list[Json], list[str]]:
        """The table of what went into rows, and the lines of all files, those of other builds among them."""
        is_long = len(self._table) > _LONG_TABLE
        table: dict[Used, int] = {} if is_long else {used: at for at, used in enumerate(self._table)}
        runs, lines = [*self._kept_runs], []
        for name, (raw, under, file) in self._kept.items():
            now = under or self._lines[name].under
            run = None if raw else as_run(name, now, file)
            with contextlib.suppress(NotKept):
                if run is not None:
                    runs.append(run)
                else:
                    lines.append(raw if raw and not is_long else line_of(name, now, file, table))
        at = self._build.at
        if not is_long:
            lines += [raw for name, raw in self._raw.items() if name not in at and stamp(name)]
            runs += (part for kept in self._runs for part in self._build.others(kept))
        runs.sort(key=lambda kept: at.get(kept.run.folder + kept.run.files[0], len(at)))
        lines += [kept.raw if kept.raw and not is_long else kept.line(table) for kept in merged(runs)]
        return [kept_used(used) for used in table], lines
