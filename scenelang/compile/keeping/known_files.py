"""What is known of single files, from earlier builds and from this one.

Takes: an index, and the surroundings of a build.
Gives: compiled files that still hold; and the lines of the next index.
May assume: nothing of the index, which may have been written by anybody.
Never does: give a file that was compiled from other bytes, or under other settings.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scenelang.compile.compiled_file import CompiledFile
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
from scenelang.compile.keeping.packs import Packs
from scenelang.compile.keeping.surroundings import Surroundings, digest_of_file
from scenelang.gathering import NO_STAMP, Json, NotKept, is_settled, stamp, text_from

_MANY_PACKS = 64
_FEW_PACKS = 32
_FULL_PACK = 256
"""A pack with fewer files than this is small; so many small ones beside the full ones are too many."""
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
        self._stamps = stamps
        self._raw: dict[str, str] = {}
        self._lines: dict[str, Line] = {}
        self._table: list[Used] = []
        self._kept: dict[str, _Kept] = {}
        self._asked: dict[str, tuple[tuple[str, ...], bool]] = {}
        self._met: set[str] = set()
        self._there: dict[str, bool] = {}
        with contextlib.suppress(NotKept):
            self._table = [read_used(each) for each in index.used]
            lines = read_lines(index.files)
            self._lines = {line.name: line for line in lines}
            self._raw = {line.name: raw for line, raw in zip(lines, index.files, strict=True)}
        self._thin = _thin_packs(self._lines[name] for name in self._around.files if name in self._lines)

    def find(self, name: str) -> CompiledFile | None:
        """A file that has not changed, nor anything that it depends on."""
        line = self._lines.get(name)
        if line is None:
            return None
        word = self._stamps.get(name) or stamp(name)
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
        raw = self._raw[name] if under is None or under.stamp == line.stamp else ""
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
            word = self._stamps.get(name) or stamp(name)
            under = self._under(name, word, file.asks, is_wide=file.is_wide)
            if under is not None:
                self._kept[name] = _Kept("", under, file)

    def _under(self, name: str, word: str, asks: tuple[str, ...], *, is_wide: bool) -> Under | None:
        settled = word if is_settled(word, self._around.started) else NO_STAMP
        return self._around.under(name, settled, asks, is_wide=is_wide)

    def packs_in_use(self) -> frozenset[str]:
        """The packs with rows of this build."""
        return frozenset(kept.file.rows.pack for kept in self._kept.values() if kept.file.rows is not None)

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
        return len(self._met | self._kept.keys()) == len(self._around.files)

    def written(self) -> tuple[list[Json], list[str]]:
        """The table of what went into rows, and the lines of all files, those of other builds among them."""
        is_long = len(self._table) > _LONG_TABLE
        table: dict[Used, int] = {} if is_long else {used: at for at, used in enumerate(self._table)}
        lines = []
        for name, (raw, under, file) in self._kept.items():
            with contextlib.suppress(NotKept):
                if raw and not is_long:
                    lines.append(raw)
                else:
                    lines.append(line_of(name, under or self._lines[name].under, file, table))
        own = frozenset(self._around.files)
        if not is_long:
            lines += [raw for name, raw in self._raw.items() if name not in own and stamp(name)]
        return [kept_used(used) for used in table], lines


def _thin_packs(lines: Iterable[Line]) -> frozenset[str]:
    """Packs to be done with: where there are many, those with the fewest files, whose rows are made anew."""
    named = [line.rows[0] for line in lines if line.rows]
    if len({*map(str, named)}) <= _MANY_PACKS:
        return frozenset()
    files = Counter(map(str, named))
    full = sum(files.values()) // _FULL_PACK
    if len(files) <= full + _MANY_PACKS:
        return frozenset()
    return frozenset(pack for pack, _ in files.most_common()[full + _FEW_PACKS :])
