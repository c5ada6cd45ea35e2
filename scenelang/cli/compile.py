"""`scenelang compile`: scenes to shards that a trainer reads."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.report import add_report_options, exit_code, report
from scenelang.cli.tokenizer_options import add_tokenizer_options, lowering_options
from scenelang.cli.verb import Verb

if TYPE_CHECKING:
    from scenelang.shards import Manifest


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `compile`."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a scene, or a folder that holds some"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="FOLDER", help="where the shards go")
    add_tokenizer_options(parser)
    add_report_options(parser)


def run(options: Namespace) -> int:
    """Compiles; errors stop it and leave the folder as it was, warnings do not."""
    from scenelang.compile import compile_paths

    progress = _CountLine()
    try:
        manifest, found = compile_paths(
            options.paths, options.out, options.tokenizer, lowering_options(options), progress
        )
    finally:
        progress.clear()
    report(found, options, counts=_counts(manifest))
    if manifest is not None and options.format == "text":
        print(_summary(manifest, options.out))
    return exit_code(found, warnings_count=False)


class _CountLine:
    """One line on a terminal that says how far the build is, and is gone when it is done."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def __call__(self, done: int, scenes: int, rows: int) -> None:
        if self._shown:
            print(f"\r{done}/{scenes} scenes, {rows:,} rows\x1b[K", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _counts(manifest: Manifest | None) -> dict[str, int]:
    if manifest is None:
        return {}
    return {"scenes": len(manifest.sources), "rows": manifest.rows, "tokens": manifest.tokens}


def _summary(manifest: Manifest, out: Path) -> str:
    scenes, shards = len(manifest.sources), len(manifest.shards)
    splits = ", ".join(
        f"{record.rows:,} {name.replace('_', ' ')}" for name, record in manifest.splits.items() if record.rows
    )
    return (
        f"{out}: {manifest.rows:,} rows ({splits}), {manifest.tokens:,} tokens"
        f" from {scenes} scene{'' if scenes == 1 else 's'}, {shards} shard{'' if shards == 1 else 's'}"
    )


VERB = Verb(
    summary="Compile scenes into shards for training; what was compiled before stays until all is well.",
    examples="""
        scenelang compile scenes/ --out build/shards
        scenelang compile scenes/ --out build/shards --tokenizer path/to/model-folder
        scenelang compile scenes/hops/two_hop.scene --out build/hops --straddle error
    """,
    add_arguments=add_arguments,
    run=run,
)
