"""The pipeline on one screen: paths to files, to rows in packs, to shards.

Takes: paths of scenes, a folder to write, a tokenizer file.
Gives: the manifest of the shards, and everything that the stages said.
May assume: nothing; every stage looks for itself.
Never does: write over shards when any scene has an error; let the bytes depend on who did the work.

Every file becomes a `CompiledFile`, whose rows lie in packs on the disk. Then the rows are written, each
scene behind those that it refers to. A scene with very many instances is lowered as it is written, in ranges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from scenelang.compile.build import Build, Orders, ShardShape
from scenelang.compile.engines.hands import EngineKind, EngineWish
from scenelang.compile.file_compiler import Lowering
from scenelang.compile.headway import Headway, Progress
from scenelang.compile.keeping import CompileCache, PackLost, WholeBuild, open_cache
from scenelang.compile.own_process import at_work
from scenelang.compile.scene_plans import plan_paths
from scenelang.compile.worker import PORTION
from scenelang.diagnostics import Diagnostic, Outcome, Refusal
from scenelang.gathering import Findings, SceneRun, find_scene_names
from scenelang.lowering import LowerOptions, load_tokenizer
from scenelang.shards import FileFormat, Manifest

__all__ = ["Headway", "Progress", "compile_paths"]


def compile_paths(
    paths: Iterable[Path],
    out: Path,
    tokenizer: Path | None = None,
    *,
    options: LowerOptions | None = None,
    instances: int | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    engine: str = "processes",
    ray_address: str | None = None,
    cache: bool = False,
    cache_size: int | None = None,
    file_format: FileFormat = "arrow",
    model: str | None = None,
    shard_rows: int | None = None,
    shard_bytes: int | None = None,
    portion: int = PORTION,
) -> Outcome[Manifest]:
    """Compiles scenes into a shard folder.

    Args:
        paths: Scene files, and folders that hold some.
        out: The shard folder. What it held stays until the new build is whole.
        tokenizer: A tokenizer file, or a folder that has one; None is the embedded default.
        options: How to lower; None is the default.
        instances: How many instances of each scene, the first ones; None is all.
        progress: Called now and then with how far the build is.
        workers: How many processes do the work; None is one for each core, and few files need one alone.
        engine: `processes` of this machine, or `ray`.
        ray_address: The Ray cluster; None is that of `RAY_ADDRESS`, else one that is started here.
        cache: True where what earlier builds found out is used, and kept for later ones.
        cache_size: Bytes that may be kept; None is the default.
        file_format: `arrow` or `parquet`.
        model: The name of the model in `options`, for the manifest.
        shard_rows: Rows after which a new shard begins; None is the default.
        shard_bytes: Bytes after which a new shard begins; None is the default.
        portion: How many files are compiled at a time. Shards are the same for all portions.

    Returns:
        The manifest; None when any scene has an error, and the folder is then as it was.
    """
    paths = tuple(paths)
    names, said = find_scene_names(paths)
    if names is None:
        return Outcome(None, said)
    words = (*map(repr, (options, instances, file_format, model, shard_rows, shard_bytes)),)
    with at_work():
        kept = None
        if cache:
            around = SceneRun(names)
            kept = open_cache(names, around, out=out, tokenizer=tokenizer, words=words, limit=cache_size)
        whole = None if kept is None else kept.whole()
        if whole is not None:
            return _unchanged(whole, len(names), progress)
        loaded, found = load_tokenizer(tokenizer)
        if loaded is None:
            return Outcome(None, _with_all_else(found, paths))
        orders = Orders(
            out,
            Lowering(loaded, options or LowerOptions(), instances),
            EngineWish(EngineKind(engine), workers, ray_address),
            portion,
            ShardShape(shard_rows, shard_bytes, file_format, model),
        )
        return _built(Build(names, orders, progress), paths, kept)


def _built(build: Build, paths: Sequence[Path], cache: CompileCache | None) -> Outcome[Manifest]:
    """Builds, and keeps what was found out; begins anew where rows turn out to be lost that were kept."""
    try:
        manifest = build.publish(cache)
    except PackLost:
        assert cache is not None
        cache.forget()
        return _built(build.anew(), paths, cache)
    except KeyboardInterrupt:
        if cache is not None:
            cache.save(None)  # the next build goes on from here
        raise
    except Refusal as refusal:
        if cache is not None and build.has_begun:
            cache.save(None)
        found = (*build.found, refusal.diagnostic)
        return Outcome(None, found if build.has_begun else _with_all_else(found, paths))
    if cache is not None:
        whole = None if manifest is None else WholeBuild(manifest, build.found, build.scenes)
        cache.save(whole, None if whole is None else build.rows)
    return Outcome(manifest, build.found)


def _with_all_else(found: Iterable[Diagnostic], paths: Iterable[Path]) -> tuple[Diagnostic, ...]:
    """What stops a build before it begins, and everything that is wrong with its scenes."""
    every = Findings()
    every.extend(found)
    every.extend(plan_paths(paths).diagnostics)
    return every.sorted()


def _unchanged(whole: WholeBuild, files: int, progress: Progress | None) -> Outcome[Manifest]:
    """The outcome of the build before, of which all is as it was."""
    if progress is not None:
        progress(Headway(files, files, whole.scenes, whole.manifest.rows, 0))
    return Outcome(whole.manifest, whole.found)
