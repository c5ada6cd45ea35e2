"""`scenelang lint`: says everything that is wrong with scenes, and writes nothing."""

from __future__ import annotations

import gc
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.project_paths import add_paths, scene_paths
from scenelang.cli.report import add_report_options, exit_code, report
from scenelang.cli.verb import Verb

if TYPE_CHECKING:
    from scenelang.linting import LintCount

_RARELY = 200_000
"""Objects made between two looks for garbage in cycles; reading scenes makes next to none."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `lint`."""
    add_paths(parser)
    add_report_options(parser)


def run(options: Namespace) -> int:
    """Checks every scene; any finding gives exit code 1."""
    gc.set_threshold(_RARELY)
    from scenelang.gathering import project_archetypes
    from scenelang.linting import lint_paths

    paths, found = scene_paths(options)
    count = None
    if paths is not None:
        own = () if options.paths else project_archetypes(Path.cwd())
        count, found = lint_paths((*paths, *own))
    report(found, options, counts={} if count is None else count._asdict())
    if count is not None and not found and options.format == "text":
        print(f"{_looked_at(count)}, no findings")
    return exit_code(found, warnings_count=True)


def _looked_at(count: LintCount) -> str:
    """How many scenes; how many archetypes where there is nothing else."""
    number, noun = (count.scenes, "scene")
    if not number and count.archetypes:
        number, noun = (count.archetypes, "archetype")
    return f"{number} {noun}{'' if number == 1 else 's'}"


VERB = Verb(
    summary="Check scenes and say everything that is wrong, with the place and what to type instead.",
    examples="""
        scenelang lint
        scenelang lint scenes/
        scenelang lint scenes/hops/two_hop.scene
        scenelang lint archetypes/mine.yaml
        scenelang lint scenes/ --format json > findings.json
        scenelang lint scenes/ --color always | less -R
    """,
    add_arguments=add_arguments,
    run=run,
)
