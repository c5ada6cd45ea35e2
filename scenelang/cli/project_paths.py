"""The scenes of a command line: those that it names, else those of the project around the current folder."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.remote_places import local_path, named_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenelang.diagnostics import Outcome
    from scenelang.reading import ProjectSettings


def add_paths(parser: ArgumentParser, *, urls: bool = False) -> None:
    """Adds the paths of scenes.

    Args:
        parser: The parser of a verb.
        urls: True where they may be URLs too; `RemotePlaces` brings those here.
    """
    parser.add_argument(
        "paths",
        nargs="*",
        type=named_place if urls else local_path,
        metavar="PATH_OR_URL" if urls else "PATH",
        help="a scene, or a folder that holds some (default: the sources of the project around this folder)",
    )


def scene_paths(options: Namespace) -> Outcome[Sequence[Path]]:
    """The paths that are meant; None where they stand in settings that cannot be read."""
    from scenelang.diagnostics import Outcome
    from scenelang.gathering import project_sources

    if options.paths:
        return Outcome(options.paths)
    sources, found = project_sources(Path.cwd())
    return Outcome(sources, found)


def settings_for(paths: Sequence[Path]) -> ProjectSettings:
    """The settings of the project that the first path lies in."""
    from scenelang.checking import find_project

    first = paths[0]
    return find_project(first / "any.scene" if first.is_dir() else first).settings
