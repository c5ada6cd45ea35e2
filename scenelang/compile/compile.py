"""The pipeline on one screen: paths to planned scenes, to token programs, to shards.

Takes: paths of scenes, a folder to write, a tokenizer file.
Gives: the manifest of the shards, and everything that the stages said.
May assume: nothing; every stage looks for itself.
Never does: write over shards when any scene has an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scenelang.compile.scene_plans import plan_paths
from scenelang.compile.shard_build import Lowering, Progress, build_shards
from scenelang.diagnostics import Outcome
from scenelang.gathering import Findings
from scenelang.lowering import LowerOptions, load_tokenizer
from scenelang.shards import Manifest

__all__ = ["Progress", "compile_paths"]


def compile_paths(
    paths: Iterable[Path],
    out: Path,
    tokenizer: Path | None = None,
    *,
    options: LowerOptions | None = None,
    instances: int | None = None,
    progress: Progress | None = None,
) -> Outcome[Manifest]:
    """Compiles scenes into a shard folder.

    Args:
        paths: Scene files, and folders that hold some.
        out: The shard folder. What it held stays until the new build is whole.
        tokenizer: A tokenizer file, or a folder that has one; None is the embedded default.
        options: How to lower; None is the default.
        instances: How many instances of each scene, the first ones; None is all.
        progress: Called now and then with: scenes done, scenes in all, rows written.

    Returns:
        The manifest; None when any scene has an error, and the folder is then as it was.
    """
    found = Findings()
    scenes = found.take(plan_paths(paths))
    loaded = found.take(load_tokenizer(tokenizer))
    if scenes is None or loaded is None or found.has_errors:
        return Outcome(None, found.sorted())
    lowering = Lowering(loaded, options or LowerOptions(), instances)
    manifest = found.take(build_shards(scenes, out, lowering, progress))
    return Outcome(manifest, found.sorted())
