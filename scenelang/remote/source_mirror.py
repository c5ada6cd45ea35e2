"""Scenes at a URL, and all that they need, as a local folder that is kept from run to run.

Takes: the URL of a scene, or of a folder of scenes.
Gives: the local path that stands for it.
May assume: nothing.
Never does: copy what no project needs; copy again what has not changed.

The project of a remote scene is found as that of a local one: it begins at the nearest folder above with a
`scenelang.toml`, a `pyproject.toml` or a `.git`. All scenes, archetypes and lexicons of that project are
copied, because a scene may refer to any of them. Without such a folder it is the folder of the URL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from scenelang.diagnostics import Outcome, Refusal
from scenelang.remote.copy_folder import CopyFolder
from scenelang.remote.location import PROJECT_MARKS, bare, copy_folder, protocol_of
from scenelang.remote.messages import NothingAtUrl
from scenelang.remote.remote_file import RemoteFile
from scenelang.remote.retrying import Patience
from scenelang.remote.store import Store
from scenelang.source import Span

_SETTINGS = ("scenelang.toml", "pyproject.toml")
_ARCHETYPES, _LEXICON = "archetypes", "lexicon"
_LEFT_OUT = frozenset({"node_modules", "__pycache__", "site-packages"})
_HIGHEST = 12
"""So many folders above a scene are asked whether the project begins there."""


class SourceMirror(NamedTuple):
    """Scenes of a URL on this machine: `folder` stands for `url`, `path` for what was asked for.

    `copied` counts the files that had to be copied this time.
    """

    url: str
    folder: Path
    path: Path
    copied: int


def mirror_sources(url: str, patience: Patience | None = None) -> Outcome[SourceMirror]:
    """Brings the scenes of a URL here, as far as they are not here already."""
    try:
        return Outcome(_mirrored(bare(url), patience))
    except Refusal as refusal:
        return Outcome(None, (refusal.diagnostic,))


def _mirrored(url: str, patience: Patience | None) -> SourceMirror:
    asked = Store(url, patience)
    is_file = asked.is_file()
    root, below = _project(url, is_file=is_file, patience=patience)
    store = Store(root, patience)
    found = store.listing()
    if is_file and below not in found:  # a web server need not list what it gives
        found = {**found, below: RemoteFile(asked.path, None, None)} if asked.exists("") else found
    if not any(name == below if is_file else _is_below(name, below) for name in found):
        raise Refusal(NothingAtUrl(Span.start_of(url), url))
    files = store.known_better(
        {name: file for name, file in found.items() if name == below or _is_needed(name)}
    )
    copies = CopyFolder(copy_folder(root, "sources"), root)
    copies.open()
    missing = {name: file.stamp for name, file in files.items() if not copies.has(name, file.stamp)}
    copies.fetch(store, missing, lambda name, place: _has_size(files, name, place))
    copies.keep_only(files)
    path = copies.folder / below
    if not is_file:
        with copies.system_errors():
            path.mkdir(parents=True, exist_ok=True)
    return SourceMirror(root, copies.folder, path, len(missing))


def _is_below(name: str, folder: str) -> bool:
    return not folder or name.startswith(f"{folder}/")


def _has_size(files: Mapping[str, RemoteFile], name: str, place: Path) -> bool:
    size = files[name].size
    return place.is_file() and size in (None, place.stat().st_size)


def _is_needed(name: str) -> bool:
    """Whether a project needs a file of this name: scenes, archetypes, lexicons, its settings."""
    *folders, last = name.split("/")
    if not folders and last in _SETTINGS:
        return True
    if last.startswith(".") or any(each.startswith(".") or each in _LEFT_OUT for each in folders):
        return False
    if last.endswith((".scene", ".txt")) or last in _SETTINGS:
        return True
    is_archetype = bool(folders) and folders[-1] == _ARCHETYPES and last.endswith((".yaml", ".yml"))
    return is_archetype or any(each.startswith(_LEXICON) for each in folders)


def _project(url: str, *, is_file: bool, patience: Patience | None) -> tuple[str, str]:
    """The URL at which the project begins, and the rest of the URL below it."""
    folders = tuple(_folders(url, is_file=is_file))
    for folder in folders:
        store = Store(folder, patience)
        if any(store.exists(mark) for mark in PROJECT_MARKS):
            return folder, url[len(folder) :].strip("/")
    return folders[0], url[len(folders[0]) :].strip("/")


def _folders(url: str, *, is_file: bool) -> Iterator[str]:
    """The folder of a URL and those above it, the bucket or server last."""
    parts = urlsplit(url)
    path = PurePosixPath(parts.path or "/")
    above = [path, *path.parents][1 if is_file else 0 :][:_HIGHEST]
    for folder in above:
        name = "" if str(folder) in ("/", ".") else str(folder)
        if parts.netloc or name.strip("/"):
            yield f"{protocol_of(url)}://{parts.netloc}{name}"
