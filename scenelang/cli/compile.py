"""`scenelang compile`: scenes to shards that a trainer reads."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scenelang.cli.compile_arguments import add_compile_arguments, wrong_usage
from scenelang.cli.count_line import CountLine
from scenelang.cli.counted import counted
from scenelang.cli.model_option import asked_model
from scenelang.cli.project_paths import scene_paths, settings_for
from scenelang.cli.remote_places import RemotePlaces
from scenelang.cli.report import exit_code, has_errors, report, report_refusal
from scenelang.cli.tokenizer_options import lowering_options, tokenizer_path
from scenelang.cli.verb import INTERRUPTED, UNUSABLE, Verb

if TYPE_CHECKING:
    from scenelang.diagnostics import Diagnostic
    from scenelang.shards import Manifest

_RARELY = 1_000_000
"""Objects made between two looks for garbage in cycles: to load the compiler makes many and no garbage."""
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")
"""numpy's algebra, of which a compile has none, would start threads that wait at full speed."""
_NOWHERE = "where shall the shards go? Write `--out FOLDER`, or `out` in the project's settings"


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments of `compile`."""
    add_compile_arguments(parser)


def run(options: Namespace) -> int:
    """Compiles; errors stop it and leave the folder as it was, warnings do not."""
    gc.set_threshold(_RARELY)
    os.environ.setdefault(*_ONE_THREAD)
    wrong = next(wrong_usage(options), None)
    if wrong is not None:
        print(f"scenelang: {wrong}", file=sys.stderr)
        return UNUSABLE
    if options.watch:
        return _watch(options)
    return _once(options)


def _watch(options: Namespace) -> int:
    """Compiles again and again; what stops one run is said, and the next one begins anew."""
    from scenelang.cli.watch import watch

    paths = tuple(options.paths)
    settings = settings_for(paths or [Path.cwd()])
    left_out = [place for place in (options.out or settings.out, options.output_file) if place]
    return watch(partial(_watched, options, paths), (settings.folder, *paths), left_out)


def _watched(options: Namespace, paths: tuple[Path, ...]) -> None:
    from scenelang.diagnostics import Refusal

    options.paths = list(paths)
    try:
        _once(options)
    except Refusal as refusal:
        report_refusal(refusal, options)


def _once(options: Namespace) -> int:
    try:
        with RemotePlaces() as places:
            return _run(options, places)
    except KeyboardInterrupt:
        if options.watch:
            raise
        print(
            "\nscenelang: stopped by Ctrl-C; the shards that were there before are untouched", file=sys.stderr
        )
        return INTERRUPTED


def _run(options: Namespace, places: RemotePlaces) -> int:
    from scenelang.compile import compile_paths

    asked, found = scene_paths(options)
    paths, said = places.sources(asked or ())
    if asked is None or paths is None:
        return _refused((*found, *said), options)
    options.paths = paths
    settings = settings_for(paths)
    model, said = asked_model(options, settings)
    if model is None and options.model is not None:
        return _refused(said, options)
    named = options.out or settings.out
    if named is None:
        print(f"scenelang: {_NOWHERE}", file=sys.stderr)
        return UNUSABLE
    out, refused = places.out(named)
    if out is None:
        return _refused(refused, options)
    with CountLine() as progress:
        manifest, found = compile_paths(
            paths,
            out,
            tokenizer_path(options),
            options=replace(lowering_options(options), model=model),
            instances=options.instances,
            progress=progress,
            workers=options.workers,
            engine=options.engine,
            ray_address=options.ray_address,
            cache=not options.no_cache,
            cache_size=options.cache_size,
            file_format=options.shards,
            shard_bytes=options.shard_size,
            model=None if options.model is None else str(options.model),
        )
    if manifest is not None:
        found = (*found, *places.publish())
    found = places.shown((*said, *found))
    report(found, options, counts=_counts(manifest, progress.scenes), find=places.find_source)
    if manifest is not None and not has_errors(found) and options.format == "text":
        print(_summary(manifest, progress.scenes, places.named(out)))
    return exit_code(found, warnings_count=False)


def _refused(found: Sequence[Diagnostic], options: Namespace) -> int:
    report(found, options)
    return exit_code(found, warnings_count=False)


def _counts(manifest: Manifest | None, scenes: int) -> dict[str, int]:
    if manifest is None:
        return {}
    return {"scenes": scenes, "rows": manifest.rows, "tokens": manifest.tokens}


def _summary(manifest: Manifest, scenes: int, out: str) -> str:
    splits = ", ".join(
        f"{record.rows:,} {name.replace('_', ' ')}" for name, record in manifest.splits.items() if record.rows
    )
    rows, tokens = counted(manifest.rows, "row"), counted(manifest.tokens, "token")
    return (
        f"{out}: {rows} ({splits}), {tokens}"
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
        scenelang compile scenes/ --out build/shards --workers 8 --shards parquet
        scenelang compile scenes/ --out build/shards --engine ray --ray-address auto
        scenelang compile scenes/ --out build/shards --watch
        scenelang compile s3://my-bucket/scenes --out s3://my-bucket/shards
    """,
    add_arguments=add_arguments,
    run=run,
)
