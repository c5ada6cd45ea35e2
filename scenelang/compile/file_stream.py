"""The files of a build, compiled, in their order: those that are known already, and all others.

Takes: the names of files, what is known of them, and what comes of the others.
Gives: a `CompiledFile` for each, as they come, or a `FileRun` for many, and everything that was said of them.
May assume: nothing of the order in which the work was done.
Never does: say anything twice; keep a file that another build might see otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeAlias

from scenelang.compile.compiled_file import CompiledFile, UsedFile
from scenelang.compile.file_run import FileRun
from scenelang.compile.headway import Headway, Progress
from scenelang.compile.taken_ids import TakenIds
from scenelang.compile.worker import Worker
from scenelang.diagnostics import Diagnostic
from scenelang.gathering import Findings, SceneRun

Known: TypeAlias = CompiledFile | FileRun | None
"""What is known of files in advance: of one, of several side by side, or nothing of one."""


class FileKeeper(Protocol):
    """Keeps compiled files for the next build."""

    def keep(self, name: str, file: CompiledFile) -> None:
        """Keeps a file as it was compiled just now."""


class FileStream:
    """The files of one build; `used` are the files beside them, `scenes` and `rows` what came so far."""

    def __init__(
        self,
        files: Sequence[str],
        known: Sequence[Known],
        run: SceneRun,
        keeper: FileKeeper | None,
        progress: Progress | None,
    ) -> None:
        self.found: Findings = run.found
        self.used: dict[str, UsedFile] = {}
        self.scenes = 0
        self.rows = 0
        self._files = files
        self._known = known
        self._ids = TakenIds()
        self._run = run
        self._keeper = keeper
        self._progress = progress
        self._done = 0
        self._folders: set[str] = set()
        self._wide: list[CompiledFile] = []
        self._said_once = False

    def unknown(self) -> list[str]:
        """The files that must be compiled."""
        return [file for file, known in self._parts() if known is None]

    def _parts(self) -> Iterator[tuple[str, Known]]:
        """What is known of the files, each with the name of its file, or of the first."""
        at = 0
        for known in self._known:
            yield self._files[at], known
            at += known.count if isinstance(known, FileRun) else 1

    def compiled(
        self, done: Iterable[tuple[CompiledFile | None, ...]], worker: Worker
    ) -> Iterator[CompiledFile | FileRun]:
        """All files, each once it is known or compiled.

        Args:
            done: What the files of `unknown` give, portion by portion; None for those to compile again.
            worker: Compiles these in this process.
        """
        self.hear(0)
        fresh = self._fresh(done, worker)
        for name, known in self._parts():
            file = next(fresh) if known is None else known
            self._levels(name)
            self._take(file)
            yield file
        for _ in fresh:  # takes what comes at the end of the last portion
            raise AssertionError("more files came back than were sent")
        if not self._said_once:
            self._keep_all(self._wide)

    def _fresh(
        self, done: Iterable[tuple[CompiledFile | None, ...]], worker: Worker
    ) -> Iterator[CompiledFile]:
        left = iter(self.unknown())
        for portion in done:
            names = islice(left, len(portion))
            again = tuple(name for name, file in zip(names, portion, strict=True) if file is None)
            mended = iter(worker.portion(again) if again else ())
            files = [next(mended) if file is None else file for file in portion]
            self._keep(files)
            yield from files

    def _keep(self, files: Sequence[CompiledFile]) -> None:
        """Keeps what does not hang on other scenes; the others once nothing was said that is said once."""
        self._said_once = self._said_once or any(file.said_once for file in files)
        if self._keeper is not None:
            self._wide += (file for file in files if file.is_wide)
            self._keep_all(file for file in files if not file.is_wide)

    def _keep_all(self, files: Iterable[CompiledFile]) -> None:
        if self._keeper is not None:
            for file in files:
                self._keeper.keep(file.own.file, file)

    def _levels(self, name: str) -> None:
        """Tells what is wrong with the settings of a file's project."""
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            self._folders.add(folder)
            self._run.levels(Path(name))

    def _take(self, file: CompiledFile | FileRun) -> None:
        """Tells what was said of files, and of ids that were there before."""
        for used in file.used:
            self.used[used.name] = used
        if isinstance(file, FileRun):
            count = scenes = file.count
            self._tell(self._ids.of_run(file))
        else:
            count, scenes = 1, len(file.scenes)
            self._tell(map(self._ids.taken, file.ids))
            self.found.extend(file.found)
        self._done += count
        self.scenes += scenes
        self.hear(0 if file.rows is None else file.rows.stop - file.rows.start)

    def _tell(self, taken: Iterable[Diagnostic | None]) -> None:
        for one in taken:
            if one is not None:
                self.found.add(one)

    def hear(self, rows: int, to_come: int | None = None) -> None:
        """Takes note of so many rows that are done, and tells whoever wants to know how far the build is."""
        self.rows += rows
        if self._progress is not None:
            self._progress(Headway(self._done, len(self._files), self.scenes, self.rows, to_come))
