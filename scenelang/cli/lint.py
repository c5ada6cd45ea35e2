"""`scenelang lint`: says everything that is wrong with scenes, and writes nothing."""

from __future__ import annotations

import gc
from argparse import ArgumentParser, Namespace

from scenelang.cli.project_paths import add_paths, scene_paths
from scenelang.cli.report import add_report_options, exit_code, report
from scenelang.cli.verb import Verb

_RARELY = 200_000
"""Objects made between two looks for garbage in cycles; reading scenes makes next to none."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `lint`."""
    add_paths(parser)
    add_report_options(parser)


def run(options: Namespace) -> int:
    """Checks every scene; any finding gives exit code 1."""
    gc.set_threshold(_RARELY)
    from scenelang.compile import lint_paths

    paths, found = scene_paths(options)
    count = None
    if paths is not None:
        count, found = lint_paths(paths)
    report(found, options, counts={} if count is None else count._asdict())
    if count is not None and not found and options.format == "text":
        print(f"{count.scenes} scene{'' if count.scenes == 1 else 's'}, no findings")
    return exit_code(found, warnings_count=True)


VERB = Verb(
    summary="Check scenes and say everything that is wrong, with the place and what to type instead.",
    examples="""
        scenelang lint
        scenelang lint scenes/
        scenelang lint scenes/hops/two_hop.scene
        scenelang lint scenes/ --format json > findings.json
        scenelang lint scenes/ --color always | less -R
    """,
    add_arguments=add_arguments,
    run=run,
)
