"""Sources and output of a command that lie at URLs: brought here before it, taken there after it.

Takes: paths and URLs of a command line.
Gives: local paths that stand for them, and findings that name the URLs again.
May assume: nothing.
Never does: load fsspec for a command that names no URL.
"""

from __future__ import annotations

import shutil
from argparse import ArgumentTypeError
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from scenelang.cli.verb import named_path
from scenelang.remote import path_or_url

if TYPE_CHECKING:
    from scenelang.diagnostics import Diagnostic, Outcome
    from scenelang.remote import BuildUpload
    from scenelang.source import SourceText


class RemotePlaces:
    """The URLs of one command. Use as a context: the staging folder of an upload goes with it."""

    def __init__(self) -> None:
        from scenelang.remote import ShownUrls

        self._shown = ShownUrls()
        self._mirrors: dict[Path, str] = {}
        self._upload: BuildUpload | None = None
        self._staging: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Removes what was only made to be uploaded."""
        if self._staging is not None:
            shutil.rmtree(self._staging, ignore_errors=True)

    def sources(self, paths: Sequence[Path | str]) -> Outcome[Sequence[Path]]:
        """The paths, each URL with the local copy that stands for it; None where one cannot be had."""
        from scenelang.diagnostics import Outcome

        found: list[Diagnostic] = []
        local: list[Path] = []
        for path in paths:
            here = Outcome(path) if isinstance(path, Path) else self._mirrored(path)
            found += here.diagnostics
            local += [] if here.value is None else [here.value]
        return Outcome(local if len(local) == len(paths) else None, tuple(found))

    def _mirrored(self, url: str) -> Outcome[Path]:
        from scenelang.diagnostics import Outcome
        from scenelang.remote import mirror_sources  # it loads fsspec

        mirror, found = mirror_sources(url)
        if mirror is None:
            return Outcome(None, found)
        self._mirrors[mirror.folder] = mirror.url
        self._shown.add(mirror.folder, mirror.url)
        return Outcome(mirror.path, found)

    def out(self, out: Path | str) -> Outcome[Path]:
        """The local folder to build in; None where nothing can be written to the URL.

        An output folder inside a project that was brought here means the same folder of that project there.
        """
        from scenelang.diagnostics import Outcome

        url = out if isinstance(out, str) else self._url_of(out)
        if url is None:
            return Outcome(Path(out))
        from scenelang.remote import BuildUpload, staging_folder  # it loads fsspec
        from scenelang.shards import build_layout

        self._upload = BuildUpload(url, build_layout())
        found = self._upload.refused()
        if found:
            return Outcome(None, found)
        self._staging = staging_folder(url)
        self._shown.add(self._staging, self._upload.url)
        return Outcome(self._staging)

    def _url_of(self, path: Path) -> str | None:
        for folder, url in self._mirrors.items():
            if path.is_relative_to(folder):
                return f"{url}/{path.relative_to(folder).as_posix()}"
        return None

    def publish(self) -> tuple[Diagnostic, ...]:
        """Takes what was built to its URL; nothing to do where it was built in place."""
        if self._upload is None or self._staging is None:
            return ()
        return self._upload.publish(self._staging).diagnostics

    def named(self, path: Path) -> str:
        """How a local path is named to an author."""
        from scenelang.checking import shown_path

        if self._upload is not None and path == self._staging:
            return self._upload.url
        return str(shown_path(path))

    def shown(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Findings with URLs in the place of local copies."""
        return self._shown.shown(found)

    def find_source(self, file: str) -> SourceText | None:
        """The text of a file that a finding speaks of, here or there."""
        from scenelang.cli.report import find_source

        local = self._shown.local(file)
        found = find_source(local)
        return found if found is None or local == file else replace(found, name=file)


def named_place(text: str) -> Path | str:
    """An argument that is a path or a URL, and not empty."""
    named_path(text)
    return path_or_url(text)


def local_path(text: str) -> Path:
    """An argument that must be a path on this machine."""
    found = named_place(text)
    if isinstance(found, str):
        raise ArgumentTypeError(f"{text!r} is a URL; this reads files of this machine: copy it here first")
    return found
