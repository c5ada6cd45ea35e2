"""`scenelang experiment`: arms of a plan on the same scenes, tokens and seeds, side by side."""

from __future__ import annotations

import shlex
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.count_line import CountLine
from scenelang.cli.output_format import BRIEF_FORMATS
from scenelang.cli.report import add_report_options, exit_code, report
from scenelang.cli.verb import Verb, named_path, positive_number
from scenelang.diagnostics import Diagnostic, Outcome

if TYPE_CHECKING:
    from scenelang.experimenting import ExperimentResults, Plan


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `experiment`."""
    parser.add_argument("plan", type=named_path, metavar="PLAN", help="a plan, in YAML")
    parser.add_argument(
        "--seeds", type=positive_number, metavar="N", help="run seeds 0 to N - 1 (default: as the plan says)"
    )
    parser.add_argument(
        "--out",
        type=named_path,
        metavar="FOLDER",
        help="where shards, runs, results and the page go (default: build/ and the plan's name)",
    )
    parser.add_argument(
        "--workers",
        type=positive_number,
        default=2,
        metavar="N",
        help="runs at a time, one thread each (default: 2)",
    )
    add_report_options(parser, BRIEF_FORMATS)


def run(options: Namespace) -> int:
    """Compiles the plan's scenes, runs what is missing, and prints a table."""
    from scenelang.cli.settings_file import read_settings_file
    from scenelang.experimenting import Plan

    plan, found = read_settings_file(options.plan, Plan)
    results = None
    if plan is not None:
        plan = plan if options.seeds is None else plan.with_seeds(options.seeds)
        out = options.out or Path("build") / plan.name
        results, said = _run(plan, options, out)
        found = (*found, *said)
    report(found, options, sys.stdout if options.format == "json" else sys.stderr)
    if results is not None and options.format == "text":
        _print(results, out)
    return exit_code(found, warnings_count=False)


def _run(plan: Plan, options: Namespace, out: Path) -> Outcome[ExperimentResults]:
    from scenelang.experimenting import run_experiment

    shards, found = _compile(plan, options.plan.parent, out)
    if shards is None:
        return Outcome(None, found)
    results, said = run_experiment(plan, shards, out, command=_command(options), workers=options.workers)
    return Outcome(results, (*found, *said))


def _compile(plan: Plan, folder: Path, out: Path) -> Outcome[dict[str, Path]]:
    """Compiles the scenes of every table into a folder of its own."""
    from scenelang.compile import compile_paths

    shards: dict[str, Path] = {}
    found: list[Diagnostic] = []
    for number, table in enumerate(plan.tables, start=1):
        scenes = [folder / path for path in table.scenes]
        target = out / "shards" / str(number)
        with CountLine(f"{table.label}: ") as progress:
            manifest, said = compile_paths(scenes, target, instances=table.instances, progress=progress)
        found.extend(said)
        if manifest is None:
            return Outcome(None, tuple(found))
        shards[table.label] = target
    return Outcome(shards, tuple(found))


def _command(options: Namespace) -> str:
    words = ["scenelang", "experiment", options.plan.as_posix()]
    if options.seeds is not None:
        words += ["--seeds", str(options.seeds)]
    if options.out is not None:
        words += ["--out", options.out.as_posix()]
    return shlex.join(words)


def _print(results: ExperimentResults, out: Path) -> None:
    from rich.console import Console

    from scenelang.experimenting import terminal_table

    console = Console(highlight=False)
    for table in results.plan.tables:
        console.print(terminal_table(results, table.label))
    print(f"{out}: results, curves and a page")


VERB = Verb(
    summary="Run the arms of a plan on the same scenes, tokens and seeds, and set them side by side.",
    examples="""
        scenelang experiment experiments/demo.yaml --out build/demo
        scenelang experiment experiments/two_hop.yaml --seeds 3
    """,
    add_arguments=add_arguments,
    run=run,
)
