"""`scenelang diff`: what changed between two sets of scenes, as a model would see it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from scenelang.cli.report import report, write_report_file
from scenelang.cli.tokenizer_options import add_tokenizer_options, lowering_options, tokenizer_path
from scenelang.cli.verb import CLEAN, UNUSABLE, Verb, named_path, positive_number

if TYPE_CHECKING:
    from scenelang.comparing import Comparison

_INSTANCES = 8
_FORMATS = ("text", "json", "markdown")
EXIT_CODES = {"none": CLEAN, "metadata": 10, "supervision": 11, "text": 12}
"""The exit code of each class of change."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `diff`."""
    parser.add_argument(
        "sides",
        nargs="*",
        metavar="OLD_OR_NEW",
        help="two paths; or one or two revisions of git, and behind them the paths to look at (default: the"
        " last commit against the files as they are)",
    )
    parser.add_argument(
        "--instances",
        type=positive_number,
        default=_INSTANCES,
        metavar="N",
        help=f"compare the first N instances of a scene with `vary` (default: {_INSTANCES})",
    )
    parser.add_argument(
        "--output-format",
        "--format",
        choices=_FORMATS,
        default="text",
        help="how it is written (default: text)",
    )
    parser.add_argument(
        "--output-file", type=named_path, metavar="FILE", help="write it to a file (default: print it)"
    )
    parser.add_argument(
        "--exit-zero", action="store_true", help="end with 0 whatever changed, so that a job goes on"
    )
    add_tokenizer_options(parser)


def run(options: Namespace) -> int:
    """Compares both sides and prints what changed; the exit code tells how far it reaches."""
    from scenelang.comparing import read_sides
    from scenelang.lowering import load_tokenizer

    options.paths = [Path.cwd()]
    tokenizer, refused = load_tokenizer(tokenizer_path(options))
    with TemporaryDirectory(prefix="scenelang-", ignore_cleanup_errors=True) as copies:
        words = [word for word in options.sides if word != "--"]
        sides, found = read_sides(words, Path.cwd(), Path(copies).resolve())
        if tokenizer is None or sides is None:
            report((*refused, *found), Namespace(), sys.stderr)
            return UNUSABLE
        from scenelang.comparing import HowLowered, compare_sets, unread_sides

        how = HowLowered(tokenizer, lowering_options(options), options.instances)
        comparison = compare_sets(sides.before, sides.after, how)
        unread = () if comparison.scenes or comparison.same else unread_sides(sides)
    if unread:
        report(unread, Namespace(), sys.stderr)
        return UNUSABLE
    _write(comparison, options)
    return CLEAN if options.exit_zero else EXIT_CODES[comparison.change.value]


def _write(comparison: Comparison, options: Namespace) -> None:
    from scenelang.comparing import render_json, render_markdown, render_text

    render = {"json": render_json, "markdown": render_markdown, "text": render_text}[options.output_format]
    text = f"{render(comparison)}\n"
    if options.output_file is None:
        sys.stdout.write(text)
    else:
        write_report_file(options.output_file, text, "w")


VERB = Verb(
    summary="Show what changed for a model between two sets of scenes: text, weights, targets, curriculum.",
    examples="""
        scenelang diff
        scenelang diff main
        scenelang diff main...HEAD -- scenes/
        scenelang diff HEAD~1 HEAD --output-format markdown
        scenelang diff old/crown.scene new/crown.scene
        scenelang diff old/ new/ --instances 100 --output-format json --exit-zero
    """,
    add_arguments=add_arguments,
    run=run,
    exits="0 no change, 10 metadata only, 11 supervision, 12 text, 2 wrong usage or a crash",
)
