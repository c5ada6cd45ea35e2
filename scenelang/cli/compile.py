"""`scenelang compile`: scenes to shards that a trainer reads."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.count_line import CountLine
from scenelang.cli.counted import counted
from scenelang.cli.model_option import add_model_option, asked_model
from scenelang.cli.project_paths import add_paths, scene_paths, settings_for
from scenelang.cli.report import add_report_options, exit_code, report
from scenelang.cli.tokenizer_options import add_tokenizer_options, lowering_options, tokenizer_path
from scenelang.cli.verb import UNUSABLE, Verb, positive_number

if TYPE_CHECKING:
    from scenelang.shards import Manifest

_NOWHERE = "where shall the shards go? Write `--out FOLDER`, or `out` in the project's settings"


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `compile`."""
    add_paths(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        help="where the shards go (default: `out` in the project's settings)",
    )
    parser.add_argument(
        "--instances",
        type=positive_number,
        metavar="N",
        help="compile only the first N instances of each scene (default: all)",
    )
    add_tokenizer_options(parser)
    add_model_option(parser)
    add_report_options(parser)


def run(options: Namespace) -> int:
    """Compiles; errors stop it and leave the folder as it was, warnings do not."""
    from scenelang.compile import compile_paths

    paths, found = scene_paths(options)
    if paths is None:
        report(found, options)
        return exit_code(found, warnings_count=False)
    options.paths = paths
    settings = settings_for(paths)
    model, said = asked_model(options, settings)
    if model is None and options.model is not None:
        report(said, options)
        return exit_code(said, warnings_count=False)
    out = options.out or settings.out
    if out is None:
        print(f"scenelang: {_NOWHERE}", file=sys.stderr)
        return UNUSABLE
    with CountLine() as progress:
        manifest, found = compile_paths(
            paths,
            out,
            tokenizer_path(options),
            options=replace(lowering_options(options), model=model),
            instances=options.instances,
            progress=progress,
        )
    found = (*said, *found)
    report(found, options, counts=_counts(manifest, progress.scenes))
    if manifest is not None and options.format == "text":
        print(_summary(manifest, progress.scenes, out))
    return exit_code(found, warnings_count=False)


def _counts(manifest: Manifest | None, scenes: int) -> dict[str, int]:
    if manifest is None:
        return {}
    return {"scenes": scenes, "rows": manifest.rows, "tokens": manifest.tokens}


def _summary(manifest: Manifest, scenes: int, out: Path) -> str:
    from scenelang.checking import shown_path

    splits = ", ".join(
        f"{record.rows:,} {name.replace('_', ' ')}" for name, record in manifest.splits.items() if record.rows
    )
    rows, tokens = counted(manifest.rows, "row"), counted(manifest.tokens, "token")
    return (
        f"{shown_path(out)}: {rows} ({splits}), {tokens}"
        f" from {counted(scenes, 'scene')}, {counted(len(manifest.shards), 'shard')}"
    )


VERB = Verb(
    summary="Compile scenes into shards for training; what was compiled before stays until all is well.",
    examples="""
        scenelang compile --out build/shards
        scenelang compile scenes/ --out build/shards
        scenelang compile scenes/ --out build/shards --tokenizer path/to/model-folder
        scenelang compile scenes/hops/two_hop.scene --out build/hops --instances 1000
        scenelang compile scenes/ --out build/shards --tokenizer path/to/model --model path/to/model
        scenelang compile scenes/ --out build/shards --tokenizer path/to/chat-model --render chat
    """,
    add_arguments=add_arguments,
    run=run,
)
