"""`scenelang clean`: deletes what scenelang keeps between runs."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from scenelang.cli.verb import CLEAN, UNUSABLE, Verb, named_path

_COPIES = "remote"


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `clean`."""
    parser.add_argument(
        "folders",
        nargs="*",
        type=named_path,
        metavar="FOLDER",
        help="a folder of a project (default: the current one)",
    )


def run(options: Namespace) -> int:
    """Deletes the caches of each project; that there are none is no fault."""
    from scenelang.checking import find_project

    folders = options.folders or [Path.cwd()]
    lost = next((folder for folder in folders if not folder.is_dir()), None)
    if lost is not None:
        there = f"`{lost}` is no folder" if lost.exists() else f"there is no folder `{lost}`"
        print(f"scenelang: {there}; name a folder of a project; nothing was deleted", file=sys.stderr)
        return UNUSABLE
    for folder in folders:
        root = find_project(folder / "any.scene").root
        print(f"{root}: {_deleted(root)}")
    return CLEAN


def _deleted(root: Path) -> str:
    """What was deleted, and how much."""
    from scenelang.compile import forget_compile_cache
    from scenelang.diagnostics import size_in_words
    from scenelang.gathering import forget_kept
    from scenelang.linting import forget_cache

    sizes = {
        "lint": forget_cache(root),
        "compile": forget_compile_cache(root),
        "copies of what lies elsewhere": forget_kept(root, _COPIES),
    }
    kept = {name: size for name, size in sizes.items() if size is not None}
    if not kept:
        return "nothing was kept"
    parts = ", ".join(f"{name}: {size_in_words(size)}" for name, size in kept.items())
    return f"deleted {size_in_words(sum(kept.values()))} ({parts})"


VERB = Verb(
    summary="Delete what lint and compile keep about files that have not changed; they make it again.",
    examples="""
        scenelang clean
        scenelang clean ../other-project
    """,
    add_arguments=add_arguments,
    run=run,
)
