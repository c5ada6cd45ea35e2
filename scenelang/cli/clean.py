"""`scenelang clean`: deletes what scenelang keeps between runs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from scenelang.cli.verb import CLEAN, Verb


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `clean`."""
    parser.add_argument(
        "folders",
        nargs="*",
        type=Path,
        metavar="FOLDER",
        help="a folder of a project (default: the current one)",
    )


def run(options: Namespace) -> int:
    """Deletes the cache of each project; that there is none is no fault."""
    from scenelang.checking import find_project
    from scenelang.linting import forget_cache

    for folder in options.folders or [Path.cwd()]:
        root = find_project(folder / "any.scene").root
        print(f"{root}: {'deleted' if forget_cache(root) else 'nothing was kept'}")
    return CLEAN


VERB = Verb(
    summary="Delete what the last lint found out about files that have not changed.",
    examples="""
        scenelang clean
        scenelang clean ../other-project
    """,
    add_arguments=add_arguments,
    run=run,
)
