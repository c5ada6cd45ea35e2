"""The options that say how scenes become tokens."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.verb import positive_number

if TYPE_CHECKING:
    from scenelang.lowering import LowerOptions


def add_tokenizer_options(parser: ArgumentParser) -> None:
    """Adds `--tokenizer`, `--straddle` and `--max-tokens`."""
    parser.add_argument(
        "--tokenizer",
        type=Path,
        metavar="FILE_OR_FOLDER",
        help="a tokenizer.json, or a folder that has one (default: the small one that scenelang carries)",
    )
    parser.add_argument(
        "--straddle",
        choices=("include", "exclude", "error"),
        default="include",
        help="what to do with a token that lies across the edge of a span (default: include)",
    )
    parser.add_argument(
        "--max-tokens",
        type=positive_number,
        metavar="N",
        help="refuse scenes of more tokens than the window of your model holds (default: no limit)",
    )


def lowering_options(options: Namespace) -> LowerOptions:
    """The lowering options that a command line asks for."""
    from scenelang.lowering import LowerOptions, Straddle

    return LowerOptions(straddle=Straddle(options.straddle), max_tokens=options.max_tokens)
