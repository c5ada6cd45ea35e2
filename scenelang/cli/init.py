"""`scenelang init`: a project that lints, compiles and trains as it is."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from scenelang.cli.verb import CLEAN, UNUSABLE, Verb, named_path, not_made

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_HIDDEN = {"gitignore": ".gitignore"}
"""Files that get their dot only where they are put, since packages are built by rules of their own."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `init`."""
    parser.add_argument(
        "folder", nargs="?", type=named_path, default=Path(), metavar="FOLDER", help="where (default: here)"
    )


def run(options: Namespace) -> int:
    """Writes the project; where one of its files is already there, nothing is written at all."""
    from importlib.resources import files

    from scenelang.rewriting import write_atomically

    folder: Path = options.folder
    if folder.exists() and not folder.is_dir():
        print(f"scenelang: `{folder}` is a file; name a folder, new or empty", file=sys.stderr)
        return UNUSABLE
    starter = dict(_files(files("scenelang.cli").joinpath("starter"), PurePosixPath()))
    taken = [path for path in starter if (folder / path).exists()]
    if taken:
        print(
            f"scenelang: `{folder / taken[0]}` is already there and stays as it is; name another folder, "
            "such as `scenelang init my-project`",
            file=sys.stderr,
        )
        return UNUSABLE
    for path, text in starter.items():
        try:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            write_atomically(folder / path, text)
        except OSError as error:
            print(f"scenelang: {not_made(folder / path, error)}", file=sys.stderr)
            return UNUSABLE
        print(f"wrote {folder / path}")
    place = "" if folder == Path() else f"cd {folder} && "
    print(f"\nNow: {place}scenelang lint && scenelang compile")
    return CLEAN


def _files(folder: Traversable, place: PurePosixPath) -> Iterator[tuple[Path, str]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        name = _HIDDEN.get(entry.name, entry.name)
        if entry.is_dir():
            yield from _files(entry, place / name)
        else:
            yield Path(place / name), entry.read_text(encoding="utf-8")


VERB = Verb(
    summary="Start a project: scenes, settings and a recipe that lint, compile and train as they are.",
    examples="""
        scenelang init my-project
        scenelang init
    """,
    add_arguments=add_arguments,
    run=run,
)
