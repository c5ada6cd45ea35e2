"""What findings depend on beside the scenes themselves, in short words that change when it changes.

Takes: folders and files. Gives: stamps and digests. May assume: nothing.
Never does: read a file; its times, its size and its number on the disk stand for what is in it. The time of
    its last change of state is among them, which nobody can set back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import scenelang
from scenelang.checking import ARCHETYPES, Project
from scenelang.parsing import archetype_folder, grammar_folder

_SETTINGS = ("scenelang.toml", "pyproject.toml")
_NOTHING = ""
_SOURCES = (".py", ".lark", ".yaml", ".json")
_LIBRARIES = (
    *("detect-secrets", "langcodes", "lark", "packaging", "pathspec", "phonenumberslite"),
    *("python-stdnum", "pyyaml", "tokenizers"),
)
"""What findings rest on beside this package."""


def stamp(path: str | os.PathLike[str]) -> str:
    """A word for the state of a file or folder; empty where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path for every file takes long
    except (OSError, ValueError):
        return _NOTHING
    return f"{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_size}.{status.st_ino}"


def digest_of(words: Iterable[str]) -> str:
    """One word for many."""
    from hashlib import blake2b  # noqa: PLC0415 - it loads OpenSSL, and a clean run does without

    return blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@cache
def own_digest() -> str:
    """The state of this package and of the Python that runs it: its rules, its grammars, its archetypes."""
    package = Path(scenelang.__file__).parent
    folders = (package, grammar_folder(), archetype_folder())
    here = (scenelang.__version__, sys.version, *map(_version_of, _LIBRARIES))
    return digest_of((*here, *(word for each in folders for word in _under(each))))


def _version_of(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return _NOTHING


def _under(folder: Path) -> Iterator[str]:
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.is_dir():
                    waiting.append(entry.path)
                elif entry.name.endswith(_SOURCES):
                    status = entry.stat()
                    yield f"{entry.name}.{status.st_mtime_ns}.{status.st_size}"


def project_words(project: Project) -> Iterator[str]:
    """The state of what a project gives to the scenes of one folder: its settings and its archetypes."""
    yield str(project.root)
    for name in _SETTINGS:
        yield stamp(project.root / name)
    folder = project.folder
    while True:
        yield from _archetypes_in(folder / ARCHETYPES)
        if folder in (project.root, folder.parent):
            return
        folder = folder.parent


def _archetypes_in(folder: Path) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.path for entry in entries)
    except OSError:
        return
    for name in names:
        yield f"{name} {stamp(name)}"
