"""`scenelang compile`: scenes to shards that a trainer reads."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.count_line import CountLine
from scenelang.cli.report import add_report_options, exit_code, report
from scenelang.cli.tokenizer_options import add_tokenizer_options, lowering_options
from scenelang.cli.verb import Verb, positive_number

if TYPE_CHECKING:
    from scenelang.shards import Manifest


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `compile`."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a scene, or a folder that holds some"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="FOLDER", help="where the shards go")
    parser.add_argument(
        "--instances",
        type=positive_number,
        metavar="N",
        help="compile only the first N instances of each scene (default: all)",
    )
    add_tokenizer_options(parser)
    add_report_options(parser)


def run(options: Namespace) -> int:
    """Compiles; errors stop it and leave the folder as it was, warnings do not."""
    from scenelang.compile import compile_paths

    with CountLine() as progress:
        manifest, found = compile_paths(
            options.paths,
            options.out,
            options.tokenizer,
            options=lowering_options(options),
            instances=options.instances,
            progress=progress,
        )
    report(found, options, counts=_counts(manifest))
    if manifest is not None and options.format == "text":
        print(_summary(manifest, options.out))
    return exit_code(found, warnings_count=False)


def _counts(manifest: Manifest | None) -> dict[str, int]:
    if manifest is None:
        return {}
    return {"scenes": len(manifest.sources), "rows": manifest.rows, "tokens": manifest.tokens}


def _summary(manifest: Manifest, out: Path) -> str:
    splits = ", ".join(
        f"{record.rows:,} {name.replace('_', ' ')}" for name, record in manifest.splits.items() if record.rows
    )
    return (
        f"{out}: {_counted(manifest.rows, 'row')} ({splits}), {_counted(manifest.tokens, 'token')}"
        f" from {_counted(len(manifest.sources), 'scene')}, {_counted(len(manifest.shards), 'shard')}"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


VERB = Verb(
    summary="Compile scenes into shards for training; what was compiled before stays until all is well.",
    examples="""
        scenelang compile scenes/ --out build/shards
        scenelang compile scenes/ --out build/shards --tokenizer path/to/model-folder
        scenelang compile scenes/hops/two_hop.scene --out build/hops --instances 1000
    """,
    add_arguments=add_arguments,
    run=run,
)
