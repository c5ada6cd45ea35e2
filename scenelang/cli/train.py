"""`scenelang train`: a recipe and shards to a model."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.output_format import BRIEF_FORMATS
from scenelang.cli.report import add_report_options, exit_code, report
from scenelang.cli.verb import UNUSABLE, Verb, named_path
from scenelang.diagnostics import Outcome

if TYPE_CHECKING:
    from scenelang.training import Recipe, TrainingSummary


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `train`."""
    parser.add_argument(
        "recipe",
        nargs="?",
        type=named_path,
        metavar="RECIPE",
        help="a recipe, in YAML (default: the one that the project's settings name)",
    )
    parser.add_argument(
        "--resume",
        nargs="?",
        type=named_path,
        const=True,
        default=False,
        metavar="CHECKPOINT",
        help="go on from the last checkpoint in the recipe's `out` folder, or from this one",
    )
    add_report_options(parser, BRIEF_FORMATS)


def run(options: Namespace) -> int:
    """Reads the recipe, trains, and says what came of it."""
    from scenelang.cli.settings_file import read_settings_file

    if options.recipe is None and not _take_project_recipe(options):
        return UNUSABLE
    from scenelang.training import Recipe

    recipe, found = read_settings_file(options.recipe, Recipe)
    summary = None
    if recipe is not None:
        summary, said = _train(recipe, options)
        found = (*found, *said)
    report(found, options, sys.stdout if options.format == "json" else sys.stderr)
    if summary is not None and options.format == "text":
        print(_words(summary))
    return exit_code(found, warnings_count=False)


def _take_project_recipe(options: Namespace) -> bool:
    """Takes the only recipe of the project; says which there are where it is not one."""
    from scenelang.checking import shown_path
    from scenelang.cli.project_paths import settings_for

    recipes = [shown_path(path) for path in settings_for([Path.cwd()]).recipes]
    if len(recipes) == 1:
        options.recipe = recipes[0]
        return True
    there = (
        f"the project has {', '.join(f'`{path}`' for path in recipes)}"
        if recipes
        else "the project names none"
    )
    print(f"scenelang: which recipe? Write `scenelang train RECIPE`; {there}", file=sys.stderr)
    return False


def _train(recipe: Recipe, options: Namespace) -> Outcome[TrainingSummary]:
    folder = options.recipe.parent
    fingerprint = None
    if recipe.data.tokenizer is not None:
        from scenelang.lowering import load_tokenizer

        tokenizer, found = load_tokenizer(folder / recipe.data.tokenizer)
        if tokenizer is None:
            return Outcome(None, found)
        fingerprint = tokenizer.fingerprint
    from scenelang.training import train

    with redirect_stdout(sys.stderr):  # the log of a run is no part of its result
        return train(recipe, folder, resume=options.resume, expect_tokenizer=fingerprint)


def _words(summary: TrainingSummary) -> str:
    losses = ", ".join(f"{name} {value:.4f}" for name, value in summary.losses.items())
    spent = f"{summary.steps:,} steps, {summary.tokens_seen:,} tokens, {summary.seconds:.1f} s"
    lines = [f"{os.path.normpath(summary.out)}: {spent}"]
    if losses:
        lines.append(f"last losses: {losses}")
    if summary.held_out_accuracy is not None:
        lines.append(f"held-out accuracy: {summary.held_out_accuracy:.3f}")
    return "\n".join(lines)


VERB = Verb(
    summary="Train a model on compiled shards, as a recipe says.",
    examples="""
        scenelang train
        scenelang train recipes/two_hop.yaml
        scenelang train recipes/two_hop.yaml --resume
        scenelang train recipes/two_hop.yaml --resume build/two_hop/checkpoint-200
    """,
    add_arguments=add_arguments,
    run=run,
)
