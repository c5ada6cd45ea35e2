"""Builds in processes of their own, each of which may be killed; started from one that has loaded everything.

Reads the name of a shard folder from standard input, begins a build of `scenes` there, and tells its number;
then, asked by an empty line, how it ended.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from scenelang.compile import compile_paths
from scenelang.compile.keeping import shard_reuse
from scenelang.shards import shard_writer

shard_reuse.BATCH_ROWS = shard_writer.BATCH_ROWS = 20


def build(out: Path) -> bool:
    """Whether a build was put in its place."""
    outcome = compile_paths([Path("scenes")], out, workers=1, cache=True, shard_rows=20)
    return outcome.value is not None


def _tell(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _tell("ready")
    while line := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            code = 2
            try:
                code = 0 if build(Path(line.strip())) else 1
            finally:
                os._exit(code)
        _tell(child)
        sys.stdin.readline()  # its number is its own until somebody waits for it
        _tell(os.waitpid(child, 0)[1])
