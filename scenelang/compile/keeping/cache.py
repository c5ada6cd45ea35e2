"""What earlier builds of a project found out, kept on the disk: what has not changed is not done again.

Takes: the files of a build, and what it depends on beside them.
Gives: the outcome of the whole build where nothing has changed; else what is known of single files.
May assume: nothing of what it keeps, which may be old, torn, or written by anybody.
Never does: stop a build. A cache that cannot be read is none, and one that cannot be written is not.

It lies in `.scenelang/compile-cache` at the root of the project. Rows are in packs, known by the digest of
their bytes; an index says which file has which rows. There is an index for each way to compile: another
tokenizer, other options, another version. A file is known by its content; its stamp stands for that where it
was not written so shortly before a build that it may have changed since within one tick of the clock.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from scenelang.compile.compiled_file import CompiledFile
from scenelang.compile.file_run import FileRun
from scenelang.compile.keeping.forgetting import CACHE_NAME
from scenelang.compile.keeping.index_file import (
    INDEX_SUFFIX,
    Index,
    IndexText,
    read_index,
    write_index,
)
from scenelang.compile.keeping.kept_size import CACHE_SIZE, make_room
from scenelang.compile.keeping.known_files import KnownFiles
from scenelang.compile.keeping.old_shards import old_shards
from scenelang.compile.keeping.packs import Packs
from scenelang.compile.keeping.shard_reuse import WrittenRows
from scenelang.compile.keeping.surroundings import Surroundings
from scenelang.compile.keeping.whole_build import Conditions, WholeBuild, build_in, conditions_in, record_of
from scenelang.gathering import (
    CACHE_FOLDER,
    Json,
    NotKept,
    SceneRun,
    make_kept_folder,
    stamp,
)
from scenelang.shards import ShardWriter, clear_leftovers

T = TypeVar("T")
_BUILDS = 8
"""Of so many shard folders is known what they were built from."""


class CompileCache:
    """The cache of one build. Ask for the whole first, then for each file; save at the end."""

    def __init__(self, root: Path, out: Path, around: Surroundings, limit: int) -> None:
        self._root = root
        self._folder = root / CACHE_FOLDER / CACHE_NAME
        self._place = self._folder / f"{around.key}{INDEX_SUFFIX}"
        self._out = out
        self._around = around
        self._limit = limit
        self._text = read_index(self._place)
        self._stamps: dict[str, str] = {}
        self._state: str | None = None
        self._known: KnownFiles | None = None
        self.packs = Packs(self._folder)

    def whole(self) -> WholeBuild | None:
        """The outcome of the last build, where nothing has changed and its shards are in their place."""
        stamps = self._around.stamps()
        if stamps is None:
            return None
        self._stamps = dict(zip(self._around.files, stamps.words, strict=True))
        self._state = self._around.state(stamps)
        record = self._text.builds().get(str(self._out.absolute()))
        if self._state is None or record is None:
            return None
        with contextlib.suppress(NotKept, ValueError):
            known = conditions_in(record)
            if known.state == self._state and self._hold(known):
                clear_leftovers(self._out)
                return build_in(record, self._out)
        return None

    def _hold(self, known: Conditions) -> bool:
        """Whether what lies outside of the build is as it was."""
        named = all(stamp(file) == word for file, word in known.outside)
        return named and (known.wide is None or known.wide == self._around.wide())

    @cached_property
    def _index(self) -> Index:
        return self._text.parsed()

    @property
    def files(self) -> KnownFiles:
        """What is known of single files."""
        if self._known is None:
            with contextlib.suppress(OSError):
                self._make_folder()
            self._known = KnownFiles(self._index, self._around, self.packs, self._stamps)
        return self._known

    def known(self) -> list[CompiledFile | FileRun | None]:
        """What is known of the files, in order, where neither they nor what they depend on has changed."""
        return self.files.known()

    def keep(self, name: str, file: CompiledFile) -> None:
        """Keeps what compiling a file gave; its rows must be in a pack."""
        self.files.keep(name, file)

    def forget(self) -> None:
        """Knows nothing any more, of this build and of those before."""
        self._index = IndexText().parsed()
        self._known = None
        self.packs = Packs(self._folder)

    def rows(self, writer: ShardWriter, packs: Packs) -> WrittenRows:
        """Rows on their way into shards; a shard that would come out as it lies there is taken over."""
        lines = self._index.shards.get(str(self._out.absolute()), [])
        return WrittenRows(writer, packs, old_shards(lines), self._out)

    def save(self, build: WholeBuild | None, rows: WrittenRows | None = None) -> None:
        """Writes all that is known now; where it cannot be written, the next build does all the work.

        Args:
            build: What was put in its place; None where nothing was.
            rows: What its shards were made of.
        """
        if self._around.have_changed():
            return
        old, own = self._index, str(self._out.absolute())
        builds, of_shards = dict(old.builds), dict(old.shards)
        if build is not None:
            builds.pop(own, None)
            of_shards.pop(own, None)
            builds[own] = self._record(build)
            of_shards[own] = [] if rows is None else rows.lines()
        used, lines = self.files.written()
        with contextlib.suppress(OSError):
            self._make_folder()
            write_index(self._place, Index(_last(builds), _last(of_shards), used, lines))
        make_room(self._folder, self._limit, self.files.packs_in_use())

    def _make_folder(self) -> None:
        make_kept_folder(self._root)
        self._folder.mkdir(exist_ok=True)

    def _record(self, build: WholeBuild) -> Json:
        """The record of a build; None where it could not be known again."""
        if self._state is None or not self.files.saw_all():
            return None
        wide = self._around.wide() if self.files.is_wide else None
        if self.files.is_wide and wide is None:
            return None
        asked = (place for each in self.files.asked() for place in self._around.outside(*each))
        outside = tuple((place, stamp(place)) for place in dict.fromkeys(asked))
        if not all(self._around.is_settled(word) for _, word in outside):
            return None
        with contextlib.suppress(NotKept):
            return record_of(build, Conditions(self._state, wide, outside), self._out)
        return None


def _last(entries: dict[str, T]) -> dict[str, T]:
    return dict(list(entries.items())[-_BUILDS:])


def open_cache(
    files: Sequence[str],
    run: SceneRun,
    *,
    out: Path,
    tokenizer: Path | None,
    words: Iterable[str],
    limit: int | None = None,
) -> CompileCache:
    """The cache of the project that the first file lies in.

    Args:
        files: The scene files of the build, in order.
        run: Knows their projects.
        out: The shard folder.
        tokenizer: The tokenizer of the build, which is not loaded; None is the one in this package.
        words: All else of a command line that rows depend on.
        limit: Bytes that the cache may have; None is the default.
    """
    around = Surroundings(files, run, tokenizer, words, time.time_ns())
    root = run.project(Path(files[0])).root
    return CompileCache(root, out, around, CACHE_SIZE if limit is None else limit)
