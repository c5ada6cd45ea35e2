"""The arguments of verbs that look into compiled shards."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.remote_places import named_place
from scenelang.cli.verb import named_path

if TYPE_CHECKING:
    from scenelang.diagnostics import Outcome
    from scenelang.lowering import SceneTokenizer


def add_shards(parser: ArgumentParser) -> None:
    """Adds the shard folder, and the tokenizer that reads its tokens."""
    parser.add_argument(
        "shards", type=named_place, metavar="SHARDS", help="what `compile --out` wrote: a folder, or its URL"
    )
    parser.add_argument(
        "--tokenizer",
        type=named_path,
        metavar="FILE_OR_FOLDER_OR_NAME",
        help="the tokenizer that the shards were compiled with: a tokenizer.json, a folder that has one, or"
        " the name that the project's settings give to one (default: the small one that scenelang carries,"
        " where it is the right one)",
    )


def tokenizer_of_shards(options: Namespace) -> Outcome[SceneTokenizer]:
    """The tokenizer that was asked for, or the built-in one where it is that of the shards; else None.

    Raises:
        Refusal: no such tokenizer is known.
    """
    from scenelang.cli.tokenizer_options import tokenizer_path
    from scenelang.diagnostics import Outcome, Refusal
    from scenelang.lowering import load_tokenizer
    from scenelang.shards import read_manifest

    options.paths = [Path.cwd()]
    tokenizer, found = load_tokenizer(tokenizer_path(options))
    if tokenizer is None or options.tokenizer is not None or isinstance(options.shards, str):
        return Outcome(tokenizer, found)
    try:
        fits = read_manifest(options.shards).tokenizer.fingerprint == tokenizer.fingerprint
    except Refusal:
        fits = False
    return Outcome(tokenizer if fits else None, ())
