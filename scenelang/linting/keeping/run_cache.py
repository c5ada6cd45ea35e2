"""The cache of one run: where it lies, and what it depends on.

Takes: the files of a run, its projects, and the wishes of a command line.
Gives: a `LintCache`, opened.
May assume: nothing.
Never does: read a scene.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from scenelang.gathering import (
    CACHE_FOLDER,
    AllScenes,
    SceneRun,
    digest_of,
    outside_state,
    own_digest,
    project_words,
)
from scenelang.linting.as_tokens.token_views import ProjectViews
from scenelang.linting.findings import FileFindings
from scenelang.linting.keeping.cache import CACHE_FILE, LintCache, Whole
from scenelang.linting.lint_options import LintOptions


class RunCache:
    """The cache of one run, with what its files depend on beside their content."""

    def __init__(self, files: Sequence[str], run: SceneRun, views: ProjectViews, cache: LintCache) -> None:
        self._files = files
        self._run = run
        self._views = views
        self._cache = cache
        self._folders: dict[str, str] = {}
        self._words: dict[str, str] = {}

    def state(self, archetypes: Sequence[str]) -> str | None:
        """One word for all that the run depends on; None where it may change unseen."""
        files = self._cache.state_of((*self._files, *archetypes))
        if files is None:
            return None
        folders = dict.fromkeys(file.rpartition("/")[0] for file in (*self._files, *archetypes))
        return digest_of((files, *map(self._folder, folders)))

    def whole(self, state: str | None) -> Whole | None:
        """The outcome of the last run, where nothing has changed since."""
        return None if state is None else self._cache.whole(state)

    def known(self, file: str, content: bytes) -> FileFindings | None:
        """What is known of a file that holds this."""
        word = self._words[file] = self._word(file, content)
        return self._cache.file(file, word)

    def keep(self, file: str, looked: FileFindings) -> None:
        """Keeps what a look at a file gave, where it could be read before."""
        if file in self._words:
            self._cache.keep(file, self._words[file], looked)

    def save(self, state: str | None, whole: Whole, looked: Sequence[FileFindings]) -> None:
        """Writes all that is known now."""
        self._cache.save(state, whole, dict(zip(self._files, looked, strict=True)))

    def _word(self, file: str, content: bytes) -> str:
        from hashlib import blake2b  # noqa: PLC0415 - it loads OpenSSL, and a clean run does without

        digest = blake2b(content, digest_size=16).hexdigest()
        return f"{digest} {self._folder(file.rpartition('/')[0])}"

    def _folder(self, folder: str) -> str:
        """The state of what a project gives to the scenes of a folder."""
        known = self._folders.get(folder)
        if known is None:
            inside = Path(folder) / "any.scene"
            named = self._views.of(self._run.settings(inside))
            tokens = "" if named is None else named.fingerprint
            known = digest_of((tokens, *project_words(self._run.project(inside))))
            self._folders[folder] = known
        return known


def open_cache(
    files: Sequence[str], run: SceneRun, views: ProjectViews, options: LintOptions, rules: object
) -> RunCache:
    """The cache of the project that the first file lies in."""
    wishes = replace(options, jobs=None)
    key = digest_of((own_digest(), str(Path.cwd()), repr(wishes), repr(rules)))
    wide = AllScenes(run, files)
    place = run.project(Path(files[0])).root / CACHE_FOLDER / CACHE_FILE
    cache = LintCache(place, key, time.time_ns(), wide.state, partial(_outside, run))
    cache.open()
    return RunCache(files, run, views, cache)


def _outside(run: SceneRun, file: str, words: Iterable[str]) -> str:
    return outside_state(run.project(Path(file)), words)
